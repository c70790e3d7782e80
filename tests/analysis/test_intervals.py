"""Intervals against recorded vectors, statsmodels, scipy, and a bootstrap over documents."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2
from statsmodels.stats.proportion import proportion_confint

from lib.analysis.intervals import Sums, clustered_rate, garwood, rate_per, wilson

VECTORS = json.loads((Path(__file__).parent / "statistics.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", VECTORS["wilson95"], ids=lambda row: f"{row['k']} of {row['n']}")
def test_wilson(row):
    assert wilson(row["k"], row["n"]) == pytest.approx((row["lo"], row["hi"]), abs=1e-12)


def test_wilson_takes_arrays_and_agrees_with_statsmodels():
    k, n = np.array([0, 1, 7, 40]), np.array([5, 3, 40, 40])
    expected = np.array([proportion_confint(a, b, method="wilson") for a, b in zip(k, n, strict=True)])
    assert np.allclose(np.transpose(wilson(k, n)), expected, atol=1e-12)


def test_a_share_of_nothing_can_be_anything():
    assert wilson(0, 0) == (0, 1)


@pytest.mark.parametrize("row", VECTORS["garwood95_count"], ids=lambda row: str(row["k"]))
def test_garwood(row):
    assert garwood(row["k"]) == pytest.approx((row["lo"], row["hi"]), rel=1e-9)


def test_rate_is_the_count_interval_per_words():
    rate = rate_per(np.array([0, 9]), np.array([20_000, 20_000]))
    assert rate.value == pytest.approx([0, 4.5])
    assert rate.low == pytest.approx([0, chi2.ppf(0.025, 18) / 4])
    assert rate.high == pytest.approx([chi2.ppf(0.975, 2) / 4, chi2.ppf(0.975, 20) / 4])


def test_no_words_no_rate():
    assert np.isnan(rate_per(0, 0).value)


def test_clustered_interval_agrees_with_a_bootstrap_of_documents():
    rng = np.random.default_rng(1)
    sizes = rng.integers(50, 400, 200).astype(float)
    counts = rng.negative_binomial(0.4, 0.15, 200).astype(float)  # clumped: most documents have none
    rate = clustered_rate(_sums(counts, sizes))
    drawn = rng.integers(0, 200, (4000, 200))
    bootstrap = np.quantile(10_000 * counts[drawn].sum(1) / sizes[drawn].sum(1), [0.025, 0.975])
    assert rate.method == "documents"
    assert (rate.low, rate.high) == pytest.approx(bootstrap, rel=0.06)
    poisson = rate_per(counts.sum(), sizes.sum())
    assert rate.high - rate.low > 1.5 * (poisson.high - poisson.low)


def test_few_documents_get_the_exact_poisson_interval():
    counts, sizes = np.array([4.0, 0, 1]), np.array([200.0, 300, 250])
    assert clustered_rate(_sums(counts, sizes)) == rate_per(5, 750)


def test_no_occurrence_among_many_documents_still_has_an_upper_end():
    assert clustered_rate(_sums(np.zeros(50), np.full(50, 100.0))).high == pytest.approx(7.38, abs=0.01)


def test_one_document_and_none_have_no_clustered_interval():
    assert clustered_rate(_sums(np.array([4.0]), np.array([900.0]))) == rate_per(4, 900)
    assert np.isnan(clustered_rate(_sums(np.array([]), np.array([]))).value)


def _sums(x, y):
    return Sums(x.sum(), y.sum(), (x * x).sum(), (x * y).sum(), (y * y).sum(), x.size)
