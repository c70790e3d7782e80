"""Many phrases of lemmas looked for at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
Path = tuple[str, ...]


class Found(NamedTuple):
    """A phrase found: its number in the list of phrases, its first word, the word after its last."""

    phrase: int
    first: int
    last: int


class Memo(dict[str, T], Generic[T]):
    """What a function says of each word, asked once: read like a dictionary, as fast as one."""

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> T:
        value = self[word] = self._function(word)
        return value


@dataclass(slots=True)
class _Node:
    """Phrases that begin alike; `ends` are the numbers of the phrases that end here."""

    next: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


class _Begun(NamedTuple):
    """What a lemma begins: the phrases that consist of it alone, and where longer ones go on."""

    ends: tuple[int, ...]
    nodes: tuple[_Node, ...]


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
        self._every_path: list[Path] = []
        for number, phrase in enumerate(phrases):
            for path in self._paths(phrase):
                self._add(path, number)
                self._every_path.append(path)
        self._stems = {symbol[:-1] for symbol in self._read_as if symbol.endswith("*")}
        self._stem_lengths = sorted({len(stem) for stem in self._stems})
        self._symbols = Memo(self._symbols_of)
        self._begun = Memo(self._begun_by)

    def find(self, lemmas: Sequence[str]) -> list[Found]:
        """Return every occurrence in the lemmas of a sentence, in order of the first word; they may overlap."""
        found: list[Found] = []
        for first, begun in enumerate(map(self._begun.__getitem__, lemmas)):
            if begun:
                for phrase in begun.ends:
                    found.append(Found(phrase, first, first + 1))
                for node in begun.nodes:
                    self._follow(node, lemmas, first, first + 1, found)
        return found

    def occur(self, lemmas: Sequence[str]) -> bool:
        """Tell whether any phrase stands in a sentence."""
        for first, begun in enumerate(map(self._begun.__getitem__, lemmas)):
            if begun and (begun.ends or any(self._leads(node, lemmas, first + 1) for node in begun.nodes)):
                return True
        return False

    def anchors(self) -> Memo[bool]:
        """Return of each lemma whether a phrase may stand in a sentence that has it, and in no other.

        A phrase is looked for by its longest word, which is likely to be its rarest.
        """
        symbols = set(map(_anchor, self._every_path))
        return Memo(lambda lemma: not symbols.isdisjoint(self._symbols[lemma]))

    def _leads(self, node: _Node, lemmas: Sequence[str], at: int) -> bool:
        if at == len(lemmas) or not node.next:
            return False
        following = (node.next.get(symbol) for symbol in self._symbols[lemmas[at]])
        return any(after and (after.ends or self._leads(after, lemmas, at + 1)) for after in following)

    def _follow(self, node: _Node, lemmas: Sequence[str], first: int, at: int, found: list[Found]) -> None:
        """Add the phrases that begin at word `first`, when the words from there to `at` have led to a node."""
        if at == len(lemmas):
            return
        for symbol in self._symbols[lemmas[at]]:
            if after := node.next.get(symbol):
                for phrase in after.ends:
                    found.append(Found(phrase, first, at + 1))
                if after.next:
                    self._follow(after, lemmas, first, at + 1, found)

    def _begun_by(self, lemma: str) -> _Begun | None:
        nodes = [node for symbol in self._symbols[lemma] if (node := self._root.next.get(symbol))]
        ends = tuple(phrase for node in nodes for phrase in node.ends)
        return _Begun(ends, tuple(node for node in nodes if node.next)) if nodes else None

    def _symbols_of(self, lemma: str) -> Path:
        keys = [lemma, *(f"{stem}*" for n in self._stem_lengths if (stem := lemma[:n]) in self._stems)]
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


def _anchor(path: Path) -> str:
    return max(path, key=lambda symbol: (not symbol.startswith("@"), len(symbol)))
