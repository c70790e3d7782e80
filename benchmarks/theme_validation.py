"""Cross-validation of themes on the labelled documents, and of simpler methods on the same folds.

    python -m benchmarks.theme_validation [--seeds N] [--boot N]

Documents of one event stay together: those within a week of each other, or undated, whose TF-IDF is alike. In each
fold the rows are fitted on the training part alone and judged on the part held out:

as written     the dictionary, nothing fitted
fitted         weights and thresholds of each theme, and the constants of the ranking (benchmarks/theme_fitting.py);
               how far from the dictionary as it is written, by a cross-validation within the training part
attested       fitted, and only with the terms that occur in the training part: a lower bound, as if the dictionary
               had been written from those documents alone
baselines      keywords, TF-IDF with the description, logistic regression (benchmarks/theme_baselines.py)

All of the dictionary was written with the gold in view: a half of it while writing, the errors of all of it at a
revision. So "as written" and "fitted" are no estimate for documents nobody has seen; "attested" is too low.
docs/quality.md has the figures for documents read after the dictionary was finished.

Figures are means over the seeds; intervals, percentiles of a bootstrap over events. Needs SVODKA_GOLD.
"""

import argparse
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import GroupKFold

from benchmarks.score_themes import ROOT, Scores, read, score
from benchmarks.theme_baselines import BASELINES
from benchmarks.theme_fitting import (
    FREEDOMS,
    RANKINGS,
    Hits,
    Labels,
    attested,
    best_ranking,
    fitted,
    ranking_towards,
    towards,
)
from lib.analysis.themes import Document, Ranking, Theme, ThemeScorer, document_frequency, load_themes, read_document

FOLDS = 5
INNER_FOLDS = 3
ALIKE = 0.3
"""Cosine from which two documents are of one event."""
DAYS = 7

Found = list[dict[str, float]]


class Gold(NamedTuple):
    """The labelled documents, read once: ids, labels, documents, their lemmas, their events by number."""

    ids: list[str]
    labels: list[Mapping[str, int]]
    documents: list[Document]
    lemmas: list[list[str]]
    events: np.ndarray


class Fold(NamedTuple):
    """Numbers of the documents to fit on and of those to judge."""

    train: list[int]
    test: list[int]


def load(path: Path) -> Gold:
    """Read the gold and find its events."""
    rows = read(path)
    documents = [read_document(row["title"], row["text"]) for row in rows]
    lemmas = [[word.lemma for word in (*document.title, *document.text)] for document in documents]
    return Gold(
        [row["doc_id"] for row in rows], [row["labels"] for row in rows], documents, lemmas, events(rows, lemmas)
    )


def events(rows: Sequence[Mapping[str, Any]], lemmas: Sequence[Sequence[str]]) -> np.ndarray:
    """Return the number of each document's event: alike within a week, or alike and one of them undated."""
    table = TfidfVectorizer(analyzer=list, sublinear_tf=True, max_df=0.3).fit_transform(lemmas)
    alike = (table @ table.T).toarray() >= ALIKE
    days = np.array([date.fromisoformat(row["date"][:10]).toordinal() if row["date"] else np.nan for row in rows])
    apart = np.abs(days[:, None] - days[None, :])
    numbers: np.ndarray = connected_components(alike & ~(apart > DAYS), directed=False)[1]
    return numbers


def folds(gold: Gold, seed: int) -> Iterator[Fold]:
    """Yield the folds of a seed, no event in two of them."""
    splitter = GroupKFold(FOLDS, shuffle=True, random_state=seed)
    for train, test in splitter.split(gold.ids, groups=gold.events):
        yield Fold(train.tolist(), test.tolist())


