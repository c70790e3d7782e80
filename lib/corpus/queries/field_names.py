"""What stands behind a field of a query: the speaker, source or theme that a name means in a snapshot."""

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
from lib.text.tokens import tokenize

_NAMED = 3
"""Names that an error offers where several fit."""


class _Named(NamedTuple):
    slug: str
    names: tuple[str, ...]


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
        fitting = [
            one for one in known.named if words and any(words.keys() <= _words(name).keys() for name in one.names)
        ]
        if not fitting:
            raise QueryError(field.position, f"query.unknown_{field.name}", sign=value)
        if len(fitting) > 1:
            names = ", ".join(one.names[0] for one in fitting[:_NAMED]) + (" …" if len(fitting) > _NAMED else "")
            raise QueryError(field.position, "query.ambiguous", sign=value, names=names)
        return fitting[0].slug

    @cached_property
    def _known(self) -> Mapping[FieldName, "_Known"]:
        speakers, sources = all_speakers(self._tables), all_sources(self._tables)
        by_rank = zip(speakers["speaker"], speakers["name"], speakers["name_en"], strict=True)
        return {
            "speaker": _Known(_Named(slug, (name, name_en)) for slug, name, name_en in by_rank),
            "source": _Known(
                _Named(slug, (name,)) for slug, name in zip(sources["source"], sources["name"], strict=True)
            ),
            "theme": _Known(_Named(theme.id, (theme.name_ru, theme.name_en)) for theme in self._themes()),
        }


class _Known:
    def __init__(self, named: Iterable[_Named]) -> None:
        self.named = list(named)
        self.slugs = {one.slug for one in self.named}
        self.by_name: dict[str, str] = {}
        for slug, names in self.named:
            for name in names:
                self.by_name.setdefault(" ".join(_words(name)), slug)


def _words(name: str) -> dict[str, None]:
    return dict.fromkeys(fold(token.text) for token in tokenize(name) if any(map(str.isalnum, token.text)))
