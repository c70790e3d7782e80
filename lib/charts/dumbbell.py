"""A beside B: two marks a row with their intervals, and the line between them."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.figure import (
    PAD,
    TICK,
    KeyItem,
    Panel,
    Trace,
    compose,
    glyph,
    hidden_axis,
    hover,
    label_column,
    note,
    nothing,
    row_labels,
)
from lib.charts.look import Look
from lib.charts.measure import text_width
from lib.charts.palette import GLYPHS, SYMBOL_SIZES, SYMBOLS, slot_color
from lib.charts.scale import share_axis
from lib.i18n import percent
from lib.safe import chart_label

_PITCH = 36
_SIDES = ("a", "b")
_OFFSET = {"a": -0.15, "b": 0.15}


def dumbbell(frame: pd.DataFrame, caption: Caption, look: Look, *, sides: tuple[str, str]) -> go.Figure:
    """Draw the shares of A and B, one row each, in the order of the frame.

    Args:
        frame: ``key``, ``label``, ``a``, ``b`` (shares, 0–1; NaN: none), and optionally ``a_low``, ``a_high``,
            ``b_low``, ``b_high`` and ``a_text``, ``b_text`` (what is written at the end, e.g. "3 из 13").
        sides: names of A and B.

    Click data: ``[key, side]``, side ``a`` or ``b``.
    """
    if frame.empty:
        return nothing(caption, look)
    labels, left = label_column(list(frame["label"]), look)
    ends = {side: _texts(frame, side, look) for side in _SIDES}
    right = round(max([text_width(text, TICK) for side in _SIDES for text in ends[side]], default=0)) + PAD + 26
    traces = [_links(frame, look)]
    for i, side in enumerate(_SIDES):
        color = slot_color(i, look.palette)
        if f"{side}_low" in frame:
            traces.append(_intervals(frame, side, color))
        traces.append(_marks(frame, side, i, ends[side], look))
    rows = max(len(frame), 1)
    panel = Panel(
        traces,
        {"xaxis": share_axis(_peak(frame), look), "yaxis": hidden_axis(range=[rows - 0.5, -0.5])},
        height=rows * _PITCH,
        left=left,
        right=right,
        below=26,
        key=[KeyItem(GLYPHS[i], slot_color(i, look.palette), name) for i, name in enumerate(sides)],
        annotations=row_labels(labels, left, look) + [
            _number(row, side, text, look) for side in _SIDES for row, text in enumerate(ends[side])
        ],
    )  # fmt: skip
    return compose(panel, caption, look)


def _peak(frame: pd.DataFrame) -> float:
    columns = [name for name in ("a", "b", "a_high", "b_high") if name in frame]
    peak = frame[columns].max().max() if len(frame) else 0.0
    return float(peak) if pd.notna(peak) else 0.0


def _texts(frame: pd.DataFrame, side: str, look: Look) -> list[str]:
    if f"{side}_text" in frame:
        return list(frame[f"{side}_text"])
    return [percent(value, look.language) if pd.notna(value) else "—" for value in frame[side]]


def _links(frame: pd.DataFrame, look: Look) -> Trace:
    pairs = zip(frame["a"], frame["b"], strict=True)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [value for a, b in pairs for value in (a, b, None)],
        "y": [value for i in range(len(frame)) for value in (i + _OFFSET["a"], i + _OFFSET["b"], None)],
        "line": {"color": look.palette.muted, "width": 1, "shape": "linear"},
        "hoverinfo": "skip",
        "customdata": [[key, side] for key in frame["key"] for side in ("a", "b", "b")],
    }


def _intervals(frame: pd.DataFrame, side: str, color: str) -> Trace:
    rows = frame.assign(at=range(len(frame))).dropna(subset=[side, f"{side}_low", f"{side}_high"])
    x = [v for low, high in zip(rows[f"{side}_low"], rows[f"{side}_high"], strict=True) for v in (low, high, None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": [v for at in rows["at"] for v in (at + _OFFSET[side], at + _OFFSET[side], None)],
        "line": {"color": color, "width": 1.4, "shape": "linear"},
        "opacity": 0.65,
        "hoverinfo": "skip",
        "customdata": [[key, side] for key in rows["key"] for _ in range(3)],
    }


def _marks(frame: pd.DataFrame, side: str, slot: int, texts: list[str], look: Look) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [None if pd.isna(value) else float(value) for value in frame[side]],
        "y": [i + _OFFSET[side] for i in range(len(frame))],
        "marker": {"symbol": SYMBOLS[slot], "size": 10 * SYMBOL_SIZES[slot], "color": slot_color(slot, look.palette)},
        "hoverinfo": "text",
        "hovertext": [hover([label, text]) for label, text in zip(frame["label"], texts, strict=True)],
        "customdata": [[key, side] for key in frame["key"]],
        "cliponaxis": False,
    }


def _number(row: int, side: str, text: str, look: Look) -> dict[str, Any]:
    slot = _SIDES.index(side)
    place: dict[str, Any] = {
        "xref": "paper",
        "x": 1,
        "xshift": 10,
        "yref": "y",
        "y": row + 1.6 * _OFFSET[side],
        "yanchor": "middle",
    }
    mark = glyph(GLYPHS[slot], slot_color(slot, look.palette), TICK)
    return note(f"{mark} {chart_label(text)}", size=TICK, color=look.palette.ink, **place)
