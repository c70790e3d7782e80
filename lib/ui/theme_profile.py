"""One theme in view: which words put the documents into it, and which sources write of it."""

from dataclasses import replace

import streamlit as st

from lib import data
from lib.corpus.selection import NO_THEME, Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import number, share, t
from lib.safe import Html, element
from lib.ui import output, state
from lib.ui.names import names_of

_ROWS = 12


def show(source: Snapshot, selection: Selection) -> None:
    """Show terms beside sources where the view is filtered by one theme."""
    if len(selection.themes) != 1 or NO_THEME in selection.themes:
        return
    left, right = st.columns(2, gap="large")
    with left:
        _terms(source, selection)
    with right:
        _sources(source, selection)


def _terms(source: Snapshot, selection: Selection) -> None:
    language = state.language()
    found = data.ask(Snapshot.theme_terms, source, selection, selection.themes[0])
    if found.empty:
        return
    output.heading(t("themes.terms", language), 2, note=_note("term", len(found)))
    rows = [
        (str(row["term"]), number(row["documents"], language), number(row["occurrences"], language))
        for row in found.head(_ROWS).to_dict("records")
    ]
    output.html(_table("terms", rows))


def _sources(source: Snapshot, selection: Selection) -> None:
    language = state.language()
    found = data.ask(Snapshot.document_sources, source, selection)
    if found.empty:
        return
    every = data.ask(Snapshot.document_sources, source, replace(selection, themes=()))
    sizes = dict(zip(every["source"], every["documents"].tolist(), strict=True))
    names = names_of("source", source, language)
    output.heading(t("themes.sources", language), 2, note=_note("source", len(found)))
    rows = [
        (names.get(row["source"], str(row["source"])) or t("reader.no_source", language),
         number(row["documents"], language),
         share(int(row["documents"]), int(sizes[row["source"]]), language))
        for row in found.head(_ROWS).to_dict("records")
    ]  # fmt: skip
    output.html(_table("sources", rows))


def _note(what: str, n: int) -> str:
    language = state.language()
    cut = t("themes.first_rows", language, n=number(_ROWS, language), all=number(n, language)) if n > _ROWS else ""
    return " ".join(part for part in (t(f"themes.{what}s_note", language), cut) if part)


def _table(what: str, rows: list[tuple[str, str, str]]) -> Html:
    names = t(f"themes.{what}_columns", state.language()).split("|")
    head = element("tr", *[element("th", name, class_="n" if at else None) for at, name in enumerate(names)])
    body = [
        element("tr", element("td", label), *[element("td", cell, class_="n") for cell in cells])
        for label, *cells in rows
    ]
    return element("div", element("table", head, *body, class_="plain"), class_="scroll")
