"""The versions of the dictionary: when each was saved, what it changed, and taking one again."""

from functools import lru_cache
from pathlib import Path

import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import Theme, ThemeError
from lib.corpus.snapshot import Snapshot
from lib.corpus.theme_file import Dictionary, Version, default_text, parsed, version_text
from lib.i18n import moment, number, t
from lib.safe import element
from lib.ui import access, output, state, theme_saving, theme_words
from lib.ui.theme_fields import changes
from lib.ui.theme_saving import Order

_SHOWN = 20


def show(source: Snapshot, saved: Dictionary | None) -> None:
    """Show the versions, closed; without a saved dictionary that can be read, the way back to one that can."""
    language = state.language()
    box = st.expander(t("editor.versions", language), key="theme-versions", on_change="rerun", expanded=saved is None)
    if box.open:
        with box:
            _list(source, saved)


def _list(source: Snapshot, saved: Dictionary | None) -> None:
    language, kept = state.language(), data.theme_versions(source)
    if not kept:
        output.note(t("editor.no_versions", language))
    for at, version in enumerate(kept[:_SHOWN]):
        before = _themes(kept[at + 1].path) if at + 1 < len(kept) else parsed(default_text().encode())
        title = t("editor.version", language, n=number(version.number, language), when=moment(version.saved, language))
        is_now = saved is not None and version.number == saved.number
        text = version_text(source.folder, version.number) if _themes(version.path) is not None else None
        _row(title, _changes(before, version), None if is_now else text, str(version.number), saved)
    if saved is None or not saved.is_default:
        _row(t("editor.version_own", language), "", default_text(), "own", saved)


def _row(title: str, said: str, text: str | None, key: str, saved: Dictionary | None) -> None:
    """Show a version, and a button that takes its text; none for the one in force, nor for one that is unreadable."""
    language = state.language()
    with st.container(horizontal=True, key=f"theme-version-{key}", vertical_alignment="center"):
        head = title if saved is None or key != str(saved.number) else f"{title} · {t('editor.version_now', language)}"
        parts = [element("b", head), *([element("span", said)] if said else [])]
        output.html(element("p", *parts, class_="version"), width="stretch")
        if text is not None:
            order = Order(text, saved.digest if saved else "")
            st.button(
                t("editor.restore", language),
                key=f"restore-{key}",
                type="tertiary",
                on_click=theme_saving.ask,
                args=(order,),
                disabled=not access.may("editor"),
            )


@lru_cache(maxsize=64)
def _themes(path: Path) -> tuple[Theme, ...] | None:
    try:
        return parsed(path.read_bytes())
    except ThemeError:
        return None


def _changes(before: tuple[Theme, ...] | None, version: Version) -> str:
    """Return what a version changed; one that was edited by hand may not be readable."""
    language, after = state.language(), _themes(version.path)
    if before is None or after is None:
        return t("editor.version_unreadable", language)
    return theme_words.all_changes(changes(before, after), language)
