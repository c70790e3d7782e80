"""Which part of a corpus is looked at: the filters, as plain values that can be a cache key."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.analysis.periods import Grain

Kind = Literal["all", "direct", "mixed", "indirect"]
Unit = Literal["doc", "stmt", "tok"]
Lane = Literal["speaker", "source", "theme"]
Duplicates = Literal["keep", "one", "story"]
Over = Literal["stmt", "text"]
"""Whose words are read in their order: those of statements, or of all sentences."""

__all__ = ["NO_THEME", "UNATTRIBUTED", "Duplicates", "Grain", "Kind", "Lane", "Over", "Selection", "Term", "Unit"]

UNATTRIBUTED = "-"
"""Speaker slug of statements whose speaker is not established."""

NO_THEME = "-"
"""Theme id of documents and statements without a theme."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters that decide a set of documents and a set of statements.

    A *statement* is selected when its document lies in the period and has one of `sources`, and the statement
    itself has one of `speakers`, one of `themes`, the `kind`, and overlaps a sentence that matches `query`.
    A *document* is selected when it lies in the period, has one of `sources` and of `themes`, has a sentence
    that matches `query`, and, if `speakers` or `kind` are given, contains a selected statement.
    Empty tuples do not filter; the ``not_`` tuples exclude.

    Attributes:
        start, end: first and last day, both inclusive.
        sources, speakers, themes: slugs; `UNATTRIBUTED` and `NO_THEME` are legal values.
        query: query language of the search, lemmas by default.
        synonyms: whether its words also find their synonyms.
        not_forms: folded forms that do not count where a lemma is asked for, by the query or by a term.
        duplicates: ``keep`` all, count each text ``one`` time, or each ``story``, which may be reprinted with changes;
            its earliest document in the whole corpus counts.
    """

    start: date | None = None
    end: date | None = None
    sources: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    not_sources: tuple[str, ...] = ()
    not_speakers: tuple[str, ...] = ()
    not_themes: tuple[str, ...] = ()
    kind: Kind = "all"
    query: str = ""
    duplicates: Duplicates = "keep"
    synonyms: Literal["on", "off"] = "on"
    not_forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """What is counted in a series: a lemma, an exact form, a phrase of lemmas, a theme, or what a speaker says.

    Attributes:
        text: the lemma, the form, the words of the phrase divided by blanks, the theme's id, or the speaker's slug.
        speaker: slug; with it, only the words of that speaker's statements count.
    """

    kind: Literal["lemma", "form", "phrase", "theme", "speaker"]
    text: str
    speaker: str | None = None
