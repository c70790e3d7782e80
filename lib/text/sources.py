"""Phrases as speakers: what sort of speaker a phrase can be, and whether it agrees with a cue."""

import re
from dataclasses import dataclass
from typing import Literal

from lib.text.cues import DOCUMENT_NOUNS, STUDY_NOUNS, Cue
from lib.text.noun_phrases import NounPhrase
from lib.text.passages import Passage
from lib.text.person_names import Mention
from lib.text.roles import (
    ANONYMOUS,
    COLLECTIVES,
    MEDIA,
    MEDIA_NAMES,
    QUANTITIES,
    SEATS,
    SOURCES,
    WEAK_ROLES,
    is_organisation,
)
from lib.text.traits import CASES, FEMN, MASC, NEUT, PLUR, forms_of, traits

Sort = Literal["name", "role", "group", "pronoun", "anon", "org", "media", "doc", "relative"]

_PRONOUNS = frozenset("он она они его ее их него нее них ним ней ему ей им".split())
_NO_PERSON = frozenset("мой твой наш ваш свой много мало".split())
"""Lemmas that stand for nobody where the noun is left out: "опыт коллег и мой"."""
_ONE_SIDE = frozenset(("обвинение", "защита"))
"""Nouns that are a side in court, and in the plural something else: "обвинения"."""
_LATIN_MEDIA = re.compile(
    r"(?:News|Times|Post|Journal|Press|Presse|Guardian|Telegraph|Herald|Tribune|Daily|Observer|Mirror|Independent|Mail"
    r"|Magazine|Review|Radio|Television|Online|Today|Newsweek|Businessweek)(?![a-z])"
)
"""Words in the Latin names of media."""
_DOMAINS = frozenset(("ru", "com", "ua", "by", "lv", "net", "org", "at", "md", "kz"))
_PEOPLE = frozenset("население регион город область электорат аудитория молодежь общество".split())
"""Nouns for many people, beside those for persons and organisations: "половина населения"."""
SELF = frozenset(("сам", "сама", "сами"))


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name who speaks.

    Attributes:
        phrases: one noun phrase, or several if the speakers are joint; empty if nobody is named.
        sort: what the phrase is.
        forms: gender and number bits known from phrase and cue.
        inherited: taken from an earlier cue of the sentence.
    """

    phrases: tuple[NounPhrase, ...]
    sort: Sort
    forms: int
    inherited: bool = False

    @property
    def start(self) -> int:
        """Return the offset of the first word."""
        return self.phrases[0].start

    @property
    def end(self) -> int:
        """Return the offset after the last word."""
        return self.phrases[-1].end


def sort_of(passage: Passage, phrase: NounPhrase) -> Sort | None:
    """Tell what a phrase is as a speaker, or None if it cannot speak."""
    item = passage.items[phrase.head]
    word = item.traits
    if word is None:
        return None
    if word.folded in _PRONOUNS or (word.folded in SELF and phrase.last == phrase.first + 1):
        return "pronoun"
    lemma = word.lemma
    if lemma in _NO_PERSON:
        return None
    if seat_of(passage, phrase):
        return "org"
    if word.acronym and passage.items[phrase.first].text[:1].isdigit():
        return None  # "резолюция 2231 СБ ООН"
    if lemma in QUANTITIES and not _counts_people(passage, phrase):
        return None
    if lemma in QUANTITIES or (lemma == "один" and phrase.last > phrase.first + 1):
        return "group" if lemma != "один" else "name" if phrase.name is not None else "anon"
    if lemma in COLLECTIVES:
        return "group"
    if lemma == "дом" and passage.items[phrase.first].text.startswith("Бел"):
        return "org"
    if phrase.name is not None and word.animate:
        return "name"
    if lemma in MEDIA or MEDIA_NAMES.match(word.folded):
        return None if phrase.name is None and lemma == "корреспондент" and phrase.last == phrase.first + 1 else "media"
    if phrase.name is not None and (word.animate or phrase.name.start == item.start or not is_organisation(lemma)):
        return "name"
    if lemma in SOURCES:
        return "anon"
    if lemma in _ONE_SIDE and _only_plural(phrase.mask):
        return None
    if is_organisation(lemma) or word.acronym or word.place:
        return "org"
    if lemma in DOCUMENT_NOUNS or lemma in STUDY_NOUNS:
        return "doc"
    if _governs(passage, phrase) or (word.adjective and not word.noun and not forms_of(phrase.mask, "nomn") & ~NEUT):
        return None
    if word.animate or (word.adjective and not word.noun):
        return "group" if _only_plural(phrase.mask) else "role"
    if lemma in WEAK_ROLES or lemma in ANONYMOUS:
        return "role"
    if item.text.isascii() and _is_latin_medium(passage, phrase):
        return "media"
    if not item.text.isascii() and not (
        item.text[:1].isupper() and item.start != passage.span.start and not word.known
    ):
        return None
    return "org" if item.text[:1].isupper() else None


def _is_latin_medium(passage: Passage, phrase: NounPhrase) -> bool:
    """Tell whether a Latin name is a medium's: "Agence France-Presse", "Zarya News", "Zarya.com"."""
    address = [item.text for item in passage.items[phrase.last : phrase.last + 2]]
    site = len(address) == 2 and address[0] == "." and address[1].lower() in _DOMAINS
    return site or _LATIN_MEDIA.search(passage.text, phrase.start, phrase.end) is not None


