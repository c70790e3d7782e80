"""A polite visitor: asks for robots.txt first, waits between requests, follows few redirects, heeds a no."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin

from lib.corpus.collect.addresses import Network, checked_url, host_of, origin_of
from lib.corpus.collect.exchange import Answer, Limits, ask
from lib.corpus.collect.failure import Failure
from lib.corpus.collect.robots import Robots, read_robots

_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429, 500, 502, 503, 504)
_RULES = Limits(body=500 * 1024)


@dataclass(frozen=True, slots=True)
class Manners:
    """How a visitor behaves.

    Attributes:
        agent: what it calls itself, with whom to ask.
        delay: seconds between two requests to a host.
        allowed: networks that are not the open internet, and yet may be asked.
        redirects: how many are followed.
        attempts: how often something is asked for in one run.
        backoff: seconds before the second attempt; before each next one twice as many.
        patience: most seconds that it waits because a server asked it to; longer means: in another run.
        failures: of a host in a row, after which it is left alone for the run.
    """

    agent: str
    delay: float
    allowed: Sequence[Network] = ()
    redirects: int = 5
    attempts: int = 3
    backoff: float = 2.0
    patience: float = 60.0
    failures: int = 3


class Page(NamedTuple):
    """An answer that is of use, and the URL it was had from in the end."""

    url: str
    answer: Answer


class Visitor:
    """Asks hosts for pages, one after the other.

    Args:
        paused: hosts that asked to be left alone, and until when (seconds since 1970).
    """

    def __init__(self, manners: Manners, paused: Mapping[str, float], limits: Limits | None = None) -> None:
        self._manners = manners
        self._limits = limits or Limits()
        self._robots: dict[str, Robots | Failure] = {}
        self._next: dict[str, float] = {}
        self._failed: Counter[str] = Counter()
        self.paused = dict(paused)

    def turn(self, url: str) -> float:
        """Return in how many seconds the host of a URL may be asked again."""
        return max(0.0, self._next.get(host_of(url), 0.0) - time.monotonic())

    def get(self, url: str, kinds: Sequence[str], headers: Mapping[str, str] | None = None) -> Page:
        """Return a page of one of some content types, or the answer 304 where headers made it conditional.

        Raises:
            Failure: it cannot be had; the key says why.
        """
        url = checked_url(url)
        for _ in range(self._manners.redirects + 1):
            self._check_robots(url)
            answer = self._patiently(url, {"Accept": ", ".join(kinds), **(headers or {})}, self._limits)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return Page(url, _useful(answer, kinds))
            url = redirected(url, answer)
        raise Failure("too_many_redirects", limit=self._manners.redirects)

    def check(self, url: str) -> None:
        """Look whether a URL may be asked for, without asking for it. Raises `Failure`."""
        self._check_robots(checked_url(url))

    def _check_robots(self, url: str) -> None:
        origin = origin_of(url)
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin)
        rules = self._robots[origin]
        if isinstance(rules, Failure):
            raise rules
        if not rules.allow(url):
            raise Failure("robots")

    def _rules(self, origin: str) -> Robots | Failure:
        url = f"{origin}/robots.txt"
        try:
            for _ in range(self._manners.redirects + 1):
                answer = self._patiently(url, {}, _RULES)
                if answer.status not in _REDIRECTS or "location" not in answer.headers:
                    break
                url = redirected(url, answer)
        except Failure as failure:
            is_said = failure.key in ("private_address", "bad_address", "unreachable", "postponed")
            return failure if is_said else Failure("robots_unreadable", is_passing=True)
        if answer.status >= 500:
            return Failure("robots_unreadable", is_passing=True)
        return read_robots(answer.body) if answer.status == 200 else Robots()

    def _patiently(self, url: str, headers: Mapping[str, str], limits: Limits) -> Answer:
        """Return an answer, after a few attempts where a failure may pass."""
        host = host_of(url)
        for attempt in range(1, self._manners.attempts + 1):
            self._wait(host, url)
            try:
                answer = self._once(url, headers, limits)
                self._failed[host] = 0
                return answer
            except Failure as failure:
                wait = self._manners.backoff * 2 ** (attempt - 1) if failure.wait is None else failure.wait
                if not failure.is_passing or attempt == self._manners.attempts or wait > self._manners.patience:
                    self._give_up(host, failure)
                    raise
                self._next[host] = max(self._next[host], time.monotonic() + wait)
        raise AssertionError

    def _once(self, url: str, headers: Mapping[str, str], limits: Limits) -> Answer:
        own = {"User-Agent": self._manners.agent, "Accept-Encoding": "gzip", "Connection": "close"}
        answer = ask(url, {**own, **headers}, self._manners.allowed, limits)
        if answer.status in _PASSING:
            wait = _wait_asked(answer.headers.get("retry-after", ""))
            raise Failure("http_status", is_passing=True, wait=wait, status=answer.status)
        return answer

    def _wait(self, host: str, url: str) -> None:
        if self.paused.get(host, 0.0) > time.time() or self._failed[host] >= self._manners.failures:
            raise Failure("postponed", is_passing=True, host=host)
        time.sleep(self.turn(url))
        rules = self._robots.get(origin_of(url))
        asked = rules.delay if isinstance(rules, Robots) else 0.0
        self._next[host] = time.monotonic() + max(self._manners.delay, asked)

    def _give_up(self, host: str, failure: Failure) -> None:
        self._failed[host] += failure.is_passing
        if failure.wait is not None and failure.wait > self._manners.patience:
            self.paused[host] = time.time() + failure.wait


def redirected(url: str, answer: Answer) -> str:
    """Return where an answer sends us.

    Raises:
        Failure: ``bad_address``; ``downgrade``, from an encrypted page to an open one.
    """
    try:
        there = checked_url(urljoin(url, answer.headers["location"]))
    except ValueError as error:
        raise Failure("bad_address", address=answer.headers["location"]) from error
    if url.startswith("https:") and there.startswith("http:"):
        raise Failure("downgrade", address=there)
    return there


def _useful(answer: Answer, kinds: Sequence[str]) -> Answer:
    if answer.status == 304:
        return answer
    if answer.status != 200:
        raise Failure("http_status", status=answer.status)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in kinds:
        raise Failure("content_type", found=kind or "—", expected=", ".join(kinds[:3]))
    return answer


def _wait_asked(value: str) -> float | None:
    """Return for how many seconds ``Retry-After`` asks, a number or a date.

    >>> _wait_asked("120"), _wait_asked("soon"), _wait_asked("Fri, 14 Nov 2025 12:00:00 GMT")
    (120.0, None, 0.0)
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
