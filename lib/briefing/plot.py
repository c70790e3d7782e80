"""What a chart in a file draws, whichever file: categories, series, and what was left out for legibility."""

from dataclasses import dataclass

from lib.briefing.items import Cell, Figure, Form
from lib.briefing.numbers import MISSING, digits, drawn_columns, is_number, written
from lib.charts.palette import LIGHT, MAX_COLOURED
from lib.i18n import Language, number, t
from lib.safe import one_line

MOST_ROWS, MOST_BARS = 25, 36
"""Rows of a bar chart, and bars where there are several series."""
_LABEL = 60  # characters


@dataclass(frozen=True)
class Series:
    """One row of numbers; None is a gap."""

    name: str
    values: tuple[float | None, ...]
    color: str
    decimals: int


@dataclass(frozen=True)
class Plot:
    """A chart without a place: `left_out` says in words what it does not show."""

    form: Form
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    left_out: tuple[str, ...]

    @property
    def low(self) -> float:
        """The lowest value, or zero."""
        return min([0.0, *self._values()])

    @property
    def high(self) -> float:
        """The highest value, or zero."""
        return max([0.0, *self._values()])

    @property
    def decimals(self) -> int:
        """Decimals of the value axis."""
        return max(series.decimals for series in self.series)

    def _values(self) -> list[float]:
        return [value for series in self.series for value in series.values if value is not None]


def plot(figure: Figure, language: Language) -> Plot | None:
    """Return what a chart of `figure` draws, None where a table tells it better.

    Bars: the first rows, as many as can be read; series: at most six. A line through a single point is a column.
    """
    columns = drawn_columns(figure)
    if not columns:
        return None
    most = min(MOST_ROWS, MOST_BARS // min(len(columns), MAX_COLOURED))
    rows = figure.rows[:most] if figure.chart == "bar" else figure.rows
    left_out = [
        t(f"briefing.first_{what}", language, shown=number(shown, language), total=number(total, language))
        for what, shown, total in (
            ("rows", len(rows), len(figure.rows)),
            ("series", min(len(columns), MAX_COLOURED), len(columns)),
        )
        if shown < total
    ]
    return Plot(
        "column" if figure.chart == "line" and len(rows) == 1 else figure.chart,
        tuple(one_line(written(row[0], language), _LABEL) or MISSING for row in rows),
        tuple(_series(figure, rows, column, slot) for slot, column in enumerate(columns[:MAX_COLOURED])),
        tuple(left_out),
    )


def _series(figure: Figure, rows: tuple[tuple[Cell, ...], ...], column: int, slot: int) -> Series:
    values = [row[column] for row in rows]
    return Series(
        one_line(figure.columns[column], _LABEL) or MISSING,
        tuple(float(value) if is_number(value) else None for value in values),  # type: ignore[arg-type]
        LIGHT.categorical[slot],
        digits(values),
    )
