"""The cells of a figure: which columns are drawn, and how a value is written."""

import math
from collections.abc import Iterable
from datetime import date
from numbers import Real

from lib.briefing.items import Cell, Figure
from lib.i18n import Language, number, short_day
from lib.safe import one_line

MISSING = "—"


def is_number(value: Cell) -> bool:
    """Tell whether a cell holds a number that can be drawn."""
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def is_missing(value: Cell) -> bool:
    """Tell whether a cell holds nothing; "not a number" is nothing."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def number_columns(figure: Figure) -> list[int]:
    """Return the columns, the first apart, that hold numbers or nothing, and at least one number."""
    return [
        column
        for column in range(1, len(figure.columns))
        if any(is_number(row[column]) for row in figure.rows)
        and all(is_number(row[column]) or is_missing(row[column]) for row in figure.rows)
    ]


def drawn_columns(figure: Figure) -> list[int]:
    """Return the columns that a chart draws; none where a chart would be misread.

    That is where the figure is a table, where it has no rows, and where a category stands in several rows.
    """
    categories = [row[0] for row in figure.rows]
    if figure.chart == "none" or len(set(categories)) != len(categories):
        return []
    columns = number_columns(figure)
    return [column for column in columns if figure.columns[column] in figure.series] if figure.series else columns


def digits(values: Iterable[Cell]) -> int:
    """Return how many decimals the numbers of a column need, so that they can be compared.

    >>> digits([1, 2.0]), digits([0.25, 0.5]), digits([12.346, None]), digits([1234.5])
    (0, 3, 2, 1)
    """
    numbers = [float(value) for value in values if is_number(value)]  # type: ignore[arg-type]
    if all(value.is_integer() for value in numbers):
        return 0
    peak = max(abs(value) for value in numbers)
    return 3 if peak < 1 else 2 if peak < 100 else 1


def column_digits(figure: Figure) -> list[int]:
    """Return the decimals of each column."""
    return [digits(row[column] for row in figure.rows) for column in range(len(figure.columns))]


def written(value: Cell, language: Language, decimals: int = 0) -> str:
    """Return a cell as text on one line, as the language writes it.

    >>> written(1234.5, "ru", 1), written(None, "ru"), written(date(2026, 2, 10), "en"), written("а\\nб", "ru")
    ('1\u202f234,5', '—', '10 Feb 2026', 'а б')
    """
    if is_missing(value):
        return MISSING
    if isinstance(value, date):
        return short_day(value, language)
    if is_number(value):
        return number(value, language, decimals)  # type: ignore[arg-type]
    return one_line(str(value))


def written_rows(figure: Figure, language: Language) -> list[list[str]]:
    """Return all cells as text."""
    decimals = column_digits(figure)
    return [
        [written(value, language, places) for value, places in zip(row, decimals, strict=True)] for row in figure.rows
    ]
