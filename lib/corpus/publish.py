"""A snapshot: the tables of everything that the store holds, published as a whole or not at all."""

import hashlib
import json
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lib.corpus.aliases import Aliases, read_aliases
from lib.corpus.database import is_kept, transaction
from lib.corpus.files import ASIDE, damaged, sync
from lib.corpus.plan import Marts, Plan, Progress
from lib.corpus.segments import segment_paths
from lib.corpus.store import MARTS
from lib.corpus.theme_file import FILE as THEMES
from lib.corpus.theme_file import Dictionary, text_digest
from lib.corpus.versions import analysis_version, snapshot_version


def snapshot_id(db: sqlite3.Connection, aliases: Aliases, themes: str) -> str:
    """Return the id that a snapshot of the store has: from its documents, the code and the dictionaries.

    Of the analyst's list of speakers only what it takes from the project's counts: the rest is laid over a snapshot.

    Args:
        themes: the digest of the dictionary of themes.
    """
    state = hashlib.sha256(snapshot_version(themes).encode())
    state.update("".join(f"\0{key}" for key in sorted(aliases.taken)).encode())
    for (id,) in db.execute("SELECT id FROM article WHERE withdrawn = '' ORDER BY id"):
        state.update(id)
    return state.hexdigest()[:12]


def content_digest(db: sqlite3.Connection, version: str, last_doc: int) -> str:
    """Return the hash of what was found in every document up to one, whatever the order in which they came."""
    state = hashlib.sha256(version.encode())
    rows = f"SELECT id, digest FROM article WHERE doc <= ? AND {is_kept(db)} ORDER BY id"
    for id, digest in db.execute(rows, (last_doc,)):
        state.update(id + digest)
    return state.hexdigest()


def is_published(db: sqlite3.Connection, folder: Path, id: str) -> bool:
    """Tell whether a snapshot is the newest one of the store, and whole."""
    return _newest(db) == id and not damaged_marts(db, folder, id)


def damaged_marts(db: sqlite3.Connection, folder: Path, id: str) -> list[Path]:
    """Return the files of a snapshot that are not there or not as they were written."""
    marts = db.execute("SELECT name, checksum FROM mart WHERE snapshot = ?", (id,)).fetchall()
    return damaged((folder / MARTS / id / file_name(name), value) for name, value in marts)


def file_name(mart: str) -> str:
    """Return the file of a table, or of the dictionary, in the folder of a snapshot."""
    return mart if mart == THEMES else f"{mart}.parquet"


def publish(
    db: sqlite3.Connection,
    folder: Path,
    dictionary: Dictionary,
    report: dict[str, Any],
    workers: int,
    progress: Progress,
) -> str:
    """Make a snapshot of the store with a dictionary the newest; return its id.

    One that is there, because an earlier dictionary was restored, only changes its number. Where the newest one
    differs by its dictionary alone, its other tables are linked, and only themes that differ are scored.
    """
    aliases = read_aliases(folder)
    id = snapshot_id(db, aliases, dictionary.digest)
    if _is_whole(db, folder, id):
        with transaction(db):
            db.execute("UPDATE snapshot SET number = (SELECT max(number) + 1 FROM snapshot) WHERE id = ?", (id,))
        return id
    base = _base(db, folder, aliases)
    target = folder / MARTS / id
    aside = target.with_name(id + ASIDE)
    shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        plan = Plan(segment_paths(db, folder), aside, dictionary, workers, progress, withdrawn_docs(db))
        marts = plan.themes_alone(*base) if base else plan.everything(db, aliases.registry)
        sync(aside)
        aside.rename(target)
        sync(target.parent)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    report = {**_telling(db, report), "snapshot": id}
    with transaction(db):
        db.execute("DELETE FROM mart WHERE snapshot = ?", (id,))
        db.execute("DELETE FROM snapshot WHERE id = ?", (id,))
        _enter(db, id, snapshot_version(dictionary.digest), report, marts["speakers"][0])
        db.executemany("INSERT INTO mart VALUES (?, ?, ?, ?)", [(id, name, *mart) for name, mart in marts.items()])
    return id


def withdrawn_docs(db: sqlite3.Connection) -> list[int]:
    """Return the documents that the store keeps and new snapshots do not have."""
    return [doc for (doc,) in db.execute("SELECT doc FROM article WHERE withdrawn <> '' ORDER BY doc")]


def _newest(db: sqlite3.Connection) -> str | None:
    row = db.execute("SELECT id FROM snapshot ORDER BY number DESC LIMIT 1").fetchone()
    return row and str(row[0])


def _is_whole(db: sqlite3.Connection, folder: Path, id: str) -> bool:
    is_there = db.execute("SELECT 1 FROM snapshot WHERE id = ?", (id,)).fetchone()
    return is_there is not None and not damaged_marts(db, folder, id)


def _base(db: sqlite3.Connection, folder: Path, aliases: Aliases) -> tuple[Path, Marts] | None:
    """Return the folder and the tables of the newest snapshot if it differs from the next one by its themes alone."""
    id = _newest(db)
    if id is None or not (folder / MARTS / id / THEMES).is_file():
        return None
    themes = text_digest((folder / MARTS / id / THEMES).read_bytes())
    if snapshot_id(db, aliases, themes) != id or damaged_marts(db, folder, id):
        return None
    rows = db.execute("SELECT name, rows, checksum FROM mart WHERE snapshot = ?", (id,)).fetchall()
    return folder / MARTS / id, {name: (count, value) for name, count, value in rows}


def _telling(db: sqlite3.Connection, report: dict[str, Any]) -> dict[str, Any]:
    """Return the report, or the one before where a run only made the tables anew, and so has nothing to tell."""
    before = db.execute("SELECT report FROM snapshot ORDER BY number DESC LIMIT 1").fetchone()
    earlier: dict[str, Any] = json.loads(before[0]) if before and not report["counts"]["accepted"] else report
    return earlier


def _enter(db: sqlite3.Connection, id: str, version: str, report: dict[str, Any], speakers: int) -> None:
    number = db.execute("SELECT coalesce(max(number), 0) + 1 FROM snapshot").fetchone()[0]
    totals = db.execute(
        "SELECT max(doc), count(*), sum(words), sum(sentences), sum(statements) FROM article WHERE withdrawn = ''"
    ).fetchone()
    first, last = db.execute(
        "SELECT min(date), max(date) FROM article WHERE NOT is_future AND withdrawn = ''"
    ).fetchone()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    digest = content_digest(db, version, totals[0])
    made_by = (analysis_version(), version, digest, json.dumps(report))
    values = (id, number, now, *totals, speakers, first, last, now, *made_by)
    db.execute(f"INSERT INTO snapshot VALUES ({', '.join('?' * len(values))})", values)
