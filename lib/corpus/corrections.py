"""The analyst's corrections of statements: a file beside the corpus, one JSON object a line, that people can read.

A correction names its statement by the text it stands in and the offsets that were found there, so that it holds
for a reprint, a new snapshot and a store built anew alike. What it does to a snapshot: `lib.corpus.queries.corrected`.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from lib.corpus.edited_lines import BrokenLine, UnreadableLine, expect, offsets, read_lines, rewrite
from lib.text.spans import Span

FILE, LOCK = "corrections.jsonl", "corrections.lock"
LONGEST = 2_000
"""Characters of a name or a note."""

Verdict = Literal["speaker", "not_established", "not_statement", "span"]
"""Someone else said it; it is not known who; nobody is quoted here; the statement begins or ends elsewhere."""

Subject = Literal["who", "where"]
"""What a correction is about."""

_DIGEST = re.compile("[0-9a-f]{32}")


class StatementKey(NamedTuple):
    """A statement as it was found: digest of its text, see `lib.corpus.documents.text_digest`, and its offsets."""

    digest: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What the analyst says of one statement.

    Attributes:
        digest, start, end: the statement as it was found.
        speaker: for ``speaker``, the name in the nominative; joint speakers are joined by "; ".
        new_start, new_end: for ``span``, the half-open offsets that are right.
        when: day on which it was said.
    """

    digest: str
    start: int
    end: int
    verdict: Verdict
    when: date
    speaker: str = ""
    new_start: int | None = None
    new_end: int | None = None
    note: str = ""

    @property
    def key(self) -> StatementKey:
        """The statement that is corrected."""
        return StatementKey(self.digest, self.start, self.end)

    @property
    def subject(self) -> Subject:
        """What it is about: who speaks, or where. A statement may have a correction of each."""
        return "where" if self.verdict == "span" else "who"

    @property
    def new_span(self) -> Span | None:
        """The offsets that are right, None where the correction is not about them."""
        return None if self.new_start is None or self.new_end is None else Span(self.new_start, self.new_end)


@dataclass(frozen=True)
class Corrections:
    """The corrections of a store.

    Attributes:
        lines: one for each statement and subject, sorted; of several in the file, the latest.
        broken: lines that cannot be read; they are reported, and kept as they are.
        digest: hash of the file, empty without one.
    """

    lines: tuple[Correction, ...] = ()
    broken: tuple[BrokenLine, ...] = ()
    digest: str = ""

    @cached_property
    def by_statement(self) -> dict[StatementKey, tuple[Correction, ...]]:
        """The corrections of each statement."""
        found: dict[StatementKey, tuple[Correction, ...]] = {}
        for line in self.lines:
            found[line.key] = (*found.get(line.key, ()), line)
        return found

    def of_text(self, digest: str) -> list[Correction]:
        """Return the corrections of the statements in one text."""
        return [line for line in self.lines if line.digest == digest]


def read_corrections(folder: Path) -> Corrections:
    """Return the corrections of a store's folder; none without the file."""
    found, broken, content = read_lines(folder / FILE, _parse)
    return Corrections(_latest(found), broken, hashlib.sha256(content).hexdigest()[:12] if content else "")


def correct(folder: Path, correction: Correction) -> None:
    """Enter a correction; it takes the place of an earlier one of the same statement and subject.

    "Not a statement" takes the place of all, and any other one takes the place of that.

    Raises:
        StoreError: ``store.locked``, ``store.not_writable`` or ``store.no_space``.
    """

    def stays(line: Correction) -> bool:
        total = "not_statement" in (line.verdict, correction.verdict)
        return line.key != correction.key or not (total or line.subject == correction.subject)

    _rewrite(folder, lambda lines: [*filter(stays, lines), correction])


def undo(folder: Path, key: StatementKey, subject: Subject) -> None:
    """Take back the correction of a statement and subject.

    Raises:
        StoreError: as `correct`.
    """
    _rewrite(folder, lambda lines: [line for line in lines if (line.key, line.subject) != (key, subject)])


def find_text(text: str, wanted: str, near: int) -> Span | None:
    """Return where words stand in a text, whatever the white space between them; of several places, the nearest.

    >>> find_text("Да. Мы  готовы, да.", "мы готовы", 0), find_text("Да. Мы  готовы, да.", "Мы готовы", 0)
    (None, Span(start=4, end=14))
    """
    words = wanted.split()
    if not words:
        return None
    places = re.finditer(r"\s+".join(map(re.escape, words)), text)
    return min((Span(*place.span()) for place in places), key=lambda span: abs(span.start - near), default=None)


def as_line(correction: Correction) -> str:
    """Return a correction as a line of the file, without the fields that it has not."""
    values = {name: value for name, value in asdict(correction).items() if value not in ("", None)}
    return json.dumps(values | {"when": correction.when.isoformat()}, ensure_ascii=False)


def _rewrite(folder: Path, change: Callable[[tuple[Correction, ...]], list[Correction]]) -> None:
    def changed() -> list[bytes]:
        before = read_corrections(folder)
        lines = [as_line(line).encode() for line in sorted(change(before.lines), key=_order)]
        return [*lines, *(line.raw for line in before.broken)]

    rewrite(folder / FILE, LOCK, changed)


def _order(line: Correction) -> tuple[StatementKey, str]:
    return line.key, line.verdict


def _latest(lines: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return one correction for each statement and subject: the latest day's, of one day the last line's."""
    kept: dict[tuple[StatementKey, str], Correction] = {}
    for line in sorted(lines, key=lambda line: line.when):
        kept[line.key, line.subject] = line
    return tuple(sorted(kept.values(), key=_order))


def _parse(values: dict[str, Any]) -> Correction:
    digest, verdict, speaker, note = (values.get(name, "") for name in ("digest", "verdict", "speaker", "note"))
    expect(isinstance(digest, str) and _DIGEST.fullmatch(digest), "digest")
    expect(verdict in get_args(Verdict), "verdict")
    start, end = offsets(values, "start", "end", "offsets")
    expect(_is_text(speaker) and (verdict != "speaker" or names_somebody(speaker)), "speaker")
    expect(_is_text(note), "note")
    new_start, new_end = offsets(values, "new_start", "new_end", "span") if verdict == "span" else (None, None)
    kept = speaker if verdict == "speaker" else ""
    return Correction(digest, start, end, verdict, _day(values.get("when")), kept, new_start, new_end, note)


def _day(value: object) -> date:
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]  # what is no string is refused below
    except (TypeError, ValueError) as error:
        raise UnreadableLine("when") from error


def _is_text(value: object) -> bool:
    """Tell whether a value is text that can be stored; half of a surrogate pair cannot."""
    return isinstance(value, str) and len(value) <= LONGEST and not re.search("[\ud800-\udfff]", value)


def names_somebody(speaker: str) -> bool:
    """Tell whether every one of joint names has a letter, and there is one."""
    return bool(names_in(speaker)) and all(any(map(str.isalpha, name)) for name in names_in(speaker))


def names_in(speaker: str) -> list[str]:
    """Return the names of joint speakers.

    >>> names_in("Анна Белова;  МИД РФ ")
    ['Анна Белова', 'МИД РФ']
    """
    return [folded for name in speaker.split(";") if (folded := " ".join(name.split()))]
