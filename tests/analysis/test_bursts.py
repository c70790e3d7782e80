import json
from itertools import product
from math import comb, log
from pathlib import Path

import numpy as np
import pytest

from lib.analysis.bursts import Burst, burst_states, bursts

VECTORS = json.loads((Path(__file__).parent / "statistics.json").read_text(encoding="utf-8"))


def cost(states, relevant, total, s=2.0, gamma=1.0):
    """Kleinberg's cost of a sequence of states, written down as in the paper."""
    usual = sum(relevant) / max(sum(total), 1)
    shares = (usual, min(s * usual, 0.9999))
    spent, before = 0.0, 0
    for state, r, d in zip(states, relevant, total, strict=True):
        p = min(max(shares[state], 1e-12), 1 - 1e-12)
        spent += -(log(comb(d, r)) + r * log(p) + (d - r) * log(1 - p))
        spent += gamma * log(len(states)) if state > before else 0
        before = state
    return spent


@pytest.mark.parametrize("row", VECTORS["kleinberg_2state"], ids=lambda row: row.get("note", "plain"))
def test_recorded(row):
    states = burst_states(row["r"], row["d"], row["s"], row["gamma"])
    assert states.tolist() == row["q"]
    assert cost(states, row["r"], row["d"]) == pytest.approx(row["cost"])


@pytest.mark.parametrize("seed", range(40))
def test_no_sequence_of_states_is_cheaper(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 12))
    total = rng.integers(0, 30, n)
    relevant = rng.binomial(total, rng.choice([0.02, 0.1, 0.4], n))
    if not relevant.any():
        relevant[:1], total[:1] = 1, 3
    found = cost(burst_states(relevant, total), relevant.tolist(), total.tolist())
    least = min(cost(states, relevant.tolist(), total.tolist()) for states in product((0, 1), repeat=n))
    assert found == pytest.approx(least, abs=1e-6)


def test_bursts_are_runs_of_the_elevated_state():
    row = VECTORS["kleinberg_2state"][0]
    [burst] = bursts(row["r"], row["d"])
    assert burst[:2] == (5, 7)
    assert burst.weight > log(12)


def test_a_series_that_bursts_from_the_first_bin_to_the_last_but_one():
    relevant = [30, 31, 29, 30, 0, 0, 0, 0, 0, 0, 0, 28]
    assert [burst[:2] for burst in bursts(relevant, [100] * 12)] == [(0, 3), (11, 11)]


@pytest.mark.parametrize(
    ("relevant", "total"),
    [([9] * 11, [10] * 11), ([], []), ([0] * 12, [0] * 12), ([0] * 12, [5] * 12), ([5] * 12, [5] * 12)],
    ids=["11 bins", "nothing", "no coverage", "never", "always"],
)
def test_no_bursts(relevant, total):
    assert bursts(relevant, total) == []


def test_burst_is_plain():
    assert Burst(1, 2, 0.5) == (1, 2, 0.5)
