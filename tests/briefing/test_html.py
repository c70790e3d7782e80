"""The page: one file, no script, nothing fetched."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from lib.briefing.html import to_html
from lib.briefing.items import Briefing, Figure, Form, Quotation

MakeFigure = Callable[..., Figure]
MakeQuotation = Callable[..., Quotation]
MakeBriefing = Callable[..., Briefing]

FETCHING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "xlink:href"}
FORBIDDEN = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "video", "audio", "use", "image"}


class Page(HTMLParser):
    """What a browser would see: tags with attributes, and the text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def assert_harmless(page: Page) -> None:
    assert {tag for tag, _ in page.tags} & FORBIDDEN == set()
    for tag, attributes in page.tags:
        assert attributes.keys() & FETCHING == set()
        assert not [name for name in attributes if name.startswith("on")]
        address = attributes.get("href")
        assert address is None or (tag == "a" and re.match(r"https?://|#item-\d+$", address)), address
    assert not re.search(r"url\(|@import|expression", page.text)


def test_the_page_holds_titles_captions_numbers_sources_and_links(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing
) -> None:
    page = Page(to_html(briefing(figure(note="Данные неполны."), quotation())))
    for words in (
        "Визы: кто и что говорил", "2 пункта", "Снимок данных ab12cd34", "Проверьте по источникам.",
        "Кто говорил о визах?", "спикер Ива Петрова", "Данные неполны.", "31 204 слова", "95 %, Уилсон",
        "Пётр Иванов", "12",
        "Мы готовы обсуждать визы", "представитель ведомства", "Агентство «Север» · 14 ноября 2025",
        "Петрова рассказала о визах", "— сказала Ива Петрова на брифинге.",
    ):  # fmt: skip
        assert words in page.text, words
    links = [attributes.get("href") for tag, attributes in page.tags if tag == "a"]
    assert figure().link in links
    assert quotation().url in links
    assert quotation().link in links
    assert_harmless(page)


def test_hostile_text_stays_text(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing, hostile: str
) -> None:
    said = dict.fromkeys(("text", "speaker", "role", "agency", "headline", "sentence"), hostile)
    made = briefing(
        figure(((hostile, 1),), (hostile, "n"), title=hostile, filters=hostile, sources=hostile, note=hostile),
        quotation(**said, url="javascript:alert(1)", link="data:text/html,x"),
        quotation(**said),
        title=hostile,
    )
    page = Page(to_html(made))
    assert_harmless(page)
    assert "<script>alert(1)</script>" in page.text
    assert "\u202e" not in page.text


@pytest.mark.parametrize("form", ["bar", "column", "line"])
@pytest.mark.parametrize(
    "values", [(1, 2, 3), (0, 0, 0), (-5, 2.5, None), (-1, -2, -3), (None, None, 0.001), (10**9, 1, None)]
)
def test_every_chart_stays_inside_its_frame(
    figure: MakeFigure, briefing: MakeBriefing, form: Form, values: tuple[float | None, ...]
) -> None:
    rows = tuple((f"Категория с именем {at}", value) for at, value in enumerate(values))
    page = Page(to_html(briefing(figure(rows, chart=form))))
    frame = next(attributes for tag, attributes in page.tags if tag == "svg")
    across, down = map(float, str(frame["viewbox"]).split()[2:])
    for tag, attributes in page.tags:
        if tag == "rect":
            x, y, width, height = (float(str(attributes[name])) for name in ("x", "y", "width", "height"))
            assert x >= 0
            assert y >= 0
            assert x + width <= across + 0.1
            assert y + height <= down + 0.1
            assert height >= 0


def test_a_gap_parts_a_line_and_a_lone_point_is_a_dot(figure: MakeFigure, briefing: MakeBriefing) -> None:
    rows = tuple((f"{at} мая", value) for at, value in enumerate((1, 2, None, 4, None, 5, 6)))
    page = Page(to_html(briefing(figure(rows, chart="line"))))
    assert (page.count("polyline"), page.count("circle")) == (3, 1)


def test_missing_is_not_drawn_as_zero(figure: MakeFigure, briefing: MakeBriefing) -> None:
    page = Page(to_html(briefing(figure((("а", 1), ("б", None), ("в", 0)), chart="column"))))
    assert page.count("rect") == 2


def test_a_long_narrow_table_stands_in_parts(figure: MakeFigure, briefing: MakeBriefing) -> None:
    rows = tuple((f"{at} мая", at) for at in range(60))
    page = Page(to_html(briefing(figure(rows, chart="none"))))
    assert page.count("table") == 3
    assert page.count("tr") == 60 + 3


def test_nothing_found_is_said(figure: MakeFigure, briefing: MakeBriefing) -> None:
    page = Page(to_html(briefing(figure(()))))
    assert "Под эти фильтры ничего не попало." in page.text
    assert page.count("svg") == 0


def test_the_page_speaks_the_interfaces_language(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing
) -> None:
    page = Page(to_html(briefing(figure(), quotation(speaker=""), language="en")))
    assert ("html", {"lang": "en"}) in page.tags
    assert "Speaker not established" in page.text
    assert "14 November 2025" in page.text


def test_an_empty_briefing_is_a_page(briefing: MakeBriefing) -> None:
    assert "0 пунктов" in Page(to_html(briefing())).text
