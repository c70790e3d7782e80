"""XLSX: each sheet with the columns of articles, cell values as they are stored, formulas by their last result."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, BinaryIO
from zipfile import BadZipFile

from lib.corpus.documents import Note, Place, Row, skipped, warned
from lib.corpus.readers.cells import as_text
from lib.corpus.readers.columns import HEADER_ROWS, best_header, doubled, header, record
from lib.corpus.readers.limits import MAX_COLUMNS, Unusable
from lib.corpus.readers.package import check_package
from lib.corpus.readers.task import Task

_MAX_SHEET = 1_048_576  # Excel's own limit; a file may claim a row number of any size
_LIBRARY_ERRORS = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)
"""What openpyxl raises at a workbook that is not as it should be."""


def read_xlsx(file: BinaryIO, place: Place, task: Task) -> Iterator[Row | Note]:
    """Yield the records of every sheet; `Place.line` is the number of the row, `Place.member` names the sheet.

    Raises:
        Unusable: no workbook, beyond the limits, or no sheet with the columns of articles.
    """
    import openpyxl

    check_package(file, "xl/workbook.xml")
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        missing = None
        is_read = False
        for sheet in book.worksheets:
            here = place._replace(member="/".join(filter(None, (place.member, sheet.title))))
            try:
                yield from _read_sheet(sheet, here, task)
                is_read = True
            except Unusable as error:
                missing = missing or error
                yield skipped(here, "no_table")
    except _LIBRARY_ERRORS as error:
        raise Unusable("damaged") from error
    if missing and not is_read:
        raise missing


def _read_sheet(sheet: Any, place: Place, task: Task) -> Iterator[Row | Note]:
    """Yield the records of a sheet; raises `Unusable` only before the first."""
    sheet.reset_dimensions()  # what the file says of its size is not trusted
    rows = enumerate(sheet.iter_rows(max_row=_MAX_SHEET, max_col=MAX_COLUMNS, values_only=True), 1)
    first = [(number, list(map(as_text, cells))) for number, cells in islice(rows, HEADER_ROWS)]
    head = best_header([cells for _, cells in first], task.columns)
    names = first[head][1] if first else []
    found = header(names, task.columns, head + 1)
    for name in doubled(names, found):
        yield warned(place._replace(line=head + 1), "duplicate_column", column=name)
    is_empty = True
    for number, values in chain(first[head + 1 :], rows):
        if any(value not in (None, "") for value in values):
            is_empty = False
            cells = [*map(as_text, values), *[""] * (len(names) - len(values))]
            yield Row(record(cells, found), place._replace(line=number))
    if is_empty:
        yield skipped(place, "no_rows")
