"""Score extracted statements against annotated articles: spans, types and speakers.

    python benchmarks/score_quotes.py PRED [--part read|score-only|all] [--iou 0.5] [--errors N] [--json]
    python benchmarks/score_quotes.py --self-test

PRED is what ``python -m lib statements`` writes: one JSON object a document. The annotated articles are no part of
the project: the environment variable SVODKA_GOLD names their folder.

A predicted span matches a gold span one to one if they share at least half of their union, best pairs first. A
statement that is optional in the gold costs nothing, found or missed. A speaker is right if the canonical name or an
alias is; a prediction without a speaker ("not established") counts for spans and recall, not for precision. Speaker
accuracy is the share of right speakers among those established at matched spans, speaker recall among all of them.
"""

import argparse
import copy
import json
import os
import random
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

GOLD = Path(os.environ.get("SVODKA_GOLD", Path(__file__).resolve().parent))
Record = dict[str, Any]
Counts = dict[str, int]

_SAME = (
    ("российской федерации", "рф"),
    ("россии", "рф"),
    ("министерство иностранных дел", "мид"),
    ("министерство обороны", "минобороны"),
    ("соединенные штаты", "сша"),
    ("соединенных штатов", "сша"),
    ("германии", "фрг"),
)
_MARKS = re.compile(r"[«»\"“”„'’.,()\[\]]")
_KEYS = "tp fp fn no tno sp sp1 dg dgtp dp dptp ig igtp ip iptp mg mgtp mp mptp type_ok co cp cg".split()
_RUNS = 1000


class Score(NamedTuple):
    """Metrics from 0 to 1 by name, sums by key, and the 95 % bootstrap interval of each metric."""

    metrics: dict[str, float]
    sums: Counts
    intervals: dict[str, tuple[float, float]]


def fold(name: str | None) -> str:
    """Return the matching form of a speaker's name."""
    text = (name or "").casefold().replace("ё", "е").replace("\xa0", " ")
    text = re.sub(r"\s+", " ", _MARKS.sub(" ", text)).strip()
    for long, short in _SAME:
        text = re.sub(rf"\b{long}\b", short, text)
    return text


def people(names: str | None) -> list[str]:
    """Return the folded names of joint speakers."""
    return [name for name in (fold(part) for part in (names or "").split(";")) if name]


def one_match(gold: str, predicted: str, person: bool = True) -> int:
    """Return 2 if two folded names are the same, 1 if only the surname is, else 0."""
    if gold == predicted:
        return 2
    if not person:
        return 0
    a, b = gold.split(), predicted.split()
    if len(a) == 1 and b and len(b) <= 3 and b[-1] == a[0]:
        return 2
    if 2 <= len(a) <= 3 and set(a) <= set(b) and len(b) <= len(a) + 1:
        return 2
    return 1 if a and b and a[-1] == b[-1] else 0


def speaker_match(statement: Record, predicted: str | None) -> int:
    """Return 2 if the speaker is right, 1 if partly, else 0; joint speakers must all be right."""
    person = statement.get("speaker_kind", "person") == "person"
    found = people(predicted)
    best = 0
    for form in (statement["speaker"], *statement.get("speaker_aliases", [])):
        wanted = people(form)
        if not wanted or not found:
            continue
        matches = [max(one_match(gold, name, person) for name in found) for gold in wanted]
        if len(wanted) == len(found) and min(matches) == 2:
            return 2
        best = max(best, 1 if max(matches) else 0)
    return best


