"""The record that the whole project is about: who said what, at which characters."""

from dataclasses import dataclass
from typing import Literal

StatementType = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["person", "org", "anon", "group", "media", "doc"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Content that a text attributes, by a cue, to a speaker.

    Attributes:
        start, end: half-open character offsets into the document's text.
        type: ``direct`` (in quotation marks), ``indirect`` or ``mixed``.
        cue: lemma of the word that attributes ("заявить", "по словам"), empty if none.
        mention: offsets of the words that name the speaker, or None where they are understood.
        speaker: canonical nominative name, joint speakers joined by "; "; None when not established.
        role: role or affiliation as stated in the document, empty if none.
        kind: what the speaker is.
        confidence: 0 to 1.
        rule: name of the rule that found the statement.
    """

    start: int
    end: int
    type: StatementType
    cue: str
    mention: tuple[int, int] | None
    speaker: str | None
    role: str
    kind: SpeakerKind
    confidence: float
    rule: str
