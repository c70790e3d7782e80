"""Formulas: rows of lemmas that several documents repeat, of the kind that a reader would call a turn of phrase.

Three to eight lemmas that stand unbroken in at least three documents, are no part of a longer row with as many
occurrences, and say something: not a name or an office alone, not function words, not a frame of the report. Then
every place is found where they stand with at most two other words between neighbours. Of formulas that lie mostly
within each other one stays.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.analysis.formula_words import ATTRIBUTE, BOILERPLATE, LIGHT, OPENERS
from lib.analysis.gaps import Phrase, occurrences
from lib.analysis.ngrams import SHORTEST, Grams, maximal, repeated
from lib.analysis.sentences import NO_WORD, Bools, Ints, Sentences

FEWEST_DOCUMENTS, FEWEST_DAYS = 3, 2
"""Documents that repeat a formula word for word, and days on which it is found."""

FEWEST_CONTEXTS = 3
"""Different surroundings, two words on each side; what has fewer is copied, not said again (after Feng et al. 2004)."""

FEWEST_CORPUS = 10
"""Documents below which a repetition is what they are about, and no habit."""

MOST = 1_000
"""Repeated rows that are looked for with gaps: those of the highest score."""

_WEIGHTY = 2
_OVERLAP = 0.5


@dataclass(frozen=True)
class Vocabulary:
    """What is known of each lemma, by its number.

    Attributes:
        lemmas: the lemmas.
        stop: function words and numbers.
        name: words that people write with a capital.
        titles: lemmas of offices and of speakers' names, a set each.
    """

    lemmas: NDArray[np.object_]
    stop: Bools
    name: Bools
    titles: Sequence[frozenset[int]] = ()

    def among(self, lemmas: Iterable[str]) -> Bools:
        """Tell which lemmas are among some."""
        asked = frozenset(lemmas)
        return np.fromiter((lemma in asked for lemma in self.lemmas), dtype=bool, count=len(self.lemmas))


@dataclass(frozen=True)
class Formulas:
    """The formulas of some sentences.

    Attributes:
        phrases: their lemmas.
        table: a row each, the highest score first: [formula, documents, n, association, score, inside]; `formula` is
            the place in `phrases`, `n` counts occurrences, `inside` is the formula that it mostly lies in, -1 for none.
        places: [formula, sentence, first, last], every occurrence, by formula, then place.
    """

    phrases: Sequence[Phrase]
    table: pd.DataFrame
    places: pd.DataFrame


def find(sentences: Sentences, vocabulary: Vocabulary) -> Formulas:
    """Return the formulas of sentences from which reprints have been taken out, see `near_identical`."""
    every = repeated(sentences, FEWEST_DOCUMENTS)
    chosen = _chosen(sentences, every, _sound(sentences, every, vocabulary), vocabulary)
    phrases = [phrase for phrase, _ in chosen]
    places = occurrences(sentences, phrases)
    places = places[~places["phrase"].isin(_within_longer(phrases, places["phrase"]))]
    table = _table(sentences, places, [association for _, association in chosen])
    table["inside"] = _inside(table, places, len(sentences.words))
    places = places.rename(columns={"phrase": "formula"})
    kept = places["formula"].isin(table["formula"])
    return Formulas(phrases, table, places[kept].reset_index(drop=True))


def association(n: int, frequencies: Sequence[float], words: int) -> float:
    """Return how much more often words stand in a row than their frequencies alone would have it, 0 to 1.

    Specific correlation of several variables (Van de Cruys 2011), normalised as pointwise mutual information is
    (Bouma 2009): ``log(p(row) / product of p(word)) / (-(words in the row - 1) × log p(row))``.

    Args:
        n: occurrences of the row.
        frequencies: of each of its words, as shares of all words.
        words: all words.

    >>> round(association(10, [0.1, 0.1, 0.1], 100), 6)
    1.0
    """
    row = np.log(n / words)
    if row == 0:
        return 1.0
    return float(max(0.0, (row - np.log(frequencies).sum()) / (-(len(frequencies) - 1) * row)))


def _sound(read: Sentences, every: Sequence[Grams], vocabulary: Vocabulary) -> list[Bools]:
    """Tell which rows of words begin, end and weigh as a formula does."""
    opening, weighty = ~vocabulary.stop | vocabulary.among(OPENERS), ~vocabulary.stop & ~vocabulary.name
    closing = ~vocabulary.stop & ~np.fromiter(map(_is_attribute, vocabulary.lemmas), dtype=bool)
    weighty &= ~vocabulary.among(LIGHT) & ~np.fromiter(map(str.isascii, vocabulary.lemmas), dtype=bool)
    sound = []
    for grams in every:
        words = _words(read, grams)
        ends: Bools = opening[words[:, 0]] & closing[words[:, -1]]
        sound.append(ends & (_different(words, weighty[words] & ~_capitals(read, grams)) >= _WEIGHTY))
    return sound


def _is_attribute(lemma: str) -> bool:
    return ATTRIBUTE.fullmatch(lemma) is not None


def _capitals(read: Sentences, grams: Grams) -> Bools:
    """Tell which words of each row have a capital more often than not where the row stands."""
    places = np.flatnonzero(grams.at >= 0)
    ids, rows = grams.at[places], len(grams.n)
    times = [np.bincount(ids, read.capitals[places + shift], minlength=rows) for shift in range(grams.length)]
    most: Bools = np.stack(times, axis=1) * 2 > grams.n[:, None]
    return most


def _words(read: Sentences, grams: Grams) -> Ints:
    words: Ints = read.words[grams.first[:, None] + np.arange(grams.length)]
    return words


def _different(words: Ints, weighty: Bools) -> Ints:
    """Count the different words of each row that are weighty there."""
    weights = np.sort(np.where(weighty, words, NO_WORD), axis=1)
    new = np.diff(weights, axis=1, prepend=NO_WORD) != 0
    counted: Ints = new.sum(axis=1)
    return counted


def _chosen(
    read: Sentences, every: Sequence[Grams], sound: Sequence[Bools], vocabulary: Vocabulary
) -> list[tuple[Phrase, float]]:
    """Return the maximal rows that are neither titles nor boilerplate, with their association, best first."""
    frequency = np.bincount(read.words[read.words >= 0], minlength=len(vocabulary.lemmas)) / max(1, read.size)
    is_title, is_boilerplate = _Titles(vocabulary), _Boilerplate(vocabulary)
    silent = vocabulary.stop | vocabulary.name
    rows = []
    for grams, is_maximal in zip(every, maximal(every, sound), strict=True):
        words, names = _words(read, grams)[is_maximal], _capitals(read, grams)[is_maximal]
        said = np.where(names | silent[words], NO_WORD, words)
        for phrase, n, rest in zip(words.tolist(), grams.n[is_maximal].tolist(), said.tolist(), strict=True):
            if not is_title.has(rest) and not is_boilerplate.has(phrase):
                strength = association(n, frequency[phrase].tolist(), read.size)
                rows.append((n * strength, tuple(phrase), strength))
    rows.sort(key=lambda row: (-row[0], row[1]))
    return [(phrase, strength) for _, phrase, strength in rows[:MOST]]


class _Titles:
    """Whether words that are neither names nor function words all stand in one office or in a speaker's name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._holders: defaultdict[int, set[int]] = defaultdict(set)
        for number, title in enumerate(vocabulary.titles):
            for word in title:
                self._holders[word].add(number)

    def has(self, words: Sequence[int]) -> bool:
        holders = [self._holders.get(word, set()) for word in words if word != NO_WORD]
        return not holders or bool(set.intersection(*holders))


