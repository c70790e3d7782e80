"""About what, with few documents: documents by themes, each cell with the words that put it there."""

from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.figure import (
    LABEL,
    PAD,
    TICK,
    Panel,
    Trace,
    compose,
    hidden_axis,
    hover,
    label_column,
    note,
    nothing,
    records,
)
from lib.charts.look import Look
from lib.charts.measure import wrap
from lib.charts.palette import SERIF
from lib.i18n import number
from lib.safe import chart_label

MOST_DOCUMENTS = 4
"""Columns whose cells can hold words; more documents need a table."""
_SERIF_WIDER = 1.04
_LINE = TICK * 1.3


def theme_matrix(frame: pd.DataFrame, caption: Caption, look: Look) -> go.Figure:
    """Draw a column a document and a row a theme, both in the order in which they first appear.

    Args:
        frame: one row a document and theme: ``doc`` (key), ``doc_label``, ``theme``, ``theme_label``, ``words``
            (the matching words, most important first, joined by commas; empty: the theme does not apply) and
            ``score``. At most four documents are drawn.

    Click data: ``[doc, theme]``.
    """
    if frame.empty:
        return nothing(caption, look)
    documents = frame.drop_duplicates("doc").head(MOST_DOCUMENTS)
    themes = frame.drop_duplicates("theme")
    labels, left = label_column(list(themes["theme_label"]), look, narrow=88, lines=3)
    column = (look.safe_width - left - PAD) / max(len(documents), 1) * 0.94 - 12
    place = {doc: i for i, doc in enumerate(documents["doc"])}
    rows = frame[frame["doc"].isin(place)]
    broken = {
        (row.doc, row.theme): wrap(row.words, TICK * _SERIF_WIDER, column, lines=4) if row.words else []
        for row in records(rows)
    }
    edges = _edges(list(themes["theme"]), labels, broken)
    row_of = dict(zip(themes["theme"], pairwise(edges), strict=True))
    heads = [wrap(label, LABEL, column, lines=4) for label in documents["doc_label"]]
    panel = Panel(
        [_cells(rows, place, row_of, look)],
        {
            "xaxis": hidden_axis(range=[-0.5, max(len(documents), 1) - 0.5]),
            "yaxis": hidden_axis(range=[edges[-1] or 1, 0]),
        },
        height=round(edges[-1]) or 40,
        left=left,
        above=14 + round(max((len(head) for head in heads), default=0) * LABEL * 1.3),
        below=6,
        annotations=[_head(i, head, look) for i, head in enumerate(heads)]
        + [_theme(label, row_of[theme], left, look) for theme, label in zip(themes["theme"], labels, strict=True)]
        + [_words(lines, place[doc], row_of[theme], look) for (doc, theme), lines in broken.items() if lines],
        shapes=[_line(edge, look) for edge in edges],
    )  # fmt: skip
    return compose(panel, caption, look)


def _edges(themes: list[str], labels: list[str], broken: dict[tuple[Any, str], list[str]]) -> list[float]:
    """Return the top of each row and the bottom of the last, in px from the top."""
    edges = [0.0]
    for theme, label in zip(themes, labels, strict=True):
        cells = [len(lines) for (_, other), lines in broken.items() if other == theme]
        edges.append(edges[-1] + max([*(n * _LINE for n in cells), (label.count("<br>") + 1) * LABEL * 1.3]) + 14)
    return edges


def _cells(rows: pd.DataFrame, place: dict[Any, int], row_of: dict[str, tuple[float, float]], look: Look) -> Trace:
    spans = [row_of[theme] for theme in rows["theme"]]
    return {
        "type": "bar",
        "x": [place[doc] for doc in rows["doc"]],
        "base": [top + 2 for top, _ in spans],
        "y": [bottom - top - 4 for top, bottom in spans],
        "width": 0.96,
        "marker": {
            "color": [look.palette.sequential[0] if words else look.palette.paper for words in rows["words"]],
            "line": {"width": 0},
        },
        "hoverinfo": "text",
        "hovertext": [
            hover([f"{row.theme_label} · {row.doc_label}", row.words,
                   number(row.score, look.language, 2) if row.words else "—"])
            for row in records(rows)
        ],
        "customdata": [[_plain(doc), theme] for doc, theme in zip(rows["doc"], rows["theme"], strict=True)],
    }  # fmt: skip


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _head(i: int, lines: list[str], look: Look) -> dict[str, Any]:
    text = "<br>".join(chart_label(line) for line in lines)
    return note(text, color=look.palette.ink, xref="x", x=i - 0.48, y=1, yanchor="bottom", xshift=2, yshift=6)


def _theme(label: str, span: tuple[float, float], left: int, look: Look) -> dict[str, Any]:
    return note(label, color=look.palette.ink, x=0, xshift=PAD - left, yref="y", y=span[0], yshift=-7)


def _words(lines: list[str], column: int, span: tuple[float, float], look: Look) -> dict[str, Any]:
    text = "<br>".join(chart_label(line) for line in lines)
    return note(text, size=TICK, family=SERIF, color=look.palette.ink, xref="x", x=column - 0.48, xshift=6,
                yref="y", y=span[0], yshift=-8)  # fmt: skip


def _line(y: float, look: Look) -> dict[str, Any]:
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": y, "y1": y, "layer": "below",
        "line": {"color": look.palette.hairline, "width": 1},
    }  # fmt: skip
