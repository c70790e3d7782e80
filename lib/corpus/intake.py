"""New documents on their way into the store: told from known ones, gathered into batches, noted in the report."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa

from lib.corpus.analyse import DOCUMENTS
from lib.corpus.documents import Document, Note, Place, skipped
from lib.corpus.imports import UNDONE
from lib.corpus.report import Report

BATCH_DOCUMENTS, BATCH_CHARACTERS = 500, 750_000


class _First(NamedTuple):
    """Where a document came from first, and why it is withdrawn; empty if it is not."""

    place: Place
    withdrawn: str = ""


class Intake:
    """Lets each document in once.

    Args:
        db: the store, asked for documents that it has already.
        number: of the import that these documents belong to.
    """

    def __init__(self, db: sqlite3.Connection, report: Report, number: int) -> None:
        self._db = db
        self._report = report
        self._number = number
        self._under_way: dict[str, Place] = {}
        self._known: dict[str, int] = {}

    def new_documents(self, found: Iterable[Document | Note]) -> Iterator[Document]:
        """Yield the documents that the store has not, each once; everything else goes into the report."""
        for item in found:
            if isinstance(item, Note):
                self._report.add(item)
            elif (first := self._first(item)) is None:
                self._under_way[item.id] = item.place
                self._report.accept(item.place)
                yield item
            elif first.withdrawn == UNDONE:
                self._take_back(item)
            elif first.withdrawn:
                self._report.add(skipped(item.place, "excluded", file=first.place.file, line=first.place.line))
            elif first.place == item.place:
                self._known[item.place.file] = self._known.get(item.place.file, 0) + 1
            else:
                self._report.add(skipped(item.place, "duplicate", file=first.place.file, line=first.place.line))
        for file, count in self._known.items():
            self._report.add(skipped(Place(file), "known", documents=count), count)

    def arrived(self, documents: Iterable[Document]) -> None:
        """Forget documents that the store has now."""
        for document in documents:
            del self._under_way[document.id]

    def _take_back(self, document: Document) -> None:
        """Let a document in again whose import was undone: the store has kept it."""
        self._db.execute(
            "UPDATE article SET withdrawn = '', import = ? WHERE id = ?", (self._number, bytes.fromhex(document.id))
        )
        self._report.accept(document.place)

    def _first(self, document: Document) -> _First | None:
        if place := self._under_way.get(document.id):
            return _First(place)
        row = self._db.execute(
            "SELECT file, member, line, withdrawn FROM article WHERE id = ?", (bytes.fromhex(document.id),)
        ).fetchone()
        return _First(Place(*row[:3]), row[3]) if row else None


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
