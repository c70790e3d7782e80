import json
from pathlib import Path

import pytest
from scipy.stats import binomtest
from statsmodels.stats.rates import test_poisson_2indep as oracle

from lib.analysis.comparison import compare_rates

VECTORS = json.loads((Path(__file__).parent / "statistics.json").read_text(encoding="utf-8"))


def test_recorded():
    row = VECTORS["rate_change"]
    result = compare_rates(row["count1"], row["exposure1"], row["count2"], row["exposure2"])
    assert result.p == pytest.approx(row["exact_cond_p"])
    assert result.ratio == 3


@pytest.mark.parametrize(
    ("a", "exposure_a", "b", "exposure_b"),
    [(0, 10, 7, 20), (5, 100, 5, 37), (30, 90.5, 12, 88), (400, 1000, 350, 1200)],
)
def test_agrees_with_statsmodels_and_scipy(a, exposure_a, b, exposure_b):
    p = compare_rates(a, exposure_a, b, exposure_b).p
    assert p == pytest.approx(oracle(a, exposure_a, b, exposure_b, method="exact-cond").pvalue, abs=1e-9)
    assert p == pytest.approx(binomtest(a, a + b, exposure_a / (exposure_a + exposure_b)).pvalue, abs=1e-9)


def test_two_counts_of_nothing_do_not_differ():
    assert compare_rates(0, 10, 0, 20).p == 1


def test_a_rate_without_exposure_is_no_rate():
    with pytest.raises(ValueError, match="exposures must be positive"):
        compare_rates(1, 0, 1, 5)
