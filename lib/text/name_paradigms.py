"""How Russian declines names of persons: a table of paradigms, run backwards from a form to its nominatives.

Sources: Rosenthal, "Справочник по правописанию", §149 (surnames in a consonant: men's decline, women's do not; -ко,
-ых, -их and foreign names in a vowel other than -а, -я do not); Zaliznyak's grammatical dictionary for the endings.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from lib.text.unknown_words import NAMES_IN_A, NOT_DECLINED

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


class Candidate(NamedTuple):
    """A nominative that a form may belong to, lower or upper case as in the form; gender is "m" or "f"."""

    nominative: str
    gender: str
    case: str
    weight: float
    attested: bool = False


class _Paradigm(NamedTuple):
    """Endings of six cases after a stem, `-` for none; alternatives are joined by a comma."""

    stem: str
    genders: str
    endings: str
    weight: float


_HARD = "(?:[бвгдзклнпрстфх]|(?<![оеыи])м)"
_HUSH = "[жшчщц]"
_LISTED = NAMES_IN_A | NOT_DECLINED
_ATTESTED = 3.0  # weight of a nominative from those lists
_VOWEL = "[аеёиоуыэюя]"
_SAME = "- - - - - -"

_PARADIGMS = (
    _Paradigm(r"(?:[оеё]в|[иы]н)", "m", "- а у а ым,ом е", 1.0),  # Песков, Дарвин
    _Paradigm(r"(?:[оеё]в|[иы]н)", "f", "а ой ой у ой ой", 1.0),  # Захарова
    _Paradigm(r"(?:[сц]к)", "m", "ий ого ому ого им ом", 1.0),  # Зеленский
    _Paradigm(r"(?:[сц]к)", "f", "ая ой ой ую ой ой", 1.0),
    _Paradigm(r"[бвднлмпрстк]", "m", "ый ого ому ого ым ом", 0.1),  # Белый
    _Paradigm(r"[бвднлмпрсткг]", "m", "ой ого ому ого ым ом", 0.1),  # Толстой
    _Paradigm(r"[бвднлмпрсткг]", "f", "ая ой ой ую ой ой", 0.05),  # Толстая
    _Paradigm(_HARD, "m", "- а у а ом е", 1.0),  # Маас
    _Paradigm(r"[ое]м", "m", "- а у а ом е", 0.01),  # Грэхем; mostly the ending of another stem
    _Paradigm(r"[ыи]м", "m", "- а у а ом е", 0.06),  # Керим
    _Paradigm(_HUSH, "m", "- а у а ем,ом е", 1.0),  # Лукашевич
    _Paradigm(rf"(?:{_HARD}|{_HUSH}|ь|(?<!о)й)", "f", _SAME, 0.5),  # Кондолиза Райс: women's do not decline
    _Paradigm(r"[лнрстдзвб]", "m", "ь я ю я ем е", 0.6),  # Кароль
    _Paradigm(r"[лнрстдзвб]", "f", "ь и и ь ью и", 0.1),  # Нинель
    _Paradigm(r"[аеоуыэюя]", "m", "й я ю я ем е", 0.8),  # Гайдай
    _Paradigm(r".", "m", "ий ия ию ия ием ии", 0.8),  # Горький, Аркадий
    _Paradigm(r".", "m", "ец ца цу ца цом,цем це", 0.3),  # Коломоец
    _Paradigm(r"[влнсчшйжь]к|их", "mf", "а и е у ой е", 1.0),  # Глинка: these stems want the vowel
    _Paradigm(r"тв|иц|лл|нд|сс|[знт]р", "mf", "а ы е у ой е", 0.6),  # Кустурица, Джоконда
    _Paradigm(r"[бвгдзлмнпрстфц]", "mf", "а ы е у ой,ей е", 0.15),  # Обама
    _Paradigm(r"[кгхжшчщ]", "mf", "а и е у ой,ей е", 0.15),  # Коджа
    _Paradigm(r"^(?:[бвгдзйкмнрстхцшфч]?[аеиоуэюя]){2,5}[двмнтй]", "mf", "а ы е у ой е", 0.5),  # Камикава
    _Paradigm(r"[бвдзлмнпрстфьй]", "mf", "я и е ю ей е", 0.3),  # Данелия
    _Paradigm(r".", "mf", "ия ии ии ию ией ии", 0.8),  # Берия
    _Paradigm(r".*(?:ко|[иы]х|дзе|айте|ье|швили|ело|яго|аго|ово)", "mf", _SAME, 1.0),  # Шевченко, Черных, Дурново
    _Paradigm(r".*(?<!ог|ег)[оэ]", "mf", _SAME, 1.0),  # Ширако
    _Paradigm(r".*и", "mf", _SAME, 0.6),  # Медичи
    _Paradigm(r".*е", "mf", _SAME, 0.4),  # Гёте
    _Paradigm(rf".*{_VOWEL}[ую]|.*(?:еску|оглу|дзу|цу|яну|яху|ью)", "mf", _SAME, 0.8),  # Ливиу, Чаушеску
    _Paradigm(r"^(?:[бвгдзйкмнрстхцшфч]?[аеиоуэюя]){1,5}[рмкс]у", "mf", _SAME, 0.3),  # Тору: open syllables
    _Paradigm(r".*[ую]", "mf", _SAME, 0.03),  # Камю
    _Paradigm(r".*ы", "mf", _SAME, 0.003),  # Нарымбаеулы
    _Paradigm(rf".*{_VOWEL}а", "mf", _SAME, 0.4),  # Моруа
)


def _compiled() -> dict[str, list[tuple[re.Pattern[str], str, str, str, float]]]:
    """Return ending -> its uses: pattern of the stem in lower case, ending of the nominative, genders, case, weight."""
    table: dict[str, list[tuple[re.Pattern[str], str, str, str, float]]] = {}
    for stem, genders, endings, weight in _PARADIGMS:
        pattern = re.compile(rf".*(?:{stem})")
        forms = [["" if e == "-" else e for e in ending.split(",")] for ending in endings.split()]
        for case, alternatives in zip(CASES, forms, strict=True):
            for ending in alternatives:
                table.setdefault(ending, []).append((pattern, forms[0][0], genders, case, weight))
    return table


_USES = _compiled()
_LONGEST_ENDING = max(map(len, _USES))


@lru_cache(maxsize=200_000)
def candidates(form: str) -> tuple[Candidate, ...]:
    """Return the nominatives that a name's form may have, by its ending alone.

    >>> [c.nominative for c in candidates("Гурченко")][:1]
    ['Гурченко']
    """
    found = []
    lower = form.lower()
    for length in range(min(_LONGEST_ENDING, len(form) - 2) + 1):
        stem, ending = form[: len(form) - length], form[len(form) - length :]
        for pattern, nominative, genders, case, weight in _USES.get(ending.lower(), ()):
            if pattern.fullmatch(lower, 0, len(stem)):
                name = stem + nominative
                attested = name.lower() in _LISTED
                found += [Candidate(name, g, case, _ATTESTED if attested else weight, attested) for g in genders]
    return tuple(found)
