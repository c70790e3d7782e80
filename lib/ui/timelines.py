"""When: the figure of a selection over time, in the form that the amount of data allows."""

from datetime import date
from typing import get_args

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.course import fill, lane_grid, largest
from lib.analysis.forms import MANY_MARKS
from lib.analysis.periods import GRAINS, auto_grain
from lib.charts.caption import Caption
from lib.charts.describe import describe
from lib.charts.dot_lanes import dot_lanes
from lib.charts.lane_heatmap import lane_heatmap
from lib.charts.period_bars import period_bars
from lib.corpus.selection import Grain, Lane, Selection, Unit
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, t
from lib.ui import figure, output, own_events, state
from lib.ui.figure import Shown
from lib.ui.look import look, slots
from lib.ui.names import names_of

_WORDS = 140
_LANES = 15
_CELLS = 40


def window(source: Snapshot, selection: Selection) -> tuple[date, date] | None:
    """Return the first and the last day that is looked at, None where the corpus has no dates."""
    first, last = selection.start or source.info.first, selection.end or source.info.last
    return (first, last) if first and last and first <= last else None


def grain_of(source: Snapshot, selection: Selection) -> Grain:
    """Return the grain that the view names, or the one that fits its period."""
    chosen, days = state.view().grain, window(source, selection)
    if chosen != "auto":
        return chosen
    return auto_grain(*days, data.ask(Snapshot.count_statements, source, selection)) if days else "month"


def show(source: Snapshot, selection: Selection, *, key: str) -> None:
    """Show the selection over time: each statement a mark while there are few, bars from then on."""
    language, unit = state.language(), state.view().unit
    if window(source, selection) is None:
        output.note(t("timeline.no_dates", language))
        return
    dated = data.ask(Snapshot.timeline, source, selection, "year", "stmt")
    if unit == "stmt" and 0 < dated["count"].sum() <= MANY_MARKS:
        figure.show(dots(source, selection), key=key)
    else:
        figure.show(bars(source, selection), key=key)


def dots(source: Snapshot, selection: Selection) -> Shown:
    """Return the statements as marks in lanes."""
    language, lane = state.language(), state.view().lane
    frame = statement_rows(source, selection, lane)
    caption = figure.caption(
        t("timeline.title_stmt", language),
        source,
        frame["stmt"].nunique(),
        "statement",
        note=undated_note(source, selection, "stmt"),
    )
    return in_lanes(source, frame, caption)


def statement_rows(source: Snapshot, selection: Selection, lane: Lane) -> pd.DataFrame:
    """Return dated statements, a row a lane: [date, stmt, lane, lane_label, label, slot]."""
    frame = data.ask(Snapshot.statements, source, selection, MANY_MARKS)
    frame = frame[frame["date"].notna()].copy()
    articles = data.ask(Snapshot.text, source, tuple(int(doc) for doc in frame["doc"]))
    frame["label"] = [
        " ".join(articles[doc].text[start:end].split())[:_WORDS]
        for doc, start, end in zip(frame["doc"], frame["start"], frame["end"], strict=True)
    ]
    frame["lane"] = frame["source"].map(lambda slug: [slug]) if lane == "source" else frame["speakers"]
    frame = frame.explode("lane", ignore_index=True)
    kind: Lane = "source" if lane == "source" else "speaker"
    names, ranks = names_of(kind, source, state.language()), slots(kind, source)
    return frame.assign(
        date=[day.date() for day in frame["date"]],
        lane_label=[names.get(slug, slug) for slug in frame["lane"]],
        slot=[ranks.get(slug, -1) for slug in frame["lane"]],
    )


def undated_note(source: Snapshot, selection: Selection, unit: Unit) -> str:
    """Say what a figure over time leaves out: what stands in documents without a date."""
    language, totals = state.language(), data.ask(Snapshot.totals, source, selection)
    if unit == "stmt":
        left_out = count("statement", totals.undated_statements, language) if totals.undated_statements else ""
    else:
        left_out = count("document", totals.undated, language) if totals.undated else ""
    return t("timeline.undated", language, n=left_out) if left_out else ""


