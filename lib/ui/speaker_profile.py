"""One speaker: how much, as whom, with which verbs, on what, how resolved, in which words, and every statement."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from lib import data
from lib.corpus.selection import UNATTRIBUTED, Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, count, noun_form, number, period, t, words
from lib.safe import Html, element, join
from lib.ui import evidence, output, speaker_aliases, speaker_evidence, speaker_pair, speaker_words, state
from lib.ui.names import names_of
from lib.ui.speaker_ranking import KINDS, attributions, profile_link
from lib.ui.speaker_sections import folded, sections, with_interval

SIDE_BY_SIDE = 2
_ENDS = ("first", "last")
_ROWS = 10
_MOST_JOINT = 500


def show(source: Snapshot, selection: Selection) -> None:
    """Show the profile of the one speaker that is selected, or of two side by side."""
    language, speakers = state.language(), selection.speakers
    with st.container(horizontal=True, key="profile-tools", vertical_alignment="center"):
        st.button(t("speakers.all", language), key="all-speakers", type="tertiary", on_click=_all)
        if len(speakers) == SIDE_BY_SIDE:
            link = element("a", t("speakers.compare", language), href=_compare_link(*speakers))
            output.html(element("p", link, class_="note"), width="content")
    if len(speakers) == SIDE_BY_SIDE:
        speaker_pair.show(source, selection)
    for column, speaker in zip(st.columns(len(speakers), gap="large"), speakers, strict=True):
        with column:
            _profile(source, replace(selection, speakers=(speaker,)), speaker)


def _all() -> None:
    state.update_filters(speakers=())


def _compare_link(a: str, b: str) -> str:
    view = state.view()
    rest = replace(view.selection, speakers=())
    sides = replace(view, selection=rest, a=Selection(speakers=(a,)), b=Selection(speakers=(b,)), marks=())
    return evidence.page_link("compare", sides)


def _profile(source: Snapshot, selection: Selection, speaker: str) -> None:
    language = state.language()
    table = data.ask(Snapshot.speaker_table, source, selection, _MOST_JOINT)
    everybody = pd.concat([table.rows, table.unattributed]) if len(table.unattributed) else table.rows
    own = everybody[everybody["speaker"] == speaker].to_dict("records")
    output.heading(name(source, speaker), note=_known_as(source, speaker))
    speaker_aliases.known_of(source, selection, speaker)
    if not own:
        output.note(t("evidence.none", language))
        return
    _cards(own[0], speaker, attributions(source, selection))
    _together(source, everybody[everybody["speaker"] != speaker])
    mark = speaker_evidence.opened()
    if mark and mark != ("with", speaker):  # side by side, the other one shows what both say
        speaker_evidence.show(source, selection, speaker, mark)
    else:
        _first_and_last(source, selection)
    found = data.ask(Snapshot.speaker_profile, source, selection, speaker)
    output.html(element("div", *sections(source, selection, speaker, found), class_="leads"))
    speaker_words.show(source, selection, speaker)
    evidence.statements(source, selection, key=f"profile-{speaker}")


def _first_and_last(source: Snapshot, selection: Selection) -> None:
    """Show the first and the last dated statement in their words."""
    first = data.ask(Snapshot.statements, source, selection, 1, 0, "oldest")
    last = data.ask(Snapshot.statements, source, selection, 1, 0, "newest")
    ends = pd.concat([first, last]).dropna(subset=["date"]).drop_duplicates("stmt")
    if len(ends) == len(_ENDS):
        output.heading(t("speakers.first_and_last", state.language()), 3)
        evidence.show(source, ends)


def name(source: Snapshot, speaker: str) -> str:
    """Return the name that people read."""
    language = state.language()
    if speaker == UNATTRIBUTED:
        return t("speakers.unattributed", language)
    return names_of("speaker", source, language).get(speaker, speaker)


def _known_as(source: Snapshot, speaker: str) -> str:
    """Return the name in the other language and what kind of speaker it is, or that it is none."""
    language = state.language()
    if speaker == UNATTRIBUTED:
        return t("speakers.unattributed_note", language)
    frame = data.ask(Snapshot.speakers, source)
    found = frame[frame["speaker"] == speaker].to_dict("records")
    if not found:
        return ""
    kind = words(language).get(f"speakers.kind.{found[0]['kind']}", "")
    return " · ".join(part for part in (found[0]["name" if language == "en" else "name_en"], kind) if part)


def _cards(row: evidence.Row, speaker: str, everything: int) -> None:
    language, statements = state.language(), int(row["statements"])
    said = (number(statements, language), noun_form("statement", statements, language), _between(row, language))
    label = t("speakers.no_voice" if speaker == UNATTRIBUTED else "speakers.voice", language)
    voice = (with_interval(statements, everything, language), label,
             t("speakers.voice_of", language, n=count("attribution", everything, language)))  # fmt: skip
    kinds = [
        (_kind_link(int(row[kind]), kind, speaker), t(f"chart.kind_of.{kind}", language),
         with_interval(int(row[kind]), statements, language))
        for kind in KINDS
    ]  # fmt: skip
    amounts = [
        (number(row[column], language), noun_form(noun, int(row[column]), language), remark)
        for column, noun, remark in (
            ("words", "word", t("speakers.in_statements", language)), ("documents", "document", ""))
    ]  # fmt: skip
    output.cards([said, voice, *kinds, *amounts])


def _between(row: evidence.Row, language: Language) -> str:
    return period(row["first"].date(), row["last"].date(), language) if pd.notna(row["first"]) else "—"


def _kind_link(n: int, kind: str, speaker: str) -> Html:
    view = state.view()
    selection = replace(view.selection, speakers=(speaker,), kind=kind)  # type: ignore[arg-type]  # one of KINDS
    text = number(n, state.language())
    return element("a", text, href=evidence.page_link("speakers", replace(view, selection=selection, marks=())))


def _together(source: Snapshot, others: pd.DataFrame) -> None:
    if others.empty:
        return
    language, names = state.language(), names_of("speaker", source, state.language())
    links = [
        join([element("a", names.get(slug, slug), href=profile_link(slug)), f" ({number(n, language)})"])
        for slug, n in zip(others["speaker"], others["statements"], strict=True)
    ]
    said = element("span", t("speakers.together", language) + " ")
    output.html(element("p", said, join(links[:_ROWS], ", "), class_="note"))
    if len(links) > _ROWS:
        more = t("filter.more", language, n=number(len(links) - _ROWS, language))
        output.html(folded(more, element("p", join(links[_ROWS:], ", "), class_="note")))
