"""How much of the input has been read, in bytes."""

import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

T = TypeVar("T")


class Meter:
    """Opens files and counts what is read from them.

    Args:
        paths: files and folders that will be read.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self.total = sum(map(_size, paths))
        self.done = 0

    def share(self) -> float:
        """Return the share of the input that has been read, at most 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    def open(self, path: Path) -> BinaryIO:
        """Open a file for reading.

        Raises:
            OSError: it cannot be opened.
        """
        return io.BufferedReader(_Counted(path, self), 1 << 16)

    def follow(self, file: BinaryIO, items: Iterable[T]) -> Iterator[T]:
        """Yield items that another process finds in an open file, and count: where it is in the file, we are too."""
        before = self.done
        for item in items:
            self.done = before + os.lseek(file.fileno(), 0, os.SEEK_CUR)
            yield item
        self.done = before + os.fstat(file.fileno()).st_size


class _Counted(io.FileIO):
    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path)
        self._meter = meter

    def readinto(self, buffer: object) -> int:
        count = super().readinto(buffer)  # type: ignore[arg-type]
        self._meter.done += count
        return count


def _size(path: Path) -> int:
    if path.is_dir():
        files = (os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
        return sum(os.lstat(file).st_size for file in files)
    return path.stat().st_size if path.exists() else 0
