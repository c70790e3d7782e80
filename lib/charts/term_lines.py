"""How often a term: up to six lines with interval ribbons, named at their ends."""

from math import isnan
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.dates import date_axis, gap_marks, gaps, middle, period_end
from lib.charts.figure import LABEL, PAD, Panel, Trace, compose, glyph, note, nothing, records
from lib.charts.look import Look
from lib.charts.measure import text_width, wrap
from lib.charts.palette import Style, styles
from lib.charts.scale import strip_axis, value_axis
from lib.charts.strip import BETWEEN, STRIP, strip_bars, strip_name
from lib.charts.term_series import ABOVE, Norm, denominator, prepared, rate_notes, runs, sound_peak, warnings_key
from lib.safe import chart_label

_HEIGHT, _LEFT, _APART = 260, 46, 16


def term_lines(
    frame: pd.DataFrame, caption: Caption, look: Look, *, grain: str, norm: Norm = "per10k", strip: str = ""
) -> go.Figure:
    """Draw rates as lines; one that rests on too little, by default fewer than 2,000 words, stands alone and hollow.

    Args:
        frame: ``term`` (key), ``term_label``, ``slot``, ``period`` (first day), ``rate``, ``low``, ``high``,
            ``words`` (of the period), ``covered`` (False: a gap), and optionally ``complete``, ``reliable``; for
            shares also ``n`` and ``base``. Equal ``low`` and ``high``: no interval. With a column ``smooth`` the line
            is that of the smoothed values, and the values themselves are dots.
        grain: ``day``, ``week``, ``month``, ``quarter`` or ``year``.
        norm: what ``rate`` is.
        strip: noun key of ``base``, shown as a strip below; empty: no strip.

    Click data: ``[period, term]``.
    """
    if frame.empty:
        return nothing(caption, look)
    rows = prepared(frame, norm)
    series = [group for _, group in frame_groups(rows)]
    look_of = styles((each["slot"].iloc[0] for each in series), look.palette)
    whole = rows["period"].iloc[0], period_end(rows["period"].iloc[-1], grain)
    covered = rows.groupby("period")["covered"].any()
    spans = gaps(zip(covered.index, covered, strict=True), grain)
    below = STRIP + BETWEEN if strip else 0
    height = _HEIGHT + below
    shapes, texts = gap_marks(spans, whole, look, (1 + below / height) / 2)
    axis = {**value_axis(sound_peak(rows), look), "domain": [below / height, 1]}
    names, right = _end_labels(series, look_of, axis["range"][1], look)
    names = [{**name, "yshift": name["yshift"] + below} for name in names]
    traces = [trace for each in series for trace in _series(each, look_of[each["slot"].iloc[0]], look, grain)]
    layout = {"xaxis": {**date_axis(*whole, look), "anchor": "y2" if strip else "y"}, "yaxis": axis}
    if strip:
        sizes = denominator(rows)
        traces.append(strip_bars(sizes, look, grain, strip, "y2"))
        layout["yaxis2"] = {**strip_axis(float(sizes["denominator"].max()), look), "domain": [0, STRIP / height]}
        names.append(strip_name(strip, STRIP / height, look))
    panel = Panel(
        traces,
        layout,
        height=height,
        left=_LEFT,
        right=right,
        above=14,
        annotations=texts + names + above(rows, axis["range"][1], grain, look),
        shapes=shapes,
        key=warnings_key(rows, bool(spans), ("×", "○"), look),
    )
    return compose(panel, caption, look)


def above(rows: pd.DataFrame, top: float, grain: str, look: Look, **place: Any) -> list[dict[str, Any]]:
    """Set an arrow at the upper edge where a value lies beyond it."""
    higher = rows[rows["covered"] & (rows["rate"] > top)]
    at = {"xref": "x", "xanchor": "center", "yref": "y", "y": top, "yanchor": "top", **place}
    return [
        note(ABOVE, color=look.palette.ink, x=middle(start, grain), **at) for start in dict.fromkeys(higher["period"])
    ]


