"""Expressions of time in a text: "14 ноября", "во вторник", "в прошлом году", "после саммита на Аляске".

An expression is found as it stands, without the date of its article: `lib.text.timex_days` tells its days. The value is
written in the manner of TimeML's TIMEX3, shortened: parts that the text does not name are relative or open.

| value | expression |
|---|---|
| ``2025-11-14`` ``2025-11`` ``2025`` ``2025-Q1`` ``2025-H2`` ``199X`` | 14 ноября 2025 года … в 1990-е |
| ``XXXX-11-14`` ``XXXX-11`` ``XXXX-Q1`` | 14 ноября; в ноябре; в первом квартале: the year is open |
| ``Y-1`` ``Y-1-11`` ``M-1`` ``W+1`` ``D-1`` ``D+3`` | в прошлом году; в ноябре прошлого года; вчера; через три дня |
| ``WD2`` ``WD5<`` ``WD5>`` | во вторник; в минувшую, в следующую пятницу: not the day of the article itself |
| ``A/B`` | from A to B |
| empty | counted from an event: после выборов |
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lib.text.clean import fold
from lib.text.morphology import parses
from lib.text.spans import Span
from lib.text.timex_patterns import (
    AGO,
    DAYS,
    DEICTIC,
    EVE,
    EVENT,
    IN_FUTURE,
    LAST,
    MONTH,
    MONTHS,
    NUMERIC,
    PART_OF_YEAR,
    RANGE,
    SPACE,
    SPAN_OF_TIME,
    THIS,
    WEEKDAY,
    WEEKDAYS,
    YEARS,
)
from lib.text.tokens import sentences, tokenize

PAST, FUTURE = "past", "future"


class Timex(NamedTuple):
    """An expression of time.

    Attributes:
        span: where it stands.
        rule: name of the rule that found it.
        value: see above.
        toward: PAST or FUTURE where a word beside it or the tense of its clause says so, else empty: the present, or
            no verb at all.
    """

    span: Span
    rule: str
    value: str
    toward: str


class _Rule(NamedTuple):
    """How a kind of expression is read, its pattern, and small letters of which any text that it reads has some."""

    read: "Callable[[re.Match[str]], Iterator[_Found]]"
    pattern: re.Pattern[str]
    hints: tuple[str, ...]


class _Found(NamedTuple):
    start: int
    end: int
    value: str
    toward: str = ""


_ORDINALS = {"перв": 1, "втор": 2, "треть": 3, "четверт": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMBERS = {
    "один": 1, "одну": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8,
    "девять": 9, "десять": 10, "двадцать": 20, "тридцать": 30, "сто": 100,
}  # fmt: skip
_UNITS = {"д": "D", "н": "W", "м": "M", "г": "Y", "л": "Y", "с": "D"}
_DEICTIC = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}

_PLANNED = frozenset(
    "ожидаться планироваться планировать предстоять предполагаться намереваться рассчитывать собираться готовиться"
    " намеренный намерен".split()
)
_APPOINTED = frozenset(["наметить", "запланировать", "назначить", "перенести", "отложить"])  # "назначена на 14 ноября"
_WILL_BE = frozenset(["будет", "будут"])
_REACH = 300  # characters to either side in which a verb may tell the tense
_BOUNDARIES = frozenset(',;:—–()«»"„“”')

_OBLIQUE = frozenset({"gent", "datv", "ablt", "loct"})


def _year(match: re.Match[str]) -> str:
    """Return the year that an expression names, as a part of a value."""
    if match["year"]:
        return match["year"]
    return f"Y{_step(match['which']):+d}" if match["which"] else "XXXX"


def _step(which: str) -> int:
    word = which.casefold()
    if word == "позапрошл":
        return -2
    return -1 if re.fullmatch(LAST, word) else 0 if re.fullmatch(THIS, word) else 1


def _month(word: str) -> int:
    folded = fold(word)
    if re.fullmatch("ма[йяею]", folded):
        return 5
    return next(number for number, stem in enumerate(MONTHS, 1) if stem != "ма" and folded.startswith(stem))


def days_across_months(match: re.Match[str]) -> Iterator[_Found]:
    """с 28 октября по 3 ноября 2025 года"""
    last_year = match["y2"] or "XXXX"
    first_year = match["y1"] or last_year
    first, last = (
        f"{year}-{_month(match[month]):02}-{int(match[day]):02}"
        for year, month, day in ((first_year, "m1", "d1"), (last_year, "m2", "d2"))
    )
    yield _Found(*match.span(), f"{first}/{last}")


def days(match: re.Match[str]) -> Iterator[_Found]:
    """14 ноября; 14 и 16 ноября; 14-16 ноября 2025 года; not "улица 8 Марта\""""
    if match["month"].istitle():
        return
    month = f"{_year(match)}-{_month(match['month']):02}"
    first = f"{month}-{int(match['d1']):02}"
    if match["d2"] is None:
        yield _Found(*match.span(), first)
    elif match["by"].strip() in {"и", ","}:
        yield _Found(match.start(), match.end("d1"), first)
        yield _Found(match.start("d2"), match.end(), f"{month}-{int(match['d2']):02}")
    else:
        yield _Found(*match.span(), f"{first}/{month}-{int(match['d2']):02}")


