"""What of a dictionary of themes can be learnt from labelled documents: thresholds, weights, the ranking.

Fitted on the training part of a fold and shrunk to the dictionary as it is written, which is the prior: a few
positives a theme cannot teach more. How far to go from the prior is no constant: `benchmarks/theme_validation.py`
chooses it by a cross-validation within the training part, and says what the fit is worth on the held-out part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import log

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.score_themes import average_precision
from lib.analysis.themes import Hit, Ranking, Term, Theme, ThemeScorer

Hits = Sequence[Mapping[str, Sequence[Hit]]]
"""Theme -> its hits, for each document."""
Labels = Sequence[Mapping[str, int]]

SHRINKAGE = 0.3
"""How far a term may go its own way: its column in units of the sum over all terms."""
WEIGHTS_WITHIN = 0.5, 2.0
FREEDOMS = 0.0, 0.25, 0.5, 1.0
"""How far to go from what is written, 0, to what the training part suggests, 1."""
STAY = 0.06
"""F1 in training that a threshold e times as high or as low must gain."""
RANKINGS = tuple(
    Ranking(title=title, headline=title / 2, lead=lead, slope=slope)
    for title, lead, slope in product((3.0, 5.0, 7.0), (1.0, 1.5, 2.0), (0.2, 0.4, 0.7))
)


def fitted(theme: Theme, hits: Hits, labels: Labels) -> Theme:
    """Return the theme with the weights of its terms and its threshold fitted.

    Ridge logistic regression over the terms' shares of the evidence, beside their sum; what a term gets of its own
    multiplies its weight. Terms that do not occur in the documents stay as they are.
    """
    terms = {term.text: n for n, term in enumerate(theme.terms)}
    shares = np.array([_shares(theme, terms, found.get(theme.id, ())) for found in hits])
    wanted = np.array([theme.id in row for row in labels])
    if wanted.sum() < 4 or wanted.all():
        return theme
    columns = np.hstack([shares.sum(1, keepdims=True), SHRINKAGE * shares])
    model = LogisticRegression(class_weight="balanced", max_iter=1000).fit(columns, wanted)
    common, own = model.coef_[0, 0], SHRINKAGE * model.coef_[0, 1:]
    factors = np.clip(1 + own / max(common, 1e-6), *WEIGHTS_WITHIN)
    weights = tuple(Term(term.text, float(term.weight * factors[terms[term.text]])) for term in theme.terms)
    evidence = shares @ factors
    return replace(theme, terms=weights, threshold=best_threshold(evidence, wanted, theme.threshold))


def best_threshold(evidence: np.ndarray, wanted: np.ndarray, prior: float) -> float:
    """Return the threshold of the highest F1 on documents, less what leaving the prior costs."""
    candidates = [prior * factor for factor in (0.5, 0.625, 0.75, 0.875, 1.0, 1.125, 1.25, 1.5)]
    return max(candidates, key=lambda threshold: _f1(evidence, wanted, threshold) - _distance(threshold, prior))


def best_ranking(themes: Sequence[Theme], scorers: Mapping[Ranking, ThemeScorer], found: Hits, labels: Labels,
                 words: Sequence[int]) -> Ranking:  # fmt: skip
    """Return the ranking of the highest mean average precision; the first of equal ones."""

    def worth(ranking: Ranking) -> float:
        scores = [
            {s.theme: s.score for s in scorers[ranking].score_hits([h for hits in row.values() for h in hits], n)}
            for row, n in zip(found, words, strict=True)
        ]
        values = [
            average_precision(
                [(row.get(t.id), label.get(t.id) == 2, 1) for row, label in zip(scores, labels, strict=True)]
            )
            for t in themes
        ]
        return float(np.mean([value for value in values if value is not None]))

    return max(scorers, key=worth)


def towards(written: Sequence[Theme], suggested: Sequence[Theme], freedom: float) -> list[Theme]:
    """Return the themes with weights and thresholds a part of the way, on a logarithmic scale, to those suggested."""
    return [
        replace(
            theme,
            terms=tuple(
                Term(term.text, _between(term.weight, other.weight, freedom))
                for term, other in zip(theme.terms, aim.terms, strict=True)
            ),
            threshold=_between(theme.threshold, aim.threshold, freedom),
        )
        for theme, aim in zip(written, suggested, strict=True)
    ]


def ranking_towards(suggested: Ranking, freedom: float) -> Ranking:
    """Return the ranking a part of the way from the product's own to the one suggested."""
    return Ranking(*(_between(own, aim, freedom) for own, aim in zip(Ranking(), suggested, strict=True)))


def attested(theme: Theme, hits: Hits) -> Theme:
    """Return the theme with only those terms that occur in the documents; it keeps one term at least."""
    seen = {hit.term for found in hits for hit in found.get(theme.id, ())}
    return replace(theme, terms=tuple(term for term in theme.terms if term.text in seen) or theme.terms[:1])


def _shares(theme: Theme, terms: Mapping[str, int], hits: Sequence[Hit]) -> np.ndarray:
    """Return what each term adds to the evidence."""
    counts = np.zeros(len(terms))
    for hit in hits:
        counts[terms[hit.term]] += hit.weight / theme.terms[terms[hit.term]].weight
    damped = [n if n <= 1 else 1 + log(n) for n in counts]
    return np.array(damped) * [term.weight for term in theme.terms]


def _between(written: float, suggested: float, freedom: float) -> float:
    return float(written ** (1 - freedom) * suggested**freedom)


def _f1(evidence: np.ndarray, wanted: np.ndarray, threshold: float) -> float:
    found = evidence >= threshold - 1e-9
    return 2 * float((found & wanted).sum()) / max(1, int(found.sum() + wanted.sum()))


def _distance(threshold: float, prior: float) -> float:
    """Return what leaving the prior costs, in F1."""
    return STAY * abs(log(threshold / prior))
