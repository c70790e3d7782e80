"""Datelines: "МОСКВА, 14 ноября. /ТАСС/." says where, when and by which agency an article was issued.

Forms follow the agencies' own practice since 2000: ТАСС and ИТАР-ТАСС in slashes, with or without a correspondent; РИА
Новости and Прайм after a dash, months cut to three letters; Интерфакс by its address; REGNUM after a dash or a time;
Рейтер and УНИАН in brackets; Росбалт in quotation marks.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from itertools import islice

_AGENCIES = {
    "ТАСС": r"(?:ИТАР[-–—])?ТАСС",
    "РИА Новости": r"РИА [«\"“]?Новости[»\"”]?(?: Украина| Крым)?|РИАН",
    "Интерфакс-Украина": r"ИНТЕРФАКС[-–—]УКРАИНА|Интерфакс[-–—]Украина",
    "Интерфакс-Казахстан": r"ИНТЕРФАКС[-–—]КАЗАХСТАН|Интерфакс[-–—]Казахстан",
    "Интерфакс": r"(?:ИНТЕРФАКС|Интерфакс|INTERFAX|Interfax)"
    r"(?:\.RU|\.BY|\.ru|[-–—](?:Russia(?:\.ru)?|[А-ЯЁ][А-ЯЁа-яё]{1,20}))?",
    "REGNUM": r"(?:ИА )?(?:REGNUM|РЕГНУМ)",
    "Прайм": r"(?:АЭИ )?[«\"“]?(?:ПРАЙМ|Прайм)(?:[-–—]ТАСС)?[»\"”]?",
    "Росбалт": r"(?:ИА )?[«\"“]?(?:РОСБАЛТ|Росбалт)[»\"”]?",
    "Рейтер": r"Рейтер|РЕЙТЕР|Reuters",
    "УНИАН": r"УНИАН",
    "БЕЛТА": r"БЕЛТА|БелТА",
    "Sputnik": r"Sputnik",
    "Финмаркет": r"FINMARKET\.RU|ФИНМАРКЕТ|Финмаркет",
    "Тренд": r"Тренд|Trend",
    "КазТАГ": r"КазТАГ",
    "Кабар": r"[«\"“]?Кабар[»\"”]?",
    "АРКА": r"АРКА",
    "Новости-Казахстан": r"Новости[-–—]Казахстан",
    "Новости-Армения": r"Новости[-–—]Армения",
    "Синьхуа": r"Синьхуа",
    "АиФ": r"АиФ(?:[-–—][А-ЯЁ][а-яё]{2,20})?",
}
"""Canonical name of an agency -> how datelines write it."""

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_SMALL_WORDS = frozenset({"на", "де", "да", "ду", "ла", "эль"})  # of cities: Ростов-на-Дону, Рио-де-Жанейро

_GAP = r"[ \t\xa0\u2009]{0,3}"
_DASH = r"[-–—−]"
_NAME = r"[А-ЯЁ][А-ЯЁа-яё\-–]{1,30}"
_CITY = rf"(?:UTC\+\d [А-ЯЁ-]{{2,30}} )?(?P<city>{_NAME}(?:[ \xa0]\(?{_NAME}\)?){{0,2}})(?: /[А-ЯЁа-яё. ]{{2,20}}/)?"
_DATE = rf"(?P<day>\d{{1,2}}),?{_GAP}(?P<month>[А-Яа-я]{{3,8}})\.?(?:{_GAP}\d{{4}}(?:{_GAP}г(?:ода|\.)?)?)?"
_AGENCY = "(?P<agency>" + "|".join(_AGENCIES.values()) + ")"
_REPORTER = r"(?:[,.]?[ \xa0](?:и|[А-ЯЁ][а-яё\-]{1,20}|[А-ЯЁ]\.)){1,6}"
_SENTENCE = r"(?=[«\"“]?[А-ЯЁA-Z\d])"
_OPEN = rf"{_CITY}[,.]?{_GAP}"
_OPEN_DATED = rf"{_OPEN}{_DATE}[.,]?{_GAP}"
_SLASHED = rf"/(?:[Сс]пец)?(?:[Кк]орр?\.{_GAP})?{_AGENCY}(?:{_REPORTER})?(?:/\.?|(?=[ \xa0])){_GAP}(?:{_DASH}{_GAP})?"
_BRACKETED = rf"\({_AGENCY}(?:{_REPORTER})?\)\.?{_GAP}(?:{_DASH}{_GAP})?"
_DASHED = rf"(?:{_DASH}{_GAP})?{_AGENCY}(?:,{_REPORTER})?{_GAP}(?:[.,]{_GAP}|{_DASH}{_GAP}|{_SENTENCE})"
_TIMED = rf"(?:{_CITY},{_GAP})?(?:{_DATE})?(?:,?{_GAP}\d{{1,2}}:\d\d)?{_GAP}(?:{_DASH}{_GAP})?"

_FORMS = tuple(
    re.compile(form)
    for form in (
        _OPEN_DATED + _SLASHED,  # МОСКВА, 14 ноября. /ТАСС/.
        rf"{_DATE},{_GAP}{_CITY}{_GAP}{_SLASHED}",  # 5 июня, Минск /Корр. БЕЛТА/.
        _OPEN_DATED + _BRACKETED,  # Киев, 5 июня (УНИАН).
        _OPEN_DATED + _DASHED,  # МОСКВА, 3 мар - РИА Новости. Москва. 10 февраля. INTERFAX.RU -
        rf"{_DATE}[.,]{_GAP}{_DASHED}",  # 14 ноября. Interfax-Russia.ru -
        _OPEN + _BRACKETED,  # ЛОНДОН (Рейтер) -
        _OPEN + _SLASHED,  # МОСКВА /ТАСС/.
        rf"{_AGENCY},{_GAP}{_DATE}(?:\.|(?<=\.)){_GAP}",  # ТАСС, 12 июня.
        rf"{_TIMED}(?P<agency>(?:ИА )?REGNUM)[ \xa0]{{1,3}}{_SENTENCE}",  # , 16:46 REGNUM
    )
)
_LEAP_YEAR = 2000  # datelines have no year: 29 February may be meant
_PARAGRAPHS = 3  # a headline and a lead may stand before the dateline
_LONGEST = 200  # characters


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and by whom an article was issued.

    Attributes:
        city: as a name ("Санкт-Петербург"), empty if the dateline has none.
        day, month: numbers, None where the dateline has no date or an impossible one.
        agency: canonical name ("ТАСС", "РИА Новости").
        end: offset at which the article itself begins.
    """

    city: str
    day: int | None
    month: int | None
    agency: str
    end: int


