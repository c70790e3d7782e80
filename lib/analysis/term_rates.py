"""How often, in figures: counts of terms turned into numbers, rates or shares with intervals, without holes."""

from typing import Literal

import numpy as np
import pandas as pd

from lib.analysis.course import Window
from lib.analysis.forms import FEWEST_PERCENT, FEWEST_RATE_WORDS
from lib.analysis.intervals import Sums, clustered_rate, wilson
from lib.analysis.periods import GRAINS, Grain, auto_grain, is_complete, periods

Norm = Literal["raw", "per10k", "share"]
_OF_A_YEAR: dict[Grain, float] = {"day": 1 / 365, "week": 7 / 365, "month": 1 / 12, "quarter": 1 / 4, "year": 1}


def rate_grain(window: Window, n: int, words_a_year: float) -> Grain:
    """Return the finest grain with about four occurrences and 2,000 words a period, ``year`` where there is none.

    >>> from datetime import date
    >>> [rate_grain((date(2020, 1, 1), date(2024, 12, 31)), n, 60_000) for n in (5, 100, 5_000)]
    ['year', 'quarter', 'month']
    """
    finest = auto_grain(*window, n // 2)
    coarser = GRAINS[GRAINS.index(finest) :]
    return next((grain for grain in coarser if words_a_year * _OF_A_YEAR[grain] >= FEWEST_RATE_WORDS), "year")


def term_rates(series: pd.DataFrame, norm: Norm, grain: Grain, window: Window) -> pd.DataFrame:
    """Return a row for each term and period: [term, period (date), n, base, documents, found_in, words, rate, low,
    high, covered, complete, reliable].

    `rate` is the count itself, a rate per 10,000 words with an interval that takes documents as units, or a share in
    per cent with Wilson's; a count has no interval, `low` and `high` are the count. `covered` is False where the term
    had nowhere to occur: a gap, not a zero. `reliable`: 2,000 words for a rate, 20 units for a share.

    Args:
        series: as `Snapshot.term_series` returns it, in the unit that `norm` asks for.
        window: first and last day that are looked at; a period that reaches beyond either is not complete.
    """
    days = periods(*window, grain)
    known = series.assign(period=[pd.Timestamp(day).date() for day in series["period"]]).set_index(["term", "period"])
    terms = sorted(series["term"].unique())
    grid = known.reindex(pd.MultiIndex.from_product([terms, days], names=["term", "period"]))
    rows = grid.fillna(0).astype("int64").reset_index()
    values = {"raw": _counts, "per10k": _rates, "share": _shares}[norm](rows)
    whole = {day: is_complete(day, grain, window) for day in days}
    return rows.assign(
        rate=values[0],
        low=values[1],
        high=values[2],
        covered=rows["base"] > 0,
        complete=[whole[day] for day in rows["period"]],
        reliable=_reliable(rows, norm),
    )


def smoothed(rows: pd.DataFrame, norm: Norm, width: int) -> "pd.Series[float]":
    """Return a centred moving average of each term: the value of `width` periods taken together.

    Counts are averaged; rates and shares are those of all words or units of the window, so that a period with few
    weighs little. Not a number where a period of the window is not there, not complete or cannot be relied on.

    Args:
        rows: of `term_rates`, in its order.
        width: an odd number of periods.
    """
    sound = rows["covered"] & rows["complete"] & rows["reliable"]
    terms = rows["term"]
    n, base = (
        rows[name].where(sound).groupby(terms).rolling(width, center=True).sum().droplevel(0) for name in ("n", "base")
    )
    return {"raw": n / width, "per10k": 10_000 * n / base, "share": 100 * n / base}[norm]


def _reliable(rows: pd.DataFrame, norm: Norm) -> "pd.Series[bool]":
    if norm == "raw":
        return rows["base"] > 0
    return rows["base"] >= FEWEST_PERCENT if norm == "share" else rows["words"] >= FEWEST_RATE_WORDS


Values = tuple[list[float], list[float], list[float]]


def _counts(rows: pd.DataFrame) -> Values:
    counts = rows["n"].astype(float).tolist()
    return counts, counts, counts


def _rates(rows: pd.DataFrame) -> Values:
    columns = (rows[name].tolist() for name in ("n", "base", "xx", "xy", "yy", "documents"))
    rates = [clustered_rate(Sums(*sums)) if sums[1] else None for sums in zip(*columns, strict=True)]
    ends = [(rate.value, rate.low, rate.high) if rate else (np.nan,) * 3 for rate in rates]
    return [end[0] for end in ends], [end[1] for end in ends], [end[2] for end in ends]


def _shares(rows: pd.DataFrame) -> Values:
    low, high = wilson(rows["n"], rows["base"])
    some = rows["base"] > 0
    share = (100 * rows["n"] / rows["base"].where(some)).tolist()
    return share, (100 * pd.Series(low).where(some)).tolist(), (100 * pd.Series(high).where(some)).tolist()
