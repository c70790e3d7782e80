"""An import can be undone and taken back; documents can be excluded; pinned snapshots stay as they were."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from lib.corpus.check import check
from lib.corpus.database import FILE, StoreError, connect_to_write
from lib.corpus.imports import imports
from lib.corpus.indexing import Outcome, index
from lib.corpus.report import Report
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.corpus.withdrawing import exclude, include, redo_import, undo_import

FIRST = ("Министр Анна Вересова заявила, что дорога открыта.", "Посол Пётр Ольхин сообщил, что санкции усилены.")
SECOND = ("Губернатор Олег Тарасюк пообещал мост.", "США ввели санкции против банков, санкции обсудили.")


def silent(_stage: str, _share: float, _n: int) -> None:
    """Watch nothing."""


def bring(folder: Path, name: str, texts: Sequence[str]) -> Outcome:
    rows = [
        {"date": f"2025-03-{n:02}", "title": f"Заметка {name} {n}", "text": text} for n, text in enumerate(texts, 1)
    ]
    file = folder / f"{name}.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return index([file], folder / "store", workers=1, report=Report(), progress=silent)


def titles(folder: Path, snapshot: str = "") -> list[str]:
    store = open_store(folder / "store")
    opened = Snapshot(store, snapshot or store.latest().id)
    found = opened.search(Selection(), 50)["doc"]
    return sorted({article.title for article in opened.text(sorted(set(found))).values()})


def docs_in_tables(folder: Path) -> dict[str, set[int]]:
    """The documents in each table of the newest snapshot."""
    store = open_store(folder / "store")
    tables = {path.stem: pq.read_table(path) for path in store.mart_path(store.latest().id).glob("*.parquet")}
    return {name: set(table["doc"].to_pylist()) for name, table in tables.items() if "doc" in table.column_names}


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A store of two imports of two documents each."""
    bring(tmp_path, "первая", FIRST)
    bring(tmp_path, "вторая", SECOND)
    return tmp_path


def test_imports_are_told_newest_first_with_their_reports(two: Path) -> None:
    found = imports(open_store(two / "store"))
    assert [(one.name, one.documents, one.undone, one.report["counts"]["accepted"]) for one in found] == [
        ("вторая.jsonl", 2, 0, 2),
        ("первая.jsonl", 2, 0, 2),
    ]


def test_a_run_that_brings_nothing_is_no_import(two: Path) -> None:
    assert not bring(two, "вторая", SECOND).is_new
    assert len(imports(open_store(two / "store"))) == 2


@pytest.mark.parametrize(("number", "left"), [(1, "вторая"), (2, "первая")])
def test_undone_documents_are_in_no_new_snapshot_and_in_the_old_one(two: Path, number: int, left: str) -> None:
    before = open_store(two / "store").latest().id
    undo_import(two / "store", number, silent)
    kept = {1, 2} if number == 2 else {3, 4}
    found = docs_in_tables(two)
    assert {name: docs for name, docs in found.items() if docs - kept} == {}
    assert found["postings"] == kept
    assert found["theme_evidence"]
    assert titles(two) == [f"Заметка {left} 1", f"Заметка {left} 2"]
    assert len(titles(two, before)) == 4
    assert open_store(two / "store").latest().documents == 2
    assert check(two / "store").problems == []


def test_what_is_undone_comes_back_when_asked_or_read_again(two: Path) -> None:
    before = open_store(two / "store").latest().id
    undo_import(two / "store", 2, silent)
    assert redo_import(two / "store", 2, silent) == before
    undo_import(two / "store", 2, silent)
    outcome = bring(two, "вторая", SECOND)
    assert (outcome.snapshot, outcome.report["counts"]["accepted"]) == (before, 2)
    assert [one.undone for one in imports(open_store(two / "store"))] == [0, 0]


def test_excluded_documents_stay_out_when_they_are_read_again(two: Path) -> None:
    before = open_store(two / "store").latest().id
    exclude(two / "store", "lower_case", [1], silent)
    outcome = bring(two, "первая", FIRST)
    assert "Заметка первая 1" not in titles(two)
    assert [entry["key"] for entry in outcome.report["skipped"]] == ["excluded", "known"]
    assert include(two / "store", "lower_case", silent) == before


def test_nothing_is_published_that_would_be_empty(tmp_path: Path) -> None:
    bring(tmp_path, "первая", FIRST)
    for number, key in ((1, "store.would_be_empty"), (7, "store.no_import")):
        with pytest.raises(StoreError) as error:
            undo_import(tmp_path / "store", number, silent)
        assert error.value.key == key
    assert len(titles(tmp_path)) == 2
    assert bring(tmp_path, "первая", FIRST).report["counts"]["skipped"] == 2


def test_a_store_of_the_first_layout_is_brought_to_this_one(two: Path) -> None:
    with closing(sqlite3.connect(two / "store" / FILE)) as db:
        for statement in (
            "DROP TABLE import", "ALTER TABLE article DROP COLUMN import",
            "ALTER TABLE article DROP COLUMN withdrawn", "PRAGMA user_version = 1",
        ):  # fmt: skip
            db.execute(statement)
    assert imports(open_store(two / "store")) == []
    assert check(two / "store").problems == []
    connect_to_write(two / "store").close()
    assert check(two / "store").problems == []
    with closing(sqlite3.connect(two / "store" / "corpus.layout-1.sqlite")) as copy:  # what was there before
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT count(*) FROM article").fetchone() == (4,)
    bring(two, "третья", SECOND[:1])
    assert [(one.number, one.documents) for one in imports(open_store(two / "store"))] == [(1, 1)]
