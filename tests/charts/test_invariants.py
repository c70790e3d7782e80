"""What holds for every figure, whatever it draws."""

import html
import re
from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go
import pytest

from lib.charts import DARK, LIGHT, Look
from lib.charts.figure import PAD
from lib.charts.measure import text_width
from lib.charts.palette import MAX_COLOURED

LOOKS = [Look("ru"), Look("en", dark=True), Look("ru", width=1100), Look("en", dark=True, width=340)]
OWN_TAGS = re.compile(r'<br>|</?[bi]>|<span style="color:#[0-9a-f]{6};font-size:[0-9.]+px">|</span>')
look_cases = pytest.mark.parametrize("look", LOOKS, ids=["unknown width", "dark", "1100", "340"])


def texts(figure: go.Figure) -> Iterator[str]:
    """Every text that Plotly would draw as pseudo-HTML."""
    layout = figure.to_plotly_json()["layout"]
    yield from (each["text"] for each in layout["annotations"])
    for name, axis in layout.items():
        if re.fullmatch(r"[xy]axis\d*", name):
            yield from axis.get("ticktext", [])
    for trace in figure.to_plotly_json()["data"]:
        yield from trace.get("hovertext", [])
        yield from trace.get("text", [])


def shown(figure: go.Figure) -> str:
    """All annotations as one text, without tags, spaces and hyphens."""
    plain = "".join(
        html.unescape(OWN_TAGS.sub("", each["text"])) for each in figure.to_plotly_json()["layout"]["annotations"]
    )
    return re.sub(r"[\s-]", "", plain)


def colours(figure: go.Figure) -> set[str]:
    """Colours of marks and lines of the traces."""
    found: set[str] = set()
    for trace in figure.to_plotly_json()["data"]:
        for part in (trace.get("marker", {}), trace.get("line", {})):
            value = part.get("color", [])
            found.update([value] if isinstance(value, str) else value)
    return found


@look_cases
def test_plotly_accepts_the_figure(case: str, look: Look, draw: Any) -> None:
    figure = draw(case, look)
    go.Figure(data=figure.to_plotly_json()["data"], layout=figure.to_plotly_json()["layout"])


@look_cases
def test_text_of_a_corpus_is_escaped_everywhere(case: str, look: Look, draw: Any) -> None:
    all_texts = list(texts(draw(case, look)))
    assert any("&lt;a" in text for text in all_texts)
    for text in all_texts:
        assert "<" not in OWN_TAGS.sub("", text)
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)


@look_cases
def test_caption_stands_inside_the_figure(case: str, look: Look, draw: Any, caption: Any) -> None:
    words = shown(draw(case, look))
    for name in ("title", "filters", "denominator", "sources", "period", "last_ingested", "snapshot", "interval",
                 "generated_at", "note"):  # fmt: skip
        assert re.sub(r"[\s-]", "", getattr(caption, name)) in words, name
    assert "n=1" in words


@look_cases
def test_caption_lines_fit_the_width(case: str, look: Look, draw: Any) -> None:
    figure = draw(case, look).to_plotly_json()["layout"]
    room = (look.width or 340) - 2 * PAD
    lines = [
        (html.unescape(OWN_TAGS.sub("", line)), note["font"]["size"])
        for note in figure["annotations"]
        if note["xref"] == "paper" and note["x"] == 0
        for line in note["text"].split("<br>")
    ]
    assert lines
    assert [line for line, size in lines if text_width(line, size) > room] == []


@look_cases
def test_every_mark_says_what_it_stands_for(case: str, look: Look, draw: Any) -> None:
    for trace in draw(case, look).to_plotly_json()["data"]:
        assert len(trace["customdata"]) == len(trace["x"]) == len(trace["y"])
        assert all(isinstance(mark, list) and len(mark) in (1, 2) for mark in trace["customdata"])
        if trace["hoverinfo"] != "skip":
            assert len(trace["hovertext"]) == len(trace["x"])
            assert trace["type"] == "bar" or "markers" in trace["mode"], "lines without marks cannot be clicked"


@look_cases
def test_forms_that_mislead_are_absent(case: str, look: Look, draw: Any) -> None:
    for trace in draw(case, look).to_plotly_json()["data"]:
        assert trace["type"] in ("bar", "scatter")
        assert trace.get("line", {}).get("shape", "linear") == "linear"
        assert trace.get("fill", "none") in ("none", "toself")
        assert "stackgroup" not in trace


@pytest.mark.parametrize("dark", [False, True])
def test_at_most_six_colours(case: str, dark: bool, draw: Any) -> None:
    palette = DARK if dark else LIGHT
    assert len(colours(draw(case, Look("ru", dark=dark))) & set(palette.categorical)) <= MAX_COLOURED


def test_modes_share_no_colour_of_the_other(case: str, draw: Any) -> None:
    light_only = {LIGHT.ink, LIGHT.paper, LIGHT.hairline, LIGHT.accent}
    assert not light_only & set(re.findall(r"#[0-9a-f]{6}", draw(case, Look("ru", dark=True)).to_json()))


def test_a_drag_never_selects_and_margins_are_fixed(case: str, draw: Any) -> None:
    layout = draw(case, Look("ru")).to_plotly_json()["layout"]
    assert layout["dragmode"] is False
    assert layout["margin"]["autoexpand"] is False
    assert layout["hovermode"] == "closest"
    assert layout["height"] > layout["margin"]["t"] + layout["margin"]["b"]


@pytest.mark.parametrize(("language", "separators"), [("ru", ",\u202f"), ("en", ".,")])
def test_numbers_are_written_as_the_language_does(case: str, language: Any, separators: str, draw: Any) -> None:
    assert draw(case, Look(language)).layout.separators == separators


def test_same_data_same_figure(case: str, draw: Any) -> None:
    assert draw(case, Look("ru")).to_json() == draw(case, Look("ru")).to_json()


def test_the_frame_is_left_alone(case: str, draw: Any, frame_for: Any) -> None:
    frame = frame_for(case)
    before = frame.copy(deep=True)
    draw(case, Look("ru"), frame)
    assert frame.equals(before)


def test_no_rows_is_said_in_words(case: str, draw: Any, frame_for: Any) -> None:
    figure = draw(case, Look("ru"), frame_for(case).head(0))
    assert not figure.data
    assert "Показыватьнечего" in shown(figure)


def test_datetime_columns_serve_as_well_as_days(case: str, draw: Any, frame_for: Any) -> None:
    frame = frame_for(case)
    for column in {"date", "period"} & set(frame.columns):
        timed = frame.assign(**{column: frame[column].astype("datetime64[ns]")})
        assert draw(case, Look("ru"), timed).to_json() == draw(case, Look("ru"), frame).to_json()


@pytest.mark.parametrize("rows", [1, 2])
def test_one_or_two_rows_can_be_drawn(case: str, rows: int, draw: Any, frame_for: Any) -> None:
    figure = draw(case, Look("ru"), frame_for(case).head(rows))
    assert sum(len(trace.x) for trace in figure.data) >= 1
