"""Corrections in the reader: what the analyst says of the statement that the link points at, and taking it back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.corpus.corrections import (
    LONGEST,
    Correction,
    StatementKey,
    Verdict,
    correct,
    find_text,
    names_somebody,
    undo,
)
from lib.corpus.documents import text_digest
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article, StoreError
from lib.i18n import short_day, t
from lib.safe import element
from lib.text.spans import Span
from lib.ui import access, output, state
from lib.ui.access import owner

_OFFERED = 200
_AROUND = 3
"""Sentences before and after a statement that are offered as where it begins and ends."""
_FAILED = "correction-failed"


def pointed(source: Snapshot, article: Article) -> StatementKey | None:
    """Return the statement that the link points at, as it was found; None if it points at none."""
    span = state.view().span
    statements = data.ask(Snapshot.statements_of, source, article.doc)
    at = statements[(statements["start"] == (span or (-1, -1))[0]) & (statements["end"] == (span or (-1, -1))[1])]
    if at.empty:
        return None
    start, end = data.ask(Snapshot.found_spans, source, article.doc)[int(at["stmt"].iloc[0])]
    return StatementKey(text_digest(article.text), start, end)


def show(source: Snapshot, article: Article) -> None:
    """Show how to correct the statement in view, and the corrections of the document."""
    language = state.language()
    if failed := st.session_state.pop(_FAILED, None):
        output.notice(t("correction.failed", language, reason=t(failed[0], language, **failed[1])), "error")
    key = pointed(source, article)
    if key and not access.may("editor"):
        access.read_only()
    elif key:
        with st.expander(t("correction.title", language), key="correction"):
            _form(source, article, key)
    elif len(data.ask(Snapshot.statements_of, source, article.doc)):
        output.note(t("correction.how", language))
    _made(source, article)


def _form(source: Snapshot, article: Article, key: StatementKey) -> None:
    language, form = state.language(), _Form(source, article, key)
    verdict: Verdict = st.radio(
        t("correction.verdict", language),
        get_args(Verdict),
        format_func=lambda verdict: t(f"correction.{verdict}", language),
        key=form.name("verdict"),
    )
    if verdict == "speaker":
        _ask_speaker(form)
    elif verdict == "span":
        _ask_span(form)
    st.text_input(t("correction.note", language), key=form.name("note"), max_chars=300)
    st.button(
        t("correction.save", language),
        key=form.name("correct"),
        disabled=form.stated() is None,
        on_click=_correct,
        args=(form,),
    )


class _Form:
    """What the form says of one statement. A click reads it anew: it may come together with what was typed last."""

    def __init__(self, source: Snapshot, article: Article, key: StatementKey) -> None:
        self.source = source
        self.article = article
        self.key = key
        self.now = Span(*(state.view().span or key[1:]))
        self.sentences = data.ask(Snapshot.sentences, source, article.doc)

    def name(self, field: str) -> str:
        """Return the key of a widget, of this statement alone."""
        return f"{field}-{self.article.doc}-{self.key.start}-{self.key.end}"

    def value(self, field: str) -> Any:
        """Return what a widget holds."""
        return st.session_state.get(self.name(field))

    def span(self) -> Span | None:
        """Return where the statement is to be: at the words that were typed, otherwise from sentence to sentence."""
        if typed := (self.value("words") or "").strip():
            return find_text(self.article.text, typed, self.now.start)
        first, last = _touched(self.sentences, self.now)
        begins, ends = self.value("begins"), self.value("ends")
        start = int(self.sentences["start"][first if begins is None else begins])
        end = int(self.sentences["end"][last if ends is None else ends])
        return Span(start, end) if start < end else None

    def stated(self) -> Correction | None:
        """Return the correction, None where something is missing or nothing would change."""
        verdict, speaker, span = self.value("verdict"), "", None
        if verdict == "speaker":
            speaker = safe.one_line(self.value("speaker") or "")[:LONGEST]
            if not names_somebody(speaker):
                return None
        elif verdict == "span":
            span = self.span()
            if span is None or span == self.now:
                return None
        start, end = span or (None, None)
        return Correction(
            *self.key, verdict, date.today(), speaker, start, end, safe.one_line(self.value("note") or "")
        )


def _ask_speaker(form: _Form) -> None:
    """Ask for a name: one of the snapshot's, or one that is typed."""
    language = state.language()
    names = list(data.names(form.source, "speaker", "ru").values())[:_OFFERED]
    shown = dict(zip(names, data.names(form.source, "speaker", language).values(), strict=False))
    st.selectbox(
        t("correction.name", language),
        names,
        index=None,
        format_func=lambda name: safe.one_line(shown.get(str(name), str(name))),  # shown as text, not as Markdown
        key=form.name("speaker"),
        placeholder=t("correction.name_how", language),
        accept_new_options=True,
    )