def overlap(a: Record, b: Record) -> float:
    """Return the characters two spans share over those that they cover together."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return 0.0 if shared <= 0 else float(shared / (max(a["end"], b["end"]) - min(a["start"], b["start"])))


def match(gold: list[Record], predicted: list[Record], threshold: float) -> dict[int, int]:
    """Return pairs of indexes, gold to predicted: required before optional, the best overlap first."""
    pairs = [
        (bool(g.get("optional")), -overlap(g, p), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if overlap(g, p) >= threshold
    ]
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(pairs):
        if i not in matched and j not in used:
            matched[i] = j
            used.add(j)
    return matched


def count_document(document: Record, predicted: list[Record], threshold: float, errors: list[str]) -> Counts:
    """Return the counts of one document, and append what is wrong to `errors`."""
    counts = dict.fromkeys(_KEYS, 0)
    gold = document["statements"]
    matched = match(gold, predicted, threshold)
    for i, statement in enumerate(gold):
        if not statement.get("optional"):
            hit = predicted[matched[i]] if i in matched else None
            _count_required(counts, statement, hit)
            _explain(errors, document["doc_id"], statement, hit)
    for j, prediction in enumerate(predicted):
        right = j in matched.values()
        counts["fp"] += not right
        counts["no"] += not right and not prediction.get("speaker")
        letter = str(prediction.get("type") or "indirect")[0]
        counts[f"{letter}p"] += 1
        counts[f"{letter}ptp"] += right
        if not right:
            text = document["text"][prediction["start"] : prediction["end"]]
            errors.append(f"FALSE | {document['doc_id']} | {text[:90]} | {prediction.get('speaker')}")
    _count_characters(counts, gold, predicted)
    return counts


def _count_required(counts: Counts, statement: Record, hit: Record | None) -> None:
    letter = statement["type"][0]
    counts[f"{letter}g"] += 1
    counts["tp" if hit else "fn"] += 1
    if hit is None:
        return
    quality = speaker_match(statement, hit.get("speaker"))
    nobody = not hit.get("speaker")
    counts[f"{letter}gtp"] += 1
    counts["tno"] += nobody
    counts["no"] += nobody
    counts["sp"] += quality == 2
    counts["sp1"] += quality >= 1
    counts["type_ok"] += hit.get("type") == statement["type"]


def _explain(errors: list[str], doc_id: str, statement: Record, hit: Record | None) -> None:
    if hit is None:
        errors.append(f"MISSED {statement['type']} | {doc_id} | {statement['text'][:90]} | {statement['speaker']}")
    elif speaker_match(statement, hit.get("speaker")) < 2:
        found = hit.get("speaker")
        errors.append(f"SPEAKER | {doc_id} | {statement['text'][:70]} | {statement['speaker']} | {found}")


def _count_characters(counts: Counts, gold: list[Record], predicted: list[Record]) -> None:
    optional: set[int] = set()
    required: set[int] = set()
    found: set[int] = set()
    for statement in gold:
        (optional if statement.get("optional") else required).update(range(statement["start"], statement["end"]))
    for prediction in predicted:
        found.update(range(prediction["start"], prediction["end"]))
    found -= optional - required
    counts["co"], counts["cp"], counts["cg"] = len(required & found), len(found), len(required)


def divide(a: float, b: float) -> float:
    """Return a / b, 0 where nothing was counted."""
    return a / b if b else 0.0


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return divide(2 * precision * recall, precision + recall)


def metrics_of(counts: list[Counts]) -> tuple[dict[str, float], Counts]:
    """Return the metrics of several documents together, and the sums they come from."""
    s = {key: sum(c[key] for c in counts) for key in _KEYS}
    precision, recall = divide(s["tp"], s["tp"] + s["fp"]), divide(s["tp"], s["tp"] + s["fn"])
    whole_precision = divide(s["sp"], s["tp"] + s["fp"] - s["no"])
    whole_recall = divide(s["sp"], s["tp"] + s["fn"])
    established = s["tp"] - s["tno"]
    return {
        "span P": precision,
        "span R": recall,
        "span F1": f1(precision, recall),
        **_by_type(s),
        "type accuracy": divide(s["type_ok"], s["tp"]),
        "speaker accuracy": divide(s["sp"], established),
        "speaker accuracy (surname)": divide(s["sp1"], established),
        "speaker recall": divide(s["sp"], s["tp"]),
        "speaker established": divide(established, s["tp"]),
        "end-to-end P": whole_precision,
        "end-to-end R": whole_recall,
        "end-to-end F1": f1(whole_precision, whole_recall),
        "char overlap F1": f1(divide(s["co"], s["cp"]), divide(s["co"], s["cg"])),
    }, s


def _by_type(s: Counts) -> dict[str, float]:
    """Return precision, recall and F1 of the spans of each type; a span of another type still counts as found."""
    metrics = {}
    for kind in ("direct", "indirect", "mixed"):
        letter = kind[0]
        precision = divide(s[f"{letter}ptp"], s[f"{letter}p"])
        recall = divide(s[f"{letter}gtp"], s[f"{letter}g"])
        metrics |= {f"{kind} P": precision, f"{kind} R": recall, f"{kind} F1": f1(precision, recall)}
    return metrics


def score(
    gold: list[Record], predicted: dict[str, list[Record]], threshold: float = 0.5, runs: int = 0
) -> tuple[Score, list[str]]:
    """Return the score of predictions by document id, and the errors; `runs` bootstraps documents (seed 0)."""
    errors: list[str] = []
    counts = [count_document(d, predicted.get(d["doc_id"], []), threshold, errors) for d in gold]
    metrics, sums = metrics_of(counts)
    generator = random.Random(0)
    samples = [metrics_of(generator.choices(counts, k=len(counts)))[0] for _ in range(runs)]
    intervals = {}
    for name in metrics if samples else ():
        values = sorted(sample[name] for sample in samples)
        intervals[name] = (values[int(0.025 * runs)], values[int(0.975 * runs) - 1])
    return Score(metrics, sums, intervals), errors


def load(path: Path) -> list[Record]:
    """Return the objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def self_test(gold: list[Record]) -> None:
    """Check the scorer by predictions whose score is known."""
    for document in gold:
        for statement in document["statements"]:
            assert document["text"][statement["start"] : statement["end"]] == statement["text"]
    perfect = {d["doc_id"]: d["statements"] for d in gold}
    assert all(abs(value - 1) < 1e-9 for value in score(gold, perfect)[0].metrics.values())
    required = {i: [s for s in statements if not s["optional"]] for i, statements in perfect.items()}
    assert score(gold, required)[0].metrics["end-to-end F1"] == 1.0
    shuffled = copy.deepcopy(perfect)
    everything = [s for statements in shuffled.values() for s in statements]
    names = [s["speaker"] for s in everything]
    random.Random(1).shuffle(names)
    for statement, name in zip(everything, names, strict=True):
        statement["speaker"] = name
    metrics = score(gold, shuffled)[0].metrics
    assert metrics["span F1"] == 1.0
    assert metrics["end-to-end F1"] < 0.2
    assert score(gold, {})[0].metrics["span F1"] == 0
    doubled = {i: statements * 2 for i, statements in perfect.items()}
    assert 0.4 < score(gold, doubled)[0].metrics["span P"] < 0.55


