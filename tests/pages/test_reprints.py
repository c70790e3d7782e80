"""Reprints as the analyst meets them: beside a document, between sources, in the filter and in the link."""

import json
from datetime import time
from pathlib import Path

import pandas as pd
import pytest

from lib.analysis.word_difference import difference
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.ui import reprints
from lib.view import decode
from tests.corpus.test_indexing import run
from tests.corpus.test_reprints import RECORDS
from tests.pages.conftest import Open, html_of

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def reprinted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of a story and of two others; one of its reprints has markup in the word that it changes."""
    folder = tmp_path_factory.mktemp("reprinted")
    records = [{**one, "text": one["text"].replace("днём", HOSTILE.replace(" ", "\xa0"))} for one in RECORDS]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    run(folder / "store", folder / "a.jsonl")
    return folder / "store"


def document(store: Path, title: str) -> str:
    opened = open_store(store)
    articles = opened.articles(range(1, 10))
    return next(article.id for article in articles.values() if article.title == title)[:16]


def test_a_document_has_its_reprints_in_time_order_and_what_differs(open_page: Open, reprinted: Path) -> None:
    html = html_of(open_page(reprinted, "read", f"doc={document(reprinted, 'reprint')}"))
    story = html[html.index("Перепечатки: 3 документа") :]
    assert "09:00 · самый ранний" in story
    assert "11:30 · этот документ" in story
    places = [story.index(title) for title in ("· flash", "· reprint", "· no time", "· copy")]
    assert places == sorted(places)
    assert "<ins>Как сообщили,</ins>" in story
    assert "порядок неизвестен" in story


def test_what_differs_is_shown_as_text(open_page: Open, reprinted: Path) -> None:
    html = html_of(open_page(reprinted, "read", f"doc={document(reprinted, 'no time')}&lang=en"))
    assert "<del>утром</del>" in html
    assert "onerror" in html
    assert "<img" not in html


def test_a_document_that_nobody_reprints_says_nothing_of_reprints(open_page: Open, reprinted: Path) -> None:
    assert "Перепечатки:" not in html_of(open_page(reprinted, "read", f"doc={document(reprinted, 'theatre')}"))


def test_who_reprints_whom_opens_its_pairs(open_page: Open, reprinted: Path) -> None:
    app = open_page(reprinted, "corpus", "sel=reprints&lang=en")
    html = html_of(app)
    assert "Reprints: 3 documents of 6 documents" in html
    assert "Order not known: 1." in html
    assert app.dataframe[0].value["documents"].sum() == 3
    assert "order not known: 1 document" in html  # the first row is open


def test_an_empty_view_says_that_nothing_is_reprinted(open_page: Open, reprinted: Path) -> None:
    html = html_of(open_page(reprinted, "corpus", "sel=reprints&lang=en&from=2025-02-01"))
    assert "No document in view (1 document) repeats an earlier one." in html


def test_each_story_once_is_in_the_link_the_filter_line_and_the_counts(open_page: Open, reprinted: Path) -> None:
    assert decode({"dup": ["story"]})[0].selection == Selection(duplicates="story")
    html = html_of(open_page(reprinted, "corpus", "dup=story&sel=documents&lang=en"))
    assert "3 documents" in html


def test_an_old_snapshot_says_that_it_did_not_compare(reprinted: Path) -> None:
    table = reprinted / "marts" / open_store(reprinted).latest().id / "reprints.parquet"
    content = table.read_bytes()
    table.unlink()
    try:
        snapshot = Snapshot(open_store(reprinted), open_store(reprinted).latest().id)
        assert not snapshot.compared_texts()
    finally:
        table.write_bytes(content)


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("а б в", "а б в", "=а б в"),
        ("а б", "в г", "-а б +в г"),
        ("а б в", "а в", "=а -б =в"),
        ("", "а", "+а"),
    ],
)
def test_word_differences(first: str, second: str, shown: str) -> None:
    signs = {"same": "=", "gone": "-", "new": "+"}
    runs = difference(first.split(), second.split())
    assert " ".join(signs[run.kind] + " ".join(run.words) for run in runs) == shown


def test_the_order_of_a_story_is_that_of_time() -> None:
    day = pd.Timestamp("2025-01-02")
    story = pd.DataFrame({"doc": [5, 1, 2, 3], "date": [day, day, day, pd.NaT]})
    rows = reprints.in_time(story, {1: time(11), 2: time(9), 3: None, 5: time(12)})
    assert [row["doc"] for row in rows] == [5, 2, 1, 3]
