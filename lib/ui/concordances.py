"""The words in their places: a concordance of the chosen term, line under line, each a link to the text."""

from dataclasses import replace
from datetime import date

import streamlit as st

from lib import data, safe
from lib.charts.palette import GLYPHS
from lib.corpus.selection import Lane, Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, date_label, number, t
from lib.safe import element
from lib.ui import evidence, kwic, marks, output, state, term_choice, timelines, word_forms
from lib.ui.term_figure import Counted, mark

Period = tuple[date, date]


def show(source: Snapshot, selection: Selection, found: Counted) -> None:
    """Show the concordance of the term whose mark is selected, otherwise of the first; of each where there are few."""
    if found.few:
        for position in range(len(found.terms)):
            _term(source, selection, found, position, None)
        return
    selected = marks.selected(found.grain)
    keys = [mark(position) for position in range(len(found.terms))]
    position = keys.index(selected.lane) if selected and selected.lane in keys else 0
    _choice(source, found, position)
    _term(source, selection, found, position, selected.period if selected else None)


def _choice(source: Snapshot, found: Counted, position: int) -> None:
    if len(found.terms) < 2:
        return
    st.session_state["term-shown"] = position
    glyphs = [GLYPHS[slot] for slot in term_choice.slots_of(source, found.terms)]

    def choose() -> None:
        chosen = st.session_state["term-shown"]
        state.update(marks=(mark(position if chosen is None else chosen),))

    st.segmented_control(
        t("terms.shown", state.language()),
        range(len(found.terms)),
        format_func=lambda each: safe.markdown(f"{glyphs[each]} {safe.one_line(found.labels[each], 40)}"),
        key="term-shown",
        on_change=choose,
    )


def _term(source: Snapshot, selection: Selection, found: Counted, position: int, period: Period | None) -> None:
    language, term, label = state.language(), found.terms[position], found.labels[position]
    when = f", {date_label(period[0], language, found.grain)}" if period else ""
    output.heading(t("terms.concordance", language, term=label) + when, 2)
    if period:
        st.button(t("terms.all_periods", language), key="all-terms", type="tertiary", on_click=_all_periods,
                  args=(position,))  # fmt: skip
    if term.kind in ("theme", "speaker"):
        _statements(source, selection, term, period, key=mark(position))
    else:
        _lines(source, selection, term, period, _occurrences(found, position, period), key=mark(position))


def _all_periods(position: int) -> None:
    state.update(marks=(mark(position),))


def _occurrences(found: Counted, position: int, period: Period | None) -> int | None:
    """Return the occurrences that the figure shows, None where it counts something else."""
    if period is None:
        return int(found.totals["n"].iloc[position])
    rows = found.rows
    at = rows[(rows["term"] == position) & (rows["period"] == period[0])]
    return int(at["n"].sum()) if found.unit == "tok" else None


def _statements(source: Snapshot, selection: Selection, term: Term, period: Period | None, *, key: str) -> None:
    """Show the statements on a theme, whose words are many and stand in the dictionary, or those of a speaker."""
    if term.speaker and not selection.speakers:
        selection = replace(selection, speakers=(term.speaker,))
    lane: Lane = "speaker" if term.kind == "speaker" else "theme"
    evidence.statements(source, selection, key=key, period=period, within=(lane, term.text))


def _lines(
    source: Snapshot, selection: Selection, term: Term, period: Period | None, occurrences: int | None, *, key: str
) -> None:
    language = state.language()
    total = data.ask(Snapshot.count_sentences, source, selection, term, period)
    output.note(_size(source, selection, term, period, (total, occurrences)))
    _forms(source, term, key)
    if not total:
        output.note(t("terms.not_found", language))
        return
    kwic.show(source, kwic.Asked(selection, term, term_choice.labels(source, [term])[0], period), total, key=key)


def _size(
    source: Snapshot, selection: Selection, term: Term, period: Period | None, numbers: tuple[int, int | None]
) -> str:
    """Say how many sentences there are, how many occurrences, and what the figure leaves out as undated."""
    language, (total, occurrences) = state.language(), numbers
    text, days = count("sentence", total, language), timelines.window(source, selection)
    if period is None and days and not (selection.start or selection.end):
        undated = total - data.ask(Snapshot.count_sentences, source, selection, term, days)
        text += t("terms.undated", language, n=number(undated, language)) if undated else ""
    if occurrences is not None:
        text += t("terms.occurrences", language, n=count("occurrence", occurrences, language))
    return text


def _forms(source: Snapshot, term: Term, key: str) -> None:
    """Show the forms that a lemma has in this corpus, each to be left out, or counted alone by a link."""
    if term.kind != "lemma":
        return
    forms = data.ask(Snapshot.forms, source, term.text)
    word_forms.choice(source, forms.assign(lemma=term.text), key=f"{key}-{term.text}")
    links = [
        element("a", str(form), href=term_choice.link(Term("form", str(form), term.speaker))) for form in forms["form"]
    ]
    if len(links) > 1:
        body = safe.join((t("terms.form_alone", state.language()) + " ", safe.join(links, ", ")))
        output.html(element("p", body, class_="note"))