class Product:
    """The product's own scorer, as written and fitted, on one fold after another."""

    def __init__(self, themes: Sequence[Theme], gold: Gold) -> None:
        self.themes, self.gold = themes, gold
        self.frequency = document_frequency(gold.documents)
        self.scorers = {ranking: self.scorer(themes, ranking) for ranking in RANKINGS}
        written = self.scorer(themes, Ranking())
        self.hits: Hits = [_by_theme(written.find(document)) for document in gold.documents]

    def scorer(self, themes: Sequence[Theme], ranking: Ranking) -> ThemeScorer:
        return ThemeScorer(themes, self.frequency, len(self.gold.ids), ranking)

    def as_written(self, fold: Fold) -> Found:
        return self._scores(self.themes, Ranking(), fold.test)

    def fitted(self, fold: Fold) -> Found:
        return self._fitted(self.themes, fold)

    def attested(self, fold: Fold) -> Found:
        return self._fitted([attested(theme, self._hits(fold)) for theme in self.themes], fold)

    def _fitted(self, themes: Sequence[Theme], fold: Fold) -> Found:
        freedom = self._freedom(themes, fold.train)
        return self._scores(*_part_of_the_way(themes, self._suggested(themes, fold), freedom), fold.test)

    def _freedom(self, themes: Sequence[Theme], train: Sequence[int]) -> float:
        """Return how far to go from what is written: the best in a cross-validation of the training part alone."""
        found: dict[float, dict[str, dict[str, float]]] = {freedom: {} for freedom in FREEDOMS}
        splitter = GroupKFold(INNER_FOLDS, shuffle=True, random_state=0)
        for fit, judge in splitter.split(train, groups=self.gold.events[train]):
            inner = Fold([train[n] for n in fit], [train[n] for n in judge])
            suggested = self._suggested(themes, inner)
            for freedom, rows in found.items():
                scores = self._scores(*_part_of_the_way(themes, suggested, freedom), inner.test)
                rows |= zip([self.gold.ids[n] for n in inner.test], scores, strict=True)
        labels = {self.gold.ids[n]: self.gold.labels[n] for n in train}
        return max(found, key=lambda freedom: worth(score(labels, found[freedom]).figures()))

    def _suggested(self, themes: Sequence[Theme], fold: Fold) -> tuple[Sequence[Theme], Ranking]:
        """Return what the training part alone would have the themes and the ranking be."""
        labels, hits = [self.gold.labels[n] for n in fold.train], self._hits(fold)
        words = [len(self.gold.lemmas[n]) for n in fold.train]
        ranking = best_ranking(self.themes, self.scorers, hits, labels, words)
        return [fitted(theme, hits, labels) for theme in themes], ranking

    def _hits(self, fold: Fold) -> Hits:
        return [self.hits[n] for n in fold.train]

    def _scores(self, themes: Sequence[Theme], ranking: Ranking, numbers: Sequence[int]) -> Found:
        scorer = self.scorer(themes, ranking)
        return [{s.theme: s.score for s in scorer.score(self.gold.documents[n])} for n in numbers]


def _part_of_the_way(
    themes: Sequence[Theme], suggested: tuple[Sequence[Theme], Ranking], freedom: float
) -> tuple[Sequence[Theme], Ranking]:
    return towards(themes, suggested[0], freedom), ranking_towards(suggested[1], freedom)


def worth(figures: Mapping[str, float]) -> float:
    """Return what a fit is chosen by: listing and ranking alike."""
    return figures["macro F1"] + figures["mAP"]


def methods(themes: Sequence[Theme], gold: Gold) -> dict[str, Callable[[Fold], Found]]:
    """Return what is compared: name -> scores of the documents held out of a fold."""
    own = Product(themes, gold)
    rows: dict[str, Callable[[Fold], Found]] = {
        "as written": own.as_written, "fitted": own.fitted, "attested": own.attested,
    }  # fmt: skip

    def run(name: str) -> Callable[[Fold], Found]:
        return lambda fold: BASELINES[name](
            themes, [gold.lemmas[n] for n in fold.train], _labels(gold, fold.train), [gold.lemmas[n] for n in fold.test]
        )

    return rows | {name: run(name) for name in BASELINES}


