"""The look that the visitor's browser shows, and the colours that names have in it."""

import streamlit as st

from lib import data
from lib.charts import palette
from lib.charts.look import Look
from lib.corpus.selection import Lane
from lib.corpus.snapshot import Snapshot
from lib.ui import state, width


def look() -> Look:
    """Return language, mode and width for the figures of this run."""
    return Look(language=state.language(), dark=st.context.theme.type == "dark", width=width.px())


def slots(what: Lane, source: Snapshot) -> dict[str, int]:
    """Return slug or theme id to its colour slot: its rank in the snapshot, the same on every page."""
    if what == "theme":
        return {theme: rank for rank, theme in enumerate(data.themes_by_size(source))}
    frame = data.ask(Snapshot.speakers if what == "speaker" else Snapshot.sources, source)
    return dict(zip(frame[what], frame["rank"].astype(int), strict=True))


def colour(what: Lane, slug: str, source: Snapshot) -> str:
    """Return the colour of one speaker, source or theme, grey from the eleventh on."""
    return palette.slot_color(slots(what, source).get(slug, palette.GREY), look().palette)
