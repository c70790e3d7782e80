"""A concordance: words in their places, line under line, each a link to the text; by date or by a neighbour."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal, get_args

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.analysis.concordance import Sorting, arranged
from lib.briefing.items import Cell, Figure
from lib.corpus.selection import Selection, Term
from lib.corpus.slugs import in_latin
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import Language, count, number, short_day, t
from lib.safe import Html, element
from lib.ui import evidence, figure, filters, output, state
from lib.ui.evidence import Row
from lib.ui.names import names_of

PAGE = 25
_UNSORTED = 9
MOST_SORTED = 1_000
MOST_EXPORTED = 5_000
COLUMNS = ("date", "source", "left", "hit", "right", "title", "url", "document", "start")
ABOUT = ("found", "filters", "snapshot", "link")
TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
Period = tuple[date, date]


@dataclass(frozen=True)
class Asked:
    """What a concordance is of: a query or a term within a selection, as people read it, maybe in a period."""

    selection: Selection
    words: str | Term
    label: str
    period: Period | None = None


def show(source: Snapshot, asked: Asked, total: int, *, key: str) -> None:
    """Show the concordance of `total` sentences a page at a time, and what it can be taken away as."""
    language = state.language()
    frame = _page(source, asked, total, key)
    if frame.empty:
        output.note(t("read.no_lines", language))
        return
    articles = data.ask(Snapshot.text, source, tuple(dict.fromkeys(int(doc) for doc in frame["doc"])))
    names = names_of("source", source, language)
    rows = [_row(row, articles[int(row["doc"])], names.get(row["source"], row["source"])) for row in _records(frame)]
    heads = [
        element("th", t(f"terms.kwic_{name}", language), class_=name) for name in ("date", "where", "left", "right")
    ]
    output.html(element("table", element("tr", *heads), *rows, class_="kwic"))
    _downloads(source, asked, total, key)


def _order(total: int, key: str) -> None:
    """Show how the lines may be ordered, where there are enough of them."""
    language = state.language()
    if total <= _UNSORTED:
        return
    name = f"kwic-sort-{key}"
    st.session_state[name] = _sorting()

    def choose() -> None:
        state.update(lines=st.session_state[name] or "date", marks=state.view().marks)

    st.segmented_control(
        t("terms.sort", language),
        get_args(Sorting),
        format_func=lambda each: t(f"terms.sort_{each}", language),
        key=name,
        on_change=choose,
        label_visibility="collapsed",
    )
    if _sorting() != "date" and total > MOST_SORTED:
        output.note(t("terms.sorted_part", language, n=number(MOST_SORTED, language)))


def _page(source: Snapshot, asked: Asked, total: int, key: str) -> pd.DataFrame:
    _order(total, key)
    sorting = _sorting()
    if sorting == "date" or total <= _UNSORTED:
        page = evidence.pager(total, key, PAGE)
        return data.ask(Snapshot.concordance, source, asked.selection, asked.words, PAGE, PAGE * page, asked.period)
    frame = data.ask(sorted_lines, source, asked.selection, asked.words, asked.period, sorting)
    page = evidence.pager(len(frame), f"{key}-{sorting}", PAGE)
    return frame.iloc[PAGE * page : PAGE * (page + 1)]


def _sorting() -> Sorting:
    lines = state.view().lines
    return "date" if lines == "off" else lines


def sorted_lines(
    source: Snapshot, selection: Selection, words: str | Term, period: Period | None, sorting: Sorting
) -> pd.DataFrame:
    """Return the hits in the newest 1,000 sentences by their left or right context."""
    return arranged(source.concordance(selection, words, MOST_SORTED, 0, period), sorting)


def _records(frame: pd.DataFrame) -> list[Row]:
    return list(frame.to_dict("records"))


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


def _downloads(source: Snapshot, asked: Asked, total: int, key: str) -> None:
    language = state.language()
    about = described(source, asked, total)
    name = safe.slug(in_latin(asked.label))
    with st.container(horizontal=True, key=f"kwic-files-{key}", gap="small"):
        for extension in get_args(Extension):
            st.download_button(
                safe.markdown(extension.upper()),
                partial(file_of, source, asked, _sorting(), about, (extension, language)),
                f"concordance-{name}.{extension}",
                TYPES[extension],
                key=f"kwic-{extension}-{key}",
                type="tertiary",
                on_click="ignore",
            )


Extension = Literal["csv", "xlsx"]


def described(source: Snapshot, asked: Asked, total: int) -> Figure:
    """Return what the file of a concordance says about itself, without its lines."""
    language = state.language()
    part = t("terms.exported_part", language, n=number(MOST_EXPORTED, language)) if total > MOST_EXPORTED else ""
    title = t("terms.concordance", language, term=asked.label)
    totals = data.ask(Snapshot.totals, source, _looked_through(asked))
    of = f"{count('word', totals.words, language)}, {count('document', totals.documents, language)}"
    caption = figure.caption(title, source, total, "sentence", denominator=of, note=part)
    if asked.period:
        caption = replace(caption, period=" — ".join(short_day(day, language) for day in asked.period))
    heads = tuple(t(f"terms.csv_{name}", language) for name in COLUMNS)
    return Figure(title, caption, heads, (), "none", filters.address(state.view()))


def _looked_through(asked: Asked) -> Selection:
    """Return the selection that the lines are a part of: of the speaker of a term, in the period of a mark."""
    selection = asked.selection
    if isinstance(asked.words, Term) and asked.words.speaker and not selection.speakers:
        selection = replace(selection, speakers=(asked.words.speaker,))
    if asked.period:
        selection = replace(selection, start=asked.period[0], end=asked.period[1])
    return selection


def file_of(source: Snapshot, asked: Asked, sorting: Sorting, about: Figure, form: tuple[Extension, Language]) -> bytes:
    """Return the hits in the newest 5,000 sentences, each with its document, and what they are a part of.

    CSV says so in columns of its own, a workbook on a sheet of its own. Runs when the file is asked for, outside of
    any session: it may not look at the view.
    """
    from lib.briefing import tables  # loads the office libraries

    extension, language = form
    frame = arranged(source.concordance(asked.selection, asked.words, MOST_EXPORTED, 0, asked.period), sorting)
    articles = source.text(frame["doc"].drop_duplicates().tolist())
    lines = [_exported(row, articles[int(row["doc"])]) for row in _records(frame)]
    if extension == "xlsx":
        return tables.table_xlsx(replace(about, rows=tuple(lines)), language)
    return told_csv(replace(about, rows=tuple(lines)), language)


def told_csv(item: Figure, language: Language) -> bytes:
    """Return rows of sentences as CSV, with columns that say what they are a part of."""
    from lib.briefing import tables  # loads the office libraries

    told = item.caption
    of = _joined(count("sentence", told.n, language), told.denominator, told.note)
    own = (of, _joined(told.filters, told.period), told.snapshot, item.link)
    heads = (*item.columns, *(t(f"terms.csv_{name}", language) for name in ABOUT))
    return tables.csv_bytes([heads, *((*row, *own) for row in item.rows)])


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _exported(row: Row, article: Article) -> tuple[Cell, ...]:
    place = (article.title, safe.url(article.url) or "", article.id, int(row["start"]))
    return article.date, article.source_name, str(row["left"]), str(row["hit"]), str(row["right"]), *place
