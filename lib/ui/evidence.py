"""The sentences behind a number: what was said, by whom, where, with a link to the place."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.corpus.selection import Grain, Lane, Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import Language, count, short_day, t
from lib.safe import Html, element
from lib.ui import marks, output, state
from lib.ui.look import colour
from lib.ui.names import names_of
from lib.view import View, encode

Row = Mapping[Hashable, Any]
"""A row of a frame."""

PAGE = 10
_SHOWN = 700
_AROUND = 160


def statements(
    source: Snapshot,
    selection: Selection,
    *,
    key: str,
    period: tuple[date, date] | None = None,
    within: tuple[Lane, str] | None = None,
    mark: str = "",
) -> None:
    """Show the selected statements, newest first, a page at a time; the number above is the number there are.

    Args:
        mark: the colour of their bars; without it each has its speaker's.
    """
    language = state.language()
    total = data.ask(Snapshot.count_statements, source, selection, period, within)
    output.heading(count("statement", total, language), 3)
    if not total:
        output.note(t("evidence.none", language))
        return
    page = pager(total, key, PAGE)
    frame = data.ask(Snapshot.statements, source, selection, PAGE, PAGE * page, "newest", period, within)
    show(source, frame, mark)


def pager(total: int, key: str, size: int) -> int:
    """Show the pages of a list, where it has more than one, and return the one that is open, from 0."""
    pages = -(-total // size)
    if pages <= 1:
        return 0
    with st.container(key=f"pager-{key}"):
        return st.pagination(pages, key=f"page-{key}") - 1


def show(source: Snapshot, frame: pd.DataFrame, mark: str = "") -> None:
    """Show statements of a frame as `Snapshot.statements` returns it; `mark` as `statements` takes it."""
    articles = data.ask(Snapshot.text, source, tuple(int(doc) for doc in frame["doc"]))
    names, language = names_of("speaker", source, state.language()), state.language()
    items = [
        said(row, articles[int(row["doc"])], names, language, mark or colour("speaker", _speakers(row)[0], source))
        for row in frame.to_dict("records")
    ]
    output.html(safe.join(items))


def said(row: Row, article: Article, names: Mapping[str, str], language: Language, colour: str) -> Html:
    """Return one statement in its sentence, with its speaker, date, source and a link to its place."""
    start, end = int(row["start"]), int(row["end"])
    speakers = ", ".join(names.get(slug, slug) for slug in _speakers(row))
    by = [element("b", speakers)]
    if row["role"]:
        by.append(element("span", ", " + str(row["role"])))
    by += [
        element("span", f" · {place(article, language)} · "),
        element("a", t("evidence.in_text", language), href=place_link(article, start, end)),
    ]
    return element(
        "article",
        element("blockquote", around(article.text, start, end)),
        element("p", *by, class_="by"),
        class_="said",
        style=f"--mark:{colour}" if colour else None,
    )


def words_of(hits: pd.DataFrame, article: Article) -> pd.DataFrame:
    """Return the words of a document that speak for a theme, the weightiest first: index word, [n, weight].

    Args:
        hits: rows of `Snapshot.theme_evidence`; a negative start counts from the end of the title.
    """
    title = article.title + "\n"
    found = [
        title[len(title) + start : len(title) + end] if start < 0 else article.text[start:end]
        for start, end in zip(hits["start"], hits["end"], strict=True)
    ]
    rows = hits.assign(word=[safe.one_line(word, 60).lower() for word in found], n=1)
    grouped = rows.groupby("word").agg(n=("n", "sum"), weight=("weight", "sum"))
    return grouped.sort_values(["weight", "n"], ascending=False)


def headline(article: Article, limit: int = 120) -> str:
    """Return the headline of a document, or its first words where it has none."""
    return safe.one_line(article.title or article.text[: 2 * limit], limit)


def place(article: Article, language: Language) -> str:
    """Return source, date and headline of a document, those that there are, in one line."""
    when = short_day(article.date, language) if article.date else ""
    where = ", ".join(part for part in (article.source_name, when) if part)
    return " · ".join(part for part in (where, safe.one_line(article.title, 90)) if part)


def _speakers(row: Row) -> list[str]:
    return [str(slug) for slug in row["speakers"]]


def around(text: str, start: int, end: int) -> Html:
    """Return the characters `start` to `end` marked, with a little of what stands before and after."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    before = before.rpartition("\n")[2]
    after = after.partition("\n")[0]
    if start - len(before) > 0 and len(before) == _AROUND:
        before = "…" + before.partition(" ")[2]
    if len(after) == _AROUND:
        after = after.rpartition(" ")[0] + "…"
    body = text[start:end] if end - start <= _SHOWN else text[start : start + _SHOWN].rpartition(" ")[0] + " […]"
    return safe.join(
        (element("span", before, class_="around"), element("mark", body), element("span", after, class_="around"))
    )


def highlighted(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> Html:
    """Return the characters `start` to `end` with the words that were found marked."""
    pieces: list[str] = []
    position = start
    for first, last in sorted(spans):
        if position <= first < last <= end:
            pieces += [text[position:first], element("mark", text[first:last], class_="hit")]
            position = last
    return safe.join([*pieces, text[position:end]])


def page_link(page: str, view: View) -> str:
    """Return the link to a view on a page, the overview under its empty name."""
    return f"./{page}?{urlencode(encode(view))}"


def document_link(article: Article) -> Html:
    """Return a link to a document on the reading page, named by its source, date and headline."""
    language = state.language()
    label = place(article, language) or t("read.untitled", language)
    view = replace(state.view(), doc=article.id[:16], span=None, marks=(), form="chart")
    return element("a", label, href=page_link("read", view))


def place_link(article: Article, start: int, end: int) -> str:
    """Return the link to characters of a document on the reading page."""
    view = replace(state.view(), doc=article.id[:16], span=(start, end), marks=(), form="chart")
    return page_link("read", view)


def behind(source: Snapshot, selection: Selection, grain: Grain, lane: Lane | None, *, key: str) -> None:
    """Show the statements behind the mark that is selected in a figure, or behind the whole figure."""
    mark, language = marks.selected(grain), state.language()
    if mark is None:
        statements(source, selection, key=key)
        return
    st.button(t("evidence.all", language), key=f"all-{key}", type="tertiary", on_click=state.update)
    if mark.stmt is not None:
        show(source, data.ask(Snapshot.statements_by_id, source, (mark.stmt,)))
    else:
        statements(source, selection, key=key, period=mark.period, within=marks.within(lane, mark))
