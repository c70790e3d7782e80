"""The tables of themes: every document and statement of a segment scored with the idf of its snapshot."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from lib.analysis.themes import Document, Hit, ThemeScore, ThemeScorer, Word, load_themes
from lib.corpus.analyse import NUMBER
from lib.text.spans import Span

_COLUMNS = [
    "doc", "title_lemmas", "title_starts", "title_ends", "sentence_starts", "sentence_ends",
    "lemmas", "starts", "ends", "marks",
    *(f"statements.list.element.{name}" for name in ("start", "end", "sentence", "last_sentence")),
]  # fmt: skip

TABLES = {
    "document_theme": pa.schema([("theme", pa.string()), ("doc", pa.int32()), ("score", pa.float32())]),
    "statement_theme": pa.schema(  # `place` is the statement's number in its document, from 1
        [("theme", pa.string()), ("doc", pa.int32()), ("place", pa.int64()), ("score", pa.float32())]
    ),
    "evidence": pa.schema(
        [
            ("theme", pa.string()),
            ("doc", pa.int32()),
            ("term", pa.string()),
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("weight", pa.float32()),
        ]
    ),
}


class Scoring(NamedTuple):
    """What to score: a segment, and with what: themes of a dictionary, the table of lemmas, the number of documents."""

    segment: Path
    dictionary: str
    themes: tuple[str, ...]
    lemmas: Path
    documents: int


class Stated(NamedTuple):
    """A statement as it is scored: its offsets, its first and its last sentence."""

    span: Span
    sentence: int
    last_sentence: int


class Row(NamedTuple):
    """A document of a segment as it is scored, and its statements in the order of their place."""

    doc: int
    document: Document
    statements: Sequence[Stated]


def score_segment(scoring: Scoring) -> dict[str, pa.RecordBatch]:
    """Return the rows of `TABLES` for one segment."""
    scorer = _scorer(*scoring[1:])
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
    for row in read_rows(scoring.segment):
        hits = scorer.find(row.document)
        scores = scorer.score_hits(hits, len(row.document.title) + len(row.document.text))
        rows["document_theme"].extend((score.theme, row.doc, score.score) for score in scores)
        rows["statement_theme"].extend(
            (score.theme, row.doc, place, score.score)
            for place, scores in score_stated(scorer, hits, row)
            for score in scores
        )
        rows["evidence"].extend((hit.theme, row.doc, hit.term, hit.start, hit.end, hit.weight) for hit in hits)
    return {name: _batch(schema, rows[name]) for name, schema in TABLES.items()}


def score_stated(scorer: ThemeScorer, hits: Sequence[Hit], row: Row) -> Iterator[tuple[int, list[ThemeScore]]]:
    """Yield the place of each statement of a document that has hits near it, and its themes."""
    if not hits:
        return
    for place, stated in enumerate(row.statements, start=1):
        if near := _hits_near(hits, stated):
            (scores,) = scorer.score_statements(near, [stated.span], _part_near(row.document, stated))
            yield place, scores


def read_rows(segment: Path, docs: Collection[int] | None = None) -> Iterator[Row]:
    """Yield the documents of a segment, or those of some numbers, as they are scored."""
    for batch in pq.ParquetFile(segment).iter_batches(256, columns=_COLUMNS):
        for row in batch.to_pylist():
            if docs is None or row["doc"] in docs:
                stated = [
                    Stated(Span(s["start"], s["end"]), s["sentence"], s["last_sentence"]) for s in row["statements"]
                ]
                yield Row(row["doc"], _document(row), stated)


@lru_cache(maxsize=1)
def _scorer(dictionary: str, themes: tuple[str, ...], lemmas: Path, documents: int) -> ThemeScorer:
    chosen = [theme for theme in load_themes(dictionary.removeprefix("\ufeff")) if theme.id in themes]
    return ThemeScorer(chosen, read_frequency(lemmas), documents)


def read_frequency(lemmas: Path) -> dict[str, int]:
    """Return lemma -> number of documents that have it, from the table of lemmas."""
    table = pq.read_table(lemmas, columns=["lemma", "documents"])
    return dict(zip(table["lemma"].to_pylist(), table["documents"].to_pylist(), strict=True))


def _hits_near(hits: Sequence[Hit], stated: Stated) -> Sequence[Hit]:
    """Return the hits in the sentences of a statement; looking through all of a long document would take too long."""
    first = bisect_left(hits, stated.sentence, key=lambda hit: hit.sentence)
    return hits[first : bisect_right(hits, stated.last_sentence, key=lambda hit: hit.sentence)]


def _part_near(document: Document, stated: Stated) -> Document:
    """Return the sentences of a statement as a document of their own."""
    spans = document.sentences[stated.sentence : stated.last_sentence + 1]
    first = bisect_left(document.text, spans[0].start, key=lambda word: word.start)
    return Document(
        [], document.text[first : bisect_left(document.text, spans[-1].end, key=lambda word: word.start)], spans
    )


def _document(row: dict[str, Any]) -> Document:
    """Return a row as the scorer reads it; a title that the text begins with says nothing more."""
    title = [Word(*word) for word in zip(row["title_lemmas"], row["title_starts"], row["title_ends"], strict=True)]
    marked = zip(row["lemmas"], row["starts"], row["ends"], row["marks"], strict=True)
    text = [Word(*word) for *word, mark in marked if not mark & NUMBER]
    is_repeated = [word.lemma for word in text[: len(title)]] == row["title_lemmas"]
    spans = [Span(*span) for span in zip(row["sentence_starts"], row["sentence_ends"], strict=True)]
    return Document([] if is_repeated else title, text, spans)


def _batch(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    columns: Iterator[tuple[Any, ...]] = zip(*rows, strict=True) if rows else iter([()] * len(schema))
    arrays = [pa.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
