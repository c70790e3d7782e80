"""What a run leaves to the next one: what feeds said of themselves, which articles wait, are saved, or cannot be had.

An article is saved in three steps: what is to be written goes into the ledger, then into the file of the day, then the
ledger notes that it is there. Whatever interrupts this, `recover` finishes it: nothing is written twice, nothing lost.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lib.corpus.collect.addresses import key_of
from lib.corpus.database import StoreError, transaction, writing
from lib.corpus.documents import Record, fields_of
from lib.corpus.files import sync

FOLDER, FILE = "collected", "ledger.sqlite"
MOST_RUNS = 5
"""Runs in which an article is asked for in vain, before it is given up."""
_VERSION = 1
_SCHEMA = f"""
CREATE TABLE feed (url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL);
CREATE TABLE article (
    key TEXT PRIMARY KEY, -- see `addresses.key_of`
    number INTEGER NOT NULL, -- in order of arrival
    url TEXT NOT NULL,
    feed TEXT NOT NULL,
    record TEXT NOT NULL, -- what the feed says, JSON; empty when it is no longer needed
    state TEXT NOT NULL, -- waiting, saved or refused
    runs INTEGER NOT NULL DEFAULT 0 -- in which it was asked for in vain
);
CREATE INDEX waiting ON article (feed, number) WHERE state = 'waiting';
CREATE TABLE host (name TEXT PRIMARY KEY, until REAL NOT NULL);
CREATE TABLE file (name TEXT PRIMARY KEY, indexed INTEGER NOT NULL);
CREATE TABLE pending (key TEXT NOT NULL, final TEXT NOT NULL, file TEXT NOT NULL, start INTEGER NOT NULL,
    line TEXT NOT NULL);
