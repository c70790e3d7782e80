"""Suggestions while typing, in a real browser: by keyboard, as text, and gone when they are not wanted."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import start_server
from tests.browser.test_frame import open_page, settle
from tests.invented import index_rows

HOSTILE = "<img src=x onerror=document.title=1> Мостовик"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder: Path = tmp_path_factory.mktemp("typed")
    text = "Посол Пётр Ольхин сообщил, что мост построен. Моста ждали."
    store = index_rows([{"date": "2025-03-01", "source": HOSTILE, "title": "Мост", "text": text}], folder)
    process, address = start_server(folder, store)
    yield address
    process.terminate()
    process.wait(20)


def test_a_word_is_completed_by_keyboard(page: Page, server: str) -> None:
    open_page(page, f"{server}/read")
    box, offers = page.locator(".st-key-query input"), page.locator(".completions li")
    box.press_sequentially("построен мос")
    expect(offers).to_have_text(["мост слово 2", f"{HOSTILE} источник 1"])
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(offers.first).to_be_hidden()
    expect(box).to_have_value("построен мос")
    page.keyboard.press("ArrowDown")
    expect(offers.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "completion-0")
    page.keyboard.press("Enter")
    expect(box).to_have_value("построен мост")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator(".said mark.hit")).to_have_text(["мост", "построен"])
    expect(page.locator(".completions img")).to_have_count(0)


def test_a_speaker_that_is_chosen_becomes_a_filter(page: Page, server: str) -> None:
    open_page(page, f"{server}/read")
    box = page.locator(".st-key-query input")
    box.press_sequentially("мост спикер:оль")
    page.locator(".completions li").click()
    expect(box).to_have_value('мост спикер:"Пётр Ольхин"')
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Спикер: Пётр Ольхин")).to_be_visible()
    expect(box).to_have_value("мост")
