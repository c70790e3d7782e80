"""How fast a corpus is indexed, against the least that any index must do with it: read it and cut it into tokens.

    python benchmarks/indexing.py PATH… [--workers N]

Indexes into a temporary store and prints documents, words and seconds; documents a second; the seconds of indexing
over those of reading and tokenising alone, which tells slow code from a slow machine; and the size of the store over
that of the input. Run it on an idle machine.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lib.corpus.documents import Document
from lib.corpus.indexing import index
from lib.corpus.readers import read_paths
from lib.corpus.readers.meter import Meter
from lib.corpus.report import Report
from lib.corpus.store import open_store
from lib.text.tokens import tokenize


def texts(paths: list[Path]) -> Iterator[str]:
    """Yield the texts of the input."""
    found = read_paths(paths, date.today(), Meter(paths))
    return (item.text for item in found if isinstance(item, Document))


def seconds_to_tokenise(paths: list[Path]) -> float:
    """Return how long reading and tokenising take."""
    start = time.perf_counter()
    for text in texts(paths):
        tokenize(text)
    return time.perf_counter() - start


def size(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    least = seconds_to_tokenise(given.paths)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        start = time.perf_counter()
        index(given.paths, store, workers=given.workers, report=Report(), progress=lambda *_: None)
        seconds = time.perf_counter() - start
        info = open_store(store).latest()
        read = sum(len(text.encode()) for text in texts(given.paths))
        print(f"{info.documents} documents, {info.words} words, {info.statements} statements in {seconds:.1f} s")
        print(f"{info.documents / seconds:.0f} documents a second with {given.workers} workers")
        print(f"{seconds / least:.1f} times as long as reading and tokenising ({least:.1f} s)")
        print(f"store {size(store) / read:.2f} times the text ({size(store) / 1e6:.0f} MB)")


if __name__ == "__main__":
    main()
