"""What the search does beside the words that were typed: synonyms that it finds, forms that it leaves out."""

from collections.abc import Callable, Iterable

import streamlit as st

from lib import data, safe
from lib.corpus.queries.asking import Expansion
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import t
from lib.ui import output, state

_LONGEST = 300


def show(source: Snapshot) -> None:
    """Say which synonyms the query of the view has, and which forms do not count; each can be switched."""
    language, selection = state.language(), state.view().selection
    if problem := source.synonyms.problem:
        told = t(problem.key, language, **problem.values)
        output.notice(t("synonyms.problem", language, problem=safe.one_line(told, _LONGEST)), "warning")
    if expansions := _expansions(source, selection):
        is_on = selection.synonyms == "on"
        key = "query.also" if is_on else "query.alone"
        told = " ".join(t(key, language, term=one.term, others=_listed(one.others)) for one in expansions)
        _line("synonyms", told, t("query.syn_off" if is_on else "query.syn_on", language), _switch_synonyms)
    if selection.not_forms:
        told = t("query.not_forms", language, forms=_listed(selection.not_forms))
        _line("not-forms", told, t("query.all_forms", language), _count_all_forms)


def _line(name: str, told: str, label: str, change: Callable[[], None]) -> None:
    with st.container(horizontal=True, key=f"note-{name}", vertical_alignment="center", gap="small"):
        output.note(safe.one_line(told, _LONGEST), width="content")
        st.button(safe.markdown(label), key=f"switch-{name}", type="tertiary", on_click=change)


def _switch_synonyms() -> None:
    is_on = state.view().selection.synonyms == "on"
    state.update_filters(synonyms="off" if is_on else "on")


def _count_all_forms() -> None:
    state.update_filters(not_forms=())


def _expansions(source: Snapshot, selection: Selection) -> tuple[Expansion, ...]:
    return data.ask(Snapshot.expansions, source, selection.query) if selection.query else ()


def _listed(terms: Iterable[str]) -> str:
    return ", ".join(terms)


def in_words(source: Snapshot, selection: Selection) -> list[str]:
    """Return the same as parts of the line of filters."""
    language, parts = state.language(), []
    if expansions := _expansions(source, selection):
        others = _listed(other for one in expansions for other in one.others)
        is_on = selection.synonyms == "on"
        parts.append(t("query.in_also", language, others=others) if is_on else t("query.in_alone", language))
    if selection.not_forms:
        parts.append(t("query.in_not_forms", language, forms=_listed(selection.not_forms)))
    return parts
