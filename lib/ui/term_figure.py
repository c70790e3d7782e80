"""How often: the figure of the chosen terms, in the form that the number of occurrences allows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.forms import FEW_MARKS, FEWEST_RANKED, MOST_BINS, chart_form, is_ranking_sound
from lib.analysis.periods import GRAINS, count_periods
from lib.analysis.term_course import Course, term_course
from lib.analysis.term_rates import rate_grain, smoothed, term_rates
from lib.charts.caption import Caption
from lib.charts.describe import describe
from lib.charts.term_bars import term_bars
from lib.charts.term_lines import term_lines
from lib.corpus.selection import Grain, Selection, Term, Unit
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, noun_form, number, t
from lib.ui import figure, output, state, term_choice, timelines
from lib.ui.figure import Shown
from lib.ui.look import look
from lib.view import Average, Norm

Days = tuple[date, date]
NOTHING: tuple[pd.DataFrame, list[Course]] = (pd.DataFrame(), [])
_BASES = {"doc": "document", "stmt": "statement", "tok": "word"}
NOUNS = {"doc": "document", "stmt": "statement", "tok": "occurrence"}


@dataclass(frozen=True)
class Counted:
    """The chosen terms, counted.

    Attributes:
        labels: what each term is called.
        totals: occurrences of each in dated documents: [n, found_in, documents].
        rows: of `term_rates`, `term` the position; empty where there are few, or no dates.
        courses: what can be said of each term, where there are rows.
        few: so few that they are shown as numbers with their sentences, and not over time.
    """

    terms: tuple[Term, ...]
    labels: list[str]
    totals: pd.DataFrame
    rows: pd.DataFrame
    courses: list[Course]
    grain: Grain
    norm: Norm
    unit: Unit
    few: bool


def counted(source: Snapshot, selection: Selection) -> Counted:
    """Count the terms of the view."""
    view = state.view()
    terms = term_choice.countable(source, view.terms)
    by_year = data.ask(Snapshot.term_series, source, selection, terms, "year", "tok")
    totals = by_year.groupby("term")[["n", "found_in", "documents"]].sum().reindex(range(len(terms)), fill_value=0)
    most, unit = _most(terms, totals), unit_of(view.norm, view.unit)
    documents = int(totals["documents"].max()) if len(totals) else 0
    days, few = timelines.window(source, selection), chart_form("how_often", most) == "cards"
    few = few or not is_ranking_sound(documents)
    grain = _grain(days, most, by_year) if days else "month"
    shown = days if days and not few else None
    rows, courses = data.ask(rates, source, selection, terms, grain, view.norm, unit, shown) if shown else NOTHING
    return Counted(terms, term_choice.labels(source, terms), totals, rows, courses, grain, view.norm, unit, few)


def _most(terms: tuple[Term, ...], totals: pd.DataFrame) -> int:
    """Return how many marks the fullest series has: occurrences, and of a speaker documents, as words are no marks."""
    marks = [totals["found_in" if term.kind == "speaker" else "n"].iloc[at] for at, term in enumerate(terms)]
    return int(max(marks, default=0))


def rates(
    source: Snapshot, selection: Selection, terms: tuple[Term, ...], grain: Grain, norm: Norm, unit: Unit, days: Days
) -> tuple[pd.DataFrame, list[Course]]:
    """Return `term_rates` and courses of the terms, nothing where no document of the selection is dated."""
    series = source.term_series(selection, terms, grain, unit)
    if series.empty:
        return NOTHING
    rows = term_rates(series, norm, grain, days)
    return rows, [term_course(each) for _, each in rows.groupby("term")]


def unit_of(norm: Norm, unit: Unit) -> Unit:
    """Return what is counted: rates are of words, shares of documents or statements."""
    if norm == "per10k":
        return "tok"
    return "doc" if norm == "share" and unit == "tok" else unit


def _grain(days: Days, most: int, by_year: pd.DataFrame) -> Grain:
    """Return the grain of the view, or one that gives rates something to rest on; never more than 500 bins."""
    chosen = state.view().grain
    if chosen == "auto":
        words = by_year.groupby("term")["words"].median().max()
        return rate_grain(days, most, 0 if pd.isna(words) else float(words))
    return next((grain for grain in GRAINS[GRAINS.index(chosen) :] if count_periods(*days, grain) <= MOST_BINS), "year")


def controls(found: Counted) -> None:
    """Show what the numbers are, how fine the time is, and where there is a line whether it is smoothed."""
    language, view = state.language(), state.view()
    st.session_state["term-norm"], st.session_state["term-grain"] = view.norm, view.grain
    st.session_state["term-average"] = view.average
    with st.container(horizontal=True, key="term-controls"):
        st.segmented_control(
            t("terms.norm", language),
            get_args(Norm),
            format_func=lambda norm: t(f"terms.norm_{norm}", language),
            key="term-norm",
            on_change=lambda: state.update(norm=st.session_state["term-norm"] or view.norm),
        )
        st.segmented_control(
            t("timeline.grain", language),
            ("auto", *GRAINS),
            format_func=lambda grain: t(f"grain.{grain}", language),
            key="term-grain",
            on_change=lambda: state.update(grain=st.session_state["term-grain"] or view.grain),
        )
        if _is_line(found):
            st.segmented_control(
                t("terms.average", language),
                get_args(Average),
                format_func=lambda width: t("terms.average_none", language) if width == "none" else width,
                key="term-average",
                help=t("terms.average_help", language),
                on_change=lambda: state.update(average=st.session_state["term-average"] or "none"),
            )


def show(source: Snapshot, found: Counted) -> None:
    """Show the terms: numbers while there are few, bars, or lines once there are enough."""
    if found.few:
        _cards(found)
    elif len(found.rows):
        controls(found)
        figure.show(shown(source, found), key="terms")


def _cards(found: Counted) -> None:
    language = state.language()
    rows = []
    for term, label, total in zip(found.terms, found.labels, found.totals.to_dict("records"), strict=True):
        n, where, every = (int(total[name]) for name in ("n", "found_in", "documents"))
        remark = t("terms.in_documents", language, found=number(where, language), all=number(every, language))
        noun = "word" if term.kind == "speaker" else "occurrence"
        rows.append((number(n, language), f"{noun_form(noun, n, language)}: {label}", remark))
    output.cards(rows)
    output.note(t("terms.few", language, n=FEW_MARKS, documents=FEWEST_RANKED))


def shown(source: Snapshot, found: Counted) -> Shown:
    """Return the figure with its table, a column a term."""
    language, places = state.language(), term_choice.slots_of(source, found.terms)
    frame = found.rows.assign(
        term=[mark(position) for position in found.rows["term"]],
        term_label=[found.labels[position] for position in found.rows["term"]],
        slot=[places[position] for position in found.rows["term"]],
    )
    is_line, width = _is_line(found), state.view().average
    kind = "term_lines" if is_line else "term_bars"
    caption = _caption(source, found)
    if is_line and width != "none":
        frame = frame.assign(smooth=smoothed(found.rows, found.norm, int(width)))
        named = t("terms.smoothed", language, n=width)
        caption = replace(caption, note=" ".join(part for part in (caption.note, named) if part))
    draw = term_lines if is_line else term_bars
    table, columns, series = _twin(found)
    return Shown(
        draw(frame, caption, look(), grain=found.grain, norm=found.norm, strip=_BASES[found.unit]),
        table,
        columns,
        caption,
        describe(kind, frame, caption, language),
        grain=found.grain,
        series=series,
        native="line" if is_line else "column",
    )


def _is_line(found: Counted) -> bool:
    bins = int((found.rows.groupby("period")["n"].sum() > 0).sum())
    return chart_form("how_often", _most(found.terms, found.totals), bins=bins) == "line"


def mark(position: int) -> str:
    """Return the key of a term's marks."""
    return f"term-{position + 1}"


