"""Terms that a theme could have too, as chips: one click puts a term into the draft."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import Theme
from lib.corpus.snapshot import Snapshot
from lib.i18n import number, t
from lib.safe import markdown
from lib.ui import output, state, theme_draft, theme_words
from lib.ui.theme_fields import with_term

_OFFERED = 12
_PART = {"distinctive": 2, "company": 4}
"""Into how many parts the threshold is divided for the weight of a term: as many of such terms decide together."""


def show(source: Snapshot, theme: Theme) -> None:
    """Offer terms that distinguish the theme's documents, and terms that stand beside its own."""
    language = state.language()
    if not theme.terms:
        return
    with st.spinner(t("hints.working", language)):
        found = data.ask(Snapshot.theme_suggestions, source, replace(theme, name_ru="", name_en=""))
    if found.distinctive.empty and found.company.empty:
        output.note(t("hints.none", language))
        return
    output.heading(t("hints.title", language), 3)
    compared = {"tagged": number(found.tagged, language), "similar": number(found.similar, language)}
    for kind, frame, counted in (
        ("distinctive", found.distinctive, lambda row: (row["tagged"], row["similar"])),
        ("company", found.company, lambda row: (row["together"], row["n"])),
    ):
        weight = max(0.5, round(2 * theme.threshold / _PART[kind]) / 2)
        _chips(source, frame, kind, counted, weight)
        if not frame.empty:
            said = theme_words.weight(weight, language)
            output.note(t(f"hints.{kind}_note", language, weight=said, **compared))


def _chips(
    source: Snapshot, frame: pd.DataFrame, kind: str, counted: Callable[..., tuple[int, int]], weight: float
) -> None:
    language = state.language()
    if frame.empty:
        return
    rows = frame.head(_OFFERED).to_dict("records")
    labels = {}
    for row in rows:
        first, second = (number(int(n), language) for n in counted(row))
        labels[str(row["term"])] = f"{row['term']} {t(f'hints.{kind}_chip', language, first=first, second=second)}"
    key = f"hints-{kind}"
    st.session_state[key] = None
    st.pills(
        t(f"hints.{kind}", language),
        list(labels),
        format_func=lambda term: markdown(labels.get(str(term), str(term))),
        key=key,
        on_change=partial(_add, source, key, weight),
        wrap=True,
    )


def _add(source: Snapshot, key: str, weight: float) -> None:
    if term := st.session_state[key]:
        theme_draft.change(source.folder, lambda draft: draft.stepped(with_term(draft.now, term, weight)))
