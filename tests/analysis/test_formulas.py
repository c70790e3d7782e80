"""Formulas in invented sentences: what is one, where it stands, and that counting is exact."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.formulas import Formulas, Vocabulary, association, find
from lib.analysis.gaps import WIDEST, occurrences
from lib.analysis.near_identical import ALIKE, near_identical
from lib.analysis.ngrams import LONGEST, SHORTEST, maximal, repeated
from lib.analysis.sentences import NO_WORD, Sentences
from lib.text.stop_words import STOP_WORDS

Press = Sequence[tuple[int, str]]


def of_lists(rows: Sequence[tuple[int, int, Sequence[int]]]) -> Sentences:
    """Return sentences given as (document, day, words), without capitals."""
    lengths = [len(words) for _, _, words in rows]
    return Sentences(
        words=np.array([word for _, _, words in rows for word in words], dtype=np.int64),
        firsts=np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))),
        docs=np.array([doc for doc, _, _ in rows], dtype=np.int64),
        days=np.array([day for _, day, _ in rows], dtype=np.int64),
        capitals=np.zeros(sum(lengths), dtype=bool),
    )


def corpus(press: Press, titles: Sequence[str] = ()) -> tuple[Sentences, Vocabulary]:
    """A document for each (day, sentence) of lemmas: with a capital a name, with "!" a name just here."""
    numbers: dict[str, int] = {}
    rows = [
        (doc, day, [numbers.setdefault(word, len(numbers)) for word in text.split()])
        for doc, (day, text) in enumerate(press)
    ]
    lemmas = np.array(list(numbers), dtype=object)
    stop = np.array([lemma in STOP_WORDS for lemma in numbers], dtype=bool)
    name = np.array([lemma[0].isupper() for lemma in numbers], dtype=bool)
    sentences = of_lists(rows)
    spoken = [word for _, text in press for word in text.split()]
    sentences = replace(sentences, capitals=np.array([word.endswith("!") for word in spoken], dtype=bool))
    known = [frozenset(numbers[word] for word in title.split() if word in numbers) for title in titles]
    return sentences, Vocabulary(lemmas, stop, name, known)


def found(press: Press, titles: Sequence[str] = ()) -> list[str]:
    """The formulas that stand in no better one, as words."""
    sentences, vocabulary = corpus(press, titles)
    return worded(find(sentences.without(near_identical(sentences)), vocabulary), vocabulary)


def worded(formulas: Formulas, vocabulary: Vocabulary) -> list[str]:
    table = formulas.table
    every = table.loc[table["inside"] < 0, "formula"]
    return sorted(" ".join(vocabulary.lemmas[list(formulas.phrases[number])]) for number in every)


PLACES = ((1, "дом"), (9, "лес"), (20, "сад"))
OPEN = [
    (1, "посол повторить что мы открытый к диалог с сосед"),
    (5, "министр сказать мы открытый к диалог без условие"),
    (9, "они всегда знать мы открытый к диалог"),
]


@pytest.mark.parametrize(
    ("press", "titles", "expected"),
    [
        (OPEN, (), ["мы открытый к диалог"]),
        (OPEN[:2], (), []),  # two documents
        ([(1, text) for _, text in OPEN], (), []),  # one day
        (  # one copied sentence, days apart
            [(day, "река подняться выше мост и затопить нижний улица город") for day in (1, 20, 40, 60)],
            (),
            [],
        ),
        (  # a name alone, an office with a name, and what is said of them
            [
                (day, f"{before} министр транспорт Анна Белова открыть новый мост {after}")
                for day, before, after in ((1, "утром", "весной"), (9, "вчера", "быстро"), (20, "снова", "наконец"))
            ],
            ("министр транспорт республика",),
            ["министр транспорт Анна Белова открыть новый мост"],
        ),
        (
            [(day, f"{word} министр транспорт Анна Белова {word}ый") for day, word in PLACES],
            ("министр транспорт республика",),
            [],
        ),
        (  # an adjective without its noun: "борьба с морской" is cut short
            [(day, f"{word} долгий борьба с морской {word}") for day, word in PLACES],
            (),
            [],
        ),
        (  # a name for once: of "Белый дом" one word is left
            [(day, f"{word} сотрудник белый! дом! {word}ый") for day, word in PLACES],
            (),
            [],
        ),
        (  # function words and light nouns alone
            [(day, f"{word} в то же время не {word}ый") for day, word in PLACES],
            (),
            [],
        ),
        (  # the frame of a report
            [(day, f"{word} передавать корреспондент вестник из порт {word}ый") for day, word in PLACES],
            (),
            [],
        ),
        (  # the end is no function word: "открытый к диалог с" is cut
            [(day, f"{word} быть открытый к диалог с {word}ый") for day, word in PLACES],
            (),
            ["открытый к диалог"],
        ),
    ],
)  # fmt: skip
def test_what_is_a_formula(press: Press, titles: Sequence[str], expected: list[str]) -> None:
    assert found(press, titles) == expected


def test_a_part_of_a_longer_one_with_as_many_occurrences_is_none_by_itself() -> None:
    press = [(day, f"{word} прямой авиасообщение между столица {word}ый") for day, word in PLACES]
    assert found(press) == ["прямой авиасообщение между столица"]
    shorter = [(day, f"{word} прямой авиасообщение между остров {word}ый") for day, word in ((30, "мир"), (40, "бор"))]
    sentences, vocabulary = corpus([*press, *shorter])
    formulas = find(sentences, vocabulary)
    assert worded(formulas, vocabulary) == ["прямой авиасообщение между столица"]
    assert formulas.table["inside"].tolist() == [-1]


def test_a_part_is_none_by_itself_where_gaps_make_it_as_frequent() -> None:
    press = [
        *OPEN,
        (12, "мы быть открытый к диалог весной"),
    ]  # four times "открытый к диалог" in a row, three with "мы"
    sentences, vocabulary = corpus(press)
    formulas = find(sentences, vocabulary)
    assert worded(formulas, vocabulary) == ["мы открытый к диалог"]
    assert formulas.table["n"].tolist() == [4]


def test_words_in_between_are_a_variant_of_the_same_formula() -> None:
    press = [*OPEN, (12, "мы по-прежнему быть открытый к любой диалог"), (13, "мы открытый вчера днем опять к диалог")]
    sentences, vocabulary = corpus(press)
    formulas = find(sentences, vocabulary)
    row = formulas.table.iloc[0]
    assert (row["documents"], row["n"]) == (4, 4)  # three words between neighbours are too many
    spans = [" ".join(vocabulary.lemmas[sentences.words[first : last + 1]])
             for first, last in formulas.places[["first", "last"]].to_numpy()]  # fmt: skip
    assert spans == [*["мы открытый к диалог"] * 3, "мы по-прежнему быть открытый к любой диалог"]


def test_a_reprint_of_the_day_counts_once() -> None:
    reprint = "министр вчера сказать мы открытый к диалог без условие"
    sentences, vocabulary = corpus([*OPEN, (5, reprint), (6, reprint)])
    again = near_identical(sentences)
    assert again.tolist() == [False, False, False, True, False]  # the first of its day, by document
    assert find(sentences.without(again), vocabulary).table["n"].tolist() == [4]


@pytest.mark.parametrize("press", [[], [(1, "")], [(1, "один дом")], [(-1, "мы открытый к диалог")]])
def test_little_has_no_formulas(press: Press) -> None:
    assert found(press) == []


def test_association() -> None:
    # twice as likely as by chance in a thousand words: ln 2 over -2 ln 0.00025
    assert association(1, [0.05, 0.05, 0.2], 1000) == pytest.approx(np.log(2) / (-2 * np.log(0.001)))
    assert association(1, [0.5, 0.5, 0.5], 1000) == 0.0


# Brute force. Small vocabularies, so that rows repeat and overlap.

SENTENCES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 2), st.lists(st.integers(NO_WORD, 3), max_size=10)), max_size=200
).map(lambda rows: sorted(rows, key=lambda row: row[0]))


def rows_of(rows: Sequence[tuple[int, int, list[int]]]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for doc, _, words in rows:
        for length in range(SHORTEST, LONGEST + 1):
            for start in range(len(words) - length + 1):
                row = tuple(words[start : start + length])
                if NO_WORD not in row:
                    yield doc, row


@given(SENTENCES, st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_rows_are_counted_exactly_and_maximal(rows, documents) -> None:  # type: ignore[no-untyped-def]
    sentences = of_lists(rows)
    n = Counter(row for _, row in rows_of(rows))
    spread = Counter(row for _, row in {*rows_of(rows)})
    expected = {row: n[row] for row in n if spread[row] >= documents}
    every = repeated(sentences, documents)
    counted = {
        tuple(sentences.words[first : first + grams.length].tolist()): int(times)
        for grams in every
        for first, times in zip(grams.first, grams.n, strict=True)
    }
    assert counted == expected
    kept = maximal(every, [np.ones(len(grams.n), dtype=bool) for grams in every])
    longest = {
        tuple(sentences.words[first : first + grams.length].tolist())
        for grams, chosen in zip(every, kept, strict=True)
        for first in grams.first[chosen]
    }
    assert longest == {
        row for row in expected if not any(_holds(other, row) and n[other] == n[row] for other in expected)
    }


def _holds(longer: tuple[int, ...], row: tuple[int, ...]) -> bool:
    width = len(row)
    return len(longer) > width and any(longer[at : at + width] == row for at in range(len(longer) - width + 1))


def brute_occurrences(words: list[int], phrase: tuple[int, ...]) -> set[tuple[int, int]]:
    def ends(at: int, rest: tuple[int, ...]) -> set[int]:
        if not rest:
            return {at}
        nearby = range(at + 1, min(at + WIDEST + 2, len(words)))
        return {end for next_ in nearby if words[next_] == rest[0] for end in ends(next_, rest[1:])}

    spans = {(at, end) for at, word in enumerate(words) if word == phrase[0] for end in ends(at, phrase[1:])}
    return {(a, b) for a, b in spans if not any((c, d) != (a, b) and a <= c and d <= b for c, d in spans)}


@given(SENTENCES, st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=5).map(tuple), max_size=6, unique=True))
@settings(max_examples=60, deadline=None)
def test_phrases_with_gaps_are_found_exactly(rows, phrases) -> None:  # type: ignore[no-untyped-def]
    sentences = of_lists(rows)
    expected = {
        (number, sentence, int(sentences.firsts[sentence]) + first, int(sentences.firsts[sentence]) + last)
        for number, phrase in enumerate(phrases)
        for sentence, (_, _, words) in enumerate(rows)
        for first, last in brute_occurrences(words, phrase)
    }
    places = occurrences(sentences, phrases)
    assert [tuple(row) for row in places.to_numpy().tolist()] == sorted(expected)


@given(SENTENCES)
@settings(max_examples=60, deadline=None)
def test_reprints_are_those_of_comparing_all_with_all(rows) -> None:  # type: ignore[no-untyped-def]
    kept: list[tuple[int, set[int]]] = []
    expected = []
    for _, day, words in rows:
        mine = set(words) - {NO_WORD}
        again = bool(mine) and any(
            day == other and len(mine & theirs) >= ALIKE * len(mine | theirs) for other, theirs in kept
        )
        expected.append(again)
        if not again:
            kept.append((day, mine))
    assert near_identical(of_lists(rows)).tolist() == expected
