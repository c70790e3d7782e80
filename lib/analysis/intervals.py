"""Shares, rates and their 95 % intervals. Everything takes numbers or arrays of them."""

from statistics import NormalDist
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

CONFIDENCE = 0.95
FEWEST_CLUSTERS = 20
"""From so many documents on the interval of a rate takes documents as clusters."""


class Interval(NamedTuple):
    """Two ends; floats, or arrays where the question was an array."""

    low: Any
    high: Any


class Rate(NamedTuple):
    """A rate with its interval; floats, or arrays where the question was an array.

    Attributes:
        method: ``poisson`` (Garwood, exact, words independent) or ``documents`` (words clump by document).
    """

    value: Any
    low: Any
    high: Any
    method: Literal["poisson", "documents"]


class Sums(NamedTuple):
    """Sums over documents, x the count of a thing in a document, y the document's size: enough for an interval.

    Attributes:
        x, y, xx, xy, yy: Σx, Σy, Σx², Σxy, Σy².
        documents: how many.
    """

    x: float
    y: float
    xx: float
    xy: float
    yy: float
    documents: int


def normal_quantile(p: float) -> float:
    """Return the p-quantile of the standard normal distribution.

    >>> round(normal_quantile(0.975), 4)
    1.96
    """
    return NormalDist().inv_cdf(p)


def wilson(k: ArrayLike, n: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Return the score interval of a share k of n (Wilson 1927); 0 to 1 where n is 0.

    >>> tuple(round(end, 3) for end in wilson(3, 13))
    (0.082, 0.503)
    """
    k, n = np.asarray(k, float), np.asarray(n, float)
    z = normal_quantile((1 + confidence) / 2)
    size = np.where(n > 0, n, 1)
    share = k / size
    centre = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z * np.sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    low = np.where((k <= 0) | (n == 0), 0.0, centre - half)
    high = np.where((k >= n) | (n == 0), 1.0, centre + half)
    return Interval(_plain(low), _plain(high))


def garwood(count: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Return the exact interval of the mean of a Poisson count (Garwood 1936).

    >>> tuple(round(end, 2) for end in garwood(0))
    (0.0, 3.69)
    """
    from scipy.special import gammaincinv  # late: most pages need no quantile of the gamma distribution

    count = np.asarray(count, float)
    alpha = 1 - confidence
    low = np.where(count > 0, gammaincinv(np.maximum(count, 1), alpha / 2), 0.0)
    return Interval(_plain(low), _plain(gammaincinv(count + 1, 1 - alpha / 2)))


def rate_per(count: ArrayLike, words: ArrayLike, per: float = 10_000) -> Rate:
    """Return a rate per so many words with Garwood's interval; not a number where there are no words.

    >>> [round(float(end), 1) for end in rate_per(9, 20_000)[:3]]
    [4.5, 2.1, 8.5]
    """
    count, words = np.asarray(count, float), np.asarray(words, float)
    factor = per / np.where(words > 0, words, np.nan)
    low, high = garwood(count)
    return Rate(_plain(count * factor), _plain(low * factor), _plain(high * factor), "poisson")


def clustered_rate(sums: Sums, per: float = 10_000, confidence: float = CONFIDENCE) -> Rate:
    """Return the rate Σx / Σy with an interval that takes documents as the sampling units.

    The variance is that of a ratio estimator (Cochran 1977, 6.4), the interval lies symmetric on the logarithm,
    as rates are skewed. Below 20 documents, or without an occurrence, Garwood's interval.
    """
    if sums.documents < FEWEST_CLUSTERS or sums.x <= 0 or sums.y <= 0:
        return rate_per(sums.x, sums.y, per)
    ratio = sums.x / sums.y
    spread = max(0.0, sums.xx - 2 * ratio * sums.xy + ratio * ratio * sums.yy)
    error = np.sqrt(spread * sums.documents / (sums.documents - 1)) / sums.y
    reach = float(np.exp(normal_quantile((1 + confidence) / 2) * error / ratio))
    return Rate(per * ratio, per * ratio / reach, per * ratio * reach, "documents")


def _plain(values: NDArray[np.float64]) -> Any:
    return float(values) if np.ndim(values) == 0 else values
