"""Who took a formula up after whom, and what came and went: an order only where the data carry one."""

from collections.abc import Sequence
from datetime import date, time

import numpy as np
import pandas as pd
import pytest

from lib.analysis.formula_course import change, uptake

Use = tuple[str, str, str]


def uses(rows: Sequence[Use]) -> pd.DataFrame:
    """(who, day, time) a row, each in a document of its own; an empty day or time is none."""
    frame = pd.DataFrame(rows, columns=["who", "day", "time"])
    return frame.assign(
        doc=range(len(frame)),
        day=pd.to_datetime(frame["day"].replace("", None)),
        time=[time.fromisoformat(at) if at else None for at in frame["time"]],
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Белова", "2025-03-01", ""), ("Ольхин", "2025-03-04", "")], "1 Белова, 2 Ольхин"),
        ([("Ольхин", "2025-03-01", ""), ("Белова", "2025-03-01", "")], "1= Белова, 1= Ольхин"),
        ([("Белова", "2025-03-01", "12:00"), ("Ольхин", "2025-03-01", "09:30")], "1 Ольхин, 2 Белова"),
        # one of the day has no time: nobody's decides, though it be of the same speaker
        (
            [("Белова", "2025-03-01", "12:00"), ("Ольхин", "2025-03-01", "09:30"), ("Белова", "2025-03-01", "")],
            "1= Белова, 1= Ольхин",
        ),
        ([("Белова", "2025-03-01", "12:00"), ("Ольхин", "2025-03-01", "")], "1= Белова, 1= Ольхин"),
        ([("Белова", "2025-03-01", "09:30"), ("Ольхин", "2025-03-01", "09:30")], "1= Белова, 1= Ольхин"),
        # midnight is where a time would stand that nobody knows
        ([("Белова", "2025-03-01", "12:00"), ("Ольхин", "2025-03-01", "00:00")], "1= Белова, 1= Ольхин"),
        # a second use does not count as taking it up; undated ones say nothing
        (
            [("Белова", "2025-03-09", ""),
             ("Белова", "2025-03-01", ""), ("Седых", "", ""), ("Ольхин", "2025-03-04", "")],
            "1 Белова, 2 Ольхин",
        ),
        # a tie takes the places of all in it
        (
            [("Белова", "2025-03-01", ""), ("Ольхин", "2025-03-01", ""), ("Седых", "2025-03-02", "")],
            "1= Белова, 1= Ольхин, 3 Седых",
        ),
        ([], ""),
    ],
)  # fmt: skip
def test_places(rows: Sequence[Use], expected: str) -> None:
    found = uptake(uses(rows))
    places = zip(found["place"], found["tied"], found["who"], strict=True)
    assert ", ".join(f"{place}{'=' if tied else ''} {who}" for place, tied, who in places) == expected


def test_counts_and_the_first_use() -> None:
    found = uptake(uses([("Белова", "2025-03-09", ""), ("Белова", "2025-03-01", "08:00"), ("Белова", "", "")]))
    assert found[["n", "documents", "use"]].to_numpy().tolist() == [[2, 2, 1]]
    assert found["day"].iloc[0].date() == date(2025, 3, 1)
    assert found["time"].iloc[0] is None  # it decides nothing


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0, 12, "new"),
        (12, 0, "vanished"),
        (1, 12, ""),
        (0, 3, ""),  # one in eight by chance
    ],
)
def test_new_and_vanished_beyond_chance(before: int, after: int, said: str) -> None:
    found = change(np.array([before, 5, 6]), np.array([after, 5, 6]), 0.5)
    assert " ".join(name for name in ("new", "vanished") if found[name].iloc[0]) == said


def test_the_more_is_looked_at_the_more_it_takes() -> None:
    alone = change(np.array([0]), np.array([6]), 0.5)
    among = change(np.array([0] + [5] * 99), np.array([6] + [5] * 99), 0.5)
    assert (alone["new"].iloc[0], among["new"].iloc[0]) == (True, False)
    assert change(np.array([], dtype=int), np.array([], dtype=int), 0.5).empty
