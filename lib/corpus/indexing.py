"""Indexing: files in, a published snapshot out. Whatever interrupts it, the next run finishes the work."""

import shutil
import sqlite3
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from lib.corpus.aliases import read_aliases
from lib.corpus.analyse import sentence_lemmas
from lib.corpus.database import SEARCH_TABLE, connect_to_write, search_term, sentence_row, transaction, writing
from lib.corpus.documents import Document, Note, text_hash, warned
from lib.corpus.engines import Engine, Local
from lib.corpus.files import ASIDE, locked
from lib.corpus.imports import begin_import, end_import
from lib.corpus.intake import Intake, as_arrow, batches
from lib.corpus.plan import Progress
from lib.corpus.publish import is_published, publish, snapshot_id
from lib.corpus.readers import AS_IT_IS, Reading, printable, read_paths
from lib.corpus.readers.meter import Meter
from lib.corpus.report import Report
from lib.corpus.retention import old_snapshots, read_policy, remove
from lib.corpus.segments import damaged_segments, segment_paths, write_segment
from lib.corpus.sources import source_of
from lib.corpus.store import MARTS, SEGMENTS, open_store
from lib.corpus.theme_file import parsed, read_dictionary, write_dictionary
from lib.corpus.versions import analysis_version

_SMALL_SHARE = 10
"""Less new documents than one in so many do not have the whole search written again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did.

    Attributes:
        snapshot: the newest one, None if there is none.
        is_new: whether this run made it.
        removed: how many old snapshots went.
    """

    report: dict[str, Any]
    snapshot: str | None
    is_new: bool
    removed: int = 0


class _Input(NamedTuple):
    """What is found, how much of the input that is, the day on which it is read, and the number of the import."""

    found: Iterable[Document | Note]
    meter: Meter
    today: date
    number: int


def index(
    paths: Sequence[Path],
    folder: Path,
    *,
    workers: int,
    report: Report,
    progress: Progress,
    reading: Reading = AS_IT_IS,
) -> Outcome:
    """Bring files and folders into a store as `index_by` does, with the processes of this machine."""
    return index_by(Local(workers), paths, folder, report, progress, reading)


def index_by(
    engine: Engine, paths: Sequence[Path], folder: Path, report: Report, progress: Progress, reading: Reading = AS_IT_IS
) -> Outcome:
    """Bring the documents of files and folders into the store of a folder, and publish a snapshot with them.

    Raises:
        StoreError: ``store.locked``, ``no_space``, ``not_writable``, ``newer`` or ``damaged``; what the engine raises.
        SpeakersError, ThemeError: a list of speakers or the dictionary of themes cannot be used; nothing is read then.
    """
    read_aliases(folder)
    read_dictionary(folder)
    read_policy(folder)
    with writer(folder) as db:
        mend(db, folder, engine, progress)
        meter, today = Meter(paths), date.today()
        number = begin_import(db, reading.name or ", ".join(printable(path.name) for path in paths))
        given = _Input(read_paths(paths, today, meter, reading), meter, today, number)
        _take_in(db, folder, given, engine, report, progress)
        outcome = finish(db, folder, engine.workers, report, progress)
        end_import(db, number, outcome.report)
        return replace(outcome, removed=tidy(db, folder))


def save_themes(folder: Path, text: str, progress: Progress, workers: int = 1) -> str:
    """Make a text the dictionary of themes of a store, and publish a snapshot that is scored with it; return its id.

    Whatever interrupts it, the dictionary is saved or not as a whole, and the next run publishes it.

    Raises:
        ThemeError: the text cannot be used; nothing is written then.
        StoreError: as `index`, or ``store.missing``, ``store.empty``: there is nothing to score.
        SpeakersError: the analyst's list of speakers cannot be used.
    """
    parsed(text.encode("utf-8", "surrogatepass"))
    open_store(folder).latest()
    with writer(folder) as db:
        write_dictionary(folder, text)
        mend(db, folder, Local(workers), progress)
        outcome = finish(db, folder, workers, Report(), progress)
        tidy(db, folder)
        return str(outcome.snapshot)


