"""The view of a session and its link: one value, written in one place.

The link decides when it is not the one this session wrote last (a shared link, the Back button); otherwise the
session's view does, which callbacks of widgets have changed. A link is written only when the view has changed, so
opening one adds nothing to the browser's history, and each Back undoes one change.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from lib.i18n import Language
from lib.view import Notice, View, decode, encode

_VIEW, _LINK, _PAGE, _NOTICES = "view", "view.link", "view.page", "view.notices"


def sync(page: str) -> None:
    """Bring the session's view and the link together, at the start of a run of `page`."""
    state = st.session_state
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    came, notices = decode(given)
    navigated = not given and page != state.get(_PAGE)
    if _VIEW not in state or (given != state[_LINK] and not navigated):
        state[_VIEW], state[_NOTICES] = came, notices
    if encode(state[_VIEW]) != encode(came) and not state[_VIEW].unreadable:
        _write(state[_VIEW])
        state[_NOTICES] = []
        given = {name: st.query_params.get_all(name) for name in st.query_params}
    state[_LINK], state[_PAGE] = given, page


def _write(view: View) -> None:
    parameters: dict[str, list[str]] = {}
    for name, value in encode(view):
        parameters.setdefault(name, []).append(value)
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


def update_filters(**changes: Any) -> None:
    """Change fields of the selection, in a widget's callback."""
    update(selection=replace(view().selection, **changes))
