"""Who runs the analysis: this process and others beside it, or Spark. The rows are the same whoever does it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from lib.corpus.analyse import analyse
from lib.corpus.parallel import ordered_map


class Engine(Protocol):
    """Runs `lib.corpus.analyse.analyse` over batches of `DOCUMENTS`.

    Attributes:
        workers: processes on this machine, for what is made of the rows.
    """

    @property
    def workers(self) -> int:
        """How many processes of this machine may work."""

    def analysed(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of each batch, in order, with few batches ahead of what was taken."""


@dataclass(frozen=True, slots=True)
class Local:
    """This machine: one process for little work or one worker, otherwise a pool of processes."""

    workers: int

    def analysed(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of each batch, in order."""
        return ordered_map(analyse, batches, self.workers)
