"""The formats of documents: one table of endings and readers, and what is done before a reader gets a file."""

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from lib.corpus.documents import Note, Place, Row, refused
from lib.corpus.readers.csv_table import read_csv
from lib.corpus.readers.docx_file import read_docx
from lib.corpus.readers.eml import read_eml
from lib.corpus.readers.feed import read_feed
from lib.corpus.readers.html_page import read_html
from lib.corpus.readers.json_list import read_json
from lib.corpus.readers.jsonl import read_jsonl
from lib.corpus.readers.limits import Unusable, read_whole, unzipped
from lib.corpus.readers.markdown import read_markdown
from lib.corpus.readers.parquet import read_parquet
from lib.corpus.readers.seed_form import read_seed_form
from lib.corpus.readers.task import Reader, Task
from lib.corpus.readers.xlsx import read_xlsx


class Format(NamedTuple):
    """How files of an ending are read.

    Attributes:
        is_isolated: the parser is read in the child process of `lib.corpus.readers.isolation`.
        begins: the bytes with which every such file begins; such files are read in any order, not as a stream.
    """

    read: Reader
    is_isolated: bool = False
    begins: bytes = b""


FORMATS = {
    ".txt": Format(read_seed_form),
    ".jsonl": Format(read_jsonl),
    ".ndjson": Format(read_jsonl),
    ".json": Format(read_json),
    ".csv": Format(read_csv),
    ".tsv": Format(read_csv),
    ".md": Format(read_markdown, is_isolated=True),
    ".markdown": Format(read_markdown, is_isolated=True),
    ".html": Format(read_html, is_isolated=True),
    ".htm": Format(read_html, is_isolated=True),
    ".xml": Format(read_feed, is_isolated=True),
    ".rss": Format(read_feed, is_isolated=True),
    ".atom": Format(read_feed, is_isolated=True),
    ".eml": Format(read_eml, is_isolated=True),
    ".parquet": Format(read_parquet, is_isolated=True, begins=b"PAR1"),
    ".xlsx": Format(read_xlsx, is_isolated=True, begins=b"PK"),
    ".docx": Format(read_docx, is_isolated=True, begins=b"PK"),
}
"""Format by the end of the file's name; those that are streams are also read with ``.gz`` added."""


class Kind(NamedTuple):
    """What a file's name says of it."""

    ending: str
    is_zipped: bool


def kind_of(name: str) -> Kind:
    """Return the end of a file's name, apart from ``.gz``, in small letters.

    >>> kind_of("a.JSONL.gz"), kind_of("b.tgz"), kind_of("README")
    (Kind(ending='.jsonl', is_zipped=True), Kind(ending='.tar', is_zipped=True), Kind(ending='', is_zipped=False))
    """
    name = name.lower()
    if name.endswith(".tgz"):
        return Kind(".tar", True)
    plain = name.removesuffix(".gz")
    stem, dot, ending = plain.rpartition(".")
    return Kind(f".{ending}" if dot and stem else "", plain != name)


def read_document_file(file: BinaryIO, name: str, place: Place, task: Task) -> Iterator[Row | Note]:
    """Yield the records of an open file of a format of `FORMATS`; what makes it unusable is a note.

    Raises:
        OSError: reading fails.
    """
    kind = kind_of(name)
    format = FORMATS[kind.ending]
    try:
        if format.begins:
            file = _checked(file, format)
        yield from format.read(unzipped(file) if kind.is_zipped else file, place, task)
    except Unusable as error:
        yield refusal(error, place)


def refusal(error: Unusable, place: Place) -> Note:
    """Return the note that a file, or the rest of it, is refused."""
    values = dict(error.values)
    line = values.pop("line", None)
    return refused(place._replace(line=line) if isinstance(line, int) else place, error.key, "file", **values)


def _checked(file: BinaryIO, format: Format) -> BinaryIO:
    """Return a file that can be read in any order, and that begins as its format does."""
    if not file.seekable():
        file = io.BytesIO(read_whole(file))
    head = file.read(32)
    file.seek(0)
    if not head.strip():
        raise Unusable("empty")
    if not head.startswith(format.begins):
        raise Unusable("wrong_format", expected=format.begins.decode(), found=head.decode("ascii", "backslashreplace"))
    return file
