"""Which lemmas set two views apart: order, significance, size and guard, each its own measure."""

from dataclasses import dataclass
from math import erfc, sqrt
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

FEWEST_WORDS = 5_000
FEWEST_OCCURRENCES = 5
FEWEST_DOCUMENTS = 3
PRIOR = 0.01
"""Added to each lemma's count in the prior, so that none is 0."""

Floats = NDArray[np.float64]
Refusal = Literal["few_words", "no_lemmas"]


@dataclass(frozen=True, slots=True)
class Keyness:
    """Lemmas that set A and B apart, or the reason why they cannot be ranked.

    Attributes:
        table: [lemma, n_a, n_b, per10k_a, per10k_b, z, g2, p, q, log_ratio, bic, documents], those of A first,
            by z; empty when refused. z, g2 and log_ratio are positive where A has more.
        words_a, words_b: size of each side, in words.
        tested: lemmas above the thresholds, over which q is corrected.
        refusal: ``few_words`` (a side has less than `FEWEST_WORDS`), ``no_lemmas`` (none above the thresholds),
            or None.
    """

    table: pd.DataFrame
    words_a: int
    words_b: int
    tested: int
    refusal: Refusal | None

    def distinct(self, level: float = 0.05) -> pd.DataFrame:
        """Return the lemmas whose difference survives the correction; none means: chance cannot be excluded."""
        return self.table[self.table["q"] < level]


def keyness(a: pd.DataFrame, b: pd.DataFrame, words_a: int, words_b: int) -> Keyness:
    """Return the keyness of the lemmas of two sides.

    Order: z of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), the prior
    being both sides together. Significance: signed G² over four cells (Dunning 1993), p by chi-square with one
    degree of freedom, q after Benjamini & Hochberg (1995). Size: Log Ratio (Hardie 2014). Guard: BIC (Wilson 2013).

    Args:
        a, b: [lemma, n, documents] of each side; every lemma of the side, as they are the prior too.
        words_a, words_b: words of each side.
    """
    table = _measured(_joined(a, b), words_a, words_b)
    counted = table["n_a"] + table["n_b"]
    table = table[(counted >= FEWEST_OCCURRENCES) & (table["documents"] >= FEWEST_DOCUMENTS)]
    tested = len(table)
    refusal: Refusal | None = None
    if min(words_a, words_b) < FEWEST_WORDS:
        refusal = "few_words"
    elif not tested:
        refusal = "no_lemmas"
    if refusal:
        table = table.iloc[:0]
    table.insert(8, "q", benjamini_hochberg(table["p"]))
    table = table.sort_values(["z", "lemma"], ascending=[False, True], ignore_index=True)
    return Keyness(table, words_a, words_b, tested, refusal)