def _ask_span(form: _Form) -> None:
    """Ask where the statement begins and ends: by sentences, or by its words; show what that would be."""
    language, sentences, text = state.language(), form.sentences, form.article.text
    first, last = _touched(sentences, form.now)
    offered = range(max(0, first - _AROUND), min(len(sentences), last + _AROUND + 1))

    def worded(number: int) -> str:
        return safe.one_line(text[sentences["start"][number] : sentences["end"][number]], 60)

    for field, label, chosen in (
        ("begins", t("correction.begins", language), first),
        ("ends", t("correction.ends", language), last),
    ):
        st.selectbox(safe.markdown(label), offered, chosen - offered.start, worded, key=form.name(field))
    st.text_area(t("correction.words", language), key=form.name("words"), max_chars=5_000)
    if span := form.span():
        output.html(element("blockquote", safe.one_line(span.of(text), 700), class_="preview"))
        output.note(t("correction.themes_stay", language))
    else:
        is_typed = bool((form.value("words") or "").strip())
        output.notice(t("correction.no_words" if is_typed else "correction.reversed", language), "warning")


def _touched(sentences: pd.DataFrame, span: Span) -> tuple[int, int]:
    """Return the first and the last sentence that a span lies in."""
    touched = sentences.index[(sentences["start"] < span.end) & (sentences["end"] > span.start)]
    return (int(touched[0]), int(touched[-1])) if len(touched) else (0, 0)


def _made(source: Snapshot, article: Article) -> None:
    """List the corrections of a document, each with a way back."""
    language = state.language()
    made = source.corrections.of_text(text_digest(article.text))
    if not made:
        return
    output.heading(t("correction.made", language), 3)
    fitting = {line for one in source.corrected for line in (one.who, one.where)}
    for line in made:
        with st.container(key=f"made-{line.start}-{line.end}-{line.verdict}"):
            output.html(element("p", *_worded(line, article, line in fitting), class_="note"))
            st.button(
                t("correction.undo", language),
                key=f"undo-{line.start}-{line.end}-{line.verdict}",
                type="tertiary",
                on_click=_undo,
                args=(line,),
            )


def _worded(line: Correction, article: Article, fits: bool) -> list[str]:
    """Return a correction as the parts of a line."""
    language = state.language()
    words = safe.one_line(article.text[line.start : line.end], 90)
    parts: list[str] = [element("b", verdict_in_words(line)), f" — «{words}», {short_day(line.when, language)}"]
    if line.note:
        parts.append(f" · {line.note}")
    return parts if fits else [*parts, " · ", t("correction.fits_not", language)]


def verdict_in_words(line: Correction) -> str:
    """Return what a correction says, with the name where it names somebody."""
    said = t(f"correction.{line.verdict}", state.language())
    return f"{said}: {line.speaker}" if line.speaker else said


def _correct(form: _Form) -> None:
    made = form.stated()
    if made and _written(made.verdict, made.key, lambda folder: correct(folder, made)):
        state.update(span=None if made.verdict == "not_statement" else made.new_span or state.view().span)
        st.toast(t("correction.done", state.language()))


def _undo(line: Correction) -> None:
    undone = _written("undo", line.key, lambda folder: undo(folder, line.key, line.subject))
    if undone and line.verdict in ("span", "not_statement"):
        state.update(span=(line.start, line.end))


def _written(action: str, key: StatementKey, change: Callable[[Path], None]) -> bool:
    """Change the file of the store in view; where that fails, keep why for the next run."""
    try:
        folder = data.store(state.view().corpus, owner()).folder
        with access.changing(folder, f"correction.{action}", **key._asdict()):
            change(folder)
    except StoreError as error:
        st.session_state[_FAILED] = error.key, error.values
        return False
    return True
