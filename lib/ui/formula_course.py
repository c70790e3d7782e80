"""One formula followed: first use, who took it up after whom, in which words, the last use, and every place."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.analysis.formula_course import uptake
from lib.corpus.formulas import canonical
from lib.corpus.selection import UNATTRIBUTED, Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, noun_form, number, short_day, t
from lib.safe import Html, element
from lib.ui import evidence, formula_figure, formula_uptake, formula_uses, output, state, timelines

_ROWS, _RELATED, _TIED = 12, 8, 5


def show(source: Snapshot, selection: Selection) -> None:
    """Show the formula that the view names; one that no list has can be followed, too."""
    language, view = state.language(), state.view()
    lemmas = data.ask(Snapshot.lemmas_of, source, view.formula)
    with st.spinner(t("formulas.working", language)):
        uses = data.formula_uses(source, selection, view.over, lemmas)
    st.button(t("formulas.back", language), key="formula-back", type="tertiary", on_click=_close)
    if uses.empty:
        output.heading(formula_uses.in_quotes(safe.one_line(view.formula, 120)))
        output.note(t("formulas.no_uses", language, lemmas=_shown(source, lemmas)))
        return
    use = formula_uses.use_at(uses, int(canonical(uses).iloc[0]))
    article = data.ask(Snapshot.text, source, (int(use["doc"]),))[int(use["doc"])]
    wording = formula_uses.quoted(use, article)
    output.html(element("h2", wording, class_="heading formula-title"))
    output.note(t("formulas.lemmas", language, lemmas=_shown(source, lemmas)))
    _cards(source, selection, uses)
    formula_figure.show(source, selection, uses, t("formulas.figure", language, wording=wording))
    timed = formula_uptake.timed(source, uses)
    _first(source, uses, timed)
    formula_uptake.show(source, timed)
    _variants(source, uses)
    _related(source, selection, " ".join(lemmas))
    _every(source, selection, uses)


def _shown(source: Snapshot, lemmas: Sequence[str]) -> str:
    names = data.ask(Snapshot.displayed, source, tuple(lemmas))
    return " · ".join(names.get(lemma, lemma) for lemma in lemmas)


def _close() -> None:
    state.update(formula="", marks=("formulas",))


def _cards(source: Snapshot, selection: Selection, uses: pd.DataFrame) -> None:
    language = state.language()
    speakers = {slug for slugs in uses["speakers"] for slug in slugs} - {UNATTRIBUTED}
    numbers = {"use": len(uses), "document": uses["doc"].nunique(), "speaker": len(speakers)}
    numbers["source"] = uses["source"].nunique()
    output.cards([(number(n, language), noun_form(noun, n, language), "") for noun, n in numbers.items()])
    output.note(_silence(source, selection, uses))


def _silence(source: Snapshot, selection: Selection, uses: pd.DataFrame) -> str:
    """Say when it was used first and last, and how long the period goes on without it."""
    language, days = state.language(), timelines.window(source, selection)
    dated = uses["date"].dropna()
    undated = len(uses) - len(dated)
    parts = []
    if len(dated) and days:
        first, last = dated.min().date(), dated.max().date()
        quiet = (days[1] - last).days
        parts.append(t("formulas.span", language, first=short_day(first, language), last=short_day(last, language)))
        key = "formulas.silence" if quiet > 0 else "formulas.no_silence"
        parts.append(t(key, language, days=count("day", quiet, language), end=short_day(days[1], language)))
    if undated:
        parts.append(t("formulas.undated_uses", language, n=count("use", undated, language)))
    return " ".join(parts)


def _first(source: Snapshot, uses: pd.DataFrame, timed: pd.DataFrame) -> None:
    """Show the first use; several of one day without times are a tie, and are all shown."""
    language = state.language()
    order = uptake(timed.assign(who=timed["doc"]))
    if order.empty:
        return
    first = order.loc[order["place"] == 1, "use"]
    narrowed = state.view().resolved(source.info.last) != Selection()
    output.heading(t("formulas.first", language), note=t("formulas.first_in_view", language) if narrowed else "")
    if len(first) > 1:
        output.note(t("formulas.first_tie", language, n=count("document", len(first), language)))
    formula_uses.show(source, uses.loc[first.iloc[:_TIED]])
    if len(first) > _TIED:
        output.note(t("formulas.first_more", language, n=number(len(first) - _TIED, language)))


def _variants(source: Snapshot, uses: pd.DataFrame) -> None:
    """Show the forms in which it was used, each with its first use."""
    language = state.language()
    n = uses.groupby("wording").size()
    firsts = uses.sort_values("date", kind="stable", na_position="last").drop_duplicates("wording")
    firsts = firsts.assign(n=firsts["wording"].map(n)).sort_values(
        ["n", "date"], ascending=[False, True], kind="stable"
    )
    articles = data.ask(Snapshot.text, source, tuple(sorted({int(doc) for doc in firsts["doc"]})))
    rows = [
        (
            formula_uses.place_of(use, articles[int(use["doc"])]),
            number(int(use["n"]), language),
            "—" if pd.isna(use["date"]) else short_day(use["date"].date(), language),
        )
        for use in firsts.to_dict("records")
    ]
    output.heading(t("formulas.variants", language), note=t("formulas.variants_note", language))
    output.html(formula_uses.listing((("words", "words"), ("uses", "n"), ("first", "day")), rows, _ROWS))


def _related(source: Snapshot, selection: Selection, lemmas: str) -> None:
    """Name the formulas that mostly lie in this one, or that this one mostly lies in."""
    found = data.formulas(source, selection, state.view().over)
    table = found.table
    mine = table[table["lemmas"] == lemmas]
    if mine.empty:
        return
    number_, inside = int(mine["formula"].iloc[0]), int(mine["inside"].iloc[0])
    near = table[(table["inside"] == number_) | ((table["formula"] == inside) & (inside >= 0))].head(_RELATED)
    if near.empty:
        return
    language = state.language()
    uses = [formula_uses.use_at(found.uses, use) for use in near["use"].tolist()]
    articles = data.ask(Snapshot.text, source, tuple(sorted({int(use["doc"]) for use in uses})))
    links = [
        element("a", formula_uses.quoted(use, articles[int(use["doc"])]), href=formula_uses.link(lemmas))
        + Html(f" {number(n, language)}")
        for use, lemmas, n in zip(uses, near["lemmas"], near["n"].tolist(), strict=True)
    ]
    body = safe.join((t("formulas.related", language) + " ", safe.join(map(Html, links), " · ")))
    output.html(element("p", body, class_="note"))


def _every(source: Snapshot, selection: Selection, uses: pd.DataFrame) -> None:
    """Show every use, newest first, or those of the mark that is selected in the figure."""
    language = state.language()
    chosen = formula_figure.selected(source, selection, uses)
    shown = uses if chosen is None else chosen
    output.heading(t("formulas.every", language, n=count("use", len(shown), language)))
    if chosen is not None:
        st.button(t("evidence.all", language), key="all-formula", type="tertiary", on_click=_all)
    if shown.empty:
        output.note(t("evidence.none", language))
        return
    shown = shown.sort_values(["date", "doc", "start"], ascending=[False, False, True], na_position="last")
    page = evidence.pager(len(shown), "formula", evidence.PAGE)
    formula_uses.show(source, shown.iloc[evidence.PAGE * page : evidence.PAGE * (page + 1)])


def _all() -> None:
    state.update(marks=("formulas",))
