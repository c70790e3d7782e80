"""What scoring again costs after an edit of a list that many themes use, against indexing.

    python -m benchmarks.rescoring PATH…

Indexes into a temporary store with one worker, adds an entry to each list of the dictionary in turn, and saves. Prints
the CPU seconds of this process, which a busy machine hardly changes, and their share of those of indexing.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lib.corpus.indexing import index, save_themes
from lib.corpus.report import Report
from lib.corpus.store import open_store
from lib.corpus.theme_file import parsed, read_dictionary

LIST = re.compile(r"^(\w+) = \[", re.MULTILINE)
ENTRY = '"нововведение", '


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def edits(text: str) -> dict[str, str]:
    """Return the dictionary with an entry more in a list, by the list's name."""
    lists = text.index("[words]")
    end = text.index("\n[[", lists)
    return {found[1]: f"{text[: found.end()]}{ENTRY}{text[found.end() :]}" for found in LIST.finditer(text, lists, end)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        indexing = cpu(lambda: index(given.paths, store, workers=1, report=Report(), progress=lambda *_: None))
        print(f"{open_store(store).latest().documents} documents indexed in {indexing:.1f} s of CPU", flush=True)
        saved = read_dictionary(store).text
        before = {theme.id: theme.digest for theme in parsed(saved.encode())}
        for name, text in edits(saved).items():
            changed = sum(theme.digest != before.get(theme.id) for theme in parsed(text.encode()))
            spent = cpu(lambda text=text: save_themes(store, text, lambda *_: None))
            save_themes(store, saved, lambda *_: None)
            print(f"{name:20} {changed:3} themes again {spent:6.1f} s, {spent / indexing:.3f} of indexing", flush=True)


if __name__ == "__main__":
    main()
