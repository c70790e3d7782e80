"""When something is talked about more than usual: Kleinberg's bursts in batches."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

FEWEST_BINS = 12


class Burst(NamedTuple):
    """Bins `first` to `last`, both included, that are in the elevated state.

    Attributes:
        weight: how much cheaper the elevated state explains these bins than the usual one; the larger, the clearer.
    """

    first: int
    last: int
    weight: float


def bursts(relevant: ArrayLike, total: ArrayLike, s: float = 2.0, gamma: float = 1.0) -> list[Burst]:
    """Return the bursts of a series, in order; none below `FEWEST_BINS` bins.

    Args:
        relevant: documents of interest in each bin.
        total: all documents in each bin; 0 is legal.
        s: how many times the usual share the elevated state expects.
        gamma: what it costs to enter the elevated state, times ln of the number of bins.
    """
    relevant, total = np.asarray(relevant, float), np.asarray(total, float)
    if relevant.size < FEWEST_BINS:
        return []
    costs = _costs(relevant, total, s)
    states = burst_states(relevant, total, s, gamma)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], states, [0]))))
    gains = costs[:, 0] - costs[:, 1]
    return [
        Burst(int(first), int(after - 1), float(gains[first:after].sum()))
        for first, after in zip(edges[::2], edges[1::2], strict=True)
    ]


def burst_states(relevant: ArrayLike, total: ArrayLike, s: float = 2.0, gamma: float = 1.0) -> NDArray[np.int64]:
    """Return the cheapest sequence of states, 0 usual and 1 elevated, exactly (Viterbi; Kleinberg 2002, section 4)."""
    relevant, total = np.asarray(relevant, float), np.asarray(total, float)
    if relevant.size == 0:
        return np.zeros(0, np.int64)
    entry = gamma * float(np.log(relevant.size))
    costs = _costs(relevant, total, s)
    best = np.array([0.0, entry])
    came_from = np.zeros((relevant.size, 2), np.int64)
    for bin_, cost in enumerate(costs):
        steps = best[:, None] + np.array([[0.0, entry], [0.0, 0.0]]) if bin_ else np.diag(best) + _BLOCK
        came_from[bin_] = steps.argmin(axis=0)
        best = steps.min(axis=0) + cost
    state = int(best.argmin())
    states = np.empty(relevant.size, np.int64)
    for bin_ in range(relevant.size - 1, -1, -1):
        states[bin_] = state
        state = int(came_from[bin_, state])
    return states


_BLOCK = np.array([[0.0, np.inf], [np.inf, 0.0]])
"""Before the first bin no state is left for another."""


def _costs(relevant: NDArray[np.float64], total: NDArray[np.float64], s: float) -> NDArray[np.float64]:
    """Return bins × 2: minus the log-likelihood of each bin in each state; an empty bin costs nothing."""
    share = min(relevant.sum() / max(total.sum(), 1.0), 1 - 1e-9)
    shares = np.array([max(share, 1e-12), min(max(share * s, 1e-12), 0.9999)])
    missed = total - relevant
    choices = _log_choices(relevant, total)
    return np.asarray(-(choices[:, None] + relevant[:, None] * np.log(shares) + missed[:, None] * np.log1p(-shares)))


def _log_choices(relevant: NDArray[np.float64], total: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ln of the binomial coefficient; the same for both states, so that it cancels in every choice."""
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, int(total.max(initial=0)) + 1)))))
    chosen, of = relevant.astype(int), total.astype(int)
    return np.asarray(logs[of] - logs[chosen] - logs[of - chosen])
