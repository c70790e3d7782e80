"""From marks to a figure that explains itself: title, filter line and key above, notes and small print below.

All positions are in px, so nothing moves or overlaps when the browser makes the figure wider; margins are computed
here and never left to Plotly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.look import Look
from lib.charts.measure import text_width, wrap
from lib.charts.palette import SANS, Palette
from lib.i18n import t
from lib.safe import chart_label

Trace = dict[str, Any]
PAD = 12
TITLE, FILTERS, KEY, NOTE, SMALL, LABEL, TICK = 17, 12, 12, 12, 10.5, 12, 11
_GLYPH_SIZES = {
    "●": 1.1,
    "○": 1.1,
    "◆": 1.25,
    "×": 1.3,
    "□": 1.3,
}  # letters that are drawn unlike the mark they stand for
_LEADING = 1.3  # Plotly's line height
_TOOLS = 26  # px: the button that saves the picture
_READABLE = 820  # px: longer lines of small print tire the eye


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry of a key: a letter that looks like the mark, its colour, what it means (unescaped)."""

    glyph: str
    color: str
    label: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What one kind of chart draws, before the words around it.

    Attributes:
        height: of the plot, px, without axis labels.
        left, right, above, below: room for labels around the plot, px.
    """

    traces: list[Trace]
    layout: dict[str, Any]
    height: int
    left: int = PAD
    right: int = PAD
    above: int = 8
    below: int = 40
    key: Sequence[KeyItem] = ()
    annotations: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of text, their size, colour and the space after them, in px."""

    lines: list[str]
    size: float
    color: str
    after: int = 0
    bold: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LEADING + (self.after if self.lines else 0)


def compose(panel: Panel, caption: Caption, look: Look) -> go.Figure:
    """Return the figure: the panel's marks with the caption inside it."""
    head, foot = _head(panel, caption, look), _foot(caption, look)
    top = round(PAD + sum(block.height for block in head) + panel.above)
    bottom = round(panel.below + 10 + sum(block.height for block in foot) + PAD)
    texts = _stack(head, 1, top - PAD, panel.left) + _stack(foot, 0, -panel.below - 10, panel.left)
    base = _base_layout(look)
    layout = {
        **base,
        **panel.layout,
        "width": look.width,
        "height": top + panel.height + bottom,
        "margin": {"l": panel.left, "r": panel.right, "t": top, "b": bottom, "autoexpand": False, "pad": 0},
        "annotations": texts + panel.annotations,
        "shapes": panel.shapes + _rule(panel, look.palette),
    }
    return go.Figure(data=panel.traces, layout=layout, _validate=False)  # 4 times as fast; the tests validate


def nothing(caption: Caption, look: Look) -> go.Figure:
    """Return a figure without marks that says so; its caption tells which filters left nothing."""
    words = note(chart_label(t("chart.nothing", look.language)), color=look.palette.muted, x=0, y=0.5, yanchor="middle")
    axes = {"xaxis": hidden_axis(range=[0, 1]), "yaxis": hidden_axis(range=[0, 1])}
    return compose(Panel([], axes, height=60, below=4, annotations=[words]), caption, look)


def _base_layout(look: Look) -> dict[str, Any]:
    colors = look.palette
    return {
        "template": {},
        "autosize": look.width is None,
        "paper_bgcolor": colors.paper,
        "plot_bgcolor": colors.paper,
        "font": {"family": SANS, "size": LABEL, "color": colors.ink},
        "separators": ",\u202f" if look.language == "ru" else ".,",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": colors.ink,
            "bordercolor": colors.ink,
            "font": {"family": SANS, "size": LABEL, "color": colors.paper},
            "align": "left",
            "namelength": 0,
        },
        "bargap": 0.15,
        "uniformtext": {"minsize": 9, "mode": "hide"},
    }


def _head(panel: Panel, caption: Caption, look: Look) -> list[_Block]:
    colors, width = look.palette, look.safe_width - 2 * PAD
    return [
        _Block(_lines(caption.title, TITLE * 1.03, width - _TOOLS), TITLE, colors.ink, after=4, bold=True),
        _Block(_lines(caption.filters, FILTERS, min(width, _READABLE)), FILTERS, colors.muted, after=6),
        _Block(_key_lines(panel.key, width), KEY, colors.ink, after=4),
    ]


