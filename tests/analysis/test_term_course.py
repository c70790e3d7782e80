"""What is said of a term's course, and when nothing is."""

from datetime import date

import pandas as pd
import pytest

from lib.analysis.term_course import is_clear, sole_source, term_course


def rows(rates: list[float], found: list[int] | None = None, weak: tuple[int, ...] = ()) -> pd.DataFrame:
    """Rows of one term; the periods of `weak` rest on too little."""
    n = len(rates)
    return pd.DataFrame(
        {
            "n": found or [5] * n,
            "rate": rates,
            "found_in": found or [5] * n,
            "documents": [100] * n,
            "covered": True,
            "complete": True,
            "reliable": [at not in weak for at in range(n)],
        }
    )


@pytest.mark.parametrize(
    ("periods", "weak", "trend", "bursts"),
    [
        (7, (), False, False),
        (8, (), True, False),
        (8, (3,), False, False),  # seven that can be relied on
        (12, (), True, True),
        (12, (0, 1, 2, 3, 4), False, True),
    ],
)
def test_judged_only_with_enough(periods: int, weak: tuple[int, ...], trend: bool, bursts: bool) -> None:
    course = term_course(rows([float(at) for at in range(periods)], weak=weak))
    assert (course.trend is not None, course.bursts is not None) == (trend, bursts)
    assert course.values == periods - len(weak)


def test_a_steady_rise_is_clear_and_a_flat_series_is_not() -> None:
    rising, flat = (term_course(rows(rates)).trend for rates in ([1.0 * at for at in range(12)], [3.0] * 12))
    assert rising is not None
    assert flat is not None
    assert is_clear(rising)
    assert not is_clear(flat)


def test_the_burst_is_where_the_documents_are() -> None:
    course = term_course(rows([1.0] * 14, [2, 2, 2, 2, 2, 40, 45, 2, 2, 2, 2, 2, 2, 2]))
    assert course.bursts is not None
    assert [(burst.first, burst.last) for burst in course.bursts] == [(5, 6)]


JUNE = [(date(2024, 6, 1), date(2024, 6, 1))]


@pytest.mark.parametrize(
    ("hits", "every", "sole"),
    [
        ({"a": (9, 0), "b": (0, 1)}, {"a": (50, 2), "b": (5, 90)}, "a"),  # a began in June and chose such documents
        ({"a": (9, 3), "b": (0, 1)}, {"a": (50, 80), "b": (5, 9)}, None),  # a writes always
        ({"a": (8, 0), "b": (2, 1)}, {"a": (50, 2), "b": (5, 90)}, None),  # b says it, too
        ({}, {"a": (50, 2)}, None),
    ],
)
def test_a_burst_of_one_source_is_told(hits: dict, every: dict, sole: str | None) -> None:  # type: ignore[type-arg]
    frames = [
        pd.DataFrame(
            [
                (pd.Timestamp(day), lane, n)
                for lane, ns in by.items()
                for day, n in zip(("2024-06-01", "2024-07-01"), ns, strict=True)
            ],
            columns=["period", "lane", "count"],
        )
        for by in (hits, every)
    ]
    assert sole_source(frames[0], frames[1], JUNE) == sole
