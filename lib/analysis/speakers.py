"""Speakers ranked, their shares, words of saying by class, roles by period, company against chance."""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from lib.analysis.intervals import wilson
from lib.analysis.keyness import benjamini_hochberg
from lib.text.clean import fold
from lib.text.cue_tone import LOADED, tone_of

OTHERS = "-others"
"""Key of the row of all speakers beyond the ranked ones; no slug begins so."""
_OUT_OF_SCALE = 2
"""A row that is not a speaker's and so many times the longest speaker's would leave no room for the speakers."""
FEWEST_TOGETHER = 3
"""From so many documents on two speakers' company is tested."""
_SPAN_IN_YEARS = 3
"""From so many calendar years on roles are counted by year, below by month."""
_ALIKE = {"российский федерация": "РФ", "россия": "РФ", "соединенный штат америка": "США", "соединенный штат": "США"}


class Balance(NamedTuple):
    """Speaker rows + others + not established - said jointly = statements."""

    named: int
    others: int
    unattributed: int
    joint: int
    statements: int


def ranking(rows: pd.DataFrame, others: pd.DataFrame, unattributed: pd.DataFrame) -> pd.DataFrame:
    """Return one frame, speakers first, then others, then the unattributed.

    Args:
        rows: [speaker, statements, …], a row a speaker.
        others, unattributed: the same columns, one row or none each.

    Returns:
        Their columns and [key, role (``row``, ``others``, ``unknown``), share, low, high]: of all attributions, 0 to 1,
        each with the Wilson interval of its own.
    """
    parts = [(rows, "row"), (others.assign(speaker=OTHERS), "others"), (unattributed, "unknown")]
    filled = [part.assign(role=role) for part, role in parts if len(part)] or [rows.assign(role="row")]
    frame = pd.concat(filled, ignore_index=True)
    attributions = max(int(frame["statements"].sum()), 1)
    low, high = wilson(frame["statements"], attributions)
    return frame.assign(key=frame["speaker"], share=frame["statements"] / attributions, low=low, high=high)


def balance(ranked: pd.DataFrame, statements: int) -> Balance:
    """Return how the rows of a ranking add up to the number of statements.

    >>> frame = pd.DataFrame({"role": ["row", "row", "unknown"], "statements": [5, 4, 2]})
    >>> balance(frame, 10)
    Balance(named=9, others=0, unattributed=2, joint=1, statements=10)
    """
    named, others, unattributed = (
        int(ranked.loc[ranked["role"] == role, "statements"].sum()) for role in ("row", "others", "unknown")
    )
    return Balance(named, others, unattributed, named + others + unattributed - statements, statements)


def out_of_scale(ranked: pd.DataFrame, by: str = "statements") -> pd.Series:
    """Tell which rows of a ranking would dwarf the speakers' bars: others or unattributed, never a speaker."""
    speakers = ranked["role"] == "row"
    longest = ranked.loc[speakers, by].max() if speakers.any() else float("inf")
    return ~speakers & (ranked[by] > _OUT_OF_SCALE * longest)


