"""Which lemmas keep company with a lemma."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

FEWEST_TOGETHER = 3
FEWEST_DOCUMENTS = 3
"""Documents that must have both, as a word that one text repeats says nothing of the corpus."""


def log_dice(together: ArrayLike, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """Return logDice = 14 + log2(2 f(xy) / (f(x) + f(y))), at most 14, whatever the corpus's size (Rychlý 2008)."""
    together, x, y = np.asarray(together, float), np.asarray(x, float), np.asarray(y, float)
    with np.errstate(divide="ignore"):
        return np.asarray(14 + np.log2(2 * together / (x + y)))


def collocates(lemma_count: int, neighbours: pd.DataFrame, fewest: int = FEWEST_TOGETHER) -> pd.DataFrame:
    """Return [lemma, together, n, log_dice] of the collocates of a lemma, the closest first.

    Args:
        lemma_count: occurrences of the lemma itself.
        neighbours: [lemma, together, n]: how often each lemma stands near it, and how often at all.
        fewest: occurrences together below which a collocate is left out.
    """
    kept = neighbours[neighbours["together"] >= fewest]
    scored = kept.assign(log_dice=log_dice(kept["together"], lemma_count, kept["n"]))
    return scored.sort_values(["log_dice", "lemma"], ascending=[False, True], ignore_index=True)
