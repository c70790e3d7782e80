"""Is the theme right? The analyst judges a random sample of its sentences, one at a time, with two keys."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.corpus.judgments import FEWEST, Judgment, SentenceKey, Verdict, judge
from lib.corpus.queries.theme_sample import Asked, ThemeSample
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import StoreError
from lib.i18n import count, number, t
from lib.safe import Html, element
from lib.ui import access, evidence, output, state, theme_badge, theme_check_result
from lib.ui.names import about_of, theme_names

KEYS: dict[Verdict | str, str] = {"yes": "1", "no": "2", "skip": "3", "back": "Backspace"}
"""The keys that answer: digits, which every layout of a keyboard has in the same place."""
_NEIGHBOUR, _SHOWN = 260, 900
_OPEN, _FAILED, _REDRAW = "check", "check.failed", "check.redraw"


class Open(NamedTuple):
    """The check that a session has open: of which definition, how many rounds, and at which sentence of the last."""

    asked: Asked
    rounds: int
    at: int


@dataclass(frozen=True)
class Round:
    """One round of a check: its sentences in order, the whole sample, and the answers that count."""

    source: Snapshot
    asked: Asked
    rounds: int
    sample: ThemeSample
    answers: dict[SentenceKey, Judgment]

    @property
    def rows(self) -> pd.DataFrame:
        """The sentences of this round."""
        rows = self.sample.rows
        return rows[rows["round"] == self.rounds - 1].reset_index(drop=True)

    @property
    def sentences(self) -> list[SentenceKey]:
        """The sentences of this round, as judgments name them."""
        return keys_of(self.rows)

    @property
    def left(self) -> int:
        """How many of them have no answer."""
        return sum(sentence not in self.answers for sentence in self.sentences)

    def after(self, at: int) -> int:
        """Return the first sentence behind a place that has no answer, the number of sentences if none has."""
        sentences = self.sentences
        return next((n for n in range(at + 1, len(sentences)) if sentences[n] not in self.answers), len(sentences))


def keys_of(rows: pd.DataFrame) -> list[SentenceKey]:
    """Return the sentences of a sample's rows."""
    return [SentenceKey(a, int(s), int(e)) for a, s, e in zip(rows["article"], rows["start"], rows["end"], strict=True)]


def show(source: Snapshot) -> None:
    """Show each theme that the view is filtered by, with its badge and the way to check it."""
    known = data.asked(source)
    for theme in state.view().selection.themes:
        if theme in known:
            with st.container(key=f"theme-{theme}", gap="small"):
                _theme(source, known[theme])


@st.fragment
def _theme(source: Snapshot, asked: Asked) -> None:
    """Show a theme; a fragment, so that an answer does not draw the figures of the page again."""
    if st.session_state.pop(_REDRAW, False) or not access.may("viewer"):
        st.rerun()  # the badge stands outside this fragment, and so does the gate
    language = state.language()
    name = theme_names(source, language)[asked.theme]
    output.html(element("h2", name, " ", theme_badge.html(source, asked.theme, always=True), class_="heading subject"))
    if failed := st.session_state.pop(_FAILED, None):
        output.notice(t("judging.failed", language, reason=t(failed[0], language, **failed[1])), "error")
    opened: Open | None = st.session_state.get(_OPEN)
    if opened is None or opened.asked != asked:
        _offer(_round(source, asked, _rounds(source, asked)))
        return
    current = _round(source, asked, opened.rounds)
    with st.container(key="check", gap="small"):
        if opened.at < len(current.rows):
            _ask(current, opened.at, name)
        else:
            _finished(current)
        theme_check_result.show(current.source, current.asked, current.sample, is_finished=current.left == 0)


def _round(source: Snapshot, asked: Asked, rounds: int) -> Round:
    sample = data.ask(Snapshot.theme_sample, source, asked, rounds)
    return Round(source, asked, rounds, sample, dict(data.judgments(source).of(asked.defined)))


def _rounds(source: Snapshot, asked: Asked) -> int:
    """Return how many rounds were begun, at least one."""
    answers, rounds = data.judgments(source).of(asked.defined), 1
    while answers and not answers.keys().isdisjoint(_round(source, asked, rounds + 1).sentences):
        rounds += 1
    return rounds


def _offer(current: Round) -> None:
    """Offer to begin a check, to go on with one, or to see what came of it."""
    language, n, left = state.language(), len(current.rows), current.left
    if not n:
        output.note(t("judging.nothing", language))
        return
    if access.read_only():
        return
    label = "start" if left == n else "resume" if left else "result"
    st.button(
        t(f"judging.{label}", language, n=count("sentence", left, language)),
        key=f"check-{current.asked.theme}",
        on_click=_begin,
        args=(current,),
    )