def numeric(match: re.Match[str]) -> Iterator[_Found]:
    """14.11.2025; 2025-11-14"""
    yield _Found(*match.span(), match["iso"] or f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}")


def month(match: re.Match[str]) -> Iterator[_Found]:
    """в ноябре; в конце ноября прошлого года; январь-март 2025 года"""
    year = _year(match)
    if not match["lead"] and year == "XXXX":
        return
    first, last = (f"{year}-{_month(match[side]):02}" if match[side] else "" for side in ("m1", "m2"))
    yield _Found(match.start("m1"), match.end(), f"{first}/{last}" if last else first)


def part_of_year(match: re.Match[str]) -> Iterator[_Found]:
    """в первом квартале 2025 года; во втором полугодии"""
    nth = int(match["digit"]) if match["digit"] else _ORDINALS[fold(match["nth"] or match["roman"])]
    letter = "Q" if match["part"].casefold().startswith("к") else "H"
    if letter == "Q" or nth <= 2:
        yield _Found(*match.span(), f"{_year(match)}-{letter}{nth}")


def years(match: re.Match[str]) -> Iterator[_Found]:
    """в 2025 году; в 2024-2025 годах; в 1990-е"""
    if match["y1"]:
        last = match["y2"] if len(match["y2"]) == 4 else match["y1"][:2] + match["y2"]
        yield _Found(*match.span(), f"{match['y1']}/{last}")
    else:
        yield _Found(*match.span(), match["year"] or match["decade"][:3] + "X")


def span_of_time(match: re.Match[str]) -> Iterator[_Found]:
    """в прошлом году; на следующей неделе; в этом месяце"""
    unit = {"г": "Y", "н": "W", "м": "M"}[match["unit"][0].casefold()]
    yield _Found(*match.span(), f"{unit}{_step(match['which']):+d}")


def weekday(match: re.Match[str]) -> Iterator[_Found]:
    """во вторник; в минувшую пятницу; к четвергу"""
    number = next(n for n, stem in enumerate(WEEKDAYS, 1) if fold(match["day"]).startswith(stem))
    step = _step(match["which"]) if match["which"] else 0
    if step:
        yield _Found(*match.span(), f"WD{number}{'<' if step < 0 else '>'}", PAST if step < 0 else FUTURE)
    else:
        yield _Found(*match.span(), f"WD{number}", FUTURE if match["by"].casefold() in {"к", "до"} else "")


def deictic(match: re.Match[str]) -> Iterator[_Found]:
    """вчера; завтрашний"""
    yield _Found(*match.span(), f"D{_DEICTIC[(match['word'] or match['adj']).casefold()]:+d}")


def ago(match: re.Match[str]) -> Iterator[_Found]:
    """три дня назад; год назад"""
    yield _Found(*match.span(), f"{_unit(match)}-{_number(match)}", PAST)


def in_future(match: re.Match[str]) -> Iterator[_Found]:
    """через неделю; через 10 дней"""
    yield _Found(*match.span(), f"{_unit(match)}+{_number(match)}")


def _unit(match: re.Match[str]) -> str:
    return _UNITS[(match["unit"] or match["one"])[0].casefold()]


def _number(match: re.Match[str]) -> int:
    word = match["n"]
    return 1 if word is None else int(word) if word.isdigit() else _NUMBERS[word.casefold()]


def event(match: re.Match[str]) -> Iterator[_Found]:
    """после саммита на Аляске; not "накануне суд решил\""""
    if any(reading.case in _OBLIQUE for reading in parses(match["noun"])):
        yield _Found(*match.span(), "")


def eve(match: re.Match[str]) -> Iterator[_Found]:
    """сообщил накануне"""
    if re.match(rf"{SPACE}\d", match.string[match.end() :]):  # "накануне 8 марта": the day behind it is found itself
        return
    following = re.match(rf"{SPACE}([а-яё-]+)", match.string[match.end() :])
    of_something = following and any(
        reading.case == "gent" and reading.pos in {"NOUN", "ADJF", "PRTF"} for reading in parses(following[1])[:2]
    )
    yield _Found(*match.span(), "" if of_something else "D-1")


