"""The seed form: ``date YYYY-MM-DD headline``, a blank line, the body; one or many articles a file."""

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, NamedTuple

from lib.corpus.documents import MAX_RECORD, Document, Note, Place, Record, read_record, refused, repaired, warned
from lib.corpus.readers.encoding import decode, is_binary

MAX_FILE = 64 * 1024 * 1024
"""Bytes of a file of articles, which is read whole."""

_FIRST = re.compile(r"\s{0,20}date\s+(\S+(?: [0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?= ))?)[^\S\n]*([^\n]*)")
_NEXT = re.compile(r"(?m)^ ?date [0-9]{4}-[0-9]{2}-[0-9]{2}(?:T\S{1,30})?(?:[^\S\n][^\n]*)?\n(?=[^\S\n]*(?:\n|\Z))")
_MARKS = "\ufeff"


class _Article(NamedTuple):
    line: int
    text: str


def read_seed_form(file: BinaryIO, place: Place, today: date) -> Iterator[Document | Note]:
    """Yield the articles of a text file; each begins at a line ``date …``, with or without a leading space."""
    data = file.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        yield refused(place, "too_large", "file", limit=MAX_FILE)
    elif not data.strip(b" \t\r\n\x00"):
        yield refused(place, "empty", "file")
    elif is_binary(data):
        yield refused(place, "binary", "file")
    else:
        yield from _read_text(data, place, today)


def _read_text(data: bytes, place: Place, today: date) -> Iterator[Document | Note]:
    text, encoding, bad_byte = decode(data)
    if bad_byte is not None:
        line = data.count(b"\n", 0, bad_byte) + 1
        yield repaired(place._replace(line=line), "bad_byte", offset=bad_byte)
    if encoding != "utf-8":
        yield warned(place, "encoding", encoding=encoding)
    text = text.removeprefix(_MARKS).replace("\r\n", "\n").replace("\r", "\n")
    for article in _articles(text):
        yield from _read_article(article, place._replace(line=article.line), today)


def _articles(text: str) -> Iterator[_Article]:
    """Yield the pieces of a file that each begin with a header; what stands before the first one is a piece too."""
    starts = [match.start() for match in _NEXT.finditer(text)]
    if not starts or text[: starts[0]].strip():
        starts.insert(0, 0)
    line, before = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", before, start)
        before = start
        yield _Article(line, text[start:end])


def _read_article(article: _Article, place: Place, today: date) -> Iterator[Document | Note]:
    header = _FIRST.match(article.text)
    if header is None:
        yield refused(place, "no_date_line")
    elif len(article.text) > MAX_RECORD:
        yield refused(place, "too_large", limit=MAX_RECORD)
    else:
        body = article.text[header.end() :].strip("\n").rstrip()
        record = Record(date=header[1], title=header[2], text=body)
        yield from read_record(record, place, today)
