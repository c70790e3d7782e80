"""Organisations that a text names in full, so that "компания", "посольство" or "МВД" can be understood later."""

import re
from functools import cached_property
from typing import NamedTuple

from lib.text.lemmas import lemma, parses
from lib.text.roles import MEDIA_NAMES
from lib.text.traits import GENT, NOMN, traits

COMPANIES = frozenset("компания авиакомпания корпорация холдинг концерн фирма авиаперевозчик перевозчик".split())
"""Nouns that take up a company, whatever it was called before."""

BARE = frozenset(
    "посольство консульство министерство пресс-служба прокуратура полиция департамент администрация мэрия".split()
)
"""Nouns that take up an organisation named by the same noun and a genitive."""

_LEGAL_FORM = r"(?:ОАО|ООО|ЗАО|ПАО|АО|НК|ГК|ФГУП)"
_COMPANY_NOUN = r"(?:(?:авиа)?компани|корпораци|холдинг|концерн|фирм|(?:авиа)?перевозчик)[а-яё]{0,3}"
_MARKED = r"(?:«[^»\n]{2,40}»|\"[^\"\n]{2,40}\"|“[^”\n]{2,40}”)"
_LATIN = r"[A-Z][\w&.-]{1,30}(?:[ \xa0][A-Z][\w&-]{1,30}){0,2}"
_COMPANY = re.compile(
    rf"(?<!\w)(?:({_LEGAL_FORM})[ \xa0]({_MARKED}|{_LATIN})|({_COMPANY_NOUN})[ \xa0]({_MARKED}|{_LATIN}))"
)
_COMPLEMENT = (
    r"((?:[а-яё]{3,20}(?:а|ы|и|я|го|ой|ей)[ \xa0]){0,2}[А-ЯЁ][\w-]{1,30}(?:[ \xa0][А-ЯЁ][\w-]{1,30}){0,2}"
    r"(?:(?<=ой|го)[ \xa0](?:области|края|района|округа|республики))?)"
)
_LONGEST_STEM = 30


class Named(NamedTuple):
    """An organisation where a text names it: the offset, and the name in the nominative."""

    start: int
    name: str


class Organisations:
    """The organisations of one text, looked for when first asked for; in linear time."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.text = text
        self._full: dict[str, list[Named]] = {}

    def meant(self, noun: str, at: int) -> str | None:
        """Return the full name of what a bare noun or acronym at an offset means; None if the text tells none.

        >>> Organisations("Пришло письмо посольства США. Посольство молчит.").meant("посольство", 30)
        'посольство США'
        """
        if not (noun in COMPANIES or noun in BARE or (noun.isupper() and not _is_country(noun))):
            return None
        named = self._companies if noun in COMPANIES else self._named(noun)
        before = [name for name in named if name.start < at]
        if noun in COMPANIES:
            paragraph = self.text.rfind("\n", 0, at)
            return _only([name for name in before if name.start > paragraph]) or _only(before)
        return _only(before) if noun.isupper() else before[-1].name if before else None

    @cached_property
    def _companies(self) -> list[Named]:
        found = []
        for match in _COMPANY.finditer(self.text):
            form, marked, noun, name = match.groups()
            named = f"{form} {marked}" if form else name if name.isascii() else f"{lemma(noun)} {name}"
            if not MEDIA_NAMES.match((marked or name).lower()):
                found.append(Named(match.start(), named))
        return found

    def _named(self, noun: str) -> list[Named]:
        """Return where the text names an organisation by this noun and a genitive, and how."""
        if noun not in self._full:
            stem = noun if noun.isupper() else noun[:_LONGEST_STEM].rstrip("аеоя")
            pattern = re.compile(rf"(?<![\w-])(?i:{re.escape(stem)})[а-яё]{{0,2}}[ \xa0]{_COMPLEMENT}")
            found = [Named(m.start(), f"{noun} {m[1]}") for m in pattern.finditer(self.text) if _belongs(noun, m[1])]
            self._full[noun] = found
        return self._full[noun]


def _only(names: list[Named]) -> str | None:
    """Return the name if there is one only."""
    return names[0].name if len({named.name for named in names}) == 1 else None


def _is_country(acronym: str) -> bool:
    return any("Geox" in reading.grammemes for reading in parses(acronym)) or acronym in ("РФ", "ЕС", "ООН", "НАТО")


def _belongs(noun: str, complement: str) -> bool:
    """Tell whether the name in a complement is a place, an acronym or a genitive, rather than a subject."""
    seen = traits(next(word for word in re.split(r"[ \xa0]", complement) if word[:1].isupper()))
    if noun.isupper():
        return seen.acronym or (seen.place and seen.known and not seen.person_tag)
    return (
        seen.acronym
        or seen.place
        or bool((seen.noun | seen.adjective) & GENT and not seen.noun & NOMN and not seen.person_tag)
    )
