"""How often a term, with few data: a strip of bars a term, intervals on every bar."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.dates import date_axis, gap_marks, gaps, middle, period_end, width_ms
from lib.charts.figure import LABEL, Panel, Trace, compose, glyph, note, nothing, records
from lib.charts.look import Look
from lib.charts.measure import wrap
from lib.charts.palette import Style, styles
from lib.charts.scale import strip_axis
from lib.charts.strip import BETWEEN, STRIP, strip_bars, strip_name
from lib.charts.term_lines import above, frame_groups
from lib.charts.term_series import Norm, denominator, prepared, rate_notes, sound_peak, warnings_key
from lib.safe import chart_label

_TITLE = 30
_STRIPS = {1: 170, 2: 110}
_STRIP = 76
"""Height of a term's strip, and of each where there are one or two."""


def term_bars(
    frame: pd.DataFrame, caption: Caption, look: Look, *, grain: str, norm: Norm = "per10k", strip: str = ""
) -> go.Figure:
    """Draw one strip a term, all on one scale; columns and click data are those of `term_lines`."""
    if frame.empty:
        return nothing(caption, look)
    rows = prepared(frame, norm).assign(grain=grain)
    series = [group for _, group in frame_groups(rows)]
    look_of = styles((each["slot"].iloc[0] for each in series), look.palette)
    whole = rows["period"].iloc[0], period_end(rows["period"].iloc[-1], grain)
    covered = rows.groupby("period")["covered"].any()
    spans = gaps(zip(covered.index, covered, strict=True), grain)
    tall = _STRIPS.get(len(series), _STRIP)
    height = len(series) * (tall + _TITLE) + (STRIP + BETWEEN if strip else 0)
    shapes, texts = gap_marks(spans, whole, look, 1 - (_TITLE + tall / 2) / height)
    peak, bottom = sound_peak(rows), len(series) + bool(strip)
    layout: dict[str, Any] = {"xaxis": {**date_axis(*whole, look), "anchor": f"y{bottom}" if bottom > 1 else "y"}}
    traces, names = [], []
    for i, each in enumerate(series):
        top = 1 - (i * (tall + _TITLE) + _TITLE) / height
        axis = "" if i == 0 else str(i + 1)
        layout[f"yaxis{axis}"] = {**strip_axis(peak, look), "domain": [max(top - tall / height, 0), top]}
        style = look_of[each["slot"].iloc[0]]
        traces += _strip(each[each["covered"]], style, look, grain, f"y{axis}")
        highest = layout[f"yaxis{axis}"]["range"][1]
        names += above(each, highest, grain, look, yref=f"y{axis}")
        names.append(_name(str(each["term_label"].iloc[0]), top, style, look))
    if strip:
        sizes = denominator(rows)
        traces.append(strip_bars(sizes, look, grain, strip, f"y{bottom}"))
        high = float(sizes["denominator"].max())
        layout[f"yaxis{bottom}"] = {**strip_axis(high, look), "domain": [0, STRIP / height]}
        names.append(strip_name(strip, STRIP / height, look))
    panel = Panel(
        traces,
        layout,
        height,
        left=46,
        above=6,
        annotations=texts + names,
        shapes=shapes,
        key=warnings_key(rows, bool(spans), ("▒", "▨"), look),
    )
    return compose(panel, caption, look)


def _name(label: str, y: float, style: Style, look: Look) -> dict[str, Any]:
    name = chart_label(wrap(label, LABEL, look.safe_width - 80, lines=1)[0])
    text = f"{glyph(style.glyph, style.color)} {name}"
    return note(text, color=look.palette.ink, x=0, y=y, yanchor="bottom", yshift=5)


def _strip(rows: pd.DataFrame, style: Style, look: Look, grain: str, axis: str) -> list[Trace]:
    widths = [width_ms(start, grain) for start in rows["period"]]
    plain = [bool(a and b) for a, b in zip(rows["reliable"], rows["complete"], strict=True)]
    shapes = ["." if not reliable else "" if done else "/" for reliable, done in
              zip(rows["reliable"], rows["complete"], strict=True)]  # fmt: skip
    bars = {
        "type": "bar",
        "x": [start.isoformat() for start in rows["period"]],
        "y": [float(rate) for rate in rows["rate"]],
        "width": [round(width * 0.8) for width in widths],
        "offset": [round(width * 0.1) for width in widths],
        "yaxis": axis,
        "marker": {
            "color": [style.color if reliable else look.palette.grey for reliable in rows["reliable"]],
            "line": {"width": [0 if each else 1 for each in plain], "color": style.color},
            "pattern": {"shape": shapes, "fillmode": "replace", "bgcolor": look.palette.paper, "size": 5,
                        "solidity": 0.3},
        },
        "hoverinfo": "text",
        "hovertext": rate_notes(records(rows), look, grain),
        "customdata": [[start.isoformat(), term] for start, term in zip(rows["period"], rows["term"], strict=True)],
    }  # fmt: skip
    spread = rows[rows["low"] < rows["high"]]
    return [bars, _interval(spread, look.palette.paper, 4.0, axis), _interval(spread, look.palette.ink, 1.2, axis)]


def _interval(rows: pd.DataFrame, color: str, thickness: float, axis: str) -> Trace:
    """Draw intervals; once in the paper's colour and wider, so that they show on top of a dark bar."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [middle(start, grain) for start, grain in zip(rows["period"], rows["grain"], strict=True)],
        "y": [float(rate) for rate in rows["rate"]],
        "yaxis": axis,
        "marker": {"size": 0.1, "color": color},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": list(rows["high"] - rows["rate"]),
            "arrayminus": list(rows["rate"] - rows["low"]),
            "color": color,
            "thickness": thickness,
            "width": 2,
        },
        "hoverinfo": "skip",
        "customdata": [[start.isoformat(), term] for start, term in zip(rows["period"], rows["term"], strict=True)],
    }