def _ask(current: Round, at: int, name: str) -> None:
    """Ask about one sentence. The terms are not marked: they would give the answer away."""
    language, n = state.language(), len(current.rows)
    output.html(element("p", t("judging.question", language, theme=name), class_="question-of-check"))
    theme = next(theme for theme in data.themes(current.source) if theme.id == current.asked.theme)
    output.note(about_of(theme, language))
    given = current.answers.get(current.sentences[at])
    told = [t("judging.progress", language, at=number(at + 1, language), n=number(n, language))]
    told += [t("judging.given", language, verdict=t(f"judging.{given.verdict}", language).lower())] if given else []
    output.html(_progress(" · ".join(told), n - current.left, n))
    output.html(_sentence(current, at))
    with st.container(horizontal=True, key="check-keys", gap="small"):
        for verdict in ("yes", "no"):
            st.button(
                t(f"judging.{verdict}", language),
                key=f"check-{verdict}",
                shortcut=KEYS[verdict],
                on_click=_answer,
                args=(current, at, verdict),
            )
        for name, to in (("skip", current.after(at)), ("back", at - 1)):
            st.button(
                t(f"judging.{name}", language),
                key=f"check-{name}",
                shortcut=KEYS[name],
                disabled=to < 0,
                on_click=_go,
                args=(current, to),
                type="tertiary",
            )
        _close()


def _progress(told: str, done: int, n: int) -> Html:
    bar = element("i", element("b", "", style=f"--part:{done / n:.3f}"), class_="bar")
    return element("p", told, bar, class_="note progress", role="status")


def _sentence(current: Round, at: int) -> Html:
    """Return a sentence with the one before and the one after, its day, source and headline."""
    language, row = state.language(), current.rows.iloc[at]
    doc, start, end = int(row["doc"]), int(row["start"]), int(row["end"])
    article = data.ask(Snapshot.text, current.source, (doc,))[doc]
    spans = data.ask(Snapshot.sentences, current.source, doc)
    before, after = spans[spans["end"] <= start].tail(1), spans[spans["start"] >= end].head(1)
    quoted = [
        *(element("span", _end_of(article.text[a:b]), class_="around") for a, b in _spans(before)),
        element("span", safe.one_line(article.text[start:end], _SHOWN)),
        *(element("span", safe.one_line(article.text[a:b], _NEIGHBOUR), class_="around") for a, b in _spans(after)),
    ]
    place = evidence.place(replace(article, title=""), language)
    headline = evidence.headline(article) or t("read.untitled", language)
    link = element("a", headline, href=evidence.place_link(article, start, end), target="_blank")
    by = element("p", f"{place} · " if place else "", link, class_="by")
    body = element("blockquote", safe.join(quoted, " "))
    return element("article", body, by, class_="said judged", aria_live="polite")


def _spans(rows: pd.DataFrame) -> Iterator[tuple[int, int]]:
    return zip(rows["start"], rows["end"], strict=True)


def _end_of(text: str) -> str:
    line = safe.one_line(text)
    return line if len(line) <= _NEIGHBOUR else "…" + line[-_NEIGHBOUR:].partition(" ")[2]


def _finished(current: Round) -> None:
    """Say that a round is over, and offer the next one."""
    language, left = state.language(), current.left
    done = len(current.rows) - left
    output.html(_progress(t("judging.done", language, n=count("answer", done, language)), done, len(current.rows)))
    following = _round(current.source, current.asked, current.rounds + 1)
    with st.container(horizontal=True, key="check-keys", gap="small"):
        if left:
            st.button(
                t("judging.skipped", language, n=number(left, language)),
                key="check-skipped",
                on_click=_go,
                args=(current, current.after(-1)),
            )
        elif len(following.rows):
            st.button(
                t("judging.next", language, n=count("sentence", len(following.rows), language)),
                key="check-next",
                on_click=_begin,
                args=(following,),
            )
        st.button(
            t("judging.back", language),
            key="check-back",
            shortcut=KEYS["back"],
            on_click=_go,
            args=(current, len(current.rows) - 1),
            type="tertiary",
        )
        _close()


def _close() -> None:
    st.button(t("judging.close", state.language()), key="check-close", on_click=_leave, type="tertiary")


def _leave() -> None:
    del st.session_state[_OPEN]
    st.session_state[_REDRAW] = True


def _go(current: Round, at: int) -> None:
    st.session_state[_OPEN] = Open(current.asked, current.rounds, at)


def _begin(current: Round) -> None:
    """Open a round. What was answered under another definition serves again; a store that takes no answer says so."""
    earlier = data.judgments(current.source).of_theme(current.asked.theme)
    rows = zip(current.sentences, current.rows["sampled"], strict=True)
    reused = [
        replace(earlier[sentence], definition=current.asked.definition, sampled=sampled, reused=True)
        for sentence, sampled in rows
        if sentence in earlier and sentence not in current.answers
    ]
    if _written(current, reused):
        _go(current, _round(current.source, current.asked, current.rounds).after(-1))


def _answer(current: Round, at: int, verdict: Verdict) -> None:
    sampled = current.rows["sampled"].iloc[at]
    (theme, definition), (article, start, end) = current.asked.defined, current.sentences[at]
    line = Judgment(theme, definition, article, start, end, sampled, verdict, datetime.now(UTC))
    answered = len(current.answers.keys() | {line.sentence})
    if _written(current, [line]):
        to = current.after(at)
        _go(current, to)
        st.session_state[_REDRAW] = answered == FEWEST or to == len(current.rows)


def _written(current: Round, lines: list[Judgment]) -> bool:
    """Put answers into the file; where that fails, keep why for the next run."""
    theme, definition = current.asked.defined
    try:
        with access.changing(current.source.folder, "judgment", theme=theme, definition=definition, n=len(lines)):
            judge(current.source.folder, lines)
    except StoreError as error:
        st.session_state[_FAILED] = error.key, error.values
        return False
    return True
