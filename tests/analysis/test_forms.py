"""The table "chart form by amount of data", row by row."""

import pytest

from lib.analysis.forms import chart_form, is_line, is_percentage_sound


@pytest.mark.parametrize(
    ("question", "counts", "form"),
    [
        ("when", {"marks": 8, "bins": 2}, "labelled_dots"),
        ("when", {"marks": 29, "bins": 9}, "labelled_dots"),
        ("when", {"marks": 30, "bins": 9}, "dots"),
        ("when", {"marks": 300, "bins": 40}, "dots"),
        ("when", {"marks": 301, "bins": 40}, "bars"),
        ("when", {"marks": 10_000, "bins": 500}, "bars"),
        ("when", {"marks": 10_000, "bins": 501}, "speaker_heatmap"),
        ("how_often", {"marks": 4, "bins": 2}, "cards"),
        ("how_often", {"marks": 120, "bins": 30}, "bars"),
        ("how_often", {"marks": 5_000, "bins": 7}, "bars"),
        ("how_often", {"marks": 5_000, "bins": 8}, "line"),
        ("who", {"marks": 2}, "list"),
        ("who", {"marks": 120}, "bars"),
        ("who", {"marks": 4_000}, "top_bars"),
        ("about_what", {"marks": 8}, "matrix"),
        ("about_what", {"marks": 200}, "bars"),
        ("about_what", {"marks": 30_000}, "heatmap"),
        ("how_differ", {"marks": 4, "words": 255}, "columns"),
        ("how_differ", {"marks": 200, "words": 4_999}, "columns"),
        ("how_differ", {"marks": 200, "words": 5_000}, "lollipop"),
        ("how_differ", {"marks": 9_000, "words": 900_000}, "scatter"),
    ],
)
def test_form(question, counts, form):
    assert chart_form(question, **counts) == form


@pytest.mark.parametrize(("claim", "below", "enough"), [(is_line, 7, 8), (is_percentage_sound, 19, 20)])
def test_thresholds(claim, below, enough):
    assert not claim(below)
    assert claim(enough)
