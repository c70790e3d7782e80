"""Readers: files in, documents and notes out. One module a format; this one finds the files and picks the reader."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from lib.corpus.documents import Document, Note, Place, refused, skipped
from lib.corpus.readers.gz import Damaged, TooLarge, unzipped
from lib.corpus.readers.jsonl import read_jsonl
from lib.corpus.readers.meter import Meter
from lib.corpus.readers.seed_form import read_seed_form

Reader = Callable[[BinaryIO, Place, date], Iterator[Document | Note]]

READERS: dict[str, Reader] = {".txt": read_seed_form, ".jsonl": read_jsonl, ".ndjson": read_jsonl}
"""Reader by the end of the file's name; each also reads the same file with ``.gz`` added."""

_SYSTEM_FILES = {"thumbs.db", "desktop.ini"}


def read_paths(paths: Iterable[Path], today: date, meter: Meter) -> Iterator[Document | Note]:
    """Yield the documents of files and folders (all that is below, by name), with notes on what is no document."""
    for path in paths:
        try:
            if path.is_dir():
                yield from _read_folder(path, path, today, meter)
            elif not path.exists():
                yield refused(Place(printable(path.name)), "not_found", "file")
            else:
                yield from _read_file(path, Place(printable(path.name)), today, meter)
        except OSError as error:
            yield refused(Place(printable(path.name)), "unreadable", "file", error=error.strerror)


def printable(name: str) -> str:
    """Return a file's name as text that every sink takes: bytes that are no UTF-8 are written as ``\\xff``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _read_folder(folder: Path, root: Path, today: date, meter: Meter) -> Iterator[Document | Note]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield refused(_below(folder, root), "unreadable", "file", error=error.strerror)
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_symlink():
            yield skipped(_below(path, root), "link")
        elif entry.is_dir(follow_symlinks=False):
            yield from _read_folder(path, root, today, meter)
        else:
            yield from _read_file(path, _below(path, root), today, meter)


def _below(path: Path, root: Path) -> Place:
    return Place(printable(str(path.relative_to(root))))


def _read_file(path: Path, place: Place, today: date, meter: Meter) -> Iterator[Document | Note]:
    name = path.name.lower()
    plain = name.removesuffix(".gz")
    reader = READERS.get(os.path.splitext(plain)[1])
    if name.startswith(".") or name in _SYSTEM_FILES:
        yield skipped(place, "hidden")
    elif reader is None:
        yield skipped(place, "unknown_format", format=os.path.splitext(path.name)[1])
    else:
        yield from _open_and_read(path, place, reader, today, meter)


def _open_and_read(path: Path, place: Place, reader: Reader, today: date, meter: Meter) -> Iterator[Document | Note]:
    """Yield what `reader` finds; a file that fails half-way keeps the records before."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a FIFO would block for ever
            yield skipped(place, "not_a_file")
            return
        with meter.open(path) as file:
            yield from reader(unzipped(file) if path.suffix.lower() == ".gz" else file, place, today)
    except TooLarge as error:
        yield refused(place, "bomb", "file", limit=error.limit)
    except Damaged:
        yield refused(place, "damaged_gz", "file")
    except OSError as error:
        yield refused(place, "unreadable", "file", error=error.strerror)
