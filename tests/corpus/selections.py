"""Selections worth asking about in the written store, and what a selection means, in plain Python."""

from collections.abc import Iterator
from datetime import date

from lib.corpus.selection import NO_THEME, UNATTRIBUTED, Selection
from lib.text.spans import Span
from lib.text.tokens import sentences
from tests.corpus.tables import DAY, DOCUMENTS, marks, plain

SELECTIONS = (
    Selection(),
    Selection(start=date(2024, 1, 11)),
    Selection(end=date(2024, 1, 31)),
    Selection(start=date(2024, 1, 11), end=date(2024, 3, 5)),
    Selection(start=date(2030, 1, 1)),
    Selection(start=date(2024, 3, 5), end=date(2024, 1, 1)),
    Selection(sources=("tass",)),
    Selection(not_sources=("tass",)),
    Selection(sources=("nobody-knows",)),
    Selection(speakers=("ivanov",)),
    Selection(speakers=("petrova", "mid")),
    Selection(speakers=(UNATTRIBUTED,)),
    Selection(speakers=("petrova", UNATTRIBUTED)),
    Selection(not_speakers=("ivanov",)),
    Selection(not_speakers=(UNATTRIBUTED,)),
    Selection(speakers=("petrova",), not_speakers=("ivanov",)),
    Selection(themes=("sanctions",)),
    Selection(themes=(NO_THEME,)),
    Selection(themes=("contacts", NO_THEME)),
    Selection(not_themes=("contacts",)),
    Selection(not_themes=(NO_THEME,)),
    Selection(themes=("contacts",), not_themes=("sanctions",)),
    Selection(kind="direct"),
    Selection(kind="mixed", themes=("sanctions",)),
    Selection(duplicates="one"),
    Selection(duplicates="one", sources=("ria",)),
    Selection(duplicates="story"),
    Selection(duplicates="story", not_themes=("contacts",), start=date(2024, 3, 1)),
    Selection(query="контакт"),
    Selection(query="контакт", speakers=("petrova",)),
    Selection(query='"контакты"', kind="direct", duplicates="one"),
    Selection(query="[прямой рейс]", themes=(NO_THEME,)),
    Selection(query="doc(санкция рейс)", sources=("ria",)),
    Selection(query="кенгуру"),
)

_MATCHES = {
    "контакт": {(1, 1), (1, 2), (2, 1), (2, 2), (3, 0), (6, 0)},
    '"контакты"': {(1, 1), (2, 1), (6, 0)},
    "[прямой рейс]": {(4, 1), (4, 2)},
    "doc(санкция рейс)": {(4, 0), (4, 1), (4, 2)},
    "кенгуру": set(),
}
"""Documents and sentences that match the queries above, found by reading."""


def selected_documents(selection: Selection) -> list[int]:
    """Return the documents that a selection means, by the words of `Selection`."""
    by_statement = selection.speakers or selection.not_speakers or selection.kind != "all"
    saying = {doc for doc, _ in selected_statements(selection)}
    return [
        doc
        for doc, written in enumerate(DOCUMENTS, start=1)
        if _has_place(selection, doc)
        and _has_theme(selection, written.themes)
        and (not selection.query or any(match[0] == doc for match in _MATCHES[selection.query]))
        and (not by_statement or doc in saying)
    ]


def selected_statements(selection: Selection) -> list[tuple[int, int]]:
    """Return the document and the number of each statement that a selection means."""
    return [
        (doc, number)
        for doc, written in enumerate(DOCUMENTS, start=1)
        if _has_place(selection, doc)
        for number, mark in enumerate(marks(written))
        if _has_theme(selection, mark["themes"])
        and _agrees(mark["speakers"].split(","), selection.speakers, selection.not_speakers)
        and selection.kind in ("all", mark["type"])
        and (not selection.query or _overlaps(doc, mark["words"], selection.query))
    ]


def _has_place(selection: Selection, doc: int) -> bool:
    written = DOCUMENTS[doc - 1]
    within = True
    if selection.start or selection.end:
        first, last = selection.start or date.min, selection.end or date.max
        within = bool(written.date) and first <= DAY(written.date) <= last
    repeats = {"keep": (), "one": (written.like,), "story": (written.like, written.near)}[selection.duplicates]
    return within and not any(repeats) and _agrees([written.source], selection.sources, selection.not_sources)


def _has_theme(selection: Selection, themes: str) -> bool:
    return _agrees(themes.split(","), selection.themes, selection.not_themes)


def _agrees(has: list[str], wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> bool:
    return (not wanted or bool(set(has) & set(wanted))) and not set(has) & set(unwanted)


def _overlaps(doc: int, words: str, query: str) -> bool:
    text = plain(DOCUMENTS[doc - 1].text)
    start = text.index(words)
    said = Span(start, start + len(words))
    return any(said.overlaps(span) for span in _matching(doc, text, query))


def _matching(doc: int, text: str, query: str) -> Iterator[Span]:
    for number, span in enumerate(sentences(text)):
        if (doc, number) in _MATCHES[query]:
            yield span
