"""How close: documents by the evidence that they have for a theme, with the threshold as a line."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.figure import LABEL, KeyItem, Panel, Trace, compose, hover, note, nothing, records
from lib.charts.look import Look
from lib.charts.measure import text_width
from lib.charts.scale import ticks, value_axis
from lib.i18n import Language, count, number, t
from lib.safe import chart_label

_HEIGHT = 170


def evidence_bars(frame: pd.DataFrame, caption: Caption, look: Look, *, threshold: float) -> go.Figure:
    """Draw one bar a bin of evidence; those that reach the threshold in the accent, the others grey.

    Args:
        frame: bins in order, of one width: ``start``, ``end`` (infinite for the last), ``documents``.
        threshold: where the theme begins, the start of a bin.

    Click data: ``[start of the bin]``.
    """
    if frame.empty:
        return nothing(caption, look)
    step = _step(frame)
    starts = [float(start) for start in frame["start"]]
    layout = {
        "xaxis": {"range": [starts[0], starts[-1] + step], **_evidence_axis(starts, step, threshold, look)},
        "yaxis": value_axis(float(frame["documents"].max()), look),
        "bargap": 0,
    }
    line = {
        "type": "line", "xref": "x", "yref": "paper", "x0": threshold, "x1": threshold, "y0": 0, "y1": 1,
        "line": {"color": look.palette.ink, "width": 1.5, "dash": "4px,3px"},
    }  # fmt: skip
    words = chart_label(t("chart.threshold", look.language, value=evidence(threshold, look.language)))
    name = note(words, color=look.palette.ink, xref="x", x=threshold, y=1, yanchor="bottom", xanchor="center", yshift=3)
    under = note(
        chart_label(t("chart.evidence", look.language)), color=look.palette.muted, x=1, y=0, xanchor="right", yshift=-20
    )
    panel = Panel(
        [_bars(frame, step, threshold, look)],
        layout,
        _HEIGHT,
        left=max(46, round(text_width(number(frame["documents"].max(), look.language), LABEL)) + 16),
        above=24,
        below=44,
        annotations=[name, under],
        shapes=[line],
        key=[
            KeyItem("█", look.palette.accent, t("chart.with_theme", look.language)),
            KeyItem("█", look.palette.grey, t("chart.below_threshold", look.language)),
        ],
    )
    return compose(panel, caption, look)


def evidence(value: float, language: Language) -> str:
    """Return evidence without needless decimals.

    >>> evidence(4, "ru"), evidence(2.6667, "ru")
    ('4', '2,7')
    """
    return number(value, language, 0 if round(value, 1) == int(value) else 1)


def bin_name(start: float, end: float, language: Language) -> str:
    """Return a bin in words.

    >>> bin_name(2, 4, "ru"), bin_name(8, float("inf"), "ru")
    ('от 2 до 4', 'от 8')
    """
    low = evidence(start, language)
    if end == float("inf"):
        return t("chart.bin_from", language, low=low)
    return t("chart.bin", language, low=low, high=evidence(end, language))


def _step(frame: pd.DataFrame) -> float:
    starts = frame["start"].tolist()
    return float(starts[1] - starts[0] if len(starts) > 1 else starts[0] or 1.0)


def _bars(frame: pd.DataFrame, step: float, threshold: float, look: Look) -> Trace:
    reached = [row.start >= threshold - step / 1000 for row in records(frame)]
    return {
        "type": "bar",
        "x": [float(start) for start in frame["start"]],
        "y": [int(n) for n in frame["documents"]],
        "width": [step * 0.92] * len(frame),
        "offset": [step * 0.04] * len(frame),
        "hoverinfo": "text",
        "marker": {"color": [look.palette.accent if has else look.palette.grey for has in reached]},
        "hovertext": [
            hover([bin_name(row.start, row.end, look.language), count("document", int(row.documents), look.language)])
            for row in records(frame)
        ],
        "customdata": [[f"{float(start):g}"] for start in frame["start"]],
    }


def _evidence_axis(starts: list[float], step: float, threshold: float, look: Look) -> dict[str, Any]:
    """Return the axis of evidence: zero, half of the threshold, the threshold, and so on."""
    values = [threshold * half / 2 for half in range(5) if threshold * half / 2 <= starts[-1] + step * 1.001]
    texts = [evidence(value, look.language) for value in values]
    if texts and values[-1] > starts[-1]:
        texts[-1] += "+"  # the last bin has no end
    return {**ticks(values, texts, look), "showgrid": False}
