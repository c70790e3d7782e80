"""Which terms are counted: a box to add one, chips to take one away, and the words to begin with."""

from collections.abc import Container, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.analysis.forms import FEWEST_RANKED
from lib.charts.palette import GLYPHS
from lib.corpus import term_syntax
from lib.corpus.selection import NO_THEME, Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, number, t
from lib.safe import Html, element
from lib.ui import evidence, leads, output, state
from lib.ui.look import slots
from lib.ui.names import names_of, theme_names
from lib.view import TERMS_LIMIT

_OFFERED, _SPEAKERS = 36, 1000
_SPEAKER, _REFUSED = "terms.speaker", "terms.refused"


def controls(source: Snapshot) -> None:
    """Show the box, the themes and the speakers to choose from, and the terms that are chosen."""
    language, terms = state.language(), state.view().terms
    full = len(terms) >= TERMS_LIMIT
    with st.container(horizontal=True, key="term-box", vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("terms.add", language),
            key="term-text",
            max_chars=120,
            placeholder=t("terms.example", language),
            on_change=_typed,
            args=(source,),
            disabled=full,
            width=320,
        )
        _popover("theme", t("terms.theme", language), partial(_themes, source), full)
        _popover("speaker", _speaker_label(source, language), partial(_speakers, source), full)
    output.note(t("terms.full", language, n=TERMS_LIMIT) if full else t("terms.how", language))
    _chips(source, terms)
    _notices(source, terms)


def _popover(name: str, label: str, content: partial[None], disabled: bool) -> None:
    box = st.popover(
        safe.markdown(label), key=f"term-{name}-box", on_change="rerun", width="content", disabled=disabled
    )
    if box.open:
        with box:
            content()


def _themes(source: Snapshot) -> None:
    language, names = state.language(), theme_names(source, state.language())
    st.session_state["term-theme"] = None

    def choose() -> None:
        if theme := st.session_state["term-theme"]:
            add(Term("theme", theme, st.session_state.get(_SPEAKER)))

    st.selectbox(
        t("terms.theme_choose", language),
        [theme for theme in names if theme != NO_THEME],
        format_func=lambda theme: safe.markdown(names[theme]),
        key="term-theme",
        on_change=choose,
        placeholder=t("filter.choose", language),
    )


def _speaker_label(source: Snapshot, language: Language) -> str:
    slug = st.session_state.get(_SPEAKER)
    name = names_of("speaker", source, language).get(slug, slug) if slug else t("terms.anyone", language)
    return t("terms.speaker", language, name=safe.one_line(name, 28))


def _speakers(source: Snapshot) -> None:
    language = state.language()
    names = names_of("speaker", source, language)
    offered = list(data.ask(Snapshot.speakers, source)["speaker"].head(_SPEAKERS))
    st.session_state["term-speaker"] = st.session_state.get(_SPEAKER)

    def choose() -> None:
        st.session_state[_SPEAKER] = st.session_state["term-speaker"]

    st.selectbox(
        t("terms.speaker_choose", language),
        offered,
        format_func=lambda slug: safe.markdown(names.get(slug, slug)),
        key="term-speaker",
        on_change=choose,
        placeholder=t("terms.anyone", language),
    )
    if chosen := st.session_state.get(_SPEAKER):
        st.button(t("terms.add_speech", language), key="term-speech", on_click=add, args=(Term("speaker", chosen),))


def _typed(source: Snapshot) -> None:
    typed = st.session_state["term-text"]
    term = term_syntax.read(typed)
    if term:
        if term.kind == "lemma":
            term = replace(term, text=data.ask(Snapshot.typed, source, term.text))
        add(replace(term, speaker=st.session_state.get(_SPEAKER)))
        st.session_state["term-text"] = ""
    elif typed.strip():
        st.session_state[_REFUSED] = typed


def add(term: Term) -> None:
    """Add a term to the view, in a callback; the first one is counted per 10,000 words."""
    view = state.view()
    if term not in view.terms and len(view.terms) < TERMS_LIMIT:
        state.update(terms=(*view.terms, term), norm=view.norm if view.terms else "per10k")


def _drop(term: Term) -> None:
    state.update(terms=tuple(other for other in state.view().terms if other != term))


def _chips(source: Snapshot, terms: Sequence[Term]) -> None:
    if not terms:
        return
    language = state.language()
    with st.container(horizontal=True, key="term-chips", gap="small"):
        places = slots_of(source, terms)
        for position, (term, label, slot) in enumerate(zip(terms, labels(source, terms), places, strict=True)):
            st.button(
                safe.markdown(f"{GLYPHS[slot]} {safe.one_line(label, 48)} ✕"),
                key=f"term-drop-{position}",
                help=t("terms.drop", language),
                on_click=partial(_drop, term),
            )


