"""New documents on their way into the store: told from known ones, gathered into batches, noted in the report."""

import sqlite3
from collections.abc import Iterable, Iterator

import pyarrow as pa

from lib.corpus.analyse import DOCUMENTS
from lib.corpus.documents import Document, Note, Place, skipped
from lib.corpus.report import Report

BATCH_DOCUMENTS, BATCH_CHARACTERS = 500, 750_000


class Intake:
    """Lets each document in once.

    Args:
        db: the store, asked for documents that it has already.
    """

    def __init__(self, db: sqlite3.Connection, report: Report) -> None:
        self._db = db
        self._report = report
        self._under_way: dict[str, Place] = {}
        self._known: dict[str, int] = {}

    def new_documents(self, found: Iterable[Document | Note]) -> Iterator[Document]:
        """Yield the documents that the store has not, each once; everything else goes into the report."""
        for item in found:
            if isinstance(item, Note):
                self._report.add(item)
            elif (first := self._first_place(item)) is None:
                self._under_way[item.id] = item.place
                self._report.accept(item.place)
                yield item
            elif first == item.place:
                self._known[item.place.file] = self._known.get(item.place.file, 0) + 1
            else:
                self._report.add(skipped(item.place, "duplicate", file=first.file, line=first.line))
        for file, count in self._known.items():
            self._report.add(skipped(Place(file), "known", documents=count), count)

    def arrived(self, documents: Iterable[Document]) -> None:
        """Forget documents that the store has now."""
        for document in documents:
            del self._under_way[document.id]

    def _first_place(self, document: Document) -> Place | None:
        if place := self._under_way.get(document.id):
            return place
        row = self._db.execute(
            "SELECT file, member, line FROM article WHERE id = ?", (bytes.fromhex(document.id),)
        ).fetchone()
        return Place(*row) if row else None


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield documents in lists small enough to be sent to another process."""
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) >= BATCH_DOCUMENTS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def as_arrow(rows: Iterable[tuple[int, str, str, str]]) -> pa.RecordBatch:
    """Return (doc, id, title, text) as a batch of `DOCUMENTS`."""
    columns = zip(*rows, strict=True)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, DOCUMENTS.types, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=DOCUMENTS)
