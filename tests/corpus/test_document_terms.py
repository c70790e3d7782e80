"""The words of a sample of documents, against the written store counted in plain Python."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from lib.corpus.selection import NO_THEME, Selection
from lib.corpus.snapshot import Snapshot
from lib.text.lemmas import is_stop, lemma
from lib.text.tokens import is_word, tokenize
from tests.corpus.selections import SELECTIONS, selected_documents
from tests.corpus.tables import DOCUMENTS, SNAPSHOT, Written, plain, snapshot_store

ALL = 10_000


def content(text: str) -> Counter[str]:
    lemmas = (lemma(token.text) for token in tokenize(text) if is_word(token.text))
    return Counter(word for word in lemmas if not is_stop(word))


def rows(frame: pd.DataFrame) -> list[tuple[int, str, int]]:
    return list(frame[["doc", "lemma", "n"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("selection", SELECTIONS, ids=repr)
def test_words_in_three_documents_and_at_most_half(snapshot: Snapshot, selection: Selection) -> None:
    counted = {doc: content(plain(DOCUMENTS[doc - 1].text)) for doc in selected_documents(selection)}
    frequency = Counter(word for words in counted.values() for word in words)
    kept = {word for word, documents in frequency.items() if 3 <= documents <= len(counted) / 2}
    expected = [(doc, word, n) for doc, words in counted.items() for word, n in words.items() if word in kept]
    assert rows(snapshot.document_terms(selection, ALL, ALL)) == sorted(expected)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Forty documents: rain in every second one, snow in every third, wind in every fourth."""
    words = ((2, "Дождь, дождь."), (3, "Снег."), (4, "Ветер."))
    texts = [" ".join(["Погода.", *(word for n, word in words if doc % n == 0)]) for doc in range(1, 41)]
    documents = tuple(Written("2024-01-10", "tass", "-", text) for text in texts)
    folder: Path = tmp_path_factory.mktemp("many") / "store"
    return Snapshot(snapshot_store(folder, documents), SNAPSHOT)


def test_forms_of_a_lemma_are_summed_and_words_of_all_left_out(many: Snapshot) -> None:
    found = many.document_terms(Selection(themes=(NO_THEME,)), ALL, ALL)
    assert rows(found)[:4] == [(2, "дождь", 2), (3, "снег", 1), (4, "ветер", 1), (4, "дождь", 2)]
    assert dict(found.groupby("lemma")["doc"].nunique()) == {"ветер": 10, "дождь": 20, "снег": 13}


def test_the_words_of_most_documents_are_kept(many: Snapshot) -> None:
    assert set(many.document_terms(Selection(), ALL, 2)["lemma"]) == {"дождь", "снег"}


def test_a_sample_is_the_same_each_time_and_spread_over_the_corpus(many: Snapshot) -> None:
    found = many.document_terms(Selection(), 20, ALL)
    assert found.equals(many.document_terms(Selection(), 20, ALL))
    docs = found["doc"].unique()
    assert 0 < len(docs) <= 20
    assert sum(doc <= 20 for doc in docs) == pytest.approx(len(docs) / 2, abs=2)


def test_lemmas_as_people_read_them(snapshot: Snapshot) -> None:
    assert snapshot.displayed(["контакт", "небывальщина"]) == {"контакт": "контакт"}
    assert snapshot.displayed([]) == {}
