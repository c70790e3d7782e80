"""Which snapshot a session looks at: the newest when it came, until it asks for a newer one.

Numbers that change between two clicks mislead, so a live link stays with its snapshot for as long as the session lives.
The browser asks now and then, in a few bytes and without a run of the page, which snapshot is the newest; when it is
another one the page runs once, and says so in a quiet line.
"""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import streamlit as st

from lib import data
from lib.corpus import pins
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import StoreError
from lib.i18n import number, t
from lib.safe import element
from lib.ui import output, quiet, state
from lib.ui.access import owner

ADDRESS = "newest"
_OPENED, _HELD, _KEY = "opened", "held", "newest-snapshot"
_EVERY_MS = 30_000
_SCRIPT = f"""\
{quiet.SCRIPT}
export default function ({{ setStateValue, data }}) {{
  let known = data.newest
  const visitor = watchQuiet()
  let timer
  const tell = (found) => {{
    if (!visitor.isQuiet()) {{ timer = setTimeout(() => tell(found), 250); return }}
    known = found
    setStateValue("newest", found)
  }}
  const ask = async () => {{
    if (document.visibilityState !== "visible") return
    try {{
      const answer = await fetch(`{ADDRESS}?corpus=${{encodeURIComponent(data.corpus)}}`, {{ cache: "no-store" }})
      const found = answer.ok ? (await answer.json()).snapshot : known
      if (found !== known) {{ clearTimeout(timer); tell(found) }}
    }} catch {{ /* the server is away: another time */ }}
  }}
  const clock = setInterval(ask, {_EVERY_MS})
  document.addEventListener("visibilitychange", ask)
  return () => {{
    clearInterval(clock)
    clearTimeout(timer)
    visitor.end()
    document.removeEventListener("visibilitychange", ask)
  }}
}}
"""
_component = st.components.v2.component("svodka_newest", html="<span></span>", js=_SCRIPT)


def snapshot() -> Snapshot:
    """Return the snapshot that the view names, otherwise the one that this session has opened.

    Raises:
        StoreError: the store or the snapshot is not there.
    """
    view = state.view()
    if view.snapshot:
        found = data.snapshot(view.corpus, view.snapshot, owner())
        pin(found)
        return found
    opened: dict[str, str] = st.session_state.setdefault(_OPENED, {})
    try:
        found = data.snapshot(view.corpus, opened.get(view.corpus, ""), owner())
    except StoreError:  # a store made anew has other snapshots
        found = data.snapshot(view.corpus, visitor=owner())
    opened[view.corpus] = found.id
    st.session_state.setdefault(_HELD, {})[view.corpus] = found.hold
    return found


def pin(source: Snapshot) -> None:
    """Note that a snapshot has to stay, where anything can be noted: a link to it, or a file, is somewhere outside."""
    with suppress(StoreError):
        _pin(source.folder, source.id)


@lru_cache(256)
def _pin(folder: Path, snapshot_id: str) -> None:
    pins.pin(folder, snapshot_id)


def follow() -> None:
    """Have the next run open the newest snapshot; for the callback of a widget, or after one was published."""
    st.session_state.get(_OPENED, {}).pop(state.view().corpus, None)


def line(source: Snapshot) -> None:
    """Say that there is a newer snapshot than a live view has, and offer to open it."""
    language, view = state.language(), state.view()
    # There from the beginning: a place that appears later would move, and so draw anew, all that stands below.
    place = st.container(horizontal=True, key="newer", gap="small", vertical_alignment="center")
    if view.snapshot or data.newest(view.corpus, owner()) == source.id:
        return
    more = data.store(view.corpus, owner()).latest().documents - source.info.documents
    said = t("frame.newer", language, n=number(more, language)) if more > 0 else t("frame.changed", language)
    with place:
        output.html(element("p", said, class_="note", role="status"), width="content")
        st.button(t("frame.open_newer", language), key="open-newer", type="tertiary", on_click=follow)


def watch() -> None:
    """Have the browser look for a newer snapshot, where the view is live."""
    view = state.view()
    if not view.snapshot:
        values = {"newest": data.newest(view.corpus, owner()), "corpus": view.corpus}
        _component(key=_KEY, data=values, on_newest_change=lambda: None)
