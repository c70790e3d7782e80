"""Which terms are counted: an input, removable chips, and the frequent words to begin with."""

from functools import partial

import streamlit as st

from lib import data, safe
from lib.corpus.selection import NO_THEME, UNATTRIBUTED, Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, t
from lib.safe import element
from lib.ui import evidence, output, state
from lib.ui.names import names_of, theme_names
from lib.ui.term_names import label, typed, with_term
from lib.view import TERMS_LIMIT

_OFFERED, _SPEAKERS = 48, 500
_INPUT, _THEME, _SPEAKER = "term-text", "term-theme", "term-speaker"


def show(source: Snapshot) -> None:
    """Show what adds a term, and the chosen ones, each with what removes it."""
    language, terms = state.language(), state.view().terms
    if len(terms) < TERMS_LIMIT:
        _inputs(source)
    else:
        output.note(t("terms.full", language, n=TERMS_LIMIT))
    if not terms:
        return
    with st.container(horizontal=True, key="term-chips", gap="small"):
        for i, term in enumerate(terms):
            st.button(
                f"{safe.markdown(label(term, source, language))} ✕",
                key=f"term-drop-{i}",
                help=t("terms.drop", language),
                on_click=partial(_drop, term),
            )


def _inputs(source: Snapshot) -> None:
    language = state.language()
    with st.container(horizontal=True, key="term-inputs", vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("terms.add", language),
            key=_INPUT,
            max_chars=200,
            placeholder=t("terms.placeholder", language),
            on_change=_add_typed,
            width=340,
        )
        speakers = names_of("speaker", source, language)
        st.selectbox(
            t("terms.within", language),
            [slug for slug in list(speakers)[:_SPEAKERS] if slug != UNATTRIBUTED],
            index=None,
            format_func=lambda slug: safe.plain(speakers.get(slug, slug)),
            key=_SPEAKER,
            placeholder=t("terms.anyone", language),
            width=260,
        )
        themes = theme_names(source, language)
        st.selectbox(
            t("terms.theme", language),
            [theme for theme in themes if theme != NO_THEME],
            index=None,
            format_func=lambda theme: safe.plain(themes.get(theme, theme)),
            key=_THEME,
            placeholder=t("filter.choose", language),
            on_change=_add_theme,
            width=260,
        )
    output.note(t("terms.how", language))


def _add_typed() -> None:
    if term := typed(st.session_state[_INPUT], st.session_state.get(_SPEAKER)):
        _add(term)
    st.session_state[_INPUT] = ""


def _add_theme() -> None:
    if theme := st.session_state[_THEME]:
        _add(Term("theme", theme, st.session_state.get(_SPEAKER)))
    st.session_state[_THEME] = None


def _add(term: Term) -> None:
    state.update(terms=with_term(state.view(), term).terms)


def _drop(term: Term) -> None:
    state.update(terms=tuple(other for other in state.view().terms if other != term))


def frequent(source: Snapshot, selection: Selection) -> None:
    """Show the most frequent content words of the selection, each a link that counts it over time."""
    language = state.language()
    documents = data.ask(Snapshot.count_documents, source, selection)
    if not documents:
        return
    fewest = max(1, documents // 200)  # keeps the answer small: the most frequent words are in many documents
    frame = data.ask(Snapshot.term_frequencies, source, selection, fewest).head(_OFFERED)
    output.heading(t("terms.frequent", language), 2, note=t("terms.frequent_note", language))
    items = [
        element(
            "li",
            element("a", row["display"], href=evidence.page_link("terms", with_term(state.view(), _lemma(row)))),
            element("span", number(row["n"], language), title=count("document", row["documents"], language)),
        )
        for row in frame.to_dict("records")
    ]
    output.html(element("ol", *items, class_="frequent"))


def _lemma(row: evidence.Row) -> Term:
    return Term("lemma", str(row["lemma"]))
