"""One speaker: how much, as whom, with which verbs, on what, how resolved, in which words, and every statement."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.keyness import FEWEST_WORDS
from lib.analysis.speakers import merge_case
from lib.corpus.selection import NO_THEME, UNATTRIBUTED, Selection, Term
from lib.corpus.snapshot import Snapshot, SpeakerProfile
from lib.i18n import Language, count, noun_form, number, period, share, t, words
from lib.safe import Html, element, join
from lib.ui import evidence, output, speaker_aliases, state
from lib.ui.compare_words import word_contrast
from lib.ui.names import names_of, rule_name, theme_names
from lib.ui.speaker_ranking import KINDS, profile_link

SIDE_BY_SIDE = 2
_ROWS = 10
_LEMMAS = 20

Line = tuple[str, ...]


def show(source: Snapshot, selection: Selection) -> None:
    """Show the profile of the one speaker that is selected, or of two side by side."""
    language, speakers = state.language(), selection.speakers
    with st.container(horizontal=True, key="profile-tools", vertical_alignment="center"):
        st.button(t("speakers.all", language), key="all-speakers", type="tertiary", on_click=_all)
        if len(speakers) == SIDE_BY_SIDE:
            link = element("a", t("speakers.compare", language), href=_compare_link(*speakers))
            output.html(element("p", link, class_="note"), width="content")
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
    table = data.ask(Snapshot.speaker_table, source, selection)
    everybody = pd.concat([table.rows, table.unattributed]) if len(table.unattributed) else table.rows
    own = everybody[everybody["speaker"] == speaker].to_dict("records")
    output.heading(_name(source, speaker), note=_known_as(source, speaker))
    speaker_aliases.known_of(source, selection, speaker)
    if not own:
        output.note(t("evidence.none", language))
        return
    _cards(own[0], speaker)
    _together(source, everybody[everybody["speaker"] != speaker])
    found = data.ask(Snapshot.speaker_profile, source, selection, speaker)
    output.html(element("div", *_sections(source, found), class_="leads"))
    _distinctive(source, selection, speaker)
    evidence.statements(source, selection, key=f"profile-{speaker}")


def _name(source: Snapshot, speaker: str) -> str:
    language = state.language()
    if speaker == UNATTRIBUTED:
        return t("speakers.unattributed", language)
    return names_of("speaker", source, language).get(speaker, speaker)


def _known_as(source: Snapshot, speaker: str) -> str:
    """Return the name in the other language and what kind of speaker it is."""
    language = state.language()
    frame = data.ask(Snapshot.speakers, source)
    found = frame[frame["speaker"] == speaker].to_dict("records")
    if not found:
        return ""
    kind = words(language).get(f"speakers.kind.{found[0]['kind']}", "")
    return " · ".join(part for part in (found[0]["name" if language == "en" else "name_en"], kind) if part)


def _cards(row: evidence.Row, speaker: str) -> None:
    language, statements = state.language(), int(row["statements"])
    kinds = [
        (_kind_link(int(row[kind]), kind, speaker), t(f"chart.kind_of.{kind}", language),
         share(int(row[kind]), statements, language))
        for kind in KINDS
    ]  # fmt: skip
    amounts = [
        (number(row[column], language), noun_form(noun, int(row[column]), language), remark)
        for column, noun, remark in (
            ("words", "word", t("speakers.in_statements", language)), ("documents", "document", ""))
    ]  # fmt: skip
    said = (number(statements, language), noun_form("statement", statements, language), _between(row, language))
    output.cards([said, *kinds, *amounts])


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


def _sections(source: Snapshot, found: SpeakerProfile) -> Iterator[Html]:
    language = state.language()
    roles = merge_case(found.roles, "role").head(_ROWS).sort_values("first", kind="stable", na_position="last")
    yield _section("roles", found.roles["role"].str.lower().nunique(), [
        (row["role"], _between(row, language), number(row["statements"], language))
        for row in roles.to_dict("records")
    ])  # fmt: skip
    yield _section("cues", len(found.cues), _lines(found.cues, "cue"))
    yield _section("themes", len(found.themes), _theme_lines(source, found.themes), most=len(found.themes))
    mentions = merge_case(found.mentions, "mention")
    mentions["mention"] = mentions["mention"].replace("", t("speakers.understood", language))
    note = t("speakers.looked_at", language, n=count("statement", found.looked_at, language))
    yield _section("mentions", len(mentions), _lines(mentions, "mention"), note=note)
    yield _section("rules", len(found.rules), [
        (rule_name(row["rule"], language), number(row["confidence"], language, 2), number(row["statements"], language))
        for row in found.rules.to_dict("records")
    ], most=len(found.rules))  # fmt: skip


def _between(row: evidence.Row, language: Language) -> str:
    return period(row["first"].date(), row["last"].date(), language) if pd.notna(row["first"]) else "—"


def _lines(frame: pd.DataFrame, column: str) -> list[Line]:
    language = state.language()
    return [(text, number(n, language)) for text, n in zip(frame[column], frame["statements"], strict=True)]


def _theme_lines(source: Snapshot, themes: pd.DataFrame) -> list[Line]:
    language, view, names = state.language(), state.view(), theme_names(source, state.language())
    rows: list[Line] = []
    last = themes["theme"] == NO_THEME
    themes = pd.concat([themes[~last], themes[last]])
    for theme, n in zip(themes["theme"], themes["statements"], strict=True):
        narrowed = replace(view, selection=replace(view.selection, themes=(theme,)), marks=())
        link = element("a", names.get(theme, theme), href=evidence.page_link("speakers", narrowed))
        rows.append((link, number(n, language)))
    return rows


def _section(name: str, total: int, rows: list[Line], *, note: str = "", most: int = _ROWS) -> Html:
    """Return a heading with a small table; what does not fit is counted below it."""
    language = state.language()
    parts = [element("h3", t(f"speakers.{name}", language))]
    if rows:
        heads = t(f"speakers.{name}_columns", language).split("|")
        parts.append(listing(heads, rows[:most]))
    else:
        parts.append(element("p", t("speakers.nothing", language), class_="note"))
    rest = t("filter.more", language, n=number(total - most, language)) + "." if total > most else ""
    below = " ".join(part for part in (rest, note) if part)
    if below:
        parts.append(element("p", below, class_="note"))
    return element("section", *parts)


def listing(heads: Iterable[str], rows: Iterable[Line]) -> Html:
    """Return a table of our own: the first column text, the others numbers."""
    head = element("tr", *[element("th", text, class_="n" if i else None) for i, text in enumerate(heads)])
    body = [element("tr", element("td", row[0]), *[_number(text) for text in row[1:]]) for row in rows]
    return element("table", head, *body, class_="plain")


def _number(text: str) -> Html:
    return element("td", text, class_="n", style="white-space:nowrap")


def _distinctive(source: Snapshot, selection: Selection, speaker: str) -> None:
    """Show the lemmas that set the speaker apart from all other statements, or why they cannot be ranked."""
    language = state.language()
    rest = replace(selection, speakers=(), not_speakers=(*selection.not_speakers, speaker))
    sizes = [data.ask(Snapshot.size_in_words, source, side) for side in (selection, rest)]
    output.heading(t("speakers.lemmas", language), 3)
    if min(sizes) < FEWEST_WORDS:
        values = {name: count("word", n, language) for name, n in zip(("own", "rest"), sizes, strict=True)}
        output.note(t("speakers.few_words", language, least=count("word", FEWEST_WORDS, language), **values))
        return
    box = st.expander(t("speakers.lemmas_open", language), key=f"lemmas-{speaker}", on_change="rerun")
    if box.open:
        with box:
            _lemmas(source, selection, rest, speaker)


def _lemmas(source: Snapshot, own: Selection, rest: Selection, speaker: str) -> None:
    language = state.language()
    found = data.ask(word_contrast, source, own, rest)
    ahead = found.table[found.table["significant"] & (found.table["z"] > 0)] if len(found.table) else found.table
    if ahead.empty:
        output.note(t("speakers.no_lemmas", language, n=number(found.tested, language)))
        return
    rows = [
        (_term_link(row, speaker), number(row["n_a"], language), number(row["n_b"], language),
         number(2 ** row["log_ratio"], language, 1), number(row["documents"], language))
        for row in ahead.head(_LEMMAS).to_dict("records")
    ]  # fmt: skip
    output.html(element("div", listing(t("speakers.lemmas_columns", language).split("|"), rows), class_="scroll"))
    output.note(t("speakers.lemmas_note", language, own=count("word", found.words_a, language),
                  rest=count("word", found.words_b, language), n=number(found.tested, language)))  # fmt: skip


def _term_link(row: evidence.Row, speaker: str) -> Html:
    view = state.view()
    named = None if speaker == UNATTRIBUTED else speaker
    terms = (Term("lemma", str(row["lemma"]), named),)
    view = replace(view, selection=replace(view.selection, speakers=()), terms=terms, marks=(), form="chart")
    return element("a", str(row["label"]), href=evidence.page_link("terms", view))
