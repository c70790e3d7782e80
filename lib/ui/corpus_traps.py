"""Traps of the corpus: how many documents have each, in which sources, examples, and what is done about it."""

import re
from functools import partial

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.corpus.imports import UNDONE, withdrawn
from lib.corpus.queries.traps import Traps
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, number, share, t
from lib.safe import Html, element
from lib.ui import corpus_upload, evidence, output, state, uploads
from lib.ui.access import owner
from lib.ui.names import names_of

NAMES = (
    "mixed_script", "one_body", "repeated", "reprinted", "furniture", "wide_spaces", "lower_case", "emoji", "markup",
    "dateline", "url_date", "future", "undated", "other_language", "no_body", "no_source", "unread",
)  # fmt: skip
"""Traps of documents, in the order in which they are shown; their words are ``traps.name.*`` and ``traps.about.*``."""
_PAGE, _AROUND = 10, 60


def show(source: Snapshot) -> None:
    """Show the traps of the whole snapshot, and the documents with the one that is chosen."""
    language, found = state.language(), data.ask(Snapshot.traps, source)
    corpus_upload.jobs()
    output.note(t("traps.note", language))
    if not found.is_known:
        output.notice(t("traps.unknown", language))
        return
    rows = _table(source, found)
    columns = {name: t(f"traps.column.{name}", language) for name in ("label", "documents", "share", "places", "about")}
    chosen = output.table(rows, columns, key="traps", height=35 * (len(rows) + 1) + 3)
    trap = str(rows["trap"].iloc[chosen[0] if chosen else 0])
    _trap(source, trap, int(rows.set_index("trap")["documents"][trap]))
    _excluded(source)
    _coverage(source, found)


def _table(source: Snapshot, found: Traps) -> pd.DataFrame:
    language = state.language()
    counts = found.documents.set_index("trap")
    rows = [(name, int(counts["documents"].get(name, 0)), int(counts["places"].get(name, 0))) for name in NAMES]
    refused = sum(
        reason["records"]
        for reason in data.ask(Snapshot.report, source).get("reasons", ())
        if reason["key"] == "bad_date"
    )
    frame = pd.DataFrame(rows, columns=["trap", "documents", "places"])
    frame = frame.assign(
        label=[t(f"traps.name.{name}", language) for name in frame["trap"]],
        share=[share(n, found.total, language) if n else "—" for n in frame["documents"]],
        about=[t(f"traps.about.{name}", language) for name in frame["trap"]],
    )
    output.note(t("traps.impossible", language, n=number(refused, language)))
    return frame


def _trap(source: Snapshot, trap: str, total: int) -> None:
    language = state.language()
    output.heading(
        t("traps.open", language, name=t(f"traps.name.{trap}", language), n=count("document", total, language)), 3,
        note=t(f"traps.about.{trap}", language),
    )  # fmt: skip
    if not total:
        output.note(t("traps.none", language))
        return
    _sources(source, trap)
    page = evidence.pager(total, f"trap-{trap}", _PAGE)
    frame = data.ask(Snapshot.trap_documents, source, trap, _PAGE, _PAGE * page)
    articles = data.ask(Snapshot.text, source, tuple(int(doc) for doc in frame["doc"]))
    places = zip(*(frame[name].astype(int).tolist() for name in ("doc", "start", "end")), strict=True)
    items = [
        element("li", evidence.document_link(articles[doc]), _place(articles[doc], start, end))
        for doc, start, end in places
    ]
    output.html(element("ul", *items, class_="headlines"))
    corpus = source.folder.name
    if source.folder in uploads.open_to_change().values():
        st.button(
            t("traps.exclude", language, n=count("document", total, language)),
            key=f"exclude-{trap}",
            on_click=uploads.safely,
            args=(partial(_exclude, source, trap, corpus),),
        )
        output.note(t("traps.exclude_about", language))


def _exclude(source: Snapshot, trap: str, corpus: str) -> None:
    docs = source.trap_documents(trap, None)["doc"].astype(int).tolist()
    name = t(f"traps.name.{trap}", state.language())
    uploads.change("exclude", corpus, name, reason=trap, docs=docs)


def _sources(source: Snapshot, trap: str) -> None:
    language, names = state.language(), names_of("source", source, state.language())
    frame = data.ask(Snapshot.trap_sources, source, trap).head(5)
    told = [
        t("traps.in_source", language, source=names.get(slug, slug), n=number(n, language), of=number(of, language),
          share=share(int(n), int(of), language))
        for slug, n, of in zip(frame["source"], frame["documents"], frame["of"], strict=True)
    ]  # fmt: skip
    output.note("; ".join(told))


def _place(article: Article, start: int, end: int) -> Html:
    """Return the first place of a trap in its words; the beginning of the text where it is the text's as a whole."""
    if start == end:
        return element("span", safe.one_line(article.text[: 3 * _AROUND], 2 * _AROUND))
    parts = article.text[max(0, start - _AROUND) : start], article.text[start:end], article.text[end : end + _AROUND]
    before, found, after = (re.sub(r"[ \t\r\n]+", " ", part) for part in parts)
    shown = found if found.strip() else "␣"
    return element("span", f"…{before.lstrip()}", element("mark", safe.one_line(shown, 80)), f"{after.rstrip()}…")


def _excluded(source: Snapshot) -> None:
    """Show which documents were excluded for a trap, and let them be taken back."""
    language = state.language()
    out = {reason: n for reason, n in withdrawn(data.store(state.view().corpus, owner())).items() if reason != UNDONE}
    if not out:
        return
    output.heading(t("traps.excluded", language), 3, note=t("traps.excluded_note", language))
    for reason, n in out.items():
        name = t(f"traps.name.{reason}", language) if reason in NAMES else reason
        with st.container(horizontal=True, key=f"import-{reason}", vertical_alignment="center", gap="small"):
            output.html(element("p", element("b", name), " · ", count("document", n, language), class_="job"))
            st.button(
                t("traps.include", language),
                key=f"include-{reason}",
                disabled=source.folder not in uploads.open_to_change().values(),
                on_click=uploads.safely,
                args=(partial(uploads.change, "include", source.folder.name, name, reason=reason),),
            )


def _coverage(source: Snapshot, found: Traps) -> None:
    language, names = state.language(), names_of("source", source, state.language())
    for name, frame in (("caps", found.caps), ("missing", found.missing)):
        output.heading(t(f"traps.{name}", language), 3, note=t(f"traps.{name}_note", language))
        if frame.empty:
            output.note(t(f"traps.no_{name}", language))
            continue
        shown = frame.assign(source=[names.get(slug, slug) for slug in frame["source"]])
        if name == "missing":  # years are names: no separator of thousands
            shown = shown.astype({"first": str, "last": str})
        columns = {column: t(f"traps.column.{column}", language) for column in map(str, shown.columns)}
        output.table(shown, columns, key=f"traps-{name}", opens=False)
