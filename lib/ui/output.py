"""The only way from text to a page: every sink of Streamlit that reads Markdown or HTML is called here, escaped.

A test over the syntax trees holds it: elsewhere, labels are words of the interface or pass `lib.safe.markdown`.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from lib import safe
from lib.safe import Html, element
from lib.ui import state

_BESIDE = 60


def html(markup: Html, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Show elements made by `lib.safe.element`."""
    st.html(markup, width=width)


def heading(text: str, level: Literal[1, 2, 3] = 2, *, note: str = "") -> None:
    """Show a heading, with an optional line in small type below it."""
    parts = [element(f"h{level}", text, class_="heading")]
    if note:
        parts.append(element("p", note, class_="note"))
    html(safe.join(parts))


def note(text: str, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Show a line in small, muted type."""
    html(element("p", text, class_="note"), width=width)


def notice(text: str, kind: Literal["info", "warning", "error"] = "info") -> None:
    """Show a sentence the reader must not miss."""
    role = "alert" if kind == "error" else "status"
    html(element("p", text, class_=f"notice notice-{kind}", role=role))


def misread(reason: str, text: str, position: int) -> None:
    """Show why a text that was typed cannot be read, and the text with the character at `position` marked."""
    before, here, after = text[:position], text[position : position + 1], text[position + 1 :]
    before = "…" + before[-_BESIDE:] if len(before) > _BESIDE else before
    after = after[:_BESIDE] + "…" if len(after) > _BESIDE else after
    mark = element("mark", here if here.strip() else "\u00a0")
    typed = element("code", before, mark, after, class_="misread")
    html(element("p", reason, " ", typed, class_="notice notice-warning", role="status"))


def alternative(title: str, text: str) -> None:
    """Give a figure's title and content in words to those who do not see it."""
    html(element("div", element("h2", title), element("p", text), class_="alternative"))


def cards(rows: Sequence[tuple[str, str, str]]) -> None:
    """Show numbers as cards: (number, what it counts, a remark or nothing)."""
    items = [
        element(
            "div",
            element("b", number),
            element("span", label),
            *([element("small", remark)] if remark else []),
            class_="card",
        )
        for number, label, remark in rows
    ]
    html(element("div", *items, class_="cards"))


def table(
    frame: pd.DataFrame,
    columns: dict[str, str],
    *,
    key: str,
    links: str = "",
    height: int | None = None,
    opens: bool | Callable[[list[int]], None] = True,
) -> list[int]:
    """Show a sortable table and return the rows that are selected.

    Args:
        frame: what to show, text as it came.
        columns: column of `frame` to its heading, in order; other columns are not sent.
        key: identity of the table on its page.
        links: a column that holds http or https addresses.
        height: pixels; None fits up to ten rows.
        opens: whether a row that is selected opens something, or what is done when one is or is no more, with the
            rows; without it no row can be selected.
    """
    shown = frame[list(columns)].map(lambda value: safe.plain(value) if isinstance(value, str) else value)
    config: dict[str, Any] = {name: _column(frame[name], safe.one_line(label)) for name, label in columns.items()}
    if links:
        shown[links] = [safe.url(value) for value in frame[links]]
        config[links] = st.column_config.LinkColumn(
            safe.one_line(columns[links]), display_text=r"https?://(?:www\.)?([^/]+)", validate=r"^https?://"
        )

    def chosen() -> None:
        assert callable(opens)
        opens(list(st.session_state[key]["selection"]["rows"]))

    event: Any = st.dataframe(
        shown,
        column_config=config,
        hide_index=True,
        on_select=chosen if callable(opens) else "rerun" if opens else "ignore",
        selection_mode="single-row",
        key=key,
        height=height or min(35 * (len(shown) + 1) + 3, 388),
    )
    return list(event["selection"]["rows"]) if opens else []


def editable(frame: pd.DataFrame, columns: dict[str, str], *, key: str, longest: int) -> pd.DataFrame:
    """Show a table of days and texts whose rows can be edited, added and deleted; return it as it is now.

    Args:
        columns: column of `frame` to its heading, in order.
        longest: characters of a text.
    """
    shown = frame[list(columns)].map(lambda value: safe.plain(value) if isinstance(value, str) else value)
    config: dict[str, Any] = {
        name: st.column_config.DateColumn(safe.one_line(label), required=True, format=_day_format())
        if pd.api.types.is_datetime64_any_dtype(frame[name])
        else st.column_config.TextColumn(safe.one_line(label), required=True, max_chars=longest, width="large")
        for name, label in columns.items()
    }
    edited: pd.DataFrame = st.data_editor(shown, key=key, num_rows="dynamic", hide_index=True, column_config=config)
    return edited


def _day_format() -> str:
    return "DD.MM.YYYY" if state.language() == "ru" else "D MMM YYYY"


def _column(values: pd.Series, label: str) -> Any:
    """Return how a column is written: days as the language writes them, numbers as the browser does."""
    kind = pd.api.types.infer_dtype(values, skipna=True)
    if kind in ("date", "datetime", "datetime64"):
        return st.column_config.DateColumn(label, format=_day_format())
    if kind in ("integer", "floating"):
        return st.column_config.NumberColumn(label, format="localized")
    return st.column_config.Column(label)
