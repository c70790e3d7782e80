"""The frame in a real browser: links, Back, page switch, garbage, no request to another host."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import start_server

PAGES = ("", "timeline", "speakers", "terms", "themes", "compare", "read", "briefing", "corpus")


def settle(page: Page) -> None:
    """Wait until the app has drawn a whole run."""
    expect(page.locator("footer.footer")).to_be_visible()
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)


def assert_no_error(page: Page) -> None:
    expect(page.locator("[data-testid=stException], [data-testid=stAlertContentError]")).to_have_count(0)


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[str]:
    process, address = start_server(tmp_path)
    yield address
    process.terminate()
    process.wait(20)


def test_a_deep_link_as_the_first_request_gets_frame_filter_and_page(browser: Browser, fresh_server: str) -> None:
    page = browser.new_page()
    open_page(page, f"{fresh_server}/timeline?v=1&sp=mariya-zakharova")
    expect(page.locator("h1.question")).to_have_text("Когда об этом говорили?")
    expect(page.get_by_role("button", name="Спикер: Мария Захарова")).to_be_visible()
    expect(page.locator(".st-key-nav a")).to_have_count(9)
    page.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_page_opens_without_error(page: Page, server: str, name: str, language: str) -> None:
    open_page(page, f"{server}/{name}?lang={language}")
    assert_no_error(page)
    expect(page.locator("h1.question")).to_be_visible()


def test_no_request_leaves_for_another_host(page: Page, server: str) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for name in PAGES:
        open_page(page, f"{server}/{name}")
    assert {host for host in hosts if host} == {urlsplit(server).netloc}


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


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=2025-13-45", "не читается"),
        ("from=2026-02-10&to=2025-11-14", "перевёрнут"),
        ("kind=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "не читается"),
        ("sp=nobody-at-all", "нет значения"),
        ("colour=red", "не использован"),
        ("g=fortnight", "не использован"),
        ("snap=abcdef123456", "abcdef123456"),
        ("doc=../../etc/passwd", "не использован"),
        ("q=" + "%28" * 40, ""),
    ],
)
def test_garbage_in_the_link_gives_a_notice_and_no_exception(
    page: Page, server: str, query: str, sentence: str
) -> None:
    page.goto(f"{server}/timeline?{query}")
    expect(page.locator(".notice").first).to_be_visible()
    expect(page.locator(".notice").first).to_contain_text(sentence)
    assert_no_error(page)


def test_headers_are_on_every_response(page: Page, server: str) -> None:
    for path in ("/", "/healthz", "/app/static/icon.png", "/no/such/path"):
        headers = page.request.get(f"{server}{path}").headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert "'unsafe-inline'" not in re.search("script-src[^;]*", headers["content-security-policy"])[0], path
        assert headers["x-content-type-options"] == "nosniff", path
