"""Corrections as annotated data: what was found, what the analyst says, with offsets and the words themselves."""

import json
from collections.abc import Iterable

import pyarrow as pa

from lib.corpus.corrections import Correction, Corrections
from lib.corpus.queries.corrected import Corrected
from lib.corpus.store import Article, Store

_TEXTS = ("id", "external_id", "date", "digest", "verdict", "text", "speaker", "new_text")
_NUMBERS = ("start", "end", "new_start", "new_end")
_FOUND = ("type", "cue", "rule")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in _TEXTS),
        *((name, pa.int32()) for name in _NUMBERS),
        *((f"found_{name}", pa.string()) for name in _FOUND),
        ("found_confidence", pa.float32()),
        ("fits", pa.bool_()),  # the statement is in the snapshot; otherwise nothing is known but the correction
        ("when", pa.date32()),
        ("note", pa.string()),
    ]
)


def annotated(store: Store, corrections: Corrections, corrected: Iterable[Corrected]) -> pa.Table:
    """Return the columns of `SCHEMA`, a row a correction; of reprints of a text, the first one is named."""
    found = {line: one for one in reversed(tuple(corrected)) for line in (one.who, one.where) if line}
    articles = store.articles(sorted({one.found["doc"] for one in found.values()}))
    rows = [_row(line, found.get(line), articles) for line in corrections.lines]
    return pa.Table.from_pylist(rows, SCHEMA)


def as_jsonl(table: pa.Table) -> bytes:
    """Return the rows of a table as JSON lines."""
    rows = (json.dumps(row, ensure_ascii=False, default=str) for row in table.to_pylist())
    return "".join(f"{row}\n" for row in rows).encode()


def _row(line: Correction, one: Corrected | None, articles: dict[int, Article]) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(line, name) for name in ("digest", "verdict", "speaker", "when", "note")}
    row |= {name: getattr(line, name) for name in _NUMBERS} | {"fits": one is not None}
    if one is None:
        return row
    article = articles[one.found["doc"]]
    row |= {"id": article.id, "external_id": article.external_id, "date": article.date and article.date.isoformat()}
    row |= {"text": article.text[line.start : line.end]}
    row |= {"new_text": line.new_span.of(article.text)} if line.new_span else {}
    return row | {f"found_{name}": one.found[name] for name in (*_FOUND, "confidence")}
