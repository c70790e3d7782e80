"""Imports: each run that brought documents, so that what it brought can be told, and taken out again."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lib.corpus.database import layout
from lib.corpus.store import Store

UNDONE = "undone"
"""Why documents are withdrawn whose import was undone; they come back when they are read again."""


@dataclass(frozen=True, slots=True)
class Import:
    """A run that brought documents.

    Attributes:
        number: from 1, in order of time.
        at: when it began, in UTC.
        name: of what was read.
        documents: that it brought and the store has, withdrawn or not.
        undone: of these, without those that its undoing withdrew.
        report: what was read, repaired, doubted, skipped and refused; empty if the run was interrupted.
    """

    number: int
    at: datetime
    name: str
    documents: int
    undone: int
    report: dict[str, Any]


def begin_import(db: sqlite3.Connection, name: str) -> int:
    """Note that a run begins; return its number."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return int(db.execute("INSERT INTO import (at, name, report) VALUES (?, ?, '{}')", (now, name)).lastrowid or 0)


def end_import(db: sqlite3.Connection, number: int, report: dict[str, Any]) -> None:
    """Note what became of a run; one that brought nothing is forgotten."""
    db.execute("UPDATE import SET report = ? WHERE number = ?", (json.dumps(report), number))
    db.execute("DELETE FROM import WHERE number NOT IN (SELECT import FROM article)")


def withdrawn(store: Store) -> dict[str, int]:
    """Return how many documents the store keeps that new snapshots do not have, by reason."""
    with closing(store.connect()) as db:
        if layout(db) < 2:
            return {}
        return dict(db.execute("SELECT withdrawn, count(*) FROM article WHERE withdrawn <> '' GROUP BY 1 ORDER BY 1"))


def imports(store: Store) -> list[Import]:
    """Return the imports of a store, the newest first; none of those before a store of layout 2."""
    with closing(store.connect()) as db:
        if layout(db) < 2:
            return []
        rows = db.execute(
            """SELECT number, at, name, count(doc), count(doc) FILTER (WHERE withdrawn = ?), report
            FROM import LEFT JOIN article ON import = number GROUP BY number ORDER BY number DESC""",
            (UNDONE,),
        ).fetchall()
    return [
        Import(number, datetime.fromisoformat(at), name, documents, undone, json.loads(report))
        for number, at, name, documents, undone, report in rows
    ]