def frame_groups(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows of each term, in the order in which terms first appear."""
    return [(str(term), group) for term, group in rows.groupby("term", sort=False)]


def _series(frame: pd.DataFrame, style: Style, look: Look, grain: str) -> list[Trace]:
    rows = list(records(frame))
    firm = [bool(row.covered and row.reliable and row.complete) for row in rows]
    stretches = [[rows[i] for i in run] for run in runs(firm)]
    loose = [row for row, sure in zip(rows, firm, strict=True) if row.covered and not sure]
    if "smooth" in frame:
        dots = {**_points(stretches, style, look, grain), "mode": "markers", "opacity": 0.45}
        return [dots, _hollow(loose, style, look, grain), _smoothed(rows, style, grain)]
    ribbons = [_ribbon(run, style, grain) for run in stretches if len(run) > 1]
    return [*ribbons, _points(stretches, style, look, grain), _hollow(loose, style, look, grain)]


def _points(stretches: list[list[Any]], style: Style, look: Look, grain: str) -> Trace:
    """Draw a line that is interrupted between stretches."""
    x: list[str | None] = []
    y: list[float | None] = []
    notes: list[str] = []
    keys: list[list[str]] = []
    for rows in stretches:
        if x:
            x, y, notes, keys = [*x, middle(rows[0].period, grain)], [*y, None], [*notes, ""], [*keys, _key(rows[0])]
        x += [middle(row.period, grain) for row in rows]
        y += [float(row.rate) for row in rows]
        notes += rate_notes(rows, look, grain)
        keys += map(_key, rows)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": x,
        "y": y,
        "connectgaps": False,
        "line": {"color": style.color, "width": 2, "dash": style.dash, "shape": "linear"},
        "marker": {"symbol": style.symbol, "color": style.color, "size": (6 if len(x) <= 60 else 3) * style.size},
        "hoverinfo": "text",
        "hovertext": notes,
        "customdata": keys,
    }


def _smoothed(rows: list[Any], style: Style, grain: str) -> Trace:
    """Draw the smoothed values as a line; it breaks where its window lacks a period."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [middle(row.period, grain) for row in rows],
        "y": [None if isnan(row.smooth) else float(row.smooth) for row in rows],
        "connectgaps": False,
        "line": {"color": style.color, "width": 2.5, "dash": style.dash, "shape": "linear"},
        "hoverinfo": "skip",
        "customdata": [_key(row) for row in rows],
    }


def _key(row: Any) -> list[str]:
    return [row.period.isoformat(), row.term]


def _hollow(rows: list[Any], style: Style, look: Look, grain: str) -> Trace:
    """Draw periods with reserve: a thin cross where words are few, a hollow mark where the period still runs."""
    hollow = f"{style.symbol.removesuffix('-open')}-open"
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [middle(row.period, grain) for row in rows],
        "y": [float(row.rate) for row in rows],
        "marker": {
            "symbol": [hollow if row.reliable else "x-thin-open" for row in rows],
            "color": style.color,
            "size": 7 * style.size,
            "line": {"width": 1.5, "color": style.color},
        },
        "hoverinfo": "text",
        "hovertext": rate_notes(rows, look, grain),
        "customdata": [_key(row) for row in rows],
    }


def _ribbon(rows: list[Any], style: Style, grain: str) -> Trace:
    at, keys = [middle(row.period, grain) for row in rows], [_key(row) for row in rows]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": at + at[::-1],
        "y": [float(row.high) for row in rows] + [float(row.low) for row in reversed(rows)],
        "fill": "toself",
        "fillcolor": _faint(style.color),
        "line": {"width": 0},
        "hoverinfo": "skip",
        "customdata": keys + keys[::-1],
    }


def _faint(color: str) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.13)"


def _end_labels(
    series: list[pd.DataFrame], look_of: dict[int, Style], top: float, look: Look
) -> tuple[list[dict[str, Any]], int]:
    """Name each line at its end, moved apart where ends lie close; return the names and the margin they need."""
    most = 170 if look.wide else 100
    lasts = [(_last(each), each) for each in series]
    heights = spread([last / top * _HEIGHT for last, _ in lasts], _APART, _HEIGHT + 6)
    notes, needed = [], 0.0
    for height, (_, rows) in zip(heights, lasts, strict=True):
        style = look_of[rows["slot"].iloc[0]]
        name = wrap(str(rows["term_label"].iloc[0]), LABEL, most, lines=1)[0]
        needed = max(needed, text_width(name, LABEL))
        text = f"{glyph(style.glyph, style.color)} {chart_label(name)}"
        notes.append(note(text, color=look.palette.ink, x=1, xshift=8, y=0, yshift=height, yanchor="middle"))
    return notes, round(needed) + 30 + PAD


def _last(rows: pd.DataFrame) -> float:
    shown = rows[rows["covered"]]
    return float(shown["rate"].iloc[-1]) if len(shown) else 0.0


def spread(heights: list[float], apart: float, top: float) -> list[float]:
    """Return `heights` moved so that neighbours are at least `apart`, all between 0 and `top`, order kept.

    >>> spread([10, 12, 80], 16, 100)
    [10, 26, 80]
    >>> spread([95, 99], 16, 100)
    [84, 100]
    """
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = list(heights)
    floor = 0.0
    for i in order:
        placed[i] = floor = max(placed[i], floor)
        floor += apart
    ceiling = top
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - apart
    return placed
