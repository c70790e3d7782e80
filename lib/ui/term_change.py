"""Which words came and which went: a period against the one before it, or the second half of the corpus."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis import contrast
from lib.analysis.keyness import FEWEST_DOCUMENTS, FEWEST_OCCURRENCES, FEWEST_WORDS
from lib.analysis.periods import before
from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.i18n import number, period, t
from lib.safe import Html, element
from lib.ui import evidence, output, state, term_choice, timelines
from lib.ui.compare_words import Contrast, other_sources, word_contrast
from lib.ui.evidence import Row

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
        other_sources(source, first, second)
        _tables(contrast.ends(distinct, _SHOWN), first, second)
        output.note(
            t("terms.change_note", language, tested=number(found.tested, language), n=number(found.distinct, language))
        )


def split(source: Snapshot, selection: Selection) -> tuple[Selection, Selection] | None:
    """Return what is compared, the earlier part first, None where there are no two days.

    A period that the filters begin is compared with the one before it, where the corpus reaches back so far;
    otherwise the first half of the period with the second.
    """
    days = timelines.window(source, selection)
    if days is None or days[0] == days[1]:
        return None
    earlier = before(*days)
    if selection.start and source.info.first and source.info.first <= earlier[0]:
        return replace(selection, start=earlier[0], end=earlier[1]), replace(selection, start=days[0], end=days[1])
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


def _tables(rows: pd.DataFrame, first: Selection, second: Selection) -> None:
    language = state.language()
    for column, sign, title in zip(st.columns(2, gap="large"), (1, -1), ("rising", "falling"), strict=True):
        part = rows[sign * rows["z"] > 0].sort_values("z", ascending=sign < 0, kind="stable")
        heads = [element("th", t(f"terms.{title}", language))]
        heads += [element("th", t(f"terms.{name}", language), class_="n") for name in ("was", "became", "z")]
        with column:
            lines = [_row(row, first, second) for row in part.to_dict("records")]
            output.html(element("table", element("tr", *heads), *lines, class_="plain"))


def _row(row: Row, first: Selection, second: Selection) -> Html:
    """Return a word with its numbers in both parts, each a link to its places there."""
    language, term = state.language(), Term("lemma", str(row["lemma"]))
    link = element("a", str(row["label"]), href=term_choice.link(term))
    was, became = (_places(int(row[n]), term, part) for n, part in (("n_b", first), ("n_a", second)))
    z = number(row["z"], language, 1).replace("-", "−")
    return element("tr", element("td", link), *[element("td", each, class_="n") for each in (was, became, z)])


def _places(n: int, term: Term, part: Selection) -> str:
    text = number(n, state.language())
    if not n:
        return text
    counted = replace(part, not_forms=())  # the words are compared with all of their forms
    narrowed = replace(state.view(), selection=counted, last_days=None, terms=(term,), norm="raw", marks=())
    return element("a", text, href=evidence.page_link("terms", narrowed))
