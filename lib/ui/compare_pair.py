"""Two articles on one event beside each other: sentences, words that differ, verbs of saying, files."""

from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.analysis.aligned_wording import (
    ALIKE,
    MOST_SENTENCES,
    Part,
    Row,
    Said,
    common_share,
    long_words,
    marked,
    said_beside,
)
from lib.briefing.items import Cell, Figure
from lib.corpus.selection import UNATTRIBUTED
from lib.corpus.slugs import in_latin
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import Language, count, number, share, short_day, t
from lib.safe import Html, element
from lib.text.cue_tone import tone_of
from lib.text.spans import Span
from lib.ui import basket, compare_sides, evidence, filters, kwic, output, state
from lib.ui.compare_sides import NAMES, Side
from lib.ui.names import names_of

_COLUMNS = ("a", "b", "alike", "own_a", "own_b", "start_a", "start_b")
_NO_CLASS = ("none", "unclassed")
_ID = 16
WORDING = "wording:"
"""Begins the mark of a pair, so that a link tells it from the mark of a theme; the beginnings of two ids follow."""
Pair = tuple[Article, Article]


@dataclass(frozen=True)
class Beside:
    """Two documents beside each other.

    Attributes:
        rows: of their sentences.
        spans: where the sentences of each are.
        texts: of each row, empty where a document has none.
        common: words that stand in common, of all words of both.
    """

    rows: list[Row]
    spans: tuple[list[Span], list[Span]]
    texts: list[tuple[str, str]]
    common: tuple[int, int]


def beside(source: Snapshot, pair: Pair) -> Beside:
    """Return the sentences of two documents beside each other."""
    rows = data.ask(Snapshot.aligned_sentences, source, pair[0].doc, pair[1].doc)
    first, second = (
        [Span(int(start), int(end)) for start, end in zip(frame["start"], frame["end"], strict=True)]
        for frame in (data.ask(Snapshot.sentences, source, one.doc) for one in pair)
    )
    texts = [(_text(pair[0], first, row.a), _text(pair[1], second, row.b)) for row in rows]
    return Beside(rows, (first, second), texts, common_share(texts))


def _text(article: Article, spans: list[Span], place: int | None) -> str:
    return "" if place is None else " ".join(article.text[spans[place].start : spans[place].end].split())


def show(source: Snapshot, both: tuple[Side, Side], pair: Pair, alike: float) -> None:
    """Show a pair of documents in two columns, and what can be taken away."""
    language, found = state.language(), beside(source, pair)
    output.heading(_title(pair), 3)
    output.note(_counted(found, alike))
    output.html(_columns(found, pair))
    if any(len(spans) > MOST_SENTENCES for spans in found.spans):
        output.note(t("wording.cut", language, n=count("sentence", MOST_SENTENCES, language)))
    output.note(t("wording.key", language, least=number(ALIKE, language, 2)))
    _verbs(source, found, pair)
    _tools(source, both, found, pair)


def _title(pair: Pair) -> str:
    language = state.language()
    days = dict.fromkeys(short_day(one.date, language) for one in pair if one.date)
    names = [one.source_name for one in pair]
    return t("wording.pair", language, a=names[0], b=names[1], day=" — ".join(days))


def _counted(found: Beside, alike: float) -> str:
    language = state.language()
    only = [sum(1 for row in found.rows if (row.b, row.a)[side] is None) for side in (0, 1)]
    return t(
        "wording.counted",
        language,
        share=share(*found.common, language),
        words=count("word", found.common[1], language),
        beside=number(len(found.rows) - sum(only), language),
        only_a=number(only[0], language),
        only_b=number(only[1], language),
        alike=number(alike, language, 2),
    )


def _columns(found: Beside, pair: Pair) -> Html:
    language = state.language()
    heads = [
        element("th", compare_sides.glyph(name), " ", f"{compare_sides.letter(name)}: ", evidence.document_link(one))
        for name, one in zip(NAMES, pair, strict=True)
    ]
    lines = []
    for row, texts in zip(found.rows, found.texts, strict=True):
        cells = []
        for side, parts in enumerate(marked(*texts) if all(texts) else [[Part(one, False)] for one in texts]):
            place = (row.a, row.b)[side]
            name = compare_sides.letter(NAMES[side])
            if place is None:
                only = t("wording.only_other", language, side=compare_sides.letter(NAMES[1 - side]))
                cells.append(element("td", element("span", only, class_="note"), class_="only", data_side=name))
                continue
            link = evidence.place_link(pair[side], *found.spans[side][place])
            body = safe.join((element("mark", text) if own else text for text, own in parts), " ")
            at = element("a", t("evidence.in_text", language), href=link)
            cells.append(element("td", body, " ", at, data_side=name))
        lines.append(element("tr", *cells))
    head = element("thead", element("tr", *heads))
    return element("table", head, element("tbody", *lines), class_="plain wording")


