"""Phrases found with words in between: "мы открыты к диалогу" in "мы всегда были открыты к диалогу"."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.analysis.sentences import NO_WORD, Bools, Ints, Sentences

WIDEST = 2
"""Words that may stand between two neighbours of a phrase."""

Phrase = tuple[int, ...]


@dataclass(frozen=True)
class _Trie:
    """Phrases by their beginnings: from a node by a word to the next node.

    Attributes:
        steps: node × words + word of each edge, sorted.
        targets: the node that each edge leads to.
        phrases: the number of the phrase that ends in a node, -1 for none.
        words: the size of the vocabulary.
    """

    steps: Ints
    targets: Ints
    phrases: Ints
    words: int

    def step(self, nodes: Ints, words: Ints) -> Ints:
        """Return where words lead from nodes, -1 where nowhere."""
        keys = nodes * self.words + words
        at = np.minimum(np.searchsorted(self.steps, keys), len(self.steps) - 1)
        return np.where((words != NO_WORD) & (self.steps[at] == keys), self.targets[at], -1)


def occurrences(sentences: Sentences, phrases: Sequence[Phrase]) -> pd.DataFrame:
    """Return where phrases stand, with at most `WIDEST` other words between neighbours, within a sentence.

    An occurrence is a smallest one: no other occurrence of the phrase lies in the words from its first to its last.

    Args:
        phrases: different rows of words.

    Returns:
        [phrase, sentence, first, last], the first and the last word by their places, in order of phrase and place.
    """
    trie, numbers = _trie(phrases, 1 + int(sentences.words.max(initial=0))), sentences.numbers
    if not len(sentences.words) or not len(trie.steps):
        return pd.DataFrame({name: np.zeros(0, dtype=np.int64) for name in ("phrase", "sentence", "first", "last")})
    places = np.arange(len(sentences.words))
    nodes = trie.step(np.zeros(len(places), dtype=np.int64), sentences.words)
    rows = _Rows(nodes, places, places).where(nodes >= 0)
    ended = [rows.where(trie.phrases[rows.nodes] >= 0)]
    while len(rows.nodes):
        rows = _next(rows, trie, sentences.words, numbers)
        ended.append(rows.where(trie.phrases[rows.nodes] >= 0))
    found = _smallest(
        np.concatenate([trie.phrases[part.nodes] for part in ended]),
        np.concatenate([part.first for part in ended]),
        np.concatenate([part.last for part in ended]),
    )
    found.insert(1, "sentence", numbers[found["first"].to_numpy()])
    return found


@dataclass(frozen=True)
class _Rows:
    """Beginnings of phrases: the node reached, the first word, the last word so far."""

    nodes: Ints
    first: Ints
    last: Ints

    def where(self, kept: Bools) -> "_Rows":
        return _Rows(self.nodes[kept], self.first[kept], self.last[kept])


def _next(rows: _Rows, trie: _Trie, words: Ints, numbers: Ints) -> _Rows:
    parts = []
    for distance in range(1, WIDEST + 2):
        last = rows.last + distance
        inside = np.flatnonzero(last < len(words))
        inside = inside[numbers[last[inside]] == numbers[rows.first[inside]]]
        nodes = trie.step(rows.nodes[inside], words[last[inside]])
        parts.append(_Rows(nodes, rows.first[inside], last[inside]).where(nodes >= 0))
    nodes, first, last = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("nodes", "first", "last")
    )
    order = np.lexsort((last, first, nodes))  # two ways to the same place are one
    new = np.diff(nodes[order], prepend=-1) != 0
    new |= np.diff(first[order], prepend=-1) != 0
    new |= np.diff(last[order], prepend=-1) != 0
    return _Rows(nodes, first, last).where(order[new])


def _smallest(phrases: Ints, first: Ints, last: Ints) -> pd.DataFrame:
    """Leave out what has another occurrence of the same phrase within it."""
    order = np.lexsort((last, -first, -phrases))  # phrases and places from the back, the nearest end first
    phrases, first, last = phrases[order], first[order], last[order]
    width = 1 + int(last.max(initial=0))
    ends = phrases * width + last  # a phrase further on has smaller values, so that the least end starts anew
    least = np.minimum.accumulate(np.append([np.iinfo(np.int64).max], ends[:-1]))[: len(ends)]
    kept = (ends < least)[::-1]
    columns = (("phrase", phrases), ("first", first), ("last", last))
    return pd.DataFrame({name: values[::-1][kept] for name, values in columns})


def _trie(phrases: Sequence[Phrase], words: int) -> _Trie:
    nodes: dict[tuple[int, int], int] = {}
    ends: dict[int, int] = {}
    for number, phrase in enumerate(phrases):
        node = 0
        for word in phrase:
            node = nodes.setdefault((node, word), len(nodes) + 1)
        ends[node] = number
    edges = sorted((node * words + word, target) for (node, word), target in nodes.items() if 0 <= word < words)
    steps, targets = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    found = np.full(len(nodes) + 1, -1, dtype=np.int64)
    for node, number in ends.items():
        found[node] = number
    return _Trie(steps, targets, found, words)
