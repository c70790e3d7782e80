"""Who, or about what: horizontal bars from most to least, with intervals and the numbers at their ends."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.figure import (
    LABEL,
    TICK,
    KeyItem,
    Panel,
    Trace,
    compose,
    hidden_axis,
    hover,
    label_column,
    note,
    nothing,
    row_labels,
)
from lib.charts.look import Look
from lib.charts.measure import text_width
from lib.i18n import number, t
from lib.safe import chart_label

SEGMENTS = ("direct", "mixed", "indirect")
_PATTERN = {"direct": "", "mixed": "/", "indirect": "."}
_GLYPH = {"direct": "█", "mixed": "▨", "indirect": "▒"}
_END = 6  # px between a mark and its number
_ROW, _TWO_LINES = 30, 40


def ranked_bars(frame: pd.DataFrame, caption: Caption, look: Look) -> go.Figure:
    """Draw one bar a row, in the order of the frame, the first on top.

    Args:
        frame: ``key`` (for the click data), ``label``, ``value`` (count or share, 0 or more), and optional columns:
            ``low`` and ``high`` (interval bounds, NaN for none), ``text`` (the number at the end; default the
            value), ``role`` (``row``, or ``others`` / ``unknown``, which are grey), and ``direct``, ``mixed``,
            ``indirect`` (parts of the value, drawn as segments).

    Click data: ``[key, segment]``; the segment is ``all`` where the bar is whole.
    """
    if frame.empty:
        return nothing(caption, look)
    labels, left = label_column(list(frame["label"]), look)
    texts = _end_texts(frame, look)
    right = round(max((text_width(text, LABEL) for text in texts), default=0)) + 14 + _END
    segments = [part for part in SEGMENTS if part in frame]
    traces = [_bar(frame, look, part) for part in segments] or [_bar(frame, look, "all")]
    if "low" in frame:
        traces += [_whiskers(frame, look.palette.paper, 4.0), _whiskers(frame, look.palette.ink, 1.2)]
    rows = len(frame)
    panel = Panel(
        traces,
        {"xaxis": hidden_axis(range=[0, 1.002 * _reach(frame) or 1]), "yaxis": _rows_axis(rows), "barmode": "stack"},
        height=max(rows, 1) * (_TWO_LINES if any("<br>" in label for label in labels) else _ROW),
        left=left,
        right=right,
        below=4,
        key=_key(segments, look),
        annotations=row_labels(labels, left, look) + _numbers(frame, texts, look),
        shapes=[_baseline(look)],
    )
    return compose(panel, caption, look)


def _rows_axis(rows: int) -> dict[str, Any]:
    return hidden_axis(range=[max(rows, 1) - 0.5, -0.5])


def _reach(frame: pd.DataFrame) -> float:
    return float(max(_ends(frame), default=0))


def _ends(frame: pd.DataFrame) -> list[float]:
    """Return where each row's marks end: the bar, or its whisker."""
    high = frame["high"].fillna(frame["value"]) if "high" in frame else frame["value"]
    return [float(max(a, b)) for a, b in zip(frame["value"], high, strict=True)]


def _end_texts(frame: pd.DataFrame, look: Look) -> list[str]:
    if "text" in frame:
        return list(frame["text"])
    return [number(value, look.language) for value in frame["value"]]


def _colors(frame: pd.DataFrame, look: Look) -> list[str]:
    roles = frame["role"] if "role" in frame else ["row"] * len(frame)
    return [look.palette.accent if role == "row" else look.palette.grey for role in roles]


def _bar(frame: pd.DataFrame, look: Look, part: str) -> Trace:
    colors = _colors(frame, look)
    values = frame["value" if part == "all" else part]
    name = "" if part == "all" else t(f"chart.kind_of.{part}", look.language)
    shown = _end_texts(frame, look) if part == "all" else [number(value, look.language) for value in values]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [float(value) for value in values],
        "y": list(range(len(frame))),
        "width": 0.56,
        "marker": {
            "color": colors,
            "line": {"width": 0 if part in ("all", "direct") else 1, "color": colors},
            "pattern": {"shape": _PATTERN.get(part, ""), "fillmode": "replace", "bgcolor": look.palette.paper,
                        "size": 5, "solidity": 0.35 if part == "mixed" else 0.2},
        },
        "hoverinfo": "text",
        "hovertext": [
            hover([label, f"{name} {text}".strip()]) for label, text in zip(frame["label"], shown, strict=True)
        ],
        "customdata": [[key, part] for key in frame["key"]],
    }  # fmt: skip


def _whiskers(frame: pd.DataFrame, color: str, thickness: float) -> Trace:
    """Draw intervals; once in the paper's colour and wider, so that they show on top of a dark bar."""
    rows = frame.assign(at=range(len(frame))).dropna(subset=["low", "high"])
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(rows["value"]),
        "y": list(rows["at"]),
        "marker": {"size": 0.1, "color": color},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": list(rows["high"] - rows["value"]),
            "arrayminus": list(rows["value"] - rows["low"]),
            "color": color,
            "thickness": thickness,
            "width": 3,
        },
        "hoverinfo": "skip",
        "customdata": [[key, "all"] for key in rows["key"]],
        "cliponaxis": False,
    }


def _numbers(frame: pd.DataFrame, texts: list[str], look: Look) -> list[dict[str, Any]]:
    return [
        note(chart_label(text), size=TICK, color=look.palette.muted, xref="x", x=end, xshift=_END, yref="y", y=row,
             yanchor="middle")
        for row, (end, text) in enumerate(zip(_ends(frame), texts, strict=True))
    ]  # fmt: skip


def _baseline(look: Look) -> dict[str, Any]:
    return {
        "type": "line", "xref": "x", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": look.palette.muted, "width": 1},
    }  # fmt: skip


def _key(segments: list[str], look: Look) -> list[KeyItem]:
    accent = look.palette.accent
    return [KeyItem(_GLYPH[part], accent, t(f"chart.kind_of.{part}", look.language)) for part in segments]
