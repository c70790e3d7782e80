"""Which days are spoken of, and when: a mark for each, the days meant upwards, the day of the document across."""

from datetime import date, timedelta
from math import sqrt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.dates import as_days, date_axis, middle, period_end
from lib.charts.figure import PAD, TICK, KeyItem, Panel, Trace, compose, hover, note, nothing, records
from lib.charts.look import Look
from lib.i18n import count, period, short_day, t

_LEFT, _HEIGHT, _DOT = 74, 420, 8


def day_dots(frame: pd.DataFrame, caption: Caption, look: Look) -> go.Figure:
    """Draw days spoken of against the days of their documents; on the diagonal both are the same.

    A longer time is a line from its first to its last day with an open mark in its middle. Several expressions of one
    day in documents of one day are one mark, larger with their number.

    Args:
        frame: ``date`` (of the document), ``first`` and ``last`` (days meant), ``count``, ``key`` (of the click).

    Click data: ``[key]``.
    """
    if frame.empty:
        return nothing(caption, look)
    rows = frame.assign(**{name: as_days(frame[name]) for name in ("date", "first", "last")})
    across = _reach(min(rows["date"]), max(rows["date"]))
    upwards = _reach(min(*rows["first"], *rows["date"]), max(*rows["last"], *rows["date"]))
    panel = Panel(
        [_marks(rows, look)],
        {"xaxis": date_axis(*across, look), "yaxis": _upwards(*upwards, look)},
        height=_HEIGHT,
        left=_LEFT,
        above=32,
        key=_key(rows, look),
        annotations=_headings(look),
        shapes=[_diagonal(across, upwards, look), *_lines(rows, look)],
    )
    return compose(panel, caption, look)


def _reach(first: date, last: date) -> tuple[date, date]:
    """Widen a period a little, so that the first and the last mark stay whole."""
    margin = timedelta(days=max((last - first).days // 40, 1))
    return first - margin, last + margin + timedelta(days=1)


def _upwards(first: date, last: date, look: Look) -> dict[str, Any]:
    axis = date_axis(first, last, look)
    one_line = [{**stop, "value": stop["value"].replace("\n", " ")} for stop in axis["tickformatstops"]]
    grid = {"showgrid": True, "gridcolor": look.palette.hairline, "showline": False, "ticks": ""}
    return {**axis, **grid, "tickformatstops": one_line, "ticklabelmode": "instant", "nticks": 8}


def _marks(rows: pd.DataFrame, look: Look) -> Trace:
    is_day = [first == last for first, last in zip(rows["first"], rows["last"], strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [middle(when, "day") for when in rows["date"]],
        "y": [_centre(first, last) for first, last in zip(rows["first"], rows["last"], strict=True)],
        "marker": {
            "size": [_DOT * sqrt(n) for n in rows["count"]],
            "symbol": ["circle" if one else "circle-open" for one in is_day],
            "color": look.palette.accent,
            "opacity": 1,
            "line": {"width": [1 if one else 1.5 for one in is_day],
                     "color": [look.palette.paper if one else look.palette.accent for one in is_day]},
        },
        "hoverinfo": "text",
        "hovertext": [
            hover([
                t("chart.days_meant", look.language, days=period(row.first, row.last, look.language)),
                t("chart.days_said", look.language, day=short_day(row.date, look.language)),
                count("expression", int(row.n), look.language),
            ])
            for row in records(rows.rename(columns={"count": "n"}))
        ],
        "customdata": [[key] for key in rows["key"]],
        "cliponaxis": False,
    }  # fmt: skip


def _centre(first: date, last: date) -> str:
    days = (period_end(last, "day") - first).days
    return (first + timedelta(days=days // 2)).isoformat() + ("T12:00" if days % 2 else "")


def _lines(rows: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    spans = {(row.date, row.first, row.last) for row in records(rows) if row.first != row.last}
    return [
        {
            "type": "line", "xref": "x", "yref": "y", "x0": middle(said, "day"), "x1": middle(said, "day"),
            "y0": first.isoformat(), "y1": period_end(last, "day").isoformat(), "layer": "below",
            "line": {"color": look.palette.grey, "width": 1},
        }
        for said, first, last in sorted(spans)
    ]  # fmt: skip


def _diagonal(across: tuple[date, date], upwards: tuple[date, date], look: Look) -> dict[str, Any]:
    start, end = max(across[0], upwards[0]).isoformat(), min(across[1], upwards[1]).isoformat()
    return {
        "type": "line", "xref": "x", "yref": "y", "x0": start, "y0": start, "x1": end, "y1": end, "layer": "below",
        "line": {"color": look.palette.muted, "width": 1, "dash": "4px,3px"},
    }  # fmt: skip


def _headings(look: Look) -> list[dict[str, Any]]:
    meant, said = t("chart.days_upwards", look.language), t("chart.days_across", look.language)
    muted = look.palette.muted
    return [
        note(meant, size=TICK, color=muted, x=0, y=1, yanchor="bottom", xshift=PAD - _LEFT, yshift=6),
        note(said, size=TICK, color=muted, x=1, y=1, xanchor="right", yanchor="bottom", yshift=6),
    ]


def _key(rows: pd.DataFrame, look: Look) -> list[KeyItem]:
    colors, items = look.palette, []
    if (rows["first"] == rows["last"]).any():
        items.append(KeyItem("●", colors.accent, t("chart.days_one", look.language)))
    if (rows["first"] != rows["last"]).any():
        items.append(KeyItem("○", colors.accent, t("chart.days_longer", look.language)))
    return [*items, KeyItem("╌", colors.muted, t("chart.days_same", look.language))]