def _joined(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Return [n_a, documents_a, n_b, documents_b] by lemma."""
    columns = ["n", "documents"]
    sides = [side.set_index("lemma")[columns] for side in (a, b)]
    both = sides[0].merge(sides[1], how="outer", left_index=True, right_index=True, suffixes=("_a", "_b"))
    return both.fillna(0).astype(int).sort_index()


def _measured(both: pd.DataFrame, words_a: int, words_b: int) -> pd.DataFrame:
    n_a, n_b = both["n_a"].to_numpy(), both["n_b"].to_numpy()
    g2 = signed_g2(n_a, n_b, words_a, words_b)
    return pd.DataFrame(
        {
            "lemma": both.index.to_numpy(),
            "n_a": n_a,
            "n_b": n_b,
            "per10k_a": 10_000 * n_a / max(words_a, 1),
            "per10k_b": 10_000 * n_b / max(words_b, 1),
            "z": log_odds_z(n_a, n_b),
            "g2": g2,
            "p": chi_square_p(np.abs(g2)),
            "log_ratio": log_ratio(n_a, n_b, words_a, words_b),
            "bic": bic(n_a, n_b, words_a, words_b),
            "documents": (both["documents_a"] + both["documents_b"]).to_numpy(),
        }
    )


def log_odds_z(n_a: ArrayLike, n_b: ArrayLike, prior: ArrayLike | None = None) -> Floats:
    """Return z of each lemma's log-odds ratio under a Dirichlet prior; by default both counts + 0.01.

    Monroe, Colaresi & Quinn (2008), equations 16, 19 and 22.
    """
    n_a, n_b = np.asarray(n_a, float), np.asarray(n_b, float)
    prior = n_a + n_b + PRIOR if prior is None else np.asarray(prior, float)
    total_a, total_b, total = n_a.sum(), n_b.sum(), prior.sum()
    in_a, in_b = n_a + prior, n_b + prior
    rest_a = np.maximum(total_a + total - in_a, PRIOR)
    rest_b = np.maximum(total_b + total - in_b, PRIOR)
    delta = np.log(in_a / rest_a) - np.log(in_b / rest_b)
    return np.asarray(delta / np.sqrt(1 / in_a + 1 / in_b))


def signed_g2(n_a: ArrayLike, n_b: ArrayLike, words_a: float, words_b: float) -> Floats:
    """Return the log-likelihood ratio over four cells (word, other words; A, B), negative where B has more."""
    n_a, n_b = np.asarray(n_a, float), np.asarray(n_b, float)
    share = (n_a + n_b) / max(words_a + words_b, 1)
    of_word = _cell(n_a, words_a * share) + _cell(n_b, words_b * share)
    of_others = _cell(words_a - n_a, words_a * (1 - share)) + _cell(words_b - n_b, words_b * (1 - share))
    sign = np.where(n_a * words_b >= n_b * words_a, 1.0, -1.0)
    return np.asarray(sign * np.maximum(0.0, 2 * (of_word + of_others)))


def bic(n_a: ArrayLike, n_b: ArrayLike, words_a: float, words_b: float) -> Floats:
    """Return the Bayes information criterion, above 2 positive evidence of a difference, below 0 of none.

    Over the two cells of the word alone, less ln of all words, as corpus linguists use it (Wilson 2013).
    """
    n_a, n_b = np.asarray(n_a, float), np.asarray(n_b, float)
    share = (n_a + n_b) / max(words_a + words_b, 1)
    two_cells = 2 * (_cell(n_a, words_a * share) + _cell(n_b, words_b * share))
    return np.asarray(two_cells - np.log(max(words_a + words_b, 1)))


def log_ratio(n_a: ArrayLike, n_b: ArrayLike, words_a: float, words_b: float) -> Floats:
    """Return the binary logarithm of the ratio of relative frequencies, 0.5 in place of 0 (Hardie 2014)."""
    n_a, n_b = np.asarray(n_a, float), np.asarray(n_b, float)
    rate_a = np.where(n_a > 0, n_a, 0.5) / max(words_a, 1)
    rate_b = np.where(n_b > 0, n_b, 0.5) / max(words_b, 1)
    return np.asarray(np.log2(rate_a / rate_b))


def chi_square_p(values: ArrayLike) -> Floats:
    """Return the upper tail of the chi-square distribution with one degree of freedom."""
    return np.array([erfc(sqrt(value / 2)) for value in np.asarray(values, float)], float)


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Return p values corrected for the false discovery rate (Benjamini & Hochberg 1995), in the given order."""
    p = np.asarray(p, float)
    order = np.argsort(p)[::-1]
    ranks = np.arange(p.size, 0, -1)
    q = np.empty_like(p)
    q[order] = np.minimum.accumulate(np.minimum(1.0, p[order] * p.size / np.maximum(ranks, 1)))
    return q


def dispersion(postings: pd.DataFrame, sizes: pd.Series) -> pd.Series:
    """Return how unevenly each lemma is spread over the documents: Gries' DP, 0 even, 1 in one place (Gries 2008).

    Args:
        postings: [lemma, doc, n], the documents that have the lemma alone.
        sizes: words by doc, of all documents.

    >>> found = pd.DataFrame({"lemma": ["саммит"], "doc": [1], "n": [4]})
    >>> float(dispersion(found, pd.Series({1: 255, 2: 278}))["саммит"].round(4))
    0.5216
    """
    expected = postings["doc"].map(sizes / sizes.sum()).to_numpy()
    observed = (postings["n"] / postings.groupby("lemma")["n"].transform("sum")).to_numpy()
    excess = pd.Series(np.abs(observed - expected) - expected, index=postings["lemma"])
    return (0.5 + excess.groupby(level=0).sum() / 2).rename("dp")


def _cell(observed: Floats, expected: Floats) -> Floats:
    safe = np.where(observed > 0, observed, 1.0)
    return np.where(observed > 0, observed * np.log(safe / np.where(expected > 0, expected, 1.0)), 0.0)
