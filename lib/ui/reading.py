"""The reading page: sentences that match, documents in view, and one document as it was published."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from lib import data, safe
from lib.corpus.queries.evidence import SearchOrder
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, number, short_day, t
from lib.safe import Html, element
from lib.ui import basket, correcting, evidence, kwic, output, reader, reprints, state, word_forms
from lib.ui.evidence import Row
from lib.ui.names import names_of

PAGE = 20
ORDERS: tuple[SearchOrder, ...] = ("newest", "oldest", "relevance")


def search(source: Snapshot, selection: Selection) -> None:
    """Show the sentences that match, or the documents in view where no words are asked for.

    The first page is shown before all that match are counted.
    """
    language = state.language()
    if not selection.query:
        output.note(t("read.how", language))
        documents(source, selection)
        return
    heading = st.container(key="found")
    word_forms.show(source, selection)
    as_lines = state.view().lines != "off"
    with st.container(horizontal=True, key="read-controls", vertical_alignment="center", gap="small"):
        _form_control(as_lines)
        if not as_lines:
            _order_control()
    pages = st.container(key="found-pages")
    counted = data.ask(Snapshot.count_found, source, selection) if as_lines else _sentences(source, selection)
    total, documents_found = counted
    with heading:
        found = f"{count('sentence', total, language)} · {count('document', documents_found, language)}"
        output.heading(found, 2)
    if not total:
        relax(source, selection)
    elif as_lines:
        asked = kwic.Asked(selection, selection.query, selection.query)
        kwic.show(source, asked, total, key="search")
    else:
        with pages:
            evidence.pager(total, "search", PAGE)


def _sentences(source: Snapshot, selection: Selection) -> tuple[int, int]:
    """Show a page of the sentences found, the first where the one that was open is no longer there; then count all."""
    order, page = state.view().order, st.session_state.get("page-search", 1) - 1
    place = st.container(key="found-sentences")
    rows = data.ask(Snapshot.search, source, selection, PAGE, PAGE * page, order)
    if rows.empty and page:
        del st.session_state["page-search"]
        rows = data.ask(Snapshot.search, source, selection, PAGE, 0, order)
    if rows.empty:
        return 0, 0
    articles = data.ask(Snapshot.text, source, tuple(int(doc) for doc in rows["doc"]))
    with place:
        output.html(safe.join(_sentence(row, articles[int(row["doc"])]) for row in rows.to_dict("records")))
    return data.ask(Snapshot.count_found, source, selection)


def _form_control(as_lines: bool) -> None:
    language = state.language()
    st.session_state["read-form"] = "lines" if as_lines else "sentences"

    def choose() -> None:
        state.update(lines="date" if st.session_state["read-form"] == "lines" else "off")

    st.segmented_control(
        t("read.form", language),
        ("sentences", "lines"),
        format_func=lambda form: t(f"read.form_{form}", language),
        key="read-form",
        on_change=choose,
        label_visibility="collapsed",
        width="content",
    )


def _order_control() -> None:
    language = state.language()
    st.session_state["read-order"] = state.view().order
    st.segmented_control(
        t("read.order", language),
        ORDERS,
        format_func=lambda order: t(f"read.order_{order}", language),
        key="read-order",
        on_change=lambda: state.update(order=st.session_state["read-order"] or "newest"),
        label_visibility="collapsed",
        width="content",
    )


def _sentence(row: Row, article: Article) -> Html:
    language = state.language()
    start, end = int(row["start"]), int(row["end"])
    body = evidence.highlighted(article.text, start, end, row["highlights"])
    by = (
        element("span", f"{evidence.place(article, language)} · "),
        element("a", t("evidence.in_text", language), href=evidence.place_link(article, start, end)),
    )
    return element("article", element("blockquote", body), element("p", *by, class_="by"), class_="said")


def documents(source: Snapshot, selection: Selection) -> None:
    """Show the documents in view as a list, each a link to its text."""
    language = state.language()
    total = data.ask(Snapshot.count_documents, source, selection)
    output.heading(count("document", total, language), 2)
    if not total:
        relax(source, selection)
        return
    page = evidence.pager(total, "documents", PAGE)
    frame = data.ask(Snapshot.documents, source, selection, PAGE, PAGE * page)
    articles = data.ask(Snapshot.text, source, tuple(int(doc) for doc in frame["doc"]))
    names = names_of("source", source, language)
    rows = [
        element(
            "tr",
            element("td", short_day(row["date"].date(), language) if row["date"] == row["date"] else "—", class_="n"),
            element("td", names.get(row["source"], row["source"])),
            element(
                "td",
                element(
                    "a",
                    evidence.headline(articles[int(row["doc"])]) or t("read.untitled", language),
                    href=_link(articles[int(row["doc"])]),
                ),
            ),
            element("td", number(row["words"], language), class_="n"),
            element("td", number(row["statements"], language), class_="n"),
        )
        for row in frame.to_dict("records")
    ]
    heads = [
        element("th", t(f"column.{name}", language)) for name in ("date", "source", "title", "words", "statements")
    ]
    table = element("table", element("tr", *heads), *rows, class_="plain")
    output.html(element("div", table, class_="scroll"))


def _link(article: Article) -> str:
    return evidence.page_link("read", replace(state.view(), doc=article.id[:16], span=None))


def relax(source: Snapshot, selection: Selection) -> None:
    """Say which single filter, let go, would give something, and how much."""
    language, offers = state.language(), []
    for field in ("query", "not_forms", "themes", "speakers", "sources", "kind", "duplicates"):
        loose = replace(selection, **{field: getattr(Selection(), field)})
        if loose != selection and (n := data.ask(Snapshot.count_documents, source, loose)):
            offers.append((field, n))
    if selection.start or selection.end:
        loose = replace(selection, start=None, end=None)
        if n := data.ask(Snapshot.count_documents, source, loose):
            offers.append(("period", n))
    output.notice(t("read.nothing", language))
    for field, n in offers:
        change: dict[str, Any] = (
            {"start": None, "end": None} if field == "period" else {field: getattr(Selection(), field)}
        )
        st.button(
            t("read.relax", language, filter=t(f"read.filter_{field}", language), n=count("document", n, language)),
            key=f"relax-{field}",
            on_click=partial(_let_go, change),
        )


def _let_go(change: dict[str, Any]) -> None:
    state.update(last_days=None, selection=replace(state.view().selection, **change))


def document(source: Snapshot) -> None:
    """Show the document that the view names, and what was said in it."""
    language, view = state.language(), state.view()
    st.button(t("read.back", language), key="back", type="tertiary", on_click=lambda: state.update(doc="", span=None))
    doc = data.ask(Snapshot.find_document, source, view.doc)
    if doc is None:
        output.notice(t("read.no_document", language, doc=view.doc), "warning")
        return
    article = data.ask(Snapshot.text, source, (doc,))[doc]
    text, beside = st.columns([2, 1], gap="large")
    with text:
        reader.show(source, article)
    with beside:
        if quotation := reader.pointed_quotation(source, article):
            st.button(t("reader.take", language), key="take-quotation", on_click=basket.add, args=(quotation,))
        correcting.show(source, article)
        reader.beside(source, article)
        reprints.beside(source, article)
