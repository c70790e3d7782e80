from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.periods import (
    GRAINS,
    MOST_BINS,
    auto_grain,
    before,
    count_periods,
    is_complete,
    last_day,
    next_period,
    period_start,
    periods,
)

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("grain", "start", "last"),
    [
        ("day", date(2024, 2, 29), date(2024, 2, 29)),
        ("week", date(2024, 2, 26), date(2024, 3, 3)),
        ("month", date(2024, 2, 1), date(2024, 2, 29)),
        ("quarter", date(2024, 1, 1), date(2024, 3, 31)),
        ("year", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_period_of_a_leap_day(grain, start, last):
    day = date(2024, 2, 29)
    assert period_start(day, grain) == start
    assert last_day(day, grain) == last
    assert next_period(day, grain) == last + timedelta(days=1)


@given(DAYS, DAYS, st.sampled_from(GRAINS))
def test_periods_cover_the_time_without_gap_or_overlap(a, b, grain):
    first, last = min(a, b), max(a, b)
    last = min(last, first + timedelta(days=3000))
    starts = periods(first, last, grain)
    assert len(starts) == count_periods(first, last, grain)
    assert starts[0] <= first
    assert last <= last_day(starts[-1], grain)
    assert all(next_period(start, grain) == after for start, after in pairwise(starts))


def test_no_periods_backwards():
    assert periods(date(2026, 2, 1), date(2026, 1, 1), "month") == []


@pytest.mark.parametrize(
    ("first", "last", "complete"),
    [
        ("2026-02-01", "2026-02-27", False),
        ("2026-02-01", "2026-02-28", True),
        ("2026-02-02", "2026-03-31", False),
        ("2025-01-01", "2026-03-31", True),
    ],
)
def test_a_month_is_complete_if_all_of_it_is_looked_at(first: str, last: str, complete: bool) -> None:
    window = date.fromisoformat(first), date.fromisoformat(last)
    assert is_complete(date(2026, 2, 1), "month", window) == complete


@pytest.mark.parametrize(
    ("first", "last", "n", "grain"),
    [
        (date(2026, 2, 10), date(2026, 2, 10), 5, "day"),
        (date(2025, 11, 14), date(2026, 2, 10), 13, "month"),
        (date(2025, 11, 14), date(2026, 2, 10), 400, "day"),
        (date(2025, 1, 1), date(2026, 12, 31), 900, "week"),
        (date(2000, 1, 1), date(2026, 1, 1), 1_000_000, "quarter"),
        (date(1990, 1, 1), date(2026, 1, 1), 0, "year"),
    ],
)
def test_auto_grain(first, last, n, grain):
    assert auto_grain(first, last, n) == grain


@given(DAYS, DAYS, st.integers(0, 10_000_000))
def test_auto_grain_never_draws_too_many_bins(a, b, n):
    first, last = min(a, b), max(a, b)
    assert count_periods(first, last, auto_grain(first, last, n)) <= MOST_BINS


@pytest.mark.parametrize(
    ("first", "last", "start", "end"),
    [
        ("2004-01-01", "2004-12-31", "2003-01-01", "2003-12-31"),
        ("2004-01-01", "2005-12-31", "2002-01-01", "2003-12-31"),
        ("2024-03-01", "2024-03-31", "2024-02-01", "2024-02-29"),
        ("2024-01-01", "2024-03-31", "2023-10-01", "2023-12-31"),
        ("2024-03-10", "2024-03-19", "2024-02-29", "2024-03-09"),
        ("2024-03-10", "2024-03-10", "2024-03-09", "2024-03-09"),
    ],
)
def test_the_period_before(first: str, last: str, start: str, end: str) -> None:
    assert before(date.fromisoformat(first), date.fromisoformat(last)) == (
        date.fromisoformat(start),
        date.fromisoformat(end),
    )
