"""Sentences beside each other: a table of texts, every alignment tried, and words that differ."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.aligned_wording import ALIKE, Row, Said, align, common_share, long_words, marked, said_beside
from lib.text.spans import Span


def same(first: str, second: str) -> list[str]:
    """Align texts whose sentences are letters, equal or not: ``a`` on both sides, ``b|`` and ``|c`` on one."""
    rows = align(
        np.array([[float(one == other) for other in second] for one in first]).reshape(len(first), len(second))
    )
    return [
        first[row.a] if row.a is not None and row.b is not None else f"{first[row.a]}|" if row.a is not None
        else f"|{second[row.b]}"  # type: ignore[index]
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("abc", "abc", "a b c"),
        ("abc", "ac", "a b| c"),
        ("ac", "abc", "a |b c"),
        ("abc", "adc", "a b| |d c"),
        ("abcd", "xbyd", "a| |x b c| |y d"),
        ("ab", "xy", "a| b| |x |y"),
        ("abcde", "bcdea", "a| b c d e |a"),  # order counts: what moved is what only one has
        ("a", "", "a|"),
        ("", "a", "|a"),
        ("", "", ""),
    ],
)
def test_sentences_stand_beside_each_other(first: str, second: str, expected: str) -> None:
    assert " ".join(same(first, second)) == expected


def best(cosines: np.ndarray) -> float:
    """Try every choice of sentences of both, in their order."""
    first, second = cosines.shape
    return max(
        sum(cosines[pair] for pair in zip(rows, columns, strict=True))
        for size in range(min(first, second) + 1)
        for rows in combinations(range(first), size)
        for columns in combinations(range(second), size)
        if all(cosines[pair] >= ALIKE for pair in zip(rows, columns, strict=True))
    )


tables = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(
        st.lists(st.sampled_from([0.0, 0.2, 0.3, 0.5, 0.9]), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    ).map(np.array)
)


@given(tables)
@settings(deadline=None)
def test_no_alignment_is_better_and_none_is_out_of_order(cosines: np.ndarray) -> None:
    rows = align(cosines)
    assert sum(row.alike for row in rows) == pytest.approx(best(cosines))
    assert [row.a for row in rows if row.a is not None] == list(range(cosines.shape[0]))
    assert [row.b for row in rows if row.b is not None] == list(range(cosines.shape[1]))
    assert all(row.alike >= ALIKE for row in rows if None not in row)
    assert sum(row.alike for row in align(cosines.T)) == pytest.approx(best(cosines))


@given(st.permutations([0.31, 0.42, 0.53, 0.64, 0.76, 0.88, 0.97, 0.2, 0.1]))
@settings(deadline=None)
def test_texts_that_change_places_give_the_same_pairs(values: list[float]) -> None:
    cosines = np.array(values).reshape(3, 3)
    turned = {(row.b, row.a) for row in align(cosines.T)}
    assert turned == {(row.a, row.b) for row in align(cosines)}


def shown(first: str, second: str) -> tuple[str, str]:
    one, other = (" ".join(f"[{text}]" if own else text for text, own in parts) for parts in marked(first, second))
    return one, other


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Посол [признал], что рейс отменён", "Посол [заявил], что рейс отменён"),
        ("Рейс отменён", "Рейс отменён [до весны]"),
        ("Рейс, ОТМЕНЁН!", "«Рейс» отменен"),  # case, ё and marks make no difference
        ("Рейс — отменён", "Рейс отменён"),
        ("В [5] городах", "В [7] городах"),
        ("[Да]", "[Нет]"),
        ("Рейс", "Рейс [<b>отменён</b>]"),
        ("", "[Рейс]"),
        ("", ""),
    ],
)
def test_words_that_only_one_has_are_set_apart(first: str, second: str) -> None:
    def bare(text: str) -> str:
        return text.replace("[", "").replace("]", "")

    expected = tuple(text.replace("],", ",]") for text in (first, second))  # a mark belongs to its word
    assert shown(bare(first), bare(second)) == expected
    assert shown(bare(second), bare(first)) == expected[::-1]


words = st.lists(st.sampled_from(["да", "нет", "—", "Да,", "5", "он"]), max_size=7).map(" ".join)


@given(words, words)
@settings(deadline=None)
def test_words_differ_whichever_comes_first(first: str, second: str) -> None:
    one, other = marked(first, second)
    assert marked(second, first) == (other, one)
    assert " ".join(part.text for part in one) == first
    common = [[word.strip("—,").lower() for part in parts if not part.own for word in part.text.split()]
              for parts in (one, other)]  # fmt: skip
    assert [word for word in common[0] if word] == [word for word in common[1] if word]


def test_the_share_counts_words_of_both() -> None:
    assert common_share([("он сказал", "он сказал"), ("", "и ушёл — домой")]) == (4, 7)
    assert common_share([]) == (0, 0)


def said(*statements: tuple[str, str]) -> list[Said]:
    """Statements of speakers, all in the first sentence."""
    return [Said(0, 9, frozenset(speakers.split()), long_words(words)) for speakers, words in statements]


CANADA = ("трамп", "Канада станет штатом США")
JOIN = ("трамп", "предложил Канаде стать штатом США, сказав: Канада станет счастливой")
CALM = ("трамп", "США больше не будут спокойно наблюдать")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([CANADA], [JOIN], [(0, 0)]),
        ([CANADA], [("трюдо", CANADA[1])], []),  # somebody else
        ([("", CANADA[1])], [("", CANADA[1])], []),  # nobody established
        ([CANADA], [CALM], []),  # other words of the same speaker
        ([CANADA, CALM], [CALM, CANADA], [(0, 1), (1, 0)]),  # each by its own words, not all by all
        ([CANADA], [CANADA, JOIN], [(0, 0)]),  # the most in common
        ([("трамп трюдо", CANADA[1])], [CANADA], [(0, 0)]),
    ],
)
def test_the_same_words_of_a_speaker_are_compared(
    first: list[tuple[str, str]], second: list[tuple[str, str]], expected: list[tuple[int, int]]
) -> None:
    spans = [Span(0, 10), Span(10, 20)], [Span(0, 10)]
    assert said_beside([Row(0, 0, 0.9)], spans, (said(*first), said(*second))) == expected
    assert said_beside([Row(1, 0, 0.9)], spans, (said(*first), said(*second))) == []  # in another sentence
    assert said_beside([Row(0, None, 0.0)], spans, (said(*first), said(*second))) == []