def merge_case(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Put rows together that differ in capitals alone, under the most frequent way of writing.

    Args:
        frame: `column`, ``statements`` and optionally ``first`` and ``last``, most frequent first.

    >>> merge_case(pd.DataFrame({"role": ["Президент", "президент"], "statements": [3, 2]}), "role").values.tolist()
    [['Президент', 5]]
    """
    kept = {column: "first", "statements": "sum", "first": "min", "last": "max"}
    grouped = frame.groupby(frame[column].str.lower(), sort=False)
    merged = grouped.agg({name: how for name, how in kept.items() if name in frame}).reset_index(drop=True)
    return merged.sort_values("statements", ascending=False, kind="stable", ignore_index=True)


def by_tone(cues: pd.DataFrame, statements: int) -> pd.DataFrame:
    """Return the words of saying by what they add, see `lib.text.cue_tone`.

    Args:
        cues: [cue, statements], a row a cue.
        statements: of the same selection; those beyond the rows of `cues` have no cue.

    Returns:
        [tone, statements, cues (tuple, most frequent first)]: ``neutral``, loaded classes by frequency, ``unclassed``,
        ``none``; classes without a statement are left out. `statements` adds up to what was given.

    >>> cues = pd.DataFrame({"cue": ["сказать", "признать"], "statements": [5, 2]})
    >>> by_tone(cues, 8).values.tolist()
    [['neutral', 5, ('сказать',)], ['admits', 2, ('признать',)], ['none', 1, ()]]
    """
    tones = [tone_of(cue) for cue in cues["cue"]]
    grouped = (
        cues.assign(tone=tones).groupby("tone", sort=False).agg(statements=("statements", "sum"), cues=("cue", tuple))
    )
    found = {str(tone): (int(n), words) for tone, n, words in grouped.itertuples()}
    found["none"] = (statements - int(cues["statements"].sum()), ())
    loaded = sorted((tone for tone in LOADED if tone in found), key=lambda tone: -found[tone][0])
    order = [tone for tone in ("neutral", *loaded, "unclassed", "none") if found.get(tone, (0, ()))[0]]
    return pd.DataFrame([(tone, *found[tone]) for tone in order], columns=["tone", "statements", "cues"])


def roles_over_time(roles: pd.DataFrame, lemma: Callable[[str], str]) -> pd.DataFrame:
    """Return roles that differ in case, capitals or the short name of a country put together, with their periods.

    Args:
        roles: [role, month (first day, or none), statements].
        lemma: word to its lemma.

    Returns:
        [role, written (tuple), statements, periods]: `role` is the way of writing that stands in the nominative, else
        the most frequent; `periods` are (first day of year or month, or None; statements), their sum is `statements`.
        By first period, undated last.
    """
    grain = {"year": "Y", "month": "M"}[role_grain(roles)]
    periods = pd.to_datetime(roles["month"]).dt.to_period(grain).dt.start_time
    frame = roles.assign(period=periods, same=[same_role(role, lemma) for role in roles["role"]])
    rows = [_role(group, str(same)) for same, group in frame.groupby("same", sort=False)]
    found = pd.DataFrame(rows, columns=["role", "written", "statements", "periods"])
    undated = pd.Timestamp.max
    first = [min((day or undated for day, _ in periods), default=undated) for periods in found["periods"]]
    found = found.assign(first=first).sort_values(["first", "statements"], ascending=[True, False], kind="stable")
    return found.drop(columns="first").reset_index(drop=True)


def role_grain(roles: pd.DataFrame) -> Literal["year", "month"]:
    """Return the periods by which roles are counted: years where their dates lie in three or more, else months."""
    years = pd.to_datetime(roles["month"]).dt.year
    return "year" if years.max() - years.min() + 1 >= _SPAN_IN_YEARS else "month"


def same_role(role: str, lemma: Callable[[str], str]) -> str:
    """Return what all ways of writing a role share: its lemmas, a country under its short name.

    >>> from lib.text.lemmas import lemma
    >>> same_role("Президента  России", lemma)
    'президент РФ'
    """
    key = " ".join(lemma(word) for word in role.split())
    for long, short in _ALIKE.items():
        key = f" {key} ".replace(f" {long} ", f" {short} ").strip()
    return key


def _role(
    group: pd.DataFrame, same: str
) -> tuple[str, tuple[str, ...], int, tuple[tuple[pd.Timestamp | None, int], ...]]:
    written = group.groupby("role")["statements"].sum().sort_values(ascending=False, kind="stable")
    nominative = [role for role in written.index if fold(role.split()[0]) == same.split()[0].lower()]
    counted = group.groupby("period", dropna=False, sort=True)["statements"].sum()
    periods = tuple(
        (day, int(n)) for day, n in zip([None if pd.isna(d) else d for d in counted.index], counted, strict=True)
    )
    return (nominative or list(written.index))[0], tuple(written.index), int(written.sum()), periods


def against_chance(company: pd.DataFrame) -> pd.DataFrame:
    """Return how far shared documents exceed what chance would give, were both speakers spread independently.

    Expected: documents of one × documents of the other / documents with anybody established. p: the upper tail of the
    hypergeometric distribution (Fisher's exact test, one-sided; Fisher 1935), for pairs with at least
    `FEWEST_TOGETHER` documents; q over the tested (Benjamini & Hochberg 1995).

    Args:
        company: [together, documents, own, all, …], a row another speaker, as `Snapshot.company` returns it.

    Returns:
        Its columns and [expected, ratio, p, q]; p and q are not a number where not tested.
    """
    expected = company["own"] * company["documents"] / company["all"].clip(lower=1)
    columns = (company[name] for name in ("together", "documents", "own", "all"))
    p = np.array([
        upper_tail(k, n, own, everybody) if k >= FEWEST_TOGETHER else np.nan
        for k, n, own, everybody in zip(*columns, strict=True)
    ], float)  # fmt: skip
    q, tested = np.full(p.shape, np.nan), ~np.isnan(p)
    q[tested] = benjamini_hochberg(p[tested])
    return company.assign(expected=expected, ratio=company["together"] / expected, p=p, q=q)


def upper_tail(k: int, n: int, own: int, everybody: int) -> float:
    """Return the chance that of `n` documents drawn from `everybody` at least `k` are among `own`.

    >>> round(upper_tail(3, 3, 5, 10), 4)  # 5/10 × 4/9 × 3/8
    0.0833
    """
    from scipy.special import gammaln  # late: no other part of a page needs it

    def log_choose(of: float, some: np.ndarray | float) -> np.ndarray:
        return np.asarray(gammaln(of + 1) - gammaln(some + 1) - gammaln(of - np.asarray(some) + 1))

    hits = np.arange(max(k, n + own - everybody), min(n, own) + 1, dtype=float)
    logs = log_choose(own, hits) + log_choose(everybody - own, n - hits) - log_choose(everybody, float(n))
    return float(min(1.0, np.exp(logs).sum()))