def _foot(caption: Caption, look: Look) -> list[_Block]:
    colors, width = look.palette, min(look.safe_width - 2 * PAD, _READABLE)
    small = [line for part in caption.footer(look.language) for line in _lines(part, SMALL, width)]
    return [
        _Block(_lines(caption.note, NOTE, width), NOTE, colors.ink, after=6),
        _Block(small, SMALL, colors.muted),
    ]


def _lines(text: str, size: float, width: float) -> list[str]:
    return [chart_label(line) for line in wrap(text, size, width)] if text else []


def _key_lines(items: Sequence[KeyItem], width: float) -> list[str]:
    """Set the entries of a key one after another, breaking lines between entries only."""
    lines: list[list[str]] = []
    used = width
    for item in items:
        label = wrap(item.label, KEY, width - 24, lines=1)[0]
        needed = text_width(label, KEY) + 36
        if used + needed > width:
            lines.append([])
            used = 0
        lines[-1].append(f"{glyph(item.glyph, item.color)} {chart_label(label)}")
        used += needed
    return ["   ".join(line) for line in lines]


def glyph(letter: str, color: str, size: float = KEY) -> str:
    """Return a letter that stands for a mark, coloured; the words beside it stay in ink, so that they can be read."""
    return f'<span style="color:{color};font-size:{size * _GLYPH_SIZES.get(letter, 1):g}px">{letter}</span>'


def _stack(blocks: list[_Block], y: int, offset: float, left: int) -> list[dict[str, Any]]:
    """Set blocks one below another from `offset` px above (below, if negative) the plot's edge `y`."""
    placed = []
    for block in blocks:
        if block.lines:
            text = "<br>".join(f"<b>{line}</b>" if block.bold else line for line in block.lines)
            placed.append(note(text, x=0, y=y, xshift=PAD - left, yshift=offset, size=block.size, color=block.color))
        offset -= block.height
    return placed


def note(text: str, *, size: float = LABEL, color: str, **place: Any) -> dict[str, Any]:
    """Return an annotation without arrow, by default hung from its top left corner in the plot's fractions.

    `text` must already be safe for a chart; ``place`` overrides Plotly's annotation keys.
    """
    family = place.pop("family", SANS)
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "borderpad": 0,
        "font": {"family": family, "size": size, "color": color},
        **place,
    }


def _rule(panel: Panel, colors: Palette) -> list[dict[str, Any]]:
    """Draw the hairline that parts the figure from its small print: over the plot's width, and to both margins."""
    line = {
        "type": "line", "xref": "paper", "yref": "paper", "ysizemode": "pixel", "yanchor": 0,
        "y0": -panel.below - 2, "y1": -panel.below - 2, "line": {"color": colors.hairline, "width": 1},
    }  # fmt: skip
    return [
        {**line, "x0": 0, "x1": 1},
        {**line, "xsizemode": "pixel", "xanchor": 0, "x0": PAD - panel.left, "x1": 0},
        {**line, "xsizemode": "pixel", "xanchor": 1, "x0": 0, "x1": panel.right - PAD},
    ]


def label_column(labels: Sequence[str], look: Look, narrow: int = 116, lines: int = 2) -> tuple[list[str], int]:
    """Return row labels, escaped and broken into lines, and the width in px of the column that holds them.

    A column is at most 230 px wide where there is room, `narrow` px otherwise.
    """
    most = 230 if look.wide else narrow
    wrapped = [wrap(label, LABEL, most, lines=lines) for label in labels]
    needed = max((text_width(line, LABEL) for rows in wrapped for line in rows), default=0)
    return ["<br>".join(chart_label(line) for line in rows) for rows in wrapped], round(needed) + PAD + 8


def row_labels(labels: Sequence[str], left: int, look: Look) -> list[dict[str, Any]]:
    """Set escaped labels left of the rows 0, 1, … of a chart whose left margin is `left` px."""
    return [
        note(label, color=look.palette.ink, x=0, xshift=PAD - left, yref="y", y=row, yanchor="middle")
        for row, label in enumerate(labels)
    ]


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Return the rows of a frame as named tuples."""
    return frame.itertuples(index=False)


def hidden_axis(**more: Any) -> dict[str, Any]:
    """Return an axis without line, grid, ticks or labels."""
    return {"visible": False, "fixedrange": True, **more}


def hover(lines: Sequence[str]) -> str:
    """Return escaped lines of a hover text; long ones are broken, at most six lines in all."""
    broken = [line for text in lines if text for line in wrap(text, LABEL, 300, lines=4)]
    return "<br>".join(chart_label(line) for line in broken[:6])
