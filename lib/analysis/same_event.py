"""Articles of two sides that tell of the same event: near in time, alike in rare words, each the other's likest."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

DAYS = 1
"""Days between the two articles at most."""
ALIKE = 0.3
"""Cosine of two articles from which they are taken to tell of one event."""
FEWEST_SHARED = 5
"""Content lemmas that both must have: a name and a verb bring short texts to any cosine."""

_AT_ONCE = 500
_COLUMNS = ["a", "b", "alike", "gap"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Pair(NamedTuple):
    """An article of each side, and the cosine of their lemmas."""

    a: int
    b: int
    alike: float


def rarity(documents: int, having: Floats) -> Floats:
    """Return how much lemmas say by how many of all documents have them: 1 + ln((1 + all) / (1 + having)).

    >>> rarity(99, np.array([99.0, 0.0])).round(2).tolist()
    [1.0, 5.61]
    """
    weights: Floats = 1 + np.log((1 + documents) / (1 + having))
    return weights


def vectors(counts: pd.DataFrame, texts: int, documents: int) -> Any:
    """Return the texts as rows of length 1, a column a lemma: (1 + ln n) × rarity; zeros for a text without a lemma.

    Args:
        counts: [text, lemma, n, documents], a row a lemma of a text: the text's number, how often it has the lemma, how
            many documents of the corpus have it.
        texts: how many texts there are.
        documents: of the whole corpus.
    """
    from scipy.sparse import csr_array  # loaded when asked for: a page that is only read never waits for it

    lemmas, names = pd.factorize(counts["lemma"], sort=True)
    values = (1 + np.log(counts["n"].to_numpy(float))) * rarity(documents, counts["documents"].to_numpy(float))
    at = counts["text"].to_numpy(np.int64)
    length = np.sqrt(np.bincount(at, values**2, minlength=texts))
    return csr_array((values / length[at], (at, lemmas)), shape=(texts, max(1, len(names))))


def pairs(articles: pd.DataFrame, table: Any) -> list[Pair]:
    """Return the pairs of articles that tell of one event, newest first.

    Only articles of different sources are paired, at most `DAYS` apart; each is the likest of the other, and an article
    stands in one pair. Sides that change places give the same pairs, changed about.

    Args:
        articles: [doc, day, source, side], a row an article of a side; `day` is a number, `side` ``a`` or ``b``.
        table: see `vectors`, a row for each of `articles`.
    """
    from scipy.sparse import csr_array  # loaded when asked for: a page that is only read never waits for it

    order = np.lexsort((articles["doc"], articles["day"]))
    articles, table = articles.iloc[order].reset_index(drop=True), csr_array(table[order])
    found = pd.DataFrame(_near(articles, table), columns=_COLUMNS).drop_duplicates()
    docs, days = articles["doc"].to_numpy(), articles["day"].to_numpy()
    a, b = found["a"].to_numpy(np.int64), found["b"].to_numpy(np.int64)
    found = found.assign(
        day=np.maximum(days[a], days[b]), low=np.minimum(docs[a], docs[b]), high=np.maximum(docs[a], docs[b])
    )
    found = found.sort_values(["alike", "gap", "low", "high"], ascending=[False, True, True, True], kind="stable")
    found = found[~found.duplicated("a") & ~found.duplicated("b")]
    found = _once(found).sort_values(["day", "alike", "low"], ascending=[False, False, True], kind="stable")
    rows = found.to_dict("records")
    return [Pair(int(docs[row["a"]]), int(docs[row["b"]]), float(row["alike"])) for row in rows]


def _near(articles: pd.DataFrame, table: Any) -> Iterator[tuple[int, int, float, int]]:
    """Yield, of articles near in time, each with its likest of the other side: places, cosine, days between."""
    from scipy.sparse import csr_array  # loaded when asked for: a page that is only read never waits for it

    sources = articles["source"].to_numpy()
    has = csr_array((np.ones(table.nnz), table.indices, table.indptr), shape=table.shape)
    places = {side: _by_day(articles, side) for side in "ab"}
    for day, whole in sorted(places["a"].items()):
        for gap in range(-DAYS, DAYS + 1):
            second = places["b"].get(day + gap, np.zeros(0, np.int64))
            for start in range(0, len(whole) if len(second) else 0, _AT_ONCE):
                first = whole[start : start + _AT_ONCE]
                cosines = np.round((table[first] @ table[second].T).toarray(), 9)  # sums in any order are equal
                cosines[(has[first] @ has[second].T).toarray() < FEWEST_SHARED] = 0
                cosines[sources[first][:, None] == sources[second][None, :]] = 0
                rows = ((row, int(column)) for row, column in enumerate(cosines.argmax(axis=1)))
                columns = ((int(row), column) for column, row in enumerate(cosines.argmax(axis=0)))
                for row, column in chain(rows, columns):
                    if cosines[row, column] >= ALIKE:
                        yield int(first[row]), int(second[column]), float(cosines[row, column]), abs(gap)


def _by_day(articles: pd.DataFrame, side: str) -> dict[int, Ints]:
    """Return day to the places of the articles of a side among all."""
    places, days = np.flatnonzero(articles["side"] == side), articles["day"].to_numpy(np.int64)
    return {int(day): places[days[places] == day] for day in np.unique(days[places])}


def _once(found: pd.DataFrame) -> pd.DataFrame:
    """Leave out the pairs of an article that stands on both sides and in a pair before."""
    seen: set[int] = set()
    kept = []
    for low, high in zip(found["low"], found["high"], strict=True):
        kept.append(not seen & {low, high})
        seen |= {low, high} if kept[-1] else set()
    return found[np.array(kept, dtype=bool)]
