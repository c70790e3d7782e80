"""Who or what, when: a cell a lane and period, darker for more, with the count where it fits."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.dates import as_days, date_axis, gap_marks, gaps, period_end, period_name, width_ms
from lib.charts.figure import PAD, KeyItem, Panel, Trace, compose, hidden_axis, hover, label_column, nothing, row_labels
from lib.charts.look import Look
from lib.charts.measure import text_width
from lib.charts.palette import Palette
from lib.charts.scale import classes
from lib.i18n import count, number, t

_ROW, _TWO_LINES, _DIGITS = 28, 36, 10


def lane_heatmap(frame: pd.DataFrame, caption: Caption, look: Look, *, grain: str) -> go.Figure:
    """Draw one row a lane, in the order in which lanes first appear.

    Cells are bars, so that each can be clicked. Counts fall into at most five classes, named in the key; zero is an
    empty cell with a border, a period without coverage has no cell.

    Args:
        frame: ``lane``, ``lane_label``, ``period`` (first day), ``count``, ``covered``, and optionally ``complete``.
        grain: ``day``, ``week``, ``month``, ``quarter`` or ``year``.

    Click data: ``[period, lane]``.
    """
    if frame.empty:
        return nothing(caption, look)
    rows = frame.assign(period=as_days(frame["period"]))
    lanes = rows.drop_duplicates("lane")
    labels, left = label_column(list(lanes["lane_label"]), look)
    whole = _whole(rows["period"], grain)
    covered = rows.groupby("period", sort=True)["covered"].any()
    spans = gaps(zip(covered.index, covered, strict=True), grain)
    shapes, texts = gap_marks(spans, whole, look)
    bounds = classes(int(rows["count"].max()))
    pitch = _TWO_LINES if any("<br>" in label for label in labels) else _ROW
    row_of = dict(zip(lanes["lane"], range(len(lanes)), strict=True))
    cells = rows[rows["covered"]].assign(
        row=[row_of[lane] for lane in rows.loc[rows["covered"], "lane"]],
        words=_numbers(rows, (look.safe_width - left - PAD) / max(len(covered), 1), look),
    )
    panel = Panel(
        [_cells(cells, bounds, look, grain, caption.unit)],
        {"xaxis": date_axis(*whole, look), "yaxis": hidden_axis(range=[max(len(lanes), 1) - 0.5, -0.5])},
        height=max(len(lanes), 1) * pitch,
        left=left,
        annotations=row_labels(labels, left, look) + texts,
        shapes=shapes,
        key=_key(bounds, bool(spans), look),
    )  # fmt: skip
    return compose(panel, caption, look)


def _numbers(rows: pd.DataFrame, width: float, look: Look) -> list[str]:
    """Return the numbers of all covered cells, or empty texts where one of them is wider than its cell."""
    texts = [number(int(n), look.language) for n in rows.loc[rows["covered"], "count"]]
    fit = all(text_width(text, _DIGITS) + 2 <= width for text in texts)
    return texts if fit else [""] * len(texts)


def _whole(periods: pd.Series, grain: str) -> tuple[date, date]:
    return min(periods), period_end(max(periods), grain)


def class_of(n: int, bounds: Sequence[int]) -> int:
    """Return which class `n` falls into, -1 for zero.

    >>> [class_of(n, [1, 5, 10]) for n in (0, 1, 5, 40)]
    [-1, 0, 1, 2]
    """
    return sum(n >= bound for bound in bounds) - 1


def _shades(bounds: Sequence[int], colors: Palette) -> list[str]:
    """Spread the classes over the scale, so that the largest is always the darkest."""
    last = len(colors.sequential) - 1
    if len(bounds) == 1:
        return [colors.sequential[2]]
    return [colors.sequential[round(i * last / (len(bounds) - 1))] for i in range(len(bounds))]


def _cells(rows: pd.DataFrame, bounds: list[int], look: Look, grain: str, unit: str) -> Trace:
    shades = _shades(bounds, look.palette)
    found = [class_of(int(n), bounds) for n in rows["count"]]
    widths = [width_ms(start, grain) for start in rows["period"]]
    complete = list(rows["complete"]) if "complete" in rows else [True] * len(rows)
    return {
        "type": "bar",
        "x": [start.isoformat() for start in rows["period"]],
        "width": [round(width * 0.94) for width in widths],
        "offset": [round(width * 0.03) for width in widths],
        "base": [row - 0.44 for row in rows["row"]],
        "y": [0.88] * len(rows),
        "marker": {
            "color": [shades[step] if step >= 0 else look.palette.paper for step in found],
            "line": {"width": [0 if step >= 0 else 1 for step in found], "color": look.palette.hairline},
            "pattern": {"shape": ["" if done else "/" for done in complete], "size": 6, "solidity": 0.14,
                        "fgcolor": look.palette.paper},
        },
        "text": list(rows["words"]),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": _DIGITS, "color": [
                _on(step if done else -1, len(bounds), look.palette)
                for step, done in zip(found, complete, strict=True)
            ]},
        "hoverinfo": "text",
        "hovertext": [
            hover([label, period_name(start, look, grain), count(unit, int(n), look.language)])
            for label, start, n in zip(rows["lane_label"], rows["period"], rows["count"], strict=True)
        ],
        "customdata": [[start.isoformat(), lane] for start, lane in zip(rows["period"], rows["lane"], strict=True)],
    }  # fmt: skip


def _on(step: int, steps: int, colors: Palette) -> str:
    """Return the colour of a number on a cell: dark on light cells, light on dark ones."""
    if step < 0:
        return colors.muted
    strong = steps > 1 and step / (steps - 1) > 0.5
    return colors.paper if strong else colors.ink


def _key(bounds: list[int], gap: bool, look: Look) -> list[KeyItem]:
    colors, items = look.palette, [KeyItem("□", look.palette.muted, "0")]
    for i, (low, shade) in enumerate(zip(bounds, _shades(bounds, colors), strict=True)):
        high = bounds[i + 1] - 1 if i + 1 < len(bounds) else None
        text = number(low, look.language)
        if high is None:
            text += "+" if len(bounds) > 1 else ""
        elif high > low:
            text += "–" + number(high, look.language)
        items.append(KeyItem("█", shade, text))
    if gap:
        items.append(KeyItem("█", colors.hairline, t("chart.no_coverage", look.language)))
    return items