def validated(gold: Gold, method: Callable[[Fold], Found], seeds: Sequence[int]) -> list[Scores]:
    """Return the scores of all documents, each from the fold it was held out of, once for each seed."""
    runs: list[Scores] = []
    for seed in seeds:
        found: dict[str, dict[str, float]] = {}
        for fold in folds(gold, seed):
            found |= zip([gold.ids[n] for n in fold.test], method(fold), strict=True)
        runs.append(found)
    return runs


def figures(gold: Gold, runs: Sequence[Scores], weights: Mapping[str, int] | None = None) -> dict[str, float]:
    """Return the figures, means over the runs."""
    labels = dict(zip(gold.ids, gold.labels, strict=True))
    each = [score(labels, run, weights).figures() for run in runs]
    return {name: float(np.mean([one[name] for one in each])) for name in each[0]}


def intervals(gold: Gold, runs: Sequence[Scores], rounds: int) -> dict[str, tuple[float, float]]:
    """Return 95 % intervals of the figures, by a bootstrap over events."""
    chance = random.Random(1)
    members: dict[int, list[str]] = {}
    for doc, event in zip(gold.ids, gold.events.tolist(), strict=True):
        members.setdefault(event, []).append(doc)
    drawn = []
    for _ in range(rounds):
        chosen = chance.choices(sorted(members), k=len(members))
        drawn.append(figures(gold, runs, Counter(doc for event in chosen for doc in members[event])))
    return {
        name: (float(np.quantile([d[name] for d in drawn], 0.025)), float(np.quantile([d[name] for d in drawn], 0.975)))
        for name in drawn[0]
    }


def by_theme(gold: Gold, runs: Sequence[Scores]) -> dict[str, float]:
    """Return the F1 of each theme, means over the runs."""
    labels = dict(zip(gold.ids, gold.labels, strict=True))
    each = [score(labels, run).rows for run in runs]
    return {theme: float(np.mean([rows[theme].f1 for rows in each if theme in rows])) for theme in each[0]}


def report(gold: Gold, themes: Sequence[Theme], results: Mapping[str, list[Scores]], rounds: int) -> Iterator[str]:
    """Yield the lines of the report."""
    yield f"{len(gold.ids)} documents, {len(set(gold.events.tolist()))} events"
    for name, runs in results.items():
        ends = intervals(gold, runs, rounds)
        cells = (
            f"{k} {100 * v:.1f} ({100 * ends[k][0]:.1f} to {100 * ends[k][1]:.1f})"
            for k, v in figures(gold, runs).items()
        )
        yield f"{name:<24}" + "; ".join(cells)
    positives = Counter(theme for row in gold.labels for theme in row)
    yield f"\n{'F1 by theme':<14}{'n':>4}" + "".join(f"{name[:12]:>14}" for name in results)
    tables = [by_theme(gold, runs) for runs in results.values()]
    for theme in themes:
        yield f"{theme.id:<14}{positives[theme.id]:>4}" + "".join(f"{100 * t.get(theme.id, 0):14.1f}" for t in tables)


def _by_theme(hits: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for hit in hits:
        found.setdefault(hit.theme, []).append(hit)
    return found


def _labels(gold: Gold, numbers: Sequence[int]) -> Labels:
    return [gold.labels[n] for n in numbers]


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--boot", type=int, default=200)
    asked = parser.parse_args()
    path = Path(os.environ.get("SVODKA_GOLD", ROOT)) / "themes_dev.jsonl"
    if not path.is_file():
        sys.exit("The gold data are not part of the project; SVODKA_GOLD has to name the folder with themes_dev.jsonl.")
    gold = load(path)
    themes = load_themes((ROOT / "seeds" / "themes.toml").read_text(encoding="utf-8"))
    seeds = range(1, asked.seeds + 1)
    results = {name: validated(gold, method, seeds) for name, method in methods(themes, gold).items()}
    print("\n".join(report(gold, themes, results, asked.boot)))


if __name__ == "__main__":
    main()
