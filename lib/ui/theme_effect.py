"""What an edit of a theme would change, before it is saved: counts, sentences, nearness to the threshold, overlap."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import Theme
from lib.charts.describe import describe
from lib.charts.evidence_bars import evidence, evidence_bars
from lib.charts.look import Look
from lib.corpus.queries.theme_preview import CaughtSentence, Change, DocumentScore, ThemePreview
from lib.corpus.selection import NO_THEME, Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, noun_form, number, period, t
from lib.safe import Html, element, join
from lib.ui import evidence as sentences
from lib.ui import figure, output, state, theme_words
from lib.ui.figure import Shown
from lib.ui.look import look
from lib.ui.names import theme_names

_FEW, _MORE, _NEAR, _OVERLAPS = 5, 20, 5, 6
_NOUNS = ("document", "statement", "sentence")
_LISTS = ("sentences_gained", "sentences_lost", "documents_gained", "documents_lost")


def show(source: Snapshot, before: Theme | None, edited: Theme, room: int | None) -> None:
    """Show what changes from a theme, None for a new one, to an edited one, at a width of `room` px."""
    language = state.language()
    if not edited.terms:
        output.note(t("effect.no_terms", language))
        return
    with st.spinner(t("effect.working", language), show_time=True):
        found = preview(source, before, edited)
    _counts(source, found)
    _lists(source, found, before)
    if any(row.documents for row in found.bins):
        figure.show(_figure(source, found, edited, room), key="theme-evidence")
        _near(source, found)
        _overlap(source, found)


def preview(source: Snapshot, before: Theme | None, edited: Theme) -> ThemePreview:
    """Return what an edit changes, the names of the themes left aside: they change nothing."""
    return data.ask(Snapshot.theme_preview, source, _nameless(before) if before else None, _nameless(edited))


def _nameless(theme: Theme) -> Theme:
    return replace(theme, name_ru="", name_en="", description_ru="", description_en="")


def without(source: Snapshot, theme: Theme) -> str:
    """Say how many documents a theme has, and how many of them would be left without any."""
    language, table = state.language(), data.ask(Snapshot.theme_table, source, Selection())
    row = table[table["theme"] == theme.id]
    documents, alone = (int(row[name].sum()) for name in ("documents", "only"))
    return t("editor.delete_means", language, documents=count("document", documents, language),
             alone=number(alone, language))  # fmt: skip


def in_words(change: Change) -> str:
    """Return ``120 → 143``, or one number where nothing changes."""
    language = state.language()
    after = number(change.after, language)
    return after if change.before == change.after else f"{number(change.before, language)} → {after}"


def _counts(source: Snapshot, found: ThemePreview) -> None:
    language, kind = state.language(), "with_theme" if found.sampled is None else "in_sample"
    rows = [
        (
            in_words(change),
            t(f"effect.{kind}", language, noun=noun_form(noun, change.after, language)),
            theme_words.signed(change.gained, change.lost, language),
        )
        for noun, change in zip(_NOUNS, (found.documents, found.statements, found.sentences), strict=True)
    ]
    output.cards(rows)
    output.note(f"{_denominator(source, found)} {t('effect.counted', language)}")


def _denominator(source: Snapshot, found: ThemePreview) -> str:
    language, whole = state.language(), count("document", source.info.documents, state.language())
    if found.sampled is not None:
        return t("effect.sampled", language, sampled=number(found.sampled, language), whole=whole,
                 candidates=number(found.candidates, language))  # fmt: skip
    return t("effect.whole", language, whole=whole)


def _lists(source: Snapshot, found: ThemePreview, before: Theme | None) -> None:
    """Show what was gained or lost, one kind at a time, a few first."""
    language = state.language()
    counts = (found.sentences.gained, found.sentences.lost, found.documents.gained, found.documents.lost)
    offered = {name: n for name, n in zip(_LISTS, counts, strict=True) if n}
    if not offered:
        output.note(t("effect.nothing" if before else "effect.nothing_new", language))
        return
    key = "effect-list"
    if st.session_state.get(key) not in offered:
        st.session_state[key] = next(iter(offered))
    chosen = st.pills(
        t("effect.lists", language),
        list(offered),
        format_func=lambda name: f"{t(f'effect.{name}', language)}: {number(offered[name], language)}",
        key=key,
        required=True,
        wrap=True,
        label_visibility="collapsed",
    )
    _listed(source, getattr(found, str(chosen)), offered[str(chosen)], str(chosen))


def _listed(source: Snapshot, rows: Sequence[CaughtSentence | DocumentScore], total: int, name: str) -> None:
    language, key = state.language(), f"effect-more-{name}"
    most = st.session_state.get(key, _FEW)
    shown = rows[:most]
    articles = data.ask(Snapshot.text, source, tuple(row.doc for row in shown))
    if name.startswith("sentences"):
        output.html(join([_sentence(row, articles[row.doc]) for row in shown if isinstance(row, CaughtSentence)]))
    else:
        output.html(element("ul", *[_document(articles[row.doc]) for row in shown], class_="headlines"))
    if len(shown) < len(rows):
        st.button(t("effect.more", language), key=f"{key}-button", type="tertiary", on_click=_more, args=(key, most))
    elif len(rows) < total:
        output.note(t("effect.first", language, n=number(len(rows), language), total=number(total, language)))


def _more(key: str, most: int) -> None:
    st.session_state[key] = most + _MORE


def _sentence(row: CaughtSentence, article: Article) -> Html:
    language = state.language()
    by = f"{sentences.place(article, language)} · "
    link = element("a", t("evidence.in_text", language), href=sentences.place_link(article, row.start, row.end),
                   target="_blank")  # fmt: skip
    quote = sentences.highlighted(article.text, row.start, row.end, row.hits)
    return element("article", element("blockquote", quote), element("p", by, link, class_="by"), class_="said")


def _document(article: Article, said: str = "") -> Html:
    when = sentences.place(replace(article, title=""), state.language())
    link = element("a", sentences.headline(article), href=sentences.place_link(article, 0, 0), target="_blank")
    return element("li", link, element("span", " · ".join(part for part in (said, when) if part)))


def _figure(source: Snapshot, found: ThemePreview, edited: Theme, room: int | None) -> Shown:
    language = state.language()
    frame = pd.DataFrame(found.bins, columns=["start", "end", "documents"])
    with_any = int(frame["documents"].sum())
    caption = figure.caption(
        t("effect.figure", language, name=theme_words.name(edited, language)), source, with_any, "document",
        note=t("effect.figure_note", language),
    )  # fmt: skip
    whole = period(source.info.first, source.info.last, language)
    caption = replace(caption, filters=_denominator(source, found), sources="", period=whole)
    drawn_at: Look = replace(look(), width=room)
    columns = {
        "start": t("effect.from", language),
        "end": t("effect.to", language),
        "documents": t("unit.doc", language),
    }
    return Shown(
        evidence_bars(frame, caption, drawn_at, threshold=edited.threshold), frame.round(2), columns, caption,
        describe("evidence_bars", frame, caption, language), series=("documents",), native="column",
        opens=lambda _: True,
    )  # fmt: skip


def _near(source: Snapshot, found: ThemePreview) -> None:
    """List the documents nearest to the threshold, on both sides of it."""
    language = state.language()
    sides = [(name, rows[:_NEAR]) for name, rows in (("over", found.just_over), ("under", found.just_under)) if rows]
    articles = data.ask(Snapshot.text, source, tuple(row.doc for _, rows in sides for row in rows))
    parts = [
        element(
            "section",
            element("h3", t(f"effect.just_{name}", language)),
            element("ul", *[_document(articles[row.doc], evidence(row.evidence, language)) for row in rows],
                    class_="headlines"),
        )
        for name, rows in sides
    ]  # fmt: skip
    output.html(element("div", *parts, class_="near"))


def _overlap(source: Snapshot, found: ThemePreview) -> None:
    """Show which themes the documents of the theme also have, before and after."""
    language, names = state.language(), theme_names(source, state.language())
    rows = [row for row in found.overlap if row.theme != NO_THEME and (row.before or row.after)][:_OVERLAPS]
    if not rows:
        return
    head = element("tr", *[
        element("th", text, class_=css)
        for text, css in zip(t("effect.overlap_columns", language).split("|"), (None, "n", "n"), strict=True)
    ])  # fmt: skip
    body = [
        element(
            "tr",
            element("td", names.get(row.theme, row.theme)),
            element("td", number(row.before, language), class_="n"),
            element("td", number(row.after, language), class_="n"),
        )
        for row in rows
    ]
    note = t("effect.overlap_note", language, documents=in_words(found.documents))
    output.heading(t("effect.overlap", language), 3, note=note)
    output.html(element("table", head, *body, class_="plain overlap"))
