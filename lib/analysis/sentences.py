"""Sentences as rows of numbers: what formulas are looked for in."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]

NO_WORD = -1
"""In place of a word that belongs to no phrase: an address, or a word of a sentence that is left out."""


@dataclass(frozen=True)
class Sentences:
    """Sentences one after another, by document.

    Attributes:
        words: the lemma of every word, as its place in the vocabulary, or `NO_WORD`.
        firsts: the first word of each sentence, and behind the last one the number of words.
        docs: the document of each sentence.
        days: its day, in days since 1970; -1 for undated.
        capitals: which words have a capital that their place in the sentence does not ask for.
    """

    words: Ints
    firsts: Ints
    docs: Ints
    days: Ints
    capitals: Bools

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.docs)

    @property
    def lengths(self) -> Ints:
        """Return the words of each sentence."""
        return np.diff(self.firsts)

    @cached_property
    def numbers(self) -> Ints:
        """Return for each word the sentence that it stands in."""
        return np.repeat(np.arange(len(self)), self.lengths)

    @property
    def room(self) -> Ints:
        """Return for each word how many words its sentence has from there on."""
        return np.repeat(self.firsts[1:], self.lengths) - np.arange(len(self.words))

    @cached_property
    def size(self) -> int:
        """Return the number of words."""
        return int((self.words != NO_WORD).sum())

    def without(self, left_out: Bools) -> "Sentences":
        """Return the sentences with the words of some taken out; places stay as they are."""
        return replace(self, words=np.where(np.repeat(left_out, self.lengths), NO_WORD, self.words))
