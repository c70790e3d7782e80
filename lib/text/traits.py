"""What a word form may be in a sentence, as bits: which case, number and gender, which kind of word."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from lib.text.clean import fold
from lib.text.morphology import LONGEST_WORD, Parse, parses, parses_of

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
FORMS = ("masc", "femn", "neut", "plur")
_CASE_OF = {"gen2": "gent", "gen1": "gent", "acc2": "accs", "loc2": "loct", "loc1": "loct", "voct": "nomn"}
_WIDTH = len(FORMS)

TYPES_REMEMBERED = 1_000_000

MASC, FEMN, NEUT, PLUR = (1 << i for i in range(_WIDTH))
SING = MASC | FEMN | NEUT
ANY_FORM = SING | PLUR


def case_mask(case: str, forms: int = ANY_FORM) -> int:
    """Return the bits of a case in the given genders and number."""
    return forms << (CASES.index(case) * _WIDTH)


NOMN, GENT, DATV, ACCS, ABLT, LOCT = (case_mask(case) for case in CASES)
ANY_CASE = NOMN | GENT | DATV | ACCS | ABLT | LOCT
OBLIQUE = ANY_CASE & ~NOMN


def every_case(forms: int) -> int:
    """Return the bits of the given genders and number in every case: what an indeclinable word may be."""
    return sum(case_mask(case, forms) for case in CASES)


def forms_of(mask: int, case: str) -> int:
    """Return the genders and number that a mask allows in a case."""
    return mask >> (CASES.index(case) * _WIDTH) & ANY_FORM


class Traits(NamedTuple):
    """All readings of a word form at once.

    `noun` and `adjective` are case masks; `finite`, `short` and `participle` hold the genders and
    number of verbs and short adjectives; the rest tells which kinds of reading there are.
    """

    folded: str
    lemma: str
    pos: str
    noun: int
    adjective: int
    finite: int
    short: int
    future: bool
    first_person: bool
    gerund: bool
    infinitive: bool
    animate: bool
    person_tag: bool
    first_name: bool
    place: bool
    acronym: bool
    known: bool
    gender: int


_FUNCTION_POS = frozenset(
    ("PREP", "CONJ", "PRCL", "INTJ", "ADVB", "PRED", "COMP", "GRND", "INFN", "VERB", "PRTS", "ADJS")
)
_NOUN_POS = frozenset(("NOUN", "NPRO"))
_ADJECTIVE_POS = frozenset(("ADJF", "PRTF", "NUMR"))
_SHORT_POS = frozenset(("ADJS", "PRTS"))
_SPEAKING = frozenset(("1per", "2per"))
_PLAUSIBLE = 0.05  # least score of a reading as an animate noun
_NOUNS_OF_PLACES = 3  # readings as a noun, among which one as a place counts
_PERSON_TAGS = frozenset(("Name", "Surn", "Patr"))
_PLACE_TAGS = frozenset(("Geox", "Orgn"))
_NOT_PLACE = frozenset(("Surn", "Name"))

_SURNAMES: tuple[tuple[str, re.Pattern[str], int], ...] = (
    ("вн", re.compile(r"[оеё]в$|[иы]н$"), case_mask("nomn", MASC)),
    ("а", re.compile(r"([оеё]в|[иы]н)а$"), case_mask("nomn", FEMN) | case_mask("gent", MASC) | case_mask("accs", MASC)),
    ("у", re.compile(r"([оеё]в|[иы]н)у$"), case_mask("datv", MASC) | case_mask("accs", FEMN)),
    ("м", re.compile(r"([оеё]в|[иы]н)ым$"), case_mask("ablt", MASC)),
    ("е", re.compile(r"([оеё]в|[иы]н)е$"), case_mask("loct", MASC)),
    ("й", re.compile(r"([оеё]в|[иы]н)ой$"), sum(case_mask(case, FEMN) for case in ("gent", "datv", "ablt", "loct"))),
    ("й", re.compile(r"([сц]к|н)ий$|[ыо]й$"), case_mask("nomn", MASC)),
    ("я", re.compile(r"[ая]я$"), case_mask("nomn", FEMN)),
)
"""Russian surnames whose reading as a surname the dictionary lacks: last letter, ending, what it may be."""


class _Share(NamedTuple):
    """What a reading adds to the traits of its form: masks and forms as there, and its kinds as bits."""

    noun: int
    adjective: int
    finite: int
    short: int
    gender: int
    kinds: int


_NOUN, _VERB, _OF_OTHERS, _GERUND, _ANIMATE, _PERSON_TAG, _FIRST_NAME, _PLACE = (1 << i for i in range(8))


@lru_cache(maxsize=TYPES_REMEMBERED)
def traits(word: str) -> Traits:
    """Return the readings of a word form as bits; a word without a Cyrillic letter may be any singular noun."""
    folded = fold(word)
    readings = parses_of(folded) if len(word) <= LONGEST_WORD else ()
    top = readings[0] if readings else None
    noun = adjective = finite = short = gender = kinds = nouns = 0
    for p in readings:
        share = _share(p.pos, p.case, p.number, p.gender, p.grammemes)
        noun |= share.noun
        adjective |= share.adjective
        finite |= share.finite
        short |= share.short
        gender |= share.gender
        own = share.kinds
        nouns += own & _NOUN
        if own & _PLACE and nouns > _NOUNS_OF_PLACES:
            own &= ~_PLACE
        if own & _NOUN and p.animacy == "anim" and p.score >= _PLAUSIBLE:
            own |= _ANIMATE
        kinds |= own
    acronym = len(word) > 1 and word[:2].isupper() and word.upper()[:4] == word[:4]
    return Traits(
        folded=folded,
        lemma=top.normal if top else folded,
        pos=(top.pos if top else None) or "",
        noun=_acronym_mask(word, readings) if acronym else _noun_mask(word, noun, top),
        adjective=adjective,
        finite=finite,
        short=short,
        future=kinds & _VERB > 0 and not finite,
        first_person=kinds & _VERB > 0 and not kinds & _OF_OTHERS,
        gerund=kinds & _GERUND > 0,
        infinitive=top is not None and top.pos == "INFN",
        animate=kinds & _ANIMATE > 0,
        person_tag=kinds & _PERSON_TAG > 0,
        first_name=kinds & _FIRST_NAME > 0,
        place=kinds & _PLACE > 0,
        acronym=acronym,
        known=top is not None and top.known,
        gender=gender,
    )


@cache
def _share(
    pos: str | None, case: str | None, number: str | None, gender: str | None, grammemes: frozenset[str]
) -> _Share:
    """Return what a reading adds, by its tag; the dictionary's 4,000 tags serve all forms."""
    forms, mask = _bits(pos, case, number, gender)
    noun = pos in _NOUN_POS
    named = noun and not _PERSON_TAGS.isdisjoint(grammemes)
    verb = pos == "VERB" and "impr" not in grammemes
    place = noun and not _PLACE_TAGS.isdisjoint(grammemes) and _NOT_PLACE.isdisjoint(grammemes)
    return _Share(
        noun=mask if noun else 0,
        adjective=mask if pos in _ADJECTIVE_POS else 0,
        finite=forms if verb and "futr" not in grammemes else 0,
        short=forms if pos in _SHORT_POS else 0,
        gender=forms if named and number == "sing" else 0,
        kinds=noun * _NOUN
        | verb * _VERB
        | (verb and _SPEAKING.isdisjoint(grammemes)) * _OF_OTHERS
        | (pos == "GRND") * _GERUND
        | named * _PERSON_TAG
        | (named and "Name" in grammemes) * _FIRST_NAME
        | place * _PLACE,
    )