def labels(source: Snapshot, terms: Sequence[Term]) -> list[str]:
    """Return terms as people read them."""
    language = state.language()
    themes = {theme: t("terms.on_theme", language, theme=name) for theme, name in theme_names(source, language).items()}
    speakers = names_of("speaker", source, language)
    keys = tuple(term.text for term in terms if term.kind == "lemma")
    shown = data.ask(Snapshot.displayed, source, keys) if keys else {}
    written = (replace(term, text=shown.get(term.text, term.text)) if term.kind == "lemma" else term for term in terms)
    return [
        t("terms.speech_of", language, name=speakers.get(term.text, term.text))
        if term.kind == "speaker"
        else term_syntax.write(term, themes, speakers)
        for term in written
    ]


def slots_of(source: Snapshot, terms: Sequence[Term]) -> list[int]:
    """Return the colour slot of each term: a theme's own where it has one of the ten, the first free one otherwise."""
    themes = slots("theme", source)
    own = [themes.get(term.text, -1) if term.kind == "theme" else -1 for term in terms]
    chosen = [slot if 0 <= slot < len(GLYPHS) and slot not in own[:at] else None for at, slot in enumerate(own)]
    free = iter([slot for slot in range(len(GLYPHS)) if slot not in chosen])
    return [next(free) if slot is None else slot for slot in chosen]


def countable(source: Snapshot, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms that this corpus can count: those with words, known themes and known speakers."""
    themes, speakers = theme_names(source, state.language()), names_of("speaker", source, state.language())
    return tuple(
        term
        for term in terms
        if _is_known(term, themes, speakers) and (term.speaker is None or term.speaker in speakers)
    )


def _is_known(term: Term, themes: Container[str], speakers: Container[str]) -> bool:
    if term.kind in ("theme", "speaker"):
        return term.text in (themes if term.kind == "theme" else speakers)
    return any(map(str.isalnum, term.text))


def _notices(source: Snapshot, terms: Sequence[Term]) -> None:
    language = state.language()
    if refused := st.session_state.pop(_REFUSED, None):
        output.notice(t("terms.refused", language, text=safe.one_line(refused, 60)), "warning")
    known = countable(source, terms)
    for term, label in zip(terms, labels(source, terms), strict=True):
        if term not in known:
            output.notice(t("notice.unknown", language, parameter="t", value=safe.one_line(label, 60)), "warning")


def link(term: Term) -> str:
    """Return the link that adds a term to the view, counted per 10,000 words where it is the first."""
    view = state.view()
    terms = view.terms if term in view.terms else (*view.terms, term)[:TERMS_LIMIT]
    return evidence.page_link("terms", replace(view, terms=terms, norm=view.norm if view.terms else "per10k", marks=()))


def offer(source: Snapshot, selection: Selection) -> None:
    """Show the most frequent content words of a selection, each a link that counts it; of few documents by name."""
    language, ranked = state.language(), leads.is_ranked(source, selection)
    frame = data.ask(top_terms, source, selection)
    title, note = ("frequent", "frequent_note") if ranked else ("several", "several_note")
    output.heading(t(f"terms.{title}", language), note=t(f"terms.{note}", language, least=FEWEST_RANKED))
    if frame.empty:
        output.note(t("evidence.none", language))
        return
    most = int(frame["n"].max()) if ranked else 0
    found = list(zip(frame["lemma"], frame["display"], frame["n"].tolist(), strict=True))
    if not ranked:
        found.sort(key=lambda row: str(row[1]).lower())
    rows = [_row(str(lemma), str(shown), int(n), most) for lemma, shown, n in found]
    output.html(element("div", *rows, class_="strip words"))


def top_terms(source: Snapshot, selection: Selection) -> pd.DataFrame:
    """Return the most frequent content words of a selection: [lemma, display, n, documents]."""
    return source.term_frequencies(selection).head(_OFFERED).reset_index(drop=True)


def _row(lemma: str, shown: str, n: int, most: int) -> Html:
    return element(
        "a",
        element("span", shown),
        leads.bar(n, most, "var(--accent)"),
        element("b", number(n, state.language())),
        href=link(Term("lemma", lemma)),
        class_="row",
    )


def whose(source: Snapshot, term: Term) -> str:
    """Return whose words count for a term."""
    language = state.language()
    if term.speaker is None:
        return t("terms.whole", language)
    return names_of("speaker", source, language).get(term.speaker, term.speaker)
