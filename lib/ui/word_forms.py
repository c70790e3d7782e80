"""The forms in which words were found, with their numbers; a form that is pressed no longer counts, on any page."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import number, t
from lib.ui import output, state

MOST_LEMMAS, MOST_FORMS = 8, 24


def show(source: Snapshot, selection: Selection) -> None:
    """Show the forms of the lemmas that the query of a selection asks for."""
    frame = data.ask(Snapshot.forms_found, source, selection)
    if frame.empty:
        return
    language = state.language()
    output.note(t("forms.found", language))
    lemmas = list(dict.fromkeys(frame["lemma"]))
    for lemma in lemmas[:MOST_LEMMAS]:
        choice(source, frame[frame["lemma"] == lemma], key=f"query-{lemma}")
    if len(lemmas) > MOST_LEMMAS:
        output.note(t("forms.more_words", language, n=number(len(lemmas) - MOST_LEMMAS, language)))


def choice(source: Snapshot, forms: pd.DataFrame, *, key: str) -> None:
    """Show the forms of one lemma, [lemma, form, n], the most frequent first; those that count are chosen."""
    if forms.empty:
        return
    language, not_forms = state.language(), state.view().selection.not_forms
    numbers = {str(form): int(n) for form, n in zip(forms["form"], forms["n"], strict=True)}
    offered = list(numbers)[:MOST_FORMS] + [form for form in list(numbers)[MOST_FORMS:] if form in not_forms]
    lemma = str(forms["lemma"].iloc[0])
    shown = data.ask(Snapshot.displayed, source, (lemma,)).get(lemma, lemma)
    name = f"forms-{key}"
    st.session_state[name] = [form for form in offered if form not in not_forms]
    st.pills(
        safe.markdown(shown),
        offered,
        selection_mode="multi",
        format_func=lambda form: safe.markdown(f"{form} {number(numbers[form], language)}"),
        key=name,
        on_change=partial(_choose, name, offered),
        help=t("forms.help", language),
    )
    if len(numbers) > len(offered):
        output.note(t("forms.more", language, n=number(len(numbers) - len(offered), language)))


def _choose(name: str, offered: Sequence[str]) -> None:
    counted = set(st.session_state[name])
    others = [form for form in state.view().selection.not_forms if form not in offered]
    state.update_filters(not_forms=(*others, *(form for form in offered if form not in counted)))