def _caption(source: Snapshot, found: Counted) -> Caption:
    language, norm, unit = state.language(), found.norm, found.unit
    sizes = found.rows.groupby("term")[["n", "base"]].sum()
    by_base = unit != "tok" or any(term.kind == "speaker" for term in found.terms)  # words are no occurrences
    n = int(sizes["base"].max()) if by_base else int(sizes["n"].sum())
    title = t(f"terms.title_{norm}" + ("" if norm == "per10k" else f"_{unit}"), language, terms=", ".join(found.labels))
    caption = figure.caption(
        title,
        source,
        n,
        _BASES[unit] if by_base else NOUNS[unit],
        denominator="" if norm == "raw" else _denominator(source, found, sizes["base"].tolist()),
        interval=t(f"terms.interval_{norm}", language) if norm != "raw" else "",
    )
    return replace(caption, note=_coarsened(found))


def _denominator(source: Snapshot, found: Counted, sizes: list[int]) -> str:
    """Name what the numbers relate to: the selection, and each speaker whose words alone count."""
    language, parts = state.language(), {}
    for term, size in zip(found.terms, sizes, strict=True):
        whose = term_choice.whose(source, term)
        parts[whose] = f"{count(_BASES[found.unit], size, language)} — {whose}"
    return "; ".join(parts.values())


def _coarsened(found: Counted) -> str:
    asked = state.view().grain
    if asked in ("auto", found.grain):
        return ""
    return t(
        "terms.coarsened", state.language(), most=MOST_BINS, grain=t(f"grain.{found.grain}", state.language()).lower()
    )


def _twin(found: Counted) -> tuple[pd.DataFrame, dict[str, str], tuple[str, ...]]:
    """Return the table: a row a period, and for each term its value, its count and its interval."""
    language, rows = state.language(), found.rows
    terms = len(found.terms)
    days = rows["period"].iloc[: len(rows) // terms].tolist()
    names = ("rate", "n", "base", "low", "high") if found.norm != "raw" else ("rate", "base")
    columns, parts = {"period": t(f"grain.{found.grain}", language)}, {"period": pd.Series(days, dtype=object)}
    values = {name: rows[name].where(rows["covered"]).round(3).to_numpy().reshape(terms, -1) for name in names}
    for position, label in enumerate(found.labels):
        for name in names:
            parts[f"{name}{position}"] = pd.Series(values[name][position])
            heading = t(f"terms.column_{name}", language)
            columns[f"{name}{position}"] = label if name == "rate" else f"{label}: {heading}"
    return pd.DataFrame(parts), columns, tuple(f"rate{position}" for position in range(terms))
