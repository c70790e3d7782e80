"""What a reader is told besides the file."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from lib.corpus.documents import Note, Place, Row
from lib.corpus.readers.columns import NO_MAPPING, Columns


class Task(NamedTuple):
    """The names of columns, and the member of an archive to begin with, from 0."""

    columns: Columns = NO_MAPPING
    first: int = 0


Reader = Callable[[BinaryIO, Place, Task], Iterator[Row | Note]]
"""Yields the records of an open file, with notes on the rest; raises `lib.corpus.readers.limits.Unusable` where the
file, or what is left of it, cannot be used."""
