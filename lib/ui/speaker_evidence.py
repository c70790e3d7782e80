"""What a number of a profile opens: the statements with a word of saying, a role, a rule, or in shared documents.

A mark of a profile is ``what:which``, e.g. ``cue:признать``, ``tone:admits``, ``with:sergey-lavrov``.
"""

from dataclasses import replace
from typing import Literal, get_args

import streamlit as st

from lib import data
from lib.analysis.speakers import by_tone, roles_over_time
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, t, words
from lib.safe import Html, element
from lib.ui import evidence, output, state
from lib.ui.names import names_of, rule_name
from lib.view import QUERY_LIMIT

What = Literal["cue", "tone", "role", "rule", "with"]


def opening(text: str, what: What, which: str) -> Html | str:
    """Return a number as the link that opens what it counts; just the number where no link can hold the mark."""
    mark = f"{what}:{which}"
    if not which or len(mark) > QUERY_LIMIT or " ".join(mark.split()) != mark or not mark.isprintable():
        return text
    return element("a", text, href=evidence.page_link("speakers", replace(state.view(), marks=(mark,))))


def opened() -> tuple[What, str] | None:
    """Return what is opened, None where the view marks nothing of a profile."""
    what, colon, which = (state.view().marks or ("",))[0].partition(":")
    return (what, which) if colon and which and what in get_args(What) else None  # type: ignore[return-value]


def show(source: Snapshot, selection: Selection, speaker: str, mark: tuple[What, str]) -> None:
    """Show the statements that a number counts, a page at a time."""
    language, (what, which) = state.language(), mark
    found = _statements(source, selection, speaker, mark)
    title = t(f"speakers.opened_{what}", language, which=_named(source, what, which))
    output.heading(f"{title}: {count('statement', len(found), language)}", 3)
    st.button(t("speakers.opened_all", language), key=f"close-{speaker}", type="tertiary", on_click=state.update)
    if not found:
        output.note(t("evidence.none", language))
        return
    page = evidence.pager(len(found), f"opened-{speaker}", evidence.PAGE)
    ids = tuple(found[evidence.PAGE * page : evidence.PAGE * (page + 1)])
    evidence.show(source, data.ask(Snapshot.statements_by_id, source, ids))


def _statements(source: Snapshot, selection: Selection, speaker: str, mark: tuple[What, str]) -> list[int]:
    what, which = mark
    if what == "with":
        everybody = replace(selection, speakers=())
        return data.ask(Snapshot.statements_together, source, everybody, speaker, which)
    profile = data.ask(Snapshot.speaker_profile, source, selection, speaker)
    values: tuple[str, ...] = (which,)
    if what == "tone":
        tones = by_tone(profile.cues, int(profile.rules["statements"].sum())).set_index("tone")["cues"]
        values = ("",) if which == "none" else tuple(tones.get(which, ()))
        what = "cue"
    if what == "role":
        written = roles_over_time(profile.roles, lemma_of)["written"]
        values = next((ways for ways in written if which in ways), ())
    return data.ask(Snapshot.statements_with, source, selection, speaker, what, values)


def lemma_of(word: str) -> str:
    """Return the lemma of a word; the dictionary is loaded with the first one asked for."""
    from lib.text.lemmas import lemma  # late: ranking speakers needs no dictionary

    return lemma(word)


def _named(source: Snapshot, what: What, which: str) -> str:
    language = state.language()
    match what:
        case "with":
            return names_of("speaker", source, language).get(which, which)
        case "tone":
            return words(language).get(f"speakers.tone.{which}.name", which).lower()
        case "rule":
            return rule_name(which, language)
        case _:
            return which