@contextmanager
def writer(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the store of a folder for its one writer, without what an interrupted run left."""
    with locked(folder), writing(), closing(connect_to_write(folder)) as db:
        _clear(db, folder)
        yield db


def mend(db: sqlite3.Connection, folder: Path, engine: Engine, progress: Progress) -> None:
    """Analyse all texts again if other code did, or if a segment is damaged."""
    if _is_outdated(db) or damaged_segments(db, folder):
        _analyse_again(db, folder, engine, progress)
    else:
        with transaction(db):
            _name_sources(db, folder)


def finish(db: sqlite3.Connection, folder: Path, workers: int, report: Report, progress: Progress) -> Outcome:
    """Publish what the store holds now, unless its newest snapshot has just that."""
    if not db.execute("SELECT 1 FROM article WHERE withdrawn = '' LIMIT 1").fetchone():
        return Outcome(report.as_dict(), None, False)
    dictionary = read_dictionary(folder)
    id = snapshot_id(db, read_aliases(folder), dictionary.digest)
    if is_published(db, folder, id):
        return Outcome({**report.as_dict(), "snapshot": id}, id, False)
    values = report.as_dict()
    publish(db, folder, dictionary, values, workers, progress)
    return Outcome({**values, "snapshot": id}, id, True)


def tidy(db: sqlite3.Connection, folder: Path) -> int:
    """Remove snapshots that the store's policy does not keep, and return how many; write the log of changes back."""
    removed = remove(db, folder, old_snapshots(db, folder, read_policy(folder)))
    db.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    return len(removed)


def _take_in(
    db: sqlite3.Connection, folder: Path, given: _Input, engine: Engine, report: Report, progress: Progress
) -> None:
    intake = Intake(db, report, given.number)
    next_doc = db.execute("SELECT coalesce(max(doc), 0) + 1 FROM article").fetchone()[0]
    under_way: deque[list[Document]] = deque()

    def numbered() -> Iterator[pa.RecordBatch]:
        doc = next_doc
        for batch in batches(intake.new_documents(given.found)):
            under_way.append(batch)
            yield as_arrow((doc + n, item.id, item.title, item.text) for n, item in enumerate(batch))
            doc += len(batch)

    for rows in engine.analysed(numbered()):
        documents = under_way.popleft()
        with transaction(db):
            _enter(db, documents, rows, given, report)
            write_segment(db, folder, rows)
        intake.arrived(documents)
        progress("documents", given.meter.share(), report.counts["accepted"])
    if report.counts["accepted"] * _SMALL_SHARE >= db.execute("SELECT count(*) FROM article").fetchone()[0]:
        _merge_search(db)


def _merge_search(db: sqlite3.Connection) -> None:
    """Make one index of the search out of several: it writes all of it again. SQLite joins small ones by itself."""
    db.execute("INSERT INTO sentence (sentence) VALUES ('optimize')")


def _enter(
    db: sqlite3.Connection, documents: Sequence[Document], rows: pa.RecordBatch, given: _Input, report: Report
) -> None:
    for document, row in zip(documents, _plain(rows), strict=True):
        if _contradicts(document, row):
            written = f"{row['day']:02}.{row['month']:02}"
            report.add(warned(document.place, "dateline", date=str(document.date), dateline=written))
        db.execute(
            """INSERT INTO article (doc, id, external_id, date, time, is_future, title, url, body, text_hash,
                file, member, line, given_source, import, source, source_name, city, words, sentences, statements,
                digest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', 0, 0, 0, x'')""",
            (row["doc"], *_columns(document, given.today), given.number),
        )
        _enter_analysis(db, row, document.source, document.url)


def _enter_analysis(db: sqlite3.Connection, row: dict[str, Any], given_source: str, url: str) -> None:
    """Enter what the analysis found in a document whose article is there."""
    place = source_of(given_source, row["agency"] or "", url)
    sizes = (row["words"], len(row["sentence_starts"]), len(row["statements"]))
    db.execute(
        """UPDATE article SET source = ?, source_name = ?, city = ?, words = ?, sentences = ?, statements = ?,
        digest = ? WHERE doc = ?""",
        (place.slug, place.name, row["city"] or "", *sizes, bytes.fromhex(row["digest"]), row["doc"]),
    )
    db.executemany(
        "INSERT INTO sentence (rowid, lemmas) VALUES (?, ?)",
        (
            (sentence_row(row["doc"], number), " ".join(map(search_term, lemmas)))
            for number, lemmas in enumerate(sentence_lemmas(row))
        ),
    )


def _columns(document: Document, today: date) -> tuple[Any, ...]:
    return (
        bytes.fromhex(document.id),
        document.external_id,
        document.date and document.date.isoformat(),
        document.time and document.time.isoformat("minutes"),
        document.date is not None and document.date > today + timedelta(days=1),
        document.title,
        document.url,
        zlib.compress(document.text.encode()),
        text_hash(document.text),
        *document.place,
        document.source,
    )


def _contradicts(document: Document, row: dict[str, Any]) -> bool:
    """Tell whether the dateline names another day than the document's; one day's difference is an evening's."""
    if document.date is None or not row["day"] or not row["month"]:
        return False
    near = (document.date + timedelta(days=days) for days in (-1, 0, 1))
    return (row["day"], row["month"]) not in {(day.day, day.month) for day in near}


def _plain(rows: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    names = (
        "doc", "digest", "words", "city", "agency", "day", "month",
        "sentence_starts", "sentence_tokens", "lemmas", "statements",
    )  # fmt: skip
    return iter(rows.select(names).to_pylist())


def _is_outdated(db: sqlite3.Connection) -> bool:
    """Tell whether other code or dictionaries made a segment."""
    row = db.execute("SELECT 1 FROM segment WHERE version <> ?", (analysis_version(),)).fetchone()
    return row is not None


def _analyse_again(db: sqlite3.Connection, folder: Path, engine: Engine, progress: Progress) -> None:
    """Make all segments and the search anew from the texts that the store has, in one transaction."""
    total = db.execute("SELECT count(*) FROM article").fetchone()[0]
    done = 0
    with transaction(db):
        db.execute("DELETE FROM segment")
        db.execute("DROP TABLE sentence")
        db.execute(SEARCH_TABLE)
        told = {doc: rest for doc, *rest in db.execute("SELECT doc, given_source, url FROM article")}
        for rows in engine.analysed(_stored(db)):
            for row in _plain(rows):
                _enter_analysis(db, row, *told[row["doc"]])
            write_segment(db, folder, rows)
            done += rows.num_rows
            progress("again", done / total, done)
    _merge_search(db)
    _clear(db, folder)


def _name_sources(db: sqlite3.Connection, folder: Path) -> None:
    """Give documents the sources that the list of sources has now; datelines were read before."""
    told = {doc: rest for doc, *rest in db.execute("SELECT doc, given_source, url, source, source_name FROM article")}
    for path in segment_paths(db, folder):
        rows = pq.read_table(path, columns=["doc", "agency"]).to_pydict()
        for doc, agency in zip(rows["doc"], rows["agency"], strict=True):
            given, url, *known = told[doc]
            place = source_of(given, agency or "", url)
            if known != [*place]:
                db.execute("UPDATE article SET source = ?, source_name = ? WHERE doc = ?", (*place, doc))


def _stored(db: sqlite3.Connection) -> Iterator[pa.RecordBatch]:
    for (start,) in db.execute("SELECT doc FROM article WHERE (doc - 1) % 500 = 0 ORDER BY doc").fetchall():
        rows = db.execute(
            "SELECT doc, lower(hex(id)), title, body FROM article WHERE doc >= ? AND doc < ? ORDER BY doc",
            (start, start + 500),
        )
        yield as_arrow((doc, id, title, zlib.decompress(body).decode()) for doc, id, title, body in rows)


def _clear(db: sqlite3.Connection, folder: Path) -> None:
    """Remove what an interrupted run left: files half written, segments and tables that nothing refers to."""
    for left in folder.rglob(f"*{ASIDE}"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    segments = set(segment_paths(db, folder))
    snapshots = {id for (id,) in db.execute("SELECT id FROM snapshot")}
    for path in (folder / SEGMENTS).glob("*.parquet"):
        if path not in segments:
            path.unlink()
    for path in (folder / MARTS).glob("*"):
        if path.name not in snapshots:
            shutil.rmtree(path)
