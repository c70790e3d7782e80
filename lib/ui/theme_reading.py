"""A dictionary of themes to be read: of an older snapshot, or where the one that is saved cannot be used."""

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import Theme
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, t
from lib.ui import output, state, theme_words
from lib.ui.theme_fields import PHRASES


def show(source: Snapshot) -> None:
    """Show the themes that a snapshot was scored with, one at a time, and the file."""
    language, themes = state.language(), data.themes(source)
    output.heading(t("themes.dictionary", language), 2, note=t("themes.dictionary_note", language))
    names = {theme.id: theme_words.name(theme, language) for theme in themes}
    frame = pd.DataFrame(
        {
            "name": list(names.values()),
            "about": [theme.description_en if language == "en" else theme.description_ru for theme in themes],
            "terms": [len(theme.terms) for theme in themes],
            "threshold": [theme.threshold for theme in themes],
        }
    )
    rows = output.table(
        frame, {name: t(f"themes.column_{name}", language) for name in map(str, frame)}, key="dictionary"
    )
    for row in rows:
        _one(themes[row], language)
    st.download_button(
        t("themes.download", language), source.dictionary.text.encode("utf-8", "surrogatepass"), "themes.toml",
        "application/toml", key="themes-toml", on_click="ignore", type="tertiary",
    )  # fmt: skip


def _one(theme: Theme, language: Language) -> None:
    about = theme.description_en if language == "en" else theme.description_ru
    threshold = t("themes.threshold", language, value=theme_words.weight(theme.threshold, language))
    output.heading(theme_words.name(theme, language), 3, note=f"{about} {threshold}")
    frame = pd.DataFrame(
        {"term": [term.text for term in theme.terms], "weight": [term.weight for term in theme.terms]}
    ).sort_values(["weight", "term"], ascending=[False, True], ignore_index=True)
    headings = {name: t(f"themes.column_{name}", language) for name in map(str, frame)}
    output.table(frame, headings, key=f"terms-{theme.id}", opens=False)
    for part in PHRASES[1:]:
        if phrases := getattr(theme, part):
            output.note(f"{t(f'editor.field.{part}', language)}: {', '.join(phrases)}")
