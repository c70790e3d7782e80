"""Same speaker? Suggestions to accept or refuse, what was merged, and what the lists know of one speaker."""

from collections.abc import Callable, Iterable
from datetime import date

import streamlit as st

from lib import data
from lib.analysis.same_speaker import Named, Suggestion
from lib.corpus.aliases import merge, separate, split, unseparate
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.speaker_file import Role, roles_within
from lib.corpus.speakers import SpeakersError
from lib.corpus.store import StoreError
from lib.i18n import Language, count, t
from lib.safe import Html, element, join, markdown
from lib.ui import access, evidence, output, state
from lib.ui.look import colour
from lib.ui.names import names_of
from lib.ui.speaker_ranking import profile_link

_FAILED = "aliases-failed"


def show(source: Snapshot) -> None:
    """Show the section, closed; it costs nothing until it is opened."""
    language = state.language()
    box = st.expander(t("aliases.title", language), key="same-speakers", on_change="rerun")
    if box.open:
        with box:
            _open(source)


def _open(source: Snapshot) -> None:
    language = state.language()
    if failed := st.session_state.pop(_FAILED, None):
        output.notice(t(failed.key, language, **failed.values), "error")
    if source.aliases.problem:
        output.note(t("aliases.repair", language))
        return
    access.read_only()
    found = data.suggestions(source)
    output.note(t("aliases.about", language, n=count("suggestion", len(found), language)))
    page = evidence.pager(len(found), "same-speakers", evidence.PAGE) if found else 0
    for number_, one in enumerate(found[page * evidence.PAGE : (page + 1) * evidence.PAGE]):
        _suggestion(source, one, f"same-{number_}")
    _merged(source)
    _separate(source)


def _suggestion(source: Snapshot, one: Suggestion, key: str) -> None:
    language = state.language()
    with st.container(border=True, key=key):
        examples = [_example(source, who) for who in (one.other, *one.candidates)]
        output.html(
            join([element("p", _reason(one, language), class_="note"), element("div", *examples, class_="leads")])
        )
        with st.container(horizontal=True, key=f"{key}-tools"):
            for at, who in enumerate(one.candidates):
                label = t("aliases.is", language, name=who.name) if one.is_ambiguous else t("aliases.one", language)
                arguments = (source, merge, who.name, one.other.name, who.speaker)
                st.button(
                    markdown(label), key=f"{key}-one-{at}", on_click=_change, args=arguments, disabled=_is_locked()
                )
            refusal = t("aliases.none_of" if one.is_ambiguous else "aliases.different", language)
            st.button(
                markdown(refusal), key=f"{key}-different", type="tertiary", on_click=_refuse, args=(source, one),
                disabled=_is_locked(),
            )  # fmt: skip


def _reason(one: Suggestion, language: Language) -> str:
    reason = t(f"aliases.rule.{one.rule}", language)
    if one.is_ambiguous:
        return f"{reason} {t('aliases.ambiguous', language)}"
    if one.days is None or one.other.kind != "person":  # an authority stays: its dates tell nothing
        return reason
    return (
        f"{reason} {t('aliases.days', language, days=count('day', one.days, language))}"
        if one.days
        else (f"{reason} {t('aliases.same_day', language)}")
    )


def _example(source: Snapshot, who: Named) -> Html:
    """Return a name with its number of statements, and the newest of them."""
    language, names = state.language(), names_of("speaker", source, state.language())
    rows = data.ask(Snapshot.statements, source, Selection(speakers=(who.speaker,)), 1).to_dict("records")
    articles = data.ask(Snapshot.text, source, tuple(int(row["doc"]) for row in rows))
    tint = colour("speaker", who.speaker, source)
    said = [evidence.said(row, articles[int(row["doc"])], names, language, tint) for row in rows]
    link = element("a", who.name, href=profile_link(who.speaker))
    head = element("h3", link, element("span", count("statement", who.statements, language)))
    return element("section", head, *said)


def _refuse(source: Snapshot, one: Suggestion) -> None:
    for candidate in one.candidates:
        _change(source, separate, (candidate.name, one.other.name))


def _is_locked() -> bool:
    return not access.may("editor")


def _change(source: Snapshot, change: Callable[..., None], *arguments: object) -> None:
    """Change the analyst's list; what goes wrong is said on the page."""
    try:
        with access.changing(source.folder, f"speakers.{change.__name__}", names=list(arguments)):
            change(source.folder, *arguments)
    except (StoreError, SpeakersError) as error:
        st.session_state[_FAILED] = error


def _merged(source: Snapshot) -> None:
    language = state.language()
    entries = [entry for entry in source.aliases.file.speakers if entry.aliases]
    if not entries:
        return
    output.heading(t("aliases.merged", language), 3)
    rows = [(entry.name, alias) for entry in entries for alias in entry.aliases]
    for at, (name, alias) in enumerate(rows):
        _row(f"{alias} = {name}", t("aliases.split", language), f"split-{at}", source, (split, alias))


def _separate(source: Snapshot) -> None:
    language = state.language()
    if not source.aliases.file.separate:
        return
    output.heading(t("aliases.separate", language), 3)
    for at, names in enumerate(source.aliases.file.separate):
        _row(" ≠ ".join(names), t("aliases.again", language), f"again-{at}", source, (unseparate, names))


def _row(text: str, label: str, key: str, source: Snapshot, change: tuple[object, ...]) -> None:
    with st.container(horizontal=True, key=f"row-{key}", vertical_alignment="center"):
        output.html(element("p", text), width="content")
        st.button(
            markdown(label), key=key, type="tertiary", on_click=_change, args=(source, *change), disabled=_is_locked()
        )


def known_of(source: Snapshot, selection: Selection, speaker: str) -> None:
    """Show the other names of a speaker, and the offices held in the period in view, as the lists have them."""
    language = state.language()
    if names := source.aliases.also_named(speaker):
        output.note(t("speakers.also", language, names=", ".join(names)))
    first, last = selection.start or source.info.first, selection.end or source.info.last
    if roles := roles_within(source.aliases.roles(speaker), first, last):
        output.note(t("speakers.offices", language, roles="; ".join(_offices(roles, language))))


def _offices(roles: Iterable[Role], language: Language) -> Iterable[str]:
    for role in roles:
        title = role.title_en if language == "en" and role.title_en else role.title
        years = _years(role.first, role.last, language)
        yield f"{title} ({years})" if years else title


def _years(first: date | None, last: date | None, language: Language) -> str:
    if first and last:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first:
        return t("speakers.since", language, year=str(first.year))
    return t("speakers.until", language, year=str(last.year)) if last else ""


def problem(source: Snapshot) -> None:
    """Say that the analyst's list cannot be used, on every page: its merges are not in what is shown."""
    if error := source.aliases.problem:
        language = state.language()
        output.notice(f"{t('aliases.problem', language)} {t(error.key, language, **error.values)}", "warning")
