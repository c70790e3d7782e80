"""CSV and TSV: every cell a string, delimiter and quoting told from the beginning, bad rows named and left out."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple, TextIO

from lib.corpus.documents import MAX_RECORD, Note, Place, Row, refused, repaired, skipped, warned
from lib.corpus.readers.columns import HEADER_ROWS, Columns, doubled, header, rating, record
from lib.corpus.readers.limits import Unusable
from lib.corpus.readers.task import Task
from lib.corpus.readers.text import bad_bytes, mended, open_text

DELIMITERS = ",;\t|"
_MAX_ROW = 2 * MAX_RECORD
_MOST_UNCLOSED = 100


def read_csv(file: BinaryIO, place: Place, task: Task) -> Iterator[Row | Note]:
    """Yield the records of a table; `Place.line` is the line of the file on which the row begins.

    Raises:
        Unusable: no table, or no columns that could be articles.
    """
    csv.field_size_limit(_MAX_ROW)
    stream = open_text(file, place)
    yield from stream.notes
    form = _form(stream.head, task.columns)
    found: dict[str, int] | None = None
    rows = _Rows(stream.text, form, place)
    width = 0
    above = form.header
    is_empty = True
    for row in rows:
        if isinstance(row, Note):
            yield row
        elif above > 0:
            above -= 1
        elif found is None:
            found, width = header(row.cells, task.columns, row.place.line), len(row.cells)
            for name in doubled(row.cells, found):
                yield warned(row.place, "duplicate_column", column=name)
        elif any(map(str.strip, row.cells)):
            is_empty = False
            yield from _read_row(row, width, found)
    if is_empty:
        yield skipped(place, "no_rows")


class _Form(NamedTuple):
    """How a table is written, and how many rows stand above its header."""

    delimiter: str
    escape: str | None
    header: int


class _Cells(NamedTuple):
    cells: list[str]
    place: Place


def _read_row(row: _Cells, width: int, found: dict[str, int]) -> Iterator[Row | Note]:
    cells = row.cells
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != width:
        yield refused(row.place, "cells", expected=width, found=len(cells))
        return
    if bad := sum(map(bad_bytes, cells)):
        yield repaired(row.place, "bad_bytes", count=bad)
        cells = list(map(mended, cells))
    yield Row(record(cells, found), row.place)


def _form(head: str, columns: Columns) -> _Form:
    """Return the form of a table from its beginning: the one in which a header has the most known columns."""
    if head[:4].casefold() == "sep=" and head[5:6] == "\n":
        return _Form(head[4], None, 1)
    escape = "\\" if '\\"' in head and '""' not in head else None
    candidates = [item for delimiter in DELIMITERS for item in _candidates(head, delimiter, escape, columns)]
    return max(candidates, key=lambda item: item[0])[1]


def _candidates(
    head: str, delimiter: str, escape: str | None, columns: Columns
) -> Iterator[tuple[tuple[int, int, int], _Form]]:
    """Yield the rows that may be the header, rated: by known columns, the first such row, the most columns."""
    reader = csv.reader(io.StringIO(head), delimiter=delimiter, escapechar=escape, doublequote=escape is None)
    for number, names in enumerate(islice(reader, HEADER_ROWS)):
        yield (rating(names, columns), -number, len(names)), _Form(delimiter, escape, number)


class _Rows:
    """The rows of a table; one that cannot be read is named, and reading goes on with the line after its first."""

    def __init__(self, text: TextIO, form: _Form, place: Place) -> None:
        self._lines = _Lines(text)
        self._form = form
        self._place = place

    def __iter__(self) -> Iterator[_Cells | Note]:
        unclosed = 0
        reader = self._reader()
        while True:
            place = self._place._replace(line=self._lines.begin())
            try:
                yield _Cells(next(reader), place)
            except StopIteration:
                return
            except csv.Error:
                yield self._refusal(place)
                unclosed += self._lines.is_over
                if unclosed > _MOST_UNCLOSED:
                    raise Unusable("too_many_unclosed", limit=_MOST_UNCLOSED) from None
                self._lines.again()
                reader = self._reader()

    def _reader(self) -> Iterator[list[str]]:
        delimiter, escape, _ = self._form
        return csv.reader(self._lines, delimiter=delimiter, escapechar=escape, doublequote=escape is None, strict=True)

    def _refusal(self, place: Place) -> Note:
        if self._lines.is_long:
            return refused(place, "too_large", limit=MAX_RECORD)
        return refused(place, "unclosed_quote" if self._lines.is_over else "stray_quote")


class _Lines:
    """Lines of a text, of which those of a row can be given again."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._taken: list[str] = []
        self._given_back: deque[str] = deque()
        self._line = 1
        self._size = 0
        self.is_over = False
        self.is_long = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else self._read()
        if not line:
            self.is_over = True
            raise StopIteration
        self._taken.append(line)
        self._size += len(line)
        if self._size > _MAX_ROW:
            self.is_long = True
            raise csv.Error
        return line

    def _read(self) -> str:
        """Return the next line; of one beyond the limit only so much that it is seen to be too long."""
        line = rest = self._text.readline(_MAX_ROW + 1)
        while len(rest) > _MAX_ROW and not rest.endswith("\n"):
            rest = self._text.readline(_MAX_ROW + 1)
        return line

    def begin(self) -> int:
        """Return the number of the line that comes next, and forget the lines before."""
        self._line += len(self._taken)
        self._taken, self._size = [], 0
        self.is_over = self.is_long = False
        return self._line

    def again(self) -> None:
        """Give the lines of the row again, but for its first."""
        self._given_back.extendleft(reversed(self._taken[1:]))
        del self._taken[1:]
