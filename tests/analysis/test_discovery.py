"""Groups among documents: three invented kinds of news that share no word."""

import math
import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from lib.analysis.discovery import FEWEST_DOCUMENTS, LABELS, RELEVANCE, _labels, discover, npmi

KINDS = (
    "погода дождь ветер снег мороз облако осадки туман гроза",
    "театр премьера актёр сцена режиссёр спектакль зритель занавес роль",
    "матч гол тренер клуб стадион вратарь турнир судья пенальти",
    "урожай поле трактор зерно фермер пшеница комбайн колос уборка",
)


def counts(documents: int) -> pd.DataFrame:
    """Documents of the kinds in turn, each with seven of its nine words."""
    rows = []
    for doc in range(documents):
        words = KINDS[doc % len(KINDS)].split()
        left_out = {doc // 4 % 9, (doc // 4 * 2 + 1) % 9}
        rows += [(doc + 1, word, 1 + (doc + i) % 3) for i, word in enumerate(words) if i not in left_out]
    return pd.DataFrame(rows, columns=["doc", "lemma", "n"])


def test_kinds_are_found_with_their_words_and_documents() -> None:
    table = counts(120)
    found = discover(table, 4)
    occurs = table.assign(n=True).pivot_table(index="doc", columns="lemma", values="n", fill_value=False, aggfunc="any")
    assert (found.refusal, found.documents, len(found.groups)) == (None, 120, 4)
    for group in found.groups:
        (kind,) = {(doc - 1) % len(KINDS) for doc in group.documents}
        assert set(group.lemmas) < set(KINDS[kind].split())
        assert len(group.lemmas) == LABELS
        assert (len(group.documents), group.share) == (30, 0.25)
        assert group.coherence == pytest.approx(npmi(occurs[[*group.lemmas]].to_numpy(bool)))


def test_a_document_is_in_one_group_and_the_largest_group_comes_first() -> None:
    table = counts(120)
    found = discover(table[(table["doc"] % 4 != 0) | (table["doc"] < 60)], 10)
    members = [doc for group in found.groups for doc in group.documents]
    assert len(members) == len(set(members)) <= found.documents
    sizes = [len(group.documents) for group in found.groups]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(group.share for group in found.groups) == pytest.approx(len(members) / found.documents)


def test_the_same_documents_give_the_same_groups_in_any_order_of_rows() -> None:
    table = counts(200)
    once, again = discover(table, 10), discover(table, 10)
    assert pickle.dumps(once) == pickle.dumps(again)
    assert discover(table.sample(frac=1, random_state=1), 10) == once


@pytest.mark.parametrize(
    ("table", "documents", "refusal"),
    [
        (counts(0), 0, "few_documents"),
        (counts(FEWEST_DOCUMENTS - 1), FEWEST_DOCUMENTS - 1, "few_documents"),
        (pd.DataFrame({"doc": range(60), "lemma": "дождь", "n": 1}), 60, "few_lemmas"),
    ],
    ids=["nothing", "one document too few", "one word"],
)
def test_too_little_is_refused(table: pd.DataFrame, documents: int, refusal: str) -> None:
    found = discover(table, 10)
    assert (found.groups, found.documents, found.refusal) == ((), documents, refusal)


def test_documents_that_are_all_alike_are_no_error() -> None:
    words = [f"слово{i}" for i in range(20)]
    table = pd.DataFrame([(doc, word, 1) for doc in range(60) for word in words], columns=["doc", "lemma", "n"])
    found = discover(table, 10)
    assert found.refusal is None
    assert sum(len(group.documents) for group in found.groups) <= 60


def test_relevance_prefers_the_word_of_the_group_to_the_word_of_all() -> None:
    within, overall = np.array([[0.4, 0.35, 0.25]]), np.array([0.8, 0.1, 0.1])
    relevance = [
        RELEVANCE * math.log(p) + (1 - RELEVANCE) * math.log(p / q) for p, q in zip(within[0], overall, strict=True)
    ]
    assert list(_labels(within, overall)[0]) == sorted(range(3), key=lambda i: -relevance[i]) == [1, 2, 0]


@pytest.mark.parametrize(
    ("occurs", "expected"),
    [
        ([[1, 1], [0, 0]], 1.0),  # always together
        ([[1, 0], [0, 1]], -1.0),  # never together
        ([[1, 1], [1, 0], [0, 1], [0, 0]], 0.0),  # by chance
        ([[1], [0]], -1.0),  # no pair
    ],
)
def test_npmi(occurs: list[list[int]], expected: float) -> None:
    assert npmi(np.array(occurs, dtype=bool)) == pytest.approx(expected)


def test_scikit_learn_is_loaded_when_it_is_asked_for() -> None:
    code = "import sys, lib.data; sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
