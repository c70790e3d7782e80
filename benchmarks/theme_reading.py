"""How well themes are found in documents of a corpus that were read and labelled: readings, one after another.

    python -m benchmarks.theme_reading CORPUS.jsonl.gz [--dictionary FILE] [--reading first] [--boot N]

Most documents of a reading were drawn so that each theme's simplest words occur in some of them, one in seven at
random; they were labelled before the dictionary was run on them. Then the errors of the reading were read and the
dictionary was mended: a figure is one for unseen documents only with the dictionary as it was before. `--dictionary`
takes that one. The errors of the fourth reading have not been read. The labels, theme_labels.tsv, name documents of a
corpus that is not part of the project.
"""

import argparse
import gzip
import json
from pathlib import Path

from benchmarks.score_themes import ROOT, intervals, report, score
from lib.analysis.themes import load_themes, score_documents

LABELS = Path(__file__).with_name("theme_labels.tsv")

Labels = dict[str, dict[str, int]]


def load(reading: str | None) -> Labels:
    """Return the labels of a reading, or of all: id -> theme -> 1 or 2."""
    labels: Labels = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, document, themes = line.split("\t")
        if reading in (None, name):
            pairs = (pair.split(":") for pair in themes.split())
            labels[document] = {theme: int(degree) for theme, degree in pairs}
    return labels


def texts(corpus: Path, wanted: Labels) -> dict[str, tuple[str, str]]:
    """Return id -> title and text of the wanted documents that the corpus has."""
    found = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] in wanted:
                found[row["id"]] = row["title"], row["text"]
    return found


def main() -> None:
    """Print the agreement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--dictionary", type=Path, default=ROOT / "seeds" / "themes.toml")
    parser.add_argument("--reading", choices=("first", "second", "third", "fourth"))
    parser.add_argument("--boot", type=int, default=300)
    asked = parser.parse_args()
    read = load(asked.reading)
    documents = texts(asked.corpus, read)
    labels = {document: read[document] for document in documents}
    themes = load_themes(asked.dictionary.read_text(encoding="utf-8"))
    found = score_documents(themes, documents.values())
    scores = {d: {s.theme: s.score for s in each} for d, each in zip(documents, found, strict=True)}
    print(f"{len(labels)} of {len(read)} documents")
    print("\n".join(report(score(labels, scores), intervals(labels, scores, asked.boot))))


if __name__ == "__main__":
    main()