def _counts_people(passage: Passage, phrase: NounPhrase) -> bool:
    """Tell whether a quantity is one of people: "часть депутатов", not "часть здания"."""
    counted = [item.traits for item in passage.items[phrase.head + 1 : phrase.last] if item.traits is not None]
    nouns = [word for word in counted if word.noun or word.pos == "PRTF"][:1]
    return not nouns or any(
        word.animate or not word.noun or word.acronym or word.place or word.lemma in _PEOPLE
        or word.lemma in SOURCES or is_organisation(word.lemma)
        for word in nouns
    )  # fmt: skip


def _governs(passage: Passage, phrase: NounPhrase) -> bool:
    """Tell whether a participle alone is none that became a noun: "поддерживающий Белова депутат", "и лечащие"."""
    word = passage.items[phrase.head].traits
    if word is None or word.pos != "PRTF" or word.noun or phrase.last != phrase.first + 1 or phrase.name is not None:
        return False
    following = passage.items[phrase.last].traits if phrase.last < len(passage.items) else None
    behind = passage.items[phrase.first - 1].text if phrase.first else ""
    return behind in (",", "и") or (following is not None and bool(following.noun) and not following.finite)


def seat_of(passage: Passage, phrase: NounPhrase) -> str | None:
    """Return who sits at an address: on "Смоленской площади" the "МИД РФ"; None if it is no such address."""
    if phrase.head != phrase.first + 1:
        return None
    adjective, noun = passage.items[phrase.first], passage.items[phrase.head]
    if noun.traits is None or adjective.traits is None or not adjective.text[:1].isupper():
        return None
    return SEATS.get(f"{adjective.traits.lemma} {noun.traits.lemma}")


def _only_plural(mask: int) -> bool:
    """Tell whether a phrase can be nothing but plural, in whichever case."""
    forms = 0
    for case in CASES:
        forms |= forms_of(mask, case)
    return forms == PLUR


def agreement(passage: Passage, phrase: NounPhrase, cue: Cue) -> int:
    """Return the gender and number in which a phrase can be the subject of a cue, 0 if in none."""
    if phrase.preposition:
        return 0
    nominative = forms_of(phrase.mask, "nomn")
    if nominative & cue.forms:
        return nominative & cue.forms
    if nominative and phrase.name is not None and cue.forms in (MASC, FEMN) and _gender_open(phrase.name):
        return cue.forms
    head = passage.items[phrase.head].traits
    if cue.forms == FEMN and nominative & MASC and head is not None and (head.animate or phrase.name):
        return 0 if phrase.name is not None and _is_mans(phrase.name) else FEMN
    return 0


def _is_mans(name: Mention) -> bool:
    """Tell whether first name and surname are a man's only: not "Никки Хейли"."""
    first, last = traits(name.words[0]), traits(name.words[-1]).folded
    man = first.first_name and first.gender & (MASC | FEMN) == MASC
    return len(name.words) > 1 and man and last.endswith(("ов", "ев", "ин", "ский"))


def _gender_open(name: Mention) -> bool:
    """Tell whether a name leaves the gender open: no Russian first name, no surname of a woman."""
    first, last = traits(name.words[0]), traits(name.words[-1])
    if len(name.words) > 1 and first.first_name:
        return False
    return not (last.person_tag and last.gender and last.gender & (MASC | FEMN) != MASC | FEMN) and not (
        last.folded.endswith(("ова", "ева", "ина", "ая"))
    )
