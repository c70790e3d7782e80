"""Which words came and which went: the first half of the period against the second."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis import contrast
from lib.analysis.keyness import FEWEST_DOCUMENTS, FEWEST_OCCURRENCES, FEWEST_WORDS
from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.i18n import number, period, t
from lib.safe import Html, element
from lib.ui import output, state, term_choice, timelines
from lib.ui.compare_words import Contrast, word_contrast

_SHOWN = 12


def show(source: Snapshot, selection: Selection) -> None:
    """Show the words whose share of all words rose most, and fell most; below the thresholds, say why not."""
    language, halves = state.language(), split(source, selection)
    output.heading(t("terms.change", language))
    if halves is None:
        output.note(t("terms.change_no_period", language))
        return
    first, second = halves
    found = data.ask(word_contrast, source, second, first)
    output.note(_halves(found, first, second))
    distinct = found.table[found.table["significant"]] if not found.refusal else found.table
    if found.refusal:
        output.note(_refusal(found))
    elif distinct.empty:
        output.note(t("terms.change_none", language, n=number(found.tested, language)))
    else:
        _tables(contrast.ends(distinct, _SHOWN))
        output.note(
            t("terms.change_note", language, tested=number(found.tested, language), n=number(found.distinct, language))
        )


def split(source: Snapshot, selection: Selection) -> tuple[Selection, Selection] | None:
    """Return the two halves of the period, None where it has no two days."""
    days = timelines.window(source, selection)
    if days is None or days[0] == days[1]:
        return None
    middle = days[0] + (days[1] - days[0]) // 2
    ends = (days[0], middle), (middle + timedelta(days=1), days[1])
    first, second = (replace(selection, start=start, end=end) for start, end in ends)
    return first, second


def _halves(found: Contrast, first: Selection, second: Selection) -> str:
    language = state.language()
    return t(
        "terms.change_halves",
        language,
        first=period(first.start, first.end, language),
        second=period(second.start, second.end, language),
        words_first=number(found.words_b, language),
        words_second=number(found.words_a, language),
    )


def _refusal(found: Contrast) -> str:
    return t(
        f"terms.change_{found.refusal}",
        state.language(),
        least=number(FEWEST_WORDS, state.language()),
        occurrences=FEWEST_OCCURRENCES,
        documents=FEWEST_DOCUMENTS,
    )


def _tables(rows: pd.DataFrame) -> None:
    language = state.language()
    for column, sign, title in zip(st.columns(2, gap="large"), (1, -1), ("rising", "falling"), strict=True):
        part = rows[sign * rows["z"] > 0].sort_values("z", ascending=sign < 0, kind="stable")
        heads = [element("th", t(f"terms.{title}", language))]
        heads += [element("th", t(f"terms.{name}", language), class_="n") for name in ("was", "became", "z")]
        with column:
            output.html(element("table", element("tr", *heads), *map(_row, part.to_dict("records")), class_="plain"))


def _row(row: dict) -> Html:  # type: ignore[type-arg]
    language = state.language()
    link = element("a", str(row["label"]), href=term_choice.link(Term("lemma", str(row["lemma"]))))
    z = number(row["z"], language, 1).replace("-", "−")
    numbers = (number(int(row["n_b"]), language), number(int(row["n_a"]), language), z)
    return element("tr", element("td", link), *[element("td", each, class_="n") for each in numbers])
