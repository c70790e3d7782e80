"""A store is backed up and restored as docs/operating.md has it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lib.corpus.check import check
from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.corpus.store import open_store


@pytest.fixture
def store(press_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(press_store, tmp_path / "store"))


def test_a_copied_folder_is_the_same_store(store: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(store, tmp_path / "elsewhere" / "copy"))
    shutil.rmtree(store)
    health = check(copy)
    assert health.problems == []
    assert open_store(copy).latest().id == health.snapshot


def test_a_backup_of_the_texts_alone_becomes_the_same_tables_again(store: Path, tmp_path: Path) -> None:
    before, restored, nothing = check(store), tmp_path / "restored", tmp_path / "nothing.txt"
    restored.mkdir()
    with (
        closing(sqlite3.connect(store / "corpus.sqlite")) as db,
        closing(sqlite3.connect(restored / "corpus.sqlite")) as copy,
    ):
        db.backup(copy)
    nothing.write_text("", "utf-8")
    index([nothing], restored, workers=1, report=Report(), progress=lambda *_: None)
    after = check(restored)
    assert (after.articles, after.digest, after.snapshot) == (before.articles, before.digest, before.snapshot)
    assert after.problems == []
