"""How often: terms over time, their forms, and the frequencies of all lemmas of a selection."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from lib.corpus.queries.selected import Cell, Selected, speaker_is
from lib.corpus.queries.tables import listed
from lib.corpus.selection import Grain, Unit

_COLUMNS = ["term", "period", "n", "base", "documents", "found_in", "words", "xx", "xy", "yy"]


class Counted(NamedTuple):
    """A term ready to be counted.

    Attributes:
        position: place in the list of terms.
        lemma, form: keys of the postings; form None for all forms but those `without`.
        theme: id of a theme, otherwise None.
        sayer: slug of a speaker all of whose statements count, otherwise None.
        phrases: where a phrase stands, otherwise None: its sentences, [doc, sentence], and where statements count
            also the `start` of each occurrence in them.
    """

    position: int
    speaker: str | None
    lemma: str = ""
    form: str | None = None
    without: Sequence[str] = ()
    theme: str | None = None
    sayer: str | None = None
    phrases: pa.Table | None = None


def term_series(selected: Selected, terms: Sequence[Counted], grain: Grain, unit: Unit) -> pd.DataFrame:
    """Return terms over time, a row for each term and each period that has documents.

    Columns: `term` (position in the list), `period` (first day), and with x the count of the term in a document and
    y the size of the document in the same unit, over the documents of the period: `n` = Σx, `base` = Σy (the
    denominator), `xx` = Σx², `xy` = Σxy, `yy` = Σy², `documents` (how many), `found_in` (with x > 0), `words`.

    By `unit`, x and y count ``doc`` documents, ``stmt`` statements, ``tok`` occurrences and words. Documents are the
    selected ones with all their words, but for a term within a speaker, or where a filter asks for statements: then
    x, y and `words` are of the selected statements alone. A phrase occurs at most once a sentence. What a speaker says
    is counted in documents, statements or words.
    """
    by_speaker = sorted(terms, key=lambda term: (term.speaker is not None, term.speaker or ""))
    parts = [
        _series(selected, list(group), speaker, grain, unit)
        for speaker, group in groupby(by_speaker, key=lambda term: term.speaker)
    ]
    if not parts:
        return pd.DataFrame(columns=_COLUMNS)
    return pd.concat(parts, ignore_index=True).sort_values(["term", "period"], ignore_index=True)


def _series(
    selected: Selected, terms: Sequence[Counted], speaker: str | None, grain: Grain, unit: Unit
) -> pd.DataFrame:
    if speaker is not None:
        selected = selected.narrowed(Cell(lane=("speaker", speaker)))
    parameters: dict[str, Any] = {"grain": grain, "terms": [term.position for term in terms]}
    given: dict[str, pa.Table] = {}
    within = selected.by_statement
    hits = " UNION ALL ".join(_hits(term, within, unit, parameters, given) for term in terms)
    return selected.frame(
        f""", sizes AS ({_sizes(within, unit)}),
        periods AS (SELECT date_trunc($grain, date) AS period, sum(y)::BIGINT AS base, count(*) AS documents,
            sum(words)::BIGINT AS words, sum(y::BIGINT * y)::BIGINT AS yy FROM sizes GROUP BY period),
        hits AS ({hits}),
        found AS (SELECT term, date_trunc($grain, date) AS period, sum(x)::BIGINT AS n, count(*) AS found_in,
            sum(x::BIGINT * x)::BIGINT AS xx, sum(x::BIGINT * y)::BIGINT AS xy
            FROM hits JOIN sizes USING (doc) GROUP BY ALL)
        SELECT term, period, coalesce(n, 0) AS n, base, documents, coalesce(found_in, 0) AS found_in, words,
            coalesce(xx, 0) AS xx, coalesce(xy, 0) AS xy, yy
        FROM (SELECT unnest($terms)::BIGINT AS term) CROSS JOIN periods LEFT JOIN found USING (term, period)""",
        given,
        **parameters,
    )


def _sizes(within_statements: bool, unit: Unit) -> str:
    """Return the query for [doc, date, y, words] of dated documents."""
    if within_statements:
        y = {"doc": "1", "stmt": "count(*)", "tok": "sum(words)"}[unit]
        condition = "AND doc IN (SELECT doc FROM docs)" if unit == "doc" else ""
        return f"""SELECT doc, date, {y} AS y, sum(words) AS words FROM stmts
            WHERE date IS NOT NULL {condition} GROUP BY doc, date"""
    if unit == "stmt":
        return """SELECT doc, docs.date, count(stmt) AS y, any_value(docs.words) AS words
            FROM docs LEFT JOIN stmts USING (doc) WHERE docs.date IS NOT NULL GROUP BY doc, docs.date"""
    y = {"doc": "1", "tok": "words"}[unit]
    return f"SELECT doc, date, {y} AS y, words FROM docs WHERE date IS NOT NULL"


_X = {"doc": "1", "stmt": "count(DISTINCT stmt)", "tok": "sum(n)"}


def _hits(term: Counted, within: bool, unit: Unit, parameters: dict[str, Any], given: dict[str, pa.Table]) -> str:
    """Return the query for [term, doc, x]; x > 0."""
    number = term.position
    if term.phrases is not None:
        given[f"phrases{number}"] = term.phrases
        rows = _phrase_rows(term, within, unit)
    elif term.theme is not None:
        parameters[f"theme{number}"] = term.theme
        rows = _theme_rows(term, within, unit)
    elif term.sayer is not None:
        rows = _speech_rows(speaker_is(f"sayer{number}", (term.sayer,), parameters), unit)
    else:
        parameters[f"lemma{number}"] = term.lemma
        rows = _posting_rows(term, within, unit, parameters)
    return f"SELECT {number} AS term, doc, {_X[unit]} AS x FROM ({rows}) GROUP BY doc"


def _posting_rows(term: Counted, within: bool, unit: Unit, parameters: dict[str, Any]) -> str:
    condition = f"lemma = $lemma{term.position}"
    if term.form is not None:
        parameters[f"form{term.position}"] = term.form
        condition += f" AND form = $form{term.position}"
    if term.without:
        condition += f" AND form NOT IN ({listed(f'without{term.position}_', term.without, parameters)})"
    if unit == "stmt" or within:
        return f"SELECT doc, stmt, n FROM statement_postings JOIN stmts USING (stmt) WHERE {condition}"
    return f"SELECT doc, n FROM postings WHERE {condition}"


def _theme_rows(term: Counted, within: bool, unit: Unit) -> str:
    condition = f"theme = $theme{term.position}"
    if unit == "tok" and within:
        return f"""SELECT doc, 1 AS n FROM theme_evidence e WHERE {condition} AND EXISTS (
            SELECT 1 FROM stmts s WHERE s.doc = e.doc AND e.start >= s.start AND e.start < s."end")"""
    if unit == "tok":
        return f"SELECT doc, 1 AS n FROM theme_evidence WHERE {condition}"
    if unit == "stmt" or within:
        return f"SELECT doc, stmt, 1 AS n FROM statement_themes JOIN stmts USING (stmt) WHERE {condition}"
    return f"SELECT doc, 1 AS n FROM document_themes WHERE {condition}"


def _speech_rows(said: str, unit: Unit) -> str:
    """Return the statements that a condition picks; where occurrences are counted, each counts as its words."""
    return f"SELECT t.doc, t.stmt, {'t.words' if unit == 'tok' else 1} AS n FROM stmts t WHERE {said}"


def _phrase_rows(term: Counted, within: bool, unit: Unit) -> str:
    table = f"phrases{term.position}"
    if unit == "stmt" or within:
        return f"""SELECT DISTINCT p.doc, {"stmt" if unit == "stmt" else "p.sentence"}, 1 AS n
            FROM {table} p JOIN stmts s ON s.doc = p.doc AND p.start >= s.start AND p.start < s."end\""""
    return f"SELECT doc, 1 AS n FROM {table}"


