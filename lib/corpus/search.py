"""Search: the sentences that match a query, with the words that made them match, and the concordance."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from lib.corpus.queries.evidence import SearchOrder
from lib.corpus.queries.selected import Selected
from lib.corpus.queries.wording import Pattern, hits
from lib.corpus.store import Store
from lib.text.spans import Span

CONTEXT = 90
"""Characters of the document shown on each side of a hit."""

_ORDER = {
    "newest": "date DESC NULLS LAST, doc DESC, sentence",
    "oldest": "date NULLS LAST, doc, sentence",
    "relevance": "matched DESC, score DESC, date DESC NULLS LAST, doc DESC, sentence",
}
_OF_STATEMENTS = """EXISTS (SELECT 1 FROM stmts s
    WHERE s.doc = f.doc AND f.sentence BETWEEN s.sentence AND s.last_sentence)"""


_OCCURRENCE = ("doc", "sentence", "start")


@dataclass(frozen=True)
class Found:
    """Sentences found for a query within a selection.

    Attributes:
        sentences: [doc, sentence], None for all sentences.
        patterns: the words to show.
        in_statements: they overlap a selected statement; otherwise they lie in a selected document.
        relevance: gives `Matching.relevance`; without it, what is most relevant is the newest.
    """

    selected: Selected
    sentences: pa.Table | None
    patterns: list[Pattern]
    in_statements: bool
    relevance: Callable[[], pa.Table] | None = None

    def count(self) -> tuple[int, int]:
        """Return the numbers of sentences and of documents."""
        row = self.selected.rows(
            f", found AS ({self._found}) SELECT count(*), count(DISTINCT doc) FROM found", self._given
        )[0]
        return int(row[0]), int(row[1])

    def page(self, limit: int, offset: int, order: SearchOrder) -> pd.DataFrame:
        """Return sentences: [doc, sentence, date, source, start, end]."""
        ranked = self.relevance() if order == "relevance" and self.relevance else None
        order = "newest" if ranked is None and order == "relevance" else order
        given = self._given | ({} if ranked is None else {"given_ranks": ranked})
        join, columns = ("", "") if ranked is None else ("JOIN given_ranks USING (doc, sentence)", ", matched, score")
        return self.selected.frame(
            f""", page AS (SELECT doc, sentence, date, source{columns}
                FROM ({self._found}) JOIN documents USING (doc) {join}
                ORDER BY {_ORDER[order]} LIMIT $limit OFFSET $offset)
            SELECT doc, sentence, date, source, start, "end" FROM page JOIN sentences USING (doc, sentence)
            ORDER BY {_ORDER[order]}""",
            given,
            limit=limit,
            offset=offset,
        )

    def occurrences(self, store: Store) -> pa.Table:
        """Return where the patterns stand in all sentences found: [doc, sentence, start]."""
        frame = self.selected.frame(
            f"""SELECT doc, sentence, start, "end" FROM ({self._found}) JOIN sentences USING (doc, sentence)""",
            self._given,
        )
        articles = store.articles(frame["doc"].unique().tolist())
        rows = [
            (doc, sentence, hit.start)
            for doc, sentence, start, end in frame.itertuples(index=False, name=None)
            for hit in hits(self.patterns, articles[doc].text, start, end)
        ]
        columns = zip(*rows, strict=True) if rows else ([], [], [])
        return pa.table({name: pa.array(column, pa.int32()) for name, column in zip(_OCCURRENCE, columns, strict=True)})

    def statement_spans(self, docs: pd.Series) -> dict[int, list[Span]] | None:
        """Return where the selected statements of documents are; None if the selection does not ask for statements."""
        if not self.in_statements:
            return None
        spans: dict[int, list[Span]] = {}
        rows = self.selected.rows(
            'SELECT doc, start, "end" FROM stmts WHERE doc IN (SELECT unnest($page))', page=docs.unique().tolist()
        )
        for doc, start, end in rows:
            spans.setdefault(doc, []).append(Span(start, end))
        return spans

    @property
    def _found(self) -> str:
        table = "sentences" if self.sentences is None else "given_sentences"
        condition = _OF_STATEMENTS if self.in_statements else "f.doc IN (SELECT doc FROM docs)"
        return f"SELECT f.doc, f.sentence FROM {table} f WHERE {condition}"

    @property
    def _given(self) -> dict[str, pa.Table]:
        return {} if self.sentences is None else {"given_sentences": self.sentences}


def with_text(page: pd.DataFrame, patterns: list[Pattern], store: Store) -> pd.DataFrame:
    """Return a page of sentences with their [title, text, highlights]."""
    articles = store.articles(page["doc"].drop_duplicates().tolist())
    places = list(zip(page["doc"], page["start"], page["end"], strict=True))
    found = [hits(patterns, articles[doc].text, start, end) for doc, start, end in places]
    return page.assign(
        title=[articles[doc].title for doc, _, _ in places],
        text=[articles[doc].text[start:end] for doc, start, end in places],
        highlights=pd.Series(found, index=page.index, dtype=object),
    )


_CONCORDANCE = ["doc", "sentence", "start", "end", "left", "hit", "right", "date", "source"]


def concordance(found: Found, page: pd.DataFrame, store: Store) -> pd.DataFrame:
    """Return the hits in a page of sentences, one row a hit, with their context; line ends shown as blanks.

    Where the selection asks for statements, hits outside of the selected ones are left out.

    Columns: [doc, sentence, start, end, left, hit, right, date, source].
    """
    articles = store.articles(page["doc"].drop_duplicates().tolist())
    said = found.statement_spans(page["doc"])
    columns = (page[name] for name in ("doc", "sentence", "start", "end", "date", "source"))
    rows = [
        (doc, sentence, *span, *_around(articles[doc].text, span), day, source)
        for doc, sentence, start, end, day, source in zip(*columns, strict=True)
        for span in hits(found.patterns, articles[doc].text, start, end)
        if said is None or any(one.start <= span.start < one.end for one in said.get(doc, ()))
    ]
    return pd.DataFrame(rows, columns=_CONCORDANCE)


def _around(text: str, span: Span) -> tuple[str, str, str]:
    left, right = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return left.replace("\n", " "), span.of(text), right.replace("\n", " ")
