"""A record of any format becomes a document here: one way in, one set of checks."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal, NamedTuple

from lib.corpus.dates import DateError, parse_moment
from lib.text.clean import repair

MAX_RECORD = 5 * 1024 * 1024
"""Bytes of one record; a longer one is refused."""


class Place(NamedTuple):
    """Where in the input something stands: file as given below its PATH, member of an archive, line from 1."""

    file: str
    member: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the input that the analyst should know; `key` and `values` are worded by the interface.

    Attributes:
        kind: ``repaired`` and ``warned`` notes are about records that were accepted, ``skipped`` ones about files
            and records that are left out on purpose, ``refused`` ones about what could not be used.
        scope: whether a refusal is about one record or the rest of the file.
    """

    kind: Literal["repaired", "warned", "skipped", "refused"]
    place: Place
    key: str
    values: Mapping[str, object]
    scope: Literal["record", "file"] = "record"


def refused(place: Place, key: str, scope: Literal["record", "file"] = "record", **values: object) -> Note:
    """Return the note that a record, or the rest of a file, is refused."""
    return Note("refused", place, key, values, scope)


def skipped(place: Place, key: str, **values: object) -> Note:
    """Return the note that something is left out on purpose."""
    return Note("skipped", place, key, values)


def warned(place: Place, key: str, **values: object) -> Note:
    """Return the note that an accepted record is doubtful."""
    return Note("warned", place, key, values)


def repaired(place: Place, key: str, **values: object) -> Note:
    """Return the note that an accepted record was changed."""
    return Note("repaired", place, key, values)


@dataclass(frozen=True, slots=True)
class Document:
    """A dated text of a source.

    Attributes:
        id: 64 hexadecimal digits, the same for the same content: see `identity`.
        external_id: the identifier that the input has for it, empty if none.
        date: day in Moscow, None for an undated document.
        time: time of day in Moscow, None where the input tells none.
        source: name of the source as the input has it, empty if it tells none.
        text: the decoded text with the repairs of `lib.text.clean.repair` and nothing else; offsets point into it.
    """

    id: str
    external_id: str
    date: date | None
    time: time | None
    source: str
    title: str
    url: str
    text: str
    place: Place


def identity(day: date | None, source: str, url: str, title: str, text: str) -> str:
    """Return the content hash of a document: date, source, URL, title and text, composed (NFC), ``\\n`` line ends."""
    parts = (day.isoformat() if day else "", source, url, title, text)
    content = "\x00".join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(content.encode()).hexdigest()


def text_hash(text: str) -> bytes | None:
    """Return the hash under which texts that differ in white space alone are the same; None for an empty text."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(words.encode()).digest()[:16] if words else None


def text_digest(text: str) -> str:
    """Return `text_hash` as 32 hexadecimal digits: what a correction calls the text by; empty for an empty text."""
    return (text_hash(text) or b"").hex()


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of a record as a reader found them, every one a string, empty where the record has none."""

    date: str = ""
    title: str = ""
    text: str = ""
    source: str = ""
    url: str = ""
    time: str = ""
    external_id: str = ""


def fields_of(record: Record) -> dict[str, str]:
    """Return the fields of a record by name."""
    return {name: getattr(record, name) for name in Record.__dataclass_fields__}


class Row(NamedTuple):
    """A record and where it stands: what every reader yields."""

    record: Record
    place: Place


def size_of(record: Record) -> int:
    """Return the bytes of headline and text."""
    return sum(len(part.encode("utf-8", "replace")) for part in (record.title, record.text))


def is_too_large(record: Record) -> bool:
    """Tell whether headline and text are above `MAX_RECORD`."""
    return size_of(record) > MAX_RECORD


def read_record(record: Record, place: Place, today: date) -> Iterator[Document | Note]:
    """Yield the document of a record, after notes on what is doubtful in it; or one refusal and no document."""
    if is_too_large(record):
        yield refused(place, "too_large", limit=MAX_RECORD)
        return
    try:
        moment = parse_moment(f"{record.date} {record.time}".strip()) if record.date.strip() else None
    except DateError:
        yield refused(place, "bad_date", date=_short(f"{record.date} {record.time}".strip()))
        return
    text, repairs = repair(record.text)
    title, title_repairs = clean_title(record.title)
    if not text.strip() and not title:
        yield refused(place, "no_text")
        return
    day = moment.day if moment else None
    for name in dict.fromkeys(repairs + title_repairs):
        yield repaired(place, name)
    yield from _doubts(place, record.date, day, title, text, today)
    source, url = " ".join(repair(record.source)[0].split()), "".join(repair(record.url)[0].split())
    yield Document(
        identity(day, source, url, title, text),
        repair(record.external_id)[0].strip(),
        day,
        moment.time if moment else None,
        source,
        title,
        url,
        text,
        place,
    )


def clean_title(title: str) -> tuple[str, list[str]]:
    """Return a title on one line, composed (NFC), and the names of the repairs that were needed.

    >>> clean_title("Встреча\\u2028в  верхах")
    ('Встреча в верхах', ['separators'])
    """
    text, repairs = repair(unicodedata.normalize("NFC", title))
    line = " ".join(text.split())
    if re.search("[\u0085\u2028\u2029\n]", text.strip()):
        repairs = [*repairs, "separators"]
    return line, repairs


def _doubts(place: Place, written: str, day: date | None, title: str, text: str, today: date) -> Iterator[Note]:
    if day is None:
        yield warned(place, "undated")
    elif day > today + timedelta(days=1):
        yield warned(place, "future_date", date=day.isoformat())
    if any(dash in written for dash in "\u2010\u2011\u2012\u2013\u2014\u2212"):
        yield repaired(place, "date_dashes", date=written.strip())
    if not title:
        yield warned(place, "no_title")
    if not text.strip():
        yield warned(place, "no_body")
    if _is_mojibake(title) or _is_mojibake(text[:5000]):
        yield warned(place, "mojibake")


_MOJIBAKE = re.compile("[РС][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u2013-\u203a\u20ac\u2116\u2122]")


def _is_mojibake(text: str) -> bool:
    """Tell whether text looks like UTF-8 that was read as windows-1251: "Ð" and "Ñ" become "Р" and "С"."""
    pairs = len(_MOJIBAKE.findall(text))
    return pairs >= 5 and pairs * 8 > len(text)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
