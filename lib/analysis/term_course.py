"""A term over time: its frequency in each period with an interval, and what may be said of the whole course."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from lib.analysis import bursts as kleinberg
from lib.analysis import trends
from lib.analysis.course import Window, fill
from lib.analysis.forms import is_percentage_sound, is_rate_sound
from lib.analysis.intervals import Sums, clustered_rate, wilson
from lib.analysis.periods import Grain
from lib.analysis.trends import Trend

Measure = Literal["raw", "per10k", "share"]
_Row = Mapping[Hashable, Any]


class Value(NamedTuple):
    """A frequency with its interval, and whether it rests on enough to be read."""

    rate: float
    low: float
    high: float
    reliable: bool


class Elevated(NamedTuple):
    """A burst: first day of its first and of its last period."""

    first: date
    last: date


def value(row: _Row, measure: Measure) -> Value:
    """Return the frequency of one period.

    Args:
        row: n, base, documents, words, xx, xy, yy, as `term_series` returns them.
        measure: ``raw`` counts, ``per10k`` words with its interval, or ``share`` in per cent (Wilson).

    >>> value({"n": 3, "base": 60}, "raw").rate
    3.0
    """
    n, base = float(row["n"]), float(row["base"])
    if measure == "raw":
        return Value(n, n, n, True)
    if measure == "share":
        low, high = wilson(n, base)
        return Value(100 * n / base, 100 * low, 100 * high, is_percentage_sound(int(base)))
    sums = Sums(n, base, *(float(row[name]) for name in ("xx", "xy", "yy")), documents=int(row["documents"]))
    rate, low, high, _ = clustered_rate(sums)
    return Value(float(rate), float(low), float(high), is_rate_sound(int(row["words"])))


def course(rows: pd.DataFrame, grain: Grain, window: Window, measure: Measure) -> pd.DataFrame:
    """Return one term over time without holes.

    Args:
        rows: the rows of one term of `Snapshot.term_series`.
        window: first and last day that are looked at.

    Returns:
        [period (date), n, documents, found_in, words, base, covered, complete, rate, low, high, reliable], a row each
        period; not a number where there is nothing to count in.
    """
    frame = fill(rows.rename(columns={"n": "count"})[["period", "count"]], rows, grain, window)
    known = {pd.Timestamp(row["period"]).date(): row for row in rows.to_dict("records")}
    frame = frame.rename(columns={"count": "n"})
    for name in ("base", "found_in"):
        frame[name] = [int(known[day][name]) if day in known else 0 for day in frame["period"]]
    frame["covered"] &= frame["base"] > 0
    nothing = Value(np.nan, np.nan, np.nan, False)
    values = [
        value(known[day], measure) if covered else nothing
        for day, covered in zip(frame["period"], frame["covered"], strict=True)
    ]
    return frame.join(pd.DataFrame(values, columns=list(Value._fields), index=frame.index))


def filled_bins(frame: pd.DataFrame) -> int:
    """Return in how many periods something was found, for one or many terms: [period, n]."""
    return int((frame.groupby("period")["n"].sum() > 0).sum())


def sound_bins(frame: pd.DataFrame) -> int:
    """Return how many periods of a course may be read: enough to count in, and complete."""
    return int(_sound(frame).sum())


def trend(frame: pd.DataFrame) -> Trend | None:
    """Return the trend of a course over the periods that may be read, None where these are too few."""
    return trends.trend(np.where(_sound(frame), frame["rate"], np.nan))


def bursts(frame: pd.DataFrame) -> list[Elevated] | None:
    """Return when a term stood in more documents than usual, None where the periods are too few to tell."""
    if frame["covered"].sum() < kleinberg.FEWEST_BINS:
        return None
    found, documents, days = (frame[name].to_numpy() for name in ("found_in", "documents", "period"))
    return [Elevated(days[burst.first], days[burst.last]) for burst in kleinberg.bursts(found, documents)]


def _sound(frame: pd.DataFrame) -> "pd.Series[bool]":
    return frame["covered"] & frame["reliable"] & frame["complete"]
