"""The days that an expression of time means in an article of a given day, or why it cannot be told. Never a guess."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from lib.text.timexes import FUTURE, PAST, Timex

NEAR = 45
"""Days to either side within which the nearest day, or month, of an open year is meant whatever the tense."""

EVENT, UNDATED, YEAR, DIRECTION, IMPOSSIBLE = "event", "undated", "year", "direction", "impossible"
"""Why an expression has no days: it counts from an event; its article has no date; which year, and which week, is not
said; there is no such day."""

_VALUE = re.compile(
    r"(?P<year>\d{4}|XXXX|Y[+-]\d+)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-(?P<part>[QH][1-4]))?"
    r"|(?P<decade>\d{3})X|(?P<unit>[DWMY])(?P<step>[+-]\d+)|WD(?P<weekday>[1-7])(?P<strict>[<>]?)"
)
_FIRST, _LAST = 1900, 2099


class Days(NamedTuple):
    """First and last day that are meant; the grain is `day`, `week`, `month`, `quarter`, `half`, `year`, `decade` or
    `span`."""

    first: date
    last: date
    grain: str


def days_of(timex: Timex, published: date | None) -> Days | str:
    """Return the days of an expression in an article published on a day, or the reason why they cannot be told.

    An open year is that of the nearest such day within `NEAR` days, unless that is to come and the clause is past;
    beyond, that to which the tense points; without a tense, it is not told. A weekday of a past clause is the last one
    up to the day of the article, of a future clause the next one from it; without a tense only the day itself is told.

    >>> from lib.text.timexes import find_timexes
    >>> [time] = find_timexes("Визит пройдет во вторник.")
    >>> days_of(time, date(2025, 11, 14)).first
    datetime.date(2025, 11, 18)
    """
    if not timex.value or (timex.rule == "in_future" and timex.toward == PAST):  # "через неделю он вернулся"
        return EVENT
    ends = [_days(part, timex, published) for part in timex.value.split("/")]
    if reason := next((end for end in ends if isinstance(end, str)), None):
        return reason
    first, last = ends[0], ends[-1]
    assert isinstance(first, Days)
    assert isinstance(last, Days)
    if len(ends) == 1:
        return first
    if first.first > last.last:  # "с 28 декабря по 8 января": the years of both were open
        first = Days(_years_on(first.first, -1), _years_on(first.last, -1), first.grain)
    return Days(first.first, last.last, "span")


def _days(value: str, timex: Timex, published: date | None) -> Days | str:
    match = _VALUE.fullmatch(value)
    if match is None:
        raise ValueError(value)
    if match["decade"]:
        return Days(date(int(match["decade"] + "0"), 1, 1), date(int(match["decade"] + "9"), 12, 31), "decade")
    if match["year"] and match["year"].isdigit():
        return _calendar(int(match["year"]), match)
    if published is None:
        return UNDATED
    if match["weekday"]:
        return _weekday(int(match["weekday"]), bool(match["strict"]), timex.toward, published)
    if match["unit"] and not match["year"]:
        return _relative(match["unit"], int(match["step"]), published)
    if match["year"] != "XXXX":
        step = int(match["year"][1:])
        return (
            _calendar(published.year + step, match)
            if match["month"] or match["part"]
            else _relative("Y", step, published)
        )
    return _nearest(match, timex.toward, published)


def _calendar(year: int, match: re.Match[str]) -> Days | str:
    if not _FIRST <= year <= _LAST:
        return IMPOSSIBLE
    if match["part"]:
        nth, months = int(match["part"][1]), 3 if match["part"][0] == "Q" else 6
        first = date(year, (nth - 1) * months + 1, 1)
        return Days(first, _end_of_month(year, nth * months), "quarter" if months == 3 else "half")
    if match["month"] is None:
        return Days(date(year, 1, 1), date(year, 12, 31), "year")
    month = int(match["month"])
    if match["day"] is None:
        return Days(date(year, month, 1), _end_of_month(year, month), "month") if 1 <= month <= 12 else IMPOSSIBLE
    try:
        day = date(year, month, int(match["day"]))
    except ValueError:
        return IMPOSSIBLE
    return Days(day, day, "day")


def _nearest(match: re.Match[str], toward: str, published: date) -> Days | str:
    """Return the days of an open year: the nearest, unless they are far and the tense says otherwise."""
    found = [_calendar(published.year + step, match) for step in (-1, 0, 1)]
    days = [one for one in found if isinstance(one, Days)]
    if not days:
        return IMPOSSIBLE
    near = min(days, key=lambda one: _distance(one, published))
    if _distance(near, published) <= NEAR:
        return DIRECTION if toward == PAST and near.first > published + timedelta(days=1) else near
    if toward == PAST:
        return max((one for one in days if one.first <= published), default=YEAR, key=lambda one: one.first)
    if toward == FUTURE:
        return min((one for one in days if one.last >= published), default=YEAR, key=lambda one: one.first)
    return YEAR


def _distance(days: Days, day: date) -> int:
    return max((days.first - day).days, (day - days.last).days, 0)


def _weekday(number: int, is_strict: bool, toward: str, published: date) -> Days | str:
    back = (published.isoweekday() - number) % 7
    if back == 0 and not is_strict:
        step = 0
    elif toward == PAST:
        step = -(back or 7)
    elif toward == FUTURE:
        step = 7 - back
    else:
        return DIRECTION
    day = published + timedelta(days=step)
    return Days(day, day, "day")


def _relative(unit: str, step: int, published: date) -> Days | str:
    if unit == "D":
        day = published + timedelta(days=step)
        return Days(day, day, "day")
    if unit == "W":
        monday = published + timedelta(days=7 * step - published.weekday())
        return Days(monday, monday + timedelta(days=6), "week")
    if unit == "Y":
        year = published.year + step
        return Days(date(year, 1, 1), date(year, 12, 31), "year") if _FIRST <= year <= _LAST else IMPOSSIBLE
    months = published.year * 12 + published.month - 1 + step
    year, month = months // 12, months % 12 + 1
    return Days(date(year, month, 1), _end_of_month(year, month), "month") if _FIRST <= year <= _LAST else IMPOSSIBLE


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _years_on(day: date, years: int) -> date:
    year = day.year + years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
