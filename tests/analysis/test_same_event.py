"""Which articles tell of one event: a table of cases, and the rule tried pair by pair."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.same_event import ALIKE, DAYS, FEWEST_SHARED, pairs, vectors

Article = tuple[str, int, str, str]
"""Side, day, source, lemmas."""

DEPOT = "пожар склад нерюнгри тушение спасатель ангар"
THEATRE = "премьера театр комедия зал билет афиша"
TRAIN = "поезд перевал дорога рельс станция вагон"


def table(articles: Sequence[Article], documents: int = 100) -> tuple[pd.DataFrame, object]:
    frame = pd.DataFrame(
        [(doc, day, source, side) for doc, (side, day, source, _) in enumerate(articles)],
        columns=["doc", "day", "source", "side"],
    )
    having = Counter(lemma for *_, words in articles for lemma in set(words.split()))
    rows = [
        (text, lemma, n, having[lemma])
        for text, (*_, words) in enumerate(articles)
        for lemma, n in sorted(Counter(words.split()).items())
    ]
    counts = pd.DataFrame(rows, columns=["text", "lemma", "n", "documents"])
    return frame, vectors(counts, len(articles), documents)


def found(articles: Sequence[Article]) -> list[tuple[int, int]]:
    return [(pair.a, pair.b) for pair in pairs(*table(articles))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ([("a", 5, "x", DEPOT), ("b", 5, "y", DEPOT)], [(0, 1)]),
        ([("a", 5, "x", DEPOT), ("b", 5 + DAYS, "y", DEPOT)], [(0, 1)]),
        ([("a", 5 + DAYS, "x", DEPOT), ("b", 5, "y", DEPOT)], [(0, 1)]),
        ([("a", 5, "x", DEPOT), ("b", 6 + DAYS, "y", DEPOT)], []),  # too far apart
        ([("a", 5, "x", DEPOT), ("b", 5, "x", DEPOT)], []),  # a source with itself
        ([("a", 5, "x", DEPOT), ("b", 5, "y", THEATRE)], []),
        ([("a", 5, "x", "пожар склад"), ("b", 5, "y", "пожар склад")], []),  # too few words to tell
        # the likest of the others
        ([("a", 5, "x", DEPOT), ("b", 5, "y", f"{DEPOT} {THEATRE}"), ("b", 6, "y", DEPOT)], [(0, 2)]),
        # equally alike: the same day before the next one, then the lower number
        ([("a", 5, "x", DEPOT), ("b", 6, "y", DEPOT), ("b", 5, "y", DEPOT)], [(0, 2)]),
        ([("b", 6, "y", DEPOT), ("b", 5, "y", DEPOT), ("a", 5, "x", DEPOT)], [(2, 1)]),
        ([("a", 5, "x", DEPOT), ("b", 5, "y", DEPOT), ("b", 5, "z", DEPOT)], [(0, 1)]),
        # newest first
        (
            [("a", 5, "x", DEPOT), ("a", 9, "x", TRAIN), ("b", 5, "y", DEPOT), ("b", 9, "y", TRAIN)],
            [(1, 3), (0, 2)],
        ),
        ([], []),
        ([("a", 5, "x", DEPOT)], []),
        ([("a", 5, "x", ""), ("b", 5, "y", "")], []),
    ],
)
def test_which_articles_are_paired(articles: list[Article], expected: list[tuple[int, int]]) -> None:
    assert found(articles) == expected


def test_an_article_on_both_sides_stands_in_one_pair() -> None:
    frame, vectors_ = table([("a", 5, "x", DEPOT), ("a", 5, "y", DEPOT), ("b", 5, "x", DEPOT), ("b", 5, "y", DEPOT)])
    both = pairs(frame.assign(doc=[0, 1, 0, 1]), vectors_)  # type: ignore[arg-type]
    assert len(both) == 1
    assert {both[0].a, both[0].b} == {0, 1}


WORDS = (DEPOT + " " + THEATRE).split()
any_articles = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.integers(1, 4),
        st.sampled_from("xyz"),
        st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    ),
    max_size=9,
)


@given(any_articles)
@settings(deadline=None, max_examples=60)
def test_pairs_are_those_that_every_pair_tried_gives_and_symmetric(articles: list[Article]) -> None:
    frame, vectors_ = table(articles)
    dense = np.round((vectors_ @ vectors_.T).toarray(), 9)  # type: ignore[attr-defined]
    able = {}
    for one, (side, day, source, words) in enumerate(articles):
        for other, (side_b, day_b, source_b, words_b) in enumerate(articles):
            shared = set(words.split()) & set(words_b.split())
            near = abs(day - day_b) <= DAYS and source != source_b and len(shared) >= FEWEST_SHARED
            if (side, side_b) == ("a", "b") and near and dense[one, other] >= ALIKE:
                able[one, other] = (-dense[one, other], abs(day - day_b), min(one, other), max(one, other))
    likest_a = {one: min((rank, pair) for pair, rank in able.items() if pair[0] == one)[1] for one, _ in able}
    likest_b = {other: min((rank, pair) for pair, rank in able.items() if pair[1] == other)[1] for _, other in able}
    expected = set(likest_a.values()) & set(likest_b.values())
    assert set(found(articles)) == expected
    swapped = frame.assign(side=frame["side"].map({"a": "b", "b": "a"}))
    assert {(pair.b, pair.a) for pair in pairs(swapped, vectors_)} == expected  # type: ignore[arg-type]
