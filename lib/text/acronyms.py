"""Acronyms: they keep their capitals, lose their case endings, and must not be taken for ordinary words."""

import re

from lib.text.clean import fold
from lib.text.morphology import parses

_INFLECTED = re.compile(r"([А-ЯЁ]{2,8})['’-]?(?:а|у|ом|е|ы|и|ов|ам|ами|ах|ой|ою|ю|я|ем|ей)")
_RUSSIAN = re.compile("[А-Яа-яЁё]")
_INSTITUTION = {"Orgn", "Geox"}
_LONGEST_UNKNOWN = 6  # letters: "ГУБОП", "БРИКС", "ЛУКОЙЛ" are acronyms, "ДАРЧИЕВ" is a name in a headline

ALWAYS = frozenset("тасс хамас днр лнр гдр фрг брикс всу бпла сво".split(" "))
"""Acronyms without such a mark in the dictionary, whatever the case (ТАСС 178 : тасс 0, ХАМАС 75 : Хамас 14)."""

LIKE_WORDS = frozenset(
    "иг мок фифа ер орт оп мус ато сар ера ид тэк ири эко рен упа вада ар ард арб цар ано чоп пасок аст миг рэк сизо"
    " зил маз уаз су ту".split(" ")
)
"""Acronyms that are also forms of a word: in news their capitals outnumber the word (ИГ 719 : иг 0, МОК 42 : мок 0)."""

LIKE_ACRONYMS = frozenset("по зато со об под им нем".split(" "))
"""Words that the dictionary also holds as an acronym: capitals are a headline's (ПО 23 : по 18475)."""

LEXICAL = frozenset("вуз загс бомж дзот нэп смс врио".split(" "))
"""Acronyms that became ordinary words, written in lower case as a rule (вузов 77 : ВУЗов 20)."""


def acronym(word: str) -> str | None:
    """Return the acronym that a word is a form of, in capitals, or None if it is no acronym.

    >>> acronym("МИДа"), acronym("США"), acronym("сша"), acronym("ПРО"), acronym("про"), acronym("МИР")
    ('МИД', 'США', 'США', 'ПРО', None, None)
    """
    form = fold(word)
    if len(word) < 2 or not _RUSSIAN.search(form):  # "ХХI" with Russian letters is the Roman number, too
        return None
    if form in ALWAYS or (word.isupper() and form in LIKE_WORDS):
        return form.upper()
    if inflected := _INFLECTED.fullmatch(word):
        return _named(inflected[1].upper())
    return _in_capitals(form) if word.isupper() else _in_dictionary(form)


def _named(stem: str) -> str | None:
    return None if stem.lower() in LEXICAL else stem


def _in_capitals(form: str) -> str | None:
    readings = parses(form)
    if not form.isalpha() or form in LIKE_ACRONYMS:
        return None
    if not readings or not readings[0].known:
        return form.upper() if len(form) <= _LONGEST_UNKNOWN else None
    marked = [reading for reading in readings if "Abbr" in reading.grammemes]
    return _named(marked[0].normal.upper()) if marked else None


def _in_dictionary(form: str) -> str | None:
    readings = parses(form)
    if readings and readings[0].known and all(_INSTITUTION & reading.grammemes for reading in readings):
        return readings[0].normal.upper() if "Abbr" in readings[0].grammemes else None
    return None
