"""A dictionary from a file: what is wrong in it, and what it would change, before it is saved."""

from collections.abc import Sequence

import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import Theme, ThemeError
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.theme_file import Dictionary, parsed
from lib.i18n import number, t
from lib.safe import Html, element, markdown
from lib.ui import access, output, state, theme_effect, theme_saving, theme_words
from lib.ui.theme_fields import Change, changes
from lib.ui.theme_saving import Order

_KEY = "themes-file"


def show(source: Snapshot, saved: Dictionary) -> None:
    """Ask for a file; show what it would change once there is one."""
    language = state.language()
    box = st.expander(t("editor.import", language), key="theme-import", on_change="rerun")
    if not box.open:
        return
    with box:
        output.note(t("editor.import_about", language))
        file = st.file_uploader(
            t("editor.import_file", language), type=["toml"], key=_KEY, max_upload_size=2, label_visibility="collapsed"
        )
        if file:
            _check(source, saved, file.getvalue())


def _check(source: Snapshot, saved: Dictionary, content: bytes) -> None:
    language = state.language()
    try:
        themes = parsed(content)
    except ThemeError as error:
        output.notice(t("editor.import_bad", language, reason=theme_words.error(error, language)), "error")
        return
    found = changes(saved.themes, themes)
    text = content.decode("utf-8").removeprefix("\ufeff")
    if not found and text == saved.text:
        output.notice(t("editor.import_same", language))
        return
    same = len(themes) - sum(change.what != "removed" for change in found)
    output.note(t("editor.import_would", language, changes=_kinds(found), same=number(same, language)))
    _table(source, found)
    st.button(t("editor.import_save", language), key="themes-import", type="primary", on_click=theme_saving.ask,
              args=(Order(text, saved.digest),), disabled=not access.may("editor"))  # fmt: skip


def _kinds(found: Sequence[Change]) -> str:
    language = state.language()
    kinds = [(kind, sum(change.what == kind for change in found)) for kind in ("changed", "added", "removed")]
    return ", ".join(f"{t(f'editor.import_{kind}', language)} {number(n, language)}" for kind, n in kinds)


def _table(source: Snapshot, found: Sequence[Change]) -> None:
    """Show what changes theme by theme, with the documents before and after."""
    language, scored = state.language(), {theme.id: theme for theme in data.themes(source)}
    if not found:
        return
    head = element("tr", *[element("th", text) for text in t("editor.import_columns", language).split("|")])
    bar, rows = st.progress(0.0, t("effect.working", language)), []
    for at, change in enumerate(found):
        bar.progress(at / len(found), markdown(theme_words.name(change.theme, language)))
        name = f"{theme_words.name(change.theme, language)} ({change.theme.id})"
        cells = (name, theme_words.change(change, language), _documents(source, scored.get(change.theme.id), change))
        rows.append(element("tr", *[element("td", cell) for cell in cells]))
    bar.empty()
    output.html(element("div", element("table", head, *rows, class_="plain"), class_="scroll"))


def _documents(source: Snapshot, before: Theme | None, change: Change) -> Html | str:
    language = state.language()
    if change.what == "removed":
        table = data.ask(Snapshot.theme_table, source, Selection())
        had = int(table.loc[table["theme"] == change.theme.id, "documents"].sum())
        return f"{number(had, language)} → 0 ({theme_words.signed(0, had, language)})" if had else number(0, language)
    found = theme_effect.preview(source, before, change.theme)
    said = theme_effect.in_words(found.documents)
    changed = theme_words.signed(found.documents.gained, found.documents.lost, language)
    sample = f" {t('effect.sample', language)}" if found.sampled is not None else ""
    return f"{said} ({changed}){sample}" if found.documents.gained or found.documents.lost else f"{said}{sample}"
