"""A figure on a page: the chart, its table twin, its words, its files, and the click that opens sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib import safe
from lib.briefing.items import Figure
from lib.charts import plotly_config
from lib.charts.caption import Caption
from lib.corpus.selection import Grain
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, moment, period, t
from lib.ui import basket, filters, marks, output, state, theme_badge

_MARKS = (("stmt",), ("period", "lane"), ("period", "term"), ("doc", "theme"), ("term", "side"), ("period",))
"""Columns of a figure's table that name a mark, as the marks of the chart carry them."""


@dataclass(frozen=True)
class Shown:
    """What a page wants to show.

    Attributes:
        chart: the figure.
        table: its twin, the numbers that it draws.
        columns: column of `table` to its heading, in order.
        alternative: the figure in words.
        grain: of the periods that marks stand for, where they do.
        series: columns of `table` that an office file draws; empty for all numeric ones.
        native: form of the chart in an office file.
        opens: what a click does with the key of a mark, or of a row of `table` that has a column ``key``; where it
            returns False, the mark is selected instead.
    """

    chart: go.Figure
    table: pd.DataFrame
    columns: dict[str, str]
    caption: Caption
    alternative: str
    grain: Grain | None = None
    series: tuple[str, ...] = ()
    native: Literal["bar", "column", "line", "none"] = "column"
    opens: Callable[[str], bool] | None = None


def caption(
    title: str, source: Snapshot, n: int, unit: str, *, denominator: str = "", interval: str = "", note: str = ""
) -> Caption:
    """Return what a figure says about itself, for the view that is open, with the badges of its themes."""
    language = state.language()
    selection = state.view().resolved(source.info.last)
    badges = theme_badge.of_selection(source)
    return Caption(
        title=title,
        filters=filters.current_filters(source, language),
        n=n,
        unit=unit,
        denominator=denominator,
        sources=filters.sources_line(source, language),
        period=period(selection.start or source.info.first, selection.end or source.info.last, language),
        last_ingested=moment(source.info.created, language),
        snapshot=source.name,
        interval=interval,
        generated_at=moment(datetime.now(), language),
        note=" ".join(part for part in (note, badges) if part),
    )


def show(shown: Shown, *, key: str) -> None:
    """Show a figure or its table, whichever the view asks for, with what can be taken away."""
    language, view = state.language(), state.view()
    if view.form == "table":
        told = " · ".join(part for part in (shown.caption.filters, shown.caption.note) if part)
        output.heading(shown.caption.title, 2, note=told)
        output.table(shown.table, shown.columns, key=f"table-{key}", opens=partial(_select_row, shown))
    else:
        output.alternative(shown.caption.title, shown.alternative)
        st.plotly_chart(
            shown.chart,
            key=f"chart-{key}",
            theme=None,
            config=plotly_config(language, safe.slug(key)),
            on_select=partial(_select, f"chart-{key}", shown),
            selection_mode="points",
        )
    _tools(shown, key)


def _select(key: str, shown: Shown) -> None:
    points: Sequence[dict[str, Any]] = st.session_state[key]["selection"]["points"]
    chosen = [marks.write(point["customdata"], shown.grain) for point in points if "customdata" in point]
    if not (chosen and shown.opens and shown.opens(chosen[0].partition("|")[0])):
        state.update(marks=tuple(dict.fromkeys(chosen)))


def _select_row(shown: Shown, rows: list[int]) -> None:
    """Do what a click on the mark of a row does: the table is the figure for those who use the keyboard."""
    if not rows:
        state.update()
        return
    row = shown.table.iloc[rows[0]]
    if "key" in shown.table:
        if shown.opens:
            shown.opens(row["key"])
        return
    names = next((names for names in _MARKS if set(names) <= set(shown.table)), ())
    if names:
        mark = marks.write([_plain(row[name]) for name in names], shown.grain)
        state.update(marks=(mark,))


def _plain(value: Any) -> str:
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def _tools(shown: Shown, key: str) -> None:
    language, view = state.language(), state.view()
    item = as_item(shown)
    name = safe.slug(key)
    with st.container(horizontal=True, key=f"tools-{key}", gap="small"):
        other = "table" if view.form == "chart" else "chart"
        st.button(
            t(f"figure.{other}", language),
            key=f"form-{key}",
            type="tertiary",
            on_click=lambda: state.update(form=other, marks=view.marks),
        )
        st.download_button(
            "CSV",
            partial(_file, item, "csv", language),
            f"{name}.csv",
            "text/csv",
            key=f"csv-{key}",
            type="tertiary",
            on_click="ignore",
        )
        st.download_button(
            "XLSX",
            partial(_file, item, "xlsx", language),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx-{key}",
            type="tertiary",
            on_click="ignore",
        )
        st.button(t("figure.take", language), key=f"take-{key}", type="tertiary", on_click=lambda: basket.add(item))


def _file(item: Figure, extension: str, language: Language) -> bytes:
    from lib.briefing import bundle  # loads the office libraries, and only when a file is asked for

    return bundle.table_csv(item) if extension == "csv" else bundle.table_xlsx(item, language)


def as_item(shown: Shown) -> Figure:
    """Return the figure as an item of a briefing."""
    rows = shown.table[list(shown.columns)].astype(object).where(shown.table[list(shown.columns)].notna(), None)
    return Figure(
        title=shown.caption.title,
        caption=shown.caption,
        columns=tuple(shown.columns.values()),
        rows=tuple(tuple(row) for row in rows.itertuples(index=False)),
        chart=shown.native,
        series=tuple(shown.columns[name] for name in shown.series),
        link=filters.address(state.view()),
    )
