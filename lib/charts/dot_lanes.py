"""When, by whom: one mark a statement, never an average. Few statements are listed with their words."""

from collections import defaultdict
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.dates import as_days, date_axis, middle, period_end
from lib.charts.dot_list import LISTED, dot_list
from lib.charts.figure import PAD, Panel, Trace, compose, hidden_axis, hover, label_column, note, nothing
from lib.charts.look import Look
from lib.charts.overlay import Overlay, overlay_marks
from lib.charts.palette import GREY, Style, styles
from lib.i18n import day, number, t

_DOT, _PITCH, _MOST = 8, 9, 15
_LANES = 12  # more would not be told apart
_COLUMNS = {False: 26, True: 90}


def dot_lanes(frame: pd.DataFrame, caption: Caption, look: Look, *, overlay: Overlay | None = None) -> go.Figure:
    """Draw every statement as a mark; up to 29 as a list down the page, more as lanes over a date axis.

    Beyond twelve lanes the smallest share the last one.

    Args:
        frame: ``date``, ``stmt`` (for the click data), ``lane`` (id) and ``lane_label``, ``label`` (the statement's
            words, cut by the figure), ``slot`` (rank of the colour, see `palette`). In any order.
        overlay: events over the axis of lanes; a list has no axis.

    Click data: ``[stmt]``.
    """
    if frame.empty:
        return nothing(caption, look)
    rows = frame.assign(date=as_days(frame["date"])).sort_values(["date", "stmt"], kind="stable")
    if len(rows) <= LISTED:
        return dot_list(rows, caption, look)
    by_lane, names = _lanes(rows, look)
    labels, left = label_column(names, look)
    first, last = rows["date"].iloc[0], period_end(rows["date"].iloc[-1], "day")
    look_of = styles((lane["slot"].iloc[0] for lane in by_lane), look.palette)
    traces, notes, shapes, top = [], [], [], 0.0
    for label, lane in zip(labels, by_lane, strict=True):
        levels = _levels(list(lane["date"]), first, last, _COLUMNS[look.wide])
        height = max(40.0 if "<br>" in label else 30.0, (min(max(levels), _MOST) + 1) * _PITCH + 14)
        centre = top + height / 2
        traces.append(_dots(lane, levels, centre, look_of[lane["slot"].iloc[0]], look))
        place: dict[str, Any] = {"x": 0, "xshift": PAD - left, "yref": "y", "y": centre, "yanchor": "middle"}
        notes.append(note(label, color=look.palette.ink, **place))
        top += height
        shapes.append(_lane_line(top, look))
    overlay = overlay or Overlay()
    rules, words = overlay_marks(overlay, (first, last), look)
    panel = Panel(
        traces,
        {"xaxis": _axis(first, last, look), "yaxis": hidden_axis(range=[top, 0])},
        height=round(top),
        left=left,
        above=8 + overlay.above,
        annotations=notes + words,
        shapes=shapes[:-1] + rules,
    )
    return compose(panel, caption, look)


def _lanes(rows: pd.DataFrame, look: Look) -> tuple[list[pd.DataFrame], list[str]]:
    """Return the largest lanes, the rest as one grey lane, and their names."""
    lanes = sorted((lane for _, lane in rows.groupby("lane", sort=False)), key=len, reverse=True)
    names = [str(lane["lane_label"].iloc[0]) for lane in lanes]
    if len(lanes) <= _LANES:
        return lanes, names
    rest = pd.concat(lanes[_LANES - 1 :]).sort_values(["date", "stmt"], kind="stable").assign(slot=GREY)
    others = f"{t('chart.others', look.language)}: {number(len(lanes) - _LANES + 1, look.language)}"
    return [*lanes[: _LANES - 1], rest], [*names[: _LANES - 1], others]


def _axis(first: date, last: date, look: Look) -> dict[str, Any]:
    """Widen the range a little, so that the first and the last mark stay whole."""
    days = max((last - first).days, 1)
    margin = pd.Timedelta(days=days / 40)
    return date_axis((pd.Timestamp(first) - margin), (pd.Timestamp(last) + margin), look)


def _levels(dates: list[date], first: date, last: date, columns: int) -> list[int]:
    """Return for each mark how many earlier marks stand in the same narrow column of the axis."""
    taken: defaultdict[int, int] = defaultdict(int)
    found = []
    for when in dates:
        column = int((when - first).days / max((last - first).days, 1) * columns)
        found.append(taken[column])
        taken[column] += 1
    return found


def _dots(lane: pd.DataFrame, levels: list[int], centre: float, style: Style, look: Look) -> Trace:
    """Stack marks of one column outwards from the middle of the lane: 0, +1, -1, +2, …, then again in between."""
    rounds = max(levels) // _MOST + 1
    side = [_outwards(level % _MOST) + level // _MOST / rounds for level in levels]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [middle(when, "day") for when in lane["date"]],
        "y": [centre + shift * _PITCH for shift in side],
        "marker": {
            "size": _DOT * style.size,
            "symbol": style.symbol,
            "color": style.color,
            "line": {"width": 1, "color": look.palette.paper if "open" not in style.symbol else style.color},
        },
        "hoverinfo": "text",
        "hovertext": [
            hover([day(when, look.language), name, words])
            for when, name, words in zip(lane["date"], lane["lane_label"], lane["label"], strict=True)
        ],
        "customdata": [[int(stmt)] for stmt in lane["stmt"]],
        "cliponaxis": False,
    }


def _outwards(step: int) -> int:
    """Return 0, 1, -1, 2, -2, … for 0, 1, 2, 3, 4, …"""
    return (step + 1) // 2 * (1 if step % 2 else -1)


def _lane_line(y: float, look: Look) -> dict[str, Any]:
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": y, "y1": y, "layer": "below",
        "line": {"color": look.palette.hairline, "width": 1},
    }  # fmt: skip
