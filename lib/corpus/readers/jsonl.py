"""JSON lines: one object a line; its keys are told as the columns of tables are."""

import io
import json
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from lib.corpus.documents import MAX_RECORD, Note, Place, Record, Row, refused, repaired, warned
from lib.corpus.readers.columns import Columns
from lib.corpus.readers.limits import Unusable
from lib.corpus.readers.task import Task

_MAX_LINE = 2 * MAX_RECORD  # escapes may double a record


class Doubled(dict[str, object]):
    """An object in which a key stands twice: the last one counts."""


def read_jsonl(file: BinaryIO, place: Place, task: Task) -> Iterator[Row | Note]:
    """Yield the record of each line; blank lines say nothing, a bad line never loses its neighbours.

    Raises:
        Unusable: ``empty``.
    """
    is_empty = True
    for found in read_objects(file, place):
        is_empty = False
        if isinstance(found, Note):
            yield found
        else:
            yield from rows_of(found.value, found.place, task.columns)
    if is_empty:
        raise Unusable("empty")


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
        if line == b"\n":  # a compressed file may hold millions of them
            number += _skip_blank(file)
            continue
        yield number, line
        while len(line) > _MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(_MAX_LINE + 1)


def _skip_blank(file: BinaryIO) -> int:
    """Move behind line feeds that are in the buffer already; return how many there were."""
    ahead = file.peek(1) if isinstance(file, io.BufferedReader) else b""
    return len(file.read(len(ahead) - len(ahead.lstrip(b"\n"))))


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
        value = json.loads(text, object_pairs_hook=as_object, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        yield refused(place, "bad_json", column=getattr(error, "colno", 0))
        return
    if isinstance(value, dict):
        yield Object(value, place)
    else:
        yield refused(place, "array" if isinstance(value, list) else "not_an_object")


def rows_of(value: dict[str, object], place: Place, columns: Columns) -> Iterator[Row | Note]:
    """Yield the record of an object: fields are strings, the identifier may be a number, other keys are ignored."""
    names = list(value)
    fields = {field: value[names[at]] for field, at in columns.find(names).items()}
    external_id = fields.pop("external_id", None)
    texts = {field: content or "" for field, content in fields.items() if isinstance(content, str | None)}
    if wrong := fields.keys() - texts.keys():
        field = min(wrong)
        yield refused(place, "wrong_type", field=field, type=type(fields[field]).__name__)
        return
    if isinstance(value, Doubled):
        yield warned(place, "duplicate_keys")
    id = "" if isinstance(external_id, dict | list | None) else str(external_id)
    yield Row(Record(**texts, external_id=id), place)


def as_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object of its pairs; a hook for `json`."""
    values = dict(pairs)
    return values if len(values) == len(pairs) else Doubled(values)


def _no_constant(name: str) -> object:
    raise ValueError(name)
