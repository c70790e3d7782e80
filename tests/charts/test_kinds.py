"""What each kind of figure promises on its own."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from lib import charts
from lib.charts import LIGHT, Look, Overlay, plotly_config
from lib.charts.dot_list import LISTED
from lib.charts.keyness_scatter import MOST_POINTS

RU = Look("ru")


def words(figure: Any) -> list[str]:
    return [note["text"] for note in figure.to_plotly_json()["layout"]["annotations"]]


class TestDotLanes:
    def test_few_statements_are_listed_and_the_silence_is_counted_in_words(self, frame_of: Any, caption: Any) -> None:
        figure = charts.dot_lanes(frame_of["statements"](2), caption, RU)
        assert "<i>88 дней</i>" in words(figure)
        assert "<b>14 ноября 2025</b>" in words(figure)
        assert [trace.mode for trace in figure.data] == ["markers"]

    def test_neighbouring_days_have_no_silence(self, frame_of: Any, caption: Any) -> None:
        frame = frame_of["statements"](2).assign(date=[date(2025, 11, 14), date(2025, 11, 15)])
        assert not [text for text in words(charts.dot_lanes(frame, caption, RU)) if "дн" in text and "<i>" in text]

    @pytest.mark.parametrize(("n", "traces"), [(LISTED, 1), (LISTED + 1, 2)])
    def test_thirty_statements_become_lanes(self, n: int, traces: int, frame_of: Any, caption: Any) -> None:
        figure = charts.dot_lanes(frame_of["statements"](n), caption, RU)
        assert len(figure.data) == traces
        assert sorted(mark[0] for trace in figure.data for mark in trace.customdata) == list(range(n))

    def test_marks_of_one_day_do_not_hide_each_other(self, frame_of: Any, caption: Any) -> None:
        figure = charts.dot_lanes(frame_of["statements"](200), caption, RU)
        for trace in figure.data:
            assert len(set(zip(trace.x, trace.y, strict=True))) == len(trace.x)

    def test_small_lanes_share_the_last(self, frame_of: Any, caption: Any) -> None:
        frame = frame_of["statements"](60)
        frame = frame.assign(lane=[f"s{i % 20}" for i in range(60)], lane_label=[f"Спикер {i % 20}" for i in range(60)])
        figure = charts.dot_lanes(frame, caption, RU)
        assert len(figure.data) == 12
        assert len(figure.data[-1].x) == 9 * 3
        assert figure.data[-1].marker.color == LIGHT.grey
        assert "остальные: 9" in words(figure)


class TestPeriodBars:
    def test_missing_coverage_is_a_gap_and_zero_is_zero(self, frame_of: Any, caption: Any) -> None:
        figure = charts.period_bars(frame_of["periods"](), caption, RU, grain="month")
        (bars,) = figure.data
        assert "2025-04-01" not in bars.x
        assert bars.y[bars.x.index("2025-02-01")] == 0
        assert "нет данных" in words(figure)

    def test_only_the_incomplete_period_is_hatched(self, frame_of: Any, caption: Any) -> None:
        figure = charts.period_bars(frame_of["periods"](), caption, RU, grain="month")
        assert list(figure.data[0].marker.pattern.shape) == [""] * 7 + ["/"]
        assert any("период не завершён" in text for text in words(figure))

    def test_complete_data_need_no_key(self, frame_of: Any, caption: Any) -> None:
        frame = frame_of["periods"]().assign(complete=True, covered=True)
        assert not any("завершён" in text for text in words(charts.period_bars(frame, caption, RU, grain="month")))

    def test_strip_shares_the_time_axis(self, frame_of: Any, caption: Any) -> None:
        figure = charts.period_bars(frame_of["periods"](), caption, RU, grain="month", strip="document")
        assert [trace.yaxis for trace in figure.data] == [None, "y2"]
        assert figure.data[0].x == figure.data[1].x
        assert "документов за период" in words(figure)

    def test_events_and_bursts(self, frame_of: Any, caption: Any) -> None:
        overlay = Overlay(((date(2025, 3, 3), "Встреча <b>"),), ((date(2025, 5, 1), date(2025, 5, 31)),))
        figure = charts.period_bars(frame_of["periods"](), caption, RU, grain="month", overlay=overlay)
        assert "Встреча &lt;b&gt;" in words(figure)
        (burst,) = [shape for shape in figure.layout.shapes if shape.line.width == 3]
        assert (burst.x0, burst.x1) == ("2025-05-01", "2025-06-01")

    @pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year"])
    def test_every_grain(self, grain: str, caption: Any) -> None:
        frame = pd.DataFrame({"period": [date(2025, 1, 1)], "count": [3], "complete": [True], "covered": [True]})
        (bars,) = charts.period_bars(frame, caption, RU, grain=grain).data
        days = {"day": 1, "week": 7, "month": 31, "quarter": 90, "year": 365}[grain]
        assert bars.width[0] + 2 * bars.offset[0] == pytest.approx(days * 86_400_000, rel=1e-6)


class TestLaneHeatmap:
    def test_cells_by_class_and_no_cell_without_coverage(self, frame_of: Any, caption: Any) -> None:
        (cells,) = charts.lane_heatmap(frame_of["lanes"](), caption, RU, grain="month").data
        assert len(cells.x) == 3 * 8
        by_mark = {tuple(mark): color for mark, color in zip(cells.customdata, cells.marker.color, strict=True)}
        assert by_mark["2025-02-01", "l0"] == LIGHT.paper
        assert by_mark["2025-03-01", "l0"] == LIGHT.sequential[-1]

    def test_numbers_stand_in_cells_only_where_they_fit(self, frame_of: Any, caption: Any) -> None:
        few = frame_of["lanes"]()
        days = [date(2025, 1, 1) + timedelta(days=i) for i in range(60)]
        many = pd.DataFrame({"lane": "l", "lane_label": "л", "period": days, "count": 250, "covered": True})
        assert charts.lane_heatmap(few, caption, RU, grain="month").data[0].text[0] == "5"
        assert set(charts.lane_heatmap(many, caption, RU, grain="day").data[0].text) == {""}


class TestRankedBars:
    def test_others_and_not_established_are_grey(self, frame_of: Any, caption: Any) -> None:
        bars = charts.ranked_bars(frame_of["ranked"](), caption, RU).data[0]
        assert list(bars.marker.color) == [LIGHT.accent, LIGHT.accent, LIGHT.grey, LIGHT.grey]

    def test_whiskers_only_where_bounds_are_given(self, frame_of: Any, caption: Any) -> None:
        whiskers = charts.ranked_bars(frame_of["ranked"](), caption, RU).data[-1]
        assert list(whiskers.error_x.array) == [8.0, 7.0]
        assert list(whiskers.error_x.arrayminus) == [7.0, 5.0]

    def test_parts_add_up_and_differ_without_colour(self, frame_of: Any, caption: Any) -> None:
        frame = frame_of["ranked"]().assign(direct=[20, 3, 30, 10], mixed=[10, 5, 10, 5], indirect=[10, 5, 20, 5])
        parts = [trace for trace in charts.ranked_bars(frame, caption, RU).data if trace.type == "bar"]
        assert [sum(values) for values in zip(*(part.x for part in parts), strict=True)] == [40, 13, 60, 20]
        assert len({part.marker.pattern.shape for part in parts}) == 3

    def test_the_page_may_word_small_numbers(self, frame_of: Any, caption: Any) -> None:
        frame = frame_of["ranked"]().assign(text=["3 из 13", "1 из 13", "", ""])
        assert "3 из 13" in words(charts.ranked_bars(frame, caption, RU))


class TestTerms:
    def test_a_gap_breaks_the_line(self, frame_of: Any, caption: Any) -> None:
        figure = charts.term_lines(frame_of["terms"](1), caption, RU, grain="month")
        (line,) = [trace for trace in figure.data if trace.mode == "lines+markers"]
        assert line.connectgaps is False
        months = [(x[:7], y) for x, y in zip(line.x, line.y, strict=True)]
        assert [month for month, y in months if y is None] == ["2025-03", "2025-05"]

    def test_few_words_and_running_periods_stand_alone(self, frame_of: Any, caption: Any) -> None:
        figure = charts.term_lines(frame_of["terms"](1), caption, RU, grain="month")
        (alone,) = [trace for trace in figure.data if trace.mode == "markers"]
        assert [mark[0] for mark in alone.customdata] == ["2025-02-01", "2025-09-01"]
        assert list(alone.marker.symbol) == ["x-thin-open", "circle-open"]
        assert any("меньше 2 000 слов" in text for text in words(figure))

    def test_ends_are_named_and_there_is_no_legend(self, frame_of: Any, caption: Any) -> None:
        figure = charts.term_lines(frame_of["terms"](3), caption, RU, grain="month")
        assert any("термин 2" in text for text in words(figure))
        assert figure.layout.showlegend is False

    def test_seventh_series_is_grey(self, frame_of: Any, caption: Any) -> None:
        figure = charts.term_lines(frame_of["terms"](8), caption, RU, grain="month")
        lines = [trace.line.color for trace in figure.data if trace.mode == "lines+markers"]
        assert lines == [*LIGHT.categorical[:6], LIGHT.grey, LIGHT.grey]

    def test_bars_have_one_scale(self, frame_of: Any, caption: Any) -> None:
        figure = charts.term_bars(frame_of["terms"](3), caption, RU, grain="month")
        assert figure.layout.yaxis.range == figure.layout.yaxis2.range == figure.layout.yaxis3.range
        shapes = [list(trace.marker.pattern.shape) for trace in figure.data if trace.type == "bar"]
        assert shapes == [["", ".", "", "", "", "", "", "/"]] * 3


class TestKeyness:
    def test_terms_are_sorted_and_sides_have_shapes(self, frame_of: Any, caption: Any) -> None:
        figure = charts.keyness_lollipop(frame_of["keyness"](), caption, RU, sides=("А", "Б"))
        dots = figure.data[-1]
        assert list(dots.x) == sorted(dots.x, reverse=True)
        assert dots.marker.symbol[0] == "circle"
        assert dots.marker.symbol[-1] == "diamond"

    def test_chance_is_grey_and_hollow(self, frame_of: Any, caption: Any) -> None:
        frame = frame_of["keyness"]().assign(significant=False)
        figure = charts.keyness_lollipop(frame, caption, RU, sides=("А", "Б"))
        assert set(figure.data[-1].marker.color) == {LIGHT.grey}
        assert any("неотличимо от случайности" in text for text in words(figure))

    def test_scatter_keeps_the_strongest(self, frame_of: Any, caption: Any) -> None:
        frame = frame_of["keyness"](MOST_POINTS + 500)
        (dots,) = charts.keyness_scatter(frame, caption, RU, sides=("А", "Б")).data
        assert len(dots.x) == MOST_POINTS
        assert min(abs(z) for z in dots.y) > 1


class TestThemeMatrix:
    def test_cells_hold_the_matching_words(self, frame_of: Any, caption: Any) -> None:
        figure = charts.theme_matrix(frame_of["matrix"](), caption, Look("ru", width=1100))
        assert "виза, посольство" in words(figure)
        (cells,) = figure.data
        assert list(cells.customdata) == [[1, "visas"], [1, "arctic"], [2, "visas"], [2, "arctic"]]
        assert cells.marker.color[1] == LIGHT.paper


class TestDumbbell:
    def test_two_shapes_and_no_mark_for_nothing(self, frame_of: Any, caption: Any) -> None:
        figure = charts.dumbbell(frame_of["shares"](), caption, RU, sides=("А", "Б"))
        a, b = (trace for trace in figure.data if trace.mode == "markers")
        assert (a.marker.symbol, b.marker.symbol) == ("circle", "diamond")
        assert b.x[1] is None
        assert any("—" in text for text in words(figure))


class TestConfig:
    def test_russian_months_travel_with_the_page(self) -> None:
        config = plotly_config("ru", "Хроника 2025")
        assert config["locale"] == "ru"
        assert config["locales"]["ru"]["format"]["months"][4] == "май"
        assert config["toImageButtonOptions"] == {"format": "png", "scale": 3, "filename": "2025"}
        assert config["displaylogo"] is False

    def test_english_needs_no_locale(self) -> None:
        assert plotly_config("en")["locales"] == {}


def test_days_stand_at_the_day_meant_and_longer_times_are_lines(draw: Any) -> None:
    figure = draw("day_dots", Look("ru"))
    (marks,) = figure.data
    assert list(zip(marks.x, marks.y, strict=True)) == [
        ("2025-11-14T12:00", "2025-11-11T12:00"),
        ("2025-11-14T12:00", "2025-11-20T12:00"),
        ("2026-02-10T12:00", "2025-07-02T12:00"),
    ]
    assert [list(key) for key in marks.customdata] == [["a"], ["b"], ["c"]]
    lines = [(shape.x0, shape.y0, shape.y1) for shape in figure.layout.shapes if shape.yref == "y"]
    assert ("2026-02-10T12:00", "2025-01-01", "2026-01-01") in lines
    assert sum((shape.x0, shape.x1) == (shape.y0, shape.y1) for shape in figure.layout.shapes) == 1


def test_cells_of_one_and_the_same_period_are_framed_and_open_by_their_key(draw: Any) -> None:
    figure = draw("day_heatmap", Look("ru"))
    framed = [(shape.x0, shape.y0) for shape in figure.layout.shapes if shape.type == "rect" and shape.yref == "y"]
    assert framed == [("2025-03-01", 0.5), ("2025-04-01", -0.5)]
    assert list(figure.data[0].customdata[0]) == ["2025-04-01 2025-01-01"]
