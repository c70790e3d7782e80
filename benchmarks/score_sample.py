"""Judge what is extracted at places drawn at random from a corpus and read one by one: precision on fresh documents.

    python benchmarks/score_sample.py [CORPUS.jsonl.gz] [--wrong]

The places lie in tests/text/data/fresh_statements.jsonl: offsets and speakers, no text, one place a document. They were
predicted statements when they were drawn; each now holds what a reader found there: verdict ``statement`` (the right
span and speaker), ``optional`` (what the guideline leaves open) or ``none`` (nothing is said there by anybody). The
corpus is no part of the project: by default it lies in `corpora`, beside the folder that SVODKA_GOLD names.

Whatever is extracted at a place today is judged: right if it shares half of the union with the span and the speaker is
right. Optional places, places where nothing is extracted and speakers that are not established are left out.
"""

import argparse
import gzip
import hashlib
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks.score_quotes import Record, overlap, speaker_match
from lib.analysis.intervals import wilson
from lib.text.statements import extract, record

PLACES = Path(__file__).resolve().parents[1] / "tests" / "text" / "data" / "fresh_statements.jsonl"
RIGHT_SPAN = 0.5


class Judged(NamedTuple):
    """What is extracted at one place: the answer, the place, and the statement if there is one.

    `answer` is ``right``, ``wrong span``, ``wrong speaker``, ``not established``, ``optional``, ``nothing there``
    (rightly nothing) or ``not found``.
    """

    answer: str
    place: Record
    found: Record | None


class Precision(NamedTuple):
    """How many of the judged statements are right, a share and its 95 % Wilson interval."""

    right: int
    judged: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.right / self.judged if self.judged else 0.0


def places() -> list[Record]:
    """Return the annotated places."""
    return [json.loads(line) for line in PLACES.read_text("utf-8").splitlines()]


def corpus_file(gold: Path) -> Path:
    """Return where the corpus lies if the gold lies in a folder."""
    return gold.parent / "corpora" / "news_dev.jsonl.gz"


def documents(corpus: Path, wanted: list[Record]) -> dict[str, Record]:
    """Return the documents of the places by SHA-256 of their text.

    Raises:
        ValueError: a document is missing, or its text is another one than was read.
    """
    keys = {(place["corpus"], place["id"]) for place in wanted}
    found = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if (document["corpus"], document["id"]) in keys:
                found[hashlib.sha256(document["text"].encode()).hexdigest()] = document
    missing = [place["id"] for place in wanted if place["sha256"] not in found]
    if missing:
        raise ValueError(f"Not in {corpus.name}, or not as they were read: {', '.join(missing)}")
    return found


def judge(place: Record, statements: list[Record]) -> Judged:
    """Judge the statement of a document that lies at a place."""
    found = max(statements, key=lambda s: _shared(place, s), default=None)
    if found is None or _shared(place, found) < RIGHT_SPAN:
        return Judged("nothing there" if place["verdict"] == "none" else "not found", place, None)
    if place["verdict"] == "optional":
        return Judged("optional", place, found)
    if not found["speaker"]:
        return Judged("not established", place, found)
    if place["verdict"] == "none" or overlap(place, found) < RIGHT_SPAN:
        return Judged("wrong span", place, found)
    return Judged("right" if speaker_match(place, found["speaker"]) == 2 else "wrong speaker", place, found)


def _shared(a: Record, b: Record) -> float:
    """Return the characters that two spans share, over the shorter span: the place of a span that was cut wrongly."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0.0, shared / min(a["end"] - a["start"], b["end"] - b["start"])) + overlap(a, b) / 100


def precision(judged: list[Judged]) -> Precision:
    """Return the precision of span and speaker together."""
    answers = Counter(j.answer for j in judged)
    right = answers["right"]
    n = right + answers["wrong span"] + answers["wrong speaker"]
    interval = wilson(right, n)
    return Precision(right, n, float(interval.low), float(interval.high))


def judge_all(corpus: Path) -> list[Judged]:
    """Extract from the documents of the sample and judge each place."""
    sample = places()
    texts = documents(corpus, sample)
    judged = []
    for place in sample:
        document = texts[place["sha256"]]
        statements = [record("", document["text"], s) for s in extract(document["title"], document["text"])]
        judged.append(judge(place, statements))
    return judged


def line(measured: Precision) -> str:
    """Return the precision as words."""
    low, high = 100 * measured.low, 100 * measured.high
    share = f"{100 * measured.share:.1f} % [{low:.1f}, {high:.1f}]"
    return f"span and speaker right: {share}, {measured.right} of {measured.judged} statements"


def main() -> None:
    """Print the precision and what was found at the places."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--wrong", action="store_true", help="also list what is wrong, without text")
    options = parser.parse_args()
    corpus = options.corpus or corpus_file(Path(os.environ.get("SVODKA_GOLD", "gold")))
    if not corpus.is_file():
        sys.exit("Expected a corpus, or SVODKA_GOLD naming the folder beside it; it is no part of the project.")
    judged = judge_all(corpus)
    print(line(precision(judged)))
    for answer, n in Counter(j.answer for j in judged).most_common():
        print(f"  {answer:16s} {n}")
    for j in judged if options.wrong else ():
        if j.found is not None and j.answer.startswith("wrong"):
            found = j.found
            print(f"{j.answer} | {j.place['id']} | {found['rule']} | {found['cue']} | {found['speaker']}")


if __name__ == "__main__":
    main()
