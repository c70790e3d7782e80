"""The course of a formula: who used it first, who took it up after whom, and what came and went.

Documents have a day, few have a time. An order that the data do not carry is not made up: what falls on one day
without times is a tie, and has one place.
"""

from datetime import time

import numpy as np
import pandas as pd

from lib.analysis.keyness import benjamini_hochberg
from lib.analysis.sentences import Ints

LEVEL = 0.05
_DAY = 24 * 60
UPTAKE = ["who", "day", "time", "n", "documents", "use", "place", "tied"]


def uptake(uses: pd.DataFrame) -> pd.DataFrame:
    """Return everyone who used a formula, in the order of their first uses.

    Within a day the times of the documents decide where all of that day's have one; otherwise whoever came that day
    has the same place. Equal times are a tie, too.

    Args:
        uses: [who, doc, day, time], a row a use; day a datetime64, time a `datetime.time` or None. Undated uses do
            not count.

    Returns:
        [who, day, time, n, documents, use, place, tied]: day and time (None where it does not decide) of the first use,
        `n` uses, `use` the index of the first one, `place` from 1, shared by those who are `tied`.
    """
    dated = uses[uses["day"].notna()]
    if dated.empty:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in UPTAKE})
    minutes = pd.Series([_minutes(at) for at in dated["time"]], dated.index)
    timed = minutes.notna().groupby(dated["day"]).transform("all")
    dated = dated.assign(order=minutes.where(timed, 0), timed=timed, use=dated.index)
    first = dated.sort_values(["day", "order", "doc", "use"], kind="stable").drop_duplicates("who")
    first = first.join(dated.groupby("who").agg(n=("doc", "size"), documents=("doc", "nunique")), on="who")
    moment = (first["day"] - first["day"].min()).dt.days * _DAY + first["order"]
    decided = first["timed"] & (first.groupby("day")["order"].transform("nunique") > 1)
    first["time"] = first["time"].where(decided, None).astype(object)
    first = first.assign(place=moment.rank(method="min").astype(int), tied=moment.duplicated(keep=False))
    return first.sort_values(["place", "n", "who"], ascending=[True, False, True])[UPTAKE].reset_index(drop=True)


def _minutes(at: time | None) -> float:
    """Return minutes since midnight; midnight itself stands for an unknown time where only days are kept."""
    return np.nan if at is None or at == time.min else at.hour * 60 + at.minute + at.second / 60


def change(before: Ints, after: Ints, share: float) -> pd.DataFrame:
    """Return which formulas are new in a period, and which have vanished, beyond what chance would do.

    A formula whose documents all lie in the period, or all before it, would do so with the probability
    ``share ** documents`` if it had not changed; q over all formulas (Benjamini & Hochberg 1995), level 0.05.

    Args:
        before, after: documents of each formula before the period, and in it.
        share: of all documents that lie in the period.

    Returns:
        [new, vanished, q] in the order given.
    """
    p = np.ones(len(after))
    p[before == 0] = share ** after[before == 0].astype(float)
    p[after == 0] = (1 - share) ** before[after == 0].astype(float)
    q = benjamini_hochberg(p) if len(p) else p
    sure = np.asarray(q) < LEVEL
    return pd.DataFrame({"new": sure & (before == 0), "vanished": sure & (after == 0), "q": q})
