"""JSON: an array of objects, or an object with one in it, read as a stream; a bad element loses no neighbour."""

import json
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, TextIO

from lib.corpus.documents import MAX_RECORD, Note, Place, Record, Row, fields_of, refused, repaired
from lib.corpus.readers.jsonl import as_object, rows_of
from lib.corpus.readers.limits import Unusable
from lib.corpus.readers.task import Task
from lib.corpus.readers.text import bad_bytes, mended, open_text

_PIECE = 1 << 16
_MAX_VALUE = 2 * MAX_RECORD
_MOST_BAD = 1_000
_BLANK = re.compile(r"[ \t\n\r\ufeff]*")
_NEXT = re.compile(r"\}\s{0,200},\s{0,200}(?=\{)")
"""End of an element and beginning of the next: where reading goes on after a bad one."""


def read_json(file: BinaryIO, place: Place, task: Task) -> Iterator[Row | Note]:
    """Yield the record of each object of a list; `Place.line` is the line on which it begins.

    Raises:
        Unusable: there is no list of objects, or the rest of the file is no JSON.
    """
    stream = open_text(file, place)
    yield from stream.notes
    is_empty = True
    for item in _elements(_Window(stream.text)):
        is_empty = False
        here = place._replace(line=item.line)
        if isinstance(item.value, _Bad):
            yield refused(here, "bad_json", column=item.value.column)
        elif isinstance(item.value, dict):
            yield from _read_object(item.value, here, task)
        else:
            yield refused(here, "not_an_object")
    if is_empty:
        raise Unusable("no_list")


class _Bad(NamedTuple):
    column: int


class _Element(NamedTuple):
    line: int
    value: object


def _read_object(value: dict[str, object], place: Place, task: Task) -> Iterator[Row | Note]:
    for found in rows_of(value, place, task.columns):
        if isinstance(found, Row) and (bad := sum(map(bad_bytes, fields_of(found.record).values()))):
            yield repaired(place, "bad_bytes", count=bad)
            yield Row(Record(**{name: mended(text) for name, text in fields_of(found.record).items()}), place)
        else:
            yield found


def _elements(window: "_Window") -> Iterator[_Element]:
    """Yield the elements of the array that a file is, or of the arrays of objects in the object that it is."""
    if window.next() == "[":
        yield from _array(window)
    elif window.next() == "{":
        yield from _object(window)
    else:
        raise Unusable("no_list")


def _object(window: "_Window") -> Iterator[_Element]:
    """Yield the elements of lists of objects; an object without such a list is an element itself."""
    line, own, has_list = window.line, {}, False
    window.take("{")
    while window.next() != "}":
        key = window.value()
        window.take(":")
        if window.next() == "[" and window.opens_list():
            has_list = True
            yield from _array(window)
        else:
            own[str(key)] = window.value()
        if window.next() == ",":
            window.take(",")
    if not has_list:
        yield _Element(line, own)


def _array(window: "_Window") -> Iterator[_Element]:
    window.take("[")
    bad = 0
    while window.next() != "]":
        line = window.line
        try:
            yield _Element(line, window.value())
            if window.next() != "]":
                window.take(",")
        except Unusable as error:
            bad += 1
            if bad > _MOST_BAD or not window.skip_element():
                raise
            yield _Element(line, _Bad(int(str(error.values["column"]))))
    window.take("]")


class _Window:
    """A part of the text that moves forward, a value at a time."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._buffer = ""
        self._at = 0
        self.line = 1
        self._decoder = json.JSONDecoder(object_pairs_hook=as_object, parse_int=_integer, parse_constant=float)

    def next(self) -> str:
        """Return the next character that is not blank, empty at the end of the text."""
        while True:
            blank = _BLANK.match(self._buffer, self._at)
            self._move(blank.end() if blank else self._at)
            if self._at < len(self._buffer) or not self._fill():
                return self._buffer[self._at : self._at + 1]

    def take(self, character: str) -> None:
        """Move behind a character.

        Raises:
            Unusable: ``bad_json``, it is not there.
        """
        if self.next() != character:
            raise self._error()
        self._move(self._at + 1)

    def opens_list(self) -> bool:
        """Tell whether an array that begins here holds objects."""
        while not (found := re.compile(r"\[\s*(\S)").match(self._buffer, self._at)) and self._fill():
            pass
        return found is not None and found[1] == "{"

    def value(self) -> object:
        """Return the value that comes next, and move behind it.

        Raises:
            Unusable: ``bad_json``.
        """
        self.next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except (ValueError, RecursionError):
                if len(self._buffer) - self._at > _MAX_VALUE or not self._fill():
                    raise self._error() from None
                continue
            if end < len(self._buffer) or not self._fill():  # the end of a number might still come
                self._move(end)
                return value

    def skip_element(self) -> bool:
        """Move to the next element of a list of objects; tell whether there is one nearby."""
        while not (found := _NEXT.search(self._buffer, self._at)):
            if len(self._buffer) - self._at > _MAX_VALUE or not self._fill():
                return False
        self._move(found.end())
        return True

    def _error(self) -> Unusable:
        return Unusable("bad_json", column=self._at - self._buffer.rfind("\n", 0, self._at))

    def _move(self, to: int) -> None:
        self.line += self._buffer.count("\n", self._at, to)
        self._at = to

    def _fill(self) -> bool:
        """Read on, as much again as is there, so that long values cost linear time; tell whether there was more."""
        piece = self._text.read(max(_PIECE, len(self._buffer) - self._at))
        self._buffer = self._buffer[self._at :] + piece
        self._at = 0
        return bool(piece)


def _integer(digits: str) -> int | str:
    """Return a whole number; one with hundreds of digits is no number that anyone counts with."""
    return int(digits) if len(digits) < 20 else digits
