"""What misleads who counts: documents by trap, days at a cap, years without documents."""

from typing import NamedTuple

import pandas as pd

from lib.corpus.queries.tables import Tables

FEWEST_CAP, FEWEST_DAYS = 5, 20
"""Documents a day, and days of a source, below which a cap is not looked for."""
SHARE_AT_CAP, STEP, SHARE_ABOVE = 0.1, 2, 0.05
"""A number of documents a day is a cap if this share of the days have it, so many times as many as have one less, and
this many days for each of them have more."""
SMALL_SOURCE = 100
"""Documents below which years without a source say nothing."""


class Traps(NamedTuple):
    """What a snapshot has of traps.

    Attributes:
        documents: [trap, documents, places], most documents first.
        caps: [source, cap, days (with so many documents), of (days with any)].
        missing: [source, first, last, years (without documents, between the first and the last year)].
        total: documents of the snapshot.
        is_known: False for a snapshot of an earlier version, which did not look for traps.
    """

    documents: pd.DataFrame
    caps: pd.DataFrame
    missing: pd.DataFrame
    total: int
    is_known: bool


def traps(tables: Tables) -> Traps:
    """Return what a snapshot has of traps."""
    return Traps(
        documents=tables.frame(
            """SELECT trap, count(*) AS documents, sum(n)::BIGINT AS places FROM traps
            GROUP BY trap ORDER BY documents DESC, trap"""
        ),
        caps=tables.frame(
            """WITH days AS (SELECT source, date, count(*) AS n FROM documents WHERE date IS NOT NULL GROUP BY ALL),
                sizes AS (SELECT source, n, count(*) AS days FROM days GROUP BY ALL),
                steps AS (SELECT source, n AS cap, days, sum(days) OVER (PARTITION BY source)::BIGINT AS of,
                    coalesce(max(days) OVER (PARTITION BY source ORDER BY n RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING),
                        0) AS below,
                    sum(days) OVER (PARTITION BY source ORDER BY n DESC) - days AS above FROM sizes)
            SELECT source, cap, days, of FROM steps WHERE cap >= $cap AND of >= $least AND days >= $at * of
                AND days >= $step * below AND above <= $over * days ORDER BY of DESC, source""",
            {"cap": FEWEST_CAP, "least": FEWEST_DAYS, "at": SHARE_AT_CAP, "step": STEP, "over": SHARE_ABOVE},
        ),
        missing=tables.frame(
            """WITH years AS (SELECT source, year(date) AS year, count(*) AS n FROM documents WHERE date IS NOT NULL
                    GROUP BY ALL),
                spans AS (SELECT source, min(year) AS first, max(year) AS last, sum(n) AS n FROM years GROUP BY source),
                every AS (SELECT source, first, last, n, unnest(range(first, last + 1)) AS year FROM spans)
            SELECT source, first, last, string_agg(year::VARCHAR, ', ' ORDER BY year) AS years
            FROM every ANTI JOIN years USING (source, year) WHERE n >= $n
            GROUP BY source, first, last ORDER BY any_value(n) DESC, source""",
            {"n": SMALL_SOURCE},
        ),
        total=tables.rows("SELECT count(*) FROM documents")[0][0],
        is_known=(tables.folder / "traps.parquet").is_file(),
    )


def trap_sources(tables: Tables, trap: str) -> pd.DataFrame:
    """Return in which sources a trap is: [source, documents, of], most documents first."""
    return tables.frame(
        """SELECT source, count(*) FILTER (found.doc IS NOT NULL) AS documents, count(*) AS of
        FROM documents LEFT JOIN (SELECT DISTINCT doc FROM traps WHERE trap = $trap) found USING (doc)
        GROUP BY source HAVING count(*) FILTER (found.doc IS NOT NULL) > 0 ORDER BY 2 DESC, source""",
        {"trap": trap},
    )


def trap_documents(tables: Tables, trap: str, limit: int | None, offset: int) -> pd.DataFrame:
    """Return documents with a trap, the worst first: [doc, n, start, end]."""
    return tables.frame(
        """SELECT doc, n, start, "end" FROM traps WHERE trap = $trap ORDER BY n DESC, doc
        LIMIT $limit OFFSET $offset""",
        {"trap": trap, "limit": 1 << 40 if limit is None else limit, "offset": offset},
    )
