"""The main path without a mouse, and what a page looks like on paper."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import open_page, settle

CONTROLS = "button, input, textarea, [role=radiogroup], .st-key-nav a, .to-content"


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(
        page.evaluate("""() => {
        const has = document.activeElement
        return (has.getAttribute("aria-label") || has.innerText || has.tagName).replace("expand_more", "").trim()
    }""")
    )


def has_visible_focus(page: Page) -> bool:
    """Whether what has the focus stands in the window, with a line round it."""
    return bool(
        page.evaluate("""() => {
        const box = document.activeElement.getBoundingClientRect()
        const line = getComputedStyle(document.activeElement)
        const seen = box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth
        return seen && line.outlineStyle !== "none" && parseFloat(line.outlineWidth) >= 2
    }""")
    )


def test_the_timeline_is_walked_read_and_left_by_the_keyboard(page: Page, server: str) -> None:
    open_page(page, f"{server}/timeline?unit=doc&g=month")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    walked = []
    for _ in range(21):
        page.keyboard.press("Tab")
        walked.append(focused(page))
        assert has_visible_focus(page), walked
    order = ["К содержанию", "Обзор", "Данные и методы", "RU", "Период: все", "Считать: документы", "Ссылка"]
    assert [walked.index(name) for name in order] == sorted(walked.index(name) for name in order)

    page.get_by_role("button", name="Период: все").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stPopoverBody]")).to_be_visible()
    settle(page)
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stPopoverBody]")).to_have_count(0)

    page.locator(".to-content").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1.question")).to_be_focused()


BEHIND = "article.said:not(.st-key-spoken-days *)"


def test_a_row_of_the_table_opens_the_sentences_of_its_mark(page: Page, server: str) -> None:
    open_page(page, f"{server}/timeline?unit=doc&g=month&view=table")
    expect(page.locator(BEHIND)).not_to_have_count(7)
    page.get_by_role("radio", name="авто").focus()
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "CANVAS":
            break
    page.keyboard.press("Shift+Space")
    page.wait_for_url(re.compile("sel="))
    settle(page)
    expect(page.locator(BEHIND)).to_have_count(7)


def test_paper_has_no_controls_and_keeps_the_filters(page: Page, server: str) -> None:
    open_page(page, f"{server}/timeline?sp=mariya-zakharova")
    page.emulate_media(media="print")
    shown = page.evaluate(
        "of => [...document.querySelectorAll(of)].filter(one => one.checkVisibility()).map(one => one.innerText)",
        CONTROLS,
    )
    assert shown == []
    expect(page.locator(".paper-line")).to_be_visible()
    expect(page.locator(".paper-line")).to_contain_text("Мария Захарова")
    expect(page.locator(".corpus-line")).to_contain_text("снимок")
    expect(page.locator(BEHIND).first).to_be_visible()
