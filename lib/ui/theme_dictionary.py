"""The dictionary of themes: the list of themes, one of them open, files in and out, versions."""

from dataclasses import replace

import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import Theme, ThemeError
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.theme_file import Dictionary
from lib.i18n import Language, count, t
from lib.safe import element, join, markdown
from lib.ui import (
    access,
    opened,
    output,
    state,
    theme_badge,
    theme_draft,
    theme_editor,
    theme_import,
    theme_reading,
    theme_saving,
    theme_versions,
    theme_words,
)
from lib.ui.access import owner
from lib.ui.theme_saving import Order


def show(source: Snapshot) -> None:
    """Show the dictionary that can be edited; for a snapshot that is not the newest, its own, to be read."""
    language = state.language()
    theme_saving.run(source)
    access.read_only()
    if _is_rewritten(source):
        opened.follow()
        st.rerun()
    if state.view().snapshot and source.id != data.newest(state.view().corpus, owner()):
        output.notice(t("editor.old_snapshot", language))
        st.button(t("frame.open_newest", language), key="themes-newest", on_click=_newest)
        theme_reading.show(source)
        return
    try:
        saved = data.saved_dictionary(source)
        saved = replace(saved, text=saved.text.removeprefix("\ufeff"))  # an editor's byte order mark is no TOML
    except ThemeError as error:
        output.notice(t("editor.unreadable", language, reason=theme_words.error(error, language)), "error")
        theme_reading.show(source)
        theme_versions.show(source, None)
        return
    data.warm_previews(source)
    draft = theme_draft.opened(source.folder)
    if draft:
        theme_editor.show(source, saved, *draft)
    else:
        _overview(source, saved)


def _is_rewritten(source: Snapshot) -> bool:
    """Tell whether the newest snapshot has another dictionary than the one that this session has opened."""
    view = state.view()
    if view.snapshot or source.id == data.newest(view.corpus, owner()):
        return False
    return data.snapshot(view.corpus, visitor=owner()).dictionary.text != source.dictionary.text


def _newest() -> None:
    opened.follow()
    state.update(snapshot="", marks=state.view().marks)


def _overview(source: Snapshot, saved: Dictionary) -> None:
    language = state.language()
    note = t("themes.dictionary_note", language)
    output.heading(t("themes.dictionary", language), 2, note=note)
    if saved.text != source.dictionary.text:
        _unscored(saved)
    _drafts(source)
    _list(source, saved)
    with st.container(horizontal=True, key="dictionary-tools", gap="small", vertical_alignment="center"):
        st.button(t("editor.new_theme", language), key="theme-new", type="primary", on_click=theme_draft.begin,
                  args=(source.folder, saved.digest, None))  # fmt: skip
        st.download_button(
            t("themes.download", language), saved.text.encode("utf-8", "surrogatepass"), "themes.toml",
            "application/toml", key="themes-toml", on_click="ignore", type="tertiary",
        )  # fmt: skip
    theme_import.show(source, saved)
    theme_versions.show(source, saved)


def _unscored(saved: Dictionary) -> None:
    """Say that the file is not what the snapshot was scored with: a save was cut short, or it was edited by hand."""
    language = state.language()
    output.notice(t("editor.unscored", language), "warning")
    st.button(t("editor.score_now", language), key="themes-score", on_click=theme_saving.ask,
              args=(Order(saved.text, saved.digest),))  # fmt: skip


def _drafts(source: Snapshot) -> None:
    """Offer the drafts of new themes to be opened; a draft of a known one is marked in the list."""
    language = state.language()
    for key, draft in theme_draft.of(source.folder).items():
        if draft.before is None and draft.is_changed:
            name = draft.now.name_ru or draft.now.name_en or t("editor.new", language)
            st.button(
                t("editor.open_draft", language, name=markdown(name)), key=f"theme-draft-{key}",
                on_click=theme_draft.reopen, args=(source.folder, key),
            )  # fmt: skip


def _list(source: Snapshot, saved: Dictionary) -> None:
    """Show each theme with what it is made of and how many documents have it."""
    language = state.language()
    table = data.ask(Snapshot.theme_table, source, Selection())
    documents = dict(zip(table["theme"], table["documents"].tolist(), strict=True))
    drafts = theme_draft.of(source.folder)
    if not saved.themes:
        output.note(t("editor.no_themes", language))
    with st.container(key="theme-list", gap=None):
        for theme in saved.themes:
            with st.container(horizontal=True, key=f"theme-row-{theme.id}", vertical_alignment="center", gap="small"):
                st.button(
                    markdown(theme_words.name(theme, language)), key=f"theme-open-{theme.id}", type="tertiary",
                    on_click=theme_draft.begin, args=(source.folder, saved.digest, theme),
                )  # fmt: skip
                draft = drafts.get(theme.id)
                facts = _facts(theme, documents.get(theme.id, 0), draft is not None and draft.is_changed, language)
                facts += (
                    [element("p", badge, class_="theme-check")] if (badge := theme_badge.html(source, theme.id)) else []
                )
                output.html(join(facts))


def _facts(theme: Theme, documents: int, has_draft: bool, language: Language) -> list[str]:
    threshold = t("editor.row_threshold", language, value=theme_words.weight(theme.threshold, language))
    facts = [count("document", documents, language), count("term", len(theme.terms), language), threshold]
    about = theme.description_en if language == "en" else theme.description_ru
    about = "" if about == theme_words.name(theme, language) else about
    mark = [element("b", t("editor.draft", language)), " · "] if has_draft else []
    spans = [element("i", *mark, about, title=about), *[element("span", fact) for fact in facts]]
    return [element("p", *spans, class_="theme-facts")]
