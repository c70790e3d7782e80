"""Which column of a table, or key of an object, is which field: by the analyst's mapping, otherwise by its name."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lib.corpus.documents import Record
from lib.corpus.readers.limits import MAX_COLUMNS, Unusable

NAMES = {
    "date": (
        "date", "дата", "дата публикации", "дата выхода", "published", "pubdate", "publication date", "date published",
        "published at", "publish date", "datetime", "дата и время", "created at",
    ),
    "time": ("time", "время", "время публикации", "время выхода"),
    "title": ("title", "заголовок", "headline", "название", "заглавие"),
    "text": (
        "text", "текст", "body", "полный текст", "full text", "fulltext", "текст статьи", "текст сообщения",
        "текст публикации", "article text", "article", "content", "содержание", "сообщение",
    ),
    "source": ("source", "источник", "сми", "издание", "media", "outlet", "agency", "агентство", "название сми"),
    "url": ("url", "link", "ссылка", "адрес", "url адрес", "href", "гиперссылка"),
    "external_id": ("doc id", "id", "external id", "ид", "guid"),
}  # fmt: skip
"""Names of each field's column, the likeliest first; case, ё, hyphens and underscores do not count."""

MAPPING_FILE = "columns.toml"
"""A file of this name maps the columns of the tables beside it."""


HEADER_ROWS = 20
"""Rows among which the head of a table is looked for: monitors put a title and a period above it."""


class MappingError(ValueError):
    """A mapping that names no field, or that cannot be read."""


@dataclass(frozen=True)
class Columns:
    """The analyst's mapping.

    Attributes:
        given: pairs of a field and the name of its column; an empty name says that there is no such column.
    """

    given: tuple[tuple[str, str], ...] = ()

    def over(self, other: "Columns") -> "Columns":
        """Return this mapping, completed by another one."""
        return Columns(tuple((dict(other.given) | dict(self.given)).items()))

    def find(self, names: Sequence[str]) -> dict[str, int]:
        """Return the place of each field among names of columns, as far as there are any."""
        return _find(self, tuple(names))

    def needed(self, found: Mapping[str, int]) -> str:
        """Return the field that a table cannot do without and has no column for, empty if all are there."""
        if "date" not in found and dict(self.given).get("date") != "":
            return "date"
        return "" if "text" in found or "title" in found else "text"


NO_MAPPING = Columns()


def mapping(pairs: Iterable[tuple[str, str]]) -> Columns:
    """Return the mapping of pairs of a field and a column; ``id`` is the field ``external_id``.

    Raises:
        MappingError: no field is called so.
    """
    given = tuple(("external_id" if field == "id" else field, column) for field, column in pairs)
    for field, _ in given:
        if field not in NAMES:
            raise MappingError(field)
    return Columns(given)


def read_mapping(text: str) -> Columns:
    """Return the mapping of a ``columns.toml``: lines like ``text = "Текст"``.

    Raises:
        MappingError: it is no TOML, a key is no field, or a value no string.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(str(error)) from error
    for field, column in values.items():
        if not isinstance(column, str):
            raise MappingError(field)
    return mapping(values.items())


def rating(names: Sequence[str], columns: Columns) -> int:
    """Return how many fields the names of columns tell, 0 if not enough for articles."""
    found = columns.find(names[:MAX_COLUMNS])
    return 0 if columns.needed(found) else len(found)


def best_header(rows: Sequence[Sequence[str]], columns: Columns) -> int:
    """Return which row is the head of a table: the first of those that tell the most fields."""
    return max(range(len(rows)), key=lambda at: (rating(rows[at], columns), -at), default=0)


def header(names: Sequence[str], columns: Columns, line: int | None = None) -> dict[str, int]:
    """Return the place of each field in the head of a table, which stands on a line.

    Raises:
        Unusable: ``no_column`` or ``too_many_columns``.
    """
    if len(names) > MAX_COLUMNS:
        raise Unusable("too_many_columns", line=line, found=len(names), limit=MAX_COLUMNS)
    found = columns.find(names)
    if field := columns.needed(found):
        listed = ", ".join(name.strip() or "—" for name in names[:20])
        raise Unusable("no_column", line=line, field=field, found=listed[:300] or "—")
    return found


def doubled(names: Sequence[str], found: Mapping[str, int]) -> list[str]:
    """Return names of used columns that stand more than once; the first of them counts."""
    keys = [_key(name) for name in names]
    return [names[place].strip() for place in found.values() if keys.count(keys[place]) > 1]


def record(cells: Sequence[str], found: Mapping[str, int]) -> Record:
    """Return the record of a row."""
    return Record(**{field: cells[place] for field, place in found.items()})


@lru_cache(maxsize=256)
def _find(columns: Columns, names: tuple[str, ...]) -> dict[str, int]:
    given = dict(columns.given)
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(_key(name), place)
    found = {}
    for field, usual in NAMES.items():
        wanted = [_key(name) for name in ((given[field],) if field in given else usual) if name]
        if present := [name for name in wanted if name in places]:
            found[field] = places[present[0]]
    return found


def _key(name: str) -> str:
    plain = name.casefold().replace("ё", "е").replace("_", " ").replace("-", " ")
    return " ".join(plain.strip(" \ufeff\"'").split())
