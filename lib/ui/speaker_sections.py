"""The tables of a profile: roles, words of saying, company, themes, mentions, rules. Numbers open their statements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from lib import data
from lib.analysis.forms import is_percentage_sound
from lib.analysis.intervals import wilson
from lib.analysis.speakers import FEWEST_TOGETHER, against_chance, by_tone, merge_case, role_grain, roles_over_time
from lib.corpus.selection import NO_THEME, UNATTRIBUTED, Grain, Selection
from lib.corpus.snapshot import Snapshot, SpeakerProfile
from lib.i18n import Language, count, date_label, number, share, t
from lib.safe import Html, element, join
from lib.ui import evidence, state
from lib.ui.names import names_of, rule_name, theme_names
from lib.ui.speaker_evidence import lemma_of, opening
from lib.ui.speaker_ranking import profile_link

LEVEL = 0.05
_ROWS = 10
_WORDS = 12

Line = tuple[str, ...]


def sections(source: Snapshot, selection: Selection, speaker: str, found: SpeakerProfile) -> Iterator[Html]:
    """Return the tables of a speaker's profile.

    Args:
        selection: what is in view, the one speaker's statements alone.
    """
    language, statements = state.language(), int(found.rules["statements"].sum())
    yield _roles(found.roles, statements)
    yield _tones(found.cues, statements)
    if speaker != UNATTRIBUTED:
        yield _company(source, replace(selection, speakers=()), speaker)
    yield section("themes", _theme_lines(source, found.themes))
    mentions = merge_case(found.mentions, "mention")
    mentions["mention"] = mentions["mention"].replace("", t("speakers.understood", language))
    rows = [(text, number(n, language)) for text, n in zip(mentions["mention"], mentions["statements"], strict=True)]
    yield section("mentions", rows, t("speakers.looked_at", language, n=count("statement", found.looked_at, language)))
    yield section("rules", [
        (rule_name(row["rule"], language), number(row["confidence"], language, 2),
         opening(number(row["statements"], language), "rule", row["rule"]))
        for row in found.rules.to_dict("records")
    ])  # fmt: skip


def with_interval(k: int, n: int, language: Language) -> str:
    """Return a share with its Wilson interval, "3 of 13" where n is too small for a percentage."""
    if not is_percentage_sound(n):
        return share(k, n, language)
    low, high = wilson(k, n)
    return f"{share(k, n, language)} ({number(100 * low, language)}–{number(100 * high, language)})"


def brackets(n: int, language: Language) -> str:
    """Say what stands in brackets behind a share of n, where anything does."""
    return " " + t("speakers.brackets", language) if is_percentage_sound(n) else ""


def section(name: str, rows: Sequence[Line], note: str = "", below: Sequence[Html] = ()) -> Html:
    """Return a heading with a table, what stands `below` it and a note; rows beyond the first ten are folded."""
    language = state.language()
    heads = t(f"speakers.{name}_columns", language).split("|")
    parts = [element("h3", t(f"speakers.{name}", language))]
    if rows:
        parts.append(listing(heads, rows[:_ROWS]))
    elif not below:
        parts.append(element("p", t("speakers.nothing", language), class_="note"))
    if len(rows) > _ROWS:
        parts.append(
            folded(t("filter.more", language, n=number(len(rows) - _ROWS, language)), listing(heads, rows[_ROWS:]))
        )
    parts += below
    if note:
        parts.append(element("p", note, class_="note"))
    return element("section", *parts)


def folded(summary: str, content: str) -> Html:
    """Return what is one click away."""
    return element("details", element("summary", summary, class_="note"), content)


def listing(heads: Iterable[str], rows: Iterable[Line]) -> Html:
    """Return a table of our own: the first column text, the others numbers."""
    head = element("tr", *[element("th", text, class_="n" if i else None) for i, text in enumerate(heads)])
    body = [element("tr", element("td", row[0]), *[_number(text) for text in row[1:]]) for row in rows]
    return element("table", head, *body, class_="plain")


def _number(text: str) -> Html:
    return element("td", text, class_="n", style="white-space:nowrap")


def _roles(roles: pd.DataFrame, statements: int) -> Html:
    language, grain = state.language(), role_grain(roles)
    found = roles_over_time(roles, lemma_of)
    rows = [
        (join([row["role"], _small(_periods(row["periods"], grain, language)), _small(_also(row, language))]),
         opening(number(row["statements"], language), "role", row["role"]))
        for row in found.to_dict("records")
    ]  # fmt: skip
    without = count("statement", statements - int(found["statements"].sum()), language)
    return section("roles", rows, t("speakers.roles_note", language, n=without))


def _small(text: str) -> Html:
    return element("small", text, class_="note", style="display:block") if text else join([])


def _periods(periods: Sequence[tuple[pd.Timestamp | None, int]], grain: Grain, language: Language) -> str:
    named = [
        (date_label(day.date(), language, grain) if day else t("speakers.undated", language), n) for day, n in periods
    ]
    return ", ".join(f"{when} ({number(n, language)})" for when, n in named)


def _also(row: evidence.Row, language: Language) -> str:
    """Name the other ways of writing that were counted with a role."""
    others = [way for way in row["written"] if way.lower() != row["role"].lower()]
    return t("speakers.also_written", language, ways=", ".join(others)) if others else ""


def _tones(cues: pd.DataFrame, statements: int) -> Html:
    """Return the words of saying by what they add; the numbers add up to the statements."""
    language = state.language()
    counts = dict(zip(cues["cue"], cues["statements"].tolist(), strict=True))
    rows = [
        (join([element("b", t(f"speakers.tone.{row['tone']}.name", language)),
               _small(t(f"speakers.tone.{row['tone']}.hint", language)), _cues(row["cues"], counts)]),
         with_interval(row["statements"], statements, language),
         opening(number(row["statements"], language), "tone", row["tone"]))
        for row in by_tone(cues, statements).to_dict("records")
    ]  # fmt: skip
    heads = t("speakers.cues_columns", language).split("|")
    note = element("p", t("speakers.cues_note", language) + brackets(statements, language), class_="note")
    return element("section", element("h3", t("speakers.cues", language)), listing(heads, rows), note)


def _cues(cues: Sequence[str], counts: Mapping[str, int]) -> Html:
    language = state.language()
    words = [join([cue, "\u00a0", opening(number(counts[cue], language), "cue", cue)]) for cue in cues]
    shown = element("span", join(words[:_WORDS], ", "))
    if len(words) <= _WORDS:
        return shown
    more = t("filter.more", language, n=number(len(words) - _WORDS, language))
    return join([shown, folded(more, join(words[_WORDS:], ", "))])


def _company(source: Snapshot, everybody: Selection, speaker: str) -> Html:
    """Return who speaks in the same documents, with the number that chance would give; pairs not tested are folded."""
    language = state.language()
    found = against_chance(data.ask(Snapshot.company, source, everybody, speaker))
    tested = found[found["q"].notna()]
    rest = _company_rows(source, found[found["q"].isna()])
    values = {name: number(int(found[name].iloc[0]), language) for name in ("own", "all")} if len(found) else {}
    least = number(FEWEST_TOGETHER, language)
    note = t("speakers.company_note", language, least=least, **values) if values else ""
    fewer = t("speakers.company_few", language, n=number(len(rest), language), least=least)
    heads = t("speakers.company_columns", language).split("|")
    parts = [folded(fewer, listing(heads, rest))] if rest else []
    return section("company", _company_rows(source, tested), note, parts)


def _company_rows(source: Snapshot, company: pd.DataFrame) -> list[Line]:
    language, names = state.language(), names_of("speaker", source, state.language())
    return [
        (join([element("a", names.get(row["speaker"], row["speaker"]), href=profile_link(row["speaker"])),
               _small(_verdict(row, language))]),
         opening(number(row["together"], language), "with", row["speaker"]),
         number(row["expected"], language, 1 if row["expected"] >= 0.1 else 2))
        for row in company.to_dict("records")
    ]  # fmt: skip


def _verdict(row: evidence.Row, language: Language) -> str:
    """Say what the number of shared documents allows to conclude, and how much of it was said jointly."""
    if pd.isna(row["q"]):
        said = ""
    elif row["q"] < LEVEL:
        said = t("speakers.company_more", language, ratio=number(row["ratio"], language, 1), q=_q(row["q"], language))
    else:
        said = t("speakers.company_chance", language, q=_q(row["q"], language))
    joint = t("speakers.company_joint", language, n=number(row["joint"], language)) if row["joint"] else ""
    return "; ".join(part for part in (said, joint) if part)


def _q(q: float, language: Language) -> str:
    return f"q = {number(q, language, 3)}" if q >= 0.001 else f"q < {number(0.001, language, 3)}"


def _theme_lines(source: Snapshot, themes: pd.DataFrame) -> list[Line]:
    language, view, names = state.language(), state.view(), theme_names(source, state.language())
    rows: list[Line] = []
    last = themes["theme"] == NO_THEME
    themes = pd.concat([themes[~last], themes[last]])
    for theme, n in zip(themes["theme"], themes["statements"], strict=True):
        narrowed = replace(view, selection=replace(view.selection, themes=(theme,)), marks=())
        text = number(n, language)
        rows.append((names.get(theme, theme), element("a", text, href=evidence.page_link("speakers", narrowed))))
    return rows
