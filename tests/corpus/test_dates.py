"""Dates as records write them."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.corpus.dates import FIRST_DAY, LAST_DAY, DateError, parse_moment


@pytest.mark.parametrize(
    ("written", "day", "clock"),
    [
        ("2025-11-14", "2025-11-14", None),
        (" 2025-11-14 ", "2025-11-14", None),
        ("2024-02-29", "2024-02-29", None),
        ("2025–11–14", "2025-11-14", None),
        ("03.04.2025", "2025-04-03", None),
        ("14.11.2025 9:05", "2025-11-14", "09:05"),
        ("14.11.2025, 09:05:10", "2025-11-14", "09:05:10"),
        ("14 ноября 2025", "2025-11-14", None),
        ("1 Мая 2025 года в 09:05", "2025-05-01", "09:05"),
        ("14\u00a0нояб. 2025 г.", "2025-11-14", None),
        ("Fri, 14 Nov 2025 12:00:00 +0300", "2025-11-14", "12:00"),
        ("14 Nov 2025 23:30 GMT", "2025-11-15", "02:30"),
        ("2025-11-14T09:05", "2025-11-14", "09:05"),
        ("2025-11-14 09:05:59.123", "2025-11-14", "09:05:59"),
        ("2025-11-14T23:30:00Z", "2025-11-15", "02:30"),
        ("2025-11-14T03:00:00+03:00", "2025-11-14", "03:00"),
        ("2012-06-30T21:00:00+0000", "2012-07-01", "01:00"),  # Moscow was four hours ahead then
    ],
)
def test_dates_that_are_read(written: str, day: str, clock: str | None) -> None:
    assert parse_moment(written) == (date.fromisoformat(day), clock and time.fromisoformat(clock))


@pytest.mark.parametrize(
    "written",
    [
        "", "вчера", "2025-02-30", "2025-13-01", "0000-01-01", "9999-12-31", "1600-01-01", "1899-12-31", "2100-01-01",
        "٢٠٢٥-١١-١٤", "14 ноября", "31 июня 2025", "11/14/2025", "1763078400", "45975", "20251114",
        "14.11.25", "14.11.2025 25:00", "Fri, 14 Nov 2025 12:00:00",
        "Fri, 14 Nov 25 12:00:00 GMT", "14 Nov 2025",
        "Fri, 31 Dec 9999 00:00:00 GMT", "2025-11-14T25:00",
        "2025-11-14 мск", "2099-12-31T23:30:00-12:00",
    ],
)  # fmt: skip
def test_everything_else_is_no_date(written: str) -> None:
    with pytest.raises(DateError, match=written.replace("+", ".") or None):
        parse_moment(written)


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_every_day_of_two_centuries_is_read(day: date) -> None:
    assert parse_moment(day.isoformat()).day == parse_moment(f"{day:%d.%m.%Y}").day == day


@given(st.text())
def test_no_text_does_more_than_not_be_a_date(text: str) -> None:
    with suppress(DateError):
        assert FIRST_DAY <= parse_moment(text).day <= LAST_DAY
