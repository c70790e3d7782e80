"""The documents of a segment as themes are looked for in them: column by column, and only those that may have any."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from lib.analysis.themes import Document, Words
from lib.corpus.analyse import NUMBER
from lib.text.spans import Span

_LEMMAS = [f"{part}lemmas.list.element" for part in ("", "title_")]
_COLUMNS = [
    "doc", "title_lemmas", "title_starts", "title_ends", "sentence_starts", "sentence_ends",
    "lemmas", "starts", "ends", "marks",
    *(f"statements.list.element.{name}" for name in ("start", "end", "sentence", "last_sentence")),
]  # fmt: skip


class Stated(NamedTuple):
    """A statement as it is scored: its offsets, its first and its last sentence."""

    start: int
    end: int
    sentence: int
    last_sentence: int


class Row(NamedTuple):
    """A document of a segment as it is scored, and its statements in the order of their place."""

    doc: int
    document: Document
    statements: list[Stated]


def read_segment(segment: Path) -> pa.Table:
    """Return the columns of a segment that themes are looked for in, a row a document."""
    return pq.ParquetFile(segment, read_dictionary=_LEMMAS).read(columns=_COLUMNS, use_threads=False)


def rows_of(
    table: pa.Table, may_tell: Callable[[str], bool] | None = None, docs: Sequence[int] | None = None
) -> Iterator[Row]:
    """Yield documents of a segment as they are scored.

    Args:
        table: the segment, see `read_segment`.
        may_tell: documents without a lemma of which this holds are left out; None for none.
        docs: numbers of the documents that are wanted, in ascending order; None for all.
    """
    if docs is not None:
        table = table.take(np.searchsorted(table["doc"].to_numpy(), docs))
    title, text = _Words(table, "title_"), _Words(table, "")
    numbers: list[int] = table["doc"].to_pylist()
    chosen: Sequence[int] = range(len(numbers))
    if may_tell is not None:
        chosen = np.flatnonzero(title.with_lemma(may_tell) | text.with_lemma(may_tell)).tolist()
    starts, ends, statements = (_Lists(table[name]) for name in ("sentence_starts", "sentence_ends", "statements"))
    for at in chosen:
        head, body = title[at], text[at]
        if body.lemmas[: len(head)] == head.lemmas:  # a title that the text begins with says nothing more
            head = Words([], [], [])
        document = Document(head, body, list(map(Span, starts[at], ends[at])))
        yield Row(numbers[at], document, [Stated(**one) for one in statements[at]])


def title_words(segment: Path) -> pa.Table:
    """Return the words of the titles of a segment: [lemma, doc]."""
    table = pq.ParquetFile(segment).read(columns=["doc", "title_lemmas"], use_threads=False)
    offsets, lemmas = _flat(table["title_lemmas"])
    docs = np.repeat(table["doc"].to_numpy(), np.diff(offsets))
    return pa.table({"lemma": lemmas, "doc": pa.array(docs, pa.int32())})


class _Lists:
    """A column of lists."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        self.offsets, values = _flat(column)
        self.values: list[Any] = values.to_pylist()

    def __getitem__(self, at: int) -> list[Any]:
        return self.values[self.offsets[at] : self.offsets[at + 1]]


class _Words:
    """The words of the titles, or of the texts; numbers are left out."""

    def __init__(self, table: pa.Table, part: str) -> None:
        offsets, lemmas = _flat(table[f"{part}lemmas"])
        self._names = np.array([*lemmas.dictionary.to_pylist(), None], dtype=object)
        self._ids = lemmas.indices.to_numpy()
        columns = [_flat(table[f"{part}{name}"])[1].to_numpy() for name in ("starts", "ends")]
        if not part:
            is_word = _flat(table["marks"])[1].to_numpy() & NUMBER == 0
            offsets = np.concatenate(([0], np.cumsum(is_word)))[offsets]
            self._ids, *columns = (column[is_word] for column in (self._ids, *columns))
        self._offsets = offsets.tolist()
        self._lemmas: list[str] = self._names[self._ids].tolist()
        self._starts, self._ends = (column.tolist() for column in columns)

    def __getitem__(self, at: int) -> Words:
        first, last = self._offsets[at], self._offsets[at + 1]
        return Words(self._lemmas[first:last], self._starts[first:last], self._ends[first:last])

    def with_lemma(self, holds: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Tell of each document whether it has a lemma of which something holds."""
        wanted = np.array([holds(name) for name in self._names[:-1]], bool)
        before = np.concatenate(([0], np.cumsum(wanted[self._ids])))[self._offsets]
        found: NDArray[np.bool_] = np.diff(before) > 0
        return found


def _flat(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], pa.Array]:
    """Return where the lists of a column begin, and their values one after another."""
    lists = column.combine_chunks()
    lists = lists.chunk(0) if isinstance(lists, pa.ChunkedArray) else lists
    offsets = lists.offsets.to_numpy()
    return offsets - offsets[0], lists.flatten()