def bars(source: Snapshot, selection: Selection) -> Shown:
    """Return counts per period with the documents per period below."""
    language, unit = state.language(), state.view().unit
    grain, days = grain_of(source, selection), window(source, selection)
    counted = data.ask(Snapshot.timeline, source, selection, grain, unit)
    coverage = data.ask(Snapshot.coverage, source, selection, grain)
    frame = fill(counted, coverage, grain, days or (date.min, date.min))
    frame = frame.rename(columns={"documents": "denominator"})
    noun = {"doc": "document", "stmt": "statement", "tok": "word"}[unit]
    total = int(frame["count"].sum())
    caption = figure.caption(
        t(f"timeline.title_{unit}", language),
        source,
        total,
        noun,
        denominator=count("document", int(frame["denominator"].sum()), language),
        note=undated_note(source, selection, unit),
    )
    return by_period(source, frame, caption, grain, t(f"unit.{unit}", language))


def in_lanes(source: Snapshot, frame: pd.DataFrame, caption: Caption) -> Shown:
    """Return marks in lanes with their table: [date, stmt, lane, lane_label, label, slot]."""
    language = state.language()
    columns = {name: t(f"column.{name}", language) for name in ("date", "lane_label", "label")}
    return Shown(
        dot_lanes(frame, caption, look(), overlay=own_events.overlay(source)),
        frame,
        columns,
        caption,
        describe("dot_lanes", frame, caption, language),
        native="none",
    )


def by_period(source: Snapshot, frame: pd.DataFrame, caption: Caption, grain: Grain, counted: str) -> Shown:
    """Return bars of what is counted with the documents below, and their table: of `fill`, with the denominator."""
    language = state.language()
    columns = {"period": t(f"grain.{grain}", language), "count": counted}
    columns["denominator"] = t("column.denominator", language)
    return Shown(
        period_bars(frame, caption, look(), grain=grain, strip="document", overlay=own_events.overlay(source)),
        frame,
        columns,
        caption,
        describe("period_bars", frame, caption, language),
        grain=grain,
        series=("count",),
    )


def controls() -> None:
    """Show what the lanes are and how fine the time is."""
    language, view = state.language(), state.view()
    st.session_state["lane"], st.session_state["grain"] = view.lane, view.grain
    with st.container(horizontal=True, key="timeline-controls"):
        st.segmented_control(
            t("timeline.lanes", language),
            get_args(Lane),
            format_func=lambda lane: t(f"filter.{lane}", language),
            key="lane",
            on_change=lambda: state.update(lane=st.session_state["lane"] or view.lane),
        )
        st.segmented_control(
            t("timeline.grain", language),
            ("auto", *GRAINS),
            format_func=lambda grain: t(f"grain.{grain}", language),
            key="grain",
            on_change=lambda: state.update(grain=st.session_state["grain"] or view.grain),
        )


def lanes(source: Snapshot, selection: Selection, *, key: str) -> None:
    """Show who or what, when, as a heatmap of the largest lanes; few statements have marks of their own above."""
    language, view = state.language(), state.view()
    days = window(source, selection)
    total = data.ask(Snapshot.count_statements, source, selection)
    if total <= MANY_MARKS or days is None:
        return
    grain = auto_grain(*days, 2 * _CELLS)
    frame = data.ask(Snapshot.timeline, source, selection, grain, view.unit, view.lane)
    coverage = data.ask(Snapshot.coverage, source, selection, grain)
    grid = lane_grid(frame, coverage, grain, days, largest(frame, _LANES))
    names = names_of(view.lane, source, language)
    grid["lane_label"] = [names.get(slug, slug) for slug in grid["lane"]]
    caption = figure.caption(
        t(f"timeline.title_lanes_{view.lane}", language),
        source,
        int(grid["count"].sum()),
        {"doc": "document", "stmt": "statement", "tok": "word"}[view.unit],
        note=t("timeline.largest", language, n=grid["lane"].nunique()),
    )
    columns = {"lane_label": t(f"filter.{view.lane}", language), "period": t(f"grain.{grain}", language)}
    columns["count"] = t(f"unit.{view.unit}", language)
    shown = Shown(
        lane_heatmap(grid, caption, look(), grain=grain),
        grid,
        columns,
        caption,
        describe("lane_heatmap", grid, caption, language),
        grain=grain,
        native="none",
    )
    figure.show(shown, key=key)
