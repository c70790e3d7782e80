"""Word forms brought to their lemmas, by type: a form has one lemma wherever it stands.

The likeliest reading of the dictionary, with four corrections: reviewed forms, names told by their capital, participles
kept with their verb, acronyms kept in capitals. Surnames of women and men share the masculine lemma ("захаров" for
"Захаровой" and "Захарова"), so that one query finds every form; patronymics and first names keep their gender.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lib.text.acronyms import acronym
from lib.text.clean import fold
from lib.text.first_names import WOMEN
from lib.text.lemma_corrections import ADJECTIVES, CAPITALISED, FORMS, ORDINARY
from lib.text.morphology import LONGEST_WORD, Parse, parses
from lib.text.stop_words import STOP_WORDS
from lib.text.unknown_words import SURNAMES, guess_name

__all__ = ["Parse", "is_stop", "lemma", "lemmatize", "parses"]

_TYPES_REMEMBERED = 1_000_000  # some 200 MB; that many types make 80 million words of news
_NAMES = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn", "Trad"})
_PARTICIPLES = {"ADJF": "PRTF", "ADJS": "PRTS"}
_SHORT_ADJECTIVES = frozenset(
    ["намеренный", "намерен", "уверенный", "обязанный", "видный", "склонный", "заметный", "благодарный", "любимый"]
)
_OWN_NOMINATIVE = re.compile(r".*[бвгджзклмнпрстфхцчшщьй](?<![оеёа]в)(?<![оаыи]м)(?<![оаы]х)(?<![оаыи]й)")
_POSSESSIVE = re.compile(r".{2,}(?:[оеё]в|ин)[аы]?")
_EVEN = 0.5  # score of a gerund that the dictionary's counts do not prefer to the noun ("заплыв", but "став")
_PLAUSIBLE = 0.15  # least score of a guessed noun that ends like its own nominative ("опенинг", not "опенинга")


def lemma(word: str) -> str:
    """Return the lemma of a word form: lower case, ё folded; acronyms in capitals. Never raises.

    A form that is no Russian word is its own lemma, folded.

    >>> [lemma(word) for word in ("шёл", "крупнейшего", "Пескова", "МИДа", "ПРО", "про", "Covid-19")]
    ['идти', 'крупнейший', 'песков', 'МИД', 'ПРО', 'про', 'covid-19']
    """
    return _lemma(word) if len(word) <= LONGEST_WORD else fold(word)


def lemmatize(words: Iterable[str]) -> Iterator[str]:
    """Yield the lemma of each word; an empty word yields an empty lemma."""
    return (lemma(word) if word else "" for word in words)


def is_stop(lemma: str) -> bool:
    """Tell whether a lemma says nothing of a text's subject: function words, pronouns, numerals, auxiliary verbs.

    >>> is_stop("который"), is_stop("быть"), is_stop("2025"), is_stop("саммит")
    (True, True, True, False)
    """
    return lemma in STOP_WORDS or len(lemma) == 1 or not any(map(str.isalpha, lemma))


@lru_cache(maxsize=_TYPES_REMEMBERED)
def _lemma(word: str) -> str:
    form = fold(word)
    if capitals := acronym(word):
        return capitals
    readings = parses(form)
    if not readings or len(form) == 1:
        return form
    if word[:1].isupper():
        return CAPITALISED.get(word) or _of_capitalised(form, readings)
    return FORMS.get(form) or _of_ordinary(form, readings)


def _of_ordinary(form: str, readings: tuple[Parse, ...]) -> str:
    if not readings[0].known:
        return _guess(form, readings)
    return _likeliest(form, tuple(r for r in readings if not r.grammemes & _NAMES) or readings)


def _of_capitalised(form: str, readings: tuple[Parse, ...]) -> str:
    if not readings[0].known:
        return _guess_capitalised(form, readings)
    if (surname := guess_name(form)) in SURNAMES or _is_possessive(form, readings[0]):
        return surname
    if _is_surname(form, readings[0]):
        return form
    names = [reading for reading in readings if reading.grammemes & _NAMES]
    if not names or form in ORDINARY or _is_epithet(form, names[0], readings):
        return FORMS.get(form) or _of_ordinary(form, readings)
    return _likeliest_name(names)


def _likeliest_name(names: list[Parse]) -> str:
    """Return the man's name where a woman's has the same form ("Карла", "Александра"), unless it is known as hers."""
    first = names[0]
    if "Name" not in first.grammemes or first.normal in WOMEN:
        return first.normal
    hers = next((r.normal for r in names if r.normal in WOMEN), None)
    his = next((r.normal for r in names if "Name" in r.grammemes and r.gender == "masc"), None)
    return hers or his or first.normal


def _is_possessive(form: str, top: Parse) -> bool:
    """Tell whether a known form is a surname that looks like a short adjective: "Тальков", "Сомова", "Маринов"."""
    return top.pos == "ADJS" and _POSSESSIVE.fullmatch(form) is not None


def _is_surname(form: str, top: Parse) -> bool:
    """Tell whether what looks like many men of one first name is one man's surname: "Алханов", "Ахметов"."""
    many = top.number == "plur" and top.case == "gent" and "Name" in top.grammemes
    return many and form.endswith(("ов", "ев"))


def _is_epithet(form: str, name: Parse, readings: tuple[Parse, ...]) -> bool:
    """Tell whether a place's name is an adjective here: "в Хабаровском крае", but "Раменское", "Иваново"."""
    adjective = any(r.pos == "ADJF" and "Poss" not in r.grammemes for r in readings)
    return adjective and "Geox" in name.grammemes and not form.endswith("ое")


def _likeliest(form: str, readings: tuple[Parse, ...]) -> str:
    top = readings[0]
    if top.pos == "PREP":
        return form
    if top.pos == "GRND" and top.score <= _EVEN:
        return next((r.normal for r in readings if r.pos == "NOUN"), top.normal)
    if top.pos in _PARTICIPLES and top.normal not in (ADJECTIVES if top.pos == "ADJF" else _SHORT_ADJECTIVES):
        return next((r.normal for r in readings if r.pos == _PARTICIPLES[str(top.pos)]), top.normal)
    return top.normal


def _guess(form: str, readings: tuple[Parse, ...]) -> str:
    """Return the lemma of an unknown lower-case word: its own nominative where it looks like one."""
    if _OWN_NOMINATIVE.fullmatch(form):
        for reading in readings:
            if reading.normal == form and reading.pos == "NOUN" and reading.score >= _PLAUSIBLE:
                return form
    return readings[0].normal


def _is_ordinary(form: str) -> bool:
    """Tell whether a part of a compound is an ordinary word: in "Королевы-матери", but not in "Эль-Рияда"."""
    readings = parses(form)
    return bool(readings) and readings[0].known and not readings[0].grammemes & _NAMES


def _guess_capitalised(form: str, readings: tuple[Parse, ...]) -> str:
    if "-" in form:
        *heads, last = form.split("-")
        if all(map(_is_ordinary, (*heads, last))):
            return readings[0].normal
        return "-".join([*heads, lemma(last.capitalize())])
    if readings[0].pos == "ADJF" or "Patr" in readings[0].grammemes:
        return readings[0].normal
    return guess_name(form)
