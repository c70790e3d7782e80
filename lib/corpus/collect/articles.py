"""From the bytes of a feed or a page to records: parsed in the child process, like files of strangers."""

import codecs
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.message import Message
from typing import NamedTuple
from urllib.parse import urljoin

from lib.corpus.collect.addresses import checked_url
from lib.corpus.collect.failure import Failure
from lib.corpus.collect.visitor import Page
from lib.corpus.dates import DateError, parse_moment
from lib.corpus.documents import Document, Note, Place, Record, Row, read_record, refused
from lib.corpus.readers.columns import NO_MAPPING
from lib.corpus.readers.isolation import Isolation

FEED_KINDS = (
    "application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/rdf+xml", "text/plain",
    "text/html",
)  # fmt: skip
"""Content types of feeds; servers send many as text. What is no feed the parser refuses."""
PAGE_KINDS = ("text/html", "application/xhtml+xml")
MOST_ITEMS = 1000
"""Items of a feed that are read."""


class Item(NamedTuple):
    """An entry of a feed: where its article is, and what the feed says of it."""

    url: str
    record: Record


def read_items(isolation: Isolation, page: Page) -> Iterator[Item | Note]:
    """Yield the entries of a feed, and notes on what cannot be read; what stands before an error is kept."""
    place = Place(page.url)
    items = 0
    for found in _read(isolation, page.answer.body.lstrip(), "feed.xml", place):
        if isinstance(found, Note):
            yield found
            continue
        items += 1
        if items > MOST_ITEMS:
            yield refused(place, "too_many_items", "file", limit=MOST_ITEMS)
            return
        guid = found.record.external_id
        link = found.record.url or (guid if guid.startswith(("http://", "https://")) else "")
        try:
            yield Item(checked_url(urljoin(page.url, link) if link else ""), found.record)
        except (Failure, ValueError):
            yield refused(found.place, "bad_address", address=_short(link))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article besides its page.

    Attributes:
        source: what the analyst calls the source; empty leaves it to the feed, then to the page.
        record: what the feed says.
    """

    source: str
    record: Record


def read_article(isolation: Isolation, page: Page, known: Known, today: date) -> tuple[Document | None, list[Note]]:
    """Return the document of a page, None if there is none, and notes on it.

    Date and headline are the feed's, where it has them: a page may carry the dates and headlines of others.
    """
    notes: list[Note] = []
    for found in _read(isolation, _as_utf8(page), "page.html", Place(page.url)):
        if isinstance(found, Row):
            document, more = as_document(_merged(known, found.record), page.url, today)
            return document, notes + more
        notes.append(found)
    return None, notes


def as_document(record: Record, url: str, today: date) -> tuple[Document | None, list[Note]]:
    """Return the document of a record at an address, None if it is refused, and notes on it."""
    record = Record(record.date, record.title, record.text, record.source, url, record.time)
    document, notes = None, []
    for found in read_record(record, Place(url), today):
        if isinstance(found, Document):
            document = found
        else:
            notes.append(found)
    return document, notes


def _merged(known: Known, page: Record) -> Record:
    feed = known.record
    return Record(
        date=next((day for day in (feed.date, page.date) if _is_date(day)), ""),
        title=feed.title or page.title,
        text=page.text,
        source=known.source or feed.source or page.source,
    )


def _is_date(text: str) -> bool:
    try:
        parse_moment(text)
    except DateError:
        return False
    return True


def _read(isolation: Isolation, body: bytes, name: str, place: Place) -> list[Row | Note]:
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(body)
        return list(isolation.read(file, name, place, NO_MAPPING))


def _as_utf8(page: Page) -> bytes:
    """Return the body of a page, marked as UTF-8 where it is that, or where its header names another encoding.

    Otherwise the page itself says what it is written in, or it is guessed, as with files.
    """
    body = page.answer.body
    if not body.strip():
        return body
    for encoding in ("utf-8-sig", _charset(page.answer.headers.get("content-type", ""))):
        try:
            return codecs.BOM_UTF8 + body.decode(encoding).encode()
        except (LookupError, UnicodeError):
            continue
    return body


def _charset(content_type: str) -> str:
    header = Message()
    header["content-type"] = content_type
    charset = header.get_param("charset") or ""
    return charset if isinstance(charset, str) and re.fullmatch(r"[\w.:-]{1,40}", charset) else ""


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:199] + "…"
