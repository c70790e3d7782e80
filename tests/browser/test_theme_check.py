"""A theme is checked by the keyboard alone, in a real browser."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.analysis.theme_dictionary import load_themes
from lib.corpus.judgments import Judgment, judge, read_judgments
from lib.corpus.queries.theme_sample import asked_of
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.corpus.versions import SEEDS
from tests import invented
from tests.browser.conftest import assert_no_error, open_page, settle, start_server


@pytest.fixture
def checked(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server whose theme of sanctions has five answers of thirty."""
    store = invented.index_rows(invented.on_sanctions(30, 15), tmp_path / "corpus")
    opened = open_store(store)
    sanctions = next(
        theme for theme in load_themes((SEEDS / "themes.toml").read_text("utf-8")) if theme.id == "sanctions"
    )
    asked = asked_of(sanctions)
    rows = Snapshot(opened, opened.latest().id).theme_sample(asked, 1).rows[:5]
    columns = (rows[name].tolist() for name in ("article", "start", "end", "sampled"))
    now = datetime.now(UTC)
    judge(store, [Judgment(*asked.defined, *row, "yes", now) for row in zip(*columns, strict=True)])
    process, address = start_server(tmp_path, store)
    yield address, store
    process.terminate()
    process.wait(20)


def test_five_sentences_by_the_keyboard_and_the_badge(page: Page, checked: tuple[str, Path]) -> None:
    address, store = checked
    open_page(page, f"{address}/themes?th=sanctions")
    heading = page.locator("h2.subject")
    expect(heading).to_contain_text("проверка начата: 5 ответов")
    page.get_by_role("button", name="Продолжить проверку: осталось 25 предложений").click()
    place = page.locator(".st-key-check-keys")
    box = page.locator(".judged")
    expect(box).to_be_visible()
    height = place.bounding_box()["y"]  # type: ignore[index]
    words = page.get_by_label("Слова в предложении")
    words.press_sequentially("1221")  # typing is no answer
    expect(words).to_have_value("1221")
    words.fill("")
    words.blur()
    for number, key in enumerate("12121", start=6):
        expect(page.locator(".progress")).to_contain_text(f"{number} из 30")
        assert place.bounding_box()["y"] == pytest.approx(height, abs=1)  # type: ignore[index]
        settle(page)
        page.keyboard.press(key)
    expect(page.locator(".progress")).to_contain_text("11 из 30")
    verdicts = [line.verdict for line in read_judgments(store).lines]
    assert verdicts == ["yes"] * 5 + ["yes", "no", "yes", "no", "yes"]
    expect(heading.locator(".badge")).to_have_text(re.compile(r"точность \d из \d \[.+\], проверено"))
    page.keyboard.press("Backspace")
    expect(page.locator(".progress")).to_contain_text("10 из 30 · ваш ответ: да")
    page.get_by_role("button", name="Закончить").click()
    expect(box).to_have_count(0)
    expect(page.locator(".badges .badge")).to_have_count(1)
    assert_no_error(page)
