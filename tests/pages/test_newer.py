"""A corpus that grows while somebody looks at it: her view stays, and offers the new documents."""

import json
from pathlib import Path

import pytest

from lib.corpus.indexing import index
from lib.corpus.pins import pinned
from lib.corpus.report import Report
from lib.corpus.store import open_store
from tests import invented
from tests.conftest import make_store
from tests.pages.conftest import Open, html_of


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_store(tmp_path, 12)


def grow(store: Path) -> None:
    """Two documents arrive."""
    file = store.parent / "more.jsonl"
    rows = [json.dumps(row | {"date": "2025-11-14"}, ensure_ascii=False) for row in list(invented.documents(14))[12:]]
    file.write_text("\n".join(rows), "utf-8")
    index([file], store, workers=1, report=Report(), progress=lambda *_: None)


@pytest.mark.parametrize(
    ("language", "before", "after", "said"),
    [
        ("ru", "12 документов", "14 документов", "Новые документы: 2."),
        ("en", "12 documents", "14 documents", "New documents: 2."),
    ],
)
def test_an_open_view_stays_and_offers_what_is_new(
    store: Path, open_page: Open, language: str, before: str, after: str, said: str
) -> None:
    query = f"lang={language}"
    app = open_page(store, "overview", query)
    assert said not in html_of(app)
    grow(store)
    app.run()
    assert before in html_of(app)
    assert after not in html_of(app)
    assert said in html_of(app)
    app.switch_page("../../pages/timeline.py").run()
    assert before in html_of(app)
    assert after in html_of(open_page(store, "overview", query))  # whoever comes now has it at once
    app.button(key="open-newer").click().run()
    assert after in html_of(app)
    assert said not in html_of(app)
    assert not app.exception


def test_a_pinned_view_offers_nothing(store: Path, open_page: Open) -> None:
    app = open_page(store, "overview", f"snap={open_store(store).newest()}")
    assert pinned(store) == {open_store(store).newest()}  # the link is in the world: its snapshot stays
    grow(store)
    assert 'class="note">Новые документы' not in html_of(app.run())


def test_a_store_made_anew_is_opened_anew(store: Path, open_page: Open) -> None:
    app = open_page(store, "overview")
    before = open_store(store).newest()
    grow(store)
    import sqlite3

    with sqlite3.connect(store / "corpus.sqlite") as db:
        db.execute("DELETE FROM mart WHERE snapshot = ?", (before,))
        db.execute("DELETE FROM snapshot WHERE id = ?", (before,))
    db.close()
    from lib.data import _snapshot

    _snapshot.clear()
    assert "14 документов" in html_of(app.run())
