"""Gzip with a limit: a small file may not become an endless one."""

import gzip
import io
import os
import zlib
from typing import BinaryIO

FREE = 10 * 1024 * 1024
"""Bytes that any file may expand to."""
RATIO = 200
"""Above `FREE`, a file may expand to this many times its size."""


class TooLarge(Exception):
    """A file that expands beyond its limit, in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"expands beyond {limit} bytes")
        self.limit = limit


class Damaged(Exception):
    """A file that is no gzip, is cut off, or does not match its checksum."""


def unzipped(file: BinaryIO) -> BinaryIO:
    """Return a stream of the expanded bytes; reading raises `TooLarge` or `Damaged`."""
    limit = max(FREE, RATIO * os.fstat(file.fileno()).st_size)
    return io.BufferedReader(_Limited(file, limit), 1 << 16)


class _Limited(io.RawIOBase):
    def __init__(self, file: BinaryIO, limit: int) -> None:
        self.stream = gzip.GzipFile(fileobj=file)
        self.limit = limit
        self.left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self.stream.read(len(view))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise Damaged from error
        self.left -= len(data)
        if self.left < 0:
            raise TooLarge(self.limit)
        view[: len(data)] = data
        return len(data)
