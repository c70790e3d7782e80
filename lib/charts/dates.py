"""Calendar time on an axis: periods, ticks, and the stretches for which there is no coverage."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pandas as pd

from lib.charts.figure import TICK, note
from lib.charts.look import Look
from lib.i18n import date_label, t

MILLISECONDS = 86_400_000
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def as_days(values: Iterable[Any]) -> list[date]:
    """Return dates as plain days, whatever kind of column they come from.

    >>> as_days(["2025-01-31"])
    [datetime.date(2025, 1, 31)]
    """
    return list(pd.to_datetime(pd.Series(list(values))).dt.date)


def period_end(start: date, grain: str) -> date:
    """Return the day after the last day of the period that begins on `start`.

    >>> period_end(date(2025, 12, 1), "month"), period_end(date(2025, 12, 29), "week")
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 5))
    """
    if grain in _MONTHS:
        months = start.year * 12 + start.month - 1 + _MONTHS[grain]
        return date(months // 12, months % 12 + 1, 1)
    return start + timedelta(days=7 if grain == "week" else 1)


def width_ms(start: date, grain: str) -> int:
    """Return the length of a period in milliseconds, the unit of bar widths on a date axis."""
    return (period_end(start, grain) - start).days * MILLISECONDS


def middle(start: date, grain: str) -> str:
    """Return the middle of a period as an ISO moment, for marks that stand for the whole period."""
    days = (period_end(start, grain) - start).days
    return (start + timedelta(days=days // 2)).isoformat() + ("T12:00" if days % 2 else "")


def date_axis(first: date, last: date, look: Look) -> dict[str, Any]:
    """Return an axis from `first` to before `last`; ticks fit the width, month names come from the locale."""
    day = "%d.%m" if look.language == "ru" else "%-d %b"
    month = 28 * MILLISECONDS
    return {
        "type": "date",
        "range": [first.isoformat(), last.isoformat()],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": look.palette.muted,
        "linewidth": 1,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": look.palette.muted,
        "tickfont": {"size": TICK, "color": look.palette.muted},
        "tickangle": 0,
        **_spacing((last - first).days, 12 if look.wide else 6),
        "ticklabelmode": "period",
        "tickformatstops": [
            {"dtickrange": [None, month - 1], "value": f"{day}\n%Y"},
            {"dtickrange": [month, "M11"], "value": "%b\n%Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
    }


def _spacing(days: int, most: int) -> dict[str, Any]:
    """Ask for about `most` ticks, but never for several within one day."""
    return {"dtick": MILLISECONDS} if days <= most else {"nticks": most}


def gaps(periods: Iterable[tuple[date, bool]], grain: str) -> list[tuple[date, date]]:
    """Return the stretches of neighbouring periods without coverage, as (first day, day after the last).

    >>> gaps([(date(2025, 1, 1), True), (date(2025, 2, 1), False), (date(2025, 3, 1), False)], "month")
    [(datetime.date(2025, 2, 1), datetime.date(2025, 4, 1))]
    """
    runs = (list(run) for covered, run in groupby(periods, key=lambda row: row[1]) if not covered)
    return [(run[0][0], period_end(run[-1][0], grain)) for run in runs]


def gap_marks(
    spans: list[tuple[date, date]], whole: tuple[date, date], look: Look, y: float = 0.5
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return shapes and annotations that say "no data" over `spans`; the words around `y` of the plot's height."""
    shapes = [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": start.isoformat(),
            "x1": end.isoformat(),
            "y0": 0,
            "y1": 1,
            "fillcolor": look.palette.panel,
            "line": {"width": 0},
            "layer": "below",
        }
        for start, end in spans
    ]
    total = (whole[1] - whole[0]).days or 1
    texts = [
        note(
            t("chart.no_coverage", look.language),
            size=TICK,
            color=look.palette.muted,
            xref="x",
            x=(start + (end - start) / 2).isoformat(),
            y=y,
            xanchor="center",
            yanchor="middle",
            textangle=-90 if (end - start).days / total < (0.12 if look.wide else 0.4) else 0,
        )
        for start, end in spans
        if (end - start).days / total > 0.03
    ]
    return shapes, texts


def period_name(start: date, look: Look, grain: str) -> str:
    """Return the name of a period in the interface's language, for hover texts."""
    return date_label(start, look.language, grain)
