"""When this visitor was here last, and what there was then."""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from lib import data
from lib.corpus.snapshot import Snapshot
from lib.ui import state
from lib.ui.basket import visitor


@dataclass(frozen=True)
class Visit:
    """A snapshot as it was seen, and when."""

    snapshot: str
    documents: int
    when: datetime


def last(source: Snapshot) -> Visit | None:
    """Return the visit before this session, None for the first; note this one."""
    if "last-visit" not in st.session_state:
        kept = data.visits(visitor()) if visitor() else {}
        corpus = state.view().corpus
        st.session_state["last-visit"] = kept.get(corpus)
        kept[corpus] = Visit(source.id, source.info.documents, datetime.now(UTC))
    found: Visit | None = st.session_state["last-visit"]
    return found
