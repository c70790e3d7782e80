"""What lemmatising and counting cost, over the limits below and a naive peer above, in CPU seconds of one process.

    python -m benchmarks.lemmas CORPUS.jsonl.gz [--documents 10000] [--rounds 3] [--naive 500]
    python -m lib benchmark CORPUS.jsonl.gz

Prints a Markdown table, the best of the rounds: reading the file alone, splitting at white space alone, tokenising
alone, lemmatise-and-count with empty memos (cold) and with the memos that a first pass leaves (warm), and the peer,
which asks pymorphy3 for every token and counts with pandas and scikit-learn. The peer reads a part of the corpus only;
its seconds are scaled by the tokens, and the table says so.
"""

import argparse
import gzip
import json
import os
import platform
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.extraction import Document, forget, lemmatise
from lib.text.lemmas import lemma
from lib.text.tokens import is_word, tokenize


def read(corpus: Path, n: int) -> list[Document]:
    """Return the first documents of a corpus."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, n)]
    return [Document(record["title"] or "", record["text"] or "") for record in records]


def naive(documents: Sequence[Document], analyzer: Any) -> int:
    """Do what a notebook does: pymorphy3 for each token, a frame of counts, a matrix of TF-IDF; return the tokens."""
    import pandas as pd
    from sklearn.feature_extraction.text import TfidfVectorizer

    lemmas = [
        [
            analyzer.parse(token.text)[0].normal_form
            for part in document
            for token in tokenize(part)
            if is_word(token.text)
        ]
        for document in documents
    ]
    pd.Series([one for words in lemmas for one in words]).value_counts()
    TfidfVectorizer(analyzer=lambda words: words).fit_transform(lemmas)
    return sum(map(len, lemmas))


def least(rounds: int, work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """Return the CPU seconds of the best of some rounds, each after a preparation that does not count."""
    times = []
    for _ in range(rounds):
        before()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def table(corpus: Path, n: int, rounds: int, part: int) -> list[str]:
    """Return the lines of the table, with the corpus and the machine above it."""
    import pymorphy3

    documents = read(corpus, n)
    tokens = sum(is_word(token.text) for document in documents for text in document for token in tokenize(text))
    lemma("мост")  # the dictionary is loaded before anything is timed
    some = documents[:part]
    counted: list[Any] = []
    seconds = {
        "read only": least(rounds, lambda: read(corpus, n)),
        "split only": least(rounds, lambda: [text.split() for document in documents for text in document]),
        "tokenise only": least(rounds, lambda: [tokenize(text) for document in documents for text in document]),
        "lemmatise and count, cold": least(rounds, lambda: lemmatise(documents), forget),
        "lemmatise and count, warm": least(rounds, lambda: lemmatise(documents)),
    }
    analyzer = pymorphy3.MorphAnalyzer()
    naive(some, analyzer)  # what is loaded once must not be scaled with the tokens
    peer = least(rounds, lambda: counted.append(naive(some, analyzer))) * tokens / counted[0]
    seconds[f"naive peer, scaled from {len(some):,} documents"] = peer
    size = sum(len(text.encode()) for document in documents for text in document)
    return [
        f"{len(documents):,} documents, {tokens:,} words, {tokens / len(documents):.0f} a document, {size / 1e6:.1f}"
        f" MB; {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; best of {rounds}.",
        "",
        "| work | CPU s | the peer takes so many times as long |",
        "|---|---|---|",
        *(f"| {name} | {spent:.2f} | {peer / spent:.1f} |" for name, spent in seconds.items()),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--naive", type=int, default=500)
    asked = parser.parse_args(arguments)
    print("\n".join(table(asked.corpus, asked.documents, asked.rounds, asked.naive)))


if __name__ == "__main__":
    main()