def main() -> None:
    """Print the score of a file of predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("predictions", nargs="?", type=Path)
    parser.add_argument("--gold", type=Path, default=GOLD / "quotes_dev.jsonl")
    parser.add_argument("--part", choices=("read", "score-only", "all"), default="all")
    parser.add_argument("--iou", type=float, default=0.5)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if not options.gold.is_file():
        sys.exit("SVODKA_GOLD does not name a folder with quotes_dev.jsonl; the gold is not part of the project")
    gold = [d for d in load(options.gold) if options.part in ("all", d.get("part"))]
    if options.self_test:
        self_test(gold)
        print(f"self-test ok: {len(gold)} documents")
        return
    if options.predictions is None:
        parser.error("name the file of predictions")
    predicted = {d["doc_id"]: d["statements"] for d in load(options.predictions)}
    result, errors = score(gold, predicted, options.iou, _RUNS)
    if options.json:
        print(json.dumps({"part": options.part, "docs": len(gold), **result.metrics}, ensure_ascii=False))
        return
    print(f"part={options.part} docs={len(gold)} required={result.sums['tp'] + result.sums['fn']}")
    for name, value in result.metrics.items():
        low, high = result.intervals[name]
        print(f"  {name:28s} {value * 100:5.1f}   [{low * 100:.1f} .. {high * 100:.1f}]")
    print(*errors[: options.errors], sep="\n")


if __name__ == "__main__":
    main()
