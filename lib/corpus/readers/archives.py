"""Archives: their members are read as files of their own; none is ever written to the disk."""

import gzip
import posixpath
import re
import stat
import tarfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO, NamedTuple
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from lib.corpus.documents import Note, Place, Row, refused, skipped
from lib.corpus.readers.formats import FORMATS, kind_of, read_document_file, refusal
from lib.corpus.readers.limits import MAX_MEMBERS, Budget, Unusable, limited, size_of, unzipped
from lib.corpus.readers.task import Task

_DRIVE = re.compile(r"[A-Za-z]:")
_SYSTEM_FILES = {"thumbs.db", "desktop.ini"}
_DAMAGE = (BadZipFile, LargeZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError)


class Member(NamedTuple):
    """A member of an archive that comes next, by its number from 0."""

    number: int
    place: Place


class _Entry(NamedTuple):
    """A member of an archive, before it is looked at.

    Attributes:
        problem: why it cannot be read, ``link``, ``not_a_file`` or ``encrypted``; empty for a regular file.
    """

    name: str
    problem: str
    open: Callable[[], Any]


def read_archive(file: BinaryIO, name: str, place: Place, task: Task) -> Iterator[Row | Note | Member]:
    """Yield the records of an archive's members, each after its `Member`; what makes it unusable is a note.

    Raises:
        OSError: reading fails.
    """
    kind = kind_of(name)
    budget = Budget(size_of(file))
    try:
        for number, entry in enumerate(ARCHIVES[kind.ending](unzipped(file) if kind.is_zipped else file)):
            if number >= MAX_MEMBERS:
                raise Unusable("too_many_members", limit=MAX_MEMBERS)
            if number >= task.first:
                here = place._replace(member=_printable(entry.name))
                yield Member(number, here)
                yield from _read_member(entry, here, budget, task)
    except Unusable as error:
        yield refusal(error, place)
    except _DAMAGE:
        yield refused(place, "damaged", "file")


def is_hidden(name: str) -> bool:
    """Tell whether a file is hidden, or made by a system for itself."""
    return name.startswith(".") or name.lower() in _SYSTEM_FILES


def is_read(name: str) -> bool:
    """Tell whether files of this name are read at all."""
    kind = kind_of(name)
    if kind.ending in ARCHIVES:
        return not kind.is_zipped or kind.ending == ".tar"
    return kind.ending in FORMATS and not (kind.is_zipped and FORMATS[kind.ending].begins)


def name_problem(name: str) -> str:
    """Return why a member is not read because of its name, or an empty string.

    >>> [name_problem(name) for name in ("a/b.txt", "../b.txt", "C:\\\\b.txt", "a/.b.txt", "a.zip", "a.exe")]
    ['', 'unsafe_name', 'unsafe_name', 'hidden', 'nested', 'unknown_format']
    """
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(name):
        return "unsafe_name"
    if is_hidden(parts[-1]) or "__MACOSX" in parts:
        return "hidden"
    kind = kind_of(parts[-1])
    if kind.ending in ARCHIVES or kind.is_zipped:
        return "nested"
    return "" if kind.ending in FORMATS else "unknown_format"


def _read_member(entry: _Entry, place: Place, budget: Budget, task: Task) -> Iterator[Row | Note]:
    """Yield the records of a member; only a member beyond the limits of the whole archive ends it."""
    problem = name_problem(entry.name)
    if problem in ("hidden", "unknown_format"):
        ending = posixpath.splitext(entry.name)[1]
        yield skipped(place, problem, **({"format": ending} if problem == "unknown_format" else {}))
    elif problem or entry.problem:
        yield refused(place, problem or entry.problem, name=place.member)
    else:
        try:
            with _opened(entry) as stream:
                yield from read_document_file(limited(stream, budget), entry.name, place, task)
        except _DAMAGE:
            yield refused(place, "damaged", "file")
    budget.spend(0)


def _opened(entry: _Entry) -> Any:
    """Return a member as a stream.

    Raises:
        BadZipFile: the archive leads to no such place, or the name there is another or no text.
    """
    try:
        return entry.open()
    except ValueError as error:
        raise BadZipFile from error


def _zip_entries(file: BinaryIO) -> Iterator[_Entry]:
    with ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.filename.endswith("/"):  # is_dir() fails at an empty name
                yield _Entry(info.filename, _zip_problem(info), partial(archive.open, info))


def _zip_problem(info: ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "link"
    if kind not in (0, stat.S_IFREG):
        return "not_a_file"
    return "encrypted" if info.flag_bits & 1 else ""


def _tar_entries(file: BinaryIO) -> Iterator[_Entry]:
    with tarfile.open(fileobj=file, mode="r|") as archive:
        while (info := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined]  # they would be kept for ever
            if not info.isdir():
                problem = "" if info.isreg() else "link" if info.issym() or info.islnk() else "not_a_file"
                yield _Entry(info.name, problem, partial(archive.extractfile, info))


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


ARCHIVES: dict[str, Callable[[BinaryIO], Iterator[_Entry]]] = {".zip": _zip_entries, ".tar": _tar_entries}
"""Archives by the end of the file's name; ``.tar.gz`` and ``.tgz`` are read, too."""