_EVENT_LEADS = ("после", "накануне", "перед", "время", "ходе", "итогам", "преддверии", "завершении", "момента")
_OF_MONTH = ("янв", "фев", "март", "апр", "мая", "май", "мае", "маю", "июн", "июл", "авг", "сент", "окт", "ноя", "дек")
_RULES = tuple(
    _Rule(*parts)
    for parts in (
        (days_across_months, RANGE, _OF_MONTH),
        (days, DAYS, _OF_MONTH),
        (numeric, NUMERIC, (".19", ".20", "-")),
        (month, MONTH, _OF_MONTH),
        (part_of_year, PART_OF_YEAR, ("квартал", "полугод", "полови")),
        (years, YEARS, ("19", "20")),
        (span_of_time, SPAN_OF_TIME, ("год", "недел", "месяц")),
        (weekday, WEEKDAY, WEEKDAYS),
        (deictic, DEICTIC, ("вчера", "сегодня", "завтра")),
        (ago, AGO, ("назад",)),
        (in_future, IN_FUTURE, ("через",)),
        (event, EVENT, _EVENT_LEADS),
        (eve, EVE, ("накануне",)),
    )
)


def find_timexes(text: str) -> list[Timex]:
    """Return the expressions of time in a text, in order; none overlaps another, the longer is kept. Linear time.

    >>> text = "Во вторник посол сказал, что визит пройдет 14 ноября."
    >>> [(time.span.of(text), time.value, time.toward) for time in find_timexes(text)]
    [('Во вторник', 'WD2', 'past'), ('14 ноября', 'XXXX-11-14', 'future')]
    """
    low = text.lower()
    found = [
        (item, rule.read.__name__)
        for rule in _RULES
        if any(hint in low for hint in rule.hints)
        for match in rule.pattern.finditer(text)
        for item in rule.read(match)
    ]
    found.sort(key=lambda pair: (pair[0].start, -pair[0].end))
    kept: list[Timex] = []
    clauses = _Clauses(text)
    for item, rule in found:
        if kept and item.start < kept[-1].span.end:
            continue
        span = Span(item.start, item.end)
        is_open = item.value.startswith(("XXXX", "WD")) or rule == "in_future"
        toward = item.toward or (clauses.tense(span) if is_open else "")
        value = item.value
        if value.startswith("XXXX") and toward == PAST and kept and clauses.share(kept[-1].span, span):
            value = _in_year_of(kept[-1], value)
        kept.append(Timex(span, rule, value, toward))
    return kept


def _in_year_of(before: Timex, value: str) -> str:
    """Return a value in the year named before it in the sentence: "В 1934 году … и 13 февраля"."""
    return (
        value.replace("XXXX", before.value[:4])
        if before.rule in {"years", "month"} and before.value[:4].isdigit()
        else value
    )


class _Clauses:
    """The tense around a place in a text; sentences are looked for when the first place is asked about."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences: list[Span] | None = None

    def _of(self, span: Span) -> Span:
        if self._sentences is None:
            self._sentences = sentences(self._text)
        index = bisect_right(self._sentences, span.start, key=lambda sentence: sentence.start) - 1
        return self._sentences[max(0, index)]

    def share(self, one: Span, other: Span) -> bool:
        """Tell whether two places stand in one sentence."""
        return self._of(one) == self._of(other)

    def tense(self, span: Span) -> str:
        """Return the direction of the verb that is nearest within the clause, else within the sentence."""
        sentence = self._of(span)
        start = max(sentence.start, span.start - _REACH)
        stop = min(sentence.end, span.end + _REACH)
        near = _verbs(self._text, start, stop, span)
        return min(near)[2] if near else ""


def _verbs(text: str, start: int, stop: int, span: Span) -> list[tuple[int, int, str]]:
    """Return the verbs that have a direction: clause boundaries to the span, tokens to it, direction."""
    tokens = tokenize(text[start:stop])
    before = [token for token in reversed(tokens) if start + token.end <= span.start]
    after = [token for token in tokens if start + token.start >= span.end]
    found = []
    for side in (before, after):
        boundaries = 0
        for distance, token in enumerate(side):
            boundaries += token.text in _BOUNDARIES
            if (toward := _direction(token.text)) is not None:
                found.append((boundaries, distance, toward))
    will_be = {boundaries for boundaries, _, toward in found if toward == _WILL}
    return [
        (boundaries, distance, FUTURE if boundaries in will_be or toward == _WILL else toward)
        for boundaries, distance, toward in found
    ]


_WILL = "will"


@lru_cache(maxsize=20_000)
def _direction(word: str) -> str | None:
    """Return what a word says of the time of its clause; None if nothing."""
    if fold(word) in _WILL_BE:
        return _WILL
    if fold(word) in _INSERTED:
        return None
    reading = next(iter(parses(word)), None)
    if reading is None or reading.pos not in _VERBAL:
        return None
    if reading.normal in _PLANNED or (reading.normal in _APPOINTED and reading.pos in {"PRTS", "PRTF"}):
        return FUTURE
    if reading.pos == "INFN" or reading.tense == "futr":
        return FUTURE
    return {"past": PAST, "pres": ""}.get(reading.tense or "")


_INSERTED = frozenset({"напомним", "отметим", "добавим", "уточним", "заметим", "подчеркнем", "скажем", "поясним"})
_VERBAL = frozenset({"VERB", "INFN", "PRTS", "PRTF", "GRND", "ADJS"})
