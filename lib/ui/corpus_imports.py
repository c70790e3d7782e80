"""The imports of a corpus: what came when, and taking it out again."""

from functools import partial

import streamlit as st

from lib import data
from lib.corpus.imports import Import, imports
from lib.corpus.jobs import Kind
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, moment, number, t
from lib.safe import element
from lib.ui import output, state, uploads
from lib.ui.access import owner

_MOST = 20


def show(source: Snapshot) -> None:
    """Show the imports of the corpus that is open, the newest first, each with its undoing where that may be."""
    language, corpus = state.language(), source.folder.name
    output.heading(t("upload.imports", language), 3, note=t("upload.imports_about", language))
    found = imports(data.store(state.view().corpus, owner()))
    if not found:
        output.note(t("upload.no_imports", language))
    may = source.folder in uploads.open_to_change().values()
    if not may:
        output.note(t("upload.may_not", language))
    for one in found[:_MOST]:
        _import(one, corpus, is_open=may)
    if len(found) > _MOST:
        output.note(t("upload.more_imports", language, n=number(len(found) - _MOST, language)))
    if corpus in uploads.own():
        _delete(corpus)


def _import(one: Import, corpus: str, *, is_open: bool) -> None:
    language = state.language()
    kind: Kind = "redo" if one.undone else "undo"
    with st.container(horizontal=True, key=f"import-{one.number}", vertical_alignment="center", gap="small"):
        told = [count("document", one.documents, language), moment(one.at, language)]
        if one.undone:
            told.append(t("upload.undone", language, n=number(one.undone, language)))
        if not one.report:
            told.append(t("upload.interrupted", language))
        output.html(element("p", element("b", one.name), " · ", " · ".join(told), class_="job"))
        st.button(
            t(f"upload.{kind}", language),
            key=f"{kind}-{one.number}",
            disabled=not is_open,
            on_click=uploads.safely,
            args=(partial(uploads.change, kind, corpus, one.name, number=one.number),),
        )


def _delete(corpus: str) -> None:
    language = state.language()
    with st.popover(t("upload.delete", language), key="delete-corpus"):
        output.note(t("upload.delete_about", language))
        st.button(
            t("upload.delete_now", language), key="delete-now", on_click=uploads.safely, args=(uploads.delete, corpus)
        )
