"""Text files: whole, or as a stream; binary ones are refused, what was guessed or replaced is said."""

import io
import re
from typing import BinaryIO, NamedTuple, TextIO

from lib.corpus.documents import Note, Place, repaired, warned
from lib.corpus.readers.encoding import decode, encoding_of, is_binary
from lib.corpus.readers.limits import Unusable, after, read_whole

HEAD = 1 << 18
"""Bytes from which the encoding and the form of a stream are told."""
_BLANK = b" \t\r\n\x00"
_BAD_BYTE = re.compile("[\udc80-\udcff]")


class Text(NamedTuple):
    """The text of a file, with ``\\n`` line ends, and what has to be said about its bytes."""

    text: str
    notes: list[Note]


class Stream(NamedTuple):
    """A stream of text, its beginning, and what has to be said about its encoding."""

    text: TextIO
    head: str
    notes: list[Note]


def read_text(file: BinaryIO, place: Place) -> Text:
    """Return the text of a file.

    Raises:
        Unusable: ``empty``, ``binary``, ``encoding_unknown`` or ``too_large``.
    """
    data = read_whole(file)
    _check(data)
    text, encoding, bad_byte = decode(data)
    notes = _on_encoding(encoding, place)
    if bad_byte is not None:
        line = data.count(b"\n", 0, bad_byte) + 1
        notes.insert(0, repaired(place._replace(line=line), "bad_byte", offset=bad_byte))
    return Text(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), notes)


def open_text(file: BinaryIO, place: Place) -> Stream:
    """Return a file as a stream of text with ``\\n`` line ends; a byte that is none is half a surrogate pair.

    Raises:
        Unusable: ``empty``, ``binary`` or ``encoding_unknown``.
    """
    data = file.read(HEAD)
    if len(data) < HEAD:
        _check(data)
    elif is_binary(data):
        raise Unusable("binary")
    encoding = encoding_of(data)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    stream = io.TextIOWrapper(after(data, file), encoding, errors)
    head = data.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    return Stream(stream, head, _on_encoding(encoding, place))


def bad_bytes(text: str) -> int:
    """Return how many bytes of a stream's text were no text."""
    return len(_BAD_BYTE.findall(text))


def mended(text: str) -> str:
    """Return text of a stream with U+FFFD for each byte that was no text."""
    return _BAD_BYTE.sub("\ufffd", text)


def _check(data: bytes) -> None:
    if not data.strip(_BLANK):
        raise Unusable("empty")
    if is_binary(data):
        raise Unusable("binary")


def _on_encoding(encoding: str, place: Place) -> list[Note]:
    return [] if encoding.startswith("utf-8") else [warned(place, "encoding", encoding=encoding)]
