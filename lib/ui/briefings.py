"""The briefing page: the basket, in order, and the files it becomes."""

from datetime import datetime
from functools import partial

import streamlit as st

from lib import safe
from lib.briefing.items import Briefing, Figure, Quotation
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, t
from lib.safe import element
from lib.ui import basket, opened, output, state

_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "html": "text/html",
    "zip": "application/zip",
}


def show(source: Snapshot) -> None:
    """Show what is in the basket, and offer it as files."""
    language, items = state.language(), basket.items()
    if not items:
        output.notice(t("briefing.empty", language))
        output.note(t("briefing.how", language))
        return
    output.heading(count("item", len(items), language), 2, note=t("briefing.order", language))
    title = st.text_input(
        t("briefing.title_label", language), t("briefing.title_default", language), key="briefing-title", max_chars=120
    )
    opened.pin(source)
    _files(source, title)
    for index, item in enumerate(items):
        _item(index, item, len(items))
    st.button(t("briefing.clear", language), key="basket-clear", type="tertiary", on_click=basket.clear)


def _files(source: Snapshot, title: str) -> None:
    briefing = current(source, title)
    with st.container(horizontal=True, key="files"):
        for extension, mime in FORMATS.items():
            st.download_button(
                t(f"briefing.as_{extension}", state.language()),
                partial(_write, briefing, extension),
                f"{safe.slug(title)}.{extension}",
                mime,
                key=f"as-{extension}",
                on_click="ignore",
                type="primary" if extension == "pptx" else "secondary",
            )


def _write(briefing: Briefing, extension: str) -> bytes:
    """Return a briefing as a file. Runs when the file is asked for, outside of the session."""
    from lib.briefing import FORMATS as writers

    return writers[extension](briefing)


def current(source: Snapshot, title: str) -> Briefing:
    """Return the basket as a briefing."""
    return Briefing(
        title=title,
        language=state.language(),
        items=tuple(basket.items()),
        generated_at=datetime.now(),
        snapshot=source.name,
        note=t("briefing.note", state.language()),
    )


def _item(index: int, item: Figure | Quotation, total: int) -> None:
    language = state.language()
    with st.container(horizontal=True, key=f"item-{index}", vertical_alignment="top"):
        with st.container(width="stretch", key=f"item-text-{index}"):
            output.html(_card(index, item))
        st.button("↑", key=f"up-{index}", help=t("briefing.up", language), type="tertiary", disabled=index == 0,
                  on_click=basket.move, args=(index, -1))  # fmt: skip
        st.button("↓", key=f"down-{index}", help=t("briefing.down", language), type="tertiary",
                  disabled=index == total - 1, on_click=basket.move, args=(index, 1))  # fmt: skip
        st.button("×", key=f"out-{index}", help=t("briefing.out", language), type="tertiary", on_click=basket.remove,
                  args=(index,))  # fmt: skip


def _card(index: int, item: Figure | Quotation) -> safe.Html:
    if isinstance(item, Figure):
        facts = [item.caption.filters, *item.caption.footer(state.language())]
        return element(
            "article",
            element("h3", f"{index + 1}. {item.title}", class_="heading"),
            *[element("p", fact, class_="note") for fact in facts if fact],
        )
    by = ", ".join(part for part in (item.speaker, item.role, item.agency) if part)
    return element(
        "article", element("blockquote", f"{index + 1}. {item.text}"), element("p", by, class_="by"), class_="said"
    )
