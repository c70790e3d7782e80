"""Files that the analyst's answers are kept in beside a corpus: one JSON object a line, for people to read and edit."""

import errno
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from lib.corpus.database import writing
from lib.corpus.files import locked, sync

PATIENCE = 5.0
"""Seconds that an answer waits for another one to be written."""
ASIDE = ".new"  # not what `index` clears away: it may run meanwhile
_FURTHEST = 2**31
T = TypeVar("T")


class BrokenLine(NamedTuple):
    """A line that cannot be read: its number from 1, what was expected (a message key), and the line itself."""

    number: int
    expected: str
    raw: bytes


class UnreadableLine(Exception):
    """A line is not what the file consists of: what was expected in it."""


class Lines(NamedTuple, Generic[T]):
    """The lines of a file in their order, those that cannot be read, and the file's content."""

    found: list[T]
    broken: tuple[BrokenLine, ...]
    content: bytes


def read_lines(path: Path, parse: Callable[[dict[str, Any]], T]) -> Lines[T]:
    """Return the lines of a file; none without the file.

    Args:
        parse: the object of a line -> what it stands for; raises `UnreadableLine`.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    found: list[T] = []
    broken: list[BrokenLine] = []
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            found.append(parse(_object(raw)))
        except UnreadableLine as error:
            broken.append(BrokenLine(number, str(error), raw))
    return Lines(found, tuple(broken), content)


def rewrite(path: Path, lock: str, change: Callable[[], Iterable[bytes]]) -> None:
    """Put other lines into a file, whole or not at all.

    Args:
        lock: file beside it that keeps out other writers.
        change: the lines that the file is to have; called when nobody else can write.

    Raises:
        StoreError: ``store.locked``, ``store.not_writable`` or ``store.no_space``.
    """
    with locked(path.parent, lock, PATIENCE), writing():
        aside = path.with_name(path.name + ASIDE)
        aside.write_bytes(b"".join(line + b"\n" for line in change()))
        sync(aside)
        os.replace(aside, path)
        sync(path.parent)


def append(path: Path, lock: str, lines: Iterable[bytes]) -> None:
    """Put lines at the end of a file, all or none; a last line without an end stays a line of its own.

    Raises:
        StoreError: as `rewrite`.
    """
    content = b"".join(line + b"\n" for line in lines)
    with locked(path.parent, lock, PATIENCE), writing(), path.open("ab+", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        if file.read(1) not in (b"", b"\n"):
            content = b"\n" + content
        try:
            if file.write(content) != len(content):
                raise OSError(errno.ENOSPC, "the end of the lines did not fit")
            os.fsync(file.fileno())
        except OSError:
            file.truncate(size)
            raise
        sync(path.parent)


def as_json(values: dict[str, Any]) -> bytes:
    """Return an object as a line, without its end."""
    return json.dumps(values, ensure_ascii=False).encode()


def expect(holds: object, what: str) -> None:
    """Raise `UnreadableLine` where something does not hold."""
    if not holds:
        raise UnreadableLine(what)


def offsets(values: dict[str, Any], first: str, last: str, expected: str) -> tuple[int, int]:
    """Return two half-open offsets of an object. Raises `UnreadableLine`."""
    start, end = values.get(first), values.get(last)
    if type(start) is not int or type(end) is not int or not 0 <= start < end < _FURTHEST:
        raise UnreadableLine(expected)
    return start, end


def _object(raw: bytes) -> dict[str, Any]:
    try:
        values = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UnreadableLine("object") from error
    if not isinstance(values, dict):
        raise UnreadableLine("object")
    return values
