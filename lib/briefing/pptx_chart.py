"""Native charts of slides: editable in the office program, their numbers in the workbook behind them."""

import math
from typing import Any

from pptx.chart.axis import _BaseAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import BarSeries, LineSeries
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide
from pptx.util import Inches, Pt

from lib.briefing.plot import Plot
from lib.briefing.pptx_master import Box
from lib.briefing.pptx_parts import HAIRLINE, INK, MUTED, set_description
from lib.briefing.tables import chart_workbook
from lib.charts.measure import text_width

_TYPES = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
_COLORS = tuple(getattr(MSO_THEME_COLOR, f"ACCENT_{slot}") for slot in range(1, 7))
_DASHES = (
    MSO_LINE.SOLID,
    MSO_LINE.DASH,
    MSO_LINE.ROUND_DOT,
    MSO_LINE.DASH_DOT,
    MSO_LINE.LONG_DASH,
    MSO_LINE.SQUARE_DOT,
)
_LABELLED = 12  # columns that carry their numbers
_ROW, _COLUMN = 0.42, 1.6  # inches that one bar and one column take, where there is room


def add_chart(slide: Slide, box: Box, plot: Plot, words: str) -> None:
    """Put a plot as a native chart; `words` are its text alternative."""
    marks = len(plot.categories) * max(1, 0.7 * len(plot.series))
    height = min(box.height, 0.5 + marks * _ROW) if plot.form == "bar" else box.height
    width = min(box.width, 1 + marks * _COLUMN) if plot.form == "column" else box.width
    place = (Inches(box.left), Inches(box.top), Inches(width), Inches(height))
    frame: Any = slide.shapes.add_chart(_TYPES[plot.form], *place, _data(plot))
    chart = frame.chart
    behind = chart_workbook(plot.categories, [(series.name, series.values) for series in plot.series])
    chart.part.chart_workbook.update_from_xlsx_blob(behind)
    size = _size(marks, height) if plot.form == "bar" else 12
    chart.font.size, chart.font.color.theme_color = Pt(size), INK
    chart.has_title, chart.has_legend = False, len(plot.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _show_gaps(chart)
    (_style_line if plot.form == "line" else _style_bars)(chart, plot)
    _style_axes(chart, plot, width * 72)
    set_description(frame, words)


def _data(plot: Plot) -> CategoryChartData:
    data = CategoryChartData()
    data.categories = plot.categories
    for series in plot.series:
        data.add_series(series.name, series.values, _number_format(series.decimals))
    return data


def _number_format(decimals: int) -> str:
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def _size(bars: float, height: float) -> int:
    return max(8, min(13, math.floor(height * 72 / max(bars, 1) * 0.75)))


def _show_gaps(chart: Chart) -> None:
    """Draw what is missing as a gap, never as zero."""
    body = chart._chartSpace.chart
    for tag in ("c:plotVisOnly", "c:dispBlanksAs", "c:showDLblsOverMax"):
        for old in body.findall(qn(tag)):
            body.remove(old)
    for tag, value in (("c:plotVisOnly", "1"), ("c:dispBlanksAs", "gap")):
        element = OxmlElement(tag)
        element.set("val", value)
        body.append(element)


def _style_bars(chart: Chart, plot: Plot) -> None:
    drawing, total = chart.plots[0], len(plot.categories)
    drawing.gap_width = 45 if plot.form == "bar" else 25 if total > _LABELLED else 60 if total > 5 else 180
    drawing.overlap = 0
    for slot, series in enumerate(drawing.series):
        _color_bars(series, slot)
    if plot.form == "bar" or (total <= _LABELLED and len(plot.series) <= 2):
        drawing.has_data_labels = True
        labels = drawing.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format, labels.number_format_is_linked = _number_format(plot.decimals), False
        labels.font.color.theme_color = MUTED


def _color_bars(series: BarSeries, slot: int) -> None:
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.theme_color = _COLORS[slot]


def _style_line(chart: Chart, plot: Plot) -> None:
    for slot, series in enumerate(chart.plots[0].series):
        line = series.format.line
        line.width, line.dash_style = Pt(2.25), _DASHES[slot]
        line.color.theme_color = _COLORS[slot]
        series.smooth = False
        _mark(series, slot, len(plot.categories))


def _mark(series: LineSeries, slot: int, total: int) -> None:
    """Mark points that stand alone between gaps, which a line would not show; all of them where they are few."""
    values = list(series.values)
    alone = [
        at
        for at, value in enumerate(values)
        if value is not None and all(n is None for n in values[max(at - 1, 0) : at] + values[at + 1 : at + 2])
    ]
    series.marker.style = XL_MARKER_STYLE.CIRCLE if total <= _LABELLED else XL_MARKER_STYLE.NONE
    markers = [series.marker] if total <= _LABELLED else [series.points[at].marker for at in alone]
    for marker in markers:
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 6
        marker.format.fill.solid()
        marker.format.fill.fore_color.theme_color = _COLORS[slot]
        marker.format.line.fill.background()


def _style_axes(chart: Chart, plot: Plot, width: float) -> None:
    names, values = chart.category_axis, chart.value_axis
    names.major_tick_mark = names.minor_tick_mark = values.major_tick_mark = values.minor_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines = False
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.theme_color = MUTED
    names.format.line.width = Pt(0.75)
    if plot.low >= 0:
        values.minimum_scale = 0
    names.reverse_order = plot.form == "bar"
    if plot.form != "bar":
        _skip_names(names, plot, width)
    if chart.plots[0].has_data_labels:
        values.visible = values.has_major_gridlines = False
        return
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.theme_color = HAIRLINE
    values.major_gridlines.format.line.width = Pt(0.75)
    values.format.line.fill.background()
    values.tick_labels.font.color.theme_color = MUTED
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _axis_format(plot), False


def _axis_format(plot: Plot) -> str:
    return "General" if plot.decimals else "#,##0"


def _skip_names(axis: _BaseAxis, plot: Plot, width: float) -> None:
    """Name as many categories as find room on one line; few are all named, on two lines if need be."""
    if len(plot.categories) <= _LABELLED:
        axis._element.get_or_add_txPr().bodyPr.set("rot", "0")
        return
    widest = max(text_width(name, 12) for name in plot.categories) + 12
    every = max(1, math.ceil(len(plot.categories) * widest / width))
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        skip = OxmlElement(tag)
        skip.set("val", str(every))
        axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
