"""Marks of the figure of the days spoken of, as the text that a link holds, and the sentences behind them."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from lib import data
from lib.corpus.queries.timexes import Frame, Place
from lib.corpus.selection import UNATTRIBUTED, Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, date_label, period, t
from lib.safe import Html, element, join
from lib.ui import evidence, formula_uses, output, state
from lib.ui.evidence import Row
from lib.ui.look import colour
from lib.ui.marks import SPOKEN

_PAGE = 10
_OPENED = "spoken-opened"
_NAMED = ("week", "month", "quarter", "year")


def write(place: Place) -> str:
    """Return a mark as text.

    >>> day = date(2025, 11, 14)
    >>> write(Place("drawn", (day, day), (day, date(2025, 12, 1)), exact=True))
    'spoken,drawn,2025-11-14,2025-11-14,2025-11-14,2025-12-01,exact'
    """
    days = [day.isoformat() for pair in (place.spoken, place.about) if pair for day in pair]
    return SPOKEN + ",".join([place.part, *days, "exact" if place.exact else ""])


def read(text: str) -> Place | None:
    """Read a mark of `write`; None for any other text."""
    if not text.startswith(SPOKEN):
        return None
    try:
        part, a, b, c, d, exact = text.removeprefix(SPOKEN).split(",")
        spoken, about = _days(a, b), _days(c, d)
    except ValueError:
        return None
    return Place(part, spoken, about, exact=exact == "exact")


def _days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


def selected() -> Place | None:
    """Return the mark of the figure that the view names, None for none."""
    return read(state.view().marks[0]) if state.view().marks else None


def opens(key: str) -> bool:
    """Open a mark, unless it was the last one opened: a row of a table stays selected when its mark is closed."""
    if st.session_state.get(_OPENED) == key:
        return False
    st.session_state[_OPENED] = key
    state.update(marks=(key,))
    return True


def show(source: Snapshot, selection: Selection, frame: Frame, place: Place, title: str, *, key: str) -> None:
    """Show the sentences of a place, newest documents first, a page at a time."""
    language, total = state.language(), data.ask(Snapshot.count_timexes, source, selection, frame, place)
    output.heading(f"{title}: {count('expression', total, language)}", 3)
    if not total:
        output.note(t("evidence.none", language))
        return
    page = evidence.pager(total, key, _PAGE)
    rows = data.ask(Snapshot.timexes_at, source, selection, frame, place, _PAGE, _PAGE * page)
    articles = data.ask(Snapshot.text, source, tuple(dict.fromkeys(int(doc) for doc in rows["doc"])))
    output.html(join(_said(source, row, articles) for row in rows.to_dict("records")))


def _said(source: Snapshot, row: Row, articles: Mapping[int, Article]) -> Html:
    article, language, speakers = articles[int(row["doc"])], state.language(), list(row["speakers"])
    start, end = int(row["start"]), int(row["end"])
    shade = colour("speaker", speakers[0], source) if speakers and speakers[0] != UNATTRIBUTED else ""
    spans = [(start, end)]
    names = [formula_uses.who(speakers, str(row["source"]), source)] if speakers else []
    return element(
        "article",
        element(
            "blockquote",
            evidence.highlighted(article.text, int(row["sentence_start"]), int(row["sentence_end"]), spans),
        ),
        element(
            "p",
            element("b", _meant(row)),
            element("span", " · ".join(["", *names, evidence.place(article, language), ""])),
            element("a", t("evidence.in_text", language), href=evidence.place_link(article, start, end)),
            class_="by",
        ),
        class_="said",
        style=f"--mark:{shade}" if shade else None,
    )


def _meant(row: Row) -> str:
    """Return the days that an expression means, or why they are not told."""
    language = state.language()
    if row["reason"]:
        return t("spoken.not_told", language, reason=t(f"spoken.reason.{row['reason']}", language))
    first, last, grain = row["first"].date(), row["last"].date(), str(row["grain"])
    days = date_label(first, language, grain) if grain in _NAMED else period(first, last, language)
    return t("chart.days_meant", language, days=days)
