"""Counts of terms become numbers, rates and shares; what is missing is no zero."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from lib.analysis.term_rates import smoothed, term_rates

WINDOW = (date(2024, 1, 1), date(2024, 4, 20))


def series(*rows: tuple[int, str, int, int, int]) -> pd.DataFrame:
    """(term, first day, n, base, documents); a document has at most one occurrence and all have the same size."""
    frame = pd.DataFrame(rows, columns=["term", "period", "n", "base", "documents"])
    frame["period"] = pd.to_datetime(frame["period"])
    size = frame["base"] / frame["documents"]
    return frame.assign(
        found_in=frame["n"],
        words=frame["base"],
        xx=frame["n"],
        xy=(frame["n"] * size).astype(int),
        yy=(frame["base"] * size).astype(int),
    )


GIVEN = series((0, "2024-01-01", 9, 20_000, 100), (0, "2024-03-01", 0, 1_500, 10), (0, "2024-04-01", 4, 5_000, 30))


@pytest.mark.parametrize(
    ("month", "covered", "complete", "reliable", "rate"),
    [
        ("2024-01-01", True, True, True, 4.5),
        ("2024-02-01", False, True, False, None),  # no documents: a gap
        ("2024-03-01", True, True, False, 0.0),  # 1,500 words: a zero that cannot be relied on
        ("2024-04-01", True, False, True, 8.0),  # the window ends on 20 April
    ],
)
def test_each_period_says_what_it_is(month: str, covered: bool, complete: bool, reliable: bool, rate: float) -> None:
    rows = term_rates(GIVEN, "per10k", "month", WINDOW).set_index("period")
    row = rows.loc[date.fromisoformat(month)]
    assert (row["covered"], row["complete"], row["reliable"]) == (covered, complete, reliable)
    assert np.isnan(row["rate"]) if rate is None else row["rate"] == pytest.approx(rate)


def test_a_rate_lies_within_its_interval_and_a_count_has_none() -> None:
    rates = term_rates(GIVEN, "per10k", "month", WINDOW).query("covered")
    assert ((rates["low"] <= rates["rate"]) & (rates["rate"] < rates["high"])).all()
    counts = term_rates(GIVEN, "raw", "month", WINDOW)
    assert counts["rate"].tolist() == counts["low"].tolist() == counts["high"].tolist() == [9, 0, 0, 4]


def test_a_share_is_in_per_cent_and_needs_twenty() -> None:
    given = series((0, "2024-01-01", 5, 20, 20), (0, "2024-02-01", 5, 19, 19))
    rows = term_rates(given, "share", "month", (date(2024, 1, 1), date(2024, 2, 29)))
    assert rows["rate"].round(1).tolist() == [25.0, 26.3]
    assert rows["reliable"].tolist() == [True, False]
    assert rows["low"].iloc[0] == pytest.approx(11.2, abs=0.1)  # Wilson: 5 of 20


def test_every_term_has_every_period() -> None:
    given = pd.concat([GIVEN, series((2, "2024-01-01", 1, 20_000, 100))])
    rows = term_rates(given, "raw", "month", WINDOW)
    assert rows.groupby("term")["period"].count().to_dict() == {0: 4, 2: 4}


MONTHS = [f"2024-0{month}-01" for month in range(1, 8)]


@pytest.mark.parametrize(
    ("norm", "expected"),
    [
        ("raw", [None, 4.0, 5.0, 6.0, 7.0, 8.0, None]),
        ("per10k", [None, *(10_000 * n / 30_000 for n in (12, 15, 18, 21, 24)), None]),
        ("share", [None, *(100 * n / 30_000 for n in (12, 15, 18, 21, 24)), None]),
    ],
)
def test_a_moving_average_is_the_value_of_its_window(norm: str, expected: list[float | None]) -> None:
    given = series(*((0, day, 3 + at, 10_000, 50) for at, day in enumerate(MONTHS)))
    rows = term_rates(given, norm, "month", (date(2024, 1, 1), date(2024, 7, 31)))  # type: ignore[arg-type]
    found = smoothed(rows, norm, 3)  # type: ignore[arg-type]
    assert [None if np.isnan(value) else pytest.approx(value) for value in found] == expected


def test_a_period_with_few_words_weighs_little_and_a_gap_breaks_the_average() -> None:
    given = series(
        *(
            (0, day, n, words, 50)
            for day, n, words in zip(
                MONTHS, (2, 9, 2, 2, 2, 2, 2), (9_000, 3_000, 9_000, 9_000, 1_000, 9_000, 9_000), strict=True
            )
        ),
        *((1, day, 5, 9_000, 50) for day in MONTHS[:3] + MONTHS[4:]),
    )
    rows = term_rates(given, "per10k", "month", (date(2024, 1, 1), date(2024, 7, 31)))
    found = smoothed(rows, "per10k", 3).groupby(rows["term"]).apply(list)
    assert found[0][1] == pytest.approx(10_000 * 13 / 21_000)
    assert np.isnan(found[0][3:6]).all()  # 1,000 words in May: no rate, so no average over it
    assert np.isnan(found[1][2:5]).all()  # April has no documents
    assert found[1][1] == pytest.approx(10_000 * 15 / 27_000)


def test_nothing_is_smoothed_where_there_is_nothing() -> None:
    rows = term_rates(GIVEN, "raw", "month", WINDOW)
    assert smoothed(rows.iloc[:0], "raw", 3).empty
    assert smoothed(rows, "raw", 5).isna().all()
