"""How A and B differ in words, many at once: frequency across, z upwards."""

from math import log10
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.figure import PAD, TICK, Panel, compose, note, nothing, records
from lib.charts.keyness_marks import dots, key, prepared, reach, z_axis
from lib.charts.look import Look
from lib.charts.measure import text_width, wrap
from lib.charts.scale import ticks
from lib.i18n import number, t
from lib.safe import chart_label

MOST_POINTS = 2000
_LEFT, _RIGHT = 40, PAD + 8


def keyness_scatter(frame: pd.DataFrame, caption: Caption, look: Look, *, sides: tuple[str, str]) -> go.Figure:
    """Draw the terms with the largest |z|, at most 2,000; the strongest are named where there is room.

    Columns, sides and click data are those of `keyness_lollipop`.
    """
    if frame.empty:
        return nothing(caption, look)
    rows = prepared(frame)
    rows = rows.loc[rows["z"].abs().sort_values(ascending=False, kind="stable").index].head(MOST_POINTS)
    rows = rows.assign(total=rows["n_a"] + rows["n_b"])
    low, high = max(1, rows["total"].min()) * 0.8, max(10, rows["total"].max()) * 1.6
    marks = dots(rows, [int(n) for n in rows["total"]], look)
    height = 420 if look.wide else 360
    panel = Panel(
        [{**marks, "x": marks["y"], "y": marks["x"]}],
        {"xaxis": _frequency_axis(low, high, look), "yaxis": z_axis(reach(rows), look)},
        height=height,
        left=_LEFT,
        right=_RIGHT,
        above=30,
        below=44,
        key=key(rows, sides, look),
        annotations=_names(rows, (log10(low), log10(high)), height, look) + _headings(look),
    )
    return compose(panel, caption, look)


def _frequency_axis(low: float, high: float, look: Look) -> dict[str, Any]:
    factors = (1, 2, 5) if high / low < 100 else (1,)
    values = [factor * 10**power for power in range(8) for factor in factors]
    shown = [value for value in values if low <= value <= high]
    axis = ticks(shown, [number(value, look.language) for value in shown], look)
    return {**axis, "type": "log", "range": [log10(low), log10(high)], "showgrid": False}


def _names(rows: pd.DataFrame, ends: tuple[float, float], height: int, look: Look) -> list[dict[str, Any]]:
    """Name the strongest terms, each only where its name covers no other name."""
    width, end = look.safe_width - _LEFT - _RIGHT, reach(rows)
    taken: list[tuple[float, float, float]] = []
    notes: list[dict[str, Any]] = []
    strong = rows[rows["significant"]]
    dots = [(_along(n, ends) * width, z / end * height / 2) for n, z in zip(strong["total"], strong["z"], strict=True)]
    for row in records(strong.head(60)):
        text = wrap(row.label, TICK, 120, lines=1)[0]
        half = text_width(text, TICK) / 2 + 3
        dot = _along(row.total, ends) * width
        x, y = min(max(dot, half), width - half), row.z / end * height / 2
        free = all(abs(x - other) > half + half_other or abs(y - y_other) > 16 for other, half_other, y_other in taken)
        if free and not any(abs(x - other) < half and 3 < y_other - y < 20 for other, y_other in dots):
            taken.append((x, half, y))
            notes.append(_name(chart_label(text), row, x - dot, look))
    return notes[: 24 if look.wide else 10]


def _along(total: float, ends: tuple[float, float]) -> float:
    """Return where a frequency lies on the axis, from 0 at its left end to 1."""
    return (log10(total) - ends[0]) / (ends[1] - ends[0])


def _name(text: str, row: Any, shift: float, look: Look) -> dict[str, Any]:
    """Set a name over its mark, on a veil of paper that keeps it readable among other marks."""
    red, green, blue = (int(look.palette.paper[i : i + 2], 16) for i in (1, 3, 5))
    place = {"xref": "x", "x": log10(row.total), "xanchor": "center", "xshift": shift, "yref": "y", "y": row.z}
    veil = f"rgba({red},{green},{blue},0.7)"
    return note(text, size=TICK, color=look.palette.ink, yanchor="bottom", yshift=5, bgcolor=veil, **place)


def _headings(look: Look) -> list[dict[str, Any]]:
    muted = look.palette.muted
    across, upwards = t("chart.occurrences", look.language), t("chart.z", look.language)
    return [
        note(across, size=TICK, color=muted, x=1, y=0, xanchor="right", yshift=-22),
        note(upwards, size=TICK, color=muted, x=0, y=1, yanchor="bottom", xshift=PAD - _LEFT, yshift=6),
    ]
