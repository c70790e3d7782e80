"""Where phrases stand in a passage: as subjects outside statements, behind a name, before a relative clause."""

from collections.abc import Iterator

from lib.text.names import nominative
from lib.text.noun_phrases import NounPhrase
from lib.text.passages import DASHES, Passage
from lib.text.phrase_words import GOVERNING
from lib.text.spans import Span
from lib.text.traits import ANY_FORM, GENT, NOMN, forms_of


def subjects_outside(passage: Passage, spoken: list[Span]) -> Iterator[NounPhrase]:
    """Yield the nominative phrases of a passage that stand in no statement."""
    for phrase in passage.phrases:
        inside = any(span.start <= phrase.start < span.end for span in spoken)
        if not inside and not phrase.preposition and phrase.mask & NOMN and not _is_predicate(passage, phrase):
            yield phrase


def _is_predicate(passage: Passage, phrase: NounPhrase) -> bool:
    """Tell whether a phrase says what its subject is, "оба — врачи", or whose the title before it is."""
    before = passage.items[phrase.first - 1] if phrase.first else None
    if before is None:
        return False
    if before.text in DASHES and phrase.name is None:
        return any(p.last == phrase.first - 1 and p.mask & NOMN and not p.preposition for p in passage.phrases)
    return before.quotation is not None and phrase.first == phrase.head and bool(phrase.mask & GENT)


def can_be_subject(passage: Passage, phrase: NounPhrase, gender: int) -> bool:
    """Tell whether a phrase with a name is a nominative; a bare name is none of another gender than the person's."""
    bare = phrase.name is not None and passage.items[phrase.head].start == phrase.name.start
    return bool(forms_of(phrase.mask, "nomn") & (gender if bare else ANY_FORM))


def is_oblique(passage: Passage, phrase: NounPhrase) -> bool:
    """Tell whether a phrase with a name stands in no nominative, and its role, if it has one, neither."""
    word = passage.items[phrase.head].traits
    bare = passage.items[phrase.head].start in passage.names
    return not phrase.mask & NOMN and (bare or (word is not None and word.folded != word.lemma))


def is_called(passage: Passage, phrase: NounPhrase) -> bool:
    """Tell whether a role that is a nominative stands before a name that is one too by its surname."""
    word = passage.items[phrase.head].traits
    if word is None or phrase.preposition or passage.items[phrase.head].start in passage.names:
        return False
    called = phrase.name is not None and word.animate and word.folded == word.lemma and bool(phrase.mask & NOMN)
    return called and phrase.name is not None and nominative(phrase.name.words[-1]) == phrase.name.words[-1]


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
