"""Many phrases of lemmas looked for at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import NamedTuple

Path = tuple[str, ...]


class Found(NamedTuple):
    """A phrase found: its number in the list of phrases, its first word, the word after its last."""

    phrase: int
    first: int
    last: int


@dataclass(slots=True)
class _Node:
    """Phrases that begin alike; `ends` are the numbers of the phrases that end here."""

    next: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


class PhraseIndex:
    """Phrases, ready to be found in sentences.

    A phrase is a string of words; ``@name`` stands for any entry of the list ``name``, ``осно*`` for any lemma
    that begins so. Words are brought to their lemmas here, so a phrase may be written as people write it.
    A lemma is read as *symbols*: itself, ``осно*``, and ``@name`` of each list that it is an entry of.

    Args:
        phrases: what to look for.
        lists: entries by name; an entry may use the lists before its own.
        lemma: word -> lemma, the same that made the lemmas of the sentences.

    >>> index = PhraseIndex(["договор", "мирные договоры"], {}, {"договоры": "договор", "мирные": "мирный"}.get)
    >>> index.find(["новый", "мирный", "договор"])
    [Found(phrase=1, first=1, last=3), Found(phrase=0, first=2, last=3)]
    """

    def __init__(
        self,
        phrases: Sequence[str],
        lists: Mapping[str, Sequence[str]],
        lemma: Callable[[str], str | None],
    ) -> None:
        self._lemma = lemma
        self._lists: dict[str, dict[str, list[Path]]] = {}
        self._read_as: dict[str, set[str]] = {}
        self._root = _Node()
        for name, entries in lists.items():
            self._add_list(name, entries)
        for number, phrase in enumerate(phrases):
            for path in self._paths(phrase):
                self._add(path, number)
        self._prefixes = sorted(symbol[:-1] for symbol in self._read_as if symbol.endswith("*"))
        self._symbols = cache(self._symbols_of)

    def find(self, lemmas: Sequence[str]) -> list[Found]:
        """Return every occurrence in the lemmas of a sentence, in order of the first word; they may overlap."""
        symbols = [self._symbols(lemma) for lemma in lemmas]
        return [
            Found(phrase, first, last)
            for first, here in enumerate(symbols)
            if here
            for phrase, last in self._walk(self._root, symbols, first)
        ]

    def _walk(self, node: _Node, symbols: list[Path], at: int) -> Iterator[tuple[int, int]]:
        if at == len(symbols):
            return
        for symbol in symbols[at]:
            after = node.next.get(symbol)
            if after:
                for phrase in after.ends:
                    yield phrase, at + 1
                if after.next:
                    yield from self._walk(after, symbols, at + 1)

    def _symbols_of(self, lemma: str) -> Path:
        keys = [lemma, *(f"{prefix}*" for prefix in self._prefixes if lemma.startswith(prefix))]
        return tuple(sorted({symbol for key in keys for symbol in self._read_as.get(key, ())}))

    def _add_list(self, name: str, entries: Sequence[str]) -> None:
        paths = [path for entry in entries for path in self._paths(entry)]
        words = [path[0] for path in paths if len(path) == 1]
        own = [word for word in words if not word.startswith("@")]
        lent = [word for other in words if other.startswith("@") for word in self._words(other)]
        self._lists[f"@{name}"] = {
            "words": [(word,) for word in dict.fromkeys(own + lent)],
            "phrases": [path for path in paths if len(path) > 1],
        }
        for word in own + lent:
            self._read_as.setdefault(word, set()).add(f"@{name}")

    def _words(self, name: str) -> list[str]:
        return [path[0] for path in self._lists[name]["words"]]

    def _paths(self, phrase: str) -> list[Path]:
        choices = [self._choices(word) for word in phrase.split()]
        return [tuple(symbol for path in paths for symbol in path) for paths in product(*choices)]

    def _choices(self, word: str) -> list[Path]:
        if word.startswith("@"):
            return [(word,), *self._lists[word]["phrases"]]
        return [(word,)] if word.endswith("*") else [(self._lemma(word) or word,)]

    def _add(self, path: Path, number: int) -> None:
        node = self._root
        for symbol in path:
            if not symbol.startswith("@"):
                self._read_as.setdefault(symbol, set()).add(symbol)
            node = node.next.setdefault(symbol, _Node())
        if number not in node.ends:
            node.ends.append(number)
