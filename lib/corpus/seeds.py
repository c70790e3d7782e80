"""The seeds as a store: indexed at first start, through the same code as any corpus."""

import hashlib
import time
from pathlib import Path

from lib.corpus.database import StoreError
from lib.corpus.store import Store
from lib.corpus.theme_file import default_text, text_digest
from lib.corpus.versions import SEEDS, snapshot_version

_PATIENCE = 60.0  # seconds that another process may take for two articles


def seed_store(cache_folder: Path) -> Path:
    """Return the folder of a store that holds the seeds; it is made if need be, by one process of those that ask.

    Raises:
        StoreError: the cache folder cannot be written, or another process holds the lock for too long.
    """
    folder = cache_folder / f"seeds-{_version()}"
    deadline = time.monotonic() + _PATIENCE
    while not _is_published(folder):
        try:
            _index(folder)
        except StoreError as error:
            if error.key != "store.locked" or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    return folder


def _version() -> str:
    state = hashlib.sha256(snapshot_version(text_digest(default_text().encode())).encode())
    for path in sorted(SEEDS.glob("*.txt")):
        state.update(path.name.encode() + path.read_bytes())
    return state.hexdigest()[:12]


def _is_published(folder: Path) -> bool:
    try:
        return bool(Store(folder).snapshots())
    except StoreError:
        return False


def _index(folder: Path) -> None:
    from lib.corpus.indexing import index  # late: a store that is there needs no morphology
    from lib.corpus.report import Report

    index(sorted(SEEDS.glob("*.txt")), folder, workers=1, report=Report(), progress=_silent)


def _silent(_stage: str, _share: float, _done: int) -> None:
    """Take in progress that nobody watches."""
