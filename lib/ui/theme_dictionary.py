"""What a theme is made of: its words, weights and threshold, in the dictionary as it stands now."""

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import Theme
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, number, t
from lib.ui import output, state


def show(source: Snapshot) -> None:
    """Show the dictionary: one theme's words, or all themes in a table, and the file itself."""
    language, themes = state.language(), data.themes(source)
    output.heading(t("themes.dictionary", language), 2, note=t("themes.dictionary_note", language))
    chosen = [theme for theme in themes if theme.id in state.view().selection.themes]
    if chosen:
        for theme in chosen:
            _one(theme, language)
    else:
        frame = pd.DataFrame(
            {
                "name": [_name(theme, language) for theme in themes],
                "about": [theme.description_en if language == "en" else theme.description_ru for theme in themes],
                "terms": [len(theme.terms) for theme in themes],
                "threshold": [theme.threshold for theme in themes],
            }
        )
        output.table(frame, {name: t(f"themes.column_{name}", language) for name in map(str, frame)}, key="dictionary")
    st.download_button(
        t("themes.download", language),
        source.dictionary.text.encode(),
        "themes.toml",
        "application/toml",
        key="themes-toml",
        on_click="ignore",
        type="tertiary",
    )


def _name(theme: Theme, language: Language) -> str:
    return theme.name_en if language == "en" else theme.name_ru


def _one(theme: Theme, language: Language) -> None:
    about = theme.description_en if language == "en" else theme.description_ru
    threshold = t("themes.threshold", language, value=number(theme.threshold, language, 1))
    output.heading(_name(theme, language), 3, note=f"{about} {threshold}")
    frame = pd.DataFrame(
        {"term": [term.text for term in theme.terms], "weight": [term.weight for term in theme.terms]}
    ).sort_values(["weight", "term"], ascending=[False, True], ignore_index=True)
    output.table(
        frame, {name: t(f"themes.column_{name}", language) for name in map(str, frame)}, key=f"terms-{theme.id}"
    )
    if theme.exclusions:
        output.note(t("themes.exclusions", language, terms=", ".join(theme.exclusions)))
