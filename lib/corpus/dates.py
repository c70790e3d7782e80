"""The dates that records carry, read strictly: a date is never guessed."""

import re
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)
MOSCOW = ZoneInfo("Europe/Moscow")
"""Where a moment with a time zone gets its day: the zone of the agencies that corpora come from."""

_ISO = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)\s?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_CLOCK = r"(?:,?\s{1,3}(?:в\s)?(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?))?"
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})" + _CLOCK)
_RUSSIAN = re.compile(r"(?P<day>[0-9]{1,2})\s(?P<name>[а-я]{3,8})\.?\s(?P<year>[0-9]{4})(?:\s?г(?:\.|ода)?)?" + _CLOCK)
_MAIL = re.compile(
    r"(?:[a-z]{3},\s)?(?P<day>[0-9]{1,2})\s(?P<name>[a-z]{3})\s(?P<year>[0-9]{4})"
    r"\s(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)\s(?P<zone>[+-][0-9]{4}|z|ut|utc|gmt|msk)(?:\s\([a-z]{1,5}\))?"
)
_MONTHS = {
    month: number
    for number, months in enumerate(
        (
            "января янв jan", "февраля фев февр feb", "марта мар mar", "апреля апр apr", "мая май may", "июня июн jun",
            "июля июл jul", "августа авг aug", "сентября сен сент sep", "октября окт oct", "ноября ноя нояб nov",
            "декабря дек dec",
        ),
        1,
    )
    for month in months.split()
}  # fmt: skip
_IN_URL = re.compile(r"/((?:19|20)[0-9]{2})([-/._]?)([0-9]{2})\2([0-9]{2})(?![0-9])")
_ZONES = {"z": "+00:00", "ut": "+00:00", "utc": "+00:00", "gmt": "+00:00", "msk": "+03:00"}
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


class DateError(ValueError):
    """A string that is no date of the calendar between `FIRST_DAY` and `LAST_DAY` in a form that is accepted."""


class Moment(NamedTuple):
    """A day and, where the record has one, the time of day in Moscow."""

    day: date
    time: time | None


def parse_moment(text: str) -> Moment:
    """Return the day and time that a string names.

    ISO date, with time or without; the Russian day.month.year and "14 ноября 2025"; the form of letters and feeds
    (RFC 5322). A time zone is brought to Moscow's; a time without one is taken as it stands. Dashes of any kind count.

    Raises:
        DateError: anything else.

    >>> parse_moment("2025-11-14T23:30:00Z")
    Moment(day=datetime.date(2025, 11, 15), time=datetime.time(2, 30))
    >>> parse_moment("03.04.2025").day
    datetime.date(2025, 4, 3)
    >>> parse_moment("Fri, 14 Nov 2025 23:30:00 GMT") == parse_moment("15 ноября 2025 г., 02:30")
    True
    """
    form = text.strip().translate(_DASHES)
    plain = " ".join(form.casefold().split())
    match = _ISO.fullmatch(form) or _DAY_FIRST.fullmatch(form) or _RUSSIAN.fullmatch(plain) or _MAIL.fullmatch(plain)
    if match is None:
        raise DateError(text)
    parts = match.groupdict()
    try:
        month = parts["month"] if "month" in parts else _MONTHS.get(parts["name"], 0)
        day = date(int(parts["year"]), int(month), int(parts["day"]))
        moment = _with_time(day, parts.get("time"), parts.get("zone"))
    except (ValueError, OverflowError) as error:
        raise DateError(text) from error
    if not FIRST_DAY <= moment.day <= LAST_DAY:
        raise DateError(text)
    return moment


def _with_time(day: date, clock: str | None, zone: str | None) -> Moment:
    if clock is None:
        return Moment(day, None)
    zone = _ZONES.get(zone, zone) if zone else ""
    stamp = datetime.fromisoformat(f"{day.isoformat()}T{clock.replace(',', '.').zfill(5)}{zone}")
    if stamp.tzinfo is not None:
        stamp = stamp.astimezone(MOSCOW)
    return Moment(stamp.date(), stamp.time().replace(microsecond=0))


def day_in_url(url: str) -> date | None:
    """Return the day that an address names, None where it names none.

    >>> day_in_url("https://example.org/news/2025/11/14/1.html"), day_in_url("https://example.org/20251399")
    (datetime.date(2025, 11, 14), None)
    """
    for year, _, month, day in _IN_URL.findall(url[:2000]):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
