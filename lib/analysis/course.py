"""The course of something over time, without holes: what is zero, what is missing, what is not complete."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from lib.analysis.periods import Grain, is_complete, periods

Window = tuple[date, date]


def fill(frame: pd.DataFrame, coverage: pd.DataFrame, grain: Grain, window: Window) -> pd.DataFrame:
    """Return a course over time without holes, and what is known of each of its periods.

    Args:
        frame: [period, count], periods with something in them.
        coverage: [period, documents, words], periods that have documents at all.
        window: first and last day that are looked at; a period that reaches beyond either is not complete.

    Returns:
        [period (date), count, documents, words, covered, complete], a row each period; `covered` is False where
        there are no documents at all: a gap, not a zero.
    """
    ground = _ground(coverage, grain, window)
    counted = dict(zip(_days(frame), frame["count"].tolist(), strict=True))
    ground.insert(1, "count", [int(counted.get(day, 0)) for day in ground["period"]])
    return ground


def lane_grid(
    frame: pd.DataFrame, coverage: pd.DataFrame, grain: Grain, window: Window, lanes: Sequence[str]
) -> pd.DataFrame:
    """Return `fill` for each of `lanes`, in their order: [lane, period, count, documents, words, covered, complete].

    Args:
        frame: [period, lane, count].
    """
    ground = _ground(coverage, grain, window)
    counted = dict(zip(zip(frame["lane"], _days(frame), strict=True), frame["count"].tolist(), strict=True))
    grid = pd.concat([ground.assign(lane=lane) for lane in lanes] or [ground.assign(lane="")[:0]], ignore_index=True)
    counts = [int(counted.get(place, 0)) for place in zip(grid["lane"], grid["period"], strict=True)]
    return grid.assign(count=counts)


def largest(frame: pd.DataFrame, most: int) -> list[str]:
    """Return the lanes of a frame [lane, count] with the largest counts, most first, ties by name."""
    totals = frame.groupby("lane")["count"].sum().reset_index().sort_values(["count", "lane"], ascending=[False, True])
    return [str(lane) for lane in totals["lane"].head(most)]


def _ground(coverage: pd.DataFrame, grain: Grain, window: Window) -> pd.DataFrame:
    """Return what there is to count in, a row a period: [period, documents, words, covered, complete]."""
    days = periods(*window, grain)
    known = dict(zip(_days(coverage), zip(coverage["documents"], coverage["words"], strict=True), strict=True))
    documents, words = zip(*(known.get(day, (0, 0)) for day in days), strict=True) if days else ((), ())
    return pd.DataFrame(
        {
            "period": pd.Series(days, dtype=object),
            "documents": [int(n) for n in documents],
            "words": [int(n) for n in words],
            "covered": [n > 0 for n in documents],
            "complete": [is_complete(day, grain, window) for day in days],
        }
    )


def _days(frame: pd.DataFrame) -> list[date]:
    return [moment.date() for moment in pd.to_datetime(frame["period"])]
