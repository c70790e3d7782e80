"""How well themes are found: agreement with documents labelled by reading.

    python benchmarks/score_themes.py [PRED] [--part tune|check|all] [--boot N]

PRED is the output of ``python -m lib themes``; without it the default dictionary is applied here. The gold,
``themes_dev.jsonl`` in the folder SVODKA_GOLD, has labels {theme: 1 mention | 2 about}.

any    label 1 or 2 against "listed": precision, recall, F1 by theme; macro is the plain mean, micro pools pairs.
about  label 2 against the order of scores: average precision, ties one step; a mention ranked above costs.
empty  share of the documents without a theme that get none.
The intervals are percentiles of a bootstrap over documents.
"""

import argparse
import hashlib
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.analysis.themes import load_themes, score_documents

ROOT = Path(__file__).resolve().parents[1]

Labels = Mapping[str, Mapping[str, int]]
Scores = Mapping[str, Mapping[str, float]]
Ranked = list[tuple[float | None, bool, int]]


@dataclass(frozen=True)
class ThemeRow:
    """Agreement on one theme; `average_precision` is None if no document is about it."""

    tp: int
    fp: int
    fn: int
    average_precision: float | None

    @property
    def precision(self) -> float:
        return self.tp / max(1, self.tp + self.fp)

    @property
    def recall(self) -> float:
        return self.tp / max(1, self.tp + self.fn)

    @property
    def f1(self) -> float:
        return 2 * self.tp / max(1, 2 * self.tp + self.fp + self.fn)


@dataclass(frozen=True)
class Result:
    rows: dict[str, ThemeRow]
    empty: int
    left_empty: int

    def figures(self) -> dict[str, float]:
        labelled = [row for row in self.rows.values() if row.tp + row.fn]
        ranked = [row.average_precision for row in labelled if row.average_precision is not None]
        pooled = ThemeRow(
            sum(r.tp for r in labelled), sum(r.fp for r in self.rows.values()), sum(r.fn for r in labelled), None
        )
        return {
            "macro F1": _mean([row.f1 for row in labelled]),
            "micro F1": pooled.f1,
            "mAP": _mean(ranked),
            "empty left empty": self.left_empty / max(1, self.empty),
        }


def score(labels: Labels, scores: Scores, weights: Mapping[str, int] | None = None) -> Result:
    """Return the agreement; `weights` says how often each document counts, once each by default."""
    weights = weights or dict.fromkeys(labels, 1)
    themes = sorted({theme for table in (*labels.values(), *scores.values()) for theme in table})
    rows = {theme: _row(theme, labels, scores, weights) for theme in themes}
    empty = [doc for doc in weights if not labels[doc]]
    return Result(rows, sum(weights[d] for d in empty), sum(weights[d] for d in empty if not scores[d]))


def _row(theme: str, labels: Labels, scores: Scores, weights: Mapping[str, int]) -> ThemeRow:
    cells: Counter[tuple[bool, bool]] = Counter()
    ranked: Ranked = []
    for doc, weight in weights.items():
        label, found = labels[doc].get(theme, 0), scores[doc].get(theme)
        cells[label > 0, found is not None] += weight
        ranked.append((found, label == 2, weight))
    return ThemeRow(cells[True, True], cells[False, True], cells[True, False], average_precision(ranked))


def average_precision(ranked: Ranked) -> float | None:
    """Return the average precision of (score or None, is about, weight); None if none is about."""
    wanted = sum(weight for _, about, weight in ranked if about)
    if not wanted:
        return None
    seen = hits = 0
    total = 0.0
    for value in sorted({value for value, _, _ in ranked if value is not None}, reverse=True):
        step = [(about, weight) for found, about, weight in ranked if found == value]
        seen += sum(weight for _, weight in step)
        new = sum(weight for about, weight in step if about)
        hits += new
        total += new / wanted * hits / seen
    return total


def intervals(labels: Labels, scores: Scores, rounds: int, seed: int = 1) -> dict[str, tuple[float, float]]:
    """Return 95 % bootstrap intervals of the figures."""
    chance, docs = random.Random(seed), sorted(labels)
    drawn = [score(labels, scores, Counter(chance.choices(docs, k=len(docs)))).figures() for _ in range(rounds)]
    ends = {}
    for name in drawn[0] if drawn else ():
        values = sorted(figures[name] for figures in drawn)
        ends[name] = values[int(0.025 * rounds)], values[min(rounds - 1, int(0.975 * rounds))]
    return ends


def is_in(part: str, doc: str) -> bool:
    """Tell whether a document belongs to a half: terms are weighed on ``tune``, ``check`` says if it holds."""
    odd = int(hashlib.sha256(doc.encode()).hexdigest(), 16) % 2
    return part == "all" or (part == "check") == bool(odd)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def predicted(documents: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    themes = load_themes((ROOT / "seeds" / "themes.toml").read_text(encoding="utf-8"))
    found = score_documents(themes, [(document["title"], document["text"]) for document in documents])
    return {
        document["doc_id"]: {score.theme: score.score for score in scores}
        for document, scores in zip(documents, found, strict=True)
    }


def report(result: Result, ends: Mapping[str, tuple[float, float]]) -> Iterable[str]:
    yield f"{'theme':<14}{'gold':>6}{'found':>6}{'P':>7}{'R':>7}{'F1':>7}{'AP':>7}"
    for theme, row in result.rows.items():
        ap = "-" if row.average_precision is None else f"{100 * row.average_precision:.1f}"
        shares = "".join(f"{100 * value:7.1f}" for value in (row.precision, row.recall, row.f1))
        yield f"{theme:<14}{row.tp + row.fn:>6}{row.tp + row.fp:>6}{shares}{ap:>7}"
    for name, value in result.figures().items():
        low, high = ends.get(name, (value, value))
        yield f"{name:<20}{100 * value:6.1f}  ({100 * low:.1f} to {100 * high:.1f})"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pred", nargs="?", type=Path)
    parser.add_argument("--part", choices=("tune", "check", "all"), default="all")
    parser.add_argument("--boot", type=int, default=300)
    asked = parser.parse_args()
    path = Path(os.environ.get("SVODKA_GOLD", ROOT)) / "themes_dev.jsonl"
    if not path.is_file():
        sys.exit("The gold data are not part of the project; SVODKA_GOLD has to name the folder with themes_dev.jsonl.")
    documents = read(path)
    labels = {d["doc_id"]: d["labels"] for d in documents if is_in(asked.part, d["doc_id"])}
    if asked.pred:
        scores = {d["doc_id"]: {t["theme"]: t["score"] for t in d["themes"]} for d in read(asked.pred)}
    else:
        scores = predicted(documents)
    if missing := labels.keys() - scores.keys():
        sys.exit(f"{asked.pred} lacks {len(missing)} documents of the gold, {min(missing)} among them.")
    print("\n".join(report(score(labels, scores), intervals(labels, scores, asked.boot))))


if __name__ == "__main__":
    main()
