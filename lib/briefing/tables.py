"""A figure's numbers as files: CSV, a workbook, and what goes beside a CSV file."""

import csv
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib import safe
from lib.briefing.items import Cell, Figure
from lib.briefing.numbers import column_digits, is_missing, is_number, written
from lib.briefing.sources import facts
from lib.charts.palette import LIGHT
from lib.i18n import Language, t

_SAFE_WORKBOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_STILL = datetime(1980, 1, 1)  # a workbook of the same rows has the same bytes
_LONGEST = 32_767  # characters of a cell, the format's limit
_WIDEST = 60


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as CSV, in UTF-8 with the mark that spreadsheets look for; formulas are made harmless."""
    text = StringIO()
    csv.writer(text).writerows([_csv_value(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _csv_value(value: Cell) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return "" if is_missing(value) else safe.cell(value)


def table_csv(figure: Figure) -> bytes:
    """Return the rows of a figure as CSV: headings, then numbers as they are, nothing else."""
    return csv_bytes([figure.columns, *figure.rows])


def table_meta(figure: Figure, language: Language = "ru") -> bytes:
    """Return what goes beside a CSV file: what the figure says about itself, as JSON.

    Keys are those of `lib.charts.caption.Caption`; ``facts`` has the same in the interface's words.
    """
    named = dict(facts(figure, language))
    described = asdict(figure.caption) | {"title": figure.title, "link": figure.link, "columns": figure.columns}
    return json_bytes(described | {"rows": len(figure.rows), "facts": named})


def json_bytes(value: object) -> bytes:
    """Return a value as readable JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def table_xlsx(figure: Figure, language: Language = "ru") -> bytes:
    """Return a workbook: the rows of a figure on the first sheet, what it says about itself on the second."""
    file = BytesIO()
    with Workbook(file, _SAFE_WORKBOOK) as book:
        book.set_properties({"title": safe.one_line(figure.title, 250), "created": _STILL})
        _data_sheet(book, book.add_worksheet(t("briefing.data_sheet", language)), figure, language)
        _about_sheet(book, book.add_worksheet(t("briefing.about_sheet", language)), facts(figure, language))
    return file.getvalue()


def chart_workbook(categories: Sequence[str], series: Sequence[tuple[str, Sequence[Cell]]]) -> bytes:
    """Return the workbook behind a native chart: categories in column A from row 2, a series a column."""
    file = BytesIO()
    with Workbook(file, _SAFE_WORKBOOK) as book:
        book.set_properties({"created": _STILL})
        sheet = book.add_worksheet("Sheet1")
        plain = book.add_format()
        for row, category in enumerate(categories, start=1):
            _put(sheet, row, 0, category, plain)
        for column, (name, values) in enumerate(series, start=1):
            for row, value in enumerate([name, *values]):
                _put(sheet, row, column, value, plain)
    return file.getvalue()


def _data_sheet(book: Workbook, sheet: Worksheet, figure: Figure, language: Language) -> None:
    heads = book.add_format({"bold": True, "bottom": 1, "bottom_color": LIGHT.muted, "text_wrap": True,
                             "valign": "top"})  # fmt: skip
    days = book.add_format({"num_format": "dd.mm.yyyy" if language == "ru" else "d mmm yyyy", "align": "left"})
    for column, (name, places) in enumerate(zip(figure.columns, column_digits(figure), strict=True)):
        values = [row[column] for row in figure.rows]
        look = book.add_format({"num_format": "#,##0" + (f".{'0' * places}" if places else ""), "valign": "top"})
        _put(sheet, 0, column, name, heads)
        for row, value in enumerate(values, start=1):
            _put(sheet, row, column, value, days if isinstance(value, date) else look)
        longest = max((len(written(value, language, places)) for value in [name, *values]), default=0)
        sheet.set_column(column, column, min(longest + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    if figure.rows and figure.columns:
        sheet.autofilter(0, 0, len(figure.rows), len(figure.columns) - 1)


def _about_sheet(book: Workbook, sheet: Worksheet, rows: list[tuple[str, str]]) -> None:
    labels = book.add_format({"font_color": LIGHT.muted, "valign": "top"})
    values = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    for row, (label, value) in enumerate(rows):
        _put(sheet, row, 0, label, labels)
        if address := safe.url(value):
            sheet.write_url(row, 1, address, values)
        else:
            _put(sheet, row, 1, value, values)


def _put(sheet: Worksheet, row: int, column: int, value: Cell, look: Format) -> None:
    if is_missing(value) or (isinstance(value, float) and math.isinf(value)):
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif is_number(value):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, str(safe.cell(str(value)))[:_LONGEST], look)
