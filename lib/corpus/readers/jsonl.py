"""JSON lines: one object a line, with date, title and text, and doc_id or id, time, source and url if known."""

import json
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, NamedTuple

from lib.corpus.documents import MAX_RECORD, Document, Note, Place, Record, read_record, refused, repaired, warned

FIELDS = ("date", "time", "title", "text", "source", "url")
_MAX_LINE = 2 * MAX_RECORD  # escapes may double a record


class _Doubled(dict[str, object]):
    """An object in which a key stands twice: the last one counts."""


def read_jsonl(file: BinaryIO, place: Place, today: date) -> Iterator[Document | Note]:
    """Yield the document of each line; blank lines say nothing, a bad line never loses its neighbours."""
    is_empty = True
    for found in read_objects(file, place):
        is_empty = False
        if isinstance(found, Note):
            yield found
        else:
            yield from _read_value(found.value, found.place, today)
    if is_empty:
        yield refused(place, "empty", "file")


class Object(NamedTuple):
    """The object of a line, and where it stands."""

    value: dict[str, object]
    place: Place


def read_objects(file: BinaryIO, place: Place) -> Iterator[Object | Note]:
    """Yield the object of each line that is not blank, or why there is none."""
    for number, line in _lines(file):
        if line.strip():
            yield from _read_line(line.rstrip(b"\r\n"), place._replace(line=number))


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield lines with their numbers; of a line beyond the limit only so much that it is seen to be too long."""
    number = 0
    while line := file.readline(_MAX_LINE + 1):
        number += 1
        yield number, line
        while len(line) > _MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(_MAX_LINE + 1)


def _read_line(line: bytes, place: Place) -> Iterator[Object | Note]:
    if len(line) > _MAX_LINE:
        yield refused(place, "too_large", limit=MAX_RECORD)
        return
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = line.decode("utf-8", "replace")
        yield repaired(place, "bad_byte", offset=error.start)
    try:
        value = json.loads(text, object_pairs_hook=_pairs, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        yield refused(place, "bad_json", column=getattr(error, "colno", 0))
        return
    if isinstance(value, dict):
        yield Object(value, place)
    else:
        yield refused(place, "array" if isinstance(value, list) else "not_an_object")


def _read_value(value: dict[str, object], place: Place, today: date) -> Iterator[Document | Note]:
    if wrong := [key for key in FIELDS if not _is_text(value, key)]:
        yield refused(place, "wrong_type", field=wrong[0], type=type(value[wrong[0]]).__name__)
        return
    if isinstance(value, _Doubled):
        yield warned(place, "duplicate_keys")
    yield from read_record(as_record(value), place, today)


def as_record(value: dict[str, object]) -> Record:
    """Return the fields of an object that documents have; the others are ignored."""
    external_id = value.get("doc_id", value.get("id"))
    fields = {key: str(value.get(key) or "") for key in FIELDS}
    return Record(**fields, external_id="" if isinstance(external_id, dict | list | None) else str(external_id))


def _is_text(value: dict[str, object], key: str) -> bool:
    return value.get(key) is None or isinstance(value[key], str)


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    return values if len(values) == len(pairs) else _Doubled(values)


def _no_constant(name: str) -> object:
    raise ValueError(name)
