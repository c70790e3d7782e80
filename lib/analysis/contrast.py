"""What a comparison of two views shows: theme shares, the words that stand out, and what chance alone allows."""

from typing import Any, NamedTuple

import pandas as pd

from lib.analysis.intervals import wilson
from lib.analysis.keyness import Keyness, benjamini_hochberg, chi_square_p, signed_g2

LEVEL = 0.05
FEWEST_SHARED = 0.5
"""Below it two sides differ in their sources more than they agree."""


class Chance(NamedTuple):
    """How many words differ in frequency at `LEVEL`, before and after the correction for so many tests."""

    tested: int
    raw: int
    corrected: int


def chance(a: pd.DataFrame, b: pd.DataFrame, words_a: int, words_b: int) -> Chance:
    """Test every lemma of two sides, however rare: [lemma, n] each. G², Benjamini–Hochberg over all of them.

    >>> one = pd.DataFrame({"lemma": ["саммит"], "n": [4]})
    >>> chance(one, one, 200, 200)
    Chance(tested=1, raw=0, corrected=0)
    """
    counts = a.set_index("lemma")[["n"]].join(b.set_index("lemma")["n"].rename("n_b"), how="outer").fillna(0)
    p = chi_square_p(abs(signed_g2(counts["n"], counts["n_b"], words_a, words_b)))
    return Chance(len(p), int((p < LEVEL).sum()), int((benjamini_hochberg(p) < LEVEL).sum()))


def shared_sources(a: pd.DataFrame, b: pd.DataFrame) -> float:
    """Return how far two sides have the same sources: 1 in the same shares, 0 none in common (Σ min of shares).

    Args:
        a, b: [lane, count], documents by source, in any number of rows.

    >>> one, other = (pd.DataFrame({"lane": list("xy"), "count": n}) for n in ([90, 10], [10, 90]))
    >>> round(shared_sources(one, other), 2)
    0.2
    """
    sums = [side.groupby("lane")["count"].sum() for side in (a, b)]
    shares = pd.concat([side / max(side.sum(), 1) for side in sums], axis=1).fillna(0)
    return float(shares.min(axis=1).sum())


def of_content(found: Keyness, names: pd.Series) -> pd.DataFrame:
    """Return the table of the lemmas that have a name, as [label, …], q corrected over them.

    Args:
        names: the form shown, by lemma.
    """
    table = found.table.assign(label=found.table["lemma"].map(names)).dropna(subset="label").reset_index(drop=True)
    return table.assign(q=benjamini_hochberg(table["p"]))


def ends(table: pd.DataFrame, a_side: int) -> pd.DataFrame:
    """Return the rows most typical of A, then those most typical of B, at most `a_side` each; order is by z."""
    return pd.concat([table[table["z"] > 0].head(a_side), table[table["z"] < 0].tail(a_side)], ignore_index=True)


def theme_counts(a: pd.DataFrame, b: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return [theme, n_a, n_b], the most frequent on both sides together first.

    Args:
        a, b: ``theme`` and a column `unit` of counts.
    """
    sides = [side.set_index("theme")[unit].rename(name) for side, name in ((a, "n_a"), (b, "n_b"))]
    both = pd.concat(sides, axis=1).fillna(0).astype(int).rename_axis("theme").reset_index()
    order = (both["n_a"] + both["n_b"]).sort_values(ascending=False, kind="stable").index
    return both.loc[order].reset_index(drop=True)


def theme_shares(counts: pd.DataFrame, total_a: int, total_b: int) -> pd.DataFrame:
    """Add the shares of both sides and their Wilson intervals: [a, a_low, a_high, b, b_low, b_high]."""
    columns: dict[str, Any] = {}
    for side, total in (("a", total_a), ("b", total_b)):
        low, high = wilson(counts[f"n_{side}"], [total] * len(counts))
        columns |= {side: counts[f"n_{side}"] / total, f"{side}_low": low, f"{side}_high": high}
    return counts.assign(**columns)
