"""Whether a store is as it was written: every file, every article, every count."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from lib.corpus.database import FILE, StoreError, connect_to_read, is_kept
from lib.corpus.documents import identity
from lib.corpus.publish import content_digest, damaged_marts
from lib.corpus.segments import damaged_segments


class Problem(NamedTuple):
    """Something damaged; `key` and `values` are worded by the interface, with what to do about it."""

    key: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found: articles, digest and id of the newest snapshot (0 and None without one), and problems."""

    articles: int
    digest: str | None
    snapshot: str | None
    problems: list[Problem]


def check(folder: Path) -> Health:
    """Verify a store; one that is not there, or was never published, is sound and empty.

    Raises:
        StoreError: ``store.newer``: the store cannot be judged by this version.
    """
    try:
        with closing(connect_to_read(folder)) as db:
            return _check(db, folder)
    except StoreError as error:
        if error.key == "store.newer":
            raise
        problems = [] if error.key == "store.missing" else [Problem("check.database", dict(error.values))]
        return Health(0, None, None, problems)
    except sqlite3.DatabaseError as error:
        return Health(0, None, None, [Problem("check.database", {"error": str(error)})])


def _check(db: sqlite3.Connection, folder: Path) -> Health:
    problems = [*_database(db, folder), *_segments(db, folder), *_articles(db)]
    newest = db.execute("SELECT id, documents, digest FROM snapshot ORDER BY number DESC LIMIT 1").fetchone()
    if newest is None:
        return Health(0, None, None, problems)
    for (id,) in db.execute("SELECT id FROM snapshot ORDER BY number").fetchall():
        problems += [Problem("check.mart", {"file": _below(path, folder)}) for path in damaged_marts(db, folder, id)]
    id, documents, digest = newest
    return Health(documents, digest, id, [*problems, *_counts(db, id)])


def _database(db: sqlite3.Connection, folder: Path) -> Iterator[Problem]:
    for (line,) in db.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield Problem("check.database", {"error": line})
    try:
        with closing(sqlite3.connect(f"{(folder / FILE).resolve().as_uri()}?mode=rw", uri=True)) as writable:
            writable.execute("INSERT INTO sentence (sentence) VALUES ('integrity-check')")
            writable.rollback()
    except sqlite3.OperationalError:
        return  # nobody may write here, or another process does: the search is checked another time
    except sqlite3.DatabaseError as error:
        yield Problem("check.search", {"error": str(error)})


def _segments(db: sqlite3.Connection, folder: Path) -> list[Problem]:
    return [Problem("check.segment", {"file": _below(path, folder)}) for path in damaged_segments(db, folder)]


def _articles(db: sqlite3.Connection) -> Iterator[Problem]:
    """Yield the articles whose content does not make their id."""
    rows = db.execute("SELECT doc, id, date, given_source, url, title, body FROM article")
    for doc, id, day, *rest in rows:
        if _identity(day, *rest) != id.hex():
            yield Problem("check.article", {"doc": doc})


def _identity(day: str | None, source: str, url: str, title: str, body: bytes) -> str | None:
    try:
        text = zlib.decompress(body).decode()
        return identity(date.fromisoformat(day) if day else None, source, url, title, text)
    except (zlib.error, ValueError):
        return None


def _counts(db: sqlite3.Connection, id: str) -> Iterator[Problem]:
    """Yield where the newest snapshot and its articles contradict each other."""
    row: dict[str, Any] = dict(
        zip(
            ("last_doc", "documents", "words", "sentences", "statements", "analysis_version", "code_version", "digest"),
            db.execute(
                """SELECT last_doc, documents, words, sentences, statements, analysis_version, code_version, digest
                FROM snapshot WHERE id = ?""",
                (id,),
            ).fetchone(),
            strict=True,
        )
    )
    if db.execute("SELECT 1 FROM segment WHERE version <> ?", (row["analysis_version"],)).fetchone():
        return  # analysed again, and not yet published: the next run of index finishes that
    names = ("documents", "words", "sentences", "statements")
    found = db.execute(
        f"SELECT count(*), sum(words), sum(sentences), sum(statements) FROM article WHERE doc <= ? AND {is_kept(db)}",
        (row["last_doc"],),
    ).fetchone()
    for name, count in zip(names, found, strict=True):
        if count != row[name]:
            yield Problem("check.count", {"name": name, "expected": row[name], "found": count})
    if content_digest(db, row["code_version"], row["last_doc"]) != row["digest"]:
        yield Problem("check.digest", {"snapshot": id})


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
