"""What a rule of attribution finds: a span and the words that attribute it, before persons are resolved."""

from dataclasses import dataclass
from typing import NamedTuple

from lib.text.cues import DENIED_ONLY, Cue
from lib.text.passages import DASHES, Passage
from lib.text.sources import Source
from lib.text.statement import StatementType

_NOT_FIRST = frozenset((",", ":", ".", ";", "!", "?", "…", "*", "**")) | DASHES
_NOT_LAST = frozenset((",", ":", ".", ";", "(", "*", "**", "и", "а", "но")) | DASHES


class Tag(NamedTuple):
    """The words that attribute: a cue at an item of a passage, and the phrase that names the speaker, if any."""

    passage: Passage
    at: int
    cue: Cue
    source: Source | None

    @property
    def offset(self) -> int:
        """Return the offset of the cue in the text."""
        return self.passage.items[min(self.at, len(self.passage.items) - 1)].start

    def sure(self, confidence: float, otherwise: float = 0.5) -> float:
        """Return a confidence that depends on whether a speaker was found."""
        return confidence if self.source is not None else otherwise


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement whose speaker is still a phrase.

    Attributes:
        start, end: offsets in the text.
        tag: what attributes it.
        confidence: how sure the rule is of span and source, 0 to 1.
    """

    start: int
    end: int
    type: StatementType
    tag: Tag
    rule: str
    confidence: float

    @property
    def cue(self) -> str:
        """Return the lemma of the cue, with "не" where it is a cue only so."""
        lemma = self.tag.cue.lemma
        return f"не {lemma}" if lemma in DENIED_ONLY else lemma

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the statement shares a character with a span."""
        return self.start < end and start < self.end


def reported_finding(tag: Tag, first: int, end: int, rule: str, confidence: float) -> Finding | None:
    """Return the finding for the items `first` to `end`, its span cleaned at both sides; None if nothing is left."""
    items = tag.passage.items
    while first < end and items[first].text in _NOT_FIRST:
        first += 1
    while end > first and (items[end - 1].text in _NOT_LAST or _closes_nothing(tag.passage, first, end - 1)):
        end -= 1
    if first >= end:
        return None
    start, stop = items[first].start, items[end - 1].end
    quotation = items[first].quotation
    if end - first == 1 and quotation is not None:
        start, stop = quotation
    mixed = any(has_own_words(tag.passage, i) for i in range(first, end))
    return Finding(start, stop, "mixed" if mixed else "indirect", tag, rule, confidence)


def _closes_nothing(passage: Passage, first: int, i: int) -> bool:
    """Tell whether an item is a closing mark that nothing before it opens."""
    return passage.items[i].text == "»" and all(item.text != "«" for item in passage.items[first:i])


def paragraph_finding(tag: Tag, start: int) -> Finding:
    """Return the line that begins at an offset as direct speech without marks."""
    text = tag.passage.text
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return Finding(start, start + len(text[start:end].rstrip()), "direct", tag, "paragraph", 0.8)


def has_own_words(passage: Passage, i: int) -> bool:
    """Tell whether an item is a quotation of the speaker's wording, not of a name."""
    quotation = passage.items[i].quotation
    return quotation is not None and quotation.start < quotation.end and passage.is_speech(i)
