"""What a theme is made of: its words, weights and threshold, in the dictionary as it stands now."""

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import Theme
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, number, t
from lib.safe import element
from lib.ui import output, state, theme_badge
from lib.ui.names import about_of


def show(source: Snapshot) -> None:
    """Show the dictionary: one theme's words, or all themes in a table, and the file itself."""
    language, themes = state.language(), data.themes(source)
    output.heading(t("themes.dictionary", language), 2, note=t("themes.dictionary_note", language))
    chosen = [theme for theme in themes if theme.id in state.view().selection.themes]
    if chosen:
        for theme in chosen:
            _one(theme, source)
    else:
        frame = pd.DataFrame(
            {
                "name": [_name(theme, language) for theme in themes],
                "check": [theme_badge.text(source, theme.id, always=True) for theme in themes],
                "about": [about_of(theme, language) for theme in themes],
                "terms": [len(theme.terms) for theme in themes],
                "threshold": [theme.threshold for theme in themes],
            }
        )
        columns = {name: t(f"themes.column_{name}", language) for name in map(str, frame)}
        if rows := output.table(frame, columns, key="dictionary"):
            state.update_filters(themes=(themes[rows[0]].id,))
            st.rerun()
        output.note(t("themes.open_row", language))
    st.download_button(
        t("themes.download", language),
        data.THEMES.read_bytes,
        "themes.toml",
        "application/toml",
        key="themes-toml",
        on_click="ignore",
        type="tertiary",
    )


def _name(theme: Theme, language: Language) -> str:
    return theme.name_en if language == "en" else theme.name_ru


def _one(theme: Theme, source: Snapshot) -> None:
    language = state.language()
    threshold = t("themes.threshold", language, value=number(theme.threshold, language, 1))
    badge = theme_badge.html(source, theme.id, always=True)
    output.html(element("h3", _name(theme, language), " ", badge, class_="heading"))
    output.note(f"{about_of(theme, language)} {threshold}")
    frame = pd.DataFrame(
        {"term": [term.text for term in theme.terms], "weight": [term.weight for term in theme.terms]}
    ).sort_values(["weight", "term"], ascending=[False, True], ignore_index=True)
    output.table(
        frame, {name: t(f"themes.column_{name}", language) for name in map(str, frame)}, key=f"terms-{theme.id}"
    )
    if theme.exclusions:
        output.note(t("themes.exclusions", language, terms=", ".join(theme.exclusions)))
