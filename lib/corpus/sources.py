"""Names of sources: one slug and one name for every way an agency is called; edited in seeds/sources.toml."""

import re
import tomllib
from functools import cache
from typing import NamedTuple

from lib.corpus.slugs import slug
from lib.corpus.versions import SEEDS

NO_SOURCE = "-"
"""Source slug of documents that tell none."""
FILE = "sources.toml"

_HOST = re.compile(r"(?:https?://)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,9})(?::[0-9]{1,5})?(?:[/?#].*)?", re.DOTALL)


class Source(NamedTuple):
    """Slug for links, name for people."""

    slug: str
    name: str


class _Known(NamedTuple):
    """Sources by their names, and by the domains of their pages."""

    names: dict[str, Source]
    domains: dict[str, Source]


def source_of(given: str, agency: str, url: str) -> Source:
    """Return the source of a document: what its record says, else the agency of its dateline, else its address.

    An address tells only sources that are known: of others it may be a collector's, or a reprint's.

    >>> source_of("", "", "https://spb.kommersant.ru/doc/1"), source_of("", "ТАСС", "https://lenta.ru/1").slug
    (Source(slug='kommersant', name='Коммерсантъ'), 'tass')
    >>> source_of("", "", "https://example.org/1")
    Source(slug='-', name='')
    """
    if given or agency:
        return source(given or agency)
    return _of_address(url) or Source(NO_SOURCE, "")


@cache
def source(name: str) -> Source:
    """Return the source of a name as a record or a dateline has it.

    >>> source("INTERFAX.RU"), source("Вестник N")
    (Source(slug='interfax', name='Интерфакс'), Source(slug='vestnik-n', name='Вестник N'))
    """
    name = " ".join(name.split())
    if not name:
        return Source(NO_SOURCE, "")
    return _known().names.get(name.casefold()) or _of_address(name) or Source(slug(name), name)


def _of_address(address: str) -> Source | None:
    """Return the known source that a domain, or an address in it, belongs to."""
    match = _HOST.fullmatch(address.casefold())
    labels = match[1].split(".") if match else []
    domains = _known().domains
    return next((domains[end] for at in range(len(labels)) if (end := ".".join(labels[at:])) in domains), None)


@cache
def _known() -> _Known:
    known = _Known({}, {})
    for given in tomllib.loads((SEEDS / FILE).read_text("utf-8"))["source"]:
        found = Source(given["id"], given["name"])
        known.names.update({name.casefold(): found for name in (found.name, *given["names"])})
        known.domains.update(dict.fromkeys(given["domains"], found))
    return known
