"""The tables of themes: every document and statement of a segment scored with the idf of its snapshot."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from lib.analysis.themes import Document, Hit, ThemeScore, ThemeScorer, Words, load_themes
from lib.corpus.theme_rows import Row, Stated, read_segment, rows_of
from lib.text.spans import Span

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
    for row in rows_of(read_segment(scoring.segment), scorer.may_tell):
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
            (scores,) = scorer.score_statements(
                near, [Span(stated.start, stated.end)], _part_near(row.document, stated)
            )
            yield place, scores


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
    return Document([], Words.of(document.text).within(Span(spans[0].start, spans[-1].end)), spans)


def _batch(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    columns: Iterator[tuple[Any, ...]] = zip(*rows, strict=True) if rows else iter([()] * len(schema))
    arrays = [pa.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
