"""Statements longer and shorter than a sentence, and words beside them."""

import pandas as pd
import pytest

from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from tests.corpus.tables import SNAPSHOT, Written, snapshot_store

DOCUMENTS = (
    Written(
        "2024-05-01",
        "tass",
        "-",
        "{ivanov direct сказать -: Рейс отменен. Причина неизвестна. Санкции мешают санкциям}, сказал он.",
    ),
    Written("2024-05-02", "tass", "-", "{ivanov indirect сказать -: Рейс отменен}, хотя рейс и рейсы ждали."),
)
IVANOV = Selection(speakers=("ivanov",))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return Snapshot(snapshot_store(tmp_path_factory.mktemp("long") / "store", DOCUMENTS), SNAPSHOT)


@pytest.mark.parametrize(
    ("query", "statements"), [("рейс", [10, 20]), ("причина", [10]), ("санкция", [10]), ("ждать", [20]), ("он", [10])]
)
def test_a_statement_matches_by_any_sentence_that_it_overlaps(
    snapshot: Snapshot, query: str, statements: list[int]
) -> None:
    assert snapshot.statements(Selection(query=query), 9, order="oldest")["stmt"].tolist() == statements


@pytest.mark.parametrize(("unit", "n"), [("tok", 2), ("doc", 2), ("stmt", 2)])
def test_words_beside_a_statement_are_not_its_own(snapshot: Snapshot, unit: str, n: int) -> None:
    series = snapshot.term_series(Selection(), [Term("lemma", "рейс", "ivanov")], "year", unit)
    assert series["n"].tolist() == [n]
    assert len(snapshot.concordance(Selection(), Term("lemma", "рейс", "ivanov"), 9)) == 2
    assert len(snapshot.concordance(IVANOV, "рейс", 9)) == 2
    assert len(snapshot.concordance(Selection(), "рейс", 9)) == 4


def test_a_statement_counts_once_whatever_the_forms_of_a_lemma(snapshot: Snapshot) -> None:
    counts = {
        unit: snapshot.term_series(Selection(), [Term("lemma", "санкция")], "year", unit)["n"].tolist()
        for unit in ("tok", "stmt", "doc")
    }
    assert counts == {"tok": [2], "stmt": [1], "doc": [1]}


@pytest.mark.parametrize(
    ("phrase", "speaker", "n"),
    [
        ("рейс отменить", None, {"tok": 2, "doc": 2, "stmt": 2}),
        ("рейс отменить", "ivanov", {"tok": 2, "doc": 2, "stmt": 2}),
        ("рейсы ждут", None, {"tok": 1, "doc": 1, "stmt": 0}),
        ("рейсы ждут", "ivanov", {"tok": 0, "doc": 0, "stmt": 0}),
    ],
)
def test_a_phrase_beside_a_statement_is_not_its_own(
    snapshot: Snapshot, phrase: str, speaker: str | None, n: dict[str, int]
) -> None:
    term = Term("phrase", phrase, speaker)
    found = {unit: snapshot.term_series(Selection(), [term], "year", unit)["n"].sum() for unit in n}
    assert found == n
    assert len(snapshot.concordance(Selection(), term, 9)) == n["tok"]


def test_all_sentences_of_a_speaker(snapshot: Snapshot) -> None:
    rows = snapshot.search(IVANOV, 9, order="oldest")
    assert rows[["doc", "sentence"]].to_numpy().tolist() == [[1, 0], [1, 1], [1, 2], [2, 0]]
    assert pd.api.types.is_datetime64_any_dtype(rows["date"])
