"""Reprints in a store: what is found, which document stays, and what is asked of it."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from tests.analysis.test_reprints import NEWS, OTHER
from tests.corpus.test_indexing import run

RECORDS = (
    {"date": "2025-01-02 09:00", "source": "ТАСС", "title": "flash", "text": NEWS},
    {"date": "2025-01-02 11:30", "source": "РИА Новости", "title": "reprint", "text": f"Как сообщили, {NEWS}"},
    {"date": "2025-01-02", "source": "Интерфакс", "title": "no time", "text": NEWS.replace("утром", "днём")},
    {"date": "2025-01-03 08:00", "source": "Интерфакс", "title": "copy", "text": NEWS.replace(" ", "\xa0")},
    {"date": "2025-01-03 08:00", "source": "ТАСС", "title": "theatre", "text": OTHER},
    {"date": "2025-02-03 08:00", "source": "РИА Новости", "title": "later", "text": OTHER.replace("полон", "пуст")},
)


def open_snapshot(folder: Path) -> Snapshot:
    store = open_store(folder)
    return Snapshot(store, store.latest().id)


def stored(folder: Path, records: tuple[dict[str, str], ...]) -> Snapshot:
    folder.mkdir()
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    run(folder / "store", folder / "a.jsonl")
    return open_snapshot(folder / "store")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return stored(tmp_path_factory.mktemp("reprints") / "one", RECORDS)


def titles(snapshot: Snapshot, docs: list[int]) -> list[str]:
    return [snapshot.text([doc])[doc].title for doc in docs]


def found(snapshot: Snapshot) -> set[tuple[str, str, bool, bool]]:
    """Reprint, original, whether word for word, whether nobody knows who was first."""
    story = snapshot.story(1)
    (first, *_) = titles(snapshot, [story["doc"][0]])
    rows = story.iloc[1:].to_dict("records")
    return {(titles(snapshot, [row["doc"]])[0], first, bool(row["exact"]), bool(row["tied"])) for row in rows}


STORY = {("reprint", "flash", False, False), ("no time", "flash", False, True), ("copy", "flash", True, False)}


def test_a_story_has_its_earliest_document_and_who_reprints_it(snapshot: Snapshot) -> None:
    assert found(snapshot) == STORY


@pytest.mark.parametrize("order", list(permutations(range(4)))[5::6])
def test_the_story_does_not_depend_on_the_order_of_arrival(tmp_path: Path, order: tuple[int, ...]) -> None:
    assert found(stored(tmp_path / "store", tuple(RECORDS[place] for place in order))) == STORY


def test_the_earliest_of_a_day_is_found_by_its_time(tmp_path: Path) -> None:
    stories = (NEWS, OTHER, NEWS.replace("министр", "посол").replace("дороги", "больницы").replace("утром", "ночью"))
    records = [
        {"date": f"2025-0{number + 1}-02 {hour}:00", "title": f"{number} at {hour}", "text": f"{text} в {hour} часов"}
        for number, text in enumerate(stories)
        for hour in (15, 11, 13)
    ]
    snapshot = stored(tmp_path / "day", tuple(records))
    kept = snapshot.documents(Selection(duplicates="story"), 10)["title"].tolist()
    assert sorted(kept) == ["0 at 11", "1 at 11", "2 at 11"]


@pytest.mark.parametrize(
    ("duplicates", "kept"),
    [
        ("keep", ["flash", "reprint", "no time", "copy", "theatre", "later"]),
        ("one", ["flash", "reprint", "no time", "theatre", "later"]),
        ("story", ["flash", "theatre", "later"]),
    ],
)
def test_what_is_counted(snapshot: Snapshot, duplicates: str, kept: list[str]) -> None:
    selection = Selection(duplicates=duplicates)  # type: ignore[arg-type]  # a table of its values
    listed = snapshot.documents(selection, 10)["title"].tolist()
    assert sorted(listed) == sorted(kept)
    assert snapshot.totals(selection).documents == snapshot.count_documents(selection) == len(kept)
    assert snapshot.coverage(selection, "year")["documents"].sum() == len(kept)


def test_pairs_of_sources_open_as_many_documents_as_they_count(snapshot: Snapshot) -> None:
    table = snapshot.between_sources(Selection())
    rows = [tuple(row) for row in table.itertuples(index=False)]
    assert rows == [
        ("interfax", "tass", True, 1, 0),
        ("tass", "interfax", False, 1, 1),
        ("tass", "ria", False, 1, 0),
    ]
    for first, second, tied, documents, exact in rows:
        pairs = snapshot.reprints(Selection(), (first, second, tied), 10, 0)
        assert (len(pairs), int(pairs["exact"].sum())) == (documents, exact)


def test_the_traps_count_what_is_reprinted_with_changes(snapshot: Snapshot) -> None:
    counts = dict(zip(*(snapshot.traps().documents[name] for name in ("trap", "documents")), strict=True))
    assert (counts["repeated"], counts["reprinted"]) == (1, 2)
    assert (snapshot.quality().duplicates, snapshot.quality().reprinted) == (1, 2)


def test_a_snapshot_that_did_not_compare_texts_knows_those_that_are_the_same(tmp_path: Path) -> None:
    old = stored(tmp_path / "old", RECORDS)
    folder = old.folder
    (folder / "marts" / old.id / "reprints.parquet").unlink()
    old = open_snapshot(folder)
    assert old.quality().reprinted is None
    assert titles(old, old.story(1)["doc"].tolist()) == ["flash", "copy"]
    assert old.count_documents(Selection(duplicates="story")) == old.count_documents(Selection(duplicates="one"))
