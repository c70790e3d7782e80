"""What a comparison of two views shows: theme shares, the words that stand out, and what chance alone allows."""

from typing import Any, NamedTuple

import pandas as pd

from lib.analysis.intervals import wilson
from lib.analysis.keyness import Keyness, benjamini_hochberg, chi_square_p, signed_g2

LEVEL = 0.05


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
