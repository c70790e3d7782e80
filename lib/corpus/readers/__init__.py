"""Readers: files in, documents and notes out. One module a format; this one finds the files.

``formats`` has the table of formats, ``archives`` what holds files of them. Every reader yields records
(`lib.corpus.documents.Row`) and notes; here the records become documents.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lib.corpus.documents import Document, Note, Place, Row, read_record, refused, size_of, skipped
from lib.corpus.readers.archives import is_hidden, is_read
from lib.corpus.readers.columns import MAPPING_FILE, NO_MAPPING, Columns, MappingError, read_mapping
from lib.corpus.readers.formats import FORMATS, kind_of, read_document_file
from lib.corpus.readers.isolation import Isolation
from lib.corpus.readers.limits import MAX_ROWS
from lib.corpus.readers.meter import Meter
from lib.corpus.readers.task import Task

_MAX_MAPPING = 100_000


@dataclass(frozen=True)
class Reading:
    """How input is read.

    Attributes:
        columns: the mapping that goes before those of ``columns.toml`` files.
        max_rows: records after which a run ends.
        max_text: bytes of headlines and texts after which a run ends; None for no limit.
        name: what the input is called; empty for the names of its files and folders.
        isolation: a child process that outlives the run, for who reads again and again; None for one of its own.
        below: the folder that names of single files are told from; None names them without their folders.
    """

    columns: Columns = NO_MAPPING
    max_rows: int = MAX_ROWS
    max_text: int | None = None
    name: str = ""
    isolation: Isolation | None = None
    below: Path | None = None


AS_IT_IS = Reading()
"""Nothing mapped by hand, the usual limit."""


def read_paths(
    paths: Iterable[Path], today: date, meter: Meter, reading: Reading = AS_IT_IS
) -> Iterator[Document | Note]:
    """Yield the documents of files and folders (all that is below, by name), with notes on what is no document."""
    rows = size = 0
    with nullcontext(reading.isolation) if reading.isolation else Isolation() as isolation:
        files = _Files(meter, isolation, reading.below)
        for path in paths:
            for found in files.read(path, reading.columns):
                if isinstance(found, Note):
                    yield found
                    continue
                rows += 1
                if rows > reading.max_rows:
                    yield refused(found.place, "too_many_rows", "file", limit=reading.max_rows)
                    return
                size += size_of(found.record)
                if reading.max_text is not None and size > reading.max_text:
                    yield refused(found.place, "too_much_text", "file", limit=reading.max_text)
                    return
                yield from read_record(found.record, found.place, today)


def printable(name: str) -> str:
    """Return a file's name as text that every sink takes: bytes that are no UTF-8 are written as ``\\xff``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


class _Files:
    """Finds files and has them read, here or by the child process."""

    def __init__(self, meter: Meter, isolation: Isolation, below: Path | None) -> None:
        self._meter = meter
        self._isolation = isolation
        self._below = below

    def read(self, path: Path, columns: Columns) -> Iterator[Row | Note]:
        """Yield the records of a file or of all files below a folder."""
        place = _below(path, self._below) if self._below else Place(printable(path.name))
        try:
            if path.is_dir():
                yield from self._read_folder(path, path, columns)
            elif not path.exists():
                yield refused(place, "not_found", "file")
            else:
                beside, notes = _mapping_in(path.parent, Place(MAPPING_FILE))
                yield from notes
                yield from self._read_file(path, place, columns.over(beside))
        except OSError as error:
            yield refused(place, "unreadable", "file", error=error.strerror)

    def _read_folder(self, folder: Path, root: Path, columns: Columns) -> Iterator[Row | Note]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield refused(_below(folder, root), "unreadable", "file", error=error.strerror)
            return
        beside, notes = _mapping_in(folder, _below(folder / MAPPING_FILE, root))
        yield from notes
        for entry in entries:
            path = Path(entry.path)
            if entry.is_symlink():
                yield skipped(_below(path, root), "link")
            elif entry.is_dir(follow_symlinks=False):
                yield from self._read_folder(path, root, columns)
            elif entry.name != MAPPING_FILE:
                yield from self._read_file(path, _below(path, root), columns.over(beside))

    def _read_file(self, path: Path, place: Place, columns: Columns) -> Iterator[Row | Note]:
        if is_hidden(path.name):
            yield skipped(place, "hidden")
        elif not is_read(path.name):
            yield skipped(place, "unknown_format", format=os.path.splitext(path.name)[1])
        else:
            try:
                yield from self._open_and_read(path, place, columns)
            except OSError as error:
                yield refused(place, "unreadable", "file", error=error.strerror)

    def _open_and_read(self, path: Path, place: Place, columns: Columns) -> Iterator[Row | Note]:
        if not stat.S_ISREG(path.stat().st_mode):  # a FIFO would block for ever
            yield skipped(place, "not_a_file")
            return
        format = FORMATS.get(kind_of(path.name).ending)
        with self._meter.open(path) as file:
            if format and not format.is_isolated:
                yield from read_document_file(file, path.name, place, Task(columns))
            else:
                items = self._isolation.read(file, path.name, place, columns)
                yield from self._meter.follow(file, items)


def _mapping_in(folder: Path, place: Place) -> tuple[Columns, list[Note]]:
    """Return the mapping of the ``columns.toml`` of a folder, or why it cannot be used."""
    path = folder / MAPPING_FILE
    if path.is_symlink() or not path.is_file():
        return NO_MAPPING, []
    try:
        with path.open("rb") as file:
            return read_mapping(file.read(_MAX_MAPPING).decode()), []
    except (MappingError, UnicodeDecodeError) as error:
        return NO_MAPPING, [refused(place, "bad_mapping", "file", error=str(error))]


def _below(path: Path, root: Path) -> Place:
    return Place(printable(str(path.relative_to(root))))
