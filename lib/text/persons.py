"""The persons of a document: which mentions name the same one, the fullest name, what is known of each."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from lib.text.names import nominative, nominatives
from lib.text.person_names import INITIAL, Mention, Names, is_abbreviated, is_patronymic_form, stem
from lib.text.traits import ANY_FORM, FEMN, MASC, forms_of, traits

_MOST_FORMS = 20
_MOST_NAMESAKES = 50


@dataclass(slots=True)
class Person:
    """Someone named in a document: one surname, all mentions that fit it.

    Attributes:
        key: stem of the surname.
        words: words of the fullest mention, in the case in which they stood there.
        forms: all mentions as full as that one, counted.
        obliques: mentions that stood in no nominative.
        subjects: mentions that stood in the nominative as somebody's name, counted.
        roles: phrases that named the person's role, in the nominative and in the order of the text.
        gender: `MASC`, `FEMN`, or both while unknown.
    """

    key: str
    words: tuple[str, ...]
    subjects: Counter[tuple[str, ...]] = field(default_factory=Counter)
    roles: list[str] = field(default_factory=list)
    gender: int = MASC | FEMN
    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)
    obliques: set[tuple[str, ...]] = field(default_factory=set)

    def learn(self, words: tuple[str, ...]) -> None:
        """Count another mention with a first name."""
        if words in self.forms or len(self.forms) < _MOST_FORMS:
            self.forms[words] += 1

    def owns(self, stems: frozenset[str]) -> bool:
        """Tell whether first name or surname is among the stems of words: the person of "адвокат Белова"."""
        return not stems.isdisjoint((stem(self.words[0]), self.key))

    def name(self) -> str:
        """Return the fullest name in the nominative: attested in the document, or else inflected."""
        surname = self._attested_surname()
        if len(self.words) == 1 or is_abbreviated(self.words):
            return surname or nominative(self.words[-1])
        forms = Counter({words: n for words, n in self.forms.items() if not self._is_oblique(words)})
        best = (
            _commonest(self.subjects, lambda words: _is_full(words, self.words))
            or _commonest(forms, lambda words: nominative(" ".join(words)) == " ".join(words))
            or _commonest(forms, lambda words: words[-1] == surname and _may_be_nominative(words[0]))
        )
        if best is not None:
            return " ".join(best)
        return self._inflected(surname)

    def _is_oblique(self, words: tuple[str, ...]) -> bool:
        """Tell whether a form stood in another case, or the text has the nominative beside it: "Асию", "Асия"."""
        first = words[0]
        beside = any(form[0] in (first[:-1] + "а", first[:-1] + "я") for form in self.forms)
        return words in self.obliques or (beside and first.endswith(("и", "ы", "у", "ю", "е")))

    def _inflected(self, surname: str) -> str:
        """Return the likeliest nominative of the fullest mention, with the surname that the text attests."""
        words = " ".join(self.words)
        readings = nominatives(words)
        oblique = self.words in self.obliques
        fitting = (r for r in readings if r.name.endswith(surname) and not (oblique and r.name == words))
        best = next(fitting, readings[0]).name if readings else words
        soft = next((form[0] for form in self.forms if form[0].endswith("ии")), None)
        if soft is not None:
            best = best.replace(best.split(" ")[0], soft[:-1] + "я", 1)
        return " ".join([*best.split(" ")[: len(self.words) - 1], surname]) if surname else best

    def role(self) -> str:
        """Return the role as the document first tells it with what it belongs to: "министр обороны", not "министр"."""
        return next((role for role in self.roles if " " in role), self.roles[0] if self.roles else "")

    def _attested_surname(self) -> str:
        """Return the surname as it stood most often as a subject, or an empty string."""
        counts: Counter[str] = Counter()
        for words, n in self.subjects.items():
            counts[words[-1]] += n
        return counts.most_common(1)[0][0] if counts else ""


def _commonest(counts: Counter[tuple[str, ...]], fits: Callable[[tuple[str, ...]], bool]) -> tuple[str, ...] | None:
    """Return the mention that was counted most among those that fit, the first of several; None if none fits."""
    return max(filter(fits, counts), key=counts.__getitem__, default=None)


def _is_full(words: tuple[str, ...], fullest: tuple[str, ...]) -> bool:
    return len(words) == len(fullest) and not is_abbreviated(words)


def _may_be_nominative(first_name: str) -> bool:
    seen = traits(first_name)
    return bool(forms_of(seen.noun, "nomn")) or not seen.known


class Registry:
    """The persons of one document."""

    def __init__(self, title: str, text: str, named: list[Mention]) -> None:
        """Learn from the mentions `named` of the text, and from the title where it knows more."""
        self.title = title
        self.text = text
        self.mentions = named
        self.title_names = Names(title)
        self.titled = self.title_names.mentions
        self._persons: dict[str, list[Person]] = {}
        self._by_first: dict[str, Person] = {}
        everything = [m.words for m in (*named, *self.titled) if len(m.words) > 1]
        for words in sorted(everything, key=is_abbreviated):
            self._learn(words)

    @cached_property
    def named(self) -> Counter[str]:
        """How often the text names each surname, by its stem."""
        return Counter(stem(mention.words[-1]) for mention in self.mentions)

    def _learn(self, words: tuple[str, ...]) -> None:
        """Add a mention that has a first name or initials; those without initials come first."""
        if len(words) == 2 and is_patronymic_form(words[-1]) and traits(words[0]).first_name:
            return
        key = stem(words[-1])
        for person in self._persons.get(key, ()):
            if _compatible(person.words, words):
                if _is_full(words, person.words):
                    person.learn(words)
                return
        person = Person(key, words, gender=_gender(words), forms=Counter([words]))
        namesakes = self._persons.setdefault(key, [])
        if len(namesakes) < _MOST_NAMESAKES:
            namesakes.append(person)
        self._by_first.setdefault(stem(words[0])[:5], person)

    def person(self, mention: Mention, gender: int = MASC | FEMN) -> Person:
        """Return the person that a mention names; someone not yet known becomes known.

        Of several with a surname, one of the gender that the verb shows: "Соломон рассказал".
        """
        words = mention.words
        namesakes = self._persons.setdefault(stem(words[-1]), [])
        if len(words) == 1 and len(namesakes) > 1 and not namesakes[0].gender & gender:
            named = (p for p in namesakes if traits(p.words[0]).first_name)
            namesakes = [p for p in named if p.gender & gender] or namesakes
        known = next((p for p in namesakes if len(words) == 1 or _compatible(p.words, words)), None)
        if known is not None:
            return known
        by_first = self._by_first.get(stem(words[0])[:5])
        if len(words) == 2 and is_patronymic_form(words[-1]):
            by_first = self._by_patronymic(words) or by_first
        if by_first and ((len(words) == 1 and traits(words[0]).first_name) or is_patronymic_form(words[-1])):
            return by_first
        person = Person(stem(words[-1]), words, gender=_gender(words))
        if len(namesakes) < _MOST_NAMESAKES:
            namesakes.append(person)
        return person

    def _by_patronymic(self, words: tuple[str, ...]) -> Person | None:
        """Return the first person whose first name and patronymic, or initials, a mention without surname repeats."""
        everyone = (person for namesakes in self._persons.values() for person in namesakes)
        return next((p for p in islice(everyone, _MOST_NAMESAKES) if _same_beginning(p.words, words)), None)


def _same_beginning(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether first name and patronymic are those of a fuller name: "Ю.А. Белов", "Юрий Александрович"."""
    if len(known) != 3:
        return len(known) == 2 and INITIAL.match(known[0]) is not None and known[0][0] == words[0][0]
    pairs = zip(known[:2], words, strict=True)
    return all(a[0] == b[0] if INITIAL.match(a) else stem(a)[:4] == stem(b)[:4] for a, b in pairs)


def _compatible(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether two mentions with one surname can be one person: the first names or initials agree."""
    if len(known) == 1 or len(words) == 1:
        return True
    a, b = known[0], words[0]
    if INITIAL.match(a) or INITIAL.match(b):
        return a[0] == b[0]
    return stem(a)[:4] == stem(b)[:4] or (
        {stem(a), stem(b)} <= {stem(w) for w in (*known, *words)[:-1]}
        and (stem(b) in map(stem, known) or stem(a) in map(stem, words))
    )


def _gender(words: tuple[str, ...]) -> int:
    """Return the gender that the first name or patronymic shows, else both."""
    for word in words:
        if is_patronymic_form(word):
            return FEMN if re.search(r"вн|чн", word) else MASC
    first = traits(words[0]) if len(words) > 1 and not INITIAL.match(words[0]) else None
    if first is None or not first.first_name:
        return MASC | FEMN
    gender = first.gender & (MASC | FEMN)
    last = traits(words[-1])
    if gender == MASC | FEMN:
        narrowed = gender & last.gender
        gender = narrowed or gender
    return gender & ANY_FORM or MASC | FEMN
