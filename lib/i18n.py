"""The interface's words, numbers and dates, in Russian and English.

Words live in ``lib/words/ru.toml`` and ``en.toml``, the same keys in both (a test holds it). Values put into a
sentence are the caller's to make safe for the sink, see `lib.safe`.
"""

import tomllib
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from babel.plural import to_python

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_FOLDER = Path(__file__).parent / "words"
_THIN = "\u202f"  # narrow no-break space: parts thousands in Russian, sign and number nowhere


@cache
def words(language: Language) -> dict[str, str]:
    """Return every message of a language, dotted key to text.

    Raises:
        tomllib.TOMLDecodeError: the file is not TOML.
    """
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        return dict(_flatten(tomllib.load(file)))


def _flatten(tree: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in tree.items():
        name = f"{prefix}{key}"
        rows += _flatten(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))]
    return rows


def t(key: str, language: Language, **values: object) -> str:
    """Return the message `key` with `values` put in.

    Raises:
        KeyError: no such message.

    >>> t("page.timeline", "ru")
    'Хроника'
    """
    text = words(language)[key]
    return text.format(**values) if values else text


@cache
def _plural_rule(language: Language):  # type: ignore[no-untyped-def]  # Babel has no types
    return to_python(Locale(language).plural_form)


def count(noun: str, n: int, language: Language) -> str:
    """Return a number with its noun in the right form.

    >>> count("document", 2, "ru"), count("document", 1005, "ru"), count("document", 1, "en")
    ('2 документа', '1\u202f005 документов', '1 document')
    """
    return f"{number(n, language)} {noun_form(noun, n, language)}"


@lru_cache(maxsize=4096)
def _noun_form(noun: str, n: int, language: Language) -> str:
    table = words(language)
    form = _plural_rule(language)(n)
    return table.get(f"count.{noun}.{form}") or table[f"count.{noun}.other"]


def noun_form(noun: str, n: int, language: Language) -> str:
    """Return the form of a noun that goes with `n`.

    >>> noun_form("word", 21, "ru")
    'слово'
    """
    return _noun_form(noun, n, language)


def number(value: float, language: Language, digits: int = 0) -> str:
    """Return a number as the language writes it: ``12 345,6`` or ``12,345.6``.

    >>> number(12345.67, "ru", 1), number(12345.67, "en", 1), number(9999, "ru")
    ('12\u202f345,7', '12,345.7', '9\u202f999')
    """
    return _number(value, language, digits)


@lru_cache(maxsize=16384)
def _number(value: float, language: Language, digits: int) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, pattern, locale=language)).replace("\u00a0", _THIN)


def percent(share: float, language: Language, digits: int = 0) -> str:
    """Return a share as a percentage.

    >>> percent(0.256, "ru"), percent(0.256, "en", 1)
    ('26\u202f%', '25.6%')
    """
    return number(100 * share, language, digits) + (f"{_THIN}%" if language == "ru" else "%")


def share(k: int, n: int, language: Language) -> str:
    """Return k of n as a percentage from 20 on, in words below: small numbers make misleading percentages.

    >>> share(3, 13, "ru"), share(30, 60, "ru"), share(2, 2986, "en")
    ('3 из 13', '50\u202f%', '<1%')
    """
    if n >= 20:
        tiny = 0 < k / n < 0.005
        return ("<" + percent(0.01, language)) if tiny else percent(k / n, language)
    return t("number.of", language, k=number(k, language), n=number(n, language))


def day(value: date, language: Language) -> str:
    """Return a day in full.

    >>> day(date(2025, 11, 14), "ru"), day(date(2025, 11, 14), "en")
    ('14 ноября 2025', '14 November 2025')
    """
    return _format_day(value, "d MMMM y", language)


def short_day(value: date, language: Language) -> str:
    """Return a day in the short form for tables and figures.

    >>> short_day(date(2025, 11, 4), "ru"), short_day(date(2025, 11, 4), "en")
    ('04.11.2025', '4 Nov 2025')
    """
    return _format_day(value, "dd.MM.y" if language == "ru" else "d MMM y", language)


@lru_cache(maxsize=16384)
def _format_day(value: date, pattern: str, language: Language) -> str:
    return str(format_date(value, pattern, locale=language))


def moment(value: datetime, language: Language) -> str:
    """Return a date and a time.

    >>> moment(datetime(2025, 11, 4, 9, 5), "ru")
    '04.11.2025 09:05'
    """
    pattern = "dd.MM.y HH:mm" if language == "ru" else "d MMM y HH:mm"
    return str(format_datetime(value, pattern, locale=language))


def date_label(value: date, language: Language, grain: str) -> str:
    """Return the name of the period of `grain` that begins on `value`.

    >>> [date_label(date(2025, 4, 1), "ru", grain) for grain in ("day", "week", "month", "quarter", "year")]
    ['1 апр. 2025', 'неделя с 1 апр. 2025', 'апрель 2025', 'II кв. 2025', '2025']
    """
    if grain == "month":
        return _format_day(value, "LLLL y", language)
    if grain == "quarter":
        quarter = (value.month - 1) // 3
        roman = ("I", "II", "III", "IV")[quarter]
        return t("number.quarter", language, quarter=quarter + 1, roman=roman, year=value.year)
    if grain == "year":
        return str(value.year)
    name = _format_day(value, "d MMM y", language)
    return t("number.week", language, day=name) if grain == "week" else name


def period(first: date | None, last: date | None, language: Language) -> str:
    """Return a period: both ends, one day, or "no dates".

    >>> period(date(2025, 11, 14), date(2026, 2, 10), "ru")
    '14.11.2025 — 10.02.2026'
    """
    if first is None or last is None:
        return t("number.no_dates", language)
    if first == last:
        return short_day(first, language)
    dash = " — " if language == "ru" else " – "
    return short_day(first, language) + dash + short_day(last, language)
