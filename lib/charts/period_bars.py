"""When: a bar a period, honest about what is incomplete or missing."""

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.dates import as_days, date_axis, gap_marks, gaps, period_end, period_name
from lib.charts.figure import KeyItem, Panel, Trace, compose, hover, nothing
from lib.charts.look import Look
from lib.charts.overlay import Overlay, overlay_marks
from lib.charts.scale import strip_axis, value_axis
from lib.charts.strip import BETWEEN, STRIP, bar_places, strip_bars, strip_name
from lib.i18n import count, t

_BARS = 230


def period_bars(
    frame: pd.DataFrame,
    caption: Caption,
    look: Look,
    *,
    grain: str,
    strip: str = "",
    overlay: Overlay | None = None,
) -> go.Figure:
    """Draw counts per period as bars, with the denominator as a small strip below.

    Args:
        frame: sorted by ``period`` (first day, date), without holes: ``count``; ``complete`` (a period that is
            still running is hatched); ``covered`` (False: no documents at all, a gap, not a zero); with `strip`
            also ``denominator``. The optional column ``lane`` goes into the click data.
        grain: ``day``, ``week``, ``month``, ``quarter`` or ``year``.
        strip: noun key of the denominator, e.g. ``document``; empty: no strip.

    Click data: ``[period, lane]``, the period as an ISO day.
    """
    if frame.empty:
        return nothing(caption, look)
    frame, overlay = frame.assign(period=as_days(frame["period"])), overlay or Overlay()
    whole = _whole(frame, grain)
    spans = gaps(zip(frame["period"], frame["covered"], strict=True), grain)
    marks, words = overlay_marks(overlay, whole, look)
    height = _BARS + (STRIP + BETWEEN if strip else 0)
    low = (STRIP + BETWEEN) / height if strip else 0.0
    shapes, texts = gap_marks(spans, whole, look, (1 + low) / 2)
    peak = float(frame["count"].max())
    layout = {
        "xaxis": {**date_axis(*whole, look), "anchor": "y2" if strip else "y"},
        "yaxis": {**value_axis(peak, look), "domain": [low, 1]},
    }
    traces = [_bars(frame, look, grain, caption.unit)]
    if strip:
        traces.append(strip_bars(frame, look, grain, strip, "y2"))
        layout["yaxis2"] = {
            **strip_axis(float(frame["denominator"].max()), look),
            "domain": [0, STRIP / height],
        }
        texts.append(strip_name(strip, STRIP / height, look))
    panel = Panel(
        traces,
        layout,
        height,
        left=46,
        above=10 + overlay.above,
        annotations=texts + words,
        shapes=shapes + marks,
        key=_key(frame, bool(spans), overlay, look),
    )
    return compose(panel, caption, look)


def _whole(frame: pd.DataFrame, grain: str) -> tuple[date, date]:
    return frame["period"].iloc[0], period_end(frame["period"].iloc[-1], grain)


def _bars(frame: pd.DataFrame, look: Look, grain: str, unit: str) -> Trace:
    rows = frame[frame["covered"]]
    lanes = rows["lane"] if "lane" in rows else [""] * len(rows)
    notes = [
        hover([period_name(day, look, grain), count(unit, n, look.language), _incomplete(done, look)])
        for day, n, done in zip(rows["period"], rows["count"], rows["complete"], strict=True)
    ]
    return {
        **bar_places(rows, grain),
        "y": [int(n) for n in rows["count"]],
        "marker": {
            "color": look.palette.accent,
            "line": {"width": [0 if done else 1 for done in rows["complete"]], "color": look.palette.accent},
            "pattern": hatch(list(rows["complete"]), look),
        },
        "hovertext": notes,
        "customdata": [[day.isoformat(), lane] for day, lane in zip(rows["period"], lanes, strict=True)],
    }


def hatch(complete: list[bool], look: Look) -> dict[str, Any]:
    """Return the pattern of bars: plain, or hatched where the period is not complete."""
    return {
        "shape": ["" if done else "/" for done in complete],
        "fillmode": "replace",
        "bgcolor": look.palette.paper,
        "size": 5,
        "solidity": 0.35,
    }


def _incomplete(complete: bool, look: Look) -> str:
    return "" if complete else t("chart.incomplete", look.language)


def _key(frame: pd.DataFrame, gap: bool, overlay: Overlay, look: Look) -> list[KeyItem]:
    colors = look.palette
    items = []
    if len(frame) and not frame["complete"].all():
        items.append(KeyItem("▨", colors.accent, t("chart.incomplete", look.language)))
    if gap:
        items.append(KeyItem("█", colors.hairline, t("chart.no_coverage", look.language)))
    if overlay.bursts:
        items.append(KeyItem("▬", colors.ink, t("chart.burst", look.language)))
    return items
