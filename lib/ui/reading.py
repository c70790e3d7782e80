"""The reading page: sentences that match, documents in view, and one document as it was published."""

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, number, short_day, t
from lib.safe import Html, element
from lib.ui import basket, correcting, evidence, output, reader, state
from lib.ui.evidence import Row
from lib.ui.names import names_of

PAGE = 20


def search(source: Snapshot, selection: Selection) -> None:
    """Show the sentences that match, or the documents in view where no words are asked for."""
    language = state.language()
    if not selection.query:
        output.note(t("read.how", language))
        documents(source, selection)
        return
    page = st.session_state.get("page-search", 1) - 1
    found = data.ask(Snapshot.search, source, selection, PAGE, PAGE * page)
    counted = f"{count('sentence', found.sentences, language)} · {count('document', found.documents, language)}"
    output.heading(counted, 2)
    _forms(found.forms)
    if not found.sentences:
        relax(source, selection)
        return
    evidence.pager(found.sentences, "search", PAGE)
    articles = data.ask(Snapshot.text, source, tuple(int(doc) for doc in found.rows["doc"]))
    items = [_sentence(row, articles[int(row["doc"])]) for row in found.rows.to_dict("records")]
    output.html(safe.join(items))


def _forms(forms: pd.DataFrame) -> None:
    """Name the forms that were found, with their numbers."""
    language = state.language()
    if len(forms):
        listed = ", ".join(f"{form} {number(n, language)}" for form, n in zip(forms["form"], forms["n"], strict=True))
        output.note(t("read.forms", language, forms=safe.one_line(listed, 400)))


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
    for field in ("query", "themes", "speakers", "sources", "kind"):
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
