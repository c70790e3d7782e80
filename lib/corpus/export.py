"""Rows of a snapshot for other programs, in plain columns that need no other table."""

import csv
import json
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from typing import BinaryIO, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from lib.corpus.aliases import read_aliases
from lib.corpus.annotated import annotated
from lib.corpus.corrections import read_corrections
from lib.corpus.queries.corrected import edited_tables
from lib.corpus.queries.tables import Tables
from lib.corpus.selection import UNATTRIBUTED
from lib.corpus.store import SnapshotInfo, Store

Kind = Literal["documents", "statements", "themes", "terms", "speakers", "corrections"]
Form = Literal["csv", "jsonl", "parquet"]
_ROWS = 2_000

_NAMES = f"""SELECT stmt, string_agg(name, '; ' ORDER BY name) AS speaker FROM attributions
    LEFT JOIN speakers USING (speaker) WHERE speaker <> '{UNATTRIBUTED}' GROUP BY stmt"""
_THEMES = "SELECT stmt, string_agg(theme, '; ' ORDER BY theme) AS themes FROM statement_themes GROUP BY stmt"

_QUERIES: dict[Kind, str] = {
    "documents": """SELECT doc, source, words, sentences, statements, duplicate_of, first AS reprint_of
        FROM documents LEFT JOIN reprints USING (doc) ORDER BY date NULLS LAST, doc""",
    "statements": f"""SELECT doc, start, "end", type, cue, speaker, role, kind, mention_start, mention_end,
        confidence, rule, themes FROM statements LEFT JOIN ({_NAMES}) USING (stmt) LEFT JOIN ({_THEMES}) USING (stmt)
        ORDER BY date NULLS LAST, stmt""",
    "themes": "SELECT theme, doc, score FROM document_themes ORDER BY theme, doc",
    "terms": "SELECT lemma, display, n, documents, stop FROM lemmas ORDER BY n DESC, lemma",
    "speakers": "SELECT speaker, name, name_en, kind, statements FROM speakers ORDER BY rank",
}
_OF_DOCUMENT = ("id", "external_id", "date", "time", "source_name", "city", "title", "url")
_OF_OTHERS = ("id", "external_id", "date", "source_name", "title")
_OF_ORIGINALS = ("duplicate_of", "reprint_of")
_TYPES = {"date": pa.date32(), "time": pa.time32("s")}

Cell = Callable[[object], object]


class Export:
    """The rows of a snapshot for other programs, with the analyst's corrections.

    Documents have their text; statements have theirs, cut from it, with offsets; rows that belong to a document
    name it by `id`, and by `external_id` as the input called it.

    Args:
        cell: what is done to every text, as where a spreadsheet would run it as a formula.
    """

    def __init__(self, store: Store, snapshot: SnapshotInfo, kind: Kind, cell: Cell | None = None) -> None:
        self._store = store
        self._kind = kind
        self._cell = cell
        found = Tables(store.mart_path(snapshot.id))
        self._corrections = read_corrections(store.folder)
        self._corrected, self._tables = edited_tables(store, found, self._corrections, read_aliases(store.folder))

    def close(self) -> None:
        """Let go of the tables."""
        self._tables.close()

    def write(self, form: Form, file: BinaryIO) -> int:
        """Write all rows to a binary file; return how many there are."""
        if self._kind == "corrections":
            table = annotated(self._store, self._corrections, self._corrected)
            return _WRITERS[form](table.schema, map(self._whole, table.to_batches()), file)
        reader = self._tables.batches(_QUERIES[self._kind], _ROWS)
        empty = self._whole(pa.RecordBatch.from_pylist([], schema=reader.schema))
        return _WRITERS[form](empty.schema, map(self._whole, reader), file)

    def _whole(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return a batch with the columns of its articles instead of their numbers."""
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        if "doc" in columns:
            columns = self._with_articles(columns)
        if self._cell:
            columns = {name: _each(self._cell, values) for name, values in columns.items()}
        return pa.RecordBatch.from_pydict(columns)

    def _with_articles(self, columns: dict[str, pa.Array]) -> dict[str, pa.Array]:
        docs = columns.pop("doc").to_pylist()
        originals = {name: columns.pop(name).to_pylist() for name in _OF_ORIGINALS if name in columns}
        articles = self._store.articles(sorted({doc for some in (docs, *originals.values()) for doc in some if doc}))
        names = _OF_DOCUMENT if self._kind == "documents" else _OF_OTHERS
        named = {
            name: pa.array([getattr(articles[doc], name) for doc in docs], _TYPES.get(name, pa.string()))
            for name in names
        }
        if self._kind == "documents":
            for name, firsts in originals.items():
                columns[name] = pa.array([doc and articles[doc].id for doc in firsts], pa.string())
            columns["text"] = pa.array([articles[doc].text for doc in docs], pa.string())
        elif self._kind == "statements":
            spans = zip(docs, columns["start"].to_pylist(), columns["end"].to_pylist(), strict=True)
            columns["text"] = pa.array([articles[doc].text[start:end] for doc, start, end in spans], pa.string())
        return named | columns


def _each(cell: Cell, values: pa.Array) -> pa.Array:
    return pa.array(map(cell, values.to_pylist()), pa.string()) if pa.types.is_string(values.type) else values


def _write_csv(schema: pa.Schema, batches: Iterable[pa.RecordBatch], file: BinaryIO) -> int:
    text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(schema.names)
    rows = 0
    for batch in batches:
        writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))
        rows += batch.num_rows
    text.detach()
    return rows


def _write_jsonl(_schema: pa.Schema, batches: Iterable[pa.RecordBatch], file: BinaryIO) -> int:
    rows = 0
    for batch in batches:
        file.writelines(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n" for row in batch.to_pylist())
        rows += batch.num_rows
    return rows


def _write_parquet(schema: pa.Schema, batches: Iterable[pa.RecordBatch], file: BinaryIO) -> int:
    rows = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


_WRITERS = {"csv": _write_csv, "jsonl": _write_jsonl, "parquet": _write_parquet}
