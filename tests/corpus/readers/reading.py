"""What a reader makes of a file, in a form that a test can show."""

from datetime import date
from pathlib import Path

from lib.corpus.documents import Document, Note
from lib.corpus.readers import read_paths
from lib.corpus.readers.meter import Meter


def read_all(*paths: Path) -> list[Document | Note]:
    """Return all that is read from files and folders."""
    return list(read_paths(paths, date(2026, 3, 1), Meter(paths)))


def read(folder: Path, name: str, data: bytes) -> list[Document | Note]:
    """Return all that is read from a file with this name and content."""
    path = folder / name
    path.write_bytes(data)
    return read_all(path)


def documents(folder: Path, name: str, data: bytes) -> list[Document]:
    """Return the documents of a file with this name and content."""
    return [item for item in read(folder, name, data) if isinstance(item, Document)]


def notes(folder: Path, name: str, data: bytes) -> list[str]:
    """Return the notes on a file with this name and content, a line each."""
    return [shown(item) for item in read(folder, name, data) if isinstance(item, Note)]


def shown(note: Note) -> str:
    """Return a note as ``file:line kind key values``."""
    place = f"{note.place.file}:{note.place.line}" if note.place.line else note.place.file
    return f"{place} {note.kind} {note.key} {note.values}"
