"""Which periods are spoken of, and when, where the marks are many: a cell for each pair of periods."""

import pandas as pd
import plotly.graph_objects as go

from lib.charts.caption import Caption
from lib.charts.dates import as_days, period_end
from lib.charts.lane_heatmap import lane_heatmap
from lib.charts.look import Look


def day_heatmap(frame: pd.DataFrame, caption: Caption, look: Look, *, grain: str) -> go.Figure:
    """Draw a `lane_heatmap` whose lanes are the periods spoken of; cells of one and the same period are framed.

    Args:
        frame: its columns, with the first day of the period spoken of as ``lane``; and ``key`` (of the click).

    Click data: ``[key]``.
    """
    figure = lane_heatmap(frame, caption, look, grain=grain)
    if frame.empty:
        return figure
    figure.data[0].customdata = [[key] for key in frame.loc[frame["covered"], "key"]]
    row_of = {day: row for row, day in enumerate(dict.fromkeys(as_days(frame["lane"])))}
    frames = [
        {
            "type": "rect", "xref": "x", "yref": "y", "x0": day.isoformat(), "x1": period_end(day, grain).isoformat(),
            "y0": row_of[day] - 0.5, "y1": row_of[day] + 0.5, "line": {"color": look.palette.ink, "width": 1},
        }
        for day in dict.fromkeys(as_days(frame["period"]))
        if day in row_of
    ]  # fmt: skip
    figure.layout.shapes = (*figure.layout.shapes, *frames)
    return figure
