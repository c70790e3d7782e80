"""Speakers ranked, their shares, and ways of writing put together."""

from typing import NamedTuple

import pandas as pd

from lib.analysis.intervals import wilson

OTHERS = "-others"
"""Key of the row of all speakers beyond the ranked ones; no slug begins so."""
_OUT_OF_SCALE = 2
"""A row that is not a speaker's and so many times the longest speaker's would leave no room for the speakers."""


class Balance(NamedTuple):
    """Speaker rows + others + not established - said jointly = statements."""

    named: int
    others: int
    unattributed: int
    joint: int
    statements: int


def ranking(rows: pd.DataFrame, others: pd.DataFrame, unattributed: pd.DataFrame) -> pd.DataFrame:
    """Return one frame, speakers first, then others, then the unattributed.

    Args:
        rows: [speaker, statements, …], a row a speaker.
        others, unattributed: the same columns, one row or none each.

    Returns:
        Their columns and [key, role (``row``, ``others``, ``unknown``), share, low, high]: of all attributions, 0 to 1,
        with the Wilson interval.
    """
    parts = [(rows, "row"), (others.assign(speaker=OTHERS), "others"), (unattributed, "unknown")]
    filled = [part.assign(role=role) for part, role in parts if len(part)] or [rows.assign(role="row")]
    frame = pd.concat(filled, ignore_index=True)
    attributions = max(int(frame["statements"].sum()), 1)
    low, high = wilson(frame["statements"], attributions)
    return frame.assign(key=frame["speaker"], share=frame["statements"] / attributions, low=low, high=high)


def balance(ranked: pd.DataFrame, statements: int) -> Balance:
    """Return how the rows of a ranking add up to the number of statements.

    >>> frame = pd.DataFrame({"role": ["row", "row", "unknown"], "statements": [5, 4, 2]})
    >>> balance(frame, 10)
    Balance(named=9, others=0, unattributed=2, joint=1, statements=10)
    """
    named, others, unattributed = (
        int(ranked.loc[ranked["role"] == role, "statements"].sum()) for role in ("row", "others", "unknown")
    )
    return Balance(named, others, unattributed, named + others + unattributed - statements, statements)


def out_of_scale(ranked: pd.DataFrame) -> pd.Series:
    """Tell which rows of a ranking would dwarf the speakers' bars: others or unattributed, never a speaker."""
    speakers = ranked["role"] == "row"
    longest = ranked.loc[speakers, "statements"].max() if speakers.any() else float("inf")
    return ~speakers & (ranked["statements"] > _OUT_OF_SCALE * longest)


def merge_case(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Put rows together that differ in capitals alone, under the most frequent way of writing.

    Args:
        frame: `column`, ``statements`` and optionally ``first`` and ``last``, most frequent first.

    >>> merge_case(pd.DataFrame({"role": ["Президент", "президент"], "statements": [3, 2]}), "role").values.tolist()
    [['Президент', 5]]
    """
    kept = {column: "first", "statements": "sum", "first": "min", "last": "max"}
    grouped = frame.groupby(frame[column].str.lower(), sort=False)
    merged = grouped.agg({name: how for name, how in kept.items() if name in frame}).reset_index(drop=True)
    return merged.sort_values("statements", ascending=False, kind="stable", ignore_index=True)
