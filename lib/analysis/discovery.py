"""What documents are about that nobody has named: groups of documents that share words, as suggestions.

TF-IDF (sublinear) and non-negative matrix factorisation from a fixed start, so the same documents always give the
same groups. Labels are the words of a group by relevance (Sievert & Shirley 2014). The number of groups is decided by
how much labels occur together (NPMI, Bouma 2009): as many groups as are no less coherent, within one standard error,
than the most coherent ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FEWEST_DOCUMENTS = 50
FEWEST_LEMMAS = 16
FEWEST_GROUPS = 4
LABELS = 8
RELEVANCE = 0.6
_STEPS = 40
"""Steps of the factorisation, always as many: the time is bounded, and there is no convergence to be warned of."""
_DUST = 1e-6
"""Weights below this part of a group's greatest are what rounding leaves of 0."""

Floats = NDArray[np.float32]
Refusal = Literal["few_documents", "few_lemmas"]


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that share words.

    Attributes:
        lemmas: at most `LABELS`, the most relevant first.
        documents: those that have more of this group than of any other, the strongest first.
        share: of all documents that were looked at, 0 to 1.
        coherence: of its lemmas, -1 to 1, see `npmi`.
    """

    lemmas: tuple[str, ...]
    documents: tuple[int, ...]
    share: float
    coherence: float


@dataclass(frozen=True, slots=True)
class Discovery:
    """Groups in a set of documents, or the reason why there are none.

    Attributes:
        groups: the largest first; empty when refused.
        documents: how many documents were looked at.
        refusal: ``few_documents`` (less than `FEWEST_DOCUMENTS`), ``few_lemmas`` (less than `FEWEST_LEMMAS`) or None.
    """

    groups: tuple[Group, ...]
    documents: int
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class _Factors:
    """Weights of documents (rows) and of lemmas (columns) in each group, labels as columns, coherence of each group."""

    documents: Floats
    lemmas: Floats
    labels: list[NDArray[np.intp]]
    coherence: Floats


def discover(counts: pd.DataFrame, groups: int) -> Discovery:
    """Find groups of documents: between `FEWEST_GROUPS` and `groups`, the number by coherence.

    Args:
        counts: [doc, lemma, n], each pair once, n > 0, without function words.
        groups: the most to look for.
    """
    from scipy.sparse import csr_matrix  # loaded when asked for: a page that is only read never waits for it
    from sklearn.feature_extraction.text import TfidfTransformer

    rows, docs = pd.factorize(counts["doc"], sort=True)
    columns, lemmas = pd.factorize(counts["lemma"], sort=True)
    if len(docs) < FEWEST_DOCUMENTS:
        return Discovery((), len(docs), "few_documents")
    if len(lemmas) < FEWEST_LEMMAS:
        return Discovery((), len(docs), "few_lemmas")
    n = csr_matrix((counts["n"].to_numpy(np.float32), (rows, columns)), shape=(len(docs), len(lemmas)))
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(n)
    tried = [_factors(weights, k) for k in range(FEWEST_GROUPS, max(FEWEST_GROUPS, groups) + 1)]
    found = _groups(_chosen(tried), [int(doc) for doc in docs], [str(lemma) for lemma in lemmas])
    return Discovery(tuple(sorted(found, key=lambda group: -len(group.documents))), len(docs))


def _factors(weights: Any, k: int) -> _Factors:
    from sklearn.decomposition import NMF

    model = NMF(k, init="nndsvd", random_state=0, max_iter=_STEPS, tol=0)
    with np.errstate(invalid="ignore"):  # the error of an exact fit, which nobody reads, is rounded below 0
        documents, lemmas = model.fit_transform(weights), model.components_
    mass = lemmas.sum(axis=1)  # factors are free up to a scale: move it to the documents, to compare groups
    labels = _labels(lemmas, np.asarray(weights.sum(axis=0)).ravel())
    coherence = np.array([npmi(weights[:, label].toarray() > 0) for label in labels], dtype=np.float32)
    return _Factors(documents * mass, lemmas, labels, coherence)


def _chosen(tried: Sequence[_Factors]) -> _Factors:
    best = max(tried, key=lambda factors: float(factors.coherence.mean()))
    least = best.coherence.mean() - best.coherence.std(ddof=1) / np.sqrt(len(best.coherence))
    return [factors for factors in tried if factors.coherence.mean() >= least][-1]


def _labels(lemmas: Floats, overall: Floats) -> list[NDArray[np.intp]]:
    """Return the most relevant columns of each row: λ log p(w|group) + (1 - λ) log (p(w|group) / p(w))."""
    everywhere = overall / overall.sum()
    found = []
    for row in lemmas:
        own = np.flatnonzero(row > _DUST * row.max())
        within = row[own] / row.sum()
        relevance = RELEVANCE * np.log(within) + (1 - RELEVANCE) * np.log(within / everywhere[own])
        found.append(own[np.argsort(-relevance, kind="stable")[:LABELS]])
    return found


def npmi(occurs: NDArray[np.bool_]) -> float:
    """Return how much words occur together, -1 never to 1 always: normalised pointwise mutual information.

    Args:
        occurs: documents by words. The mean over all pairs of words; -1 where there is no pair.

    >>> npmi(np.array([[1, 1], [0, 0]], dtype=bool))
    1.0
    """
    if occurs.shape[1] < 2:
        return -1.0
    both = occurs.T.astype(float) @ occurs / len(occurs)
    alone, pairs = np.diag(both), np.triu_indices(len(both), 1)
    values = [_npmi(p, alone[i] * alone[j]) for p, i, j in zip(both[pairs], *pairs, strict=True)]
    return float(np.mean(values))


def _npmi(both: float, by_chance: float) -> float:
    if both == 0:
        return -1.0
    return 1.0 if both == 1 else float(np.log(both / by_chance) / -np.log(both))


def _groups(factors: _Factors, docs: Sequence[int], lemmas: Sequence[str]) -> list[Group]:
    strongest = factors.documents.argmax(axis=1)
    found = []
    for number, labels in enumerate(factors.labels):
        weight = factors.documents[:, number]
        own = np.flatnonzero((strongest == number) & (weight > 0))
        members = tuple(docs[i] for i in own[np.argsort(-weight[own], kind="stable")])
        if members:
            words, coherence = tuple(lemmas[i] for i in labels), float(factors.coherence[number])
            found.append(Group(words, members, len(members) / len(docs), coherence))
    return found
