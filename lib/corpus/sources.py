"""Names of sources: one slug and one name for every way an agency is called."""

from functools import cache
from typing import NamedTuple

from lib.corpus.slugs import slug

NO_SOURCE = "-"
"""Source slug of documents that tell none."""


class Source(NamedTuple):
    """Slug for links, name for people."""

    slug: str
    name: str


# slug, name, and how datelines, feeds and exports call it (in any case)
_KNOWN = (
    ("tass", "ТАСС", "тасс", "итар-тасс", "tass", "tass.ru", "itar-tass.com"),
    ("interfax", "Интерфакс", "интерфакс", "interfax", "interfax.ru", "www.interfax.ru"),
    ("ria", "РИА Новости", "риа новости", "риа", "ria", "ria.ru", "ria novosti", "рия новости"),
    ("rbc", "РБК", "рбк", "rbc", "rbc.ru"),
    ("kommersant", "Коммерсантъ", "коммерсантъ", "коммерсант", "kommersant.ru"),
    ("lenta", "Лента.ру", "лента.ру", "lenta.ru"),
    ("iz", "Известия", "известия", "iz", "iz.ru", "izvestia.ru"),
    ("rg", "Российская газета", "российская газета", "rg.ru"),
    ("regnum", "REGNUM", "regnum", "regnum.ru", "иа regnum", "иа регнум", "ia regnum"),
    ("rosbalt", "Росбалт", "росбалт", "иа росбалт", "rosbalt.ru"),
    ("prime", "ПРАЙМ", "прайм", "1prime.ru"),
    ("1tv", "Первый канал", "первый канал", "1tv.ru", "www.1tv.ru"),
    ("reuters", "Рейтер", "рейтер", "reuters", "рейтерс"),
    ("bbc", "Би-би-си", "би-би-си", "bbc", "bbc.com"),
    ("rt", "RT", "rt", "russian.rt.com"),
    ("wikinews", "Викиновости", "викиновости", "ru.wikinews.org"),
)


@cache
def source(name: str) -> Source:
    """Return the source of a name as a record or a dateline has it.

    >>> source("INTERFAX.RU"), source("Вестник N")
    (Source(slug='interfax', name='Интерфакс'), Source(slug='vestnik-n', name='Вестник N'))
    """
    name = " ".join(name.split())
    if not name:
        return Source(NO_SOURCE, "")
    return _known().get(name.casefold()) or Source(slug(name), name)


@cache
def _known() -> dict[str, Source]:
    return {alias: Source(key, name) for key, name, *aliases in _KNOWN for alias in aliases}
