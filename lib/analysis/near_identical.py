"""Reprints of a sentence: what was said once a day, however many print it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from lib.analysis.sentences import NO_WORD, Bools, Ints, Sentences

ALIKE = 0.8
"""Share of common lemmas (Jaccard) from which two sentences of one day are one."""


def near_identical(sentences: Sentences) -> Bools:
    """Tell which sentences repeat an earlier one of their day; undated sentences count as of one day.

    Two sentences are one if they share `ALIKE` of their different lemmas (Jaccard). An earlier one is one that is
    not itself left out. Exact: sets so alike share one of their few rarest members (Bayardo, Ma & Srikant 2007), so
    only sentences with such a member in common are compared.
    """
    repeated = np.zeros(len(sentences), dtype=bool)
    holders: defaultdict[int, list[frozenset[int]]] = defaultdict(list)
    for number, keys in _comparable(sentences):
        words = frozenset(sentences.words[sentences.firsts[number] : sentences.firsts[number + 1]].tolist()) - {NO_WORD}
        if any(_is_alike(words, other) for key in keys for other in holders[key]):
            repeated[number] = True
        else:
            for key in keys:
                holders[key].append(words)
    return repeated


def _is_alike(one: frozenset[int], other: frozenset[int]) -> bool:
    common = len(one & other)
    return common >= ALIKE * (len(one) + len(other) - common)


def _comparable(sentences: Sentences) -> Iterator[tuple[int, list[int]]]:
    """Yield the sentences that share a rare member with another of their day, with these members' keys."""
    numbers, words = _members(sentences)
    keys = _day_ranks(sentences)[numbers] * (1 + int(words.max(initial=0))) + words
    rare = _is_rare(numbers, words, len(sentences))
    numbers, keys = numbers[rare], keys[rare]
    ordered = np.sort(keys)
    shared = np.searchsorted(ordered, keys, side="right") - np.searchsorted(ordered, keys) > 1
    numbers, groups = numbers[shared], keys[shared]
    bounds = np.flatnonzero(np.diff(numbers, prepend=-1, append=-1))
    for start, end in pairwise(bounds):
        yield int(numbers[start]), groups[start:end].tolist()


def _day_ranks(sentences: Sentences) -> Ints:
    return np.unique(sentences.days, return_inverse=True)[1]


def _members(sentences: Sentences) -> tuple[Ints, Ints]:
    """Return the different words of each sentence: the sentence and the word, by sentence."""
    width, kept = 1 + int(sentences.words.max(initial=0)), sentences.words != NO_WORD
    pairs = np.sort(sentences.numbers[kept] * width + sentences.words[kept])
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    return pairs // width, pairs % width


def _is_rare(numbers: Ints, words: Ints, sentences: int) -> Bools:
    """Tell which members are among the rarest of their sentence: one more than two alike sets may differ in."""
    frequency = np.bincount(words)
    order = np.lexsort((words, frequency[words] if len(words) else words, numbers))
    sizes = np.bincount(numbers, minlength=sentences)
    firsts = np.cumsum(sizes) - sizes
    place = np.empty(len(words), dtype=np.int64)
    place[order] = np.arange(len(words)) - firsts[numbers[order]]
    least = np.ceil(ALIKE * sizes - 1e-9).astype(np.int64)
    rare: Bools = place < (sizes - least + 1)[numbers]
    return rare
