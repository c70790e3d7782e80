"""How much: totals of a selection, and its course over time."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from lib.corpus.queries.selected import Selected
from lib.corpus.selection import NO_THEME, UNATTRIBUTED, Grain, Lane, Unit


class Totals(NamedTuple):
    """The figures of a selection.

    Speaker rows plus `unattributed` less `joint` are `statements`; speaker rows are ``attributions - unattributed``.

    Attributes:
        words: words of the documents.
        attributions: pairs of a statement and a speaker; an unattributed statement is one.
        joint: attributions less statements: the further speakers of statements made jointly.
        unattributed: statements whose speaker is not established.
        speakers, sources: how many different ones, established speakers only.
        first, last: days of the first and the last dated document, None if there is none.
        undated: undated documents that all filters but the period select. Without a period they are among
            `documents`; with one they are left out.
        undated_statements: statements in them, selected by all filters but the period.
    """

    documents: int
    words: int
    statements: int
    attributions: int
    joint: int
    unattributed: int
    speakers: int
    sources: int
    first: date | None
    last: date | None
    undated: int
    undated_statements: int


def totals(selected: Selected, undated: Selected) -> Totals:
    """Return the figures of a selection; `undated` is the same selection without its period."""
    documents = selected.rows("SELECT count(*), sum(words), count(DISTINCT source), min(date), max(date) FROM docs")
    statements = selected.rows("SELECT count(*) FROM stmts")
    attributions = selected.rows(
        """SELECT count(*), count(*) FILTER (speaker = $nobody),
            count(DISTINCT speaker) FILTER (speaker <> $nobody)
        FROM attributions WHERE stmt IN (SELECT stmt FROM stmts)""",
        nobody=UNATTRIBUTED,
    )
    without_date = undated.rows(
        """SELECT (SELECT count(*) FROM docs WHERE date IS NULL), (SELECT count(*) FROM stmts WHERE date IS NULL)"""
    )
    (n_documents, words, sources, first, last), (n_statements,) = documents[0], statements[0]
    n_attributions, unattributed, speakers = attributions[0]
    return Totals(
        documents=n_documents,
        words=int(words or 0),
        statements=n_statements,
        attributions=n_attributions,
        joint=n_attributions - n_statements,
        unattributed=unattributed,
        speakers=speakers,
        sources=sources,
        first=first,
        last=last,
        undated=without_date[0][0],
        undated_statements=without_date[0][1],
    )


def in_both(a: Selected, b: Selected) -> tuple[int, int]:
    """Return how many documents, and how many statements, are in both selections."""
    rows = [
        (side.frame("SELECT doc FROM docs")["doc"], side.frame("SELECT stmt FROM stmts")["stmt"]) for side in (a, b)
    ]
    documents, statements = (int(first.isin(second).sum()) for first, second in zip(*rows, strict=True))
    return documents, statements


_ROWS_OF_LANES = {
    None: "SELECT *, '' AS lane FROM {rows}",
    "source": "SELECT *, source AS lane FROM {rows}",
    "speaker": """SELECT s.*, a.speaker AS lane FROM stmts s JOIN attributions a USING (stmt)
        WHERE $unit <> 'doc' OR s.doc IN (SELECT doc FROM docs)""",
    "theme": f"SELECT r.*, coalesce(theme, '{NO_THEME}') AS lane FROM {{rows}} r LEFT JOIN {{themes}} USING ({{key}})",
}
_OF_DOCUMENTS = {"rows": "docs", "themes": "document_themes", "key": "doc"}
_OF_STATEMENTS = {"rows": "stmts", "themes": "statement_themes", "key": "stmt"}


def timeline(selected: Selected, grain: Grain, unit: Unit, lane: Lane | None) -> pd.DataFrame:
    """Return the course of a selection over time: [period, lane, count, documents, words], non-empty rows only.

    `period` is the first day of a day, week (Monday), month, quarter or year. `count` is of `unit`; words are those
    of the statements where lanes are speakers or a filter asks for statements, otherwise of the documents.
    A document or statement with two speakers or themes is in two lanes. Undated documents are in none.
    """
    by_statement = unit == "stmt" or lane == "speaker" or (unit == "tok" and selected.by_statement)
    rows = _ROWS_OF_LANES[lane].format(**(_OF_STATEMENTS if by_statement else _OF_DOCUMENTS))
    return selected.frame(
        f"""SELECT date_trunc($grain, date) AS period, lane,
            (CASE $unit WHEN 'doc' THEN count(DISTINCT doc) WHEN 'stmt' THEN count(*) ELSE sum(words) END)::BIGINT
                AS count,
            count(DISTINCT doc) AS documents, sum(words)::BIGINT AS words
        FROM ({rows}) WHERE date IS NOT NULL GROUP BY ALL ORDER BY period, lane""",
        grain=grain,
        unit=unit,
    )


def coverage(selected: Selected, grain: Grain) -> pd.DataFrame:
    """Return what there was to select from over time: [period, documents, words]."""
    return selected.frame(
        """SELECT date_trunc($grain, date) AS period, count(*) AS documents, sum(words)::BIGINT AS words
        FROM docs WHERE date IS NOT NULL GROUP BY period ORDER BY period""",
        grain=grain,
    )
