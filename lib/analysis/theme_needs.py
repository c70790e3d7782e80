"""Which lemmas a document must have for a theme to find anything in it: where to look without reading all of them."""

from bisect import bisect_left
from collections.abc import Callable, Mapping

from lib.analysis.theme_dictionary import Theme

Lemmas = frozenset[str]


class Needs:
    """Finds the rarest lemmas that the terms of themes cannot do without.

    Args:
        document_frequency: lemma -> number of documents that have it.
        lemma: word -> lemma, the same that made the keys of `document_frequency`.
    """

    def __init__(self, document_frequency: Mapping[str, int], lemma: Callable[[str], str]) -> None:
        self._frequency = document_frequency
        self._lemma = lemma
        self._sorted = sorted(document_frequency)

    def of(self, theme: Theme, known: Theme | None = None) -> frozenset[tuple[Lemmas, ...]]:
        """Return for each term sets of lemmas; a document in which it stands has one lemma of each of them.

        Args:
            known: a theme whose documents are known. Terms that it has too are left out, as they find nothing
                elsewhere, unless one of the themes excludes, requires or lists something that the other does not.
        """
        lists: dict[str, Lemmas] = {}
        for name, entries in theme.words.items():
            lists[name] = frozenset().union(*(self._phrase(entry, lists) for entry in entries))
        left = {term.text for term in theme.terms}
        if known and _conditions(known) == _conditions(theme):
            left -= {term.text for term in known.terms}
        return frozenset(tuple(self._phrase(part, lists) for part in term.split(" + ")) for term in left)

    def _phrase(self, phrase: str, lists: Mapping[str, Lemmas]) -> Lemmas:
        """Return the lemmas of the rarest word."""
        choices = (self._word(word, lists) for word in phrase.split())
        return min(choices, key=lambda lemmas: sum(self._frequency.get(lemma, 0) for lemma in lemmas))

    def _word(self, word: str, lists: Mapping[str, Lemmas]) -> Lemmas:
        if word.startswith("@"):
            return lists[word[1:]]
        if word.endswith("*"):
            first = bisect_left(self._sorted, word[:-1])
            return frozenset(self._sorted[first : bisect_left(self._sorted, word[:-1] + "\U0010ffff")])
        found = self._lemma(word)
        return frozenset((found,)) if found in self._frequency else frozenset()


def _conditions(theme: Theme) -> tuple[object, ...]:
    """Return what decides whether a term counts where it stands."""
    return frozenset(theme.exclusions), frozenset(theme.requirements), theme.words
