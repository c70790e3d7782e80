"""The look that the visitor's browser shows, and the colours that names have in it."""

from collections.abc import Mapping

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


def slots(what: Lane, source: Snapshot) -> Mapping[str, int]:
    """Return slug or theme id to its colour slot: its rank in the snapshot, the same on every page."""
    return data.ranks(source, what)


def colour(what: Lane, slug: str, source: Snapshot) -> str:
    """Return the colour of one speaker, source or theme, grey from the eleventh on."""
    return palette.slot_color(slots(what, source).get(slug, palette.GREY), look().palette)
