"""The analyst's own events on the timeline: added, edited, deleted, taken from a CSV file and into one."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from lib import safe
from lib.charts.overlay import Overlay
from lib.corpus.events import FILE, LONGEST, Event, Events, EventsError, as_csv, parse, read_events, save_events
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import StoreError
from lib.i18n import count, t
from lib.ui import access, output, state


def overlay(source: Snapshot) -> Overlay:
    """Return the events as what is drawn over an axis of time; none where the file cannot be read."""
    try:
        return Overlay(read_events(source.folder).found)
    except EventsError:
        return Overlay()


def show(source: Snapshot) -> None:
    """Show the events in a table that can be edited, and their way in and out as a file."""
    language = state.language()
    box = st.expander(t("events.title", language), key="own-events", on_change="rerun")
    if not box.open:
        return
    with box:
        output.note(t("events.note", language))
        try:
            events = read_events(source.folder)
        except EventsError as error:
            _tell(error)
            return
        if not access.read_only():
            _edit(source, events)
            _take_in(source, events)
        elif events.found:
            output.table(_frame(events), _columns(), key="events-table", opens=False)
        written = as_csv(event._replace(words=str(safe.cell(event.words))) for event in events.found)
        st.download_button("CSV", written, FILE, "text/csv", key="events-csv", type="tertiary", on_click="ignore")


def _frame(events: Events) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "day": pd.Series([pd.Timestamp(event.day) for event in events.found], dtype="datetime64[ns]"),
            "words": pd.Series([event.words for event in events.found], dtype="str"),
        }
    )


def _edit(source: Snapshot, events: Events) -> None:
    language = state.language()
    edited = output.editable(_frame(events), _columns(), key=f"events-{events.digest[:12]}", longest=LONGEST)
    if st.button(t("events.save", language), key="events-save"):
        _save(source, stated(edited), events.digest)


def _columns() -> dict[str, str]:
    return {name: t(f"events.column.{name}", state.language()) for name in ("day", "words")}


def stated(edited: pd.DataFrame) -> list[Event]:
    """Return the events of an edited table; rows without a day or without words are left out."""
    rows = zip(edited["day"], edited["words"], strict=True)
    given = [(day, safe.one_line(words)) for day, words in rows if pd.notna(day) and isinstance(words, str)]
    return [Event(pd.Timestamp(day).date(), words) for day, words in given if words]


def _take_in(source: Snapshot, events: Events) -> None:
    """Ask for a file, say how many events it adds, and add them when that is wanted."""
    language = state.language()
    output.note(t("events.file", language))
    file = st.file_uploader(
        t("events.file", language),
        type=["csv"],
        key=f"events-file-{events.digest[:12]}",
        label_visibility="collapsed",
        max_upload_size=1,
    )
    if file is None:
        return
    try:
        new = [event for event in parse(file.getvalue()) if event not in events.found]
    except EventsError as error:
        _tell(error)
        return
    output.note(t("events.adds", language, n=count("event", len(new), language)))
    if st.button(t("events.add", language), key="events-add", disabled=not new):
        _save(source, [*events.found, *new], events.digest)


def _save(source: Snapshot, events: Iterable[Event], base: str) -> None:
    found = list(events)
    try:
        with access.changing(source.folder, "events", n=len(found)):
            save_events(source.folder, found, base)
    except (EventsError, StoreError) as error:
        _tell(error)
        return
    st.rerun()


def _tell(error: EventsError | StoreError) -> None:
    output.notice(t(error.key, state.language(), **error.values), "error")
