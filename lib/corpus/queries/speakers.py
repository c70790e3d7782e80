"""Who: speakers of a selection, and the profile of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from lib.corpus.queries.selected import Selected
from lib.corpus.queries.tables import Tables
from lib.corpus.selection import UNATTRIBUTED

_COUNTS = """count(*) AS statements, count(*) FILTER (type = 'direct') AS direct,
    count(*) FILTER (type = 'mixed') AS mixed, count(*) FILTER (type = 'indirect') AS indirect,
    sum(words)::BIGINT AS words, coalesce(sum(words) FILTER (type = 'direct'), 0)::BIGINT AS direct_words,
    coalesce(sum(words) FILTER (type = 'mixed'), 0)::BIGINT AS mixed_words,
    coalesce(sum(words) FILTER (type = 'indirect'), 0)::BIGINT AS indirect_words,
    count(DISTINCT doc) AS documents, min(date) AS first, max(date) AS last"""
_NEWEST = "max_by(stmt, coalesce(datediff('day', DATE '1900-01-01', date), -1) * 4294967296 + stmt)"
_NEWEST_FIRST = "date DESC NULLS LAST, doc DESC, start, stmt"
_SAID = "SELECT s.*, a.speaker FROM stmts s JOIN attributions a USING (stmt)"
_AMOUNTS = {"statements": "count(*)", "words": "sum(words)"}
_STATED = {"cue": "cue", "role": "role", "rule": "rule"}  # columns, so that no other text reaches the query

Amount = Literal["statements", "words"]
Stated = Literal["cue", "role", "rule"]


@dataclass(frozen=True)
class SpeakerTable:
    """Speakers by number of statements, or of words in them.

    All statements: ``rows.statements.sum() + others.statements.sum() + unattributed.statements.sum() - joint``.

    Attributes:
        rows: [speaker, name, kind, statements, direct, mixed, indirect, words, direct_words, mixed_words,
            indirect_words, documents, first, last, newest_stmt].
        others: the same columns for the speakers beyond the limit, together, and `speakers`, their number;
            one row, or none where all are in `rows`. A statement that two of them made counts twice, as in `rows`.
        unattributed: the same columns for statements without an established speaker; one row or none.
    """

    rows: pd.DataFrame
    others: pd.DataFrame
    unattributed: pd.DataFrame


@dataclass(frozen=True)
class SpeakerProfile:
    """One speaker within a selection.

    Attributes:
        roles: [role, month, statements], as stated in the documents; month is its first day, or none.
        cues: [cue, statements, direct], verbs and words of saying.
        themes: [theme, statements], statements without a theme under ``-``.
        rules: [rule, statements, confidence (mean)]: how the statements were found.
        mentions: [mention, statements]: the words that name the speaker, empty where understood, in the newest
            `looked_at` statements.
    """

    roles: pd.DataFrame
    cues: pd.DataFrame
    themes: pd.DataFrame
    rules: pd.DataFrame
    mentions: pd.DataFrame
    looked_at: int


def all_speakers(tables: Tables) -> pd.DataFrame:
    """Return the speakers of the snapshot by rank: [speaker, name, name_en, kind, statements, rank]."""
    return tables.frame("SELECT speaker, name, name_en, kind, statements, rank FROM speakers ORDER BY rank, speaker")


def speaker_days(tables: Tables) -> pd.DataFrame:
    """Return on which days a speaker is quoted: [speaker, date]."""
    return tables.frame(
        "SELECT DISTINCT speaker, date FROM attributions WHERE speaker <> $nobody AND date IS NOT NULL ORDER BY ALL",
        {"nobody": UNATTRIBUTED},
    )


def all_sources(tables: Tables) -> pd.DataFrame:
    """Return the sources of the snapshot by rank: [source, name, documents, rank]."""
    return tables.frame("SELECT source, name, documents, rank FROM sources ORDER BY rank, source")


def speaker_table(selected: Selected, limit: int, by: Amount = "statements") -> SpeakerTable:
    """Return the speakers with most selected statements or words, the others together, the unattributed apart."""
    frame = selected.frame(
        f"""SELECT bucket.speaker, coalesce(name, bucket.speaker) AS name, coalesce(kind, '') AS kind,
            bucket.* EXCLUDE (speaker)
        FROM (
            WITH said AS ({_SAID}), top AS (
                SELECT speaker FROM said WHERE speaker <> $nobody
                GROUP BY speaker ORDER BY {_AMOUNTS[by]} DESC, speaker LIMIT $limit)
            SELECT CASE WHEN speaker = $nobody OR speaker IN (FROM top) THEN speaker ELSE '' END AS speaker,
                {_COUNTS}, {_NEWEST} AS newest_stmt, count(DISTINCT said.speaker) AS speakers
            FROM said GROUP BY 1
        ) bucket LEFT JOIN speakers USING (speaker)
        ORDER BY bucket.{by} DESC, bucket.speaker""",
        nobody=UNATTRIBUTED,
        limit=limit,
    )
    apart = frame["speaker"].isin(["", UNATTRIBUTED])
    return SpeakerTable(
        rows=frame[~apart].drop(columns="speakers").reset_index(drop=True),
        others=frame[frame["speaker"] == ""].reset_index(drop=True),
        unattributed=frame[frame["speaker"] == UNATTRIBUTED].drop(columns="speakers").reset_index(drop=True),
    )


def roles(selected: Selected) -> pd.DataFrame:
    """Return the roles stated with the selected statements, by month."""
    return selected.frame(
        """SELECT role, date_trunc('month', date)::DATE AS month, count(*) AS statements
        FROM stmts WHERE role <> '' GROUP BY ALL ORDER BY month NULLS LAST, role"""
    )


def cues(selected: Selected) -> pd.DataFrame:
    """Return the words of saying of the selected statements."""
    return selected.frame(
        """SELECT cue, count(*) AS statements, count(*) FILTER (type = 'direct') AS direct
        FROM stmts WHERE cue <> '' GROUP BY cue ORDER BY statements DESC, cue"""
    )


def rules(selected: Selected) -> pd.DataFrame:
    """Return the rules that found the selected statements, with the mean confidence."""
    return selected.frame(
        """SELECT rule, count(*) AS statements, avg(confidence) AS confidence
        FROM stmts GROUP BY rule ORDER BY statements DESC, rule"""
    )


def statements_with(selected: Selected, stated: Stated, values: Sequence[str]) -> list[int]:
    """Return the selected statements that have one of several cues, roles or rules, newest first."""
    rows = selected.rows(
        f"""SELECT stmt FROM stmts WHERE {_STATED[stated]} IN (SELECT unnest($values)) ORDER BY {_NEWEST_FIRST}""",
        values=list(values),
    )
    return [int(stmt) for (stmt,) in rows]


def company(selected: Selected, speaker: str) -> pd.DataFrame:
    """Return who else has selected statements in the documents where a speaker has.

    Columns: [speaker, together, joint, documents, own, all]: documents with both, statements made jointly, documents
    with the other, with `speaker`, with anybody established. Most shared documents first.
    """
    return selected.frame(
        """, who AS (SELECT DISTINCT a.speaker, s.doc, s.stmt FROM stmts s JOIN attributions a USING (stmt)
                WHERE a.speaker <> $nobody),
            own AS (SELECT * FROM who WHERE speaker = $speaker),
            shared AS (SELECT speaker, count(DISTINCT doc) AS together,
                    count(*) FILTER (stmt IN (SELECT stmt FROM own)) AS joint
                FROM who WHERE speaker <> $speaker AND doc IN (SELECT doc FROM own) GROUP BY speaker)
        SELECT shared.*, (SELECT count(DISTINCT doc) FROM who w WHERE w.speaker = shared.speaker) AS documents,
            (SELECT count(DISTINCT doc) FROM own) AS own, (SELECT count(DISTINCT doc) FROM who) AS "all"
        FROM shared ORDER BY together DESC, shared.speaker""",
        speaker=speaker,
        nobody=UNATTRIBUTED,
    )


def statements_together(selected: Selected, a: str, b: str) -> list[int]:
    """Return the selected statements of two speakers in the documents where both have one, newest first."""
    rows = selected.rows(
        f""", who AS (SELECT a.speaker, s.doc, s.stmt, s.date, s.start FROM stmts s JOIN attributions a USING (stmt)
                WHERE a.speaker IN ($a, $b)),
            shared AS (SELECT doc FROM who GROUP BY doc HAVING count(DISTINCT speaker) = 2)
        SELECT stmt FROM (SELECT DISTINCT stmt, doc, date, start FROM who WHERE doc IN (FROM shared))
        ORDER BY {_NEWEST_FIRST}""",
        a=a,
        b=b,
    )
    return [int(stmt) for (stmt,) in rows]
