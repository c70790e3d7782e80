"""Which names of a corpus may be one speaker's: suggestions with their reason; nothing is joined here.

A name that could be two speakers' is suggested with all of them and without a choice.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from lib.analysis.organisations import AUTHORITIES, RUSSIA, OrganisationKey, organisation_key
from lib.analysis.person_keys import PersonKey, differ_by_a_letter, is_patronymic, person_key, spelling

MOST_CANDIDATES = 5
"""A name that fits more speakers tells nothing."""
FARTHEST = {"surname": 365, "letter": 730}
"""Days within which both must be quoted for a rule that alone says little: bearers of a name come and go."""

RULES = ("patronymic", "middle", "initials", "order", "surname", "spelling", "letter", "title", "body", "country")


class Named(NamedTuple):
    """A speaker of the corpus: slug, name, kind, statements."""

    speaker: str
    name: str
    kind: str
    statements: int


class Suggestion(NamedTuple):
    """`other` may be the same speaker as the candidate; with several candidates, as any of them.

    Attributes:
        rule: why, one of `RULES`.
        days: days between their nearest statements; None where either has no date, or with several candidates.
    """

    rule: str
    other: Named
    candidates: tuple[Named, ...]
    days: int | None = None

    @property
    def is_ambiguous(self) -> bool:
        """Whether the analyst has to choose among several speakers."""
        return len(self.candidates) > 1


Person = tuple[Named, PersonKey]
Pairs = Iterator[tuple[str, Named, Sequence[Named]]]


def suggest(
    speakers: pd.DataFrame, days: pd.DataFrame, are_separate: Callable[[str, str], bool] = lambda *_: False
) -> list[Suggestion]:
    """Return what may be one speaker, those with most statements first, the ambiguous ones last.

    Args:
        speakers: [speaker, name, kind, statements], a row a speaker.
        days: [speaker, date], the days on which a speaker is quoted.
        are_separate: whether two names are known to be different speakers'.
    """
    named = [Named(*row) for row in speakers[["speaker", "name", "kind", "statements"]].itertuples(index=False)]
    persons = [(one, key) for one in named if one.kind == "person" and (key := person_key(one.name))]
    bodies = [(one, organisation_key(one.name)) for one in named if one.kind in ("org", "media")]
    near = _Nearness(days)
    found: dict[frozenset[str], Suggestion] = {}
    for rule, other, candidates in (*_persons(persons), *_bodies(bodies)):
        left = [one for one in candidates if not are_separate(one.name, other.name)]
        if not 0 < len(left) <= MOST_CANDIDATES:
            continue
        gap = near.days(other.speaker, left[0].speaker) if len(left) == 1 else None
        if len(left) == 1 and _is_far(rule, gap):
            continue
        pair = frozenset({other.speaker, *(one.speaker for one in left)})
        found.setdefault(pair, Suggestion(rule, other, tuple(left), gap))
    return sorted(found.values(), key=lambda one: (one.is_ambiguous, -one.other.statements, one.other.speaker))


def _is_far(rule: str, gap: int | None) -> bool:
    return rule == "surname" if gap is None else gap > FARTHEST.get(rule, gap)


def _persons(persons: Sequence[Person]) -> Pairs:
    names = [person for person in persons if not person[1].title]
    by_surname: defaultdict[str, list[Person]] = defaultdict(list)
    for person in names:
        by_surname[person[1].surname].append(person)
    first_names = {key.first for _, key in names if key.is_full}
    for family in by_surname.values():
        full = _by_first_name(family)
        for group in full.values():
            yield from _patronymics(group)
        bearers = [group[0][0] for group in full.values()]
        for other, key in family:
            if key.is_bare:
                yield "surname", other, _unless(key.surname in first_names, bearers)
            elif key.is_initialled:
                yield "initials", other, [group[0][0] for group in full.values() if _fits(key, group)]
    yield from _orders(names)
    yield from _spellings(names)
    yield from _titles(persons)


def _unless(is_first_name: bool, bearers: list[Named]) -> list[Named]:
    """A surname that is also somebody's first name may be short for either."""
    return [] if is_first_name else bearers


def _by_first_name(family: Iterable[Person]) -> dict[str, list[Person]]:
    """Return the full names of one surname by first name, in each the one with most statements first."""
    full: defaultdict[str, list[Person]] = defaultdict(list)
    for person in sorted(family, key=lambda person: -person[0].statements):
        if person[1].is_full:
            full[person[1].first].append(person)
    return full


def _fits(key: PersonKey, group: list[Person]) -> bool:
    """Tell whether initials are those of a name; a second initial counts where a patronymic is known."""
    if not group[0][1].first.startswith(key.first):
        return False
    middles = {full.middle[0][0] for _, full in group if full.middle}
    return not key.middle or not middles or key.middle[0][0] in middles


