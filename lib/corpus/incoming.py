"""Files that a browser sent, put into a folder of their own: their names are hostile until they are made harmless."""

import os
import re
import shutil
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from lib.corpus.database import writing
from lib.corpus.documents import Note, Place, repaired

MAX_FILES, MAX_BYTES = 2_000, 200 * 1024 * 1024
"""Files, and bytes in all, of one upload."""
MAX_TEXT, MAX_ROWS = 512 * 1024 * 1024, 1_000_000
"""Bytes of headlines and texts, and records, that one upload may expand to."""
KEPT = 24 * 3600
"""Seconds after which files that nobody has read are removed."""
_DEPTH, _NAME = 8, 120


class UploadError(Exception):
    """An upload that is not taken; `key` and `values` are worded by the interface."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values or ''}".strip())
        self.key = key
        self.values = values


class Sent(NamedTuple):
    """A file as a browser sent it: its name, perhaps with folders before it, and its bytes."""

    name: str
    content: bytes


def check_size(sizes: Sequence[int]) -> None:
    """Refuse files, given by their sizes in bytes, that are too much for one upload.

    Raises:
        UploadError: ``upload.nothing``, ``upload.too_many_files`` or ``upload.too_large``.
    """
    if not sizes:
        raise UploadError("upload.nothing")
    if len(sizes) > MAX_FILES:
        raise UploadError("upload.too_many_files", found=len(sizes), limit=MAX_FILES)
    if sum(sizes) > MAX_BYTES:
        raise UploadError("upload.too_large", found=sum(sizes) >> 20, limit=MAX_BYTES >> 20)


def put(files: Iterable[Sent], folder: Path) -> list[Note]:
    """Write files into a new folder, under names that lead nowhere else; return notes on names that were changed.

    Raises:
        StoreError: ``store.no_space`` or ``store.not_writable``.
    """
    notes, seen = [], Counter[tuple[str, ...]]()
    with writing():
        folder.mkdir(parents=True)
        for file in files:
            path = _free(folder, safe_parts(file.name), seen)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as target:
                target.write(file.content)
            below = str(path.relative_to(folder))
            if below != file.name:
                notes.append(repaired(Place(below), "file_name"))
    return notes


def safe_parts(name: str) -> list[str]:
    """Return the folders and the name of a file from a name that may be anything.

    Nothing leads out of a folder, is longer than a file system takes, or has control, direction or invisible
    characters; the end of the name, which tells the format, stays.

    >>> safe_parts("../пресса/./отчёт\\u202e.txt"), safe_parts("C:\\\\a\\\\b.csv"), safe_parts("..")
    (['пресса', 'отчёт.txt'], ['C:', 'a', 'b.csv'], ['file'])
    """
    parts = [part for part in map(_safe_part, re.split(r"[/\\]", name)) if part.strip(".")]
    return parts[-_DEPTH:] or ["file"]


def _safe_part(part: str) -> str:
    kept = "".join(sign for sign in unicodedata.normalize("NFC", part) if unicodedata.category(sign)[0] != "C")
    kept = " ".join(kept.split())
    stem, ending = os.path.splitext(kept)
    while len((stem + ending).encode()) > _NAME:
        stem, ending = (stem[:-1], ending) if stem else (stem, ending[:-1])
    return stem + ending


def _free(folder: Path, parts: list[str], seen: Counter[tuple[str, ...]]) -> Path:
    """Return a path that no file has, and whose folders are no files; a number behind a name makes it another."""
    wanted = tuple(parts)
    while True:
        path = folder.joinpath(*parts)
        file = next((at for at in range(1, len(parts)) if folder.joinpath(*parts[:at]).is_file()), len(parts))
        if file == len(parts) and not path.exists():
            return path
        seen[wanted] += 1
        stem, ending = os.path.splitext(wanted[file - 1])
        parts = [*wanted[: file - 1], f"{stem} ({seen[wanted] + 1}){ending}", *wanted[file:]]


def clear_old(root: Path) -> None:
    """Remove uploads that nobody has read for `KEPT` seconds."""
    for folder in root.glob("*"):
        if folder.is_dir() and time.time() - folder.stat().st_mtime > KEPT:
            shutil.rmtree(folder, ignore_errors=True)
