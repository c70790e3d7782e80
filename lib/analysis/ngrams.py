"""Rows of three to eight words that several documents repeat, each counted exactly.

A row of n + 1 words is two rows of n words that overlap, so it is named by the pair of their numbers: nothing is
hashed, nothing can collide. What too few documents have is dropped before the next length, which leaves little.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lib.analysis.sentences import Bools, Ints, Sentences

SHORTEST, LONGEST = 3, 8


@dataclass(frozen=True)
class Grams:
    """All rows of one length that enough documents have.

    Attributes:
        length: words.
        at: for each word of the sentences the number of the row that begins there, -1 for none.
        first: where each row stands first.
        n: its occurrences.
    """

    length: int
    at: Ints
    first: Ints
    n: Ints


def repeated(sentences: Sentences, documents: int) -> list[Grams]:
    """Return the rows of `SHORTEST` to `LONGEST` words within a sentence that at least so many documents have."""
    return [grams for grams in _lengths(sentences, documents) if grams.length >= SHORTEST]


def _lengths(sentences: Sentences, documents: int) -> Iterator[Grams]:
    room, docs = sentences.room, np.repeat(_ranks(sentences.docs), sentences.lengths)
    at, length = sentences.words.astype(np.int64), 1
    while length < LONGEST and len(at):
        length += 1
        following = np.append(at[1:], -1)
        places = np.flatnonzero((at >= 0) & (following >= 0) & (room >= length))
        keys = at[places] * (1 + int(at.max(initial=0))) + following[places]
        rows = _numbered(keys, places, docs[places], documents)
        at = np.full(len(at), -1, dtype=np.int64)
        at[rows.places] = rows.ids
        yield Grams(length, at, rows.first, rows.n)


@dataclass(frozen=True)
class _Rows:
    places: Ints
    ids: Ints
    first: Ints
    n: Ints


def _numbered(keys: Ints, places: Ints, docs: Ints, documents: int) -> _Rows:
    """Number the keys that at least so many documents have, from 0, and say where each stands first."""
    order = np.argsort(keys, kind="stable")
    keys, docs = keys[order], docs[order]
    begins = np.diff(keys, prepend=-1) != 0
    group = np.cumsum(begins) - 1
    new_doc = begins | (np.diff(docs, prepend=-1) != 0)  # within a key, places ascend, and documents with them
    enough = np.bincount(group, new_doc, minlength=0) >= documents if len(group) else np.zeros(0, dtype=bool)
    kept = enough[group] if len(group) else np.zeros(0, dtype=bool)
    ids = (np.cumsum(enough) - 1)[group[kept]]
    sorted_places = places[order][kept]
    return _Rows(sorted_places, ids, sorted_places[begins[kept]], np.bincount(ids, minlength=0))


def _ranks(docs: Ints) -> Ints:
    return np.unique(docs, return_inverse=True)[1]


def maximal(every: Sequence[Grams], sound: Sequence[Bools]) -> list[Bools]:
    """Tell which rows stand in no longer one with as many occurrences; rows that are not `sound` do not count.

    A longer row has as many occurrences as one inside it just if every occurrence of the short one lies in the long
    one. So it is enough to look at one occurrence of each.
    """
    found = []
    for position, grams in enumerate(every):
        is_maximal = sound[position].copy()
        for longer, is_sound in zip(every[position + 1 :], sound[position + 1 :], strict=True):
            for shift in range(longer.length - grams.length + 1):
                is_maximal &= ~_inside(grams, longer, is_sound, shift)
        found.append(is_maximal)
    return found


def _inside(grams: Grams, longer: Grams, is_sound: Bools, shift: int) -> Bools:
    if not len(longer.n):
        return np.zeros(len(grams.n), dtype=bool)
    start = grams.first - shift
    ids = np.where(start >= 0, longer.at[start], -1)
    inside: Bools = (ids >= 0) & is_sound[ids] & (longer.n[ids] == grams.n)
    return inside
