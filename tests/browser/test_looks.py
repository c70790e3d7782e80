"""Every page in its four forms: wide and narrow, light and dark. What can be measured of a look is measured."""

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, TimeoutError, expect

from lib.charts.palette import DARK, LIGHT
from tests.browser.test_frame import PAGES, assert_no_error, open_page, settle


def channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def download(page: Page, name: str) -> Path:
    """Click a button that gives a file; a click that falls into a run of the script is lost, so it is made again."""
    for attempt in range(3):
        page.wait_for_timeout(2000)
        settle(page)
        try:
            with page.expect_download(timeout=20_000) as file:
                page.get_by_role("button", name=name, exact=True).first.click()
            return Path(file.value.path())
        except TimeoutError:
            if attempt == 2:
                raise
    raise AssertionError


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_fit_and_have_their_colours(browser: Browser, server: str, tmp_path: Path, width: int, look: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=look)  # type: ignore[arg-type]
    paper = channels((DARK if look == "dark" else LIGHT).paper)
    for name in PAGES:
        open_page(page, f"{server}/{name}")
        page.wait_for_timeout(600)
        assert_no_error(page)
        overflow = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{name} is wider than its window by {overflow} px"
        background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        assert background == f"rgb({paper[0]}, {paper[1]}, {paper[2]})", name
        shot = tmp_path / f"{name or 'overview'}.png"
        page.screenshot(path=shot)
        assert shot.stat().st_size > 15_000, f"{name} is nearly empty"
    page.close()


def test_a_figure_fits_a_narrow_window(browser: Browser, server: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    open_page(page, f"{server}/timeline")
    # The figure is drawn again once the page knows its width: the last one counts.
    page.wait_for_timeout(1500)
    settle(page)
    width = page.locator(".js-plotly-plot .main-svg").first.evaluate("svg => svg.getBoundingClientRect().width")
    assert 200 < width <= 390
    page.close()


def test_a_click_on_a_mark_opens_the_sentences_behind_it(page: Page, server: str) -> None:
    open_page(page, f"{server}/timeline?unit=doc&g=month")
    expect(page.locator("h3.heading").last).to_contain_text("14 высказываний")
    page.wait_for_timeout(1500)
    page.locator(".js-plotly-plot .barlayer .point path").first.click(force=True)
    page.wait_for_url(lambda url: "sel=" in url)
    settle(page)
    expect(page.locator("h3.heading").last).to_contain_text("7 высказываний")
    expect(page.locator("article.said")).to_have_count(7)
    page.reload()
    settle(page)
    expect(page.locator("article.said")).to_have_count(7)


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
