"""Articles of two selections on one event, in a store: which are found, what is left out, and their sentences."""

import json
from datetime import date
from pathlib import Path

import pytest

from lib.corpus.queries import same_event
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from tests.corpus.test_indexing import run
from tests.corpus.test_reprints import open_snapshot

FIRE = (
    "Ночью в Нерюнгри загорелся склад лесозавода. Посол Пётр Ольхин заявил, что рейсы отменены. Огонь потушили к утру."
)
BLAZE = (
    "Склад лесозавода загорелся в Нерюнгри минувшей ночью. Пострадавших нет. "
    "Посол Пётр Ольхин признал, что рейсы отменены."
)
PLAY = "В театре показали премьеру комедии по рассказам местного писателя. Зал был полон, билеты раскупили за день."
RECORDS = (
    {"date": "2025-03-04", "source": "ТАСС", "title": "fire", "text": FIRE},
    {"date": "2025-03-05", "source": "Интерфакс", "title": "blaze", "text": BLAZE},
    {"date": "2025-03-04", "source": "Интерфакс", "title": "play", "text": PLAY},
    {"date": "2025-03-09", "source": "Интерфакс", "title": "later", "text": f"{FIRE} Снова."},
    {"date": "", "source": "Интерфакс", "title": "undated", "text": f"{FIRE} Опять."},
    {"date": "2025-03-02", "source": "ТАСС", "title": "theatre", "text": f"{PLAY} Так пишут."},
    {"date": "2025-03-02", "source": "Интерфакс", "title": "theatre", "text": f"Сегодня {PLAY}"},
)
TASS, INTERFAX = Selection(sources=("tass",)), Selection(sources=("interfax",))


def write(folder: Path) -> Path:
    """Index the records."""
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, RECORDS)), encoding="utf-8")
    run(folder / "store", folder / "a.jsonl")
    return folder / "store"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return open_snapshot(write(tmp_path_factory.mktemp("events")))


def titles(snapshot: Snapshot, a: Selection, b: Selection) -> list[tuple[str, str]]:
    pairs = snapshot.same_event_pairs(a, b).pairs
    articles = snapshot.text([*pairs["a"], *pairs["b"]])
    return [(articles[a].title, articles[b].title) for a, b in zip(pairs["a"], pairs["b"], strict=True)]


def test_articles_on_one_event_are_paired_newest_first(snapshot: Snapshot) -> None:
    assert titles(snapshot, TASS, INTERFAX) == [("fire", "blaze"), ("theatre", "theatre")]
    assert titles(snapshot, INTERFAX, TASS) == [("blaze", "fire"), ("theatre", "theatre")]


def test_sides_may_overlap_and_filters_count(snapshot: Snapshot) -> None:
    assert sorted(map(sorted, titles(snapshot, Selection(), Selection()))) == [["blaze", "fire"], ["theatre"] * 2]
    assert titles(snapshot, Selection(end=date(2025, 3, 2)), Selection()) == [("theatre", "theatre")]
    assert titles(snapshot, TASS, TASS) == []


def test_what_was_looked_for_is_said(snapshot: Snapshot) -> None:
    found = snapshot.same_event_pairs(TASS, INTERFAX)
    assert (found.dated, found.undated, found.near) == ((2, 4), (0, 1), (2, 3))
    assert (found.compared, found.since, found.apart) == ((2, 3), None, 0)


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (Selection(end=date(2025, 3, 2)), Selection(start=date(2025, 3, 9)), 7),
        (Selection(start=date(2025, 3, 9)), Selection(end=date(2025, 3, 2)), 7),
        (Selection(sources=("nobody",)), INTERFAX, None),
        (TASS, Selection(sources=("nobody",)), None),
    ],
)
def test_sides_without_days_in_common_have_no_pair(
    snapshot: Snapshot, a: Selection, b: Selection, apart: int | None
) -> None:
    found = snapshot.same_event_pairs(a, b)
    assert found.pairs.empty
    assert (found.apart, found.compared, found.since) == (apart, (0, 0), None)


@pytest.mark.parametrize(
    ("most", "compared", "since"),
    [
        (3, (2, 3), None),
        (2, (1, 2), date(2025, 3, 4)),  # whole days, the newest
        (1, (0, 1), date(2025, 3, 5)),
    ],
)
def test_work_is_bounded_and_what_is_left_out_is_said(
    snapshot: Snapshot, most: int, compared: tuple[int, int], since: date | None
) -> None:
    sides = snapshot._selected(TASS), snapshot._selected(INTERFAX)
    found = same_event.same_event_pairs(snapshot._tables, *sides, most=most)
    assert (found.compared, found.since, found.near) == (compared, since, (2, 3))


def test_sentences_stand_beside_each_other(snapshot: Snapshot) -> None:
    pair = snapshot.same_event_pairs(TASS, INTERFAX).pairs.iloc[0]
    rows = snapshot.aligned_sentences(int(pair["a"]), int(pair["b"]))
    assert [(row.a, row.b) for row in rows] == [(0, 0), (None, 1), (1, 2), (2, None)]
    turned = snapshot.aligned_sentences(int(pair["b"]), int(pair["a"]))
    assert {(row.b, row.a) for row in turned} == {(row.a, row.b) for row in rows}
