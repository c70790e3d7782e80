"""Uses of a formula on a page: in their own words, by whom, with the sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from lib import data, safe
from lib.corpus.selection import UNATTRIBUTED
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import number, t
from lib.safe import Html, element
from lib.ui import evidence, output, state
from lib.ui.evidence import Row
from lib.ui.look import colour
from lib.ui.names import names_of
from lib.ui.speaker_sections import folded

_CLOSING = '.!?…»”")'
_LONGEST = 160
_MARKS = str.maketrans("", "", '«»„“”"')


def link(lemmas: str) -> str:
    """Return the link that opens a formula."""
    return evidence.page_link("terms", replace(state.view(), formula=lemmas, marks=("formulas",), form="chart"))


def quoted(use: Row, article: Article) -> str:
    """Return a use as its document has it, on one line in quotation marks.

    Without marks of its own, which may be open, and without a capital that only a sentence asks for.
    """
    text = safe.one_line(article.text[int(use["start"]) : int(use["end"])].translate(_MARKS), _LONGEST)
    if use["start"] == use["sentence_start"] and text[1:2].islower():
        text = text[:1].lower() + text[1:]
    return in_quotes(text)


def use_at(uses: pd.DataFrame, index: int) -> Row:
    """Return one use by its index."""
    return uses.loc[[index]].to_dict("records")[0]


def place_of(use: Row, article: Article) -> Html:
    """Return a use in its own words as the link to its place."""
    target = evidence.place_link(article, int(use["start"]), int(use["end"]))
    return element("a", quoted(use, article), href=target)


def listing(heads: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], most: int) -> Html:
    """Return a table whose rows beyond the first `most` are one click away.

    Args:
        heads: (word after ``formulas.column_``, class of the column) each.
        rows: cells.
    """
    language = state.language()

    def table(some: Sequence[Sequence[str]]) -> Html:
        head = [element("th", t(f"formulas.column_{name}", language), class_=kind) for name, kind in heads]
        body = [
            element("tr", *[element("td", cell, class_=kind) for cell, (_, kind) in zip(row, heads, strict=True)])
            for row in some
        ]
        return element("div", element("table", element("tr", *head), *body, class_="plain listing"), class_="scroll")

    if len(rows) <= most:
        return table(rows)
    more = t("filter.more", language, n=number(len(rows) - most, language))
    return safe.join((table(rows[:most]), folded(more, table(rows[most:]))))


def in_quotes(text: str) -> str:
    """Return words in the quotation marks of the language."""
    return t("formulas.quoted", state.language(), text=text)


def who(speakers: Sequence[str], source_slug: str, source: Snapshot) -> str:
    """Name the speakers of a use, or the source that it stands in outside of statements."""
    language = state.language()
    if not speakers:
        name = names_of("source", source, language).get(source_slug, source_slug)
        return t("formulas.in_source", language, source=name)
    names = names_of("speaker", source, language)
    return ", ".join(names.get(slug, slug) for slug in speakers)


def named(uses: pd.DataFrame, source: Snapshot, most: int) -> str:
    """Name everyone of some uses [speakers, source], at most so many and the number of the others."""
    pairs = zip(uses["speakers"], uses["source"], strict=True)
    every = list(dict.fromkeys(who(speakers, slug, source) for speakers, slug in pairs))
    if len(every) <= most:
        return "; ".join(every)
    return t("formulas.and_others", state.language(), names="; ".join(every[:most]), n=len(every) - most)


def show(source: Snapshot, uses: pd.DataFrame) -> None:
    """Show uses [doc, start, end, sentence_start, sentence_end, speakers, source, …] as sentences."""
    articles = data.ask(Snapshot.text, source, tuple(dict.fromkeys(int(doc) for doc in uses["doc"])))
    output.html(safe.join(_said(source, row, articles) for row in uses.to_dict("records")))


def _said(source: Snapshot, row: Row, articles: Mapping[int, Article]) -> Html:
    article, language, speakers = articles[int(row["doc"])], state.language(), list(row["speakers"])
    start, end = int(row["start"]), int(row["end"])
    first, last = int(row["sentence_start"]), _closed(article.text, int(row["sentence_end"]))
    shade = colour("speaker", speakers[0], source) if speakers and speakers[0] != UNATTRIBUTED else ""
    return element(
        "article",
        element("blockquote", evidence.highlighted(article.text, first, last, [(start, end)])),
        element(
            "p",
            element("b", who(speakers, str(row["source"]), source)),
            element("span", f" · {evidence.place(article, language)} · "),
            element("a", t("evidence.in_text", language), href=evidence.place_link(article, start, end)),
            class_="by",
        ),
        class_="said",
        style=f"--mark:{shade}" if shade else None,
    )


def _closed(text: str, end: int) -> int:
    """Return the end of a sentence with the marks that close it."""
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return end
