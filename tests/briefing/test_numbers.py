"""Which columns are drawn, and how a number is written."""

from collections.abc import Callable
from datetime import date

import pytest

from lib.briefing.items import Cell, Figure
from lib.briefing.numbers import drawn_columns, number_columns, written_rows

Make = Callable[..., Figure]
NAN = float("nan")


@pytest.mark.parametrize(
    ("rows", "drawn"),
    [
        ((("а", 1, 2.5), ("б", 3, None)), [1, 2]),
        ((("а", 1, "x"), ("б", 3, 4)), [1]),  # a column with text is not a series
        ((("а", None, None), ("б", NAN, 4)), [2]),  # a column of nothing is not a series
        ((("а", True, 1), ("б", False, 2)), [2]),  # yes and no are not numbers
        ((("а", 1, 2), ("а", 3, 4)), []),  # a category in two rows would be drawn twice
        ((), []),
    ],
)
def test_series_are_columns_of_numbers(figure: Make, rows: tuple[tuple[Cell, ...], ...], drawn: list[int]) -> None:
    assert drawn_columns(figure(rows, ("Кто", "n", "m"))) == drawn


def test_a_figure_can_name_its_series(figure: Make) -> None:
    made = figure((("а", 1, 0.5, 2), ("б", 3, 2, 4)), ("Кто", "n", "от", "до"))
    chosen = Figure(made.title, made.caption, made.columns, made.rows, "bar", made.link, series=("n",))
    assert number_columns(chosen) == [1, 2, 3]
    assert drawn_columns(chosen) == [1]


def test_a_table_is_not_drawn(figure: Make) -> None:
    assert drawn_columns(figure(chart="none")) == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", [["04.11.2025", "1 200", "0,250"], ["05.11.2025", "—", "-0,500"]]),
        ("en", [["4 Nov 2025", "1,200", "0.250"], ["5 Nov 2025", "—", "-0.500"]]),
    ],
)
def test_cells_are_written_as_the_language_has_it(figure: Make, language: str, expected: list[list[str]]) -> None:
    made = figure(((date(2025, 11, 4), 1200, 0.25), (date(2025, 11, 5), None, -0.5)), ("День", "n", "доля"))
    rows = [[text.replace("\u202f", " ") for text in row] for row in written_rows(made, language)]  # type: ignore[arg-type]
    assert rows == expected
