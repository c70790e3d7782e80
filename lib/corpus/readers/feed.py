"""RSS and Atom files: an item is a record; texts may be HTML, dates stay as they are written."""

from collections.abc import Iterator
from typing import BinaryIO

from lib.corpus.documents import MAX_RECORD, Note, Place, Record, Row, refused
from lib.corpus.readers.limits import Unusable
from lib.corpus.readers.markup import BLOCKS, text_of
from lib.corpus.readers.task import Task
from lib.corpus.readers.xml_events import Event, events

_ROOTS = {"rss", "feed", "RDF", "channel"}
_ITEMS = {"item", "entry"}
_MAX_ITEM = 4 * MAX_RECORD
_MAX_TITLE = 200
_SPACES = {
    "",
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
    "http://news.yandex.ru",
    "https://news.yandex.ru",
}
"""Name spaces whose elements count; a picture's title is not the article's."""
_FIELDS = {
    "title": ("title",),
    "date": ("pubDate", "published", "date", "issued", "updated"),
    "text": ("full-text", "encoded", "content", "description", "summary"),
    "url": ("link",),
    "external_id": ("guid", "id"),
    "source": ("source",),
}
"""Elements that hold a field, the best first: Yandex's full text, content:encoded, then the summaries."""


def read_feed(file: BinaryIO, place: Place, _task: Task) -> Iterator[Row | Note]:
    """Yield the record of each item; `Place.line` is the line on which it begins.

    Raises:
        Unusable: XML of another kind, damaged, or with a document type.
    """
    feed = _Feed()
    for event in events(file):
        if item := feed.take(event):
            here = place._replace(line=item.line)
            yield (
                refused(here, "too_large", limit=MAX_RECORD)
                if item.size > _MAX_ITEM
                else Row(_record(item, feed.title), here)
            )
    if not feed.items:
        raise Unusable("no_items")


class _Item:
    def __init__(self, line: int, depth: int) -> None:
        self.line = line
        self.depth = depth
        self.size = 0
        self.parts: dict[str, str] = {}

    def add(self, name: str, value: str) -> None:
        """Add text to a part; a part that is far too large is not kept."""
        self.size += len(value)
        if self.size <= _MAX_ITEM:
            self.parts[name] = self.parts.get(name, "") + value


class _Feed:
    """Follows the events of a feed, an item at a time."""

    def __init__(self) -> None:
        self.title = ""
        self.items = 0
        self._item: _Item | None = None
        self._path: list[str] = []

    def take(self, event: Event) -> _Item | None:
        """Take an event; return the item that it ends."""
        space, _, name = event.name.rpartition(" ")
        if event.kind == "start":
            self._begin(name if space in _SPACES else "", event)
        elif event.kind == "text":
            self._text(event.value)
        else:
            self._path.pop()
            if self._item and len(self._path) == self._item.depth:
                item, self._item = self._item, None
                return item
        return None

    def _begin(self, name: str, event: Event) -> None:
        if not self._path and name not in _ROOTS:
            raise Unusable("no_feed", found=event.name.rpartition(" ")[2][:60])
        if self._item is None and name in _ITEMS:
            self._item = _Item(event.line, len(self._path))
            self.items += 1
        elif self._item:
            self._begin_part(name, event)
        self._path.append(name)

    def _begin_part(self, name: str, event: Event) -> None:
        item = self._item
        assert item is not None
        if inside := self._path[item.depth + 1 :]:
            item.add(inside[0], "\n" if event.name.rpartition(" ")[2] in BLOCKS else "")  # XHTML inside a text
        elif name == "link" and "link" not in item.parts and event.attributes.get("rel", "alternate") == "alternate":
            item.add("link", event.attributes.get("href", ""))

    def _text(self, value: str) -> None:
        if self._item:
            inside = self._path[self._item.depth + 1 :]
            if inside and (inside[0] != "source" or inside in (["source"], ["source", "title"])):
                self._item.add(inside[0], value)
        elif self._path[-1:] == ["title"] and len(self.title) < _MAX_TITLE:
            self.title += value[:_MAX_TITLE]


def _record(item: _Item, feed_title: str) -> Record:
    fields = {
        field: next((item.parts[name].strip() for name in names if item.parts.get(name, "").strip()), "")
        for field, names in _FIELDS.items()
    }
    fields["title"], fields["text"] = text_of(fields["title"]), text_of(fields["text"])
    return Record(**fields | {"source": fields["source"] or feed_title.strip()})
