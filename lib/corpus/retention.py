"""Which snapshots are kept, and the removal of the others: never one that is pinned, nor one that somebody has open."""

import fcntl
import os
import shutil
import sqlite3
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from lib.corpus.database import StoreError, transaction
from lib.corpus.pins import pinned
from lib.corpus.store import MARTS

FILE = "retention.toml"


@dataclass(frozen=True, slots=True)
class Policy:
    """What is kept: the newest snapshots, and of each of the last days the last one. Bounded, however often one comes.

    Attributes:
        last: how many of the newest, at least one.
        days: for how many days the last one of a day (UTC).
    """

    last: int = 10
    days: int = 30


class Old(NamedTuple):
    """A snapshot that the policy does not keep: how many bytes only it has, and whether somebody has it open."""

    id: str
    created: datetime
    bytes: int
    is_open: bool


def read_policy(folder: Path) -> Policy:
    """Return the policy of a store: its `FILE`, otherwise the usual one.

    Raises:
        StoreError: ``retention.unusable``.
    """
    try:
        values = tomllib.loads((folder / FILE).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Policy()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoreError("retention.unusable", file=FILE, place=str(error)) from error
    least = {"last": 1, "days": 0}
    for name, value in values.items():
        if name not in least or type(value) is not int or value < least[name]:
            raise StoreError("retention.unusable", file=FILE, place=name)
    return Policy(**values)


def old_snapshots(db: sqlite3.Connection, folder: Path, policy: Policy, now: datetime | None = None) -> list[Old]:
    """Return what a policy does not keep, the oldest first."""
    rows = [
        (id, datetime.fromisoformat(created))
        for id, created in db.execute("SELECT id, created FROM snapshot ORDER BY number DESC")
    ]
    kept = pinned(folder) | {id for id, _ in rows[: policy.last]} | _last_of_days(rows, policy, now)
    gone = [(id, created) for id, created in reversed(rows) if id not in kept]
    return [Old(id, created, _size(folder / MARTS / id), _is_open(folder / MARTS / id)) for id, created in gone]


def _last_of_days(rows: Sequence[tuple[str, datetime]], policy: Policy, now: datetime | None) -> set[str]:
    since = (now or datetime.now(UTC)) - timedelta(days=policy.days)
    last: dict[object, str] = {}
    for id, created in rows:
        if created > since:
            last.setdefault(created.date(), id)
    return set(last.values())


def remove(db: sqlite3.Connection, folder: Path, old: Sequence[Old]) -> list[Old]:
    """Remove snapshots that nobody has open; return them. For the writer of the store.

    The row goes first: what is left of the tables when the power fails, the next writer removes.
    """
    removed = []
    for snapshot in old:
        path = folder / MARTS / snapshot.id
        with _alone(path) as is_alone:
            if is_alone:
                with transaction(db):
                    db.execute("DELETE FROM mart WHERE snapshot = ?", (snapshot.id,))
                    db.execute("DELETE FROM snapshot WHERE id = ?", (snapshot.id,))
                shutil.rmtree(path, ignore_errors=True)
                removed.append(snapshot)
    return removed


class Hold:
    """A snapshot that is open: its tables stay for as long as this object lives, or the process.

    The system holds the lock (``flock`` on the folder), so that it ends with the process however that ends, and works
    on a file system that nobody may write to.
    """

    def __init__(self, path: Path) -> None:
        """Hold the folder of a snapshot. Whether it was removed before that, its row says.

        Raises:
            StoreError: ``store.no_snapshot``.
        """
        try:
            self._handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            raise StoreError("store.no_snapshot", snapshot=path.name) from error
        try:
            fcntl.flock(self._handle, fcntl.LOCK_SH)  # waits while it is being removed
        except OSError:
            return  # a file system without locks: nothing can be held there

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            os.close(self._handle)


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Hold a folder against everybody, and tell whether that was possible; one that is not there is nobody's."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        yield True
        return
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_open(path: Path) -> bool:
    with _alone(path) as is_alone:
        return not is_alone


def _size(path: Path) -> int:
    """Return the bytes of the files that no other snapshot has too."""
    found = (file.stat() for file in path.glob("*"))
    return sum(stat.st_size for stat in found if stat.st_nlink == 1)
