"""Dates as records write them."""

from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.corpus.dates import FIRST_DAY, LAST_DAY, MOSCOW, DateError, parse_moment
from lib.corpus.documents import Place, Record, read_record, refused


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


FORMS = {  # without a time of day, and with
    "ISO": ("{day:%Y-%m-%d}", "{day:%Y-%m-%d}T{clock:%H:%M:%S}"),
    "ISO, a dash": ("{day:%Y–%m–%d}", "{day:%Y–%m–%d} {clock:%H:%M:%S}"),
    "ISO, Moscow": ("{day:%Y-%m-%d}", "{day:%Y-%m-%d}T{clock:%H:%M:%S}.250{moscow:%z}"),
    "Russian": ("{day:%d.%m.%Y}", "{day:%d.%m.%Y}, {clock:%H:%M:%S}"),
    "words": ("{day.day} {month} {day.year} г.", "{day.day} {month} {day.year} года в {clock:%H:%M:%S}"),
    "letter": ("{day:%Y-%m-%d}", "{weekday}, {day.day} {english} {day:%Y} {clock:%H:%M:%S} {moscow:%z}"),
}
RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
WHOLE_HOURS = date(1931, 1, 1)
"""Before, Moscow's clock was off Greenwich by minutes and seconds, which no form can write."""


@pytest.mark.parametrize("form", FORMS)
@given(day=st.dates(FIRST_DAY, LAST_DAY), clock=st.times().map(lambda clock: clock.replace(microsecond=0)))
def test_every_day_is_read_in_every_form(form: str, day: date, clock: time) -> None:
    moscow = datetime.combine(day, clock, MOSCOW)
    names = {"month": RUSSIAN[day.month - 1], "english": ENGLISH[day.month - 1], "weekday": WEEKDAYS[day.weekday()]}
    alone, timed = (text.format(day=day, clock=clock, moscow=moscow, **names) for text in FORMS[form])
    assert parse_moment(alone) == (day, None)
    if "{moscow" not in FORMS[form][1] or day >= WHOLE_HOURS:
        assert parse_moment(timed) == (day, clock)


IMPOSSIBLE = [
    "2025-02-30",
    "31.04.2025",
    "29 февраля 2025",
    "2025-00-10",
    "14.13.2025",
    "Fri, 31 Nov 2025 12:00:00 GMT",
]


@pytest.mark.parametrize("written", IMPOSSIBLE)
def test_an_impossible_day_is_refused_with_its_reason(written: str) -> None:
    (note,) = read_record(Record(date=written, title="Посол", text="Текст"), Place("a.csv", "", 7), date(2026, 3, 1))
    assert note == refused(Place("a.csv", "", 7), "bad_date", date=written)


@given(st.text())
def test_no_text_does_more_than_not_be_a_date(text: str) -> None:
    with suppress(DateError):
        assert FIRST_DAY <= parse_moment(text).day <= LAST_DAY
