"""A page in sections, one open at a time: the others cost nothing until they are opened."""

from collections.abc import Callable, Mapping

import streamlit as st

from lib.corpus.snapshot import Snapshot
from lib.i18n import t
from lib.ui import state

Section = Callable[[Snapshot], None]


def show(page: str, parts: Mapping[str, Section], source: Snapshot, *, figures: str, first: str = "") -> None:
    """Show sections as tabs; the link names the one that was chosen.

    Args:
        page: its words are ``<page>.section.<name>``.
        parts: name to what draws the section, in order.
        figures: the section whose figures can be clicked: a link to a mark of one opens it.
        first: the section that is open before one is chosen, empty for the first of `parts`.
    """
    language = state.language()
    labels = {name: t(f"{page}.section.{name}", language) for name in parts}
    kept, key = f"section-{page}", f"sections-{page}-{language}"
    mark = next(iter(state.view().marks), "").partition("|")[0]
    chosen = (mark if mark in parts else figures) if mark else st.session_state.get(kept, first or next(iter(parts)))
    st.session_state[kept], st.session_state[key] = chosen, labels[chosen]

    def choose() -> None:
        open_(page, next(name for name, label in labels.items() if label == st.session_state[key]))

    tabs = st.tabs([t(f"{page}.section.{name}", language) for name in parts], key=key, on_change=choose)
    for tab, name in zip(tabs, parts, strict=True):
        if tab.open:
            with tab:
                parts[name](source)


def open_(page: str, name: str) -> None:
    """Open a section of a page, in a widget's callback."""
    st.session_state[f"section-{page}"] = name
    state.update(marks=(name,))
