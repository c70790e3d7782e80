"""Names of persons brought to the nominative, from their forms alone: all parts agree in gender and case.

Each part proposes nominatives (the dictionary's names, or else the paradigms its ending fits); the gender and case
that the parts agree on best win. In a document, attested nominatives are better evidence than these guesses.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Literal, NamedTuple

from lib.text.clean import fold
from lib.text.first_names import WOMEN
from lib.text.morphology import Parse, parses
from lib.text.name_paradigms import CASES, Candidate, candidates
from lib.text.unknown_words import SURNAMES, guess_name

Gender = Literal["m", "f"]

_PART = re.compile(r"[^\W\d_]+(?:['’\u0300-\u036f\xad][^\W\d_]+)*\.?")
_RUSSIAN = re.compile(r"[А-Яа-яЁё]")
_PARTICLES = frozenset(
    "аль эль ас аш ан ар ад ат эд эш уль ул бин бен ибн абу абд ван вон фон дер ден де да ди ду дю ла ле ло дос дель "
    "делла оглы кызы заде".split(" ")
)
"""Parts of foreign names that are not declined, whatever the case of their letters."""
_FEMALE_PATRONYMIC = re.compile(r".+[оеё]вн(?:а|ы|е|у|ой|ою)")
_SURNAME = re.compile(
    r".{2,}(?:(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой)?|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|ко|дзе|швили|ян(?:а|у|ом|е)?|[иы]х)"
)
_FEMALE_ENDINGS = ((re.compile(r"(?:ий|ый|ой)$"), "ая"), (re.compile(r"(?<=[оеё]в|[иы]н)$"), "а"))

_CASE_SHARES = {"nomn": 0.60, "gent": 0.17, "datv": 0.07, "accs": 0.06, "ablt": 0.08, "loct": 0.02}
"""Cases of persons' names in annotated news (factRuEval: 71 of 100 stand in the nominative)."""
_GENDERS: tuple[Gender, ...] = ("m", "f")
_GENDER_SHARES: dict[Gender, float] = {"m": 0.85, "f": 0.15}
"""Persons named in Russian news are men in five cases of six."""

_IN_DICTIONARY = 5.0  # weight of a name that the dictionary holds, times the share of the reading
_RARE = {"Name", "Fixd"}  # first names that are not declined: "Марку" is Romanian, and mostly the dative of "Марк"
_HERS = 4.0  # factor of a woman's name that looks like a form of a man's: "Раиса"
_ENDING_OF_KNOWN = 0.05  # weight of a guess by the ending, where the dictionary holds the form as a name
_UNCHANGED = 0.02  # weight of a part that does not follow the others
_UNCHANGED_LEADING = 0.4  # of three or more parts: "Ким Чен Ыном" declines the last
_LONGEST_NAME = 120  # characters
_CERTAIN = 0.9  # share of one gender among the readings


_Part = tuple[int, int, tuple[Candidate, ...]]
"""Offsets of a part in the name, and what it may be."""


class Nominative(NamedTuple):
    """A reading of a name: its nominative, the gender ("m", "f") and case that the parts agree on, its share."""

    name: str
    gender: Gender
    case: str
    score: float


def nominative(name: str) -> str:
    """Return the likeliest nominative of a person's name; initials, Latin letters and particles stay. Never raises.

    >>> nominative("Александра Дарчиева"), nominative("Соне Коултер"), nominative("А. Б. Петровой")
    ('Александр Дарчиев', 'Соня Коултер', 'А. Б. Петрова')
    """
    return next((reading.name for reading in nominatives(name)), name)


def gender(name: str) -> Gender | None:
    """Return the gender of a person's name in any case, None if the name does not tell.

    >>> gender("Марии Захаровой"), gender("Сергеем Лавровым"), gender("Шевченко")
    ('f', 'm', None)
    """
    shares: dict[Gender, float] = {"m": 0.0, "f": 0.0}
    for reading in nominatives(name):
        shares[reading.gender] += reading.score / _GENDER_SHARES[reading.gender]
    total = sum(shares.values())
    likeliest: Gender = "m" if shares["m"] >= shares["f"] else "f"
    return likeliest if total and shares[likeliest] / total >= _CERTAIN else None


def is_first_name(word: str) -> bool:
    """Tell whether a word form is a first name of the dictionary.

    >>> is_first_name("Марией"), is_first_name("Захаровой")
    (True, False)
    """
    return any(reading.known and "Name" in reading.grammemes for reading in parses(word))


def is_patronymic(word: str) -> bool:
    """Tell whether a word form is a patronymic.

    >>> is_patronymic("Владимировны"), is_patronymic("Пескова")
    (True, False)
    """
    readings = parses(word)
    if readings and readings[0].known:
        return any("Patr" in reading.grammemes for reading in readings)
    return _FEMALE_PATRONYMIC.fullmatch(fold(word)) is not None


