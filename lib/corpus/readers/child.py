"""The child process that reads what foreign parsers must read: given open files, never paths; no network, no writing.

``python -m lib.corpus.readers.child SOCKET``; each request is a message with an open file beside it, each answer a
message a record or note, the last one ``null``.
"""

import json
import os
import resource
import socket
import sys
from typing import BinaryIO

from lib.corpus.documents import MAX_RECORD, Place, Row, is_too_large, refused
from lib.corpus.readers.archives import ARCHIVES, Member, read_archive
from lib.corpus.readers.columns import Columns
from lib.corpus.readers.formats import kind_of, read_document_file
from lib.corpus.readers.task import Task
from lib.corpus.readers.wire import as_values, message

MEMORY = 2 << 30
"""Bytes of address space; nearly 0.4 GB of it are libraries."""
OUT_OF_MEMORY = 77
"""Exit code of a child that met its limit of memory."""
REQUEST = 1 << 16
_FILES = 64
_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec")


def main() -> None:
    """Answer requests until the parent closes the socket."""
    _confine()
    with socket.socket(fileno=int(sys.argv[1])) as channel, channel.makefile("wb") as answers:
        while True:
            request, files, _, _ = socket.recv_fds(channel, REQUEST, 1)
            if not request:
                return
            with open(files[0], "rb") as file:
                try:
                    _answer(json.loads(request), file, answers)
                except MemoryError:
                    os._exit(OUT_OF_MEMORY)


def _answer(request: dict[str, object], file: BinaryIO, answers: BinaryIO) -> None:
    name, given, first = request["name"], request["columns"], request["first"]
    assert isinstance(name, str)
    assert isinstance(given, list)
    assert isinstance(first, int)
    task = Task(Columns(tuple((field, column) for field, column in given)), first)
    read = read_archive if kind_of(name).ending in ARCHIVES else read_document_file
    for item in read(file, name, Place(""), task):
        if isinstance(item, Row) and is_too_large(item.record):
            item = refused(item.place, "too_large", limit=MAX_RECORD)
        answers.write(message(as_values(item)))
        if isinstance(item, Member):
            answers.flush()
    answers.write(message(None))
    answers.flush()


def _confine() -> None:
    """Take from this process what a reader does not need: memory without end, files to write, the network."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(event)


if __name__ == "__main__":
    main()
