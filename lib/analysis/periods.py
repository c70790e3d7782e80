"""Calendar periods: days, weeks (from Monday), months, quarters, years. Labels are the interface's affair."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "month", "quarter", "year"]

GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")
MOST_BINS = 500
_MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "year": 12}
_WHOLE: tuple[Grain, ...] = ("year", "month")
_BINS_WANTED = 120
_MARKS_A_BIN = 2


def period_start(day: date, grain: Grain) -> date:
    """Return the first day of the period that a day lies in.

    >>> period_start(date(2026, 2, 10), "quarter"), period_start(date(2026, 2, 10), "week")
    (datetime.date(2026, 1, 1), datetime.date(2026, 2, 9))
    """
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=day.weekday())
    months = _MONTHS[grain]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def next_period(start: date, grain: Grain) -> date:
    """Return the first day of the period after the one that a day lies in.

    >>> next_period(date(2025, 12, 31), "month")
    datetime.date(2026, 1, 1)
    """
    start = period_start(start, grain)
    if grain in ("day", "week"):
        return start + timedelta(days=1 if grain == "day" else 7)
    month = start.month - 1 + _MONTHS[grain]
    return date(start.year + month // 12, month % 12 + 1, 1)


def last_day(start: date, grain: Grain) -> date:
    """Return the last day of the period that a day lies in."""
    return next_period(start, grain) - timedelta(days=1)


def periods(first: date, last: date, grain: Grain) -> list[date]:
    """Return the first day of every period from the one of `first` to the one of `last`.

    >>> [start.month for start in periods(date(2025, 11, 14), date(2026, 2, 10), "month")]
    [11, 12, 1, 2]
    """
    return list(_periods(first, last, grain))


def count_periods(first: date, last: date, grain: Grain) -> int:
    """Return how many periods there are from the one of `first` to the one of `last`; 0 if last is earlier."""
    first, last = period_start(first, grain), period_start(last, grain)
    if last < first:
        return 0
    if grain in ("day", "week"):
        return (last - first).days // (1 if grain == "day" else 7) + 1
    return ((last.year - first.year) * 12 + last.month - first.month) // _MONTHS[grain] + 1


def before(first: date, last: date) -> tuple[date, date]:
    """Return the first and the last day of the period of the same length that ends where this one begins.

    Whole calendar years and months are compared with as many years and months, however many days they have.

    >>> before(date(2004, 1, 1), date(2004, 12, 31))
    (datetime.date(2003, 1, 1), datetime.date(2003, 12, 31))
    >>> before(date(2004, 3, 10), date(2004, 3, 19))
    (datetime.date(2004, 2, 29), datetime.date(2004, 3, 9))
    """
    end = first - timedelta(days=1)
    for grain in _WHOLE:
        if first == period_start(first, grain) and last == last_day(last, grain):
            start = first
            for _ in range(count_periods(first, last, grain)):
                start = period_start(start - timedelta(days=1), grain)
            return start, end
    return end - (last - first), end


def is_complete(start: date, grain: Grain, window: tuple[date, date]) -> bool:
    """Tell whether all of a period lies within the first and the last day that are looked at."""
    return window[0] <= start and last_day(start, grain) <= window[1]


def auto_grain(first: date, last: date, n: int) -> Grain:
    """Return the finest grain that leaves a bin about two of n marks on average, and at most 120 bins.

    >>> auto_grain(date(2025, 11, 14), date(2026, 2, 10), 8), auto_grain(date(2000, 1, 1), date(2026, 1, 1), 62_000)
    ('month', 'quarter')
    """
    most = max(1, min(_BINS_WANTED, n // _MARKS_A_BIN))
    return next((grain for grain in GRAINS if count_periods(first, last, grain) <= most), "year")


def _periods(first: date, last: date, grain: Grain) -> Iterator[date]:
    start = period_start(first, grain)
    for _ in range(count_periods(first, last, grain)):
        yield start
        start = next_period(start, grain)
