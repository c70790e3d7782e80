"""What is fuzzed: each reader, the statement extractor, the query language and links, with what must hold of each."""

import io
import tarfile
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

from lib.corpus.documents import Document, Note, Place, Row, read_record
from lib.corpus.query_language import QueryError, parse
from lib.corpus.query_writing import write
from lib.corpus.readers.archives import ARCHIVES, read_archive
from lib.corpus.readers.formats import kind_of, read_document_file
from lib.corpus.readers.task import Task
from lib.corpus.readers.wire import as_values, from_values, message, read_message
from lib.i18n import LANGUAGES, t
from lib.text.clean import repair
from lib.text.dateline import dateline
from lib.text.statements import extract
from lib.text.tokens import sentences, tokenize
from lib.text.traps import find_traps
from lib.view import decode, encode
from tests.fuzz import seeds

TODAY = date(2026, 3, 1)
LONGEST = 1 << 15
"""Bytes of an input."""


class Target(NamedTuple):
    """What is given bytes until it breaks.

    Attributes:
        run: takes any bytes; raises if what must hold does not.
        seeds: inputs to begin with.
        words: byte strings that are put into inputs.
    """

    run: Callable[[bytes], None]
    seeds: Sequence[bytes]
    words: Sequence[bytes] = ()


def read(name: str, data: bytes) -> None:
    """Hold what is read from a file of this name to what the parent process and the report need of it."""
    reader = read_archive if kind_of(name).ending in ARCHIVES else read_document_file
    for item in reader(io.BytesIO(data), name, Place(name), Task()):
        assert from_values(read_message(io.BytesIO(message(as_values(item)))), name) is not None
        for found in read_record(item.record, item.place, TODAY) if isinstance(item, Row) else (item,):
            if isinstance(found, Note):
                assert all(t(f"intake.note.{found.key}", language, **found.values) for language in LANGUAGES)
            elif isinstance(found, Document):
                assert repair(found.text) == (found.text, []), "a text is repaired once"
                found.title.encode(), found.source.encode(), found.url.encode()
                assert found.text.strip() or found.title


def _or_gzip(ending: str, data: bytes) -> None:
    """Read bytes as they are; behind a zero byte, what follows within gzip."""
    if data[:1] == b"\0":
        read(f"a{ending}.gz", seeds.gzipped(data[1:]))
    else:
        read(f"a{ending}", data)


def _package(name: str, members: Sequence[tuple[str, bytes]], data: bytes) -> None:
    """Read bytes as they are; behind the number of a member, a good package in which that member is what follows."""
    number = data[0] if data else 255
    if number >= len(members):
        read(name, data)
        return
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for place, (member, content) in enumerate(members):
            archive.writestr(member, data[1:] if place == number else content)
    read(name, buffer.getvalue())


def _archive(data: bytes) -> None:
    """Read a zip or a tar as it is; behind a zero byte, one of the members that follow, name and content by turns."""
    if data[:1] != b"\0":
        read("a.tar" if data[257:262] == b"ustar" else "a.zip", data)
        return
    parts = data[1:].split(b"\xfe\xff")
    members = [
        (name.decode("utf-8", "replace"), content) for name, content in zip(parts[::2], parts[1::2], strict=False)
    ]
    read("a.zip", seeds.zipped(members))
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    read("a.tar.gz", buffer.getvalue())


def statements(data: bytes) -> None:
    """Hold statements, sentences, tokens and traps to their text."""
    text = repair(seeds.spelled(data))[0]
    for statement in extract(text[:60], text):
        assert 0 <= statement.start < statement.end <= len(text)
        assert text[statement.start : statement.end].strip()
        assert 0 <= statement.confidence <= 1
        assert statement.mention is None or 0 <= statement.mention[0] < statement.mention[1] <= len(text)
    spans = sentences(text)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    for token in tokenize(text):
        span = spans[bisect_right(spans, token.start, key=lambda span: span.start) - 1]
        assert span.start <= token.start < token.end <= span.end
    for trap in find_traps(text):
        assert 0 <= trap.span.start <= trap.span.end <= len(text)
    dateline(text)


def query(data: bytes) -> None:
    """A query is read, or refused at a place in it; written again it means the same."""
    text = seeds.spelled(data)
    problem = None
    try:
        found = parse(text)
    except QueryError as error:
        problem = error
    if problem:
        assert 0 <= problem.position <= len(text)
        assert all(t(problem.key, language, **problem.values) for language in LANGUAGES)
    else:
        assert parse(write(found)) == found


def link(data: bytes) -> None:
    """A link is read, whatever it is; written again it is what it was."""
    text = data.decode("utf-8", "surrogateescape")
    with suppress(ValueError):  # of the parser of query strings: too many fields
        view, notices = decode(parse_qs(text, keep_blank_values=True, errors="surrogateescape"))
        assert all(t(notice.key, "ru", parameter=notice.parameter, value=notice.value) for notice in notices)
        written = encode(view)
        again, said = decode(parse_qs(urlencode(written), keep_blank_values=True))
        assert (encode(again), said) == (written, said if view.unreadable else [])


TARGETS = {
    **{
        ending[1:]: Target(partial(_or_gzip, ending), seeds.of(ending), seeds.WORDS)
        for ending in (".txt", ".csv", ".tsv", ".json", ".jsonl")
    },
    **{
        ending[1:]: Target(partial(read, f"a{ending}"), seeds.of(ending), seeds.WORDS)
        for ending in (".md", ".html", ".xml", ".atom", ".eml", ".parquet")
    },
    "xlsx": Target(partial(_package, "a.xlsx", seeds.WORKBOOK), seeds.members(seeds.WORKBOOK), seeds.WORDS),
    "docx": Target(partial(_package, "a.docx", seeds.LETTER), seeds.members(seeds.LETTER), seeds.WORDS),
    "archive": Target(_archive, [*seeds.of(".zip"), *seeds.of(".tar"), seeds.MEMBERS], seeds.WORDS),
    "statements": Target(statements, seeds.texts()),
    "query": Target(query, seeds.queries()),
    "link": Target(link, seeds.links(), seeds.PARAMETERS),
}
"""What is fuzzed, by name."""
