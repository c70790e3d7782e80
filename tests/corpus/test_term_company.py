"""What keeps company with a term, against counting sentence by sentence."""

from collections import Counter
from math import log2
from pathlib import Path

import pytest
from scipy.stats import hypergeom

from lib.analysis.speakers import against_chance
from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from tests import invented


def opened(folder: Path) -> Snapshot:
    store = open_store(folder)
    return Snapshot(store, store.latest().id)


@pytest.fixture(scope="module")
def press(press_store: Path) -> Snapshot:
    return opened(press_store)


def sentences(source: Snapshot, query: str, selection: Selection = Selection()) -> int:  # noqa: B008
    return source.count_sentences(selection, query)


@pytest.mark.parametrize(
    ("term", "query", "selection"),
    [
        (Term("lemma", "саммит"), "саммит", Selection()),
        (Term("form", "санкции"), '"санкции"', Selection()),
        (Term("phrase", "прямой авиасообщение"), "[прямой авиасообщение]", Selection()),
        (Term("lemma", "саммит"), "саммит", Selection(sources=("vestnik",))),
        (Term("lemma", "саммит"), "саммит", Selection(speakers=("anna-veresova",))),
        (Term("lemma", "саммит"), "саммит", Selection(not_forms=("заявила",))),
    ],
)
def test_every_number_is_what_the_search_finds(press: Snapshot, term: Term, query: str, selection: Selection) -> None:
    found = press.term_company(selection, term)
    assert found.sentences == sentences(press, query, selection) > 0
    assert len(found.words)
    for row in found.words.head(6).to_dict("records"):
        assert row["together"] == sentences(press, f"{query} AND {row['word']}", selection), row
        assert row["n"] == sentences(press, row["word"], selection), row
        expected = 14 + log2(2 * row["together"] / (found.sentences + row["n"]))
        assert row["log_dice"] == pytest.approx(expected)


def test_no_word_of_the_sentences_is_overlooked(tmp_path: Path) -> None:
    rows = [
        {"date": f"2025-01-0{day}", "source": "Вестник", "title": "Вести", "text": text}
        for day, text in enumerate(
            (
                "Саммит открыл мост. Река стоит.",
                "Саммит и саммит, а мост один. Река ушла.",
                "Мост видел саммит. Саммит кончился.",
                "Саммит без реки. Мост сам по себе.",
            ),
            1,
        )
    ]
    found = opened(invented.index_rows(rows, tmp_path)).term_company(Selection(), Term("lemma", "саммит"))
    assert (found.sentences, found.documents) == (5, 4)
    assert found.words[["word", "together", "n", "documents"]].to_numpy().tolist() == [["мост", 3, 4, 3]]
    assert found.words["log_dice"].tolist() == [pytest.approx(14 + log2(2 * 3 / (5 + 4)))]


def test_speakers_are_those_of_the_statements_in_its_sentences(press: Snapshot) -> None:
    found = press.term_company(Selection(), Term("lemma", "саммит")).speakers
    said = press.statements(Selection(query="саммит"), 10_000)
    assert dict(zip(found["speaker"], found["statements"], strict=True)) == Counter(
        speaker for speakers in said["speakers"] for speaker in speakers if speaker != "-"
    )
    for row in against_chance(found).dropna(subset="p").to_dict("records"):
        tail = hypergeom.sf(row["together"] - 1, row["all"], row["documents"], row["own"])
        assert row["p"] == pytest.approx(tail, abs=1e-9)


def test_themes_are_those_of_its_documents(press: Snapshot) -> None:
    found = press.term_company(Selection(), Term("lemma", "саммит")).themes
    table = press.theme_table(Selection(query="саммит")).set_index("theme")["documents"]
    assert len(found)
    assert all(table[theme] == n for theme, n in zip(found["theme"], found["together"], strict=True))


@pytest.mark.parametrize("word", ["саммит", "небывальщина"])
def test_two_documents_give_no_company(seeds_store: Path, word: str) -> None:
    found = opened(seeds_store).term_company(Selection(), Term("lemma", word))
    assert found.words.empty
    assert against_chance(found.speakers)["q"].isna().all()


def test_one_document_gives_no_company(one_document_store: Path) -> None:
    found = opened(one_document_store).term_company(Selection(), Term("lemma", "номер"))
    assert found.documents == 1
    assert found.words.empty
