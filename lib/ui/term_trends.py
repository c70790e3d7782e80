"""How often: the chosen terms over time in the form that the amount of data allows, and what may be said of them."""

from typing import get_args

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.analysis import term_course
from lib.analysis.bursts import FEWEST_BINS as FEWEST_BURST_BINS
from lib.analysis.forms import FEWEST_RATE_WORDS, Form, chart_form
from lib.analysis.periods import GRAINS, auto_grain
from lib.analysis.trends import FEWEST_BINS as FEWEST_TREND_BINS
from lib.charts import describe, term_bars, term_lines
from lib.corpus.query_language import QueryError
from lib.corpus.selection import Grain, Selection, Term, Unit
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, date_label, number, t
from lib.ui import figure, output, state, timelines
from lib.ui.figure import Shown
from lib.ui.look import look
from lib.ui.term_names import label
from lib.view import Norm

COLUMNS = ("term_label", "period", "n", "rate", "low", "high", "found_in", "documents", "words")
Terms = dict[int, Term]
"""Position among the chosen terms to the term, for those that can be counted."""


def countable(source: Snapshot, selection: Selection) -> Terms:
    """Return the chosen terms that can be counted; say of each other one why it cannot."""
    language, found = state.language(), {}
    for i, term in enumerate(state.view().terms):
        try:
            data.ask(Snapshot.term_series, source, selection, (term,), "year", "tok")
            found[i] = term
        except QueryError as error:
            reason = t(error.key, language, **error.values)
            output.notice(t("terms.unreadable", language, term=label(term, source, language), reason=reason), "warning")
    return found


def unit_of(norm: Norm) -> Unit:
    """Return what is counted: occurrences and words, for shares documents or statements, as the filter bar says."""
    unit = state.view().unit
    return "tok" if norm != "share" else "stmt" if unit == "stmt" else "doc"


