"""Bytes to text: UTF-8 and UTF-16 as marked or seen, otherwise the likeliest Russian encoding, said aloud."""

import codecs
import re
from typing import NamedTuple

from lib.corpus.readers.limits import Unusable

_LEGACY = ("cp1251", "koi8-r", "cp866")
_COMMON = frozenset(
    """ст ра ро на ен ни ов но по то ко пр ре ос ан го ер ор ли та од ал не во ск де ет от ле ва ом те ин ти ол ны ит
    ла ел ка ри ес ль тр он ат ве об за ил да ог ми ед ой ав ки ме со ло ии ис ть ар ас ви се че ам до мо ем ак тв ия
    си ся ие нн из ик ди сс аз вы ма ру ци бо ей пе им ег дн ий нт же ир сл са ад па ев ьн ок ек оп тс кр их уд ая ых
    сп ча ры ез ое ид ше""".split()
)
"""The 120 most frequent pairs of letters in news: 73 % of all pairs."""
_PAIR = re.compile("(?=([а-яё]{2}))")
_ODD = re.compile("[а-яё][А-ЯЁ]|[\u2500-\u259f\u0402-\u040f\u0452-\u045f\ufffd]")
_LEAST, _MARGIN = 0.3, 0.1
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 100_000


class Decoded(NamedTuple):
    """Text, the encoding it was in, and the byte offset of the first byte that fits no letter, if any."""

    text: str
    encoding: str
    bad_byte: int | None


def is_binary(data: bytes) -> bool:
    """Tell whether bytes are no text: a twentieth of the beginning is control characters, and it is no UTF-16."""
    head = data[:4096]
    return len(_CONTROLS.findall(head)) * 20 > len(head) and _utf16(head) is None


def decode(data: bytes) -> Decoded:
    """Return bytes as text; UTF-8 with a few bad bytes keeps the rest and has U+FFFD for them.

    Raises:
        Unusable: ``encoding_unknown``, see `encoding_of`.
    """
    encoding = encoding_of(data)
    try:
        return Decoded(data.decode(encoding), encoding, None)
    except UnicodeDecodeError as error:
        bad_byte = error.start if encoding.startswith("utf-8") else None
        return Decoded(data.decode(encoding, "replace"), encoding, bad_byte)


def encoding_of(data: bytes) -> str:
    """Return the name of the encoding of a beginning of a file.

    Raises:
        Unusable: ``encoding_unknown``: no Unicode, and no Russian in any of the older encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if wide := _utf16(data[:4096]):
        return wide
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data)
    if text.count("\ufffd") * 50 <= len(text):
        return "utf-8"
    return _legacy(data[:_HEAD])


def _utf16(head: bytes) -> str | None:
    """Return UTF-16 with the order of its bytes, seen from where the high bytes of Latin and Cyrillic letters are."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for order, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        low = head[::2] if order == "utf-16-le" else head[1::2]
        letters = high.count(b"\x00") + high.count(b"\x04")
        if len(high) >= 8 and letters * 10 > len(high) * 9 and low.count(b"\x00") * 20 <= len(low):
            return order
    return None


def _legacy(data: bytes) -> str:
    """Return the encoding in which bytes look most Russian.

    Raises:
        Unusable: ``encoding_unknown``: they do not in any, or in two of them alike.
    """
    scores = {name: _russian(data.decode(name, "replace")) for name in _LEGACY}
    best, second = sorted(scores, key=lambda name: -scores[name])[:2]
    if scores[best] < _LEAST or scores[best] - scores[second] < _MARGIN:
        raise Unusable("encoding_unknown")
    return best


def _russian(text: str) -> float:
    """Return how Russian text looks: the share of its pairs of letters that are common, less signs of another encoding.

    Common pairs are seven of ten in Russian whatever the case, and two of ten in Russian read in the wrong encoding.
    """
    pairs = _PAIR.findall(text.lower())
    if not pairs:
        return 0.0
    return (sum(map(_COMMON.__contains__, pairs)) - 2 * len(_ODD.findall(text))) / len(pairs)
