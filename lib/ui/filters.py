"""The filter bar: a projection of the view, each control a popover whose label says what is set."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import get_args

import streamlit as st

from lib import data, safe
from lib.corpus.selection import NO_THEME, UNATTRIBUTED, Duplicates, Kind, Selection, Unit
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, period, t
from lib.ui import names, output, query_notes, state
from lib.ui.access import owner
from lib.view import View, encode

_LAST_DAYS = (7, 30, 90, 365)
_SPEAKERS_OFFERED = 1000


def bar(source: Snapshot) -> None:
    """Show the filters of the view, and what clears and shares them."""
    language = state.language()
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom", gap="small"):
        if len(data.store_folders(owner())) > 1:
            _popover("corpus", _corpus_label(source, language), _corpus_controls)
        _popover("period", _period_label(source, language), partial(_period_controls, source))
        for name, field in (("source", "sources"), ("speaker", "speakers"), ("theme", "themes")):
            _popover(name, _set_label(name, field, source, language), partial(_set_controls, name, field, source))
        _popover("kind", _kind_label(language), partial(_kind_controls, source))
        _query_control(source, language)
        _popover("link", t("filter.link", language), partial(_link_controls, source))
        if state.view().selection != Selection() or state.view().last_days:
            st.button(t("filter.clear", language), key="clear", on_click=_clear, type="tertiary")


def _popover(name: str, label: str, controls: Callable[[], None]) -> None:
    box = st.popover(safe.markdown(label), key=f"filter-{name}", on_change="rerun", width="content")
    if box.open:
        with box:
            controls()


def _corpus_label(source: Snapshot, language: Language) -> str:
    return f"{t('filter.corpus', language)}: {safe.one_line(data.corpus_name(source.folder), 28)}"


def _corpus_controls() -> None:
    language, folders = state.language(), data.store_folders(owner())
    private = data.private_folder(owner())
    st.session_state["corpus"] = state.view().corpus or next(iter(folders))

    def name(slug: str) -> str:
        mark = f" · {t('filter.corpus_private', language)}" if folders[slug].parent == private else ""
        return safe.markdown(data.corpus_name(folders[slug]) + mark)

    st.radio(
        t("filter.corpus", language),
        list(folders),
        format_func=name,
        key="corpus",
        on_change=lambda: state.open_corpus(st.session_state["corpus"]),
    )
    output.note(t("filter.corpus_about", language))


def _clear() -> None:
    state.update(selection=Selection(), last_days=None)


def _period_label(source: Snapshot, language: Language) -> str:
    view = state.view()
    if view.last_days:
        value = t("filter.last_days", language, days=view.last_days)
    elif view.selection.start or view.selection.end:
        first, last = view.selection.start or source.info.first, view.selection.end or source.info.last
        value = period(first, last, language)
    else:
        value = t("filter.all", language)
    return f"{t('filter.period', language)}: {value}"


def _period_controls(source: Snapshot) -> None:
    language, selection = state.language(), state.view().selection
    st.session_state["last"] = state.view().last_days

    def live() -> None:
        days = st.session_state["last"]
        state.update(last_days=days, selection=replace(state.view().selection, start=None, end=None))

    st.pills(
        t("filter.last", language),
        _LAST_DAYS,
        format_func=lambda days: t("filter.last_days", language, days=days),
        key="last",
        on_change=live,
    )
    low, high = _bounds(source)
    for name, field in (("from", "start"), ("to", "end")):
        value = getattr(selection, field)
        st.session_state[name] = value

        def fixed(name: str = name, field: str = field) -> None:
            state.update(last_days=None, selection=_ordered(field, st.session_state[name]))

        st.date_input(
            t(f"filter.{name}", language),
            min_value=min(low, value or low),
            max_value=max(high, value or high),
            key=name,
            on_change=fixed,
            format="DD.MM.YYYY",
        )


def _ordered(field: str, value: date | None) -> Selection:
    """Set one end of the period; the other is let go where the two would be reversed."""
    selection = state.view().selection
    start, end = (value, selection.end) if field == "start" else (selection.start, value)
    if start and end and start > end:
        start, end = (start, None) if field == "start" else (None, end)
    return replace(selection, start=start, end=end)


def _bounds(source: Snapshot) -> tuple[date, date]:
    first, last = source.info.first, source.info.last
    return first or date(1900, 1, 1), last or date.today() + timedelta(days=1)


def _set_label(name: str, field: str, source: Snapshot, language: Language) -> str:
    selection = state.view().selection
    chosen, excluded = getattr(selection, field), getattr(selection, f"not_{field}")
    label = names.names_of(name, source, language)
    parts = [_short([label.get(slug, slug) for slug in chosen])] if chosen else []
    parts += (
        [t("filter.except", language, names=_short([label.get(slug, slug) for slug in excluded]))] if excluded else []
    )
    return f"{t(f'filter.{name}', language)}: {', '.join(parts) or t('filter.all', language)}"


def _short(values: list[str]) -> str:
    return safe.one_line(values[0], 28) + (f" +{len(values) - 1}" if len(values) > 1 else "")


def _set_controls(name: str, field: str, source: Snapshot) -> None:
    language = state.language()
    label = names.names_of(name, source, language)
    for target, heading in ((field, "only"), (f"not_{field}", "not")):
        chosen = list(getattr(state.view().selection, target))
        key = f"{target}"
        st.session_state[key] = chosen

        def change(key: str = key) -> None:
            state.update_filters(**{key: tuple(st.session_state[key])})

        offered = list(label)[:_SPEAKERS_OFFERED]
        st.multiselect(
            t(f"filter.{heading}", language),
            offered + [slug for slug in chosen if slug not in offered],
            format_func=lambda slug: safe.markdown(label.get(str(slug), str(slug))),
            key=key,
            on_change=change,
            placeholder=t("filter.choose", language),
        )


def _kind_label(language: Language) -> str:
    view = state.view()
    unit, kind = t(f"unit.{view.unit}", language), t(f"kind.{view.selection.kind}", language)
    parts = [unit] + ([kind] if view.selection.kind != "all" else [])
    if view.selection.duplicates != "keep":
        parts.append(t(f"duplicates.{view.selection.duplicates}", language))
    return f"{t('filter.unit', language)}: {', '.join(parts)}"


def _kind_controls(source: Snapshot) -> None:
    language, view = state.language(), state.view()
    st.session_state["kind"], st.session_state["unit"] = view.selection.kind, view.unit
    st.session_state["dup"] = view.selection.duplicates
    st.radio(
        t("filter.kind", language),
        get_args(Kind),
        format_func=lambda kind: t(f"kind.{kind}", language),
        key="kind",
        on_change=lambda: state.update_filters(kind=st.session_state["kind"]),
    )
    st.radio(
        t("filter.unit", language),
        get_args(Unit),
        format_func=lambda unit: t(f"unit.{unit}", language),
        key="unit",
        on_change=lambda: state.update(unit=st.session_state["unit"]),
    )
    st.radio(
        t("filter.duplicates", language),
        get_args(Duplicates),
        format_func=lambda kept: t(f"duplicates.{kept}", language),
        key="dup",
        on_change=lambda: state.update_filters(duplicates=st.session_state["dup"]),
    )
    if not source.compared_texts():
        output.note(t("duplicates.unknown", language))


def _query_control(source: Snapshot, language: Language) -> None:
    st.session_state["query"] = state.view().selection.query

    def typed() -> None:
        state.update_filters(query=" ".join(st.session_state["query"].split()))
        state.lift_fields(source.lifted)

    st.text_input(
        t("filter.query", language),
        key="query",
        max_chars=500,
        placeholder=t("filter.query", language),
        label_visibility="collapsed",
        on_change=typed,
        width=240,
    )


def _link_controls(source: Snapshot) -> None:
    language, view = state.language(), state.view()
    if source.folder.parent == data.private_folder(owner()):
        output.note(t("filter.link_private", language))
    for name, shared in (("live", view), ("pinned", view.pin(source.id, source.info.last))):
        st.caption(t(f"filter.link_{name}", language))
        st.code(address(shared), language=None, wrap_lines=True)


def sources_line(source: Snapshot, language: Language) -> str:
    """Return the sources in view: the first few by name, the others by number."""
    selection = state.view().selection
    label = names.names_of("source", source, language)
    known = selection.sources or data.names(source, "source", language)
    chosen = [slug for slug in known if slug not in selection.not_sources]
    shown = [label.get(slug, slug) for slug in chosen[:3]]
    rest = [t("filter.more", language, n=len(chosen) - 3)] if len(chosen) > 3 else []
    return ", ".join(shown + rest)


def address(view: View) -> str:
    """Return the full address of a view on the page that is open."""
    from urllib.parse import urlencode

    page = (st.context.url or "").partition("?")[0]
    return f"{page}?{urlencode(encode(view))}"


def unknown_values(view: View, source: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield (parameter, slug) of each source, speaker and theme in the link that the corpus does not have."""
    fields = (("src", "source", "sources"), ("sp", "speaker", "speakers"), ("th", "theme", "themes"))
    for parameter, name, field in fields:
        known = names.names_of(name, source, view.language).keys() | {UNATTRIBUTED, NO_THEME}
        for target, prefix in ((field, ""), (f"not_{field}", "x.")):
            yield from ((prefix + parameter, slug) for slug in getattr(view.selection, target) if slug not in known)
    if view.snapshot and view.snapshot.partition(".")[0] != source.id:
        yield "snap", view.snapshot


def current_filters(source: Snapshot, language: Language) -> str:
    """Return the filters of the view in one line, for the inside of a figure."""
    view = state.view()
    parts = [_period_label(source, language)]
    for name, field in (("source", "sources"), ("speaker", "speakers"), ("theme", "themes")):
        if getattr(view.selection, field) or getattr(view.selection, f"not_{field}"):
            parts.append(_set_label(name, field, source, language))
    if view.selection.query:
        parts.append(f"{t('filter.query', language)}: {view.selection.query}")
    parts += query_notes.in_words(source, view.selection)
    if view.selection.kind != "all":
        parts.append(t(f"kind.{view.selection.kind}", language))
    if view.selection.duplicates != "keep":
        parts.append(t(f"duplicates.{view.selection.duplicates}", language))
    return " · ".join(parts)
