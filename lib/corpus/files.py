"""Files that appear whole or not at all."""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from lib.corpus.database import StoreError, writing

LOCK = "index.lock"
ASIDE = ".tmp"
"""End of the name of what is being written."""


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def damaged(files: Iterable[tuple[Path, str]]) -> list[Path]:
    """Return the files that are not there or do not have their checksum."""
    return [path for path, value in files if not path.is_file() or checksum(path) != value]


def publish_file(path: Path, write: Callable[[Path], None]) -> str:
    """Write a file aside, bring it to the disk, then give it its name; return its checksum."""
    aside = path.with_name(path.name + ASIDE)
    write(aside)
    sync(aside)
    value = checksum(aside)
    aside.rename(path)
    sync(path.parent)
    return value


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(folder: Path, name: str = LOCK, patience: float = 0.0) -> Iterator[None]:
    """Hold a lock of a store: one writer at a time. The system releases it when the process ends, however it ends.

    Args:
        name: the file that is locked.
        patience: seconds to wait for another writer.

    Raises:
        StoreError: ``store.locked``, with the process that holds it; ``store.not_writable``.
    """
    with writing():
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / name).open("a+")
    with file:
        _lock(file, time.monotonic() + patience)
        with writing():
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
        yield


def _lock(file: TextIO, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                file.seek(0)
                raise StoreError("store.locked", process=file.read(20).strip() or "?") from error
            time.sleep(0.02)
