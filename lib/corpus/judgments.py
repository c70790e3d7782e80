"""The analyst's judgments of themes: a file beside the corpus, one JSON object an answer, that people can read.

An answer says whether a sentence is about a theme. It names the sentence by the document's content hash and offsets, so
that it holds in a new snapshot and in a store built anew, and the definition that the theme had when it was asked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from lib.corpus.edited_lines import BrokenLine, UnreadableLine, append, as_json, expect, offsets, read_lines

FILE, LOCK = "judgments.jsonl", "judgments.lock"
FEWEST = 10
"""Answers from which on they say something about a theme."""

Sampled = Literal["tagged", "near"]
"""The theme tags the sentence; some of the theme's words stand in it, too few for the theme."""

Verdict = Literal["yes", "no"]

_THEME = re.compile("[a-z][a-z0-9_]{0,39}")
_DEFINITION = re.compile("[0-9a-f]{8,64}")
_ARTICLE = re.compile("[0-9a-f]{64}")


class SentenceKey(NamedTuple):
    """A sentence: content hash of its document, see `lib.corpus.documents.identity`, and its half-open offsets."""

    article: str
    start: int
    end: int


class Defined(NamedTuple):
    """A theme as it is defined at one time: its id and its digest."""

    theme: str
    definition: str


@dataclass(frozen=True, slots=True)
class Judgment:
    """An answer: is this sentence about this theme?

    Attributes:
        sampled: as what the sentence was drawn.
        time: when it was answered, UTC.
        reused: the answer was given when the theme had another definition, and serves again.
    """

    theme: str
    definition: str
    article: str
    start: int
    end: int
    sampled: Sampled
    verdict: Verdict
    time: datetime
    reused: bool = False

    @property
    def sentence(self) -> SentenceKey:
        """The sentence that is judged."""
        return SentenceKey(self.article, self.start, self.end)

    @property
    def defined(self) -> Defined:
        """The theme with the definition that it had."""
        return Defined(self.theme, self.definition)


class Tally(NamedTuple):
    """How often a theme is right: answers, of them yes, among the sentences that it tags and among near misses.

    Attributes:
        reused: answers that were given under another definition.
        last: time of the last answer, UTC; None without one.
    """

    tagged: int = 0
    tagged_yes: int = 0
    near: int = 0
    near_yes: int = 0
    reused: int = 0
    last: datetime | None = None

    @property
    def answers(self) -> int:
        """All answers."""
        return self.tagged + self.near


class Standing(NamedTuple):
    """What is known of a theme as it is defined now.

    Attributes:
        tally: the answers that say something, None where there are fewer than `FEWEST`.
        is_stale: they were given before the theme was edited.
        begun: answers under the definition of now.
    """

    tally: Tally | None
    is_stale: bool
    begun: int


@dataclass(frozen=True)
class Judgments:
    """The judgments of a store.

    Attributes:
        lines: all answers, the earliest first.
        broken: lines that cannot be read; they are reported, and kept as they are.
    """

    lines: tuple[Judgment, ...] = ()
    broken: tuple[BrokenLine, ...] = ()

    @cached_property
    def _latest(self) -> dict[Defined, dict[SentenceKey, Judgment]]:
        found: dict[Defined, dict[SentenceKey, Judgment]] = {}
        for line in self.lines:
            found.setdefault(line.defined, {})[line.sentence] = line
        return found

    @property
    def defined(self) -> list[Defined]:
        """The themes that are judged, with each of their definitions."""
        return sorted(self._latest)

    def of(self, defined: Defined) -> Mapping[SentenceKey, Judgment]:
        """Return the last answer on each sentence, given under one definition of a theme."""
        return self._latest.get(defined, {})

    def of_theme(self, theme: str) -> dict[SentenceKey, Judgment]:
        """Return the last answer on each sentence, whatever the definition of the theme."""
        return {line.sentence: line for line in self.lines if line.theme == theme}

    def tally(self, defined: Defined) -> Tally:
        """Return how often a theme was right under one definition."""
        lines = self.of(defined).values()
        asked = {sampled: [line.verdict == "yes" for line in lines if line.sampled == sampled] for sampled in _SAMPLED}
        return Tally(
            tagged=len(asked["tagged"]),
            tagged_yes=sum(asked["tagged"]),
            near=len(asked["near"]),
            near_yes=sum(asked["near"]),
            reused=sum(line.reused for line in lines),
            last=max((line.time for line in lines), default=None),
        )

    def standing(self, defined: Defined) -> Standing:
        """Return what is known of a theme: from its definition, otherwise from the one that was judged last."""
        own = self.tally(defined)
        if own.answers >= FEWEST:
            return Standing(own, False, own.answers)
        before = [self.tally(other) for other in self._latest if other.theme == defined.theme and other != defined]
        telling = [tally for tally in before if tally.answers >= FEWEST]
        newest = max(telling, key=lambda tally: tally.last or _EVER, default=None)
        return Standing(newest, newest is not None, own.answers)


_SAMPLED: tuple[Sampled, ...] = get_args(Sampled)
_EVER = datetime.min.replace(tzinfo=UTC)


def read_judgments(folder: Path) -> Judgments:
    """Return the judgments of a store's folder; none without the file."""
    found, broken, _ = read_lines(folder / FILE, _parse)
    return Judgments(tuple(sorted(found, key=lambda line: line.time)), broken)


def judge(folder: Path, judgments: Iterable[Judgment]) -> None:
    """Put answers at the end of the file; of several on one sentence the last one counts.

    Raises:
        StoreError: ``store.locked``, ``store.not_writable`` or ``store.no_space``.
    """
    append(folder / FILE, LOCK, map(_as_line, judgments))


def _as_line(line: Judgment) -> bytes:
    values: dict[str, Any] = {name: getattr(line, name) for name in Judgment.__slots__}
    values["time"] = line.time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if not line.reused:
        del values["reused"]
    return as_json(values)


def _parse(values: dict[str, Any]) -> Judgment:
    for name, form in (("theme", _THEME), ("definition", _DEFINITION), ("article", _ARTICLE)):
        expect(isinstance(values.get(name), str) and form.fullmatch(values[name]), name)
    start, end = offsets(values, "start", "end", "offsets")
    expect(values.get("sampled") in _SAMPLED, "sampled")
    expect(values.get("verdict") in get_args(Verdict), "verdict")
    expect(isinstance(values.get("reused", False), bool), "reused")
    kept = {name: values[name] for name in ("theme", "definition", "article", "sampled", "verdict")}
    moment = _moment(values.get("time"))
    return Judgment(**kept, start=start, end=end, time=moment, reused=values.get("reused", False))


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value)  # type: ignore[arg-type]  # what is no string is refused below
    except (TypeError, ValueError) as error:
        raise UnreadableLine("time") from error
    expect(moment.tzinfo is not None, "time")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise UnreadableLine("time") from error
