"""The frame in a real browser: links, Back, page switch, garbage, headers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_no_error, open_page, settle, start_server


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[str]:
    process, address = start_server(tmp_path)
    yield address
    process.terminate()
    process.wait(20)


def test_a_deep_link_as_the_first_request_gets_frame_filter_and_page(
    page: Page, fresh_server: str, tmp_path: Path
) -> None:
    open_page(page, f"{fresh_server}/timeline?v=1&sp=mariya-zakharova")
    expect(page.locator("h1.question")).to_have_text("Когда об этом говорили?")
    expect(page.get_by_role("button", name="Спикер: Мария Захарова")).to_be_visible()
    expect(page.locator(".st-key-nav a")).to_have_count(9)
    assert list(tmp_path.rglob("pins.jsonl")) == []
    page.get_by_role("button", name="Ссылка", exact=True).click()
    expect(page.get_by_text("Этот снимок останется")).to_be_visible()  # its link may be anywhere from now on
    assert len(list(tmp_path.rglob("pins.jsonl"))) == 1


def test_filter_goes_into_the_link_and_a_reload_gives_the_same_page(page: Page, server: str) -> None:
    open_page(page, server)
    before = page.locator(".corpus-line").inner_text()
    page.get_by_label("Слова в предложении").fill("саммит")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=%D1%81%D0%B0%D0%BC%D0%BC%D0%B8%D1%82"))
    expect(page.locator(".corpus-line")).not_to_have_text(before)
    settle(page)
    line = page.locator(".corpus-line").inner_text()
    page.reload()
    settle(page)
    expect(page.locator(".corpus-line")).to_have_text(line)
    expect(page.get_by_label("Слова в предложении")).to_have_value("саммит")


def test_switching_the_page_keeps_the_view(page: Page, server: str) -> None:
    open_page(page, f"{server}/?v=1&th=flights")
    line = page.locator(".corpus-line").inner_text()
    page.locator(".st-key-nav").get_by_role("link", name="Спикеры").click()
    page.wait_for_url(re.compile(r"/speakers\?.*th=flights"))
    expect(page.locator("h1.question")).to_have_text("Кто говорил?")
    expect(page.locator(".corpus-line")).to_have_text(line)


def test_a_page_pressed_just_before_the_width_is_reported_opens(page: Page, server: str) -> None:
    open_page(page, f"{server}/?v=1&th=flights")
    page.locator(".st-key-nav").get_by_role("link", name="Спикеры").evaluate("""link => {
        document.querySelector(".stMainBlockContainer").style.maxWidth = "900px"
        setTimeout(() => link.click(), 245)
    }""")
    page.wait_for_url(re.compile(r"/speakers\?.*th=flights"))
    expect(page.locator("h1.question")).to_have_text("Кто говорил?")


def test_back_undoes_one_step(page: Page, server: str) -> None:
    open_page(page, f"{server}/?v=1")
    before = page.locator(".corpus-line").inner_text()
    page.get_by_label("Слова в предложении").fill("саммит")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q="))
    expect(page.locator(".corpus-line")).not_to_have_text(before)
    settle(page)
    page.go_back()
    page.wait_for_url(lambda url: "q=" not in url)
    expect(page.locator(".corpus-line")).to_have_text(before)
    expect(page.get_by_label("Слова в предложении")).to_have_value("")


def test_a_script_in_the_link_is_shown_and_not_run(page: Page, server: str) -> None:
    """What else may stand in a link: tests/pages/test_every_page.py."""
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{server}/timeline?kind=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    expect(page.locator(".notice").first).to_contain_text("не читается")
    expect(page.locator(".notice").first).to_contain_text("<script>alert(1)</script>")
    assert_no_error(page)
    assert dialogs == []


def test_headers_are_on_every_response(page: Page, server: str) -> None:
    for path in ("/", "/healthz", "/app/static/icon.png", "/no/such/path"):
        headers = page.request.get(f"{server}{path}").headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert "'unsafe-inline'" not in re.search("script-src[^;]*", headers["content-security-policy"])[0], path
        assert headers["x-content-type-options"] == "nosniff", path
