"""What came of a check: how often the theme is right, what the sample was, and where the theme was wrong."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.corpus.judgments import FEWEST, Judgment, SentenceKey, Tally
from lib.corpus.queries.theme_sample import Asked, Population, ThemeSample
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, share, t
from lib.safe import Html, element
from lib.ui import evidence, output, state, theme_badge


def show(source: Snapshot, asked: Asked, sample: ThemeSample, *, is_finished: bool) -> None:
    """Show precision and misses from the tenth answer on, or at the end of fewer; and what the sample was."""
    language, judgments = state.language(), data.judgments(source)
    tally = judgments.tally(asked.defined)
    if tally.answers >= FEWEST or (is_finished and tally.answers):
        output.cards(_cards(tally))
    else:
        missing = count("answer", FEWEST - tally.answers, language)
        output.note(t("judging.later", language, n=missing) if len(sample.rows) >= FEWEST else "")
    output.note(_about(sample, tally))
    answers = judgments.of(asked.defined)
    if tally.answers >= FEWEST or is_finished:
        _mistakes(source, asked, sample.rows, answers)


def _cards(tally: Tally) -> list[tuple[str, str, str]]:
    language, rows = state.language(), []
    for name, yes, n in (("tagged", tally.tagged_yes, tally.tagged), ("near", tally.near_yes, tally.near)):
        if n:
            interval = theme_badge.interval(yes, n, language)
            remark = t("judging.remark", language, interval=interval, n=number(n, language))
            rows.append((share(yes, n, language), t(f"judging.card_{name}", language), remark))
    return rows


def _about(sample: ThemeSample, tally: Tally) -> str:
    """Say what the sample is."""
    language, rows = state.language(), sample.rows
    there = {"tagged": sample.tagged, "near": sample.near}
    drawn = {kind: _of(int((rows["sampled"] == kind).sum()), population) for kind, population in there.items()}
    told = [t("judging.sample", language, **drawn)]
    told.append(t(f"judging.{'whole' if sample.is_whole else 'drawn'}", language))
    if tally.reused:
        told.append(t("judging.reused", language, n=number(tally.reused, language)))
    return " ".join([*told, t("judging.limits", language)])


def _of(n: int, population: Population) -> str:
    language = state.language()
    documents = count("document", population.documents, language)
    of = number(population.sentences, language)
    return t("judging.of", language, n=number(n, language), all=of, documents=documents)


def _mistakes(source: Snapshot, asked: Asked, rows: pd.DataFrame, answers: Mapping[SentenceKey, Judgment]) -> None:
    """List the sentences that the theme tags or leaves out wrongly, now with its terms marked."""
    language, wrong = state.language(), []
    for row in rows.to_dict("records"):
        line = answers.get(SentenceKey(row["article"], int(row["start"]), int(row["end"])))
        if line and (line.sampled == "tagged") != (line.verdict == "yes"):
            wrong.append((line.sampled, int(row["doc"]), line.start, line.end))
    if not wrong:
        return
    box = st.expander(
        t("judging.mistakes", language, n=number(len(wrong), language)), key="check-mistakes", on_change="rerun"
    )
    if box.open:
        with box:
            for kind in ("tagged", "near"):
                items = [_mistake(source, asked, *place) for sampled, *place in wrong if sampled == kind]
                if items:
                    output.heading(t(f"judging.wrong_{kind}", language), 3)
                    output.html(safe.join(items))


def _mistake(source: Snapshot, asked: Asked, doc: int, start: int, end: int) -> Html:
    language = state.language()
    article = data.ask(Snapshot.text, source, (doc,))[doc]
    hits = data.ask(Snapshot.theme_evidence, source, doc)
    hits = hits[(hits["theme"] == asked.theme) & (hits["start"] >= start)]
    spans = [(int(a), int(b)) for a, b in zip(hits["start"], hits["end"], strict=True)]
    link = element("a", t("evidence.in_text", language), href=evidence.place_link(article, start, end), target="_blank")
    by = element("p", element("span", f"{evidence.place(article, language)} · "), link, class_="by")
    quoted = element("blockquote", evidence.highlighted(article.text, start, end, spans))
    return element("article", quoted, by, class_="said")
