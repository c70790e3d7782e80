"""How the volume of two views differs."""

from typing import NamedTuple

import numpy as np


class VolumeTest(NamedTuple):
    """Two counts with their exposures, and whether the rates differ.

    Attributes:
        ratio: rate a over rate b; infinite, or not a number, where the second or both counts are 0.
        p: two-sided.
    """

    ratio: float
    p: float


def compare_rates(count_a: int, exposure_a: float, count_b: int, exposure_b: float) -> VolumeTest:
    """Return the exact conditional test of two Poisson rates (Przyborowski & Wilenski 1940).

    Given the sum of the counts, the first is binomial; p adds up every outcome that is no likelier than this one.

    Raises:
        ValueError: if a count is negative or an exposure is not positive.

    >>> round(compare_rates(9, 100, 3, 100).p, 4)
    0.146
    """
    if min(count_a, count_b) < 0 or min(exposure_a, exposure_b) <= 0:
        raise ValueError("counts must not be negative, exposures must be positive")
    n = count_a + count_b
    share = exposure_a / (exposure_a + exposure_b)
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, n + 1)))))
    k = np.arange(n + 1)
    chance = np.exp(logs[n] - logs - logs[::-1] + k * np.log(share) + (n - k) * np.log1p(-share))
    p = float(chance[chance <= chance[count_a] * (1 + 1e-7)].sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.float64(count_a / exposure_a) / np.float64(count_b / exposure_b)
    return VolumeTest(float(ratio), min(1.0, p))
