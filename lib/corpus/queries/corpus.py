"""Can it be trusted: what a snapshot consists of, and what is missing or doubtful in it."""

from dataclasses import dataclass

import pandas as pd

from lib.corpus.queries.tables import Tables
from lib.corpus.selection import UNATTRIBUTED


@dataclass(frozen=True)
class Quality:
    """What the page on data and methods shows of a snapshot, beside the report of its reading.

    Attributes:
        by_year: [source, year (null: undated), documents, words, statements].
        gaps: [first, last, days]: the longest runs of days without documents between the first and the last day.
        rules: [rule, statements, unattributed, confidence (mean)].
        confidence: [band (lower edge, width 0.1), statements, unattributed].
        undated, duplicates: documents.
        reprinted: documents that reprint an earlier one with changes, and are no duplicates; None for a snapshot of
            a version that did not compare texts.
        statements, unattributed: statements.
    """

    by_year: pd.DataFrame
    gaps: pd.DataFrame
    rules: pd.DataFrame
    confidence: pd.DataFrame
    undated: int
    duplicates: int
    reprinted: int | None
    statements: int
    unattributed: int


def quality(tables: Tables, gaps: int = 20) -> Quality:
    """Return what a snapshot consists of, with its longest gaps."""
    undated, duplicates = tables.rows(
        "SELECT count(*) FILTER (date IS NULL), count(*) FILTER (duplicate_of IS NOT NULL) FROM documents"
    )[0]
    reprinted = tables.rows("SELECT count(*) FROM reprints")[0][0] - duplicates
    judged = _judged(tables)
    return Quality(
        by_year=tables.frame(
            """SELECT source, year(date) AS year, count(*) AS documents, sum(words)::BIGINT AS words,
                sum(statements)::BIGINT AS statements
            FROM documents GROUP BY ALL ORDER BY source, year"""
        ),
        gaps=_gaps(tables, gaps),
        rules=_by_rule(judged),
        confidence=judged.groupby("band")[["statements", "unattributed"]].sum().reset_index(),
        undated=undated,
        duplicates=duplicates,
        reprinted=reprinted if tables.has_file("reprints") else None,
        statements=int(judged["statements"].sum()),
        unattributed=int(judged["unattributed"].sum()),
    )


def duplicates(tables: Tables, limit: int, offset: int) -> pd.DataFrame:
    """Return documents that repeat the text of an earlier one, newest first: [doc, date, source, duplicate_of]."""
    return tables.frame(
        """SELECT doc, date, source, duplicate_of FROM documents WHERE duplicate_of IS NOT NULL
        ORDER BY date DESC NULLS LAST, doc DESC LIMIT $limit OFFSET $offset""",
        {"limit": limit, "offset": offset},
    )


def _judged(tables: Tables) -> pd.DataFrame:
    """Return statements by rule and band: [rule, band, statements, unattributed, confidence (sum)]."""
    return tables.frame(
        """SELECT rule, floor(confidence * 10 + 1e-6) / 10 AS band, count(*) AS statements,
            count(nobody.stmt) AS unattributed, sum(confidence) AS confidence
        FROM statements LEFT JOIN (SELECT stmt FROM attributions WHERE speaker = $nobody) nobody USING (stmt)
        GROUP BY rule, band ORDER BY rule, band""",
        {"nobody": UNATTRIBUTED},
    )


def _by_rule(judged: pd.DataFrame) -> pd.DataFrame:
    rules = judged.groupby("rule")[["statements", "unattributed", "confidence"]].sum().reset_index()
    return rules.assign(confidence=rules["confidence"] / rules["statements"])


def _gaps(tables: Tables, limit: int) -> pd.DataFrame:
    return tables.frame(
        """SELECT first, last, datediff('day', first, last) + 1 AS days
        FROM (SELECT date + 1 AS first, lead(date) OVER (ORDER BY date) - 1 AS last
            FROM (SELECT DISTINCT date FROM documents WHERE date IS NOT NULL))
        WHERE last >= first ORDER BY days DESC, first LIMIT $limit""",
        {"limit": limit},
    )
