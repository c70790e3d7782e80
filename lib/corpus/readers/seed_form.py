"""The seed form: ``date YYYY-MM-DD headline``, a blank line, the body; one or many articles a file."""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from lib.corpus.documents import MAX_RECORD, Note, Place, Record, Row, refused
from lib.corpus.readers.task import Task
from lib.corpus.readers.text import read_text

_FIRST = re.compile(
    r"\s{0,20}date\s+([0-9]{1,2} [а-я]{3,8}\.? [0-9]{4}(?: г\.)?|\S+(?: [0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?= ))?)"
    r"[^\S\n]*([^\n]*)"
)
_NEXT = re.compile(r"(?m)^ ?date [0-9]{4}-[0-9]{2}-[0-9]{2}(?:T\S{1,30})?(?:[^\S\n][^\n]*)?\n(?=[^\S\n]*(?:\n|\Z))")


class _Article(NamedTuple):
    line: int
    text: str


def read_seed_form(file: BinaryIO, place: Place, _task: Task) -> Iterator[Row | Note]:
    """Yield the articles of a text file; each begins at a line ``date …``, with or without a leading space."""
    text, notes = read_text(file, place)
    yield from notes
    yield from read_articles(text, place)


def read_articles(text: str, place: Place) -> Iterator[Row | Note]:
    """Yield the articles of a text with ``\\n`` line ends."""
    for article in _articles(text):
        yield _read_article(article, place._replace(line=article.line))


def begins_article(text: str) -> bool:
    """Tell whether text begins with the header of an article."""
    return _FIRST.match(text) is not None


def _articles(text: str) -> Iterator[_Article]:
    """Yield the pieces of a file that each begin with a header; what stands before the first one is a piece too."""
    starts = [match.start() for match in _NEXT.finditer(text)]
    if not starts or text[: starts[0]].strip():
        starts.insert(0, 0)
    line, before = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", before, start)
        before = start
        yield _Article(line, text[start:end])


def _read_article(article: _Article, place: Place) -> Row | Note:
    header = _FIRST.match(article.text)
    if header is None:
        return refused(place, "no_date_line")
    if len(article.text) > MAX_RECORD:
        return refused(place, "too_large", limit=MAX_RECORD)
    body = article.text[header.end() :].strip("\n").rstrip()
    return Row(Record(date=header[1], title=header[2], text=body), place)
