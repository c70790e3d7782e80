"""What stands behind a number: the statements and the documents themselves."""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from lib.corpus.queries.selected import Selected
from lib.corpus.queries.tables import Tables

Order = Literal["newest", "oldest"]
SearchOrder = Order | Literal["relevance"]
StatementOrder = Order | Literal["doubtful"]

_COLUMNS = """stmt, s.doc, s.date, source, type, cue, start, "end", mention_start, mention_end,
    list(speaker ORDER BY speaker) AS speakers, role, kind, confidence, rule"""
_STATEMENT_ORDER = {
    "newest": "date DESC NULLS LAST, doc DESC, start, stmt",
    "oldest": "date NULLS LAST, doc, start, stmt",
    "doubtful": "confidence, date DESC NULLS LAST, doc DESC, start, stmt",
}
_DOCUMENT_ORDER = {"newest": "date DESC NULLS LAST, doc DESC", "oldest": "date NULLS LAST, doc"}


def statements(selected: Selected, limit: int, offset: int, order: StatementOrder) -> pd.DataFrame:
    """Return selected statements, one row each.

    Columns: [stmt, doc, date, source, type, cue, start, end, mention_start, mention_end, speakers, role, kind,
    confidence, rule]; `speakers` is a list of slugs, just ``-`` where not established.
    """
    return selected.frame(
        f"""SELECT {_COLUMNS}
        FROM (SELECT * FROM stmts ORDER BY {_STATEMENT_ORDER[order]} LIMIT $limit OFFSET $offset) s
        LEFT JOIN attributions USING (stmt)
        GROUP BY ALL ORDER BY {_STATEMENT_ORDER[order]}""",
        limit=limit,
        offset=offset,
    )


def count_statements(selected: Selected) -> int:
    """Return how many statements are selected."""
    return int(selected.rows("SELECT count(*) FROM stmts")[0][0])


def documents(selected: Selected, limit: int, offset: int, order: Order) -> pd.DataFrame:
    """Return selected documents: [doc, date, source, words, statements, duplicate_of]."""
    return selected.frame(
        f"""SELECT doc, date, source, words, statements, duplicate_of FROM docs
        ORDER BY {_DOCUMENT_ORDER[order]} LIMIT $limit OFFSET $offset""",
        limit=limit,
        offset=offset,
    )


def count_documents(selected: Selected) -> int:
    """Return how many documents are selected."""
    return int(selected.rows("SELECT count(*) FROM docs")[0][0])


def sentences(tables: Tables, doc: int) -> pd.DataFrame:
    """Return where the sentences of a document are: [sentence, start, end]."""
    return tables.frame('SELECT sentence, start, "end" FROM sentences WHERE doc = $doc ORDER BY sentence', {"doc": doc})


def statements_by_id(tables: Tables, stmts: Sequence[int]) -> pd.DataFrame:
    """Return statements by their row ids, with the columns of `statements`, newest first; unknown ones are left out."""
    return tables.frame(
        f"""SELECT {_COLUMNS} FROM statements s LEFT JOIN attributions USING (stmt)
        WHERE stmt IN (SELECT unnest($stmts)) GROUP BY ALL ORDER BY {_STATEMENT_ORDER["newest"]}""",
        {"stmts": list(stmts)},
    )


def statements_of(tables: Tables, doc: int) -> pd.DataFrame:
    """Return all statements of a document, in their order, with the columns of `statements`."""
    return tables.frame(
        f"""SELECT {_COLUMNS} FROM statements s LEFT JOIN attributions USING (stmt)
        WHERE s.doc = $doc GROUP BY ALL ORDER BY start, stmt""",
        {"doc": doc},
    )


def found_spans(tables: Tables, doc: int) -> dict[int, tuple[int, int]]:
    """Return where each statement of a document was found, before corrections, by its number."""
    rows = tables.rows('SELECT stmt, start, "end" FROM statements_found WHERE doc = $doc', {"doc": doc})
    return {stmt: (start, end) for stmt, start, end in rows}


def has_document(tables: Tables, doc: int) -> bool:
    """Tell whether the snapshot has a document."""
    return bool(tables.rows("SELECT count(*) FROM documents WHERE doc = $doc", {"doc": doc})[0][0])