PRAGMA user_version = {_VERSION};
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that has still to be fetched."""

    key: str
    url: str
    feed: str
    record: Record


class Entry(NamedTuple):
    """An article that a feed names."""

    url: str
    record: Record


class Ledger:
    """The memory of the collector, in a folder beside the corpus."""

    def __init__(self, db: sqlite3.Connection, folder: Path) -> None:
        self._db = db
        self._folder = folder

    def conditions(self, feed: str) -> dict[str, str]:
        """Return the headers that ask for a feed only if it has changed."""
        row = self._db.execute("SELECT etag, modified FROM feed WHERE url = ?", (feed,)).fetchone()
        names = ("If-None-Match", "If-Modified-Since")
        return {name: value for name, value in zip(names, row or (), strict=False) if value}

    def enter(self, feed: str, entries: Sequence[Entry], headers: Mapping[str, str] | None) -> int:
        """Let the articles of a feed wait that are new, and keep what it said of itself; return how many are new.

        Args:
            headers: of its answer; None where it could not be read as a whole, so that it is asked for again.
        """
        with transaction(self._db):
            before = self._db.total_changes
            for url, record in entries:
                self._db.execute(
                    """INSERT OR IGNORE INTO article (key, number, url, feed, record, state)
                    VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM article), ?, ?, ?, 'waiting')""",
                    (key_of(url), url, feed, json.dumps(fields_of(record))),
                )
            new = self._db.total_changes - before
            if headers is not None:
                values = (feed, headers.get("etag", ""), headers.get("last-modified", ""))
                self._db.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?)", values)
        return new

    def waiting(self, feeds: Sequence[str]) -> list[Waiting]:
        """Return the articles of feeds that wait, in order of arrival."""
        rows = self._db.execute(
            "SELECT key, url, feed, record FROM article WHERE state = 'waiting' AND feed IN "
            f"({','.join('?' * len(feeds))}) ORDER BY number",
            list(feeds),
        )
        return [Waiting(key, url, feed, Record(**json.loads(record))) for key, url, feed, record in rows]

    def is_saved(self, url: str) -> bool:
        """Tell whether the article at an address was saved."""
        row = self._db.execute("SELECT 1 FROM article WHERE key = ? AND state = 'saved'", (key_of(url),)).fetchone()
        return row is not None

    def refuse(self, key: str, is_passing: bool = False) -> None:
        """Note that an article was not had: not to be asked for again, unless it may be there in another run."""
        least = MOST_RUNS if is_passing else 1
        with transaction(self._db):
            self._db.execute(
                """UPDATE article SET runs = runs + 1, state = CASE WHEN runs + 1 >= ? THEN 'refused' ELSE state END
                WHERE key = ?""",
                (least, key),
            )

    def save(self, waiting: Waiting, url: str, line: str, name: str) -> None:
        """Append a line to a file of the folder, and note that an article is saved, under the address it came from.

        Raises:
            StoreError: the disk refuses it.
        """
        with writing(), transaction(self._db):
            size, is_ended = _end_of(self._folder / name)
            values = (waiting.key, key_of(url), name, size, f"{line}\n" if is_ended else f"\n{line}\n")
            self._db.execute("INSERT INTO pending VALUES (?, ?, ?, ?, ?)", values)
        self.recover()

    def recover(self) -> None:
        """Write what a run was about to write."""
        for key, final, name, start, line in self._db.execute("SELECT * FROM pending").fetchall():
            with writing():
                _write_at(self._folder / name, start, line.encode())
                with transaction(self._db):
                    self._db.execute(
                        "UPDATE article SET state = 'saved', record = '' WHERE key IN (?, ?)", (key, final)
                    )
                    self._db.execute(
                        """INSERT OR IGNORE INTO article (key, number, url, feed, record, state)
                        SELECT ?, number, url, feed, '', 'saved' FROM article WHERE key = ?""",
                        (final, key),
                    )
                    self._db.execute("DELETE FROM pending")

    def paused(self) -> dict[str, float]:
        """Return the hosts that asked to be left alone, and until when."""
        return dict(self._db.execute("SELECT name, until FROM host"))

    def pause(self, hosts: Mapping[str, float]) -> None:
        """Keep which hosts asked to be left alone."""
        with transaction(self._db):
            self._db.execute("DELETE FROM host")
            self._db.executemany("INSERT INTO host VALUES (?, ?)", hosts.items())

    def changed_files(self) -> dict[Path, int]:
        """Return the files with lines that have not been indexed, and their sizes."""
        known = dict(self._db.execute("SELECT name, indexed FROM file"))
        sizes = {path: path.stat().st_size for path in sorted(self._folder.glob("*.jsonl"))}
        return {path: size for path, size in sizes.items() if size != known.get(path.name)}

    def indexed(self, files: Mapping[Path, int]) -> None:
        """Note that files have been indexed as far as these sizes."""
        with transaction(self._db):
            rows = [(path.name, size) for path, size in files.items()]
            self._db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", rows)


@contextmanager
def open_ledger(folder: Path) -> Iterator[Ledger]:
    """Open the ledger of a store's folder, which is made if need be, and finish what was interrupted.

    Raises:
        StoreError: it cannot be opened, or the disk refuses it.
    """
    below = folder / FOLDER
    with writing():
        below.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(below / FILE, isolation_level=None)
        try:
            _prepare(db)
            ledger = Ledger(db, below)
            ledger.recover()
            yield ledger
        finally:
            db.close()


@contextmanager
def copied_ledger(folder: Path) -> Iterator[Ledger]:
    """Open a copy of a ledger in memory: whatever is noted in it is forgotten."""
    path = folder / FOLDER / FILE
    with writing():
        db = sqlite3.connect(":memory:", isolation_level=None)
        try:
            if path.is_file():
                there = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
                there.backup(db)
                there.close()
            _prepare(db)
            yield Ledger(db, folder / FOLDER)
        finally:
            db.close()


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    with transaction(db):
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            raise StoreError("store.newer", version=version, known=_VERSION)
        if not version:
            for statement in _SCHEMA.split(";\n"):
                db.execute(statement)


def _end_of(path: Path) -> tuple[int, bool]:
    """Return the size of a file, and whether a line may begin there."""
    if not path.exists():
        return 0, True
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        return size, file.read(1) in (b"", b"\n")


def _write_at(path: Path, start: int, line: bytes) -> None:
    """Bring a line to the end of a file that had `start` bytes; of a part that is there already nothing stays."""
    is_new = not path.exists()
    with path.open("ab+", buffering=0) as file:
        file.seek(start)
        written = file.read()
        if written.startswith(line):
            return
        if written and line.startswith(written):
            file.truncate(start)
        left = memoryview(line)
        while left:
            left = left[file.write(left) :]
        os.fsync(file.fileno())
    if is_new:
        sync(path.parent)
