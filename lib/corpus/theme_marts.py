"""The tables of themes: every document and statement of a segment scored with the idf of its snapshot."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from lib.analysis.themes import Document, Hit, ThemeScorer, Word, load_themes
from lib.corpus.analyse import NUMBER
from lib.text.spans import Span

_COLUMNS = [
    "doc", "title_lemmas", "title_starts", "title_ends", "sentence_starts", "sentence_ends",
    "lemmas", "starts", "ends", "marks", "statements",
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


def score_segment(scoring: Scoring) -> dict[str, pa.RecordBatch]:
    """Return the rows of `TABLES` for one segment."""
    scorer = _scorer(*scoring[1:])
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
    for batch in pq.ParquetFile(scoring.segment).iter_batches(256, columns=_COLUMNS):
        for row in batch.to_pylist():
            _score_row(scorer, row, rows)
    return {name: _batch(schema, rows[name]) for name, schema in TABLES.items()}


@lru_cache(maxsize=1)
def _scorer(dictionary: str, themes: tuple[str, ...], lemmas: Path, documents: int) -> ThemeScorer:
    table = pq.read_table(lemmas, columns=["lemma", "documents"])
    frequency = dict(zip(table["lemma"].to_pylist(), table["documents"].to_pylist(), strict=True))
    chosen = [theme for theme in load_themes(dictionary.removeprefix("\ufeff")) if theme.id in themes]
    return ThemeScorer(chosen, frequency, documents)


def _score_row(scorer: ThemeScorer, row: dict[str, Any], rows: dict[str, list[tuple[Any, ...]]]) -> None:
    doc, document = row["doc"], _document(row)
    hits = scorer.find(document)
    for score in scorer.score_hits(hits, len(document.title) + len(document.text)):
        rows["document_theme"].append((score.theme, doc, score.score))
    for place, statement in enumerate(row["statements"], start=1):
        near = _hits_near(hits, statement)
        if near:
            span = Span(statement["start"], statement["end"])
            (scores,) = scorer.score_statements(near, [span], _part_near(document, statement))
            rows["statement_theme"].extend((score.theme, doc, place, score.score) for score in scores)
    rows["evidence"].extend((hit.theme, doc, hit.term, hit.start, hit.end, hit.weight) for hit in hits)


def _hits_near(hits: Sequence[Hit], statement: dict[str, Any]) -> Sequence[Hit]:
    """Return the hits in the sentences of a statement; looking through all of a long document would take too long."""
    first = bisect_left(hits, statement["sentence"], key=lambda hit: hit.sentence)
    return hits[first : bisect_right(hits, statement["last_sentence"], key=lambda hit: hit.sentence)]


def _part_near(document: Document, statement: dict[str, Any]) -> Document:
    """Return the sentences of a statement as a document of their own."""
    spans = document.sentences[statement["sentence"] : statement["last_sentence"] + 1]
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
