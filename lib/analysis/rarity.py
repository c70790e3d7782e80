"""How rare the terms of a dictionary are in a corpus: inverse document frequency, from the lemmas' own."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from math import log


class Rarity:
    """Relative inverse document frequency of terms.

    ``idf = ln((1 + N) / (1 + df)) + 1``, as in scikit-learn's TfidfTransformer (smooth), over its largest
    possible value, so that it lies in (0, 1]. A phrase is as rare as its rarest word, a list of words as frequent
    as its entries together: the frequencies of lemmas, which every snapshot has, are enough.

    Args:
        document_frequency: lemma -> number of documents that have it.
        documents: number of documents, N.
        lists: entries by name, for ``@name``.
        lemma: word -> lemma, the same that made the keys of `document_frequency`.
    """

    def __init__(
        self,
        document_frequency: Mapping[str, int],
        documents: int,
        lists: Mapping[str, Sequence[str]],
        lemma: Callable[[str], str],
    ) -> None:
        self._frequency = document_frequency
        self._documents = documents
        self._lemma = lemma
        self._sorted: list[str] = []
        self._of_list: dict[str, int] = {}
        for name, entries in lists.items():
            self._of_list[name] = min(documents, sum(self._of_phrase(entry) for entry in entries))

    def of(self, term: str) -> float:
        """Return the relative idf of a term."""
        frequency = min(self._of_phrase(part) for part in term.split(" + "))
        return (log((1 + self._documents) / (1 + frequency)) + 1) / (log(1 + self._documents) + 1)

    def _of_phrase(self, phrase: str) -> int:
        return min(self._of_word(word) for word in phrase.split())

    def _of_word(self, word: str) -> int:
        if word.startswith("@"):
            return self._of_list[word[1:]]
        if word.endswith("*"):
            return min(self._documents, sum(self._frequency[lemma] for lemma in self._beginning(word[:-1])))
        return min(self._documents, self._frequency.get(self._lemma(word), 0))

    def _beginning(self, prefix: str) -> list[str]:
        self._sorted = self._sorted or sorted(self._frequency)
        first = bisect_left(self._sorted, prefix)
        last = bisect_left(self._sorted, prefix + "\U0010ffff")
        return self._sorted[first:last]
