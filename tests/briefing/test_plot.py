"""What a chart draws, and what it says that it leaves out."""

from collections.abc import Callable

import pytest

from lib.briefing.items import Figure, Form
from lib.briefing.plot import plot
from lib.charts.palette import LIGHT

Make = Callable[..., Figure]


def rows(n: int, series: int = 1) -> tuple[tuple[str | int, ...], ...]:
    return tuple((f"Спикер {at}", *[at] * series) for at in range(n))


@pytest.mark.parametrize(
    ("n", "series", "form", "shown_rows", "shown_series", "left_out"),
    [
        (25, 1, "bar", 25, 1, []),
        (40, 1, "bar", 25, 1, ["Показано строк: 25 из 40"]),
        (40, 2, "bar", 18, 2, ["Показано строк: 18 из 40"]),
        (60, 1, "column", 60, 1, []),
        (60, 8, "line", 60, 6, ["Показано рядов: 6 из 8"]),
    ],
)
def test_what_is_left_out_is_said(
    figure: Make, n: int, series: int, form: Form, shown_rows: int, shown_series: int, left_out: list[str]
) -> None:
    drawn = plot(figure(rows(n, series), ("Кто", *[f"n{at}" for at in range(series)]), form), "ru")
    assert drawn is not None
    assert (len(drawn.categories), len(drawn.series)) == (shown_rows, shown_series)
    assert [words.split(";")[0] for words in drawn.left_out] == left_out


def test_missing_is_missing_and_zero_is_zero(figure: Make) -> None:
    drawn = plot(figure((("а", 0), ("б", None), ("в", float("nan")), ("г", -2)), chart="column"), "ru")
    assert drawn is not None
    assert drawn.series[0].values == (0, None, None, -2)
    assert (drawn.low, drawn.high) == (-2, 0)


def test_a_line_through_one_point_is_a_column(figure: Make) -> None:
    drawn = plot(figure((("ноябрь 2025", 3),), chart="line"), "ru")
    assert drawn is not None
    assert drawn.form == "column"


def test_series_have_colours_of_the_palette_in_order(figure: Make) -> None:
    drawn = plot(figure((("а", 1, 2), ("б", 3, 4)), ("Кто", "n", "m")), "ru")
    assert drawn is not None
    assert [series.color for series in drawn.series] == list(LIGHT.categorical[:2])


@pytest.mark.parametrize("made", [{"rows": ()}, {"rows": (("а", "б"),)}, {"chart": "none"}])
def test_no_numbers_no_chart(figure: Make, made: dict[str, object]) -> None:
    assert plot(figure(**made), "ru") is None
