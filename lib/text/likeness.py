"""Role phrases compared: "глава ведомства" may be the "министр обороны" named before, not the "посол Германии"."""

from dataclasses import dataclass
from functools import lru_cache

from lib.text.clean import fold
from lib.text.lemmas import lemma, parses
from lib.text.person_names import stem
from lib.text.roles import (
    ALIKE,
    ANONYMOUS,
    EXCLUSIVE,
    KIN,
    OFFICES,
    PLACES,
    POINTERS,
    PRIVATE,
    QUALIFIERS,
    WEAK_ROLES,
    concept,
)
from lib.text.tokens import is_word, tokenize

_HEADS = WEAK_ROLES | ANONYMOUS | KIN | {"помощник", "член", "зам", "замглава", "сопредседатель"}


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase in pieces: the lemma of its head, lemmas of all its words, what the other words name.

    Before the lemma of somebody else's role stands a "+": "помощник +министр".

    `bare` tells that nothing but the head is there; `places` are the countries among the concepts; `owners` are the
    stems of words with a capital behind the first one: the "адвокат Белова" is not Белов.
    """

    head: str
    lemmas: str
    concepts: frozenset[str]
    places: frozenset[str]
    bare: bool
    owners: frozenset[str]

    @property
    def public(self) -> bool:
        """Tell whether the role is a public office: "президент России", not "президент фонда"."""
        return self.head in EXCLUSIVE and not PRIVATE & frozenset(self.lemmas.split())


@lru_cache(maxsize=20_000)
def role_of(text: str) -> Role:
    """Return the pieces of a role phrase.

    >>> role_of("бывшего министра иностранных дел").lemmas
    'министр иностранный дело'
    """
    words = _words(text[:400])
    pairs = [(word, lemma(word).lower().removeprefix("экс-")) for word in words]
    pairs = _offices([(word, entry) for word, entry in pairs if entry not in QUALIFIERS])
    lemmas = [entry for _, entry in pairs]
    last = lemmas[-1] if lemmas else ""
    head = next((entry for entry in lemmas if entry in _HEADS), last)
    telling = [word for word, entry in pairs if entry != head and entry not in POINTERS and len(word) > 1]
    concepts = frozenset(map(concept, telling))
    bare = len([p for p in pairs if p[1] != ","]) <= 1
    owners = frozenset(stem(word) for word in words[1:] if word[:1].isupper())
    return Role(head, " ".join(_governed(pairs)), concepts, concepts & PLACES, bare, owners)


def concepts_of(name: str) -> frozenset[str]:
    """Return what the words of an organisation's name mean, without those that only point: "ведомство".

    >>> concepts_of("российское внешнеполитическое ведомство") == concepts_of("МИД РФ")
    True
    """
    return frozenset(concept(word) for word in _words(name[:400]) if lemma(word).lower() not in POINTERS)


def _words(text: str) -> list[str]:
    """Return the words and the commas between them."""
    return [token.text for token in tokenize(text) if is_word(token.text) or token.text == ","]


def _offices(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Replace what names an office in two words by its name in one: "глава государства" is a "президент"."""
    result: list[tuple[str, str]] = []
    for pair in pairs:
        office = OFFICES.get((result[-1][1], pair[1])) if result else None
        if office is not None:
            result[-1] = (office, office)
        else:
            result.append(pair)
    return result


def _governed(pairs: list[tuple[str, str]]) -> list[str]:
    """Return the lemmas, with "+" before those of persons who are not meant: "помощник +министр"."""
    lemmas = []
    headed = False
    for word, entry in pairs:
        theirs = _served(word) if headed and (fold(word) != entry or entry not in _HEADS) else None
        lemmas.append(f"+{theirs}" if theirs else entry)
        headed = (headed or entry in _HEADS) and entry not in (",", "и")
    return [entry for entry in lemmas if entry != ","]


def _served(word: str) -> str | None:
    """Return the role noun whose genitive a word is: "политика" is the "политик" of "брат политика"."""
    nouns = (fold(reading.normal) for reading in parses(word) if reading.case == "gent")
    return next((noun for noun in nouns if noun in _HEADS), None)


def likeness(mention: Role, known: Role) -> float:
    """Return how well a role phrase fits a role heard of a person: 0 if not at all, 2 and more if well."""
    if mention.places and known.places and not mention.places & known.places:
        return 0.0
    shared = len(mention.concepts & known.concepts)
    score = _likeness_of_heads(mention.head, known.lemmas)
    if not score:
        return 0.5 * shared if shared >= 2 else 0.0
    foreign = not mention.bare and not shared and mention.concepts and known.concepts
    return score + min(shared, 3) - (1.5 if foreign else 0.0)


def _likeness_of_heads(head: str, lemmas: str) -> float:
    """Return 3 for the same noun, 2 for one that may stand for it, 1.5 for a part of it."""
    padded = f" {lemmas} "
    if f" {head} " in padded or f" {head}-" in padded:
        return 3.0
    if any(f" {part}" in padded for part in ALIKE.get(head, ())):
        return 2.0
    return 1.5 if head in lemmas and len(head) > 5 else 0.0
