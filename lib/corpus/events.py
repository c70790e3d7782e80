"""The analyst's own events: a CSV file beside the corpus, a day and its words a line, that people can read and edit."""

import csv
import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lib.corpus.database import writing
from lib.corpus.dates import DateError, parse_moment
from lib.corpus.edited_lines import ASIDE, PATIENCE
from lib.corpus.files import locked, sync

FILE, LOCK = "events.csv", "events.lock"
MOST, LONGEST = 500, 200
"""Events of a corpus, and characters of one."""
_HEADINGS = ("date", "event")
_LARGEST = 1_000_000


class EventsError(Exception):
    """A file of events that cannot be used.

    Attributes:
        key: message key.
        values: what the message names.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


class Event(NamedTuple):
    """A day and what happened on it, in the analyst's words."""

    day: date
    words: str


class Events(NamedTuple):
    """The events of a corpus by day, and the digest of the file that they were read from."""

    found: tuple[Event, ...] = ()
    digest: str = ""


def read_events(folder: Path) -> Events:
    """Return the events of a store; none without a file.

    Raises:
        EventsError: the file cannot be used: the line, and what was expected there.
    """
    try:
        content = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return Events()
    return Events(parse(content), _digest(content))


def parse(content: bytes) -> tuple[Event, ...]:
    """Return the events of a CSV file, by day: a day and its words a line, divided by commas, semicolons or tabs.

    Raises:
        EventsError: as `read_events`.

    >>> parse("date;event\\n14.11.2025;Визит, первый".encode())
    (Event(day=datetime.date(2025, 11, 14), words='Визит, первый'),)
    """
    if len(content) > _LARGEST:
        raise EventsError("events.large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EventsError("events.encoding") from error
    first = text.partition("\n")[0]
    divider = max(",;\t", key=first.count)
    found: list[Event] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=divider), start=1):
            cells = [one.strip() for one in row]
            if any(cells) and not (number == 1 and cells[0].casefold() == _HEADINGS[0]):
                found.append(_event(cells, number))
    except csv.Error as error:
        raise EventsError("events.form") from error
    return in_order(found)


def _event(cells: Sequence[str], line: int) -> Event:
    words = " ".join(cells[1].removeprefix("'").split()) if len(cells) == 2 else ""
    if not words or len(words) > LONGEST:
        raise EventsError("events.words", line=line, most=LONGEST)
    try:
        return Event(parse_moment(cells[0]).day, words)
    except DateError as error:
        raise EventsError("events.day", line=line, text=cells[0][:40]) from error


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return different events by day.

    Raises:
        EventsError: there are more than `MOST`.
    """
    found = tuple(sorted(set(events)))
    if len(found) > MOST:
        raise EventsError("events.many", most=MOST)
    return found


def as_csv(events: Iterable[Event]) -> bytes:
    """Return events as a CSV file that `parse` reads."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_HEADINGS)
    writer.writerows((event.day.isoformat(), event.words) for event in events)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def save_events(folder: Path, events: Iterable[Event], base: str) -> None:
    """Make these the events of a store, whole or not at all.

    Args:
        base: digest of the events that were edited.

    Raises:
        EventsError: somebody else has saved others since, or as `in_order`.
        StoreError: ``store.locked``, ``store.not_writable`` or ``store.no_space``.
    """
    content = as_csv(in_order(events))
    with locked(folder, LOCK, PATIENCE), writing():
        if read_events(folder).digest != base:
            raise EventsError("events.changed")
        aside = folder / (FILE + ASIDE)
        aside.write_bytes(content)
        sync(aside)
        os.replace(aside, folder / FILE)
        sync(folder)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