def _patronymics(group: list[Person]) -> Pairs:
    """The same first name and surname, with and without what stands between."""
    short = [one for one, key in group if not key.middle]
    long = [(one, key) for one, key in group if key.middle]
    if short and long:
        rule = "patronymic" if all(is_patronymic(key.middle[-1]) for _, key in long) else "middle"
        if len(long) > 1:
            yield rule, short[0], [one for one, _ in long]
        else:
            kept, other = sorted((short[0], long[0][0]), key=lambda one: (-one.statements, len(one.name)))
            yield rule, other, [kept]


def _orders(names: Sequence[Person]) -> Pairs:
    """The same words in another order: "Белова Анна"."""
    by_words: defaultdict[frozenset[str], list[Named]] = defaultdict(list)
    for one, key in names:
        if key.is_full and not key.middle:
            by_words[frozenset({key.first, key.surname})].append(one)
    yield from _each_to_the_first("order", by_words.values())


def _each_to_the_first(rule: str, groups: Iterable[list[Named]]) -> Pairs:
    for group in groups:
        kept, *others = sorted(group, key=lambda one: (-one.statements, len(one.name), one.speaker))
        for other in others:
            yield rule, other, [kept]


def _spellings(names: Sequence[Person]) -> Pairs:
    """Names that differ in transliteration, or in one letter of one word that is no other name of its own."""
    once = {(key.first, key.surname): (one, key) for one, key in sorted(names, key=lambda person: person[0].statements)}
    written: defaultdict[tuple[str, str], list[Named]] = defaultdict(list)
    for one, key in once.values():
        if key.is_full or (key.is_bare and len(key.surname) > 4):
            written[spelling(key.first), spelling(key.surname)].append(one)
    yield from _each_to_the_first("spelling", written.values())
    full = [(one, key) for one, key in once.values() if key.is_full]
    borne = _bearers(full)
    for part, rest in (("surname", "first"), ("first", "surname")):
        same: defaultdict[str, list[Person]] = defaultdict(list)
        for person in full:
            same[getattr(person[1], rest)].append(person)
        for group in same.values():
            for (a, key_a), (b, key_b) in combinations(group, 2):
                words = getattr(key_a, part), getattr(key_b, part)
                if differ_by_a_letter(*words) and not all(len(borne[part, word]) > 1 for word in words):
                    kept, other = sorted((a, b), key=lambda one: -one.statements)
                    yield "letter", other, [kept]


def _bearers(full: Iterable[Person]) -> dict[tuple[str, str], set[str]]:
    """Return with which other names a first name and a surname occur."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for _, key in full:
        found["first", key.first].add(key.surname)
        found["surname", key.surname].add(key.first)
    return found


def _titles(persons: Sequence[Person]) -> Pairs:
    """A full name with an office left before it."""
    plain = {(key.first, key.surname): one for one, key in persons if key.is_full and not key.title}
    for other, key in persons:
        kept = plain.get((key.first, key.surname))
        if key.title and kept:
            yield "title", other, [kept]


def _bodies(bodies: Sequence[tuple[Named, OrganisationKey]]) -> Pairs:
    """One organisation under several names; one without its country among those with one."""
    by_key: defaultdict[tuple[str, str], list[Named]] = defaultdict(list)
    for one, key in bodies:
        by_key[key.name, key.country].append(one)
    yield from _each_to_the_first("body", by_key.values())
    countries: defaultdict[str, list[tuple[str, Named]]] = defaultdict(list)
    for (name, country), group in by_key.items():
        if country:
            countries[name].append((country, max(group, key=lambda one: one.statements)))
    for (name, country), group in by_key.items():
        if not country and name in AUTHORITIES:
            ranked = sorted(countries[name], key=lambda pair: (pair[0] != RUSSIA, -pair[1].statements))
            candidates = [candidate for _, candidate in ranked][:MOST_CANDIDATES]
            yield "country", max(group, key=lambda one: one.statements), candidates


class _Nearness:
    """Days between the nearest statements of two speakers."""

    def __init__(self, days: pd.DataFrame) -> None:
        self._days = {
            str(speaker): sorted(day.toordinal() for day in group)
            for speaker, group in days.dropna().groupby("speaker")["date"]
        }

    def days(self, a: str, b: str) -> int | None:
        first, second = self._days.get(a, []), self._days.get(b, [])
        places = ((day, bisect(second, day)) for day in first)
        return min((abs(day - other) for day, at in places for other in second[max(0, at - 1) : at + 1]), default=None)
