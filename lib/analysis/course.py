"""The course of something over time, without holes: what is zero, what is missing, what is not complete."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from lib.analysis.periods import Grain, last_day, periods

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
    days = periods(*window, grain)
    counted, known = _by_day(frame), _by_day(coverage)
    documents = [int(known.get(day, {}).get("documents", 0)) for day in days]
    return pd.DataFrame(
        {
            "period": days,
            "count": [int(counted.get(day, {}).get("count", 0)) for day in days],
            "documents": documents,
            "words": [int(known.get(day, {}).get("words", 0)) for day in days],
            "covered": [n > 0 for n in documents],
            "complete": [_is_whole(day, grain, window) for day in days],
        }
    )


def lane_grid(
    frame: pd.DataFrame, coverage: pd.DataFrame, grain: Grain, window: Window, lanes: Sequence[str]
) -> pd.DataFrame:
    """Return `fill` for each of `lanes`, in their order: [lane, period, count, documents, words, covered, complete].

    Args:
        frame: [period, lane, count].
    """
    parts = [fill(frame[frame["lane"] == lane], coverage, grain, window).assign(lane=lane) for lane in lanes]
    return pd.concat(parts, ignore_index=True) if parts else fill(frame, coverage, grain, window).assign(lane="")[:0]


def largest(frame: pd.DataFrame, most: int) -> list[str]:
    """Return the lanes of a frame [lane, count] with the largest counts, most first, ties by name."""
    totals = frame.groupby("lane")["count"].sum().reset_index().sort_values(["count", "lane"], ascending=[False, True])
    return [str(lane) for lane in totals["lane"].head(most)]


def _by_day(frame: pd.DataFrame) -> dict[date, dict[str, int]]:
    days = [pd.Timestamp(day).date() for day in frame["period"]]
    return dict(zip(days, frame.drop(columns="period").to_dict("records"), strict=True))  # type: ignore[arg-type]


def _is_whole(day: date, grain: Grain, window: Window) -> bool:
    return window[0] <= day and last_day(day, grain) <= window[1]
