"""Reprints: what is one story, whatever the order in which texts come, against the sets compared one by one."""

import random
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.reprints import ALIKE, DAYS, Repeat, Text, repeats, shared_bands, shingles, signatures

NEWS = (
    "министр прибыл утром в столицу соседней страны и провёл там долгие переговоры о строительстве новой железной "
    "дороги через перевал которую обе стороны обещали открыть до конца будущего года"
)
OTHER = (
    "в областном театре вчера показали премьеру комедии по рассказам местного писателя зал был полон а билеты на "
    "следующий месяц раскупили за один день"
)


def find(texts: list[tuple[int, str]]) -> list[Repeat | None]:
    """Compare texts with their days, in the order of time."""
    words = [text.split() for _, text in texts]
    days = np.array([day for day, _ in texts])
    bands: list[list[int]] = [[] for _ in texts]
    for numbers, keys in shared_bands(signatures(words), days):
        for number, key in zip(numbers.tolist(), keys.tolist(), strict=True):
            bands[number].append(key)
    hashes, bounds = shingles(words)
    sets = [np.unique(hashes[start:end]) for start, end in pairwise(bounds)]
    return repeats([Text(*row) for row in zip(days.tolist(), bands, sets, strict=True)])


@pytest.mark.parametrize(
    ("second", "days", "is_one"),
    [
        (NEWS, 0, True),
        (NEWS.replace("утром", "днём"), 0, True),  # a word changed
        (f"как сообщает агентство {NEWS}", DAYS, True),  # a frame put before it
        (f"{NEWS} {OTHER}", 1, True),  # a paragraph added
        (" ".join(NEWS.split()[:18]), 1, True),  # the flash of it
        (f"{NEWS} {OTHER} {NEWS[::-1]} {OTHER[::-1]}", 1, False),  # a review that mentions it: less than a third
        (NEWS, DAYS + 1, False),  # a form filled in again
        (OTHER, 0, False),
        (" ".join(sorted(NEWS.split())), 0, False),  # the same words, no sequence in common
    ],
)
def test_what_is_one_story(second: str, days: int, is_one: bool) -> None:
    (first, found) = find([(0, NEWS), (days, second)])
    assert first is None
    assert (found is not None) == is_one


def test_short_texts_are_not_compared() -> None:
    assert (
        find([(0, "курс доллара вырос до ста восьми рублей"), (0, "курс доллара вырос до ста восьми рублей")])[1]
        is None
    )


def test_a_repeat_says_how_alike_it_is() -> None:
    words = NEWS.split()
    (_, found) = find([(0, NEWS), (0, " ".join(words[:-1]))])
    n = len(words) - 4
    assert found == Repeat(0, (n - 1) / n, 1.0)


def test_a_repeat_is_of_what_stays_not_of_another_repeat() -> None:
    """The third is alike to the second alone, which does not stay: it is a story of its own."""
    words = NEWS.split()
    first, second, third = words, words[3:] + OTHER.split()[:3], words[7:] + OTHER.split()[:7]
    found = find([(0, " ".join(one)) for one in (first, second, third)])
    assert found[1] is not None
    assert found[1].first == 0
    assert found[2] is None


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_every_repeat_is_verified_and_no_two_that_stay_are_alike(seed: int) -> None:
    chance = random.Random(seed)
    texts = []
    for _ in range(12):
        words = chance.choice((NEWS, OTHER)).split()
        for _ in range(chance.randrange(4)):
            words[chance.randrange(len(words))] = chance.choice(("дом", "река", "поле"))
        texts.append((chance.randrange(6), " ".join(words)))
    texts.sort()
    found = find(texts)
    sets = [_sequences(text) for _, text in texts]
    for number, repeat in enumerate(found):
        if repeat:
            assert found[repeat.first] is None
            assert repeat.alike == pytest.approx(_jaccard(sets[repeat.first], sets[number]))
    staying = [number for number, repeat in enumerate(found) if repeat is None]
    for a, b in combinations(staying, 2):
        near = texts[b][0] - texts[a][0] <= DAYS
        assert not (
            near and _jaccard(sets[a], sets[b]) >= ALIKE + 0.1
        )  # of those at the limit a signature may miss one


def _sequences(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[start : start + 5]) for start in range(len(words) - 4)}


def _jaccard(a: set[tuple[str, ...]], b: set[tuple[str, ...]]) -> float:
    return len(a & b) / len(a | b)


def test_texts_of_a_word_or_none_have_no_sequences() -> None:
    for texts in ([], [[]], [["а"]], [["а"], ["б", "в"]]):
        hashes, bounds = shingles(texts)
        assert (len(hashes), bounds.tolist()) == (0, [0] * (len(texts) + 1))


def test_sequences_do_not_run_over_the_end_of_a_text() -> None:
    hashes, bounds = shingles([["а"] * 4, [], ["б"] * 5, ["в"] * 7, ["г"]])
    assert bounds.tolist() == [0, 0, 0, 1, 4, 4]
    assert len(hashes) == 4
    assert len(set(hashes[1:4].tolist())) == 1
