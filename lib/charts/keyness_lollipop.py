"""How A and B differ in words: one row a term, z to the right for A, to the left for B."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.figure import LABEL, PAD, TICK, Panel, Trace, compose, hidden_axis, note, nothing, records
from lib.charts.keyness_marks import dots, key, numbers, prepared, reach, z_axis
from lib.charts.look import Look
from lib.charts.measure import text_width, wrap
from lib.i18n import t
from lib.safe import chart_label

_ONE_LINE, _TWO_LINES = 24, 34


def keyness_lollipop(frame: pd.DataFrame, caption: Caption, look: Look, *, sides: tuple[str, str]) -> go.Figure:
    """Draw one row a term, from what is most typical of A down to what is most typical of B.

    Args:
        frame: ``term``, ``z``, ``n_a``, ``n_b`` (occurrences), and optionally ``dispersion`` (Gries DP, 0–1),
            ``significant`` (default |z| >= 1.96) and ``label`` (default the term).
        sides: names of A and B.

    Click data: ``[term, side]``, side ``a`` or ``b``.
    """
    if frame.empty:
        return nothing(caption, look)
    rows = prepared(frame).sort_values("z", ascending=False, kind="stable")
    tails = [numbers(row, look) for row in records(rows)]
    right = round(max((text_width(part, TICK) for tail in tails for part in tail), default=0)) + PAD + 10
    room = (look.safe_width - PAD - right) / 2 - 18
    terms = [_term(i, row, room, look) for i, row in enumerate(records(rows))]
    panel = Panel(
        [_stems(rows, look), dots(rows, list(range(len(rows))), look)],
        {"xaxis": z_axis(reach(rows), look), "yaxis": hidden_axis(range=[max(len(rows), 1) - 0.4, -0.6])},
        height=max(len(rows), 1) * max((_TWO_LINES if tail[1:] else _ONE_LINE for tail in tails), default=_ONE_LINE),
        right=right,
        above=22,
        below=32,
        key=key(rows, sides, look),
        annotations=[*terms, *(_tail(i, tail, look) for i, tail in enumerate(tails)), *_headings(look)],
        shapes=[_zero(look)],
    )
    return compose(panel, caption, look)


def _stems(rows: pd.DataFrame, look: Look) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [value for z in rows["z"] for value in (0.0, float(z), None)],
        "y": [value for i in range(len(rows)) for value in (i, i, None)],
        "line": {"color": look.palette.muted, "width": 1.5, "shape": "linear"},
        "hoverinfo": "skip",
        "customdata": [[row.term, row.side] for row in records(rows) for _ in range(3)],
    }


def _term(i: int, row: Any, room: float, look: Look) -> dict[str, Any]:
    """Set the term beside zero, on the side that its stem leaves free."""
    anchor, shift = ("right", -8) if row.z >= 0 else ("left", 8)
    color = look.palette.ink if row.significant else look.palette.muted
    place: dict[str, Any] = {
        "xref": "x",
        "x": 0,
        "xanchor": anchor,
        "xshift": shift,
        "yref": "y",
        "y": i,
        "yanchor": "middle",
    }
    return note(chart_label(wrap(row.label, LABEL, room, lines=1)[0]), color=color, **place)


def _tail(i: int, tail: list[str], look: Look) -> dict[str, Any]:
    place = {"x": 1, "xshift": 10, "yref": "y", "y": i, "yanchor": "middle"}
    return note("<br>".join(tail), size=10.5, color=look.palette.muted, **place)


def _headings(look: Look) -> list[dict[str, Any]]:
    """Name the axis, below on the right, and the column of numbers."""
    muted = look.palette.muted
    return [
        note(t("chart.z", look.language), size=TICK, color=muted, x=1, y=0, xanchor="right", yshift=-16),
        note(t("chart.counts", look.language), size=10.5, color=muted, x=1, y=1, xshift=10, yanchor="bottom"),
    ]


def _zero(look: Look) -> dict[str, Any]:
    return {
        "type": "line", "xref": "x", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": look.palette.muted, "width": 1},
    }  # fmt: skip
