"""A run of the collector: feeds first, then the articles that wait, each from the host whose turn comes next."""

import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from lib.corpus.collect.addresses import host_of
from lib.corpus.collect.articles import FEED_KINDS, PAGE_KINDS, Item, Known, as_document, read_article, read_items
from lib.corpus.collect.failure import Failure
from lib.corpus.collect.feeds_file import Feed, Feeds
from lib.corpus.collect.ledger import Entry, Ledger, Waiting
from lib.corpus.collect.visitor import Manners, Visitor
from lib.corpus.dates import MOSCOW
from lib.corpus.documents import Document, Note, Place, refused, skipped
from lib.corpus.plan import Progress
from lib.corpus.readers.isolation import Isolation
from lib.corpus.report import Report

LOCK = "collect.lock"
"""Lock in a store's folder: one collector at a time."""
_SKIPPED = ("robots", "robots_unreadable", "postponed")
_NOT_ASKED = ("robots_unreadable", "postponed")
_ALLOWABLE = "private_address"  # the analyst may allow it, then the next run has it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did besides its report.

    Attributes:
        feeds: how many feeds answered.
        planned: the addresses of articles that a dry run would have fetched.
    """

    feeds: int
    planned: tuple[str, ...] = ()


def manners_of(feeds: Feeds) -> Manners:
    """Return how the collector behaves as a file of feeds has it."""
    return Manners(f"Svodka/0.1 (+{feeds.contact})", feeds.delay, feeds.allowed)


def collect(
    feeds: Feeds, ledger: Ledger, visitor: Visitor, report: Report, progress: Progress, *, is_dry: bool
) -> Outcome:
    """Ask feeds for articles and save those that are new, a file of JSON lines a day of fetching.

    Args:
        is_dry: whether only the feeds are asked, and nothing is saved; the ledger is a copy then.

    Raises:
        StoreError: the disk refuses something; the next run goes on.
    """
    with Isolation() as isolation:
        run = _Run(feeds, ledger, visitor, isolation, report)
        try:
            for number, feed in enumerate(feeds.feeds):
                progress("feeds", number / len(feeds.feeds), number)
                run.ask(feed)
            waiting = ledger.waiting([feed.url for feed in feeds.feeds])
            planned = []
            for number, article in enumerate(_in_turn(waiting, visitor)):
                progress("articles", number / len(waiting), number)
                if not is_dry:
                    run.fetch(article)
                elif run.may_fetch(article):
                    planned.append(article.url)
        finally:
            ledger.pause(visitor.paused)
        return Outcome(run.feeds_read, tuple(planned))


def _in_turn(waiting: Sequence[Waiting], visitor: Visitor) -> Iterator[Waiting]:
    """Yield articles in their order, but a host that must be left alone for a while after others."""
    hosts: dict[str, deque[Waiting]] = {}
    for article in waiting:
        hosts.setdefault(host_of(article.url), deque()).append(article)
    while hosts:
        host = min(hosts, key=lambda host: visitor.turn(hosts[host][0].url))
        yield hosts[host].popleft()
        if not hosts[host]:
            del hosts[host]


class _Run:
    def __init__(self, feeds: Feeds, ledger: Ledger, visitor: Visitor, isolation: Isolation, report: Report) -> None:
        self._feeds = {feed.url: feed for feed in feeds.feeds}
        self._ledger = ledger
        self._visitor = visitor
        self._isolation = isolation
        self._report = report
        self.feeds_read = 0

    def ask(self, feed: Feed) -> None:
        """Ask a feed, and let its new articles wait."""
        place = Place(feed.url)
        try:
            page = self._visitor.get(feed.url, FEED_KINDS, self._ledger.conditions(feed.url))
        except Failure as failure:
            self._report.add(_note(failure, place, "file"))
            return
        self.feeds_read += 1
        if page.answer.status == 304:
            self._report.add(skipped(place, "unchanged"))
            return
        entries, is_whole = [], True
        for found in read_items(self._isolation, page):
            if isinstance(found, Item):
                record = found.record if feed.has_texts else replace(found.record, text="")
                entries.append(Entry(found.url, record))
            else:
                is_whole = is_whole and found.scope == "record"
                self._report.add(replace(found, place=found.place._replace(file=feed.url)))
        new = self._ledger.enter(feed.url, entries, page.answer.headers if is_whole else None)
        if known := len(entries) - new:
            self._report.add(skipped(place, "collected", articles=known), known)

    def may_fetch(self, article: Waiting) -> bool:
        """Tell whether an article would be asked for."""
        if self._feeds[article.feed].has_texts:
            return True
        try:
            self._visitor.check(article.url)
        except Failure as failure:
            self._report.add(_note(failure, Place(article.url)))
            return False
        return True

    def fetch(self, article: Waiting) -> None:
        """Save an article, or say why it cannot be had."""
        try:
            document, notes = self._document(article)
        except Failure as failure:
            self._report.add(_note(failure, Place(article.url)))
            if failure.key not in _NOT_ASKED:
                self._ledger.refuse(article.key, failure.is_passing or failure.key == _ALLOWABLE)
            return
        for note in notes:
            self._report.add(note)
        if document is None:
            self._ledger.refuse(article.key)
            return
        day = f"{datetime.now(MOSCOW).date().isoformat()}.jsonl"
        self._ledger.save(article, document.url, _line(document), day)
        self._report.accept(Place(article.feed))

    def _document(self, article: Waiting) -> tuple[Document | None, list[Note]]:
        feed, today = self._feeds[article.feed], datetime.now(MOSCOW).date()
        record = replace(article.record, source=feed.source or article.record.source)
        if feed.has_texts:
            return as_document(record, article.url, today)
        page = self._visitor.get(article.url, PAGE_KINDS)
        if _is_home(page.url) and not _is_home(article.url):  # where sites send who asks for what is gone
            raise Failure("home_page", address=page.url)
        if page.url != article.url and self._ledger.is_saved(page.url):
            return None, [skipped(Place(article.url), "collected", articles=1)]
        return read_article(self._isolation, page, Known(feed.source, record), today)


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path == "/" and not parts.query


def _note(failure: Failure, place: Place, scope: str = "record") -> Note:
    """Return the note that something was not had."""
    if failure.key in _SKIPPED:
        return skipped(place, failure.key, **failure.values)
    return refused(place, failure.key, "file" if scope == "file" else "record", **failure.values)


def _line(document: Document) -> str:
    values = {
        "date": document.date.isoformat() if document.date else "",
        "time": document.time.isoformat("minutes") if document.time else "",
        "source": document.source,
        "url": document.url,
        "title": document.title,
        "text": document.text,
    }
    return json.dumps(values, ensure_ascii=False)
