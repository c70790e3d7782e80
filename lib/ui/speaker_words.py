"""The lemmas that set a speaker's statements apart from all others in view."""

from dataclasses import replace

import streamlit as st

from lib import data
from lib.analysis.keyness import FEWEST_WORDS
from lib.corpus.selection import UNATTRIBUTED, Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, t
from lib.safe import Html, element
from lib.ui import evidence, output, state
from lib.ui.compare_words import word_contrast
from lib.ui.speaker_sections import listing

_LEMMAS = 20


def show(source: Snapshot, selection: Selection, speaker: str) -> None:
    """Show the lemmas that set the speaker apart from all other statements, or why they cannot be ranked."""
    language = state.language()
    rest = replace(selection, speakers=(), not_speakers=(*selection.not_speakers, speaker))
    sizes = [data.ask(Snapshot.size_in_words, source, side) for side in (selection, rest)]
    output.heading(t("speakers.lemmas", language), 3)
    if min(sizes) < FEWEST_WORDS:
        values = {name: count("word", n, language) for name, n in zip(("own", "rest"), sizes, strict=True)}
        output.note(t("speakers.few_words", language, least=count("word", FEWEST_WORDS, language), **values))
        return
    box = st.expander(t("speakers.lemmas_open", language), key=f"lemmas-{speaker}", on_change="rerun")
    if box.open:
        with box:
            _lemmas(source, selection, rest, speaker)


def _lemmas(source: Snapshot, own: Selection, rest: Selection, speaker: str) -> None:
    language = state.language()
    found = data.ask(word_contrast, source, own, rest)
    ahead = found.table[found.table["significant"] & (found.table["z"] > 0)] if len(found.table) else found.table
    if ahead.empty:
        output.note(t("speakers.no_lemmas", language, n=number(found.tested, language)))
        return
    rows = [
        (_term_link(row, speaker), number(row["n_a"], language), number(row["n_b"], language),
         number(2 ** row["log_ratio"], language, 1), number(row["documents"], language))
        for row in ahead.head(_LEMMAS).to_dict("records")
    ]  # fmt: skip
    output.html(element("div", listing(t("speakers.lemmas_columns", language).split("|"), rows), class_="scroll"))
    output.note(t("speakers.lemmas_note", language, own=count("word", found.words_a, language),
                  rest=count("word", found.words_b, language), n=number(found.tested, language)))  # fmt: skip


def _term_link(row: evidence.Row, speaker: str) -> Html:
    view = state.view()
    named = None if speaker == UNATTRIBUTED else speaker
    terms = (Term("lemma", str(row["lemma"]), named),)
    view = replace(view, selection=replace(view.selection, speakers=()), terms=terms, marks=(), form="chart")
    return element("a", str(row["label"]), href=evidence.page_link("terms", view))
