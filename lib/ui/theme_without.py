"""The bucket without a theme: what sets its documents apart, and what groups they make."""

from dataclasses import replace

from lib import data
from lib.analysis.keyness import FEWEST_WORDS
from lib.corpus.selection import NO_THEME, Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, t
from lib.safe import Html, element
from lib.ui import compare_words, output, state, theme_discovery
from lib.ui.compare_words import Contrast

_WORDS = 16


def show(source: Snapshot) -> None:
    """Show the documents in view without a theme against those with one."""
    selection = state.view().resolved(source.info.last)
    _distinct(source, selection)
    theme_discovery.show(source, selection)


def _distinct(source: Snapshot, selection: Selection) -> None:
    """List the words that set the documents without a theme apart from those with one, with their numbers."""
    language = state.language()
    if selection.themes:
        output.note(t("without.themes_chosen", language))
        return
    bucket = replace(selection, themes=(NO_THEME,))
    rest = replace(selection, not_themes=(*selection.not_themes, NO_THEME))
    documents = [data.ask(Snapshot.count_documents, source, side) for side in (bucket, rest)]
    sizes = [count("document", n, language) for n in documents]
    output.heading(t("without.title", language), 2, note=t("without.note", language, without=sizes[0], rest=sizes[1]))
    if not all(documents):
        output.note(t("without.one_side", language))
        return
    found = data.ask(compare_words.word_contrast, source, bucket, rest)
    apart = found.table[(found.table["z"] > 0) & found.table["significant"]].head(_WORDS)
    if found.refusal == "few_words":
        output.note(t("without.few_words", language, least=number(FEWEST_WORDS, language), **_sizes(found)))
    elif apart.empty:
        output.note(t("without.nothing", language, n=number(found.tested, language)))
    else:
        output.html(_table(found, apart.to_dict("records")))
        output.note(t("without.method", language, n=number(found.tested, language), **_sizes(found)))


def _sizes(found: Contrast) -> dict[str, str]:
    language = state.language()
    return {"without": count("word", found.words_a, language), "rest": count("word", found.words_b, language)}


def _table(found: Contrast, rows: list[dict]) -> Html:  # type: ignore[type-arg]
    language = state.language()
    names = t("without.columns", language).split("|")
    head = element("tr", *[element("th", name, class_="n" if at else None) for at, name in enumerate(names)])
    body = []
    for row in rows:
        rates = [10_000 * row[n] / words for n, words in (("n_a", found.words_a), ("n_b", found.words_b))]
        cells = [number(row["n_a"], language), *(number(rate, language, 1) for rate in rates),
                 number(row["documents"], language)]  # fmt: skip
        body.append(element("tr", element("td", row["label"]), *[element("td", cell, class_="n") for cell in cells]))
    return element("div", element("table", head, *body, class_="plain without"), class_="scroll")
