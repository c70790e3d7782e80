"""In which words A and B differ: keyness where there is enough to rank, otherwise why there is not."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis import contrast
from lib.analysis.contrast import Chance
from lib.analysis.forms import MANY_MARKS
from lib.analysis.keyness import FEWEST_DOCUMENTS, FEWEST_OCCURRENCES, FEWEST_WORDS, Refusal, keyness
from lib.charts.caption import Caption
from lib.charts.describe import describe
from lib.charts.keyness_lollipop import keyness_lollipop
from lib.charts.keyness_scatter import keyness_scatter
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, noun_form, number, percent, t
from lib.ui import compare_sides, figure, output, state
from lib.ui.compare_sides import Side
from lib.ui.compare_volume import columns
from lib.ui.figure import Shown
from lib.ui.look import look

LEMMA = "lemma:"
"""Begins the mark of a word, so that a link tells it from the mark of a theme."""
TOP = 15
_MOST = 2_000
_FREQUENT = 12
_COLUMNS = ("label", "z", "g2", "q", "log_ratio", "n_a", "n_b", "documents", "dispersion")


class Contrast(NamedTuple):
    """The words of two sides, compared.

    Attributes:
        table: [term, label, z, g2, q, log_ratio, bic, n_a, n_b, documents, significant, dispersion], content words
            by z, at most 2,000 of the largest |z|; dispersion of the `TOP` of each side alone. Empty where refused.
        tested: content words above the thresholds.
        distinct: those whose difference survives the correction.
        chance: where refused, what a test of all words finds.
        frequent: where refused, the most frequent words of both sides together: [label, n_a, n_b].
    """

    table: pd.DataFrame
    words_a: int
    words_b: int
    tested: int
    distinct: int
    refusal: Refusal | None
    chance: Chance | None
    frequent: pd.DataFrame | None


def word_contrast(source: Snapshot, a: Selection, b: Selection) -> Contrast:
    """Return the keyness of content words, function words being part of the prior and of the sizes."""
    size_a, size_b = source.size_in_words(a), source.size_in_words(b)
    content = source.term_frequencies(a, 1, False), source.term_frequencies(b, 1, False)
    found = keyness(source.term_frequencies(a, 1, True), source.term_frequencies(b, 1, True), size_a, size_b)
    names = pd.concat(content).drop_duplicates("lemma").set_index("lemma")["display"]
    table = contrast.of_content(found, names)
    refusal = found.refusal or (None if len(table) else "no_lemmas")
    return Contrast(
        table=_shown(source, a, b, table),
        words_a=size_a,
        words_b=size_b,
        tested=len(table),
        distinct=int((table["q"] < contrast.LEVEL).sum()),
        refusal=refusal,
        chance=contrast.chance(content[0], content[1], size_a, size_b) if refusal else None,
        frequent=_frequent(content[0], content[1], names) if refusal else None,
    )


def _shown(source: Snapshot, a: Selection, b: Selection, table: pd.DataFrame) -> pd.DataFrame:
    kept = table["z"].abs().sort_values(ascending=False, kind="stable").head(_MOST).index.sort_values()
    rows = table.loc[kept].reset_index(drop=True)
    ends = contrast.ends(rows, TOP)
    spread: dict[str, float] = {}
    for side, lemmas in ((a, ends.loc[ends["z"] > 0, "lemma"]), (b, ends.loc[ends["z"] < 0, "lemma"])):
        if len(lemmas):
            frame = source.dispersion(side, list(lemmas))
            spread |= dict(zip(frame["lemma"], frame["dp"], strict=True))
    return rows.assign(
        term=LEMMA + rows["lemma"].astype(str),
        significant=rows["q"] < contrast.LEVEL,
        dispersion=rows["lemma"].map(spread).astype(float),
    )


def _frequent(a: pd.DataFrame, b: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    n = [side.set_index("lemma")["n"].rename(name) for side, name in ((a, "n_a"), (b, "n_b"))]
    both = pd.concat(n, axis=1).fillna(0).astype(int)
    top = both.assign(sum=both.sum(axis=1)).sort_values("sum", ascending=False, kind="stable").head(_FREQUENT)
    return top.assign(label=names.reindex(top.index)).reset_index(drop=True)[["label", "n_a", "n_b"]]


def show(source: Snapshot, both: tuple[Side, Side]) -> None:
    """Show the words that set the sides apart: a lollipop, a scatter where there are many, or a refusal."""
    language = state.language()
    found = data.ask(word_contrast, source, both[0].selection, both[1].selection)
    if found.refusal:
        refuse(both, found)
        return
    other_sources(source, both[0].selection, both[1].selection)
    if not found.distinct:
        output.notice(t("compare.nothing_distinct", language, n=number(found.tested, language)))
    figure.show(_lollipop(source, both, found), key="compare-words")
    if found.tested > MANY_MARKS:
        box = st.expander(t("compare.all_words_title", language), key="all-words", on_change="rerun")
        if box.open:
            with box:
                figure.show(_scatter(source, both, found), key="compare-all-words")
    output.note(t("compare.words_note", language))


def other_sources(source: Snapshot, a: Selection, b: Selection) -> None:
    """Warn where two parts rest on other sources, though neither filters by them: words may tell those apart."""
    if (a.sources, a.not_sources) != (b.sources, b.not_sources):
        return
    parts = [data.ask(Snapshot.timeline, source, part, "year", "doc", "source") for part in (a, b)]
    shared = contrast.shared_sources(*parts)
    if shared < contrast.FEWEST_SHARED:
        language = state.language()
        output.notice(t("compare.other_sources", language, share=percent(shared, language)), "warning")


def refuse(both: tuple[Side, Side], found: Contrast) -> None:
    """Say why words are not ranked, what chance allows, and count the most frequent ones."""
    language = state.language()
    output.heading(t("compare.words_title", language), 2)
    key = f"compare.refusal_{found.refusal}"
    output.notice(
        t(
            key,
            language,
            least=number(FEWEST_WORDS, language),
            a=count("word", found.words_a, language),
            b=count("word", found.words_b, language),
            occurrences=FEWEST_OCCURRENCES,
            documents=FEWEST_DOCUMENTS,
        )
    )
    if found.chance and found.chance.tested:
        tested = f"{number(found.chance.tested, language)} {noun_form('word', found.chance.tested, language)}"
        key = "compare.some_distinct" if found.chance.corrected else "compare.chance"
        output.note(t(key, language, tested=tested, raw=found.chance.raw, corrected=found.chance.corrected))
    if found.frequent is None or found.frequent.empty:
        return
    rows = [
        (str(row["label"]), number(row["n_a"], language), number(row["n_b"], language))
        for row in found.frequent.to_dict("records")
    ]
    output.html(columns(both, rows, first=t("compare.frequent", language)))


def _lollipop(source: Snapshot, both: tuple[Side, Side], found: Contrast) -> Shown:
    language, rows = state.language(), contrast.ends(found.table, TOP)
    caption = _caption(t("compare.words_title", language), source, both, found)
    chart = keyness_lollipop(rows, caption, look(), sides=(both[0].label, both[1].label))
    alternative = describe("keyness_lollipop", rows, caption, language)
    return Shown(chart, _rounded(rows), _headings(), caption, alternative, series=("z",), native="bar")


def _scatter(source: Snapshot, both: tuple[Side, Side], found: Contrast) -> Shown:
    language, rows = state.language(), found.table.drop(columns="dispersion")
    caption = _caption(t("compare.all_words_title", language), source, both, found)
    if found.tested > _MOST:
        caption = replace(caption, note=t("compare.strongest", language, n=number(_MOST, language)))
    chart = keyness_scatter(rows, caption, look(), sides=(both[0].label, both[1].label))
    columns_ = {name: text for name, text in _headings().items() if name != "dispersion"}
    alternative = describe("keyness_scatter", rows, caption, language)
    return Shown(chart, _rounded(rows), columns_, caption, alternative, series=("z",), native="none")


def _caption(title: str, source: Snapshot, both: tuple[Side, Side], found: Contrast) -> Caption:
    language = state.language()
    sizes = (found.words_a, found.words_b)
    parts = [
        t(f"compare.size_{'statements' if side.by_statement else 'documents'}", language,
          side=compare_sides.letter(side.name), words=count("word", size, language))
        for side, size in zip(both, sizes, strict=True)
    ]  # fmt: skip
    interval = t("compare.tested", language, tested=number(found.tested, language), n=number(found.distinct, language))
    return compare_sides.caption(title, source, both, sum(sizes), "word", denominator=f"{', '.join(parts)}; {interval}")


def _headings() -> dict[str, str]:
    language = state.language()
    return {name: t(f"compare.column_{name}", language) for name in _COLUMNS}


def _rounded(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.round({"z": 2, "g2": 1, "q": 4, "log_ratio": 2, "dispersion": 2})
