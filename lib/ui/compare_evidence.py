"""The sentences of A beside those of B: of the mark that is selected, or the newest."""

import streamlit as st

from lib import data, safe
from lib.corpus.selection import Lane, Term
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, short_day, t
from lib.safe import Html, element
from lib.ui import evidence, marks, output, state
from lib.ui.compare_pair import WORDING
from lib.ui.compare_sides import Side, colour, glyph, letter
from lib.ui.compare_words import LEMMA
from lib.ui.evidence import Row
from lib.ui.names import names_of


def show(source: Snapshot, both: tuple[Side, Side]) -> None:
    """Show both sides in two columns."""
    language, mark = state.language(), marks.selected()
    chosen = mark.lane if mark and not mark.lane.startswith(WORDING) else ""
    output.heading(t("compare.evidence", language), 2, note=_about(source, chosen))
    if chosen:
        st.button(t("evidence.all", language), key="all-compare", type="tertiary", on_click=state.update)
    for column, side in zip(st.columns(2, gap="large"), both, strict=True):
        with column:
            output.html(element("p", glyph(side.name), " ", f"{letter(side.name)}: {side.label}", class_="note"))
            if chosen.startswith(LEMMA):
                _concordance(source, side, chosen.removeprefix(LEMMA))
            else:
                theme: tuple[Lane, str] | None = ("theme", chosen) if chosen else None
                evidence.statements(source, side.selection, key=side.name, within=theme, mark=colour(side.name))


def _about(source: Snapshot, chosen: str) -> str:
    language = state.language()
    if chosen.startswith(LEMMA):
        return t("compare.about_word", language, word=chosen.removeprefix(LEMMA))
    if chosen:
        return t("compare.about_theme", language, theme=names_of("theme", source, language).get(chosen, chosen))
    return ""


def _concordance(source: Snapshot, side: Side, lemma: str) -> None:
    """Show a word of a side in its sentences, newest first, a page at a time."""
    language, term = state.language(), Term("lemma", lemma)
    total = data.ask(Snapshot.count_sentences, source, side.selection, term)
    output.heading(count("sentence", total, language), 3)
    if not total:
        output.note(t("evidence.none", language))
        return
    page = evidence.pager(total, side.name, evidence.PAGE)
    size = evidence.PAGE
    frame = data.ask(Snapshot.concordance, source, side.selection, term, size, size * page)
    articles = data.ask(Snapshot.text, source, tuple(dict.fromkeys(int(doc) for doc in frame["doc"])))
    rows = [_line(row, articles[int(row["doc"])], colour(side.name)) for row in frame.to_dict("records")]
    output.html(safe.join(rows))


def _line(row: Row, article, mark: str) -> Html:  # type: ignore[no-untyped-def]
    language = state.language()
    when = short_day(article.date, language) if article.date else ""
    where = " · ".join(part for part in (article.source_name, when) if part)
    link = element(
        "a", t("evidence.in_text", language), href=evidence.place_link(article, int(row["start"]), int(row["end"]))
    )
    quote = element("blockquote", str(row["left"]), element("mark", str(row["hit"])), str(row["right"]))
    by = element("p", where + " · ", link, class_="by")
    return element("article", quote, by, class_="said", style=f"--mark:{mark}")
