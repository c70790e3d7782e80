"""Readings of a word form: what pymorphy3's dictionary, or else its guess by analogy, makes of it."""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from lib.text.clean import fold
from lib.text.lemma_corrections import ADJECTIVES, LEMMAS

READINGS_REMEMBERED = 50_000
"""Forms whose readings are kept in memory; they take some 3 kB a form."""

LONGEST_WORD = 60
"""Letters; longer strings are no words, and guessing by analogy is slow on them."""

_RUSSIAN_WORD = re.compile(r"(?=[^а-я]*[а-я])[\w'’.-]+")
_ADJECTIVE_ENDING = re.compile(r"(?:[ая]я|[оеыи]е|[оеыи]го|[оеыи]му|[оеыи][йюхм]|[ую]ю|[ыи]ми)$")
_MALE_PATRONYMIC = re.compile(r"(ич)(?:а|у|ем|е|и|ей|ам|ами|ах)$")
_FEMALE_PATRONYMIC = re.compile(r"([вч])н(?:а|ы|е|у|ой|ою|ам|ами|ах|)$")


class Parse(NamedTuple):
    """One reading of a word form.

    Attributes:
        normal: lemma, lower case, ё folded.
        pos, case, number, gender, animacy, person, tense: pymorphy3's names (OpenCorpora), None where there is none.
        grammemes: all marks of the reading, the above included.
        score: 0 to 1, share of the reading among those of the form.
        known: the form is in the dictionary.
    """

    normal: str
    pos: str | None
    case: str | None
    number: str | None
    gender: str | None
    animacy: str | None
    person: str | None
    tense: str | None
    grammemes: frozenset[str]
    score: float
    known: bool


class _Marks(NamedTuple):
    """What a reading shares with all readings of its tag: the fields of `Parse` in their order."""

    pos: str | None
    case: str | None
    number: str | None
    gender: str | None
    animacy: str | None
    person: str | None
    tense: str | None
    grammemes: frozenset[str]


def parses(word: str) -> tuple[Parse, ...]:
    """Return the readings of a word form, the likeliest first; none for what is no Russian word. Never raises.

    >>> [(reading.normal, reading.tense) for reading in parses("шёл")]
    [('идти', 'past')]
    """
    return parses_of(fold(word)) if len(word) <= LONGEST_WORD else ()


@lru_cache(maxsize=READINGS_REMEMBERED)
def parses_of(form: str) -> tuple[Parse, ...]:
    """Return the readings of a form that is folded already and no longer than `LONGEST_WORD`."""
    if not _RUSSIAN_WORD.fullmatch(form):
        return ()
    known = _analyzer().word_is_known(form)
    return tuple(_reading(form, parse, known) for parse in _analyzer().parse(form))


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def _reading(form: str, parse: Any, known: bool) -> Parse:
    return Parse(_normal(form, parse), *_marks(parse.tag), float(parse.score), known)


@lru_cache(maxsize=10_000)
def _marks(tag: Any) -> _Marks:
    """Return what a tag says of a reading: the dictionary's 4,000 tags serve all forms."""
    own = (tag.POS, tag.case, tag.number, tag.gender, tag.animacy, tag.person, tag.tense)
    pos, case, number, gender, animacy, person, tense = (None if mark is None else str(mark) for mark in own)
    return _Marks(pos, case, number, gender, animacy, person, tense, frozenset(tag.grammemes))


def _normal(form: str, parse: Any) -> str:
    """Return pymorphy3's normal form, mended where it names another word than the form belongs to."""
    grammemes = parse.tag.grammemes
    if "Patr" in grammemes:
        return _patronymic(form, feminine="femn" in grammemes)
    if "Supr" in grammemes:
        return _masculine(form)
    if "PRTF" in grammemes and (participle := _masculine(form)) in ADJECTIVES:
        return participle
    normal: str = parse.normal_form.replace("ё", "е")
    return LEMMAS.get(normal, _soft_sign(form, normal))


def _masculine(form: str) -> str:
    """Return "крупнейший" for "крупнейшего": superlatives and adjectival participles are words of their own."""
    stem = _ADJECTIVE_ENDING.sub("", form.removesuffix("ся"))
    return stem + ("ий" if stem[-1:] in "шщ" else "ый") + ("ся" if form.endswith("ся") else "")


def _patronymic(form: str, feminine: bool) -> str:
    """Return "юрьевна" for "юрьевной"; for both "юрьевной" and "юрьевичем" the dictionary says "юриевич"."""
    if feminine:
        return _FEMALE_PATRONYMIC.sub(r"\1на", form)
    return _MALE_PATRONYMIC.sub(r"\1", form)


def _soft_sign(form: str, normal: str) -> str:
    """Return "воскресенье" for "воскресенья": the dictionary holds it as a variant of "воскресение"."""
    stem = normal.removesuffix("ие")
    return f"{stem}ье" if stem != normal and form.startswith(f"{stem}ь") else normal
