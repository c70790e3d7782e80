"""Where phrases stand in a passage: as subjects outside statements, behind a name, before a relative clause."""

from collections.abc import Iterator

from lib.text.noun_phrases import NounPhrase
from lib.text.passages import Passage
from lib.text.phrase_words import GOVERNING
from lib.text.spans import Span
from lib.text.traits import NOMN


def subjects_outside(passage: Passage, spoken: list[Span]) -> Iterator[NounPhrase]:
    """Yield the nominative phrases of a passage that stand in no statement."""
    for phrase in passage.phrases:
        inside = any(span.start <= phrase.start < span.end for span in spoken)
        if not inside and not phrase.preposition and phrase.mask & NOMN:
            yield phrase


def has_clause(passage: Passage, phrase: NounPhrase) -> bool:
    """Tell whether a clause with "который" follows: the name before it may stand in any case."""
    behind = passage.items[phrase.last : phrase.last + 2]
    return len(behind) == 2 and behind[0].text == "," and behind[1].folded.startswith("котор")


def is_apposition(passage: Passage, name: NounPhrase, behind: NounPhrase) -> bool:
    """Tell whether a phrase behind a name and a comma tells the person's role."""
    if behind.first != name.last + 1 or passage.items[name.last].text != ",":
        return False
    if behind.preposition or behind.name is not None or not behind.mask & name.mask:
        return False
    head = passage.items[behind.head].traits
    after = passage.items[behind.last].text if behind.last < len(passage.items) else "."
    return head is not None and (head.animate or head.lemma in GOVERNING) and after in (",", ".", ")", ";")
