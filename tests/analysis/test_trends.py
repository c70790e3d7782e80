import json
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from scipy.stats import kendalltau, theilslopes

from lib.analysis.trends import trend

VECTORS = json.loads((Path(__file__).parent / "statistics.json").read_text(encoding="utf-8"))
NAN = float("nan")


def test_recorded():
    row = VECTORS["trend"]
    found = trend(row["y"])
    assert (found.slope, found.low, found.high) == pytest.approx((row["theil_sen"], row["lo"], row["hi"]))
    assert (found.tau, found.p) == pytest.approx((row["kendall_tau"], row["p"]))


@pytest.mark.parametrize("seed", range(8))
def test_agrees_with_scipy(seed):
    y = np.random.default_rng(seed).normal(size=9 + 3 * seed) + 0.1 * seed * np.arange(9 + 3 * seed)
    found, oracle = trend(y), theilslopes(y)
    assert (found.slope, found.low, found.high) == pytest.approx((oracle.slope, oracle.low_slope, oracle.high_slope))
    tau = kendalltau(np.arange(y.size), y, method="exact")
    assert (found.tau, found.p) == pytest.approx((tau.statistic, tau.pvalue))


def test_ties_use_the_normal_approximation():
    y = [1, 1, 2, 2, 3, 3, 3, 5, 4, 6]
    found = trend(y)
    assert found.tau == pytest.approx(kendalltau(np.arange(10), y).statistic)
    assert found.p == pytest.approx(2 * NormalDist().cdf(-37 / 119.3333**0.5), rel=1e-5)  # S = 38, variance 119.33


@pytest.mark.parametrize(
    ("values", "bins"),
    [([1, 2, 3, 4, 5, 6, 7], None), ([1, 2, NAN, 3, 4, 5, 6, 7], None), ([1, 2, NAN, 3, 4, 5, 6, 7, 8], 8)],
    ids=["7 bins", "8 bins, one without coverage", "9 bins, one without coverage"],
)
def test_fewer_than_8_bins_with_coverage_have_no_trend(values, bins):
    found = trend(values)
    assert (found and found.bins) == bins


def test_a_flat_series_has_no_trend():
    found = trend([2.0] * 12)
    assert (found.slope, found.tau, found.p) == (0, 0, 1)


def test_a_gap_counts_as_time_passed():
    assert trend([0, 1, 2, 3, NAN, NAN, 6, 7, 8, 9]).slope == 1


@pytest.mark.parametrize("values", [[], [3.0], [NAN] * 12], ids=["nothing", "one period", "no coverage"])
def test_nothing_has_no_trend(values):
    assert trend(values) is None


def test_a_series_of_zeros_has_no_trend():
    assert trend([0.0] * 9)[:5] == (0, 0, 0, 0, 1)
