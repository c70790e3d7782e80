"""Limits on what a file may hold and expand to, and the one exception of the readers."""

import gzip
import io
import os
import tarfile
import zlib
from collections.abc import Callable
from typing import BinaryIO
from zipfile import BadZipFile

MAX_FILE = 64 * 1024 * 1024
"""Bytes of a file, or of a member of an archive, that has to be read whole."""
MAX_ROWS = 20_000_000
"""Records of one run, unless the command line says otherwise."""
MAX_MEMBERS = 1_000_000
"""Members of an archive."""
MAX_COLUMNS = 1_000
"""Columns of a table."""
FREE = 10 * 1024 * 1024
"""Bytes that any compressed file may expand to."""
RATIO = 200
"""Above `FREE`, a compressed file may expand to this many times its size."""


class Unusable(Exception):
    """A file, or what is left of it, that cannot be used.

    Attributes:
        key, values: as in `lib.corpus.documents.Note`.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Budget:
    """Counts what a compressed file expands to.

    Args:
        size: bytes of the compressed file.
    """

    def __init__(self, size: int) -> None:
        self.limit = max(FREE, RATIO * size)
        self._left = self.limit

    def spend(self, count: int) -> None:
        """Count expanded bytes.

        Raises:
            Unusable: ``bomb``, beyond the limit.
        """
        self._left -= count
        if self._left < 0:
            raise Unusable("bomb", limit=self.limit)


def size_of(file: BinaryIO) -> int:
    """Return the size of an open file, on the disk or in memory, in bytes."""
    if isinstance(file, io.BytesIO):
        return file.getbuffer().nbytes
    return os.fstat(file.fileno()).st_size


def read_whole(file: BinaryIO) -> bytes:
    """Return all bytes of a file.

    Raises:
        Unusable: ``too_large``, more than `MAX_FILE`.
    """
    data = file.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise Unusable("too_large", limit=MAX_FILE)
    return data


def limited(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """Return a stream of expanded bytes; reading raises `Unusable`, ``bomb`` or ``damaged``."""
    return io.BufferedReader(_Stream(stream.read, budget.spend), 1 << 16)


def unzipped(file: BinaryIO) -> BinaryIO:
    """Return a stream of what a gzip file expands to; reading raises `Unusable`, ``bomb`` or ``damaged``."""
    return limited(gzip.GzipFile(fileobj=file), Budget(size_of(file)))  # type: ignore[arg-type]


def after(head: bytes, file: BinaryIO) -> BinaryIO:
    """Return a stream of bytes that were read already, and what follows them in the file."""
    left = io.BytesIO(head)
    return io.BufferedReader(_Stream(lambda size: left.read(size) or file.read(size), lambda _count: None), 1 << 16)


class _Stream(io.RawIOBase):
    def __init__(self, read: Callable[[int], bytes], spend: Callable[[int], None]) -> None:
        self._read = read
        self._spend = spend

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._read(len(view))
        except (EOFError, gzip.BadGzipFile, zlib.error, BadZipFile, tarfile.TarError) as error:
            raise Unusable("damaged") from error
        self._spend(len(data))
        view[: len(data)] = data
        return len(data)
