"""Indexing: the same store however its documents came, whole whatever happened, mended by the next run."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lib.corpus import indexing, sources
from lib.corpus.check import check
from lib.corpus.database import FILE, VERSION, StoreError, connect_to_write
from lib.corpus.files import locked
from lib.corpus.indexing import Outcome, index
from lib.corpus.report import Report
from lib.corpus.store import MARTS, SEGMENTS, open_store

TEXTS = [
    "Диалог идет, заявил посол Иван Щукин.",
    "«Мы продолжим контакты», — сказала Анна Белова.",
    "Санкции не обсуждались.",
    "Саммит пройдет в мае, сообщил Щукин.",
]


def corpus(path: Path, *numbers: int) -> Path:
    """A file with some of twelve documents."""
    records = [
        {
            "id": n,
            "date": f"2025-01-{n + 1:02}",
            "source": "ТАСС",
            "title": f"Номер {n}",
            "text": f"{TEXTS[n % 4]} {n}.",
        }
        for n in numbers
    ]
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    return path


def run(store: Path, *paths: Path, workers: int = 1) -> Outcome:
    return index(paths, store, workers=workers, report=Report(), progress=lambda *_: None)


def digest(store: Path) -> str:
    return open_store(store).latest().digest


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of two documents, so that a dozen fill several."""
    monkeypatch.setattr("lib.corpus.intake.BATCH_DOCUMENTS", 2)


def test_a_second_time_nothing_is_new(tmp_path: Path) -> None:
    file, store = corpus(tmp_path / "a.jsonl", *range(4)), tmp_path / "store"
    first, second = run(store, file), run(store, file)
    assert (first.snapshot, first.is_new, second.is_new) == (second.snapshot, True, False)
    assert second.report["counts"]["skipped"] == 4
    assert [entry["key"] for entry in second.report["skipped"]] == ["known"]
    assert len(open_store(store).snapshots()) == 1


@pytest.mark.usefixtures("small_batches")
def test_the_digest_does_not_depend_on_order_parts_or_workers(tmp_path: Path) -> None:
    whole = corpus(tmp_path / "whole.jsonl", *range(12))
    reversed_ = corpus(tmp_path / "reversed.jsonl", *reversed(range(12)))
    first, second = corpus(tmp_path / "first.jsonl", 0, 2, 4), corpus(tmp_path / "second.jsonl", *range(12))
    run(tmp_path / "a", whole)
    run(tmp_path / "b", reversed_)
    run(tmp_path / "c", first)
    run(tmp_path / "c", second)
    run(tmp_path / "d", whole, workers=2)
    assert len({digest(tmp_path / name) for name in "abcd"}) == 1
    assert len({open_store(tmp_path / name).latest().id for name in "abcd"}) == 1


def test_extending_keeps_the_old_snapshot(tmp_path: Path) -> None:
    store = tmp_path / "store"
    old = run(store, corpus(tmp_path / "a.jsonl", 0, 1)).snapshot
    new = run(store, corpus(tmp_path / "b.jsonl", 1, 2)).snapshot
    assert [(info.id, info.documents) for info in open_store(store).snapshots()] == [(new, 3), (old, 2)]
    assert check(store).problems == []


