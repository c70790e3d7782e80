"""HTML: the article of a page by trafilatura; date, title, source and address from what the page says of itself."""

import codecs
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any, BinaryIO

from lib.corpus.documents import Note, Place, Record, Row, warned
from lib.corpus.readers.encoding import decode
from lib.corpus.readers.limits import Unusable, read_whole
from lib.corpus.readers.task import Task

_CHARSET = re.compile(rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_-]{1,40})""", re.IGNORECASE)
_DATES = (
    "//meta[@property='article:published_time' or @name='article:published_time' or @itemprop='datePublished']"
    "/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='publish_date' or @name='mediator_published_time'"
    " or @name='DC.date' or @name='dc.date' or @name='date']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time[1]/@datetime",
    "//time[1]/@datetime",
)
"""Where pages say when they were published, the surest first; ``datePublished`` of JSON-LD comes after the first."""
_SHORTEST = 50
"""Characters of the shortest article."""
_JSON_LD = "//script[@type='application/ld+json']/text()"


def read_html(file: BinaryIO, place: Place, _task: Task) -> Iterator[Row | Note]:
    """Yield the article of a page.

    Raises:
        Unusable: no HTML, or no article in it.
    """
    import trafilatura
    from lxml import html

    data = read_whole(file)
    if not data.strip():
        raise Unusable("empty")
    text, encoding = _decoded(data)
    if encoding:
        yield warned(place, "encoding", encoding=encoding)
    tree = trafilatura.load_html(text)
    if tree is None or not isinstance(tree, html.HtmlElement):
        raise Unusable("no_article")
    date = _date(tree)
    found: Any = trafilatura.bare_extraction(tree, with_metadata=True, include_comments=False, config=_settings())
    if found is None or not (found.text or "").strip():
        raise Unusable("no_article")
    title, lines = found.title or "", [line for line in found.text.split("\n") if line.strip()]
    record = Record(
        date=date,
        title=title,
        text="\n\n".join(lines[1:] if lines[1:] and lines[0].strip() == title.strip() else lines),
        source=found.sitename or found.hostname or "",
        url=found.url or "",
    )
    yield Row(record, place)


@cache
def _settings() -> Any:
    """Return how trafilatura works: what it takes for too little to be an article is a line, not a paragraph.

    Below that it takes the whole page instead, with menus and neighbours; a flash of an agency is one sentence.
    """
    from trafilatura.settings import DEFAULT_CONFIG

    settings = deepcopy(DEFAULT_CONFIG)
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(_SHORTEST)
    return settings


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a page, and the name of its encoding if it had to be guessed."""
    if data.startswith(codecs.BOM_UTF8):  # goes before what the page says
        return data.decode("utf-8-sig", "replace"), ""
    declared = _CHARSET.search(data[:4096])
    try:
        return data.decode(declared[1].decode() if declared else "utf-8"), ""
    except (LookupError, UnicodeDecodeError):
        text, encoding, _ = decode(data)
        return text, encoding


def _date(tree: Any) -> str:
    """Return when a page says that it was published, as it is written there; empty if it does not say."""
    first, *others = _DATES
    for path in (first, _JSON_LD, *others):
        for value in tree.xpath(path):
            if date := (_published(str(value)) if path == _JSON_LD else str(value).strip()):
                return date
    return ""


def _published(script: str) -> str:
    """Return ``datePublished`` of a JSON-LD script, of the page or of a part of its graph."""
    try:
        values = json.loads(script)
    except (ValueError, RecursionError):
        return ""
    left = [values]
    while left:
        value = left.pop(0)
        if isinstance(value, list):
            left += value[:100]
        elif isinstance(value, dict):
            if isinstance(date := value.get("datePublished"), str):
                return date.strip()
            left += [value.get("@graph"), value.get("mainEntity")]
    return ""
