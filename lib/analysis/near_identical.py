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
        if any(_any_alike(words, holders[key]) for key in keys):
            repeated[number] = True
        else:
            for key in keys:
                holders[key].append(words)
    return repeated


def _any_alike(words: frozenset[int], others: list[frozenset[int]]) -> bool:
    size = len(words)
    least, most = ALIKE * size, size / ALIKE
    for other in others:
        if least <= len(other) <= most:
            common = len(words & other)
            if common >= ALIKE * (size + len(other) - common):
                return True
    return False


def _comparable(sentences: Sentences) -> Iterator[tuple[int, list[int]]]:
    """Yield the sentences that share a rare member with another of their day, with these members' keys."""
    numbers, members = _rare_members(sentences)
    keys = _day_ranks(sentences)[numbers] * (1 + int(members.max(initial=0))) + members
    ordered = np.sort(keys)
    shared = np.searchsorted(ordered, keys, side="right") - np.searchsorted(ordered, keys) > 1
    numbers, keys = numbers[shared], keys[shared]
    bounds = np.flatnonzero(np.diff(numbers, prepend=-1, append=-1))
    for start, end in pairwise(bounds):
        yield int(numbers[start]), keys[start:end].tolist()


def _day_ranks(sentences: Sentences) -> Ints:
    return np.unique(sentences.days, return_inverse=True)[1]


def _rare_members(sentences: Sentences) -> tuple[Ints, Ints]:
    """Return the rarest words of each sentence, one more than two alike sets may differ in: the sentence, the word.

    Words are numbered anew here, the rarest first.
    """
    kept = sentences.words != NO_WORD
    words, numbers = sentences.words[kept], sentences.numbers[kept]
    frequency = np.bincount(words)
    rank = np.empty(len(frequency), dtype=np.int64)
    rank[np.argsort(frequency, kind="stable")] = np.arange(len(frequency))
    pairs = np.sort(numbers * len(frequency) + rank[words])
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    numbers, members = np.divmod(pairs, max(1, len(frequency)))
    sizes = np.bincount(numbers, minlength=len(sentences))
    place = np.arange(len(pairs)) - (np.cumsum(sizes) - sizes)[numbers]
    rare = place < (sizes - np.ceil(ALIKE * sizes - 1e-9) + 1)[numbers]
    return numbers[rare], members[rare]
