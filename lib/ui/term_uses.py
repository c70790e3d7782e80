"""When each term is found first and last, where, and in whose statement."""

from typing import Literal

import pandas as pd

from lib import data
from lib.corpus.selection import UNATTRIBUTED, Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.i18n import short_day, t
from lib.safe import Html, element, join
from lib.ui import evidence, output, state
from lib.ui.names import names_of
from lib.ui.term_figure import Counted

_AT_ONCE, _LOOKED_AT = 10, 100
"""Sentences that are looked at together, and in all."""


def show(source: Snapshot, selection: Selection, found: Counted) -> None:
    """Show a row for each word or phrase that is found in a dated document: its first and its last place, as links."""
    language = state.language()
    rows = []
    for term, label in zip(found.terms, found.labels, strict=True):
        if term.kind in ("theme", "speaker"):
            continue
        places = [_place(source, selection, term, order) for order in ("oldest", "newest")]
        if any(places):
            rows.append(element("tr", element("td", element("b", label)), *[element("td", place) for place in places]))
    if rows:
        heads = [element("th", t(f"terms.use_{name}", language)) for name in ("term", "first", "last")]
        table = element("table", element("tr", *heads), *rows, class_="plain")
        output.html(element("div", table, class_="scroll"))


def _place(source: Snapshot, selection: Selection, term: Term, order: Literal["oldest", "newest"]) -> Html:
    """Return the day, the source and the speaker of a place, empty where nothing dated is found."""
    language = state.language()
    hit = _hit(source, selection, term, order)
    if hit is None or hit["date"] is pd.NaT:
        return Html("")
    doc, start, end = (int(hit[name]) for name in ("doc", "start", "end"))
    article = data.ask(Snapshot.text, source, (doc,))[doc]
    link = element("a", short_day(hit["date"].date(), language), href=evidence.place_link(article, start, end))
    return join([link, " · ", article.source_name, *[f" · {name}" for name in _speakers(source, doc, start)]])


def _hit(source: Snapshot, selection: Selection, term: Term, order: Literal["oldest", "newest"]) -> pd.Series | None:
    """Return the first place of the first sentence that has one, or the last of the last.

    A sentence may overlap the statements asked for with the word outside of them: then the next one is looked at.
    """
    for offset in range(0, _LOOKED_AT, _AT_ONCE):
        hits = data.ask(Snapshot.concordance, source, selection, term, _AT_ONCE, offset, None, order)
        if len(hits):
            first = hits[(hits["doc"] == hits["doc"].iloc[0]) & (hits["sentence"] == hits["sentence"].iloc[0])]
            hit: pd.Series = first.iloc[0 if order == "oldest" else -1]
            return hit
    return None


def _speakers(source: Snapshot, doc: int, start: int) -> list[str]:
    """Return who says what stands at a place, nobody where it is in no statement or its speaker is not established."""
    names, statements = names_of("speaker", source, state.language()), data.ask(Snapshot.statements_of, source, doc)
    said = statements[(statements["start"] <= start) & (start < statements["end"])]
    slugs = dict.fromkeys(str(slug) for speakers in said["speakers"] for slug in speakers if slug != UNATTRIBUTED)
    return [names.get(slug, slug) for slug in slugs]
