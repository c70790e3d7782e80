"""What a figure over time relates to: a low strip of grey bars below it."""

from typing import Any

import pandas as pd

from lib.charts.dates import period_name, width_ms
from lib.charts.figure import TICK, Trace, hover, note
from lib.charts.look import Look
from lib.i18n import count, t
from lib.safe import chart_label

STRIP, BETWEEN = 56, 30
"""Height of the strip, and of the space above it with its name."""


def bar_places(rows: pd.DataFrame, grain: str) -> Trace:
    """Return where the bars of periods stand."""
    widths = [width_ms(day, grain) for day in rows["period"]]
    return {
        "type": "bar",
        "x": [day.isoformat() for day in rows["period"]],
        "width": [round(width * 0.86) for width in widths],
        "offset": [round(width * 0.07) for width in widths],
        "hoverinfo": "text",
    }


def strip_bars(frame: pd.DataFrame, look: Look, grain: str, noun: str, axis: str) -> Trace:
    """Return the bars of a strip.

    Args:
        frame: ``period``, ``covered``, ``denominator``.
        noun: key of what the denominator counts.
        axis: the axis of values, e.g. ``y2``.
    """
    rows = frame[frame["covered"]]
    return {
        **bar_places(rows, grain),
        "y": [int(n) for n in rows["denominator"]],
        "yaxis": axis,
        "marker": {"color": look.palette.grey},
        "hovertext": [
            hover([period_name(day, look, grain), count(noun, n, look.language)])
            for day, n in zip(rows["period"], rows["denominator"], strict=True)
        ],
        "customdata": [[day.isoformat(), noun] for day in rows["period"]],
    }


def strip_name(noun: str, y: float, look: Look) -> dict[str, Any]:
    """Return the name of a strip whose upper edge is at `y` of the plot's height."""
    return note(
        chart_label(t(f"chart.per_period.{noun}", look.language)),
        size=TICK, color=look.palette.muted, x=0, y=y, yanchor="bottom", yshift=3,
    )  # fmt: skip
