"""Which formulas came and which went: the period against what was before it, or its second half against the first."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.formula_course import change
from lib.corpus.formulas import Listing
from lib.corpus.queries.spoken import Spoken
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import number, period, short_day, t
from lib.safe import Html, element
from lib.ui import formula_uses, output, state, term_change, timelines
from lib.ui.evidence import Row

_SHOWN = 12
Window = tuple[date, date]


def show(source: Snapshot, selection: Selection) -> None:
    """Show the formulas that are new in the period, and those that have vanished from it; or say that none is."""
    language = state.language()
    output.heading(t("formulas.change", language))
    compared = windows(source, selection)
    if compared is None:
        output.note(t("terms.change_no_period", language))
        return
    whole = replace(selection, start=None) if compared[1][0] == selection.start else selection
    with st.spinner(t("formulas.working", language)):
        found = data.formulas(source, whole, state.view().over)
        read = data.spoken(source, whole, state.view().over)
    documents = tuple(_documents(read, days) for days in compared)
    output.note(_windows(compared, documents))
    table = changed(found, compared, documents)
    if not all(documents) or not (table["new"] | table["vanished"]).any():
        output.note(t("formulas.change_none", language, n=number(len(table), language)))
        return
    _tables(source, found, table)
    output.note(t("formulas.change_note", language, n=number(len(table), language)))


def windows(source: Snapshot, selection: Selection) -> tuple[Window, Window] | None:
    """Return what is compared: all that lies before the period and the period, or the halves of all there is."""
    days = timelines.window(source, selection)
    first = source.info.first
    if days and selection.start and first and first < selection.start:
        return (first, selection.start - timedelta(days=1)), days
    halves = term_change.split(source, selection)
    if halves is None:
        return None
    one, two = halves
    return ((one.start, one.end), (two.start, two.end)) if one.start and one.end and two.start and two.end else None


def changed(found: Listing, compared: tuple[Window, Window], documents: tuple[int, ...]) -> pd.DataFrame:
    """Return the formulas with their documents before and after, and which are new and vanished.

    Columns: those of `Listing.table` and [before, after, new, vanished, q].
    """
    table = found.table[found.table["inside"] < 0].reset_index(drop=True)
    uses = found.uses.drop_duplicates(["formula", "doc"])
    counts = [
        uses[_within(uses["date"], days)].groupby("formula").size().reindex(table["formula"]) for days in compared
    ]
    before, after = (each.fillna(0).to_numpy().astype(int) for each in counts)
    share = documents[1] / sum(documents) if sum(documents) else 0.0
    return table.assign(before=before, after=after).join(change(before, after, share))


def _documents(read: Spoken, days: Window) -> int:
    return int(_within(read.documents["date"], days).sum())


def _within(dates: pd.Series, days: Window) -> pd.Series:
    return dates.between(pd.Timestamp(days[0]), pd.Timestamp(days[1]))


def _windows(compared: tuple[Window, Window], documents: tuple[int, ...]) -> str:
    language = state.language()
    (before, after), (n_before, n_after) = compared, documents
    return t(
        "formulas.change_windows",
        language,
        before=period(*before, language),
        after=period(*after, language),
        n_before=number(n_before, language),
        n_after=number(n_after, language),
    )


def _tables(source: Snapshot, found: Listing, table: pd.DataFrame) -> None:
    language = state.language()
    sides = (("new", "after", "first"), ("vanished", "before", "last"))
    for column, (name, side, day) in zip(st.columns(2, gap="large"), sides, strict=True):
        rows = table[table[name]].sort_values([side, "score"], ascending=False, kind="stable").head(_SHOWN)
        docs = tuple(sorted({int(doc) for doc in found.uses.loc[rows["use"], "doc"]}))
        articles = data.ask(Snapshot.text, source, docs)
        heads = [element("th", t(f"formulas.{name}", language)), element("th", t(f"formulas.column_{day}", language)),
                 element("th", t("formulas.column_documents", language), class_="n")]  # fmt: skip
        body = [
            _row(row, formula_uses.use_at(found.uses, int(row["use"])), articles, (side, day))
            for row in rows.to_dict("records")
        ]
        with column:
            if body:
                output.html(element("table", element("tr", *heads), *body, class_="plain"))
            else:
                output.note(t(f"formulas.no_{name}", language))


def _row(row: Row, use: Row, articles: dict[int, Article], columns: tuple[str, str]) -> Html:
    language, (side, day) = state.language(), columns
    wording = formula_uses.quoted(use, articles[int(use["doc"])])
    return element(
        "tr",
        element("td", element("a", wording, href=formula_uses.link(str(row["lemmas"]))), class_="words"),
        element("td", short_day(row[day].date(), language), class_="day"),
        element("td", number(int(row[side]), language), class_="n"),
    )
