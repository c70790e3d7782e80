"""Words that the search takes for one another: ``synonyms.toml`` beside the corpus, or the project's own list.

The lists are read when a question is asked, never when a corpus is indexed: an edit holds at once.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.corpus.queries.wording import word_tokens
from lib.corpus.versions import SEEDS
from lib.text.clean import fold

FILE = "synonyms.toml"
MOST_TERMS, MOST_WORDS, LONGEST = 20, 8, 100
_HEADER = re.compile(r"\s*\[\[\s*synonyms\s*\]\]")
_AT_LINE = re.compile(r"at line (\d+)")


class SynonymsError(ValueError):
    """A list of synonyms that cannot be used.

    Attributes:
        line: from 1.
        name: the key of the file that is wrong, or the word; empty for the file as such.
        key: key of the message; `values` go into it.
    """

    def __init__(self, line: int, name: str, key: str, **values: object) -> None:
        super().__init__(f"line {line}: {name}: {key} {values or ''}".strip())
        self.line = line
        self.name = name
        self.key = key
        self.values = {"line": line, "name": name, **values}


@dataclass(frozen=True)
class Synonyms:
    """Which words mean the same.

    Attributes:
        rings: terms that mean one thing, each a word or a phrase.
        digest: hash of the file, empty for the project's list.
        problem: why the file cannot be used; no word has synonyms then.
    """

    rings: tuple[tuple[str, ...], ...] = ()
    digest: str = ""
    problem: SynonymsError | None = None


def read_content(folder: Path) -> bytes | None:
    """Return the bytes of a store's list, None without the file.

    Raises:
        SynonymsError: ``synonyms.unreadable``: there is one, and it may not be read.
    """
    try:
        return (folder / FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SynonymsError(1, "", "synonyms.unreadable") from error


def read_synonyms(folder: Path) -> Synonyms:
    """Return the list of a store's folder; without the file, the project's.

    Raises:
        SynonymsError: it cannot be used: which line and key, what was expected.
    """
    return synonyms_of(read_content(folder))


def synonyms_of(content: bytes | None) -> Synonyms:
    """Return what the bytes of a list say, None for the project's, see `read_synonyms`."""
    if content is None:
        return Synonyms(rings_of((SEEDS / FILE).read_text("utf-8")))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SynonymsError(content.count(b"\n", 0, error.start) + 1, "", "synonyms.syntax") from error
    return Synonyms(rings_of(text), hashlib.sha256(content).hexdigest()[:12])


def rings_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the rings of a list: tables ``[[synonyms]]``, each with ``terms = ["МИД", "министерство …"]``.

    Raises:
        SynonymsError: ``synonyms.syntax``, ``unknown_key``, ``terms_expected``, ``bad_term`` or ``twice``, each after
            ``synonyms.``.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        raise SynonymsError(int(line[1]) if line else text.count("\n") + 1, "", "synonyms.syntax") from error
    return _Reader(text).rings(tables)


class _Reader:
    """Checks parsed TOML; keeps the lines, to say where."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._headers = [number for number, line in enumerate(self._lines) if _HEADER.match(line)]
        self._known: dict[str, int] = {}

    def rings(self, tables: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
        for name in tables:
            if name != "synonyms":
                raise SynonymsError(self._line(None, name), name, "synonyms.unknown_key", expected="[[synonyms]]")
        found = tables.get("synonyms", [])
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            raise SynonymsError(self._line(None, "synonyms"), "synonyms", "synonyms.table_expected")
        return tuple(tuple(self._ring(number, table)) for number, table in enumerate(found))

    def _ring(self, number: int, table: Mapping[str, Any]) -> Iterator[str]:
        for name in table:
            if name != "terms":
                raise SynonymsError(self._line(number, name), name, "synonyms.unknown_key", expected="terms")
        terms = table.get("terms")
        if not isinstance(terms, list) or not 2 <= len(terms) <= MOST_TERMS:
            raise SynonymsError(self._line(number, "terms"), "terms", "synonyms.terms_expected", most=MOST_TERMS)
        for term in terms:
            yield self._term(number, term)

    def _term(self, number: int, term: object) -> str:
        line = self._line(number, str(term))
        words = word_tokens(term) if isinstance(term, str) else []
        if not isinstance(term, str) or not term.isprintable() or not _is_term(term, [word.text for word in words]):
            raise SynonymsError(line, str(term)[:60], "synonyms.bad_term", words=MOST_WORDS, most=LONGEST)
        # Upper case is a word of its own: ПРО is no про.
        key = " ".join(fold(word.text) + ("^" if word.text.isupper() else "") for word in words)
        if key in self._known:
            raise SynonymsError(line, term, "synonyms.twice", other=self._known[key])
        self._known[key] = line
        return " ".join(term.split())

    def _line(self, number: int | None, name: str) -> int:
        """Return the line, from 1, on which a key or a term stands, in a table or outside of all."""
        first = 0 if number is None else self._headers[number] if number < len(self._headers) else 0
        later = [line for line in self._headers if line > first]
        last = later[0] if number is not None and later else len(self._lines)
        for at in range(first, last):
            if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self._lines[at].partition("#")[0]):
                return at + 1
        return first + 1


def _is_term(term: str, words: Sequence[str]) -> bool:
    return 1 <= len(words) <= MOST_WORDS and len(term) <= LONGEST and any(map(str.isalpha, term))
