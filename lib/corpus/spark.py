"""The analysis by Spark: batches go out as Parquet files to a place that executors share, rows come back the same way.

A file is named by what is in it and by the code that reads it, so a batch that was analysed before a run was stopped
is not analysed again, and a task that Spark starts twice writes the same file. What executors need of this project is
sent to them; the packages of requirements.lock have to be there, in the same versions.
"""

import hashlib
import posixpath
import tempfile
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from lib.corpus.analyse import analyse
from lib.corpus.database import StoreError
from lib.corpus.files import ASIDE
from lib.corpus.versions import analysis_version, package_versions

_WAVE = 4
"""Batches that go out at once, for each task that can run at once; while they are analysed the next ones are read."""

_ROOT = Path(__file__).resolve().parents[2]


class _Task(NamedTuple):
    """A file of `DOCUMENTS`, the file of `ROWS` that is made of it, and the versions of the packages that make it."""

    given: str
    made: str
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spark:
    """A Spark cluster.

    Attributes:
        master: its address, as Spark knows it: ``spark://host:7077``, ``yarn``, ``k8s://…``, ``local[2]``.
        exchange: folder or address of an object store that this machine and all executors can write to.
        workers: processes on this machine, for what is made of the rows.
    """

    master: str
    exchange: str
    workers: int

    def analysed(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of each batch, in order. Without a batch nothing is started.

        Raises:
            StoreError: ``spark.missing``, ``spark.exchange``, ``spark.versions`` or ``spark.failed``.
        """
        stream = iter(batches)
        first = list(islice(stream, 1))
        if not first:
            return
        exchange = _Exchange(self.exchange)
        with _context(self.master) as context, ThreadPoolExecutor(1) as beside:
            under_way: deque[tuple[Future[None], list[_Task]]] = deque()
            try:
                for wave in _waves(chain(first, stream), _WAVE * context.defaultParallelism):
                    tasks = list(map(exchange.give, wave))
                    waiting = [task for task in tasks if not exchange.has(task.made)]
                    under_way.append((beside.submit(_run, context, waiting), tasks))
                    if len(under_way) > 1:
                        yield from _taken(exchange, *under_way.popleft())
                while under_way:
                    yield from _taken(exchange, *under_way.popleft())
            finally:
                for waits, _ in under_way:
                    waits.cancel()
                context.cancelAllJobs()


def _taken(exchange: "_Exchange", run: "Future[None]", tasks: Iterable[_Task]) -> Iterator[pa.RecordBatch]:
    run.result()
    return map(exchange.take, tasks)


class _Exchange:
    """The place where files change hands."""

    def __init__(self, address: str) -> None:
        try:
            self._system, self._folder = fs.FileSystem.from_uri(_absolute(address))
            self._system.create_dir(self._folder, recursive=True)
        except (OSError, ValueError, pa.ArrowException) as error:
            raise StoreError("spark.exchange", place=address, error=str(error)) from error
        self._address = _absolute(address).rstrip("/")

    def give(self, batch: pa.RecordBatch) -> _Task:
        """Write a batch, unless it is there; return what is to be done with it."""
        state = hashlib.sha256(analysis_version().encode())
        for doc, id in zip(batch.column("doc").to_pylist(), batch.column("id").to_pylist(), strict=True):
            state.update(f"\0{doc} {id}".encode())
        name = state.hexdigest()[:16]
        given, made = (f"{self._address}/{name}.{kind}.parquet" for kind in ("documents", "rows"))
        task = _Task(given, made, package_versions())
        if not self.has(task.given):
            _write(task.given, batch)
        return task

    def has(self, address: str) -> bool:
        """Tell whether a file is there, as a whole: it gets its name when it is written."""
        found = self._system.get_file_info(self._path(address))
        return bool(found.type == fs.FileType.File)

    def take(self, task: _Task) -> pa.RecordBatch:
        """Return the rows of a batch; its files are not needed any more."""
        try:
            rows = _read(task.made)
        except FileNotFoundError as error:
            raise StoreError("spark.exchange", place=self._address, error=error.strerror) from error
        for address in (task.given, task.made):
            self._system.delete_file(self._path(address))
        return rows

    def _path(self, address: str) -> str:
        return posixpath.join(self._folder, posixpath.basename(address))


def _absolute(address: str) -> str:
    return address if "://" in address else str(Path(address).resolve())


def _waves(batches: Iterable[pa.RecordBatch], size: int) -> Iterator[list[pa.RecordBatch]]:
    stream = iter(batches)
    while wave := list(islice(stream, size)):
        yield wave


def _run(context: Any, tasks: Sequence[_Task]) -> None:
    """Have executors do tasks, and wait for all."""
    if not tasks:
        return
    from py4j.protocol import Py4JError

    try:
        found = context.parallelize(tasks, len(tasks)).map(_work).collect()
    except Py4JError as error:
        told = str(getattr(error, "java_exception", error)).strip().splitlines()
        raise StoreError("spark.failed", error=told[0] if told else type(error).__name__) from error
    if others := set(found) - {package_versions()}:
        raise StoreError("spark.versions", expected=", ".join(package_versions()), found=", ".join(min(others)))


def _work(task: _Task) -> tuple[str, ...]:
    """Do a task, on an executor; return the versions of its packages. With other ones nothing is made."""
    given, made, versions = task
    if versions == package_versions():
        _write(made, analyse(_read(given)))
    return package_versions()


def _read(address: str) -> pa.RecordBatch:
    system, path = fs.FileSystem.from_uri(address)
    with system.open_input_file(path) as file:
        (batch,) = pq.read_table(file).combine_chunks().to_batches()
    return batch


def _write(address: str, batch: pa.RecordBatch) -> None:
    """Write a batch so that the file is there as a whole or not at all."""
    system, path = fs.FileSystem.from_uri(address)
    aside = f"{path}.{uuid4().hex}{ASIDE}"
    with system.open_output_stream(aside) as file, pq.ParquetWriter(file, batch.schema, compression="zstd") as writer:
        writer.write_batch(batch)
    system.move(aside, path)


@contextmanager
def _context(master: str) -> Iterator[Any]:
    """Start Spark, and stop it."""
    try:
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkException
    except ImportError as error:
        raise StoreError("spark.missing") from error
    settings = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
    conf = SparkConf().setMaster(master).setAppName("svodka").setAll(list(settings.items()))
    with tempfile.TemporaryDirectory() as folder:
        try:
            context = SparkContext(conf=conf)
        except (PySparkException, OSError) as error:
            raise StoreError("spark.failed", error=str(error).strip().splitlines()[0]) from error
        try:
            context.addPyFile(str(_packed(Path(folder) / "svodka.zip")))
            yield context
        finally:
            context.stop()


def _packed(path: Path) -> Path:
    """Pack the code that the analysis needs."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted([_ROOT / "lib" / "__init__.py", *(_ROOT / "lib/text").rglob("*.py"),
                            *(_ROOT / "lib/corpus").glob("*.py")]):  # fmt: skip
            archive.write(file, file.relative_to(_ROOT))
    return path