def grain_of(source: Snapshot, selection: Selection) -> Grain:
    """Return the grain that the view names, or one in which a period has words enough for a rate."""
    view, days = state.view(), timelines.window(source, selection)
    if view.grain != "auto" or days is None or view.norm == "raw":
        return timelines.grain_of(source, selection)
    words = data.ask(Snapshot.size_in_words, source, selection)
    return auto_grain(*days, words // FEWEST_RATE_WORDS)


def courses(source: Snapshot, selection: Selection, terms: Terms, grain: Grain, norm: Norm) -> pd.DataFrame:
    """Return the terms over time, see `term_course.course`, with [term, term_label, slot]."""
    days, language = timelines.window(source, selection), state.language()
    if days is None or not terms:
        return pd.DataFrame()
    asked = data.ask(Snapshot.term_series, source, selection, tuple(terms.values()), grain, unit_of(norm))
    parts = [
        term_course.course(asked[asked["term"] == place], grain, days, norm).assign(
            term=f"t{i}", term_label=label(term, source, language), slot=i
        )
        for place, (i, term) in enumerate(terms.items())
    ]
    return pd.concat(parts, ignore_index=True)


def form_of(frame: pd.DataFrame) -> Form:
    """Return the form that fits the occurrences and the periods of a frame of `courses`."""
    return chart_form("how_often", int(frame["n"].sum()), bins=term_course.filled_bins(frame))


def show(source: Snapshot, selection: Selection, terms: Terms) -> Form:
    """Show the terms over time and say what may be said of their course; return the form that this took."""
    language, norm, grain = state.language(), state.view().norm, grain_of(source, selection)
    counted = courses(source, selection, terms, grain, "raw")
    if counted.empty:
        output.note(t("timeline.no_dates", language))
        return "cards"
    form = form_of(counted)
    if form == "cards":
        cards(source, counted)
        return form
    controls()
    frame = counted if norm == "raw" else courses(source, selection, terms, grain, norm)
    figure.show(chart(source, selection, frame, grain, form), key="terms")
    said(frame if norm != "raw" else courses(source, selection, terms, grain, "per10k"), grain, norm)
    return form


def controls() -> None:
    """Show what is drawn and how fine the time is."""
    language, view = state.language(), state.view()
    st.session_state["norm"], st.session_state["grain"] = view.norm, view.grain
    share = "share_stmt" if unit_of("share") == "stmt" else "share_doc"
    with st.container(horizontal=True, key="terms-controls"):
        st.segmented_control(
            t("terms.norm", language),
            get_args(Norm),
            format_func=lambda norm: t(f"terms.norm_{share if norm == 'share' else norm}", language),
            key="norm",
            on_change=lambda: state.update(norm=st.session_state["norm"] or view.norm),
        )
        st.segmented_control(
            t("timeline.grain", language),
            ("auto", *GRAINS),
            format_func=lambda grain: t(f"grain.{grain}", language),
            key="grain",
            on_change=lambda: state.update(grain=st.session_state["grain"] or view.grain),
        )


def cards(source: Snapshot, frame: pd.DataFrame) -> None:
    """Show counts alone: there are too few to draw a course or a rate."""
    language = state.language()
    output.heading(t("terms.title_cards", language), 2, note=t("terms.few", language))
    sums = frame.groupby("term", sort=False).agg(
        term_label=("term_label", "first"), n=("n", "sum"), found_in=("found_in", "sum"), documents=("documents", "sum")
    )
    rows = [
        (
            number(row["n"], language),
            safe.one_line(str(row["term_label"]), 60),
            t(
                "terms.in_documents",
                language,
                k=number(row["found_in"], language),
                n=count("document", row["documents"], language),
            ),
        )
        for row in sums.to_dict("records")
    ]
    output.cards(rows)
    caption = figure.caption(t("terms.title_cards", language), source, int(frame["n"].sum()), "occurrence")
    output.note(" · ".join((caption.filters, *caption.footer(language))))


def chart(source: Snapshot, selection: Selection, frame: pd.DataFrame, grain: Grain, form: Form) -> Shown:
    """Return the terms as bars or as lines, with their intervals."""
    language, norm, unit = state.language(), state.view().norm, unit_of(state.view().norm)
    noun = {"tok": "occurrence", "doc": "document", "stmt": "statement"}[unit]
    base = int(frame.groupby("term")["base"].sum().max())
    measure = f"share_{unit}" if norm == "share" else norm
    caption = figure.caption(
        t(f"terms.title_{measure}", language),
        source,
        int(frame["n"].sum()),
        noun,
        denominator=count({"tok": "word"}.get(unit, noun), base, language),
        interval="" if norm == "raw" else t(f"terms.interval_{norm}", language),
        note=timelines.undated_note(source, selection, "doc"),
    )
    frame = frame.assign(text=[worded(row, norm) for row in frame.itertuples()])
    draw = term_lines if form == "line" else term_bars
    few = "chart.few_units" if norm == "share" else "chart.few_words"
    drawn = draw(frame, caption, look(), grain=grain, few=few)
    alternative = describe("term_lines" if form == "line" else "term_bars", frame, caption, language)
    columns = {name: t(f"terms.column_{name}", language) for name in COLUMNS} | {
        "period": t(f"grain.{grain}", language)
    }
    columns["rate"] = t(f"terms.norm_{measure}", language)
    columns["n"] = t(f"terms.column_n_{unit}", language)
    dropped = {"raw": ("rate", "low", "high"), "share": ("found_in",), "per10k": ()}[norm]
    columns = {name: heading for name, heading in columns.items() if name not in dropped}
    table = frame.assign(**{name: frame[name].round(2) for name in ("rate", "low", "high")})
    native = "line" if form == "line" else "column"
    return Shown(drawn, table, columns, caption, alternative, grain=grain, series=(), native=native)


def worded(row: object, norm: Norm) -> str:
    """Return a frequency in words, with its interval where it has one, for a mark of the figure."""
    language = state.language()
    rate, low, high = (getattr(row, name) for name in ("rate", "low", "high"))
    if pd.isna(rate):
        return ""
    if norm == "raw":
        return count("occurrence", int(rate), language)
    unit = "share" if norm == "share" else "rate"
    between = t("chart.range", language, low=number(low, language, 1), high=number(high, language, 1))
    return f"{t(f'terms.worded_{unit}', language, value=number(rate, language, 1))} ({between})"


def said(frame: pd.DataFrame, grain: Grain, norm: Norm) -> None:
    """Say of each term whether it rises or falls, and when it was talked about more than usual, or why not."""
    language = state.language()
    output.heading(t("terms.said", language), 3, note=t("terms.said_note", language))
    rows = [
        safe.element(
            "li",
            safe.element("b", str(each["term_label"].iloc[0])),
            safe.element("span", f": {_trend(each, grain, norm)} {_bursts(each, grain)}"),
        )
        for _, each in frame.groupby("term", sort=False)
    ]
    output.html(safe.element("ul", *rows, class_="who"))


def _trend(frame: pd.DataFrame, grain: Grain, norm: Norm) -> str:
    language, found = state.language(), term_course.trend(frame)
    if found is None:
        bins = term_course.sound_bins(frame)
        return t("terms.trend_few", language, n=count("period", bins, language), least=FEWEST_TREND_BINS)
    p = f"p = {number(found.p, language, 3)}" if found.p >= 0.001 else f"p < {number(0.001, language, 3)}"
    if found.p >= 0.05:
        return t("terms.trend_none", language, p=p, n=count("period", found.bins, language))
    slope, low, high = (f"{number(value, language, 2)}" for value in (found.slope, found.low, found.high))
    unit, period = (
        t(f"terms.unit_{'share' if norm == 'share' else 'rate'}", language),
        t(f"terms.per_{grain}", language),
    )
    key = "terms.trend_up" if found.tau > 0 else "terms.trend_down"
    return t(key, language, slope=slope, low=low, high=high, unit=unit, period=period, p=p)


def _bursts(frame: pd.DataFrame, grain: Grain) -> str:
    language, found = state.language(), term_course.bursts(frame)
    if found is None:
        bins = count("period", int(frame["covered"].sum()), language)
        return t("terms.bursts_few", language, n=bins, least=FEWEST_BURST_BINS)
    if not found:
        return t("terms.bursts_none", language)
    spans = [
        " — ".join(date_label(day, language, grain) for day in dict.fromkeys((burst.first, burst.last)))
        for burst in found
    ]
    return t("terms.bursts_some", language, spans="; ".join(spans))
