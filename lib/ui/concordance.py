"""The words in their places: a concordance behind every count of a term, and the forms that were found."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.corpus.selection import Grain, Selection, Term
from lib.corpus.snapshot import Period, Snapshot
from lib.corpus.store import Article
from lib.i18n import Language, count, date_label, number, short_day, t
from lib.safe import Html, element
from lib.ui import evidence, marks, output, state
from lib.ui.evidence import Row
from lib.ui.names import names_of
from lib.ui.term_names import label

PAGE = 25
MOST_IN_FILE = 5_000
"""Sentences that a file holds at most."""
_ORDERS = ("newest", "left", "right")
_FORMS = 40


def all_of(source: Snapshot, selection: Selection, terms: dict[int, Term]) -> None:
    """Show every term in its places: where occurrences are few, all of them stand below their counts."""
    for i, term in terms.items():
        places(source, selection, term, key=f"t{i}")


def behind(source: Snapshot, selection: Selection, terms: dict[int, Term], grain: Grain) -> None:
    """Show the places behind the mark that is selected in the figure, or those of one term, as the view says."""
    mark, language = marks.selected(grain), state.language()
    keys = {f"t{i}": term for i, term in terms.items()}
    chosen = mark.lane if mark and mark.lane in keys else next(iter(keys))
    period = mark.period if mark else None
    output.heading(t("terms.places", language), 2, note=t("terms.places_note", language))
    if len(keys) > 1:
        _choice(source, keys, chosen, grain)
    if period is not None:
        output.note(t("terms.period", language, period=date_label(period[0], language, grain)))
        st.button(t("terms.all_periods", language), key="all-periods", type="tertiary", on_click=_whole, args=(chosen,))
    places(source, selection, keys[chosen], key=chosen, period=period)


def _whole(chosen: str) -> None:
    state.update(marks=(chosen,))


def _choice(source: Snapshot, keys: dict[str, Term], chosen: str, grain: Grain) -> None:
    language = state.language()
    st.session_state["places-of"] = chosen

    def choose() -> None:
        mark, key = marks.selected(grain), st.session_state["places-of"] or chosen
        text = marks.write([mark.period[0], key], grain) if mark and mark.period else key
        state.update(marks=(text,))

    st.pills(
        t("terms.places_of", language),
        list(keys),
        format_func=lambda key: safe.markdown(label(keys[key], source, language)),
        key="places-of",
        on_change=choose,
        label_visibility="collapsed",
    )


def places(source: Snapshot, selection: Selection, term: Term, *, key: str, period: Period | None = None) -> None:
    """Show where one term stands, a line an occurrence, aligned on the word that was found."""
    language = state.language()
    if term.kind == "theme":
        output.note(t("terms.theme_places", language, name=label(term, source, language)))
        evidence.statements(source, _of_theme(selection, term), key=key, period=period, within=_said_by(term))
        return
    total = data.ask(Snapshot.count_sentences, source, selection, term, period)
    output.heading(f"{label(term, source, language)}: {count('sentence', total, language)}", 3)
    forms(source, term)
    if not total:
        output.note(t("terms.no_places", language))
        return
    page = evidence.pager(total, key, PAGE)
    frame = data.ask(Snapshot.concordance, source, selection, term, PAGE, PAGE * page, period)
    order = _order(key) if len(frame) > 2 else "newest"
    output.html(lines(source, ordered(frame, order)))
    st.download_button(
        t("terms.csv", language),
        partial(_csv, source, selection, term, period, language),
        f"{safe.slug(term.text)}-kwic.csv",
        "text/csv",
        key=f"kwic-csv-{key}",
        type="tertiary",
        on_click="ignore",
        help=t("terms.csv_note", language, n=number(MOST_IN_FILE, language)),
    )


def _of_theme(selection: Selection, term: Term) -> Selection:
    return replace(selection, themes=(term.text,))


def _said_by(term: Term) -> tuple[str, str] | None:
    return ("speaker", term.speaker) if term.speaker else None


def _order(key: str) -> str:
    language = state.language()
    chosen = st.segmented_control(
        t("terms.order", language),
        _ORDERS,
        default="newest",
        format_func=lambda order: t(f"terms.order_{order}", language),
        key=f"kwic-order-{key}",
        help=t("terms.order_note", language),
    )
    return str(chosen or "newest")


def ordered(frame: pd.DataFrame, order: str) -> pd.DataFrame:
    """Return lines of a concordance as they came, or by the words before (nearest first) or after the hit.

    >>> frame = pd.DataFrame({"left": ["о новых ", "против "], "hit": ["санкциях"] * 2, "right": [" б", " а"]})
    >>> [list(ordered(frame, order)["left"]) for order in ("left", "right")]
    [['о новых ', 'против '], ['против ', 'о новых ']]
    """
    if order == "newest":
        return frame
    if order == "left":
        keys = [_words(text)[::-1] for text in frame["left"]]
    else:
        keys = [_words(text) for text in frame["right"]]
    return frame.iloc[sorted(range(len(frame)), key=keys.__getitem__)]


def _words(text: str) -> list[str]:
    return ["".join(letter for letter in word if letter.isalnum()) for word in text.lower().split()]


def lines(source: Snapshot, frame: pd.DataFrame) -> Html:
    """Return the lines of a concordance, each a link to its place in the text."""
    language, names = state.language(), names_of("source", source, state.language())
    articles = data.ask(Snapshot.text, source, tuple(dict.fromkeys(int(doc) for doc in frame["doc"])))
    rows = [_line(row, articles[int(row["doc"])], names, language) for row in frame.to_dict("records")]
    return element("div", *rows, class_="kwic", role="list", aria_label=t("terms.places", language))


def _line(row: Row, article: Article, names: dict[str, str], language: Language) -> Html:
    when = short_day(row["date"].date(), language) if pd.notna(row["date"]) else "—"
    return element(
        "a",
        element("span", when, class_="when"),
        element("span", element("span", row["left"]), class_="left"),
        element("span", element("b", row["hit"]), row["right"], class_="right"),
        element("span", names.get(row["source"], row["source"]), class_="from"),
        href=evidence.place_link(article, int(row["start"]), int(row["end"])),
        title=safe.one_line(article.title, 120),
        role="listitem",
    )


def _csv(source: Snapshot, selection: Selection, term: Term, period: Period | None, language: Language) -> bytes:
    """Return the concordance as a file that a spreadsheet opens without running anything in it."""
    frame = source.concordance(selection, term, MOST_IN_FILE, 0, period)
    articles = source.text(list(dict.fromkeys(int(doc) for doc in frame["doc"])))
    names = names_of("source", source, language)
    table = pd.DataFrame({
        t("column.date", language): [day.date().isoformat() if pd.notna(day) else "" for day in frame["date"]],
        t("column.source", language): [names.get(slug, slug) for slug in frame["source"]],
        t("column.title", language): [articles[doc].title for doc in frame["doc"]],
        **{t(f"terms.column_{name}", language): frame[name] for name in ("left", "hit", "right")},
        t("terms.column_document", language): [articles[doc].id for doc in frame["doc"]],
    })  # fmt: skip
    return table.map(safe.cell).to_csv(index=False).encode("utf-8-sig")


def forms(source: Snapshot, term: Term) -> None:
    """Name the forms of a lemma that occur, with their numbers in the whole snapshot, each a link to itself alone."""
    if term.kind != "lemma":
        return
    language, view = state.language(), state.view()
    found = data.ask(Snapshot.forms, source, term.text)
    if found.empty:
        output.note(t("terms.unknown", language, term=term.text))
        return
    items: list[str] = [t("terms.forms", language) + " "]
    for i, (form, n) in enumerate(zip(found["form"][:_FORMS], found["n"][:_FORMS], strict=True)):
        alone = tuple(Term("form", str(form), term.speaker) if other == term else other for other in view.terms)
        link = evidence.page_link("terms", replace(view, terms=alone, marks=()))
        items += [", " if i else "", element("a", str(form), href=link), f" {number(n, language)}"]
    rest: Sequence[str] = [t("terms.forms_more", language, n=len(found) - _FORMS)] if len(found) > _FORMS else []
    output.html(element("p", *items, *rest, class_="note forms"))
