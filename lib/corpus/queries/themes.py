"""About what: themes of a selection, alone and against time, speakers or documents."""

from typing import Literal

import pandas as pd

from lib.corpus.queries.selected import Selected
from lib.corpus.queries.tables import Tables
from lib.corpus.selection import NO_THEME, Grain

Across = Grain | Literal["speaker", "doc"]

_MOST_SPEAKERS = 25
_MOST_DOCUMENTS = 300
_DOCUMENTS = "SELECT d.*, coalesce(theme, $none) AS theme FROM docs d LEFT JOIN document_themes USING (doc)"
_STATEMENTS = "SELECT s.*, coalesce(theme, $none) AS theme FROM stmts s LEFT JOIN statement_themes USING (stmt)"


def theme_table(selected: Selected) -> pd.DataFrame:
    """Return the themes found, without theme under ``-``: [theme, documents, statements, only].

    `only` counts the documents that have no other theme, so that overlap can be told.
    """
    return selected.frame(
        f"""SELECT coalesce(d.theme, s.theme) AS theme, coalesce(documents, 0) AS documents,
            coalesce(statements, 0) AS statements, coalesce("only", 0) AS "only"
        FROM (SELECT theme, count(*) AS documents, count(*) FILTER (alone) AS "only"
            FROM (SELECT theme, count(*) OVER (PARTITION BY doc) = 1 AS alone FROM ({_DOCUMENTS})) GROUP BY theme) d
        FULL JOIN (SELECT theme, count(*) AS statements FROM ({_STATEMENTS}) GROUP BY theme) s ON d.theme = s.theme
        ORDER BY documents DESC, statements DESC, 1""",
        none=NO_THEME,
    )


def statement_themes(selected: Selected) -> pd.DataFrame:
    """Return the themes of the selected statements: [theme, statements]."""
    return selected.frame(
        f"SELECT theme, count(*) AS statements FROM ({_STATEMENTS}) GROUP BY theme ORDER BY statements DESC, theme",
        none=NO_THEME,
    )


def theme_grid(selected: Selected, across: Across) -> pd.DataFrame:
    """Return themes against time, speakers or documents, non-empty cells only.

    Columns: [theme, documents, statements] and `period`, `speaker` (the 25 with most statements) or `doc`
    (the newest 300), by `across`.
    """
    if across == "speaker":
        return _by_speaker(selected)
    if across == "doc":
        return _grid(
            selected, "doc", "doc IN (SELECT doc FROM docs ORDER BY date DESC NULLS LAST, doc DESC LIMIT $most)"
        )
    return _grid(selected, "period", "date IS NOT NULL", across)


def _grid(selected: Selected, key: str, condition: str, grain: Grain | None = None) -> pd.DataFrame:
    column = "date_trunc($grain, date)" if grain else "doc"
    parameters = {"grain": grain} if grain else {"most": _MOST_DOCUMENTS}
    return selected.frame(
        f"""SELECT theme, {key}, coalesce(documents, 0) AS documents, coalesce(statements, 0) AS statements
        FROM (SELECT theme, {column} AS {key}, count(*) AS documents
            FROM ({_DOCUMENTS}) WHERE {condition} GROUP BY ALL) d
        FULL JOIN (SELECT theme, {column} AS {key}, count(*) AS statements
            FROM ({_STATEMENTS}) WHERE {condition} GROUP BY ALL) s USING (theme, {key})
        ORDER BY {key}, theme""",
        none=NO_THEME,
        **parameters,
    )


def _by_speaker(selected: Selected) -> pd.DataFrame:
    return selected.frame(
        f"""SELECT theme, speaker, count(DISTINCT doc) AS documents, count(*) AS statements
        FROM (SELECT t.*, a.speaker FROM ({_STATEMENTS}) t JOIN attributions a USING (stmt))
        WHERE speaker IN (
            SELECT speaker FROM attributions WHERE stmt IN (SELECT stmt FROM stmts)
            GROUP BY speaker ORDER BY count(*) DESC, speaker LIMIT $most)
        GROUP BY ALL ORDER BY speaker, theme""",
        none=NO_THEME,
        most=_MOST_SPEAKERS,
    )


def theme_terms(selected: Selected, theme: str) -> pd.DataFrame:
    """Return the terms of a theme in the selected documents, most documents first: [term, documents, occurrences]."""
    return selected.frame(
        """SELECT term, count(DISTINCT doc) AS documents, count(*) AS occurrences FROM theme_evidence
        WHERE theme = $theme AND doc IN (SELECT doc FROM docs)
        GROUP BY term ORDER BY documents DESC, occurrences DESC, term""",
        theme=theme,
    )


def document_sources(selected: Selected) -> pd.DataFrame:
    """Return the sources of the selected documents: [source, documents], the largest first."""
    return selected.frame(
        "SELECT source, count(*) AS documents FROM docs GROUP BY source ORDER BY documents DESC, source"
    )


def theme_evidence(tables: Tables, doc: int) -> pd.DataFrame:
    """Return every occurrence of a theme's terms in a document: [theme, term, start, end, weight]."""
    return tables.frame(
        """SELECT theme, term, start, "end", weight FROM theme_evidence WHERE doc = $doc
        ORDER BY theme, start, term""",
        {"doc": doc},
    )


def themes_of(tables: Tables, doc: int) -> list[str]:
    """Return the themes of one document, the highest score first."""
    rows = tables.rows("SELECT theme FROM document_themes WHERE doc = $doc ORDER BY score DESC, theme", {"doc": doc})
    return [str(theme) for (theme,) in rows]
