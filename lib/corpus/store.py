"""A store as readers see it: snapshots, their tables, and the texts."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from lib.corpus.database import StoreError, connect_to_read

__all__ = ["Article", "SnapshotInfo", "Store", "StoreError", "open_store"]

MARTS, SEGMENTS = "marts", "segments"
_AT_ONCE = 500  # SQLite's limit on parameters is far above


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """What a snapshot holds.

    Attributes:
        id: 12 hexadecimal digits, from the content and the versions of code and dictionaries.
        created, last_ingested: moments in UTC.
        first, last: days of the earliest and latest document in charts, None if no document has a date.
        code_version: version of the code and the dictionaries that made it.
        digest: hash of the content and everything that was found in it.
        counts: records of the run that made it: accepted, repaired, skipped, refused, warned.
    """

    id: str
    created: datetime
    documents: int
    words: int
    sentences: int
    statements: int
    speakers: int
    first: date | None
    last: date | None
    last_ingested: datetime
    code_version: str
    digest: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Article:
    """A document as it is shown; `source` is a slug, `source_name` what people read."""

    doc: int
    id: str
    external_id: str
    date: date | None
    time: time | None
    source: str
    source_name: str
    city: str
    title: str
    url: str
    text: str


class Store:
    """A folder with a corpus, read-only. Safe to use from many threads: each call has its own connection."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def connect(self) -> sqlite3.Connection:
        """Return a new read-only connection; the caller closes it.

        Raises:
            StoreError: the store cannot be opened.
        """
        return connect_to_read(self.folder)

    def snapshots(self) -> list[SnapshotInfo]:
        """Return the published snapshots, the newest first."""
        return self._infos("")

    def _infos(self, limit: str) -> list[SnapshotInfo]:
        columns = ", ".join(SnapshotInfo.__slots__[:-1])
        query = f"SELECT {columns}, json_extract(report, '$.counts') FROM snapshot ORDER BY number DESC {limit}"
        with closing(self.connect()) as db:
            return [_info(row) for row in db.execute(query)]

    def latest(self) -> SnapshotInfo:
        """Return the newest snapshot.

        Raises:
            StoreError: ``store.empty`` before the first one.
        """
        if snapshots := self._infos("LIMIT 1"):
            return snapshots[0]
        raise StoreError("store.empty", folder=self.folder.name)

    def newest(self) -> str:
        """Return the id of the newest snapshot, without looking at what it holds.

        Raises:
            StoreError: as `latest`.
        """
        with closing(self.connect()) as db:
            row = db.execute("SELECT id FROM snapshot ORDER BY number DESC LIMIT 1").fetchone()
        if row is None:
            raise StoreError("store.empty", folder=self.folder.name)
        return str(row[0])

    def mart_path(self, snapshot_id: str) -> Path:
        """Return the folder with the tables of a snapshot.

        Raises:
            StoreError: ``store.no_snapshot``.
        """
        if snapshot_id not in {info.id for info in self.snapshots()}:
            raise StoreError("store.no_snapshot", snapshot=snapshot_id)
        return self.folder / MARTS / snapshot_id

    def report(self, snapshot_id: str) -> dict[str, Any]:
        """Return the report of the run that made a snapshot: what was read, repaired, doubted, skipped and refused.

        Raises:
            StoreError: ``store.no_snapshot``.
        """
        with closing(self.connect()) as db:
            row = db.execute("SELECT report FROM snapshot WHERE id = ?", (snapshot_id,)).fetchone()
        if row is None:
            raise StoreError("store.no_snapshot", snapshot=snapshot_id)
        report: dict[str, Any] = json.loads(row[0])
        return report

    def articles(self, docs: Sequence[int]) -> dict[int, Article]:
        """Return articles by doc; numbers that the store does not know are left out."""
        with closing(self.connect()) as db:
            found = (
                row for start in range(0, len(docs), _AT_ONCE) for row in _rows(db, docs[start : start + _AT_ONCE])
            )
            return {row[0]: _article(row) for row in found}

    def times(self, docs: Sequence[int]) -> dict[int, time | None]:
        """Return at which time documents came out, None where only the day is known."""
        found: dict[int, time | None] = {}
        with closing(self.connect()) as db:
            for start in range(0, len(docs), _AT_ONCE):
                some = [int(doc) for doc in docs[start : start + _AT_ONCE]]
                rows = db.execute(f"SELECT doc, time FROM article WHERE doc IN ({','.join('?' * len(some))})", some)
                found |= {doc: time.fromisoformat(at) if at else None for doc, at in rows}
        return found

    def docs_of_texts(self, digests: Iterable[str]) -> dict[int, str]:
        """Return the documents with texts of these digests, doc to digest; reprints of a text share its digest."""
        wanted = [bytes.fromhex(digest) for digest in digests]
        found: dict[int, str] = {}
        with closing(self.connect()) as db:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                found |= db.execute(
                    f"SELECT doc, lower(hex(text_hash)) FROM article WHERE text_hash IN ({marks})", some
                )
        return found

    def find(self, id: str) -> int | None:
        """Return the doc of the document with an id or with the beginning of one, at least 12 digits."""
        try:
            prefix = bytes.fromhex(id[: len(id) // 2 * 2])
        except ValueError:
            return None
        if len(prefix) < 6:
            return None
        with closing(self.connect()) as db:
            rows = db.execute(
                "SELECT doc, lower(hex(id)) FROM article WHERE id >= ? AND id <= ?", (prefix, prefix + b"\xff" * 32)
            )
            return next((doc for doc, whole in rows if whole.startswith(id)), None)


def open_store(folder: Path) -> Store:
    """Return the store of a folder.

    Raises:
        StoreError: ``store.missing``, ``store.damaged`` or ``store.newer``.
    """
    store = Store(folder)
    store.connect().close()
    return store


def _rows(db: sqlite3.Connection, docs: Sequence[int]) -> list[tuple[Any, ...]]:
    marks = ",".join("?" * len(docs))
    return db.execute(
        f"""SELECT doc, lower(hex(id)), external_id, date, time, source, source_name, city, title, url, body
        FROM article WHERE doc IN ({marks})""",
        [int(doc) for doc in docs],
    ).fetchall()


def _article(row: tuple[Any, ...]) -> Article:
    values = dict(zip(Article.__slots__, row, strict=True))
    values["date"] = date.fromisoformat(values["date"]) if values["date"] else None
    values["time"] = time.fromisoformat(values["time"]) if values["time"] else None
    values["text"] = zlib.decompress(values["text"]).decode()
    return Article(**values)


def _info(row: tuple[Any, ...]) -> SnapshotInfo:
    values = dict(zip(SnapshotInfo.__slots__, row, strict=True))
    for name in ("created", "last_ingested"):
        values[name] = datetime.fromisoformat(values[name])
    for name in ("first", "last"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    values["counts"] = json.loads(values["counts"] or "{}")
    return SnapshotInfo(**values)
