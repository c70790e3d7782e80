"""Every page in its four forms: wide and narrow, light and dark. What can be measured of a look is measured."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from lib.charts.palette import DARK, LIGHT
from lib.i18n import Language, t
from lib.ui.frame import PAGES
from tests.browser.accessibility import violations
from tests.browser.conftest import Visitor, assert_no_error, open_page, path_of, settle

LOOKS = {"light": LIGHT, "dark": DARK}


def rgb(color: str) -> str:
    return f"rgb({int(color[1:3], 16)}, {int(color[3:5], 16)}, {int(color[5:7], 16)})"


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"))


def download(page: Page, name: str) -> Path:
    settle(page)
    with page.expect_download() as file:
        page.get_by_role("button", name=name, exact=True).first.click()
    return Path(file.value.path())


@pytest.mark.parametrize(("width", "language"), [(1440, "ru"), (390, "en")])
def test_pages_open_fit_and_have_their_colours(visitor: Visitor, server: str, width: int, language: Language) -> None:
    """Half of the pages open in the dark; each is then seen in the other look, as when evening comes."""
    page = visitor(width)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    shown = list(LOOKS)
    for name in PAGES:
        open_page(page, f"{server}/{path_of(name)}?lang={language}")
        expect(page.locator("h1.question")).to_have_text(t(f"question.{name}", language))
        for look in shown:
            page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
            expect(page.locator(".stApp")).to_have_css("background-color", rgb(LOOKS[look].paper))
            expect(page.locator("h1.question")).to_have_css("color", rgb(LOOKS[look].ink))
            settle(page)
            assert_no_error(page)
            assert overflow(page) <= 0, name
            assert len(page.screenshot()) > 10_000, f"{name} is nearly empty"
        if width == 1440:
            assert violations(page) == [], name
        shown.reverse()
    assert {host for host in hosts if host} == {urlsplit(server).netloc}


def test_a_figure_fits_a_narrow_window(visitor: Visitor, server: str) -> None:
    page = visitor(390)
    open_page(page, f"{server}/timeline")
    # The figure is drawn again once the page knows its width.
    expect(page.locator(".js-plotly-plot .main-svg").first).to_have_attribute(
        "width", re.compile(r"^(2\d\d|3[0-8]\d)$")
    )


BEHIND = ":not(.st-key-spoken-days *)"  # what stands above the section on days spoken of


def test_a_click_on_a_mark_opens_the_sentences_behind_it(page: Page, server: str) -> None:
    open_page(page, f"{server}/timeline?unit=doc&g=month")
    expect(page.locator(f"h3.heading{BEHIND}").last).to_contain_text("14 высказываний")
    page.locator(".js-plotly-plot .barlayer .point path").first.click(force=True)
    page.wait_for_url(lambda url: "sel=" in url)
    settle(page)
    expect(page.locator(f"h3.heading{BEHIND}").last).to_contain_text("7 высказываний")
    expect(page.locator(f"article.said{BEHIND}")).to_have_count(7)
    page.reload()
    settle(page)
    expect(page.locator(f"article.said{BEHIND}")).to_have_count(7)


def test_the_table_twin_and_its_file_hold_what_the_chart_shows(page: Page, server: str) -> None:
    open_page(page, f"{server}/timeline?unit=doc&g=month&view=table")
    expect(page.locator("[data-testid=stDataFrame]")).to_be_visible()
    rows = download(page, "CSV").read_text("utf-8-sig").splitlines()
    assert rows[0].split(",")[:2] == ["Месяц", "документы"]
    assert sum(int(row.split(",")[1]) for row in rows[1:]) == 2


def test_the_language_switch_is_in_the_link(page: Page, server: str) -> None:
    open_page(page, f"{server}/speakers")
    page.get_by_role("radio", name="EN").click()
    page.wait_for_url(lambda url: "lang=en" in url)
    expect(page.locator("h1.question")).to_have_text("Who spoke?")


def test_a_quotation_goes_into_the_briefing_and_survives_a_reload(page: Page, server: str) -> None:
    open_page(page, f"{server}/timeline?sp=mariya-zakharova")
    href = page.locator("article.said .by a").first.get_attribute("href")
    open_page(page, f"{server}/{href.removeprefix('./')}")  # type: ignore[union-attr]
    page.get_by_role("button", name="Цитату — в справку").click()
    settle(page)
    open_page(page, f"{server}/briefing")
    expect(page.locator("article.said")).to_contain_text("Мария Захарова")
    page.reload()
    settle(page)
    expect(page.locator("article.said")).to_have_count(1)
    document = Document(str(download(page, "Документ DOCX")))
    assert "Мария Захарова" in "\n".join(paragraph.text for paragraph in document.paragraphs)
