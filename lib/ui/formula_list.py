"""Formulas: turns of phrase that go round, each with who, when and how often; one of them can be opened."""

from datetime import date
from typing import Literal, get_args

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis import formulas as method
from lib.corpus.formulas import Listing, with_speakers
from lib.corpus.queries.spoken import Spoken
from lib.corpus.selection import Over, Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, number, short_day, t
from lib.safe import Html, element
from lib.ui import evidence, formula_change, formula_course, formula_uses, output, reading, state, timelines
from lib.ui.evidence import Row
from lib.view import FORMULA_LIMIT

Order = Literal["score", "documents", "first", "last"]
PAGE = 15
_BINS = 24
_NAMED = 2


def show(source: Snapshot) -> None:
    """Show the formula that the view names, otherwise all of them."""
    selection = state.view().resolved(source.info.last)
    controls(selection)
    if not data.ask(Snapshot.count_documents, source, selection):
        reading.relax(source, selection)
    elif state.view().formula:
        formula_course.show(source, selection)
    else:
        listed(source, selection)


def controls(selection: Selection) -> None:
    """Show whose words are read, and a box to follow a phrase of one's own."""
    language, view = state.language(), state.view()
    by_statement = bool(selection.speakers or selection.not_speakers or selection.kind != "all")
    st.session_state["formula-over"] = "stmt" if by_statement else view.over

    def choose() -> None:
        state.update(over=st.session_state["formula-over"] or view.over, marks=("formulas",))

    with st.container(horizontal=True, key="formula-controls", vertical_alignment="bottom", gap="medium"):
        st.segmented_control(
            t("formulas.over", language),
            get_args(Over),
            format_func=lambda over: t(f"formulas.over_{over}", language),
            key="formula-over",
            on_change=choose,
            disabled=by_statement,
            help=t("formulas.over_help", language) if by_statement else None,
        )
        st.text_input(
            t("formulas.follow", language),
            key="formula-text",
            max_chars=FORMULA_LIMIT,
            placeholder=t("formulas.example", language),
            on_change=_typed,
            width=340,
        )


def _typed() -> None:
    typed = " ".join(st.session_state["formula-text"].split())
    if any(map(str.isalpha, typed)) and typed.isprintable():
        state.update(formula=typed, marks=("formulas",))
    st.session_state["formula-text"] = ""


def listed(source: Snapshot, selection: Selection) -> None:
    """Show the formulas of a selection, and which came and went; or why there are none."""
    language, over = state.language(), state.view().over
    with st.spinner(t("formulas.working", language)):
        found = data.formulas(source, selection, over)
        read = data.spoken(source, selection, over)
    table = found.table[found.table["inside"] < 0]
    if len(read.documents) < method.FEWEST_CORPUS:
        output.heading(t("formulas.title", language))
        output.note(_few(len(read.documents)))
        return
    output.heading(t("formulas.title", language), note=_size(found, len(read.documents), read.in_view))
    if table.empty:
        output.note(t("formulas.none", language, documents=method.FEWEST_DOCUMENTS, days=method.FEWEST_DAYS))
        return
    table = _ordered(table)
    page = evidence.pager(len(table), f"formulas-{state.view().over}", PAGE)
    _rows(source, selection, found, read, table.iloc[PAGE * page : PAGE * (page + 1)])
    formula_change.show(source, selection)


def _few(documents: int) -> str:
    there = count("document", documents, state.language())
    return t("formulas.few", state.language(), there=there, least=number(method.FEWEST_CORPUS, state.language()))


def _size(found: Listing, documents: int, in_view: int) -> str:
    language = state.language()
    text = t(
        "formulas.size",
        language,
        n=number(int((found.table["inside"] < 0).sum()), language),
        documents=count("document", documents, language),
        words=count("word", found.words, language),
        reprints=number(int(found.reprints.sum()), language),
    )
    left_out = in_view - documents
    return text + (" " + t("formulas.sample", language, all=number(in_view, language)) if left_out else "")


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    language = state.language()
    order: Order | None = st.segmented_control(
        t("formulas.sort", language),
        get_args(Order),
        default="score",
        format_func=lambda each: t(f"formulas.sort_{each}", language),
        key="formula-sort",
        label_visibility="collapsed",
    )
    by = order or "score"
    return table.sort_values([by, "score"], ascending=False, na_position="last", kind="stable")


def _rows(source: Snapshot, selection: Selection, found: Listing, read: Spoken, table: pd.DataFrame) -> None:
    uses = found.uses[found.uses["formula"].isin(table["formula"])]
    articles = data.ask(Snapshot.text, source, tuple(sorted({int(doc) for doc in uses.loc[table["use"], "doc"]})))
    days = timelines.window(source, selection)
    rows = [_row(source, row, with_speakers(read, uses[uses["formula"] == row["formula"]]), articles, days)
            for row in table.to_dict("records")]  # fmt: skip
    output.html(element("div", _scale(days), *rows, class_="formulas"))


def _row(
    source: Snapshot, row: Row, uses: pd.DataFrame, articles: dict[int, Article], days: tuple[date, date] | None
) -> Html:
    language, use = state.language(), formula_uses.use_at(uses, int(row["use"]))
    numbers = (
        count("document", int(row["documents"]), language),
        count("use", int(row["n"]), language),
        count("speaker", int(row["speakers"]), language) if row["speakers"] else t("formulas.no_speaker", language),
        count("source", int(row["sources"]), language),
    )
    wording = formula_uses.quoted(use, articles[int(use["doc"])])
    return element(
        "section",
        element(
            "div",
            element("h3", element("a", wording, href=formula_uses.link(str(row["lemmas"])))),
            element("p", " · ".join(numbers), class_="note"),
        ),
        element("div", strip(uses["date"], days), element("p", _when(source, row, uses), class_="note")),
    )


def _scale(days: tuple[date, date] | None) -> Html:
    """Name the ends of the period that the strips are of."""
    ends = [element("span", short_day(day, state.language())) for day in days or ()]
    return element("div", element("div", *ends), class_="scale")


def strip(dates: pd.Series, days: tuple[date, date] | None) -> Html:
    """Return a small strip of when: uses in equal parts of the period, the most of them as high as the strip."""
    dated = dates.dropna()
    if days is None or dated.empty:
        return element("div", "", class_="when")
    first, span = pd.Timestamp(days[0]), (days[1] - days[0]).days + 1
    bins = min(_BINS, span)
    heights = ((dated - first).dt.days * bins // span).clip(0, bins - 1).value_counts()
    bars = [element("i", "", style=f"--part:{heights.get(at, 0) / heights.max():.3f}") for at in range(bins)]
    return element("div", *bars, class_="when", role="img", aria_label=t("formulas.strip", state.language()))


def _when(source: Snapshot, row: Row, uses: pd.DataFrame) -> str:
    """Say when it was first used and by whom, and when last; several on the first day are a tie, and are all named."""
    language = state.language()
    if pd.isna(row["first"]):
        return t("formulas.undated", language)
    first, last = (short_day(row[name].date(), language) for name in ("first", "last"))
    who = formula_uses.named(uses[uses["date"] == row["first"]], source, _NAMED)
    return t("formulas.when", language, first=first, who=who, last=last)