def _verbs(source: Snapshot, found: Beside, pair: Pair) -> None:
    """Show the statements of one speaker in sentences beside each other whose verbs of saying differ in class."""
    language = state.language()
    frames = [data.ask(Snapshot.statements_of, source, one.doc) for one in pair]
    places = said_beside(found.rows, found.spans, (_said(frames[0], pair[0]), _said(frames[1], pair[1])))
    beside_ = [(frames[0].iloc[first], frames[1].iloc[second]) for first, second in places]
    output.heading(t("wording.verbs", language), 3)
    if not beside_:
        output.note(t("wording.no_statements", language))
        return
    differ = [rows for rows in beside_ if _classes_differ(*(str(row["cue"]) for row in rows))]
    key = "wording.verbs_differ" if differ else "wording.verbs_alike"
    output.note(t(key, language, n=number(len(differ), language), of=number(len(beside_), language)))
    if not differ:
        return
    names = names_of("speaker", source, language)
    lines = []
    for rows in differ:
        slugs = [slug for slug in rows[0]["speakers"] if slug in rows[1]["speakers"]]
        cells = [element("td", _verb(row, one)) for row, one in zip(rows, pair, strict=True)]
        lines.append(element("tr", element("td", ", ".join(names.get(slug, slug) for slug in slugs)), *cells))
    heads = [t("filter.speaker", language), *(compare_sides.letter(name) for name in NAMES)]
    table = element("table", element("tr", *(element("th", head) for head in heads)), *lines, class_="plain")
    output.html(element("div", table, class_="scroll"))


def _said(frame: pd.DataFrame, article: Article) -> list[Said]:
    return [
        Said(start, end, frozenset(speakers) - {UNATTRIBUTED}, long_words(article.text[start:end]))
        for start, end, speakers in zip(
            frame["start"].astype(int), frame["end"].astype(int), frame["speakers"], strict=True
        )
    ]


def _classes_differ(first: str, second: str) -> bool:
    tones = tone_of(first), tone_of(second)
    return tones[0] != tones[1] and not set(tones) & set(_NO_CLASS)


def _verb(row: pd.Series, article: Article) -> Html:
    language, cue = state.language(), str(row["cue"])
    link = evidence.place_link(article, int(row["start"]), int(row["end"]))
    name = t(f"speakers.tone.{tone_of(cue)}.name", language)
    return safe.join((element("a", t("wording.cue", language, cue=cue), href=link), f" · {name}"))


def _tools(source: Snapshot, both: tuple[Side, Side], found: Beside, pair: Pair) -> None:
    language, item = state.language(), as_item(source, both, found, pair)
    name = f"wording-{safe.slug('-'.join(in_latin(one.source_name) for one in pair))}"
    with st.container(horizontal=True, key="wording-tools", gap="small"):
        for extension, kind in kwic.TYPES.items():
            st.download_button(
                safe.markdown(extension.upper()),
                partial(_file, item, extension, language),
                f"{name}.{extension}",
                kind,
                key=f"wording-{extension}",
                type="tertiary",
                on_click="ignore",
            )
        st.button(t("figure.take", language), key="take-wording", type="tertiary", on_click=lambda: basket.add(item))


def _file(item: Figure, extension: str, language: Language) -> bytes:
    from lib.briefing import tables  # loads the office libraries

    return kwic.told_csv(item, language) if extension == "csv" else tables.table_xlsx(item, language)


def as_item(source: Snapshot, both: tuple[Side, Side], found: Beside, pair: Pair) -> Figure:
    """Return the sentences beside each other as a table of a briefing; its link opens this pair."""
    language = state.language()
    documents = " · ".join(
        f"{compare_sides.letter(name)}: {evidence.place(one, language)}" for name, one in zip(NAMES, pair, strict=True)
    )
    common = t("wording.common", language, share=share(*found.common, language))
    caption = compare_sides.caption(
        _title(pair), source, both, len(found.rows), "sentence", denominator=f"{common}; {documents}"
    )
    view = replace(state.view(), marks=(mark_of(pair),))
    heads = tuple(t(f"wording.column_{name}", language) for name in _COLUMNS)
    rows = tuple(_exported(found, at) for at in range(len(found.rows)))
    return Figure(_title(pair), caption, heads, rows, "none", filters.address(view))


def mark_of(pair: Pair) -> str:
    """Return the mark of a pair, as a link holds it."""
    return WORDING + "-".join(one.id[:_ID] for one in pair)


def _exported(found: Beside, at: int) -> tuple[Cell, ...]:
    row, texts = found.rows[at], found.texts[at]
    is_pair = row.a is not None and row.b is not None
    own = [" … ".join(part.text for part in parts if part.own) for parts in marked(*texts)] if is_pair else ["", ""]
    starts = [
        None if place is None else spans[place].start for place, spans in zip((row.a, row.b), found.spans, strict=True)
    ]
    return texts[0] or None, texts[1] or None, round(row.alike, 2) if is_pair else None, *own, starts[0], starts[1]
