"""A page that nobody touches hears of new documents, and what is being typed there stays."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.corpus.indexing import index
from lib.corpus.report import Report
from tests import invented
from tests.browser.conftest import start_server
from tests.conftest import make_store


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server, and its store of twelve documents."""
    store = make_store(tmp_path, 12)
    process, address = start_server(tmp_path, store)
    yield address, store
    process.terminate()
    process.wait(20)


def test_new_documents_are_offered_and_change_nothing_before(growing: tuple[str, Path], page: Page) -> None:
    address, store = growing
    page.goto(f"{address}/timeline?lang=ru")
    expect(page.locator(".corpus-line")).to_contain_text("12 документов")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    box = page.locator(".st-key-query input")
    box.type("саммит")  # and not yet sent
    rows = list(invented.documents(14))[12:]
    (store.parent / "more.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    index([store.parent / "more.jsonl"], store, workers=1, report=Report(), progress=lambda *_: None)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as when she comes back to the tab
    expect(page.locator(".st-key-newer")).to_contain_text("Новые документы: 2.")
    expect(page.locator(".corpus-line")).to_contain_text("12 документов")
    assert box.input_value() == "саммит"
    page.locator(".st-key-newer button").click()
    expect(page.locator(".corpus-line")).not_to_contain_text("12 документов")
    expect(page.locator(".st-key-newer")).to_have_count(0)