def test_a_duplicate_is_skipped_by_name_and_a_reprint_is_marked(tmp_path: Path) -> None:
    text = "Посол вылетел в столицу на переговоры."
    records = [
        {"date": "2025-01-02", "title": "Посол вылетел", "text": text},
        {"date": "2025-01-01", "title": "Вылет посла", "text": text.replace(" ", "\xa0")},
        {"date": "2025-01-02", "title": "Посол вылетел", "text": text},
        {"date": "2025-01-02", "title": "Без текста", "text": ""},
        {"date": "2025-01-03", "title": "Тоже без текста", "text": ""},
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    (skipped,) = run(tmp_path / "store", file).report["skipped"]
    assert (skipped["line"], skipped["key"], skipped["values"]) == (3, "duplicate", {"file": "a.jsonl", "line": 1})
    assert column(tmp_path / "store", "documents", "duplicate_of", "doc") == [2, None, None, None]


def column(store: Path, table: str, name: str, order: str) -> list[Any]:
    """A column of a table of the newest snapshot."""
    import pyarrow.parquet as pq

    opened = open_store(store)
    rows = pq.read_table(opened.mart_path(opened.latest().id) / f"{table}.parquet").sort_by(order)
    return list(rows[name].to_pylist())


def test_undated_and_future_documents_are_kept_out_of_charts_only(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    dates = ["2025-01-01", "", "2098-01-01"]
    file.write_text(
        "\n".join(json.dumps({"date": day, "title": f"Т{n}", "text": "Текст."}) for n, day in enumerate(dates)), "utf-8"
    )
    run(tmp_path / "store", file)
    opened = open_store(tmp_path / "store")
    assert [str(article.date) for article in opened.articles([1, 2, 3]).values()] == [
        "2025-01-01",
        "None",
        "2098-01-01",
    ]
    assert [str(day) for day in column(tmp_path / "store", "documents", "date", "doc")] == [
        "2025-01-01",
        "None",
        "None",
    ]
    assert str(opened.latest().last) == "2025-01-01"


def test_the_dateline_gives_source_and_city_and_contradicts(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(" date 2025-01-05 Переговоры\n\nМОСКВА, 14 ноября. /ТАСС/. Переговоры идут.", "utf-8")
    report = run(tmp_path / "store", file).report
    article = open_store(tmp_path / "store").articles([1])[1]
    assert (article.source, article.source_name, article.city) == ("tass", "ТАСС", "Москва")
    assert [(entry["key"], entry["values"]["dateline"]) for entry in report["warnings"]] == [("dateline", "14.11")]


@pytest.mark.usefixtures("small_batches")
def test_an_interrupted_run_is_finished_by_the_next(tmp_path: Path) -> None:
    file = corpus(tmp_path / "a.jsonl", *range(12))
    run(tmp_path / "whole", file)

    def interrupt(stage: str, _share: float, done: int) -> None:
        if (stage, done) in {("documents", 8), ("tables", 3)}:
            raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            index([file], tmp_path / "store", workers=1, report=Report(), progress=interrupt)
        assert check(tmp_path / "store").articles == 0
        assert check(tmp_path / "store").problems == []
    run(tmp_path / "store", file)
    assert digest(tmp_path / "store") == digest(tmp_path / "whole")
    assert not list((tmp_path / "store").rglob("*.tmp"))


def test_other_code_or_dictionaries_analyse_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store"
    before = run(store, corpus(tmp_path / "a.jsonl", 0, 1))
    for module in ("indexing", "segments", "publish"):
        monkeypatch.setattr(f"lib.corpus.{module}.analysis_version", lambda: "another")
    monkeypatch.setattr("lib.corpus.publish.snapshot_version", lambda themes: f"another {themes}")
    after = run(store, corpus(tmp_path / "a.jsonl", 0, 1))
    assert (after.is_new, after.snapshot == before.snapshot) == (True, False)
    assert open_store(store).latest().counts["accepted"] == 2  # what was read, not that it was made anew
    assert check(store).problems == []
    with closing(open_store(store).connect()) as db:
        assert db.execute("SELECT count(*) FROM sentence WHERE sentence MATCH 'диалог'").fetchone() == (1,)


def test_an_edited_list_of_sources_names_documents_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By their addresses and datelines, which were read before; what a record says stays."""
    rows = [{"url": "https://tass.ru/1"}, {"source": "Вестник"}, {"text": "МОСКВА, 14 ноября. /ТАСС/. Диалог идет."}]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(json.dumps({"date": "2025-11-14", "text": "Мост открыт."} | row) for row in rows))
    before = run(tmp_path / "store", file)
    known = sources._Known({"тасс": sources.Source("t", "Т")}, {"tass.ru": sources.Source("t", "Т")})
    monkeypatch.setattr(sources, "_known", lambda: known)
    sources.source.cache_clear()
    monkeypatch.setattr("lib.corpus.publish.snapshot_version", lambda themes: f"another {themes}")
    after = run(tmp_path / "store", file)
    assert after.snapshot != before.snapshot
    found = [article.source_name for article in open_store(tmp_path / "store").articles((1, 2, 3)).values()]
    sources.source.cache_clear()
    assert found == ["Т", "Вестник", "Т"]


DAMAGES: dict[str, Callable[[Path], None]] = {
    "segment": lambda store: flip(next((store / SEGMENTS).glob("*.parquet"))),
    "table": lambda store: flip(next((store / MARTS).glob("*/postings.parquet"))),
    "missing table": lambda store: next((store / MARTS).glob("*/lemmas.parquet")).unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_and_mended(tmp_path: Path, damage: str) -> None:
    store, file = tmp_path / "store", corpus(tmp_path / "a.jsonl", 0, 1)
    run(store, file)
    before = digest(store)
    DAMAGES[damage](store)
    assert len(check(store).problems) == 1
    run(store, file)
    assert check(store).problems == []
    assert digest(store) == before


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


CHANGED = {"title": "Другой", "body": b"x", "date": "2025-01-09", "words": 99}


@pytest.mark.parametrize("column", CHANGED)
def test_a_changed_article_is_found(tmp_path: Path, column: str) -> None:
    store = tmp_path / "store"
    run(store, corpus(tmp_path / "a.jsonl", 0, 1))
    with closing(sqlite3.connect(store / FILE)) as db, db:
        db.execute(f"UPDATE article SET {column} = ? WHERE doc = 2", (CHANGED[column],))
    assert check(store).problems != []


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path / "store"), pytest.raises(StoreError) as error:
        run(tmp_path / "store", corpus(tmp_path / "a.jsonl", 0))
    assert (error.value.key, error.value.values["process"]) == ("store.locked", str(os.getpid()))


def test_a_newer_store_and_another_file_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "newer").mkdir()
    connect_to_write(tmp_path / "newer").close()
    with closing(sqlite3.connect(tmp_path / "newer" / FILE)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / FILE).write_bytes(b"no database, but long enough to be one" * 40)
    for name, key in (("newer", "store.newer"), ("other", "store.damaged")):
        with pytest.raises(StoreError) as error:
            run(tmp_path / name, corpus(tmp_path / "a.jsonl", 0))
        assert error.value.key == key


@pytest.mark.parametrize(("code", "key"), [(28, "store.no_space"), (30, "store.not_writable")])
def test_what_the_disk_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, key: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(code, "refused by the disk")

    monkeypatch.setattr(indexing, "write_segment", fail)
    with pytest.raises(StoreError) as error:
        run(tmp_path / "store", corpus(tmp_path / "a.jsonl", 0))
    assert error.value.key == key
    assert check(tmp_path / "store").problems == []


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with pytest.raises(StoreError) as error:
        run(tmp_path / "store", corpus(tmp_path / "a.jsonl", 0))
    assert error.value.key == "store.not_writable"