@cache
def _bits(pos: str | None, case: str | None, number: str | None, gender: str | None) -> tuple[int, int]:
    """Return the genders and number of a reading, and the same in its case; it may be of any of several.

    An unmarked singular may be masculine or feminine; without a case the second is 0.
    """
    if number == "plur":
        forms = PLUR
    elif gender is None:
        forms = SING if pos == "VERB" else MASC | FEMN
    else:
        forms = 1 << FORMS.index(gender)
    own = _CASE_OF.get(case or "", case)
    return forms, case_mask(own, forms) if own in CASES else 0


def _mask(readings: Iterable[Parse]) -> int:
    mask = 0
    for p in readings:
        mask |= _bits(p.pos, p.case, p.number, p.gender)[1]
    return mask


def _acronym_mask(word: str, readings: Iterable[Parse]) -> int:
    nouns = (p for p in readings if p.pos in _NOUN_POS)
    own = _mask(p for p in nouns if "Abbr" in p.grammemes or (p.known and len(word) > 3))
    return own if own & case_mask("gent", PLUR) else own | every_case(SING)


def _noun_mask(word: str, nouns: int, top: Parse | None) -> int:
    if top is None or top.pos is None:
        return every_case(SING) if word[:1].isupper() else 0
    return 0 if top.pos in _FUNCTION_POS and top.known else nouns


@lru_cache(maxsize=TYPES_REMEMBERED)
def name_mask(word: str) -> int:
    """Return the cases, genders and numbers that a word form may have as a person's name."""
    readings = parses(word)
    nouns = (p for p in readings if p.pos in _NOUN_POS)
    mask = _mask(p for p in nouns if p.number != "plur" or not _PERSON_TAGS.isdisjoint(p.grammemes))
    folded = fold(word)
    last = folded[-1:]
    for endings, pattern, cases in _SURNAMES:
        if last in endings and pattern.search(folded):
            mask |= cases
    if last not in "аяеёиоуыэюь":
        mask |= case_mask("nomn", MASC)
    if not readings or not readings[0].known:
        mask |= every_case(FEMN) if last not in "аяь" else 0
        mask |= every_case(MASC) if last in "оеёиуыэю" else 0
    return mask or every_case(MASC | FEMN)
