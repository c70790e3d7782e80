"""What every page has: navigation, title, language, filters, the corpus line, notices, footer."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import streamlit as st

from lib import data, safe
from lib.charts.palette import LIGHT, Palette
from lib.corpus.query_language import QueryError
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import StoreError
from lib.i18n import LANGUAGES, count, moment, period, t
from lib.safe import element
from lib.ui import access, corpus_upload, filters, opened, output, query_notes, speaker_aliases, state, width
from lib.ui.look import look
from lib.view import Pairs, View, encode

PAGES = ("overview", "timeline", "speakers", "terms", "themes", "compare", "read", "briefing", "corpus")
_TOKENS = ("paper", "panel", "ink", "muted", "hairline", "accent")
_PAPER, _PAPER_WIDE = 680, 840  # px of a figure on A4 upright, where it fills the page, and on 16:9, below a heading
_SCREEN = 1160  # px of a figure before the browser has told its width
_STYLE = Path(__file__).with_name("style.css")


def style() -> None:
    """Load the style sheet and the colours of the look."""
    palette = look().palette
    st.html(f"<style>:root{{{_variables(palette)}}}@media print{{:root{{{_variables(LIGHT)}{_on_paper()}}}}}</style>")
    st.html(_STYLE)


def _variables(palette: Palette) -> str:
    return "".join(f"--{name}:{getattr(palette, name)};" for name in _TOKENS)


def _on_paper() -> str:
    """Return how much smaller a figure is drawn on A4 and on 16:9, and what makes one drawn for the dark fit paper."""
    shown = width.px() or _SCREEN
    zooms = f"--upright:{min(1, _PAPER / shown):.3f};--wide:{min(1, _PAPER_WIDE / shown):.3f};"
    return zooms + ("--figure:invert(1) hue-rotate(180deg) brightness(1.1);" if look().dark else "")


def links_of(view: View) -> Pairs:
    """Return the parameters that a link to another page carries: the view without what belongs to one page."""
    return encode(replace(view, doc="", span=None, marks=(), form="chart", order="newest", lines="off"))


def header(pages: Mapping[str, st.Page], current: str) -> None:
    """Show the name, the pages and the language."""
    language = state.language()
    output.html(element("a", t("frame.to_content", language), href="#content", class_="to-content"))
    with st.container(horizontal=True, key="masthead", vertical_alignment="center", wrap=True):
        output.html(element("a", t("brand", language), href=f"./?lang={language}", class_="brand"), width="content")
        with st.container(horizontal=True, key="nav", width="stretch", horizontal_alignment="left"):
            for name, page in pages.items():
                with st.container(key=f"nav-on-{name}" if name == current else f"nav-{name}", width="content"):
                    st.page_link(page, label=t(f"page.{name}", language), query_params=links_of(state.view()))
        access.who()
        _language_switch()


def _language_switch() -> None:
    st.session_state["language"] = state.language()

    def choose() -> None:
        state.update(language=st.session_state["language"] or state.language())

    st.segmented_control(
        t("frame.language", state.language()),
        LANGUAGES,
        format_func=str.upper,
        key="language",
        on_change=choose,
        label_visibility="collapsed",
        width="content",
    )


def source() -> Snapshot:
    """Return the snapshot that the view names or the session has opened. Where it cannot be had, say so and stop."""
    language, view = state.language(), state.view()
    try:
        return opened.snapshot()
    except StoreError as error:
        if error.key in ("store.missing", "store.empty") and not view.corpus:
            corpus_upload.first(str(error.values.get("folder", "")))
            st.stop()
        output.notice(t(error.key, language, **error.values), "error")
        if view.snapshot or view.corpus:
            st.button(
                t("frame.open_newest", language), key="newest", on_click=lambda: state.update(snapshot="", corpus="")
            )
        st.stop()


def title(name: str, source: Snapshot) -> None:
    """Show the page's question, the filter bar and what is in view; stop where the link cannot be read."""
    language = state.language()
    output.html(element("h1", t(f"question.{name}", language), class_="question", id="content", tabindex="-1"))
    filters.bar(source)
    notices(source)
    query_notes.show(source)
    output.html(element("p", corpus_line(source), class_="corpus-line", role="status"))
    output.html(element("p", paper_line(source), class_="paper-line"))
    opened.line(source)


def paper_line(source: Snapshot) -> str:
    """Return corpus and filters: what the controls say on the screen, and paper must say without them."""
    language = state.language()
    corpus = f"{t('filter.corpus', language)}: {data.corpus_name(source.folder)}"
    return f"{corpus} · {filters.current_filters(source, language)}"


def corpus_line(source: Snapshot) -> str:
    """Return documents, words, statements, sources, period, snapshot, corrections of what is in view, in one line."""
    language, selection = state.language(), state.view().resolved(source.info.last)
    totals = data.ask(Snapshot.totals, source, selection)
    parts = [
        count("document", totals.documents, language),
        count("word", totals.words, language),
        count("statement", totals.statements, language),
        count("source", totals.sources, language),
        period(totals.first, totals.last, language),
        t("frame.snapshot", language, snapshot=source.name),
    ]
    if source.corrected:
        parts.append(count("corrected", len(source.corrected), language))
    return " · ".join(parts)


def notices(source: Snapshot) -> None:
    """Say what could not be read in the link and in the list of speakers, and what in it the corpus does not have."""
    speaker_aliases.problem(source)
    language, view = state.language(), state.view()
    for notice in state.notices():
        text = t(notice.key, language, parameter=notice.parameter, value=notice.value)
        output.notice(text, "info" if notice.key == "notice.ignored" else "warning")
    for parameter, value in filters.unknown_values(view, source):
        output.notice(t("notice.unknown", language, parameter=parameter, value=value), "warning")
    for query in (view.selection.query, view.a.query, view.b.query):
        _check_query(source, query)
    if view.unreadable:
        st.button(t("notice.open_without", language), key="open-without", on_click=state.update)
        st.stop()


def _check_query(source: Snapshot, query: str) -> None:
    language = state.language()
    try:
        source.check_query(query)
    except QueryError as error:
        reason = t(error.key, language, **error.values)
        place = t("query.place", language, n=min(error.position, len(query)) + 1)
        output.misread(f"{reason} {place}", query, error.position)
        st.stop()


def footer(source: Snapshot) -> None:
    """Show what the figures of the page rest on."""
    language, info = state.language(), source.info
    text = t(
        "frame.footer",
        language,
        snapshot=info.id,
        ingested=moment(info.created, language),
        documents=count("document", info.documents, language),
        version=info.code_version,
    )
    output.html(element("footer", safe.plain(text), class_="footer"))
