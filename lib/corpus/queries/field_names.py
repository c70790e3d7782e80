"""What stands behind a field of a query: the speaker, source or theme that a name means in a snapshot."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from lib.analysis.theme_dictionary import Theme
from lib.corpus.aliases import Aliases
from lib.corpus.queries.speakers import all_sources, all_speakers
from lib.corpus.queries.tables import Tables
from lib.corpus.query_language import Field, FieldName, QueryError
from lib.corpus.selection import NO_THEME
from lib.text.clean import fold

_NAMED = 3
"""Names that an error offers where several fit."""


class Completion(NamedTuple):
    """A way to go on.

    Attributes:
        kind: of what it is; empty for a word.
        slug: of the speaker, source or theme; of a word its lemma.
        text: the form that people read; for a name that of the language that was asked for.
        n: occurrences of a word, statements of a speaker, documents of a source or theme.
    """

    kind: FieldName | None
    slug: str
    text: str
    n: int


class _Named(NamedTuple):
    slug: str
    names: tuple[str, str]
    n: int


class FieldNames:
    """Names of the speakers, sources and themes of a snapshot, as the analyst has edited them."""

    def __init__(self, tables: Tables, aliases: Aliases, themes: Callable[[], Sequence[Theme]]) -> None:
        self._tables = tables
        self._aliases = aliases
        self._themes = themes

    def resolved(self, field: Field) -> Field:
        """Return a field with a slug for its value: a slug, a whole name, or words of just one name.

        Raises:
            QueryError: nobody is called so, or several are.
        """
        return Field(field.name, self._slug(field), field.position)

    def _slug(self, field: Field) -> str:
        value, known = field.value, self._known[field.name]
        if value == NO_THEME or value in known.slugs:
            return value
        if field.name == "speaker":
            for slug in (self._aliases.current(value), self._aliases.registry.resolve(value).slug):
                if slug in known.slugs:
                    return slug
        words = _words(value)
        if named := known.by_name.get(" ".join(words)):
            return named
        fitting = known.having(words)
        if not fitting:
            raise QueryError(field.position, f"query.unknown_{field.name}", sign=value)
        if len(fitting) > 1:
            names = ", ".join(one.names[0] for one in fitting[:_NAMED]) + (" …" if len(fitting) > _NAMED else "")
            raise QueryError(field.position, "query.ambiguous", sign=value, names=names)
        return fitting[0].slug

    def beginning_with(self, kind: FieldName, typed: str, limit: int, *, english: bool) -> list[Completion]:
        """Return the most frequent of a kind with a name one of whose words begins so, or which itself does."""
        found = self._known[kind].beginning_with(" ".join(_words(typed)))
        return [Completion(kind, one.slug, one.names[english], one.n) for one in found[:limit] if one.n]

    def load(self) -> None:
        """Read the names, once; other methods do so when they need them."""
        self._known  # noqa: B018  # what it is kept for

    @cached_property
    def _known(self) -> Mapping[FieldName, "_Known"]:
        speakers, sources = all_speakers(self._tables), all_sources(self._tables)
        documents = dict(self._tables.rows("SELECT theme, count(*) FROM document_themes GROUP BY theme"))
        by_rank = zip(speakers["speaker"], speakers["name"], speakers["name_en"], speakers["statements"], strict=True)
        by_documents = zip(sources["source"], sources["name"], sources["name"], sources["documents"], strict=True)
        themes = [(theme.id, theme.name_ru, theme.name_en, documents.get(theme.id, 0)) for theme in self._themes()]
        return {"speaker": _Known(by_rank), "source": _Known(by_documents), "theme": _Known(themes)}


class _Known:
    def __init__(self, rows: Iterable[tuple[str, str, str, int]]) -> None:
        self.named = [_Named(slug, (ru, en), int(n)) for slug, ru, en, n in rows]
        self.slugs = {one.slug for one in self.named}
        self.by_name: dict[str, str] = {}
        self.by_word: dict[str, list[_Named]] = {}
        beginnings: set[tuple[str, int]] = set()
        for number, one in enumerate(self.named):
            for words in map(_words, one.names):
                name = " ".join(words)
                self.by_name.setdefault(name, one.slug)
                beginnings.update((word, number) for word in (name, *words))
                for word in words:
                    self.by_word.setdefault(word, []).append(one)
        self._beginnings = sorted(beginnings)

    def beginning_with(self, beginning: str) -> list[_Named]:
        """Return what has a name that begins so, or one of whose words does, the most frequent first."""
        first = bisect_left(self._beginnings, (beginning, -1))
        last = bisect_left(self._beginnings, (beginning + "\U0010ffff", -1))
        numbers = {number for _, number in self._beginnings[first:last]}
        return sorted((self.named[number] for number in numbers), key=lambda one: (-one.n, one.slug))

    def having(self, words: Iterable[str]) -> list[_Named]:
        """Return what has all of some words in its names, in the order of rank."""
        found = [{one.slug: one for one in self.by_word.get(word, ())} for word in words]
        return [one for slug, one in found[0].items() if all(slug in other for other in found[1:])] if found else []


_WORD = re.compile(r"\w+(?:-\w+)*")


def _words(name: str) -> dict[str, None]:
    return dict.fromkeys(map(fold, _WORD.findall(name)))
