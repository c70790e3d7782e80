"""What the analyst asks to be collected: TOML in, feeds out; errors name line and key."""

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.corpus.collect.addresses import Network, checked_url
from lib.corpus.collect.failure import Failure

DELAY = 2.0
_MOST_DELAY = 3600
_KEYS = ("contact", "delay", "allow")
_FEED_KEYS = ("url", "source", "text")
_SYNTAX_LINE = re.compile(r"at line (\d+)")
_HEADER = re.compile(r"\s*\[\[\s*feed\s*\]\]")


class FeedsError(Exception):
    """A file of feeds cannot be used; `key` and `values` (with `line`) are worded by the interface."""

    def __init__(self, key: str, line: int, /, **values: object) -> None:
        super().__init__(f"{key}, line {line}")
        self.key = key
        self.values = {"line": line, **values}


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is asked for new articles.

    Attributes:
        source: name of the source; empty leaves it to the feed.
        has_texts: whether the feed carries whole articles, so that no page is fetched.
    """

    url: str
    source: str = ""
    has_texts: bool = False


@dataclass(frozen=True, slots=True)
class Feeds:
    """All that a file says.

    Attributes:
        contact: whom the operator of a site may write to, part of what the collector calls itself.
        delay: seconds between two requests to a host.
        allowed: networks of one's own that may be asked.
    """

    contact: str
    feeds: tuple[Feed, ...]
    delay: float = DELAY
    allowed: tuple[Network, ...] = ()


def read_feeds(content: bytes) -> Feeds:
    """Return what a file of feeds says.

    Raises:
        FeedsError: at the first thing that is wrong.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FeedsError("feeds.encoding", content[: error.start].count(b"\n") + 1) from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _SYNTAX_LINE.search(str(error))
        raise FeedsError("feeds.syntax", int(line[1]) if line else text.count("\n") + 1, error=str(error)) from error
    return _Reader(text).feeds(values)


class _Reader:
    """Checks parsed TOML; keeps the lines, to say where."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._headers = [number for number, line in enumerate(self._lines) if _HEADER.match(line)]

    def feeds(self, values: dict[str, Any]) -> Feeds:
        self._only(values, (*_KEYS, "feed"), None)
        tables = values.get("feed")
        if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
            raise self._error(None, "feed", '[[feed]] url = "https://…"')
        feeds = tuple(self._feed(table, number) for number, table in enumerate(tables))
        for number, feed in enumerate(feeds):
            if feed.url in {other.url for other in feeds[:number]}:
                raise FeedsError("feeds.twice", self._line(number, "url"), address=feed.url)
        return Feeds(self._contact(values), feeds, self._delay(values), self._allowed(values))

    def _feed(self, table: dict[str, Any], number: int) -> Feed:
        self._only(table, _FEED_KEYS, number)
        try:
            url = checked_url(table["url"])
        except (KeyError, AttributeError, Failure) as error:
            raise self._error(number, "url", 'url = "https://…"') from error
        source, text = table.get("source", ""), table.get("text", "page")
        if not isinstance(source, str) or len(source) > 200:
            raise self._error(number, "source", 'source = "…"')
        if text not in ("page", "feed"):
            raise self._error(number, "text", 'text = "page" | "feed"')
        return Feed(url, " ".join(source.split()), text == "feed")

    def _contact(self, values: dict[str, Any]) -> str:
        contact = values.get("contact")
        if isinstance(contact, str) and re.fullmatch(r"[!-'*-~]{3,200}", contact) and re.search("[@/]", contact):
            return contact
        raise self._error(None, "contact", 'contact = "mail@example.org" | "https://…"')

    def _delay(self, values: dict[str, Any]) -> float:
        delay = values.get("delay", DELAY)
        if isinstance(delay, int | float) and not isinstance(delay, bool) and 0 <= delay <= _MOST_DELAY:
            return float(delay)
        raise self._error(None, "delay", f"delay = 0 … {_MOST_DELAY}")

    def _allowed(self, values: dict[str, Any]) -> tuple[Network, ...]:
        given = values.get("allow", [])
        try:
            if isinstance(given, list) and all(isinstance(network, str) for network in given):
                return tuple(ipaddress.ip_network(network) for network in given)
        except ValueError as error:
            raise self._error(None, "allow", 'allow = ["10.1.2.0/24"]') from error
        raise self._error(None, "allow", 'allow = ["10.1.2.0/24"]')

    def _only(self, table: Mapping[str, Any], known: tuple[str, ...], number: int | None) -> None:
        for key in table:
            if key not in known:
                raise FeedsError("feeds.unknown_key", self._line(number, key), name=key[:60], known=", ".join(known))

    def _error(self, number: int | None, key: str, expected: str) -> FeedsError:
        return FeedsError("feeds.expected", self._line(number, key), name=key, expected=expected)

    def _line(self, number: int | None, key: str) -> int:
        """Return the line of a key of a feed, or of the file; the line where it should stand if it does not."""
        first, last = 0, self._headers[0] if self._headers and number is None else len(self._lines)
        if number is not None and number < len(self._headers):
            first = self._headers[number]
            last = self._headers[number + 1] if number + 1 < len(self._headers) else last
        name = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=\].]""")
        return next((n + 1 for n in range(first, last) if name.match(self._lines[n])), first + 1)
