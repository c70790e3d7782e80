"""Score lemmas against gold: feed its tokens to `python -m lib lemmas` and compare what comes back.

    python benchmarks/score_lemmas.py [FILE.tsv ...] [--misses N]

A gold file holds token, lemma and part of speech, tab-separated, a blank line between sentences; by default both files
of the folder SVODKA_GOLD. Only alphabetic tokens count; case and ё are folded. Printed: accuracy over all words, over
content words (what TF-IDF sees) and over names. Gold sets differ by convention (participles, во and в, его and он).
"""

import argparse
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CONTENT = {"NOUN", "PROPN", "ADJ", "VERB", "ADV"}


class Word(NamedTuple):
    token: str
    lemma: str
    pos: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.tsv")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="also list the N most frequent misses")
    options = parser.parse_args()
    for path in options.files or _gold_files():
        words = _read(path)
        lemmas = _command("lemmas", [word.token if word else "" for word in words])
        print(path.name)
        _report(words, lemmas, options.misses)


def _gold_files() -> list[Path]:
    folder = os.environ.get("SVODKA_GOLD")
    if not folder:
        sys.exit("Expected a gold file, or the folder of gold data in SVODKA_GOLD; neither was given.")
    return [Path(folder) / f"lemmas_{name}_dev.tsv" for name in ("news", "gsd")]


def _read(path: Path) -> list[Word | None]:
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [Word(*line.split("\t")) if line else None for line in lines]


def _command(name: str, lines: list[str]) -> list[str]:
    """Return the lines that a command of the project makes of these, one for one."""
    done = subprocess.run(
        [sys.executable, "-m", "lib", name],
        input="\n".join(lines) + "\n",
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    answers = done.stdout.removesuffix("\n").split("\n")
    if len(answers) != len(lines):
        sys.exit(f"Expected {len(lines)} lines from `{name}`, got {len(answers)}.")
    return answers


def _report(words: list[Word | None], lemmas: list[str], misses: int) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for word, lemma in zip(words, lemmas, strict=True):
        if word is None or not word.token.replace("-", "").isalpha() or word.lemma == "_":
            continue
        hit = _folded(lemma) == _folded(word.lemma)
        for group in _groups(word.pos):
            total[group] += 1
            right[group] += hit
        if not hit:
            missed[f"{word.token}: {lemma} (gold {word.lemma})"] += 1
    for group in ("all", "content", "names"):
        if total[group]:
            print(f"  {group:8s} {100 * right[group] / total[group]:6.2f} % of {total[group]}")
    for text, n in missed.most_common(misses):
        print(f"  {n:3d} {text}")


def _groups(pos: str) -> list[str]:
    return ["all", *(["content"] if pos in CONTENT else []), *(["names"] if pos == "PROPN" else [])]


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")


if __name__ == "__main__":
    main()
