"""Score the nominative of names against gold: feed its names to `python -m lib names` and compare what comes back.

    python benchmarks/score_names.py [FILE.tsv] [--misses]

A gold file holds a name as it stood in a text and its nominative, tab-separated; by default names_dev.tsv of the folder
SVODKA_GOLD. Case and ё are folded; a name with two gold forms takes either. Names come without their documents here:
attested nominatives and roles, which the project uses on documents, help further.
"""

import argparse
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.tsv")
    parser.add_argument("--misses", action="store_true", help="also list the misses")
    options = parser.parse_args()
    gold = _read(options.file or _gold_file())
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for surface, name in zip(gold, _nominatives(list(gold)), strict=True):
        kind = "nominative" if _folded(surface) in gold[surface] else "oblique"
        hit = _folded(name) in gold[surface]
        total.update([kind, "all"])
        right.update({kind: int(hit), "all": int(hit)})
        if options.misses and not hit:
            print(f"  {surface} -> {name} (gold {' | '.join(sorted(gold[surface]))})")
    for kind, n in total.items():
        print(f"{kind:10s} {100 * right[kind] / n:6.2f} % of {n}")


def _gold_file() -> Path:
    folder = os.environ.get("SVODKA_GOLD")
    if not folder:
        sys.exit("Expected a gold file, or the folder of gold data in SVODKA_GOLD; neither was given.")
    return Path(folder) / "names_dev.tsv"


def _read(path: Path) -> dict[str, set[str]]:
    """Return surface -> its nominatives, folded; names in Latin letters are left out."""
    gold: defaultdict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        surface, name = line.split("\t")
        if any("а" <= letter <= "я" for letter in surface.lower()):
            gold[surface].add(_folded(name))
    return dict(gold)


def _nominatives(names: list[str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "lib", "names"],
        input="\n".join(names) + "\n",
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    return done.stdout.removesuffix("\n").split("\n")


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())


if __name__ == "__main__":
    main()
