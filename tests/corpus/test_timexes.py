"""Days spoken of: what a snapshot has of expressions of time, in which selections, and why some are not told."""

from datetime import date
from pathlib import Path

import pytest

from lib.analysis.periods import last_day
from lib.corpus.corrections import Correction, Corrections
from lib.corpus.documents import text_digest
from lib.corpus.queries.timexes import Frame, Place
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from tests.corpus.timexes import RECORDS
from tests.invented import index_rows

DAY = date.fromisoformat
WIDE = Frame(DAY("2024-01-01"), DAY("2026-12-31"))
MONTHS = Frame(DAY("2025-10-01"), DAY("2026-01-31"), "month")
EVERYWHERE = Place()
ALL = 100


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return opened(index_rows(RECORDS, tmp_path_factory.mktemp("timexes")))


def opened(folder: Path) -> Snapshot:
    store = open_store(folder)
    return Snapshot(store, store.latest().id)


def told(
    snapshot: Snapshot, selection: Selection, frame: Frame = WIDE, place: Place = EVERYWHERE
) -> set[tuple[str, str]]:
    """The expressions in their words, with their days or the reason."""
    rows = snapshot.timexes_at(selection, frame, place, ALL).to_dict("records")
    assert len(rows) == snapshot.count_timexes(selection, frame, place)
    return {
        (
            snapshot.text([row["doc"]])[row["doc"]].text[row["start"] : row["end"]],
            row["reason"] or " ".join(dict.fromkeys(str(row[end].date()) for end in ("first", "last"))),
        )
        for row in rows
    }


EVERY = {
    ("20 ноября", "2025-11-20"), ("во вторник", "2025-11-11"), ("Сегодня", "2025-11-14"),
    ("2024 году", "2024-01-01 2024-12-31"), ("После саммита на Аляске", "event"),
    ("вчера", "undated"), ("20 ноября 2025 года", "2025-11-20"), ("31 июня", "impossible"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("selection", "texts"),
    [
        (Selection(), {text for text, _ in EVERY}),
        (Selection(speakers=("ivan-belov",)), {"20 ноября"}),
        (Selection(kind="direct"), set()),
        (Selection(sources=("vestnik",)), {"20 ноября", "во вторник", "Сегодня", "31 июня"}),
        (Selection(start=DAY("2025-12-01")), {"2024 году", "20 ноября", "После саммита на Аляске", "31 июня"}),
        (Selection(query="мост"), {"Сегодня", "2024 году", "После саммита на Аляске"}),
        (Selection(query="мост", speakers=("ivan-belov",)), set()),
        (Selection(query="кенгуру"), set()),
    ],
)
def test_expressions_of_a_selection(snapshot: Snapshot, selection: Selection, texts: set[str]) -> None:
    assert told(snapshot, selection) == {(text, days) for text, days in EVERY if text in texts}


@pytest.mark.parametrize(
    ("frame", "counts"),
    [
        (WIDE, {"drawn": 4, "own": 1, "event": 1, "undated": 1, "impossible": 1, "no_date": 1}),
        (MONTHS, {"drawn": 3, "own": 1, "earlier": 1, "event": 1, "undated": 1, "impossible": 1, "no_date": 1}),
        (
            Frame(WIDE.first, WIDE.last, "month"),
            {"drawn": 3, "longer": 1, "own": 1, "event": 1, "undated": 1, "impossible": 1, "no_date": 1},
        ),
    ],
)
def test_each_expression_is_in_one_part_and_opens(snapshot: Snapshot, frame: Frame, counts: dict[str, int]) -> None:
    found = snapshot.timex_parts(Selection(), frame)
    assert dict(zip(found["part"], found["count"], strict=True)) == counts
    for part, n in counts.items():
        assert len(snapshot.timexes_at(Selection(), frame, Place(part), ALL)) == n


def test_cells_of_the_figure_open_as_many_as_they_count(snapshot: Snapshot) -> None:
    grid = snapshot.timex_grid(Selection(), MONTHS)
    rows = [(period.date(), about.date(), n) for period, about, n in grid.itertuples(index=False)]
    assert rows == [(DAY("2025-11-01"), DAY("2025-11-01"), 2), (DAY("2025-12-01"), DAY("2025-11-01"), 1)]
    for period, about, n in rows:
        place = Place("drawn", *((first, last_day(first, "month")) for first in (period, about)))
        assert len(told(snapshot, Selection(), MONTHS, place)) == n


def test_days_most_spoken_of_open_as_many_as_they_count(snapshot: Snapshot) -> None:
    ahead, behind = (snapshot.timex_days(Selection(), side, ALL) for side in ("ahead", "behind"))
    assert [(str(row.day.date()), row.documents, row.count) for row in ahead.itertuples(index=False)] == [
        ("2025-11-20", 1, 1)
    ]
    assert [str(day.date()) for day in behind["day"]] == ["2025-11-11", "2025-11-20"]
    day = DAY("2025-11-20")
    assert snapshot.count_timexes(Selection(), WIDE, Place(about=(day, day), side="behind")) == 1


def test_an_expression_names_who_says_it(snapshot: Snapshot) -> None:
    rows = snapshot.timexes_at(Selection(), WIDE, Place(side="ahead"), ALL).to_dict("records")
    assert [list(row["speakers"]) for row in rows] == [["ivan-belov"]]
    article = snapshot.text([rows[0]["doc"]])[rows[0]["doc"]]
    assert article.text[rows[0]["sentence_start"] : rows[0]["sentence_end"]].startswith("Посол Иван Белов")


def test_a_correction_of_a_statement_moves_its_expressions(snapshot: Snapshot) -> None:
    speaker = Selection(speakers=("ivan-belov",))
    row = snapshot.statements(speaker, 1).to_dict("records")[0]
    key = text_digest(snapshot.text([row["doc"]])[row["doc"]].text), row["start"], row["end"]
    taken_back = snapshot.edited(Corrections((Correction(*key, "not_statement", DAY("2025-12-03")),), digest="a"))
    assert (len(told(snapshot, speaker)), told(taken_back, speaker)) == (1, set())
    assert told(taken_back, Selection()) == EVERY


def test_a_snapshot_of_an_earlier_version_opens_and_says_that_it_does_not_know(snapshot: Snapshot) -> None:
    path = snapshot.folder / "marts" / snapshot.id / "timexes.parquet"
    path.rename(path.with_suffix(".aside"))
    try:
        earlier = opened(snapshot.folder)
        assert (earlier.knows_timexes(), len(earlier.timex_parts(Selection(), WIDE))) == (False, 0)
    finally:
        path.with_suffix(".aside").rename(path)
    assert snapshot.knows_timexes()
