"""Bytes to text: UTF-8 and UTF-16 as marked, otherwise the likeliest Russian encoding, said aloud."""

import codecs
import re
from typing import NamedTuple

_LEGACY = ("cp1251", "koi8-r", "cp866")
_COMMON = frozenset("оеаинтсрвлкмдпуяыьгзбчйхж")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Decoded(NamedTuple):
    """Text, the encoding it was in, and the byte offset of the first byte that fits no letter, if any."""

    text: str
    encoding: str
    bad_byte: int | None


def is_binary(data: bytes) -> bool:
    """Tell whether bytes are no text: a twentieth of the beginning is control characters."""
    head = data[:4096]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return len(_CONTROLS.findall(head)) * 20 > len(head)


def decode(data: bytes) -> Decoded:
    """Return bytes as text; UTF-8 with a few bad bytes keeps the rest and has U+FFFD for them. Never raises."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, None)
    try:
        return Decoded(data.decode(), "utf-8", None)
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * 50 <= len(text):
            return Decoded(text, "utf-8", error.start)
    encoding = max(_LEGACY, key=lambda name: _russian(data[:100_000].decode(name, "replace")))
    return Decoded(data.decode(encoding, "replace"), encoding, None)


def _russian(text: str) -> int:
    """Return how Russian text looks: common small letters count for it, letters of the wrong case against it."""
    good = sum(map(_COMMON.__contains__, text))
    odd = len(re.findall("[а-яё][А-ЯЁ]|[\u2500-\u259f\u0402-\u040f\u0452-\u045f\ufffd]", text))
    return good - 3 * odd
