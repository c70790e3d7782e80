"""The words in their places: a concordance of the chosen term, line under line, each a link to the text."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import get_args

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.analysis.concordance import Sorting, arranged
from lib.charts.palette import GLYPHS
from lib.corpus.selection import Lane, Selection, Term
from lib.corpus.slugs import in_latin
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import Language, count, date_label, number, short_day, t
from lib.safe import Html, element
from lib.ui import evidence, marks, output, state, term_choice, timelines
from lib.ui.evidence import Row
from lib.ui.names import names_of
from lib.ui.term_figure import Counted, mark

PAGE = 25
_UNSORTED = 9
MOST_SORTED = 1_000
MOST_EXPORTED = 5_000
_EXPORTED = ("date", "source", "left", "hit", "right", "title", "url", "document", "start")
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
    _forms(source, term)
    if not total:
        output.note(t("terms.not_found", language))
        return
    sorting = _sorting(total, key)
    frame = _page(source, selection, term, period, (total, sorting, key))
    articles = data.ask(Snapshot.text, source, tuple(dict.fromkeys(int(doc) for doc in frame["doc"])))
    names = names_of("source", source, language)
    rows = [_row(row, articles[int(row["doc"])], names.get(row["source"], row["source"])) for row in _records(frame)]
    heads = [
        element("th", t(f"terms.kwic_{name}", language), class_=name) for name in ("date", "where", "left", "right")
    ]
    output.html(element("table", element("tr", *heads), *rows, class_="kwic"))
    _download(source, selection, term, period, key=key)


def _records(frame: pd.DataFrame) -> list[Row]:
    return list(frame.to_dict("records"))


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


def _forms(source: Snapshot, term: Term) -> None:
    """Name the forms that a lemma has in this corpus; each is a link that counts it alone."""
    if term.kind != "lemma":
        return
    language = state.language()
    forms = data.ask(Snapshot.forms, source, term.text)
    parts: list[str] = []
    for form, n in zip(forms["form"], forms["n"], strict=True):
        alone = Term("form", str(form), term.speaker)
        parts.append(element("a", str(form), href=term_choice.link(alone)) + Html(f" {number(int(n), language)}"))
    if parts:
        body = safe.join((t("terms.forms", language) + " ", safe.join(map(Html, parts), ", ")))
        output.html(element("p", body, class_="note"))


def _sorting(total: int, key: str) -> Sorting:
    language = state.language()
    name = f"kwic-sort-{key}"
    if total <= _UNSORTED:
        return "date"
    chosen: Sorting | None = st.segmented_control(
        t("terms.sort", language),
        get_args(Sorting),
        default="date",
        format_func=lambda each: t(f"terms.sort_{each}", language),
        key=name,
        label_visibility="collapsed",
    )
    if chosen in ("left", "right") and total > MOST_SORTED:
        output.note(t("terms.sorted_part", language, n=number(MOST_SORTED, language)))
    return chosen or "date"


def _page(
    source: Snapshot, selection: Selection, term: Term, period: Period | None, shown: tuple[int, Sorting, str]
) -> pd.DataFrame:
    total, sorting, key = shown
    if sorting == "date":
        page = evidence.pager(total, key, PAGE)
        return data.ask(Snapshot.concordance, source, selection, term, PAGE, PAGE * page, period)
    frame = data.ask(sorted_concordance, source, selection, term, period, sorting)
    page = evidence.pager(len(frame), f"{key}-{sorting}", PAGE)
    return frame.iloc[PAGE * page : PAGE * (page + 1)]


def sorted_concordance(
    source: Snapshot, selection: Selection, term: Term, period: Period | None, sorting: Sorting
) -> pd.DataFrame:
    """Return the hits in the newest 1,000 sentences by their left or right context."""
    return arranged(source.concordance(selection, term, MOST_SORTED, 0, period), sorting)


def _row(row: Row, article: Article, where: str) -> Html:
    language = state.language()
    link = evidence.place_link(article, int(row["start"]), int(row["end"]))
    return element(
        "tr",
        element("td", _day(row, language), class_="date"),
        element("td", where, class_="where", title=safe.one_line(article.title, 200)),
        element("td", element("div", str(row["left"])), class_="left"),
        element("td", element("a", str(row["hit"]), href=link), str(row["right"]), class_="right"),
    )


def _day(row: Row, language: Language) -> str:
    return short_day(row["date"].date(), language) if row["date"] == row["date"] else "—"


def _download(source: Snapshot, selection: Selection, term: Term, period: Period | None, *, key: str) -> None:
    language = state.language()
    heads = tuple(t(f"terms.csv_{name}", language) for name in _EXPORTED)
    st.download_button(
        t("terms.csv", language),
        partial(csv_of, source, selection, term, period, heads),
        f"concordance-{safe.slug(in_latin(term.text))}.csv",
        "text/csv",
        key=f"kwic-csv-{key}",
        type="tertiary",
        on_click="ignore",
    )


def csv_of(source: Snapshot, selection: Selection, term: Term, period: Period | None, heads: tuple[str, ...]) -> bytes:
    """Return the hits in the newest 5,000 sentences, with the document that each stands in.

    Runs when the file is asked for, outside of any session: it may not look at the view.
    """
    from lib.briefing.tables import csv_bytes  # loads the office libraries

    frame = source.concordance(selection, term, MOST_EXPORTED, 0, period)
    articles = source.text(frame["doc"].drop_duplicates().tolist())
    return csv_bytes([heads, *(_exported(row, articles[int(row["doc"])]) for row in _records(frame))])


def _exported(row: Row, article: Article) -> tuple[str | int | date | None, ...]:
    place = (article.title, safe.url(article.url) or "", article.id, int(row["start"]))
    return article.date, article.source_name, str(row["left"]), str(row["hit"]), str(row["right"]), *place
