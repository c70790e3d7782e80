"""Segments: the rows of a batch of documents, immutable once written. All tables can be rebuilt from them."""

import hashlib
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lib.corpus.files import damaged, publish_file
from lib.corpus.store import SEGMENTS, Store
from lib.corpus.versions import analysis_version


def write_segment(db: sqlite3.Connection, folder: Path, rows: pa.RecordBatch) -> None:
    """Write the rows of a batch to a file named by their content, and enter it in the database's transaction."""
    content = "".join(rows.column("digest").to_pylist()) + str(rows.column("doc")[0])
    name = f"{hashlib.sha256(content.encode()).hexdigest()[:16]}.parquet"
    segments = folder / SEGMENTS
    segments.mkdir(exist_ok=True)
    value = publish_file(segments / name, lambda path: _write(path, rows))
    db.execute(
        "INSERT INTO segment VALUES (?, ?, ?, ?, ?)",
        (name, rows.column("doc")[0].as_py(), rows.num_rows, value, analysis_version()),
    )


def _write(path: Path, rows: pa.RecordBatch) -> None:
    with pq.ParquetWriter(path, rows.schema, compression="zstd") as writer:
        writer.write_batch(rows)


def segment_paths(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """Return the files of the segments, in order of their documents."""
    names = db.execute("SELECT name FROM segment ORDER BY first_doc")
    return [folder / SEGMENTS / name for (name,) in names]


def damaged_segments(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """Return the files of segments that are not there or not as they were written."""
    segments = db.execute("SELECT name, checksum FROM segment ORDER BY first_doc").fetchall()
    return damaged((folder / SEGMENTS / name, value) for name, value in segments)


def segments_of(store: Store, docs: Sequence[int]) -> Iterator[tuple[Path, Sequence[int]]]:
    """Yield the segments that have some of the documents, and which of them; `docs` in ascending order."""
    with closing(store.connect()) as db:
        rows = db.execute("SELECT name, first_doc, documents FROM segment ORDER BY first_doc").fetchall()
    for name, first, documents in rows:
        some = docs[bisect_left(docs, first) : bisect_left(docs, first + documents)]
        if some:
            yield store.folder / SEGMENTS / name, some
