"""Saving a dictionary of themes: asked for in a click, done in the next run with its progress in view."""

from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import ThemeError
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.speakers import SpeakersError
from lib.corpus.store import StoreError
from lib.i18n import Language, number, percent, t
from lib.safe import element
from lib.ui import access, opened, output, state, theme_draft, theme_words
from lib.ui.evidence import page_link
from lib.ui.names import theme_names

_ASKED, _FAILED, _DONE = "themes-asked", "themes-failed", "themes-saved"
_TELLING = 1.0
"""Seconds after which the time that is left can be told."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be saved.

    Attributes:
        text: the dictionary.
        base: digest of the dictionary that it is an edition of; empty for one that could not be read.
        draft: key of the draft that is in it, which is done with then; empty for none.
        theme: id of the theme to be shown then; empty for none.
    """

    text: str
    base: str
    draft: str = ""
    theme: str = ""


def ask(order: Order) -> None:
    """Have a dictionary saved in the next run; for the callback of a widget."""
    st.session_state[_ASKED] = order


def fail(error: StoreError | SpeakersError | ThemeError) -> None:
    """Keep why something could not be saved, for the next run to say."""
    st.session_state[_FAILED] = error


def run(source: Snapshot) -> None:
    """Save what was asked for, showing how far it is, and open the new snapshot; say what went wrong before.

    A click meanwhile interrupts the script, not the order: the next run of the page goes on with it.
    """
    order: Order | None = st.session_state.get(_ASKED)
    if order:
        _save(source, order)
        st.session_state.pop(_ASKED, None)
    if failed := st.session_state.pop(_FAILED, None):
        output.notice(_why(failed), "error")
    if done := st.session_state.pop(_DONE, None):
        _tell(source, *done)


def _save(source: Snapshot, order: Order) -> None:
    language = state.language()
    bar, began = st.progress(0.0, t("editor.saving", language)), dict[str, float]()

    def progress(stage: str, share: float, n: int) -> None:  # noqa: ARG001  # the form of every progress
        seconds = monotonic() - began.setdefault(stage, monotonic())
        bar.progress(min(share, 1.0), _how_far(stage, share, seconds, language))

    try:
        if not _is_free(source, order):
            return  # somebody was faster, as the notice of the draft says
        with access.changing(source.folder, "themes", base=order.base):
            id = data.save_themes(source, order.text, progress)
    except (StoreError, SpeakersError, ThemeError) as error:
        fail(error)
        return
    finally:
        bar.empty()
    st.session_state.pop(_ASKED, None)
    if order.draft:
        theme_draft.discard(source.folder, order.draft)
    saved = data.saved_dictionary(source)
    theme_draft.rebase(source.folder, saved.digest, {theme.id: theme for theme in saved.themes})
    opened.follow()
    state.update(snapshot=id if state.view().snapshot else "", marks=state.view().marks)
    st.session_state[_DONE] = saved.number, order.theme
    st.rerun()


def _is_free(source: Snapshot, order: Order) -> bool:
    """Tell whether the dictionary is still the one that was edited, or already the new one, of a save cut short."""
    try:
        before = data.saved_dictionary(source)
    except ThemeError:
        return not order.base
    return order.base == before.digest or order.text == before.text


def _tell(source: Snapshot, number_: int, theme: str) -> None:
    """Say that the dictionary is saved, with a link to what the theme has now."""
    language, names = state.language(), theme_names(source, state.language())
    parts: list[str] = [t("editor.saved", language, n=number(number_, language))]
    if theme in names:
        view = replace(state.view(), selection=Selection(themes=(theme,)), last_days=None, marks=())
        link = element("a", t("editor.see", language, name=names[theme]), href=page_link("themes", view))
        parts += [" ", link]
    output.html(element("p", *parts, class_="notice notice-info", role="status"))


def _how_far(stage: str, share: float, seconds: float, language: Language) -> str:
    """Return what is being done, how much of it is done, and after a moment how long the rest will take."""
    said = f"{t(f'editor.stage.{stage}', language)}: {percent(share, language)}"
    left = seconds * (1 - share) / share if share else 0
    if seconds < _TELLING or left < 1:
        return said
    return f"{said}{t('editor.saving_left', language, seconds=number(left, language))}"


def _why(failed: Any) -> str:
    language = state.language()
    if isinstance(failed, ThemeError):
        reason = theme_words.error(failed, language)
    else:
        reason = t(failed.key, language, **failed.values)
    return t("editor.failed", language, reason=reason)
