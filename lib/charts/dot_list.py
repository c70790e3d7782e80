"""Up to 29 statements down the page, with their words; a silence between them is written out, not drawn to scale.

14 ноября 2025
● Спикер   слова …
● Спикер   слова …
┊ 88 дней
10 февраля 2026
◆ Спикер   слова …
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.figure import LABEL, PAD, Panel, Trace, compose, hidden_axis, hover, note
from lib.charts.look import Look
from lib.charts.measure import text_width, wrap
from lib.charts.palette import SERIF, Style, styles
from lib.i18n import count, day
from lib.safe import chart_label

LISTED = 29
_QUOTE = 13
_SPINE = PAD + 6  # px from the figure's edge to the line of marks
_INDENT = 16  # px from that line to the words
_MANY_WORDS = 3  # lines of a statement's words


@dataclass(slots=True)
class _Page:
    """What has been set so far, and how far down the page that is, in px."""

    look: Look
    speakers: int
    y: float = 0.0
    notes: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    marks: list[float] = field(default_factory=list)

    def write(self, text: str, x: float, **more: Any) -> None:
        """Set `text` with its top left corner `x` px right of the line of marks."""
        place = {"x": 0, "xshift": x, "yref": "y", "y": self.y, "yanchor": "top", **more}
        self.notes.append(note(text, **place))

    def line(self, start: float, end: float, dash: str = "solid") -> None:
        """Draw the line of marks from `start` to `end` px down the page."""
        self.shapes.append({
            "type": "line", "xref": "paper", "x0": 0, "x1": 0, "yref": "y", "y0": start, "y1": end,
            "layer": "below", "line": {"color": self.look.palette.muted, "width": 1, "dash": dash},
        })  # fmt: skip


def dot_list(rows: pd.DataFrame, caption: Caption, look: Look) -> go.Figure:
    """Draw statements, sorted by date, one below another; see `dot_lanes` for the columns."""
    page = _Page(look, _speaker_column(rows, look))
    look_of = styles(rows["slot"], look.palette)
    days = list(dict.fromkeys(rows["date"]))
    for before, when in zip([None, *days], days, strict=False):
        if before is not None:
            _silence(page, (when - before).days)
        _day(page, when, rows[rows["date"] == when])
    panel = Panel(
        _dots(rows, page, look_of),
        {"xaxis": hidden_axis(range=[0, 1]), "yaxis": hidden_axis(range=[max(page.y, 1), 0])},
        height=round(max(page.y, 40)),
        left=_SPINE,
        below=2,
        annotations=page.notes,
        shapes=page.shapes,
    )
    return compose(panel, caption, look)


def _speaker_column(rows: pd.DataFrame, look: Look) -> int:
    """Return the width of the column of names, or 0 where names stand above the words."""
    if not look.wide or rows.empty:
        return 0
    return min(round(max(text_width(name, LABEL) for name in rows["lane_label"])) + 18, 220)


def _silence(page: _Page, days: int) -> None:
    if days > 1:
        page.line(page.y, page.y + 38, dash="2px,4px")
        page.y += 11
        page.write(f"<i>{count('day', days, page.look.language)}</i>", _INDENT, color=page.look.palette.muted)
        page.y += 33


def _day(page: _Page, when: date, group: pd.DataFrame) -> None:
    start = page.y
    page.write(f"<b>{day(when, page.look.language)}</b>", 0, color=page.look.palette.ink, xshift=PAD - _SPINE)
    page.y += 24
    last_name = None
    for name, words in zip(group["lane_label"], group["label"], strict=True):
        page.marks.append(page.y + 9)
        _statement(page, name if name != last_name else "", words)
        last_name = name
    page.line(start + 24 + 9, page.marks[-1])
    page.y += 4


def _statement(page: _Page, name: str, words: str) -> None:
    look = page.look
    quote_x = _INDENT + page.speakers
    room = look.safe_width - _SPINE - PAD - quote_x
    shown = wrap(name, LABEL, page.speakers - 8 if page.speakers else room, lines=1)[0]
    if shown:
        page.write(chart_label(shown), _INDENT, yshift=-1, color=look.palette.ink)
        page.y += 0 if page.speakers else 18
    lines = [chart_label(line) for line in wrap(words, _QUOTE, room, lines=_MANY_WORDS)]
    page.write("<br>".join(lines), quote_x, size=_QUOTE, color=look.palette.ink, family=SERIF)
    page.y += len(lines) * _QUOTE * 1.3 + 8


def _dots(rows: pd.DataFrame, page: _Page, look_of: dict[int, Style]) -> list[Trace]:
    style = [look_of[slot] for slot in rows["slot"]]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [0] * len(rows),
            "y": page.marks,
            "marker": {
                "size": [10 * each.size for each in style],
                "symbol": [each.symbol for each in style],
                "color": [each.color for each in style],
                "line": {"width": 1, "color": page.look.palette.paper},
            },
            "hoverinfo": "text",
            "hovertext": [hover([name, words]) for name, words in zip(rows["lane_label"], rows["label"], strict=True)],
            "customdata": [[int(stmt)] for stmt in rows["stmt"]],
            "cliponaxis": False,
        }
    ]
