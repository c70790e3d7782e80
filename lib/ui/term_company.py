"""What keeps company with a term: words in its sentences, who says it more than their share, themes it goes with."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.analysis.collocations import FEWEST_DOCUMENTS, FEWEST_TOGETHER
from lib.analysis.speakers import against_chance
from lib.charts.palette import GLYPHS
from lib.corpus.queries.term_company import Company
from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, t
from lib.safe import Html, element
from lib.ui import evidence, output, reading, state, term_choice
from lib.ui.evidence import Row
from lib.ui.names import names_of, theme_names

LEVEL = 0.05
_SHOWN = 15


def show(source: Snapshot) -> None:
    """Show the company of one of the chosen terms; below three documents, say why there is none."""
    language, selection = state.language(), state.view().resolved(source.info.last)
    term_choice.controls(source)
    terms = term_choice.countable(source, state.view().terms)
    if not data.ask(Snapshot.count_documents, source, selection):
        reading.relax(source, selection)
        return
    term = _chosen(source, terms)
    if term is None:
        output.note(t("terms.company_how", language))
        return
    if term.kind in ("theme", "speaker"):
        output.note(t("terms.company_words_only", language))
        return
    with st.spinner(t("terms.company_wait", language)):
        found: Company = data.ask(Snapshot.term_company, source, selection, term)
    [label] = term_choice.labels(source, [term])
    size = f"{count('sentence', found.sentences, language)} · {count('document', found.documents, language)}"
    output.heading(t("terms.company_of", language, term=label), 2, note=size)
    if found.documents < FEWEST_DOCUMENTS:
        output.notice(t("terms.company_few", language, least=FEWEST_DOCUMENTS))
        return
    _words(source, term, selection, found)
    if term.speaker is None:
        _speakers(source, term, selection, found)
    _themes(source, term, selection, found)


def _chosen(source: Snapshot, terms: tuple[Term, ...]) -> Term | None:
    if len(terms) < 2:
        return terms[0] if terms else None
    labels = term_choice.labels(source, terms)
    glyphs = [GLYPHS[slot] for slot in term_choice.slots_of(source, terms)]
    chosen = st.segmented_control(
        t("terms.company_term", state.language()),
        range(len(terms)),
        default=0,
        format_func=lambda at: safe.markdown(f"{glyphs[at]} {safe.one_line(labels[at], 40)}"),
        key="term-company",
    )
    return terms[chosen or 0]


def _link(n: int, page: str, part: Selection) -> Html:
    """Return a number that opens what it counts; a live period of the view stays live."""
    view = state.view()
    selection = replace(part, start=view.selection.start, end=view.selection.end)
    return element(
        "a", number(n, state.language()), href=evidence.page_link(page, replace(view, selection=selection, marks=()))
    )


def _words(source: Snapshot, term: Term, selection: Selection, found: Company) -> None:
    language = state.language()
    output.heading(t("terms.company_words", language), 3, note=t("terms.company_words_note", language))
    if found.words.empty:
        output.note(t("terms.company_no_words", language, least=FEWEST_TOGETHER, documents=FEWEST_DOCUMENTS))
        return
    rows = [
        (
            element("a", str(row["word"]), href=term_choice.link(Term("lemma", lemma, term.speaker))),
            _link(int(row["together"]), "read", data.ask(Snapshot.narrowed, source, selection, term, lemma)),
            number(int(row["documents"]), language),
            number(int(row["n"]), language),
            number(float(row["log_dice"]), language, 1),
        )
        for lemma, row in zip(found.words["lemma"], found.words.to_dict("records"), strict=True)
    ]
    _table(t("terms.company_words_columns", language), rows)


def _speakers(source: Snapshot, term: Term, selection: Selection, found: Company) -> None:
    language, tested = state.language(), against_chance(found.speakers)
    output.heading(t("terms.company_most", language), 3, note=t("terms.company_speakers_note", language))
    if tested.empty:
        output.note(t("terms.company_nobody", language))
        return
    most = tested.sort_values(["statements", "speaker"], ascending=[False, True])
    more = tested[(tested["q"] < LEVEL) & (tested["ratio"] > 1)].sort_values(["q", "speaker"], kind="stable")
    _speaker_table(source, term, selection, most)
    output.heading(t("terms.company_more", language), 3)
    if more.empty:
        output.note(t("terms.company_none_more", language))
    else:
        _speaker_table(source, term, selection, more)


def _speaker_table(source: Snapshot, term: Term, selection: Selection, frame: pd.DataFrame) -> None:
    language, names = state.language(), names_of("speaker", source, state.language())
    part, rows = data.ask(Snapshot.narrowed, source, selection, term), []
    for row in frame.head(_SHOWN).to_dict("records"):
        slug = str(row["speaker"])
        opened = _link(int(row["statements"]), "speakers", replace(part, speakers=(slug,)))
        rows.append((names.get(slug, slug), opened, *_against(row)))
    _table(t("terms.company_speakers_columns", language), rows)


def _themes(source: Snapshot, term: Term, selection: Selection, found: Company) -> None:
    language, names = state.language(), theme_names(source, state.language())
    output.heading(t("terms.company_themes", language), 3, note=t("terms.company_themes_note", language))
    tested = against_chance(found.themes)
    if tested.empty:
        output.note(t("terms.company_no_themes", language))
        return
    part, rows = data.ask(Snapshot.narrowed, source, selection, term), []
    for row in tested.to_dict("records"):
        theme = str(row["theme"])
        opened = _link(int(row["together"]), "read", replace(part, themes=(theme,)))
        rows.append((names.get(theme, theme), opened, *_against(row)[1:]))
    _table(t("terms.company_themes_columns", language), rows)


def _against(row: Row) -> tuple[str, str, str]:
    """Return documents together, how many chance would give, and what may be concluded."""
    language = state.language()
    together = number(int(row["together"]), language)
    expected = number(float(row["expected"]), language, 0 if row["expected"] >= 10 else 1)
    if pd.isna(row["q"]):
        return together, expected, t("terms.company_untested", language)
    q = f"= {number(row['q'], language, 3)}" if row["q"] >= 0.001 else f"< {number(0.001, language, 3)}"
    if row["q"] < LEVEL and row["ratio"] > 1:
        return together, expected, t("terms.company_above", language, ratio=number(row["ratio"], language, 1), q=q)
    return together, expected, t("terms.company_chance", language, q=q)


def _table(heads: str, rows: Sequence[tuple[str, ...]]) -> None:
    """Show a table whose first column is text, the others numbers."""
    head = [element("th", text, class_="n" if at else None) for at, text in enumerate(heads.split("|"))]
    body = [
        element("tr", element("td", first), *[element("td", text, class_="n") for text in others])
        for first, *others in rows
    ]
    table = element("table", element("tr", *head), *body, class_="plain")
    output.html(element("div", table, class_="scroll"))
