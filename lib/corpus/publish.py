"""A snapshot: the tables of everything that the store holds, published as a whole or not at all."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lib.corpus.aliases import Aliases, read_aliases
from lib.corpus.database import transaction
from lib.corpus.files import ASIDE, checksum, damaged, sync
from lib.corpus.marts import MartBuilder
from lib.corpus.parallel import ordered_map
from lib.corpus.schema import TABLES
from lib.corpus.segments import segment_paths
from lib.corpus.speakers import Registry
from lib.corpus.store import MARTS
from lib.corpus.theme_marts import Scoring, score_segment
from lib.corpus.versions import SEEDS, analysis_version, snapshot_version

Progress = Callable[[str, float, int], None]
"""Called with the key of a stage (``documents``, ``again``, ``tables``, ``themes``), the share and the number done."""

_FROM_THEMES = ("document_themes", "statement_themes", "theme_evidence")


def snapshot_id(db: sqlite3.Connection, aliases: Aliases) -> str:
    """Return the id that a snapshot of the store has: from its documents, the code and the dictionaries.

    Of the analyst's list of speakers only what it takes from the project's counts: the rest is laid over a snapshot.
    """
    state = hashlib.sha256(snapshot_version().encode())
    state.update("".join(f"\0{key}" for key in sorted(aliases.taken)).encode())
    for (id,) in db.execute("SELECT id FROM article ORDER BY id"):
        state.update(id)
    return state.hexdigest()[:12]


def content_digest(db: sqlite3.Connection, version: str, last_doc: int) -> str:
    """Return the hash of what was found in every document up to one, whatever the order in which they came."""
    state = hashlib.sha256(version.encode())
    for id, digest in db.execute("SELECT id, digest FROM article WHERE doc <= ? ORDER BY id", (last_doc,)):
        state.update(id + digest)
    return state.hexdigest()


def is_published(db: sqlite3.Connection, folder: Path, id: str) -> bool:
    """Tell whether a snapshot is the newest one of the store, and whole."""
    newest = db.execute("SELECT id FROM snapshot ORDER BY number DESC LIMIT 1").fetchone()
    return newest == (id,) and not damaged_marts(db, folder, id)


def damaged_marts(db: sqlite3.Connection, folder: Path, id: str) -> list[Path]:
    """Return the tables of a snapshot that are not there or not as they were written."""
    marts = db.execute("SELECT name, checksum FROM mart WHERE snapshot = ?", (id,)).fetchall()
    return damaged((folder / MARTS / id / f"{name}.parquet", value) for name, value in marts)


def publish(db: sqlite3.Connection, folder: Path, report: dict[str, Any], workers: int, progress: Progress) -> str:
    """Build the tables of a new snapshot and make it the newest; return its id."""
    aliases = read_aliases(folder)
    id = snapshot_id(db, aliases)
    target = folder / MARTS / id
    aside = target.with_name(id + ASIDE)
    shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        marts = _build(db, segment_paths(db, folder), aside, aliases.registry, workers, progress)
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
        _enter(db, id, report, marts["speakers"][0])
        db.executemany("INSERT INTO mart VALUES (?, ?, ?, ?)", [(id, name, *mart) for name, mart in marts.items()])
    return id


def _telling(db: sqlite3.Connection, report: dict[str, Any]) -> dict[str, Any]:
    """Return the report, or the one before where a run only made the tables anew, and so has nothing to tell."""
    before = db.execute("SELECT report FROM snapshot ORDER BY number DESC LIMIT 1").fetchone()
    earlier: dict[str, Any] = json.loads(before[0]) if before and not report["counts"]["accepted"] else report
    return earlier


def _build(
    db: sqlite3.Connection,
    segments: Sequence[Path],
    aside: Path,
    registry: Registry,
    workers: int,
    progress: Progress,
) -> dict[str, tuple[int, str]]:
    """Write every table; return its rows and its checksum by name."""
    builder = MartBuilder(db, segments, aside, registry)
    try:
        plain = [name for name in TABLES if name not in _FROM_THEMES]
        rows = {}
        for number, name in enumerate(plain):
            rows[name] = builder.build(name)
            progress("tables", (number + 1) / len(plain), number + 1)
        lemmas, themes = aside / "lemmas.parquet", (SEEDS / "themes.toml").read_text(encoding="utf-8")
        scorings = [Scoring(path, themes, lemmas, rows["documents"]) for path in segments]
        for number, found in enumerate(ordered_map(score_segment, scorings, workers)):
            builder.add(found)
            progress("themes", (number + 1) / len(segments), number + 1)
        rows |= {name: builder.build(name) for name in _FROM_THEMES}
    finally:
        builder.close()
    shutil.rmtree(aside / "sort.tmp", ignore_errors=True)
    for name in rows:
        sync(aside / f"{name}.parquet")
    return {name: (count, checksum(aside / f"{name}.parquet")) for name, count in rows.items()}


def _enter(db: sqlite3.Connection, id: str, report: dict[str, Any], speakers: int) -> None:
    number = db.execute("SELECT coalesce(max(number), 0) + 1 FROM snapshot").fetchone()[0]
    totals = db.execute(
        "SELECT max(doc), count(*), sum(words), sum(sentences), sum(statements) FROM article"
    ).fetchone()
    first, last = db.execute("SELECT min(date), max(date) FROM article WHERE NOT is_future").fetchone()
    now, version = datetime.now(UTC).isoformat(timespec="seconds"), snapshot_version()
    digest = content_digest(db, version, totals[0])
    made_by = (analysis_version(), version, digest, json.dumps(report))
    values = (id, number, now, *totals, speakers, first, last, now, *made_by)
    db.execute(f"INSERT INTO snapshot VALUES ({', '.join('?' * len(values))})", values)
