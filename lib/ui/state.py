"""The view of a session and its link: one value, written in one place.

The link decides when it is not the one this session wrote last (a shared link, the Back button); otherwise the
session's view does, which callbacks of widgets have changed. A link is written only when the view has changed, so
opening one adds nothing to the browser's history, and each Back undoes one change.

A browser that has not yet heard of the link written last still names the one before: two quick clicks are two
changes, not a change and its undoing.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.corpus.selection import Selection
from lib.i18n import Language
from lib.view import Notice, View, decode, encode

_VIEW, _LINK, _LEFT, _PAGE, _NOTICES = "view", "view.link", "view.left", "view.page", "view.notices"


def sync(page: str) -> None:
    """Bring the session's view and the link together, at the start of a run of `page`."""
    state = st.session_state
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    came, notices = decode(given)
    navigated = not given and page != state.get(_PAGE)
    late = given in state.get(_LEFT, []) and not _went_back()
    if _VIEW not in state or (given != state[_LINK] and not navigated and not late):
        state[_VIEW], state[_NOTICES] = came, notices
    state[_PAGE] = page
    left = state[_LEFT] if late else []
    if encode(state[_VIEW]) != encode(came) and not state[_VIEW].unreadable:
        state[_NOTICES], state[_LEFT] = [], [*left, given]
        _write(state[_VIEW])
    else:
        state[_LINK], state[_LEFT] = given, []


def _went_back() -> bool:
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _write(view: View) -> None:
    parameters: dict[str, list[str]] = {}
    for name, value in encode(view):
        parameters.setdefault(name, []).append(value)
    # Sending it may end this run for the next one, which has to know.
    st.session_state[_LINK] = parameters
    st.query_params.from_dict(parameters)


def view() -> View:
    """Return what this session looks at."""
    found: View = st.session_state[_VIEW]
    return found


def language() -> Language:
    """Return the language of the interface."""
    return view().language if _VIEW in st.session_state else "ru"


def notices() -> list[Notice]:
    """Return what could not be read in the link."""
    found: list[Notice] = st.session_state[_NOTICES]
    return found


def update(**changes: Any) -> None:
    """Change fields of the view, in a widget's callback. What was selected in a figure is let go."""
    changed: dict[str, Any] = {"marks": (), "unreadable": False} | changes
    st.session_state[_VIEW] = replace(view(), **changed)


def open_corpus(corpus: str) -> None:
    """Look at another corpus, in a widget's callback: without filters, which name what it may not have."""
    unset = View()
    names = ("selection", "last_days", "a", "b", "snapshot", "doc", "span", "terms", "formula", "form")
    update(corpus=corpus, **{name: getattr(unset, name) for name in names})


def update_filters(**changes: Any) -> None:
    """Change fields of the selection, in a widget's callback."""
    update(selection=replace(view().selection, **changes))


def rename_speakers(current: Callable[[str], str]) -> None:
    """Put the slugs of merged speakers in place of those that a link has from before; the next run writes the link."""
    found = view()

    def renamed(selection: Selection) -> Selection:
        return replace(selection, speakers=now(selection.speakers), not_speakers=now(selection.not_speakers))

    def now(slugs: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(current, slugs)))

    terms = tuple(replace(term, speaker=current(term.speaker)) if term.speaker else term for term in found.terms)
    st.session_state[_VIEW] = replace(
        found, selection=renamed(found.selection), a=renamed(found.a), b=renamed(found.b), terms=terms
    )


def lift_fields(lifted: Callable[[Selection, bool], Selection]) -> None:
    """Make filters of the fields in the queries of the view, where they hold for all of a query."""
    found = view()
    sides = (found.selection, found.a, found.b)
    now = [lifted(one, found.last_days is None) if ":" in one.query else one for one in sides]
    if now != list(sides):
        st.session_state[_VIEW] = replace(found, selection=now[0], a=now[1], b=now[2])
