"""A folder that files arrive in: which of them are complete, and new or changed since they were read.

It is looked at again and again: notices of the system do not tell of what another machine writes to a network folder.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lib.corpus.readers.archives import is_hidden
from lib.corpus.readers.columns import MAPPING_FILE


class Stamp(NamedTuple):
    """What changes when a file does, or when the mapping of the columns beside it does."""

    size: int
    changed: int
    number: int
    mapping: "Stamp | None" = None


class Arrivals:
    """The files of a folder, and of all below it. A file is complete when two looks find the same of it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen: dict[Path, Stamp] = {}
        self._taken: dict[Path, Stamp] = {}

    def look(self) -> list[Path]:
        """Return the files that are complete and were not taken as they are now.

        Raises:
            OSError: the folder cannot be read.
        """
        now = dict(_files(self._root))
        ready = [path for path, stamp in now.items() if self._seen.get(path) == stamp != self._taken.get(path)]
        self._seen = now
        self._taken = {path: stamp for path, stamp in self._taken.items() if path in now}
        return sorted(ready)

    def take(self, paths: Iterable[Path]) -> None:
        """Note that files were read, whatever came of it: until they change there is nothing new in them."""
        self._taken |= {path: self._seen[path] for path in paths}


def _files(folder: Path) -> Iterator[tuple[Path, Stamp]]:
    with os.scandir(folder) as found:
        entries = [entry for entry in found if not entry.is_symlink()]
    stamps = {Path(entry.path): stamp for entry in entries if (stamp := _stamp(entry))}
    mapping = stamps.pop(folder / MAPPING_FILE, None)
    for path, stamp in stamps.items():
        if not is_hidden(path.name):
            yield path, stamp._replace(mapping=mapping)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            try:
                yield from _files(Path(entry.path))
            except OSError:
                continue  # gone meanwhile, or not for us: another look may find it


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        if not entry.is_file(follow_symlinks=False):
            return None
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
