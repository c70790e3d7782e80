"""Charts: frame in, Plotly figure out.

Each kind is a pure function ``kind(frame, caption, look, …) -> plotly.graph_objects.Figure``; its docstring names
the columns of the frame and what a click carries. Draw with::

    st.plotly_chart(figure, theme=None, config=plotly_config(language, filename), width="stretch", on_select=…)

Caption(title, filters, n, unit, denominator, sources, period, last_ingested, snapshot, interval, generated_at, note)
Look(language, dark=False, width=None)
    width in px where it is known (exports: 1100; telephones: 340); None breaks text for 340 px
dot_lanes(frame[date, stmt, lane, lane_label, label, slot], caption, look, overlay=…)
period_bars(frame[period, count, complete, covered, (denominator), (lane)], caption, look,
            grain=…, strip="document", overlay=Overlay(events, bursts))
ranked_bars(frame[key, label, value, (low, high), (text), (role), (direct, mixed, indirect)], caption, look)
lane_heatmap(frame[lane, lane_label, period, count, covered, (complete)], caption, look, grain=…)
day_dots(frame[date, first, last, count, key], caption, look)
day_heatmap(frame[lane, lane_label, period, count, covered, key, (complete)], caption, look, grain=…)
term_lines, term_bars(frame[term, term_label, slot, period, rate, low, high, words, covered, (complete)], caption, look,
            grain=…)
keyness_lollipop, keyness_scatter(frame[term, z, n_a, n_b, (dispersion), (significant), (label)], caption, look,
            sides=(name_a, name_b))
evidence_bars(frame[start, end, documents], caption, look, threshold=…)
theme_matrix(frame[doc, doc_label, theme, theme_label, words, score], caption, look)
dumbbell(frame[key, label, a, b, (a_low, a_high, b_low, b_high), (a_text, b_text)], caption, look, sides=…)
describe(kind, frame, caption, language) -> text alternative; kind is the name of the function that drew
plotly_config(language, filename) -> dict for st.plotly_chart
theme_slot(theme_id, themes_order), theme_color(theme_id, themes_order, palette); slot = rank
"""

from lib.charts.caption import Caption
from lib.charts.config import plotly_config
from lib.charts.day_dots import day_dots
from lib.charts.day_heatmap import day_heatmap
from lib.charts.describe import describe
from lib.charts.dot_lanes import dot_lanes
from lib.charts.dumbbell import dumbbell
from lib.charts.evidence_bars import evidence_bars
from lib.charts.keyness_lollipop import keyness_lollipop
from lib.charts.keyness_scatter import keyness_scatter
from lib.charts.lane_heatmap import lane_heatmap
from lib.charts.look import Look
from lib.charts.overlay import Overlay
from lib.charts.palette import DARK, GREY, LIGHT, Palette, slot_color, theme_color, theme_slot
from lib.charts.period_bars import period_bars
from lib.charts.ranked_bars import ranked_bars
from lib.charts.term_bars import term_bars
from lib.charts.term_lines import term_lines
from lib.charts.theme_matrix import theme_matrix

__all__ = [
    "DARK",
    "GREY",
    "LIGHT",
    "Caption",
    "Look",
    "Overlay",
    "Palette",
    "day_dots",
    "day_heatmap",
    "describe",
    "dot_lanes",
    "dumbbell",
    "evidence_bars",
    "keyness_lollipop",
    "keyness_scatter",
    "lane_heatmap",
    "period_bars",
    "plotly_config",
    "ranked_bars",
    "slot_color",
    "term_bars",
    "term_lines",
    "theme_color",
    "theme_matrix",
    "theme_slot",
]