class _Boilerplate:
    """Whether a row of words is a frame of the report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        every = vocabulary.among({word for words in BOILERPLATE for word in words})
        numbers: Mapping[str, int] = {str(vocabulary.lemmas[at]): int(at) for at in np.flatnonzero(every)}
        self._by_first: defaultdict[int, list[set[int]]] = defaultdict(list)
        for words in BOILERPLATE:
            if all(word in numbers for word in words):
                mine = {numbers[word] for word in words}
                self._by_first[min(mine)].append(mine)

    def has(self, phrase: Sequence[int]) -> bool:
        return any(words.issubset(phrase) for word in phrase for words in self._by_first.get(word, ()))


def _within_longer(phrases: Sequence[Phrase], places: pd.Series) -> set[int]:
    """Return the phrases that are part of a longer one with as many occurrences, now that gaps are counted."""
    n, numbers = Counter(places.tolist()), {phrase: number for number, phrase in enumerate(phrases)}
    parts = (
        (number, numbers[phrase[start:end]])
        for number, phrase in enumerate(phrases)
        for start in range(len(phrase))
        for end in range(start + SHORTEST, len(phrase) + 1)
        if end - start < len(phrase) and phrase[start:end] in numbers
    )
    return {part for number, part in parts if n[part] == n[number]}


def _table(read: Sentences, places: pd.DataFrame, strengths: Sequence[float]) -> pd.DataFrame:
    at = places["sentence"].to_numpy()
    days = np.where(read.days[at] < 0, np.nan, read.days[at])
    columns = {"formula": places["phrase"], "doc": read.docs[at], "day": days, "context": _contexts(read, places)}
    found = pd.DataFrame(columns)
    grouped = found.groupby("formula")
    counted = {f"{name}s": grouped[name].nunique() for name in ("day", "context")}
    table = pd.DataFrame({"documents": grouped["doc"].nunique(), "n": grouped.size(), **counted}).reset_index()
    table["association"] = np.array(strengths, dtype=float)[table["formula"]]
    table["score"] = table["documents"] * table["association"]
    enough = (table["documents"] >= FEWEST_DOCUMENTS) & (table["days"] >= FEWEST_DAYS)
    table = table[enough & (table["contexts"] >= FEWEST_CONTEXTS)].drop(columns=["days", "contexts"])
    return table.sort_values(["score", "formula"], ascending=[False, True], ignore_index=True)


def _contexts(read: Sentences, places: pd.DataFrame) -> list[tuple[int, ...]]:
    """Return the two words before and the two after each place; the sentence's beginning and end count as words."""
    at, first, last = (places[name].to_numpy() for name in ("sentence", "first", "last"))
    around = [first - 2, first - 1, last + 1, last + 2]
    inside = [(place >= read.firsts[at]) & (place < read.firsts[at + 1]) for place in around]
    words = [
        np.where(there, np.take(read.words, place, mode="clip"), -2)
        for place, there in zip(around, inside, strict=True)
    ]
    return list(zip(*(column.tolist() for column in words), strict=True))


def _inside(table: pd.DataFrame, places: pd.DataFrame, words: int) -> list[int]:
    """Return for each formula, best first, the better one that half of its occurrences touch, -1 for none."""
    owner = np.full(words, -1, dtype=np.int64)
    first, last = places["first"].to_numpy(), places["last"].to_numpy()
    begins = np.searchsorted(places["phrase"].to_numpy(), table["formula"].to_numpy(), side="left")
    ends = np.searchsorted(places["phrase"].to_numpy(), table["formula"].to_numpy(), side="right")
    found = []
    for formula, begin, end in zip(table["formula"], begins, ends, strict=True):
        lengths = last[begin:end] - first[begin:end] + 1
        shift = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        span = np.repeat(first[begin:end], lengths) + shift
        touched = np.maximum.reduceat(owner[span], np.cumsum(lengths) - lengths)
        owners, times = np.unique(touched[touched >= 0], return_counts=True)
        if times.sum() >= _OVERLAP * (end - begin):
            found.append(int(owners[times.argmax()]))
        else:
            found.append(-1)
            free = span[owner[span] < 0]
            owner[free] = formula
    return found
