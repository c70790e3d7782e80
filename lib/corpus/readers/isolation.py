"""The parent's side of the child process in which foreign parsers run: it may die, the run goes on."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from lib.corpus.documents import Note, Place, Row, refused
from lib.corpus.readers.archives import Member
from lib.corpus.readers.child import OUT_OF_MEMORY
from lib.corpus.readers.columns import Columns
from lib.corpus.readers.wire import WireError, from_values, message, read_message

SILENCE = 60.0
"""Seconds without a record or a note after which a file is given up."""
_MOST_DEATHS = 20
_ROOT = Path(__file__).resolve().parents[3]


class Isolation:
    """One warm child process; it starts with the first file and ends with the ``with`` block.

    Args:
        silence: see `SILENCE`.
    """

    def __init__(self, silence: float = SILENCE) -> None:
        self._silence = silence
        self._child: _Child | None = None

    def __enter__(self) -> "Isolation":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, file: BinaryIO, name: str, place: Place, columns: Columns) -> Iterator[Row | Note]:
        """Yield the records of an open file; the child reads it from where it is.

        A member of an archive that kills the child is refused, and a new child goes on behind it.
        """
        next_member = 0
        for _ in range(_MOST_DEATHS):
            at, was_inside = place, False
            os.lseek(file.fileno(), 0, os.SEEK_SET)
            try:
                for item in self._answers(file, name, place, columns, next_member):
                    if isinstance(item, Member):
                        at, was_inside, next_member = item.place, True, item.number + 1
                    else:
                        yield item
                return
            except (WireError, OSError) as error:
                yield refused(at, self._reason(error), "file", seconds=int(self._silence))
                if not was_inside:
                    return
        yield refused(place, "too_many_failures", "file", limit=_MOST_DEATHS)

    def _answers(
        self, file: BinaryIO, name: str, place: Place, columns: Columns, first: int
    ) -> Iterator[Row | Note | Member]:
        self._child = self._child or _Child(self._silence)
        self._child.ask({"name": name, "columns": columns.given, "first": first}, file)
        is_done = False
        try:
            while (values := self._child.answer()) is not None:
                yield from_values(values, place.file)
            is_done = True
        finally:
            if not is_done:
                self._code = self._end()

    def _reason(self, error: Exception) -> str:
        if isinstance(error, TimeoutError):
            return "reader_slow"
        return "reader_memory" if self._code == OUT_OF_MEMORY else "reader_failed"

    def _end(self) -> int:
        """End the child; return its exit code, or minus the signal that ended it."""
        child, self._child = self._child, None
        return child.end() if child else 0


class _Child:
    def __init__(self, silence: float) -> None:
        ours, theirs = socket.socketpair()
        ours.settimeout(silence)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "lib.corpus.readers.child", str(theirs.fileno())],
                cwd=_ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if sys.flags.dev_mode else subprocess.DEVNULL,
            )
        self._socket = ours
        self._stream = ours.makefile("rb")

    def ask(self, request: dict[str, object], file: BinaryIO) -> None:
        """Send a request with an open file.

        Raises:
            OSError: the child is gone.
        """
        socket.send_fds(self._socket, [message(request)[4:]], [file.fileno()])

    def answer(self) -> object:
        """Return the next answer, None after the last.

        Raises:
            WireError: the child is gone.
            TimeoutError: it says nothing for too long.
        """
        return read_message(self._stream)

    def end(self) -> int:
        """End the process, at once if it is busy; return its exit code."""
        self._stream.close()
        self._socket.close()
        try:
            code = self._process.wait(0.2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        return code
