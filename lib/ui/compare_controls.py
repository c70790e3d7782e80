"""The controls of the two sides of a comparison, and suggestions while neither is set."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from lib import data, safe
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import period, t
from lib.safe import element
from lib.ui import compare_sides, filters, names, output, state, timelines
from lib.ui.compare_sides import NAMES, Name

_OFFERED = 1000


def show(source: Snapshot) -> None:
    """Show what the sides are, with a popover for each of their filters; suggestions while neither is set."""
    for column, name in zip(st.columns(2, gap="large"), NAMES, strict=True):
        with column:
            title = f"{compare_sides.letter(name)}: {compare_sides.label(source, name)}"
            output.html(element("h3", compare_sides.glyph(name), " ", title, class_="heading"))
            with st.container(horizontal=True, key=f"side-{name}", gap="small"):
                for what, field in compare_sides.FIELDS:
                    _popover(source, name, what, field)
                _popover(source, name, "period", "start")
                _popover(source, name, "words", "query")
    if compare_sides.is_set():
        with st.container(horizontal=True, key="sides", gap="small"):
            _button("compare.swap", "swap", lambda: state.update(a=state.view().b, b=state.view().a))
            _button("compare.clear", "clear-sides", lambda: state.update(a=Selection(), b=Selection()))
    else:
        suggestions(source)
    _notices(source)


def _button(key: str, name: str, act: Callable[[], None]) -> None:
    st.button(t(key, state.language()), key=name, on_click=act, type="tertiary")


def _popover(source: Snapshot, name: Name, what: str, field: str) -> None:
    own = getattr(state.view(), name)
    active = bool(getattr(own, field)) or (what == "period" and bool(own.end))
    text = t(f"filter.{what}" if what != "words" else "compare.words", state.language())
    box = st.popover(
        safe.markdown(text + (" •" if active else "")), key=f"side-{name}-{what}", on_change="rerun", width="content"
    )
    if not box.open:
        return
    with box:
        if what == "period":
            _period_controls(source, name)
        elif what == "words":
            _query_control(name)
        else:
            _set_control(source, name, what, field)


def _change(name: Name, **changes: object) -> None:
    state.update(**{name: replace(getattr(state.view(), name), **changes)})


def _set_control(source: Snapshot, name: Name, what: str, field: str) -> None:
    language, known = state.language(), names.names_of(what, source, state.language())
    chosen, key = list(getattr(getattr(state.view(), name), field)), f"{name}-{field}"
    st.session_state[key] = chosen
    offered = list(known)[:_OFFERED]
    st.multiselect(
        t("filter.only", language),
        offered + [slug for slug in chosen if slug not in offered],
        format_func=lambda slug: safe.markdown(known.get(str(slug), str(slug))),
        key=key,
        on_change=lambda: _change(name, **{field: tuple(st.session_state[key])}),
        placeholder=t("filter.choose", language),
    )


def _period_controls(source: Snapshot, name: Name) -> None:
    own, days = getattr(state.view(), name), timelines.window(source, Selection())
    for word, field in (("from", "start"), ("to", "end")):
        value, key = getattr(own, field), f"{name}-{field}"
        st.session_state[key] = value

        def change(field: str = field, key: str = key) -> None:
            _change(name, **{field: st.session_state[key]})

        st.date_input(
            t(f"filter.{word}", state.language()),
            min_value=min([day for day in (days and days[0], value) if day], default=None),
            max_value=max([day for day in (days and days[1], value) if day], default=None),
            key=key,
            on_change=change,
            format="DD.MM.YYYY",
        )


def _query_control(name: Name) -> None:
    key = f"{name}-query"
    st.session_state[key] = getattr(state.view(), name).query
    st.text_input(
        t("filter.query", state.language()),
        key=key,
        max_chars=500,
        on_change=lambda: _change(name, query=" ".join(st.session_state[key].split())),
    )


def suggestions(source: Snapshot) -> None:
    """Offer what can be compared at once; a button sets both sides of the view."""
    language = state.language()
    output.note(t("compare.choose", language))
    with st.container(horizontal=True, key="suggestions", gap="small"):
        for name, (a, b) in suggested(source).items():
            text = t(f"compare.suggest_{name}", language, **_both_labels(source, name, a, b))
            st.button(safe.markdown(text), key=f"suggest-{name}", on_click=partial(state.update, a=a, b=b))
        _year_control(source)


def _year_control(source: Snapshot) -> None:
    """Offer a year against the one before it, for years that both have documents."""
    language, selection = state.language(), state.view().resolved(source.info.last)
    covered = {day.year for day in data.ask(Snapshot.coverage, source, selection, "year")["period"]}
    years = sorted((year for year in covered if year - 1 in covered), reverse=True)
    if not years:
        return
    st.session_state["suggest-year"] = None

    def choose() -> None:
        if year := st.session_state["suggest-year"]:
            state.update(a=_year(year), b=_year(year - 1))

    st.selectbox(
        t("compare.suggest_year", language),
        years,
        format_func=str,
        key="suggest-year",
        on_change=choose,
        placeholder=t("compare.suggest_year", language),
        label_visibility="collapsed",
        width=280,
    )


def _year(year: int) -> Selection:
    return Selection(start=date(year, 1, 1), end=date(year, 12, 31))


def suggested(source: Snapshot) -> dict[str, tuple[Selection, Selection]]:
    """Return the pairs that the filters of the bar leave: sources, speakers, halves of the period."""
    selection = state.view().resolved(source.info.last)
    rows = data.ask(Snapshot.speaker_table, source, selection, 2).rows
    pairs: dict[str, tuple[Selection, Selection]] = {}
    if len(sources := _sources(source, selection)) >= 2:
        pairs["source"] = (Selection(sources=(sources[0],)), Selection(sources=(sources[1],)))
    if len(rows) >= 2:
        pairs["speaker"] = (Selection(speakers=(rows["speaker"][0],)), Selection(speakers=(rows["speaker"][1],)))
    days = timelines.window(source, selection)
    if days and days[0] < days[1]:
        middle = days[0] + (days[1] - days[0]) // 2
        after = middle + timedelta(days=1)
        pairs["halves"] = (Selection(start=days[0], end=middle), Selection(start=after, end=days[1]))
    return pairs


def _sources(source: Snapshot, selection: Selection) -> list[str]:
    allowed = selection.sources or names.names_of("source", source, state.language())
    ranked = [slug for slug in names.names_of("source", source, state.language()) if slug in allowed]
    return [slug for slug in ranked if slug not in selection.not_sources]


def _both_labels(source: Snapshot, name: str, a: Selection, b: Selection) -> dict[str, str]:
    if name == "halves":
        texts = [period(side.start, side.end, state.language()) for side in (a, b)]
    else:
        texts = [compare_sides.joined(source, name, side.sources or side.speakers) for side in (a, b)]
    return {"a": safe.one_line(texts[0], 30), "b": safe.one_line(texts[1], 30)}


def _notices(source: Snapshot) -> None:
    """Say which values of a side the corpus does not have, and which period is reversed."""
    language, view = state.language(), state.view()
    for name in NAMES:
        own = getattr(view, name)
        alone = replace(view, selection=own, snapshot="")
        for parameter, value in filters.unknown_values(alone, source):
            output.notice(t("notice.unknown", language, parameter=f"{name}.{parameter}", value=value), "warning")
        full = view.side(name, view.resolved(source.info.last))
        if full.start and full.end and full.start > full.end:
            output.notice(t("notice.period", language, value=f"{name}: {full.start}…{full.end}"), "warning")
