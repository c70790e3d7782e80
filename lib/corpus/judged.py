"""Judgments of themes as annotated data: the answer, and the sentence itself with where it stands."""

import pyarrow as pa

from lib.corpus.annotated import as_jsonl
from lib.corpus.judgments import Judgment, Judgments
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article

_TEXTS = (
    "theme", "verdict", "sampled", "text", "date", "source", "title", "url", "id", "external_id", "definition", "time",
)  # fmt: skip
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in _TEXTS),
        *((name, pa.int32()) for name in ("start", "end")),
        ("reused", pa.bool_()),
        ("fits", pa.bool_()),  # the document is in the snapshot; otherwise nothing is known but the answer
    ]
)


def judged(source: Snapshot, judgments: Judgments) -> pa.Table:
    """Return the columns of `SCHEMA`, a row for the last answer on each sentence under each definition of a theme."""
    lines = [line for defined in judgments.defined for line in judgments.of(defined).values()]
    docs = {id: source.find_document(id) for id in {line.article for line in lines}}
    articles = source.text([doc for doc in docs.values() if doc is not None])
    return pa.Table.from_pylist([_row(line, articles.get(docs[line.article] or -1)) for line in lines], SCHEMA)


def judged_lines(source: Snapshot, judgments: Judgments) -> bytes:
    """Return the judgments as annotated data in JSON lines."""
    return as_jsonl(judged(source, judgments))


def _row(line: Judgment, article: Article | None) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(line, name) for name in Judgment.__slots__ if name != "article"}
    row |= {"time": line.time.isoformat(), "id": line.article, "fits": article is not None}
    if article is None:
        return row
    known = {"date": article.date and article.date.isoformat(), "source": article.source_name, "title": article.title}
    known |= {"url": article.url, "external_id": article.external_id}
    return row | known | {"text": article.text[line.start : line.end]}
