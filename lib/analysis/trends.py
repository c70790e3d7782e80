"""Whether a series rises or falls, and how steeply."""

from math import erfc, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lib.analysis.intervals import CONFIDENCE, normal_quantile

FEWEST_BINS = 8


class Trend(NamedTuple):
    """A monotone trend.

    Attributes:
        slope: median change per bin (Theil–Sen); `low` and `high` its 95 % interval.
        tau: Kendall's rank correlation with time.
        p: two-sided, of no trend (Mann–Kendall).
        bins: bins that had a value.
    """

    slope: float
    low: float
    high: float
    tau: float
    p: float
    bins: int


def trend(values: ArrayLike) -> Trend | None:
    """Return the trend of a series, equally spaced, not a number where a bin has no coverage.

    Mann–Kendall (exact without ties, otherwise normal with continuity and tie correction) and Theil–Sen with Sen's
    (1968) interval. None below `FEWEST_BINS` bins with a value.
    """
    values = np.asarray(values, float)
    at = np.flatnonzero(np.isfinite(values))
    y = values[at]
    n = y.size
    if n < FEWEST_BINS:
        return None
    first, second = np.triu_indices(n, 1)
    rise = y[second] - y[first]
    slopes = np.sort(rise / (at[second] - at[first]))
    score = int(np.sign(rise).sum())
    _, ties = np.unique(y, return_counts=True)
    pairs = n * (n - 1) / 2
    untied = pairs - float((ties * (ties - 1) / 2).sum())
    low, high = _sen_interval(slopes, _variance(n, ties))
    return Trend(
        slope=float(np.median(slopes)),
        low=low,
        high=high,
        tau=score / sqrt(pairs * untied) if untied else 0.0,
        p=_exact_p(score, n) if untied == pairs and n <= 50 else _normal_p(score, _variance(n, ties)),
        bins=n,
    )


def _variance(n: int, ties: NDArray[np.int64]) -> float:
    return float(n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18


def _normal_p(score: int, variance: float) -> float:
    return erfc(max(0, abs(score) - 1) / sqrt(2 * variance)) if variance else 1.0


def _exact_p(score: int, n: int) -> float:
    """Return the chance of a score so far from 0 when every order is alike: by counting inversions (Kendall 1970)."""
    chances = np.ones(1)
    for items in range(2, n + 1):
        chances = np.convolve(chances, np.full(items, 1 / items))
    scores = n * (n - 1) // 2 - 2 * np.arange(chances.size)
    return min(1.0, float(chances[np.abs(scores) >= abs(score)].sum()))


def _sen_interval(slopes: NDArray[np.float64], variance: float) -> tuple[float, float]:
    reach = normal_quantile((1 + CONFIDENCE) / 2) * sqrt(variance)
    upper = min(round((slopes.size + reach) / 2), slopes.size - 1)
    lower = max(round((slopes.size - reach) / 2) - 1, 0)
    return float(slopes[lower]), float(slopes[upper])