def dateline(text: str) -> Dateline | None:
    """Return the dateline that opens one of the first paragraphs of a text, None if there is none.

    >>> dateline("МОСКВА, 3 мар - РИА Новости. Переговоры начались.")
    Dateline(city='Москва', day=3, month=3, agency='РИА Новости', end=29)
    """
    for paragraph in islice(re.finditer(r"[^\s][^\n]*", text), _PARAGRAPHS):
        opening = text[paragraph.start() : paragraph.start() + _LONGEST]
        for form in _FORMS:
            if match := form.match(opening):
                return _read(match, paragraph.start())
    return None


def _read(match: re.Match[str], offset: int) -> Dateline:
    parts = match.groupdict()
    day, month = int(parts.get("day") or 0), _month(parts.get("month") or "")
    dated = month is not None and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]
    return Dateline(
        city=_city(parts.get("city") or ""),
        day=day if dated else None,
        month=month if dated else None,
        agency=_canonical(parts["agency"]),
        end=offset + match.end(),
    )


def _month(word: str) -> int | None:
    stem = word.lower()
    found = [number for number, start in enumerate(_MONTHS, 1) if stem.startswith(start)]
    return found[0] if found else None


def _canonical(written: str) -> str:
    return next(name for name, pattern in _AGENCIES.items() if re.fullmatch(pattern, written))


def _city(written: str) -> str:
    """Return "Ростов-на-Дону" for "РОСТОВ-НА-ДОНУ"."""
    words = re.split(r"([ \xa0\-–/(]+)", written.lower() if written.isupper() else written)
    return "".join(word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words)
