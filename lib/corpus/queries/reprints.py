"""Who reprints whom: the story of a document, and pairs of sources with the documents behind them."""

import pandas as pd

from lib.corpus.queries.selected import Selected
from lib.corpus.queries.tables import Tables


def story(tables: Tables, doc: int) -> pd.DataFrame:
    """Return the earliest document of a document's story, then those that reprint it, in the order of their dates.

    Columns: [doc, date, source, alike, held, exact, tied, place], see `lib.corpus.schema`; `place` is 0 for the
    earliest, 1 for the others. Empty for a document that nobody reprints.
    """
    return tables.frame(
        """WITH own AS (SELECT coalesce((SELECT first FROM reprints WHERE doc = $doc), $doc) AS first),
            others AS (SELECT reprints.* FROM reprints JOIN own USING (first)),
            whole AS (SELECT doc, alike, held, exact, tied, 1 AS place FROM others
                UNION ALL SELECT first, 1, 1, true, false, 0 FROM own WHERE EXISTS (FROM others))
        SELECT doc, date, source, alike, held, exact, tied, place FROM whole JOIN documents USING (doc)
        ORDER BY place, date NULLS LAST, doc""",
        {"doc": doc},
    )


def between_sources(selected: Selected) -> pd.DataFrame:
    """Return which sources reprint which: [first, second, tied, documents, exact], most documents first,
    sources that repeat themselves last.

    `second` has so many selected documents that reprint one of `first`, `exact` of them word for word. Where dates and
    times do not tell who came first, `tied` is true and the two stand in the order of their names.
    """
    return selected.frame(
        f"""SELECT first, second, tied, count(*) AS documents, count(*) FILTER (exact) AS exact
        FROM ({_PAIRS}) GROUP BY first, second, tied ORDER BY first = second, documents DESC, first, second, tied"""
    )


def pairs(selected: Selected, between: tuple[str, str, bool], limit: int, offset: int) -> pd.DataFrame:
    """Return documents with what they reprint, newest first: [doc, original, alike, held, exact, tied].

    Args:
        between: `first`, `second` and `tied` of a row of `between_sources`.
    """
    first, second, tied = between
    return selected.frame(
        f"""SELECT doc, original, alike, held, exact, tied FROM ({_PAIRS})
        WHERE first = $first AND second = $second AND tied = $tied
        ORDER BY date DESC NULLS LAST, doc DESC LIMIT $limit OFFSET $offset""",
        first=first,
        second=second,
        tied=tied,
        limit=limit,
        offset=offset,
    )


_PAIRS = """SELECT reprints.doc, reprints.first AS original, docs.date, alike, held, exact, tied,
        CASE WHEN tied THEN least(earlier.source, docs.source) ELSE earlier.source END AS first,
        CASE WHEN tied THEN greatest(earlier.source, docs.source) ELSE docs.source END AS second
    FROM docs JOIN reprints USING (doc) JOIN documents earlier ON earlier.doc = reprints.first"""
