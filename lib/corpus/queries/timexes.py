"""Days spoken of against the day of the document: expressions of time in a selection, counted and listed."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd

from lib.corpus.queries.selected import Selected
from lib.corpus.selection import Grain

Side = Literal["behind", "ahead"]

DRAWN, OWN, EARLIER, LATER, LONGER, UNDATED = "drawn", "own", "earlier", "later", "longer", "no_date"
"""Parts of the expressions whose days are told: in the figure; the day of their own document; outside of the figure's
days; a longer time than a period of the figure; in a document without a date."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a figure of the days spoken of shows.

    Attributes:
        first, last: the days spoken of that it has room for.
        grain: its periods; None for a figure that draws each expression.
    """

    first: date
    last: date
    grain: Grain | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the expressions, or the mark of a figure.

    Attributes:
        part: one of the parts above, or the reason why days are not told, see `lib.text.timex_days`; empty for any.
        spoken: first and last day of the documents.
        about: the days meant lie within these, or with `exact` are these.
        side: single days before, or after, the day of the document.
    """

    part: str = ""
    spoken: tuple[date, date] | None = None
    about: tuple[date, date] | None = None
    side: Side | None = None
    exact: bool = False


_IN_STATEMENTS = 'SEMI JOIN stmts s ON s.doc = t.doc AND t.start >= s.start AND t.start < s."end"'
_IN_MATCHES = "SEMI JOIN matches m ON m.doc = t.doc AND m.sentence = t.sentence"
_INSIDE, _EXACTLY = "first >= $about_first AND last <= $about_last", "first = $about_first AND last = $about_last"
_SIDES = {"behind": "first < date", "ahead": "first > date"}


def parts(selected: Selected, frame: Frame) -> pd.DataFrame:
    """Return how many expressions each part has: [part, count], most first; together they are all."""
    return _asked(selected, frame, "SELECT part, count(*) AS count FROM {} GROUP BY part ORDER BY count DESC, part")


def points(selected: Selected, frame: Frame) -> pd.DataFrame:
    """Return the drawn expressions by day spoken and days spoken of: [date, first, last, count]."""
    return _asked(
        selected,
        frame,
        """SELECT date, first, last, count(*) AS count FROM {} WHERE part = $drawn
        GROUP BY ALL ORDER BY date, first, last""",
        drawn=DRAWN,
    )


def grid(selected: Selected, frame: Frame) -> pd.DataFrame:
    """Return the drawn expressions by period spoken and period spoken of: [period, about, count]."""
    return _asked(
        selected,
        frame,
        """SELECT date_trunc($grain, date) AS period, date_trunc($grain, first) AS about, count(*) AS count
        FROM {} WHERE part = $drawn GROUP BY ALL ORDER BY period, about""",
        drawn=DRAWN,
    )


def days(selected: Selected, side: Side, limit: int) -> pd.DataFrame:
    """Return the single days that are spoken of most, before or after the day of the document.

    Columns: [day, documents, count], most documents first.
    """
    return selected.frame(
        f"""SELECT first AS day, count(DISTINCT doc) AS documents, count(*) AS count FROM ({_rows(selected)})
        WHERE first = last AND {_SIDES[side]} GROUP BY first ORDER BY documents DESC, count DESC, day LIMIT $limit""",
        limit=limit,
    )


def listed(selected: Selected, frame: Frame, place: Place, limit: int, offset: int) -> pd.DataFrame:
    """Return the expressions of a place, newest documents first.

    Columns: [doc, date, source, sentence_start, sentence_end, start, end, first, last, grain, rule, reason, speakers];
    `reason` is empty where the days are told; `speakers` is a list of slugs, empty outside of statements.
    """
    where, parameters = _within(place)
    return _asked(
        selected,
        frame,
        f"""SELECT page.* EXCLUDE (part, sentence) REPLACE (coalesce(reason, '') AS reason), source,
            a.start AS sentence_start, a."end" AS sentence_end,
            coalesce((SELECT list(DISTINCT speaker ORDER BY speaker) FROM statements s JOIN attributions USING (stmt)
                WHERE s.doc = page.doc AND page.start >= s.start AND page.start < s."end"), []) AS speakers
        FROM (SELECT * FROM {{}} {where} ORDER BY {_ORDER} LIMIT $limit OFFSET $offset) page
        JOIN (SELECT doc, source FROM documents) d ON d.doc = page.doc
        JOIN sentences a ON a.doc = page.doc AND a.sentence = page.sentence ORDER BY {_PAGE}""",
        limit=limit,
        offset=offset,
        **parameters,
    )


def count(selected: Selected, frame: Frame, place: Place) -> int:
    """Return how many expressions `listed` lists without a limit."""
    where, parameters = _within(place)
    return int(_asked(selected, frame, f"SELECT count(*) AS n FROM {{}} {where}", **parameters)["n"].iloc[0])


_ORDER = "date DESC NULLS LAST, doc DESC, start"
_PAGE = "page.date DESC NULLS LAST, page.doc DESC, page.start"

_PART = """CASE WHEN reason IS NOT NULL THEN reason WHEN date IS NULL THEN 'no_date'
    WHEN first = date AND last = date THEN 'own' WHEN first < $first THEN 'earlier' WHEN last > $last THEN 'later'
    {} ELSE 'drawn' END"""
_LONGER = "WHEN date_trunc($grain, first) <> date_trunc($grain, last) THEN 'longer'"


def _rows(selected: Selected) -> str:
    """Return the expressions of a selection: in its documents, in sentences that match, inside of its statements."""
    within = [_IN_MATCHES] if selected.matches is not None else []
    within += [_IN_STATEMENTS] if selected.by_statement else []
    return f"SELECT t.* FROM timexes t {' '.join(within)} WHERE t.doc IN (SELECT doc FROM docs)"


def _asked(selected: Selected, frame: Frame, sql: str, **parameters: Any) -> pd.DataFrame:
    """Return the rows of a query, in which ``{}`` stands for the expressions with their parts."""
    given: dict[str, Any] = {"first": frame.first, "last": frame.last}
    if frame.grain:
        given["grain"] = frame.grain
    parted = f"(SELECT *, {_PART.format(_LONGER if frame.grain else '')} AS part FROM ({_rows(selected)}))"
    return selected.frame(sql.format(parted), **given, **parameters)


def _within(place: Place) -> tuple[str, dict[str, Any]]:
    conditions: list[str] = []
    parameters: dict[str, Any] = {}
    if place.part:
        conditions.append("part = $part")
        parameters["part"] = place.part
    for name, period, sql in (
        ("spoken", place.spoken, "date BETWEEN $spoken_first AND $spoken_last"),
        ("about", place.about, _EXACTLY if place.exact else _INSIDE),
    ):
        if period:
            conditions.append(sql)
            parameters |= {f"{name}_first": period[0], f"{name}_last": period[1]}
    if place.side:
        conditions.append(f"first = last AND {_SIDES[place.side]}")
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", parameters