def is_surname(word: str) -> bool:
    """Tell whether a word form is a surname of the dictionary, or unknown to it and looks like a surname.

    >>> is_surname("Песковым"), is_surname("Дарчиева"), is_surname("Мария"), is_surname("городов")
    (True, True, False, False)
    """
    readings = parses(word)
    if any("Surn" in reading.grammemes for reading in readings):
        return word[:1].isupper()
    form = fold(word)
    looks = guess_name(form) in SURNAMES if readings and readings[0].known else bool(_SURNAME.fullmatch(form))
    return looks and word[:1].isupper()


def nominatives(name: str) -> tuple[Nominative, ...]:
    """Return all readings of a person's name, those of the likeliest nominative first; the scores add up to 1.

    None for a name in Latin letters and for what is too long to be a name.
    """
    return _nominatives(name) if len(name) <= _LONGEST_NAME else ()


@lru_cache(maxsize=100_000)
def _nominatives(name: str) -> tuple[Nominative, ...]:
    parts = [(match.start(), match.end(), _readings(match[0])) for match in _PART.finditer(name)]
    voting = [part for part in parts if part[2]]
    if not voting:
        return ()
    found = [_agreed(name, voting, gender, case) for gender in _GENDERS for case in CASES]
    total = sum(reading.score for reading in found)
    shares: dict[str, float] = {}
    for reading in found:
        shares[reading.name] = shares.get(reading.name, 0.0) + reading.score
    found.sort(key=lambda reading: (-shares[reading.name], -reading.score))
    return tuple(reading._replace(score=reading.score / total) for reading in found)


def _agreed(name: str, parts: list[_Part], gender: Gender, case: str) -> Nominative:
    """Return the name as it would be in the nominative, if all parts stood in this gender and case."""
    score = _GENDER_SHARES[gender] * _CASE_SHARES[case]
    pieces, done = [], 0
    for i, (start, end, readings) in enumerate(parts):
        fitting = [c for c in readings if c.gender == gender and c.case == case]
        best = max(fitting, key=lambda candidate: candidate.weight, default=None)
        leading = i < len(parts) - 1 and len(parts) > 2
        score *= best.weight if best else _unchanged(readings, gender, leading)
        pieces += [name[done:start], best.nominative if best else name[start:end]]
        done = end
    return Nominative("".join(pieces) + name[done:], gender, case, score)


def _unchanged(readings: tuple[Candidate, ...], gender: Gender, leading: bool) -> float:
    """Return the weight of a part that stays in the nominative while the last one is declined."""
    own = max((c.weight for c in readings if c.case == "nomn" and c.gender == gender), default=1.0)
    return own * _UNCHANGED_LEADING if leading else _UNCHANGED


@lru_cache(maxsize=200_000)
def _readings(part: str) -> tuple[Candidate, ...]:
    """Return the nominatives of one part of a name; none for initials, particles and Latin letters."""
    if len(part) < 2 or part.endswith(".") or not _RUSSIAN.search(part) or fold(part) in _PARTICLES:
        return ()
    known = [reading for reading in parses(part) if _is_name(reading)]
    known = [reading for reading in known if not reading.grammemes >= _RARE] or known
    factor = _ENDING_OF_KNOWN if known else 1.0
    guesses = (c._replace(weight=c.weight * (1.0 if c.attested else factor)) for c in candidates(part))
    return (*_of_dictionary(part, known), *guesses)


def _is_name(reading: Parse) -> bool:
    named = reading.grammemes & {"Name", "Surn", "Patr"}
    return reading.known and bool(named) and reading.number != "plur" and reading.case in _CASE_SHARES


def _of_dictionary(part: str, readings: list[Parse]) -> Iterator[Candidate]:
    total = sum(reading.score for reading in readings)
    for reading in readings:
        share = sum(r.score for r in readings if r.normal == reading.normal) / total
        for gender in {"masc": "m", "femn": "f"}.get(str(reading.gender), "mf"):
            normal = reading.normal
            if gender == "f" and "Surn" in reading.grammemes:
                normal = _feminine(normal)
            weight = _IN_DICTIONARY * share * (_HERS if normal in WOMEN else 1.0)
            yield Candidate(_spelled(part, normal), gender, str(reading.case), weight)


def _feminine(surname: str) -> str:
    for ending, feminine in _FEMALE_ENDINGS:
        if ending.search(surname):
            return ending.sub(feminine, surname)
    return surname


def _spelled(part: str, normal: str) -> str:
    """Return a nominative in the spelling of the form: its capitals and its ё."""
    pairs = zip(part.casefold().replace("ё", "е"), normal, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    rest = normal[same:]
    return part[:same] + (rest.upper() if part.isupper() else rest)