def size_in_words(selected: Selected) -> int:
    """Return the words behind `term_frequencies`: of documents, or of statements where a filter asks for them."""
    table = "stmts" if selected.by_statement else "docs"
    return int(selected.rows(f"SELECT coalesce(sum(words), 0) FROM {table}")[0][0])


def dispersion(selected: Selected, lemmas: Sequence[str]) -> pd.DataFrame:
    """Return how evenly lemmas are spread over the selected documents: [lemma, n, documents, dp].

    `dp` is Gries' deviation of proportions, 0 (as the words are) to 1 (in one small document); NaN for n = 0.
    """
    return selected.frame(
        """, total AS (SELECT sum(words) AS words FROM docs),
        counts AS (SELECT lemma, doc, sum(p.n) AS n, any_value(words) AS words
            FROM postings p JOIN docs USING (doc) WHERE lemma IN (SELECT unnest($lemmas)) GROUP BY lemma, doc),
        parts AS (SELECT lemma, n, n / sum(n) OVER (PARTITION BY lemma) AS observed, words / (FROM total) AS expected
            FROM counts)
        SELECT lemma, coalesce(sum(n), 0)::BIGINT AS n, count(n) AS documents,
            (1 + sum(abs(observed - expected) - expected)) / 2 AS dp
        FROM (SELECT DISTINCT unnest($lemmas) AS lemma) LEFT JOIN parts USING (lemma)
        GROUP BY lemma ORDER BY n DESC, lemma""",
        lemmas=list(lemmas),
    )
