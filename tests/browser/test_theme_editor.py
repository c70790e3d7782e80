"""A theme of the analyst's own in a real browser: typed, seen before it is saved, saved, shared, opened fresh."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.corpus.indexing import index
from lib.corpus.report import Report
from tests.browser.conftest import Visitor, assert_no_error, open_page, settle, start_server
from tests.browser.test_looks import overflow

ABOUT = (
    "Министр Анна Вересова заявила, что права человека важнее выгоды, и просила не забывать, {place}, день {n}.",
    "Правозащитники назвали новый закон тревожным. Посол Пётр Ольхин сообщил, что ответ готов, {place}, день {n}.",
    "Погода в городе стояла ясная, на реке сошёл лёд, и жители вышли на набережную, {place}, день {n}.",
    "Омбудсмен Олег Тарасюк отметил, что нарушений прав человека стало меньше, {place}, день {n}.",
)
PLACES = (
    "в Твери на съезде врачей", "в Пскове перед выпускниками школы", "в Казани у заводских ворот",
    "в Омске на берегу Иртыша", "в Туле после долгого молчания", "в Ржеве при открытии музея",
)  # fmt: skip


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Eighty invented notes in a store that may be written to."""
    folder = tmp_path_factory.mktemp("rights")
    rows = [
        {"id": str(n), "date": f"2024-0{1 + n // 20}-{1 + n % 20:02}", "source": "Вестник", "title": f"Заметка {n}",
         "text": ABOUT[n % len(ABOUT)].format(n=n, place=PLACES[n // len(ABOUT) % len(PLACES)])}
        for n in range(80)
    ]  # fmt: skip
    (folder / "notes.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    index([folder / "notes.jsonl"], folder / "store", workers=1, report=Report(), progress=lambda *_: None)
    process, address = start_server(tmp_path_factory.mktemp("cache"), folder / "store")
    yield address
    process.terminate()
    process.wait(20)


def field(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-theme-field-{name}").locator("input, textarea")


def type_into(page: Page, name: str, text: str) -> None:
    field(page, name).fill(text)
    field(page, name).press("Control+Enter")
    settle(page)


def click(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button").first.click()
    settle(page)


def shared_link(page: Page) -> str:
    """The live link that the filter bar offers."""
    page.get_by_role("button", name="Ссылка").click()
    return page.locator("[data-testid=stCode] code").first.inner_text().strip()


def check_sentences(page: Page) -> None:
    """Judge five sentences of the chosen theme by the keyboard."""
    page.get_by_role("button", name=re.compile("^Проверить")).click()
    for number in range(1, 6):
        expect(page.locator(".progress")).to_contain_text(f"{number} из ")
        settle(page)
        page.keyboard.press("1")
    expect(page.locator(".progress")).to_contain_text("6 из ")
    page.get_by_role("button", name="Закончить").click()
    expect(page.locator("h2.subject")).to_contain_text("проверка начата: 5 ответов")


def test_a_theme_is_made_seen_saved_shared_and_opened_fresh(visitor: Visitor, page: Page, own_server: str) -> None:
    open_page(page, f"{own_server}/themes?sel=dictionary")
    click(page, "theme-new")
    type_into(page, "name_ru", "Права человека")
    type_into(page, "terms", "права человека: 4\nправозащитник: 4")

    expect(page.locator(".card b").first).to_have_text("0 → 60")
    expect(page.locator("article.said")).to_have_count(5)
    expect(page.locator("article.said mark.hit").first).to_be_visible()
    expect(page.locator(".js-plotly-plot").last).to_contain_text("Насколько документы близки к порогу")
    assert_no_error(page)

    click(page, "theme-save")
    expect(page.locator(".notice-info")).to_contain_text("Сохранено: версия 1", timeout=60_000)
    page.locator(".notice-info a").click()
    page.wait_for_url(re.compile("th=prava_cheloveka"))
    settle(page)
    check_sentences(page)
    link = shared_link(page)

    fresh = visitor()
    open_page(fresh, link)
    assert_no_error(fresh)
    expect(fresh.locator(".notice-warning")).to_have_count(0)
    expect(fresh.get_by_role("button", name="Тема: Права человека")).to_be_visible()
    expect(fresh.locator(".corpus-line")).to_contain_text("60 документов")


def test_a_draft_is_kept_while_reading_elsewhere(page: Page, own_server: str) -> None:
    open_page(page, f"{own_server}/themes?sel=dictionary")
    click(page, "theme-new")
    type_into(page, "terms", "погода: 4")
    page.locator(".st-key-nav").get_by_role("link", name="Спикеры").click()
    page.wait_for_url(re.compile("/speakers"))
    settle(page)
    page.locator(".st-key-nav").get_by_role("link", name="Темы").click()
    page.wait_for_url(re.compile("/themes"))
    settle(page)
    expect(field(page, "terms")).to_have_value("погода: 4")
    assert "погода" not in page.url
    open_page(page, f"{own_server}/themes?sel=dictionary")  # a new session of the same visitor
    page.get_by_role("button", name="Черновик: Новая тема").click()
    settle(page)
    expect(field(page, "terms")).to_have_value("погода: 4")
    click(page, "theme-discard")
    expect(page.locator(".st-key-theme-new button")).to_be_visible()


def test_what_is_typed_in_one_field_while_another_is_read_is_kept(page: Page, own_server: str) -> None:
    open_page(page, f"{own_server}/themes?sel=dictionary")
    click(page, "theme-new")
    field(page, "name_ru").fill("Погода")
    field(page, "terms").click()  # leaves the name, which starts a run of the script
    field(page, "terms").press_sequentially("погода: 4", delay=40)
    settle(page)
    expect(field(page, "terms")).to_have_value("погода: 4")
    expect(field(page, "name_ru")).to_have_value("Погода")


def test_the_keyboard_is_enough(page: Page, own_server: str) -> None:
    open_page(page, f"{own_server}/themes?sel=dictionary")
    page.locator(".st-key-theme-new button").focus()
    page.keyboard.press("Enter")
    expect(field(page, "name_ru")).to_be_visible()
    settle(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.st-key-theme-field-name_ru') !== null"):
            break
    page.keyboard.type("Погода")
    page.keyboard.press("Tab")
    expect(field(page, "name_en")).to_be_focused()
    settle(page)
    page.keyboard.press("Tab")
    expect(field(page, "terms")).to_be_focused()
    page.keyboard.type("погода")
    page.keyboard.press("Control+Enter")
    settle(page)
    expect(page.locator(".card b").first).to_have_text("0 → 20")


@pytest.mark.parametrize(("width", "look"), [(1440, "light"), (390, "dark")])
def test_the_editor_fits(visitor: Visitor, own_server: str, width: int, look: str) -> None:
    page = visitor(width, look)
    open_page(page, f"{own_server}/themes?sel=dictionary&lang=en")
    click(page, "theme-open-summits")
    assert_no_error(page)
    assert overflow(page) <= 0
