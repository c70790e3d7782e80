"""Markdown: front matter or the first heading tell what the article is; the text is kept without its marks."""

import re
import tomllib
from collections.abc import Iterator
from typing import BinaryIO

from lib.corpus.documents import Note, Place, Row
from lib.corpus.readers.prose import article_of
from lib.corpus.readers.seed_form import begins_article, read_articles
from lib.corpus.readers.task import Task
from lib.corpus.readers.text import read_text

_FENCE = re.compile(r"\A(---|\+\+\+)[^\S\n]*\n(.{0,20000}?)\n\1[^\S\n]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"(?m)^([A-Za-zА-Яа-яЁё_-]{1,30})[^\S\n]*:[^\S\n]*(\S[^\n]*)$")
_HEADING = re.compile(r"#{1,6}[^\S\n]+(.*?)[^\S\n]*#*\Z")
_MARKS = (
    (re.compile(r"(?m)^[^\S\n]{0,3}#{1,6}[^\S\n]+"), ""),
    (re.compile(r"(?m)^[^\S\n]{0,3}(?:>[^\S\n]?){1,9}"), ""),
    (re.compile(r"(?m)^[^\S\n]{0,20}[*+-][^\S\n]+(?=\S)"), "— "),
    (re.compile(r"(?m)^[^\S\n]{0,3}(?:```|~~~)[^\n]*\n?"), ""),
    (re.compile(r"(?m)^[^\S\n]{0,3}(?:[*_-][^\S\n]?){3,80}$"), ""),
    (re.compile(r"!\[([^\]\n]{0,500})\]\([^()\s]{0,2000}(?:[^\S\n]\"[^\"\n]{0,500}\")?\)"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\]\([^()\s]{0,2000}(?:[^\S\n]\"[^\"\n]{0,500}\")?\)"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"(?<![\w*])(\*\*|__)(?=\S)([^*_\n]{1,1000})(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,1000})(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)
"""Marks of Markdown, and what stays of them; in order of application."""


def read_markdown(file: BinaryIO, place: Place, task: Task) -> Iterator[Row | Note]:
    """Yield the article of a file, or the articles of one in the seed form."""
    text, notes = read_text(file, place)
    yield from notes
    if begins_article(text):
        yield from read_articles(text, place)
        return
    fields, body = _front_matter(text, task)
    blocks = [block.strip("\n") for block in re.split(r"\n[^\S\n]*\n", body) if block.strip()]
    title = fields.pop("title", "")
    if not title and blocks and (heading := _HEADING.match(blocks[0].strip())):
        title = plain(heading[1])
        blocks = blocks[1:]
    paragraphs = [line for line in map(plain, blocks) if line]
    yield Row(article_of(paragraphs, title, **fields), place)


def plain(text: str) -> str:
    """Return Markdown without its marks.

    >>> plain("**Важно**: [ТАСС](https://tass.example) *сообщил*, 2 * 2 = 4")
    'Важно: ТАСС сообщил, 2 * 2 = 4'
    """
    for pattern, kept in _MARKS:
        text = pattern.sub(kept, text)
    return text.strip()


def _front_matter(text: str, task: Task) -> tuple[dict[str, str], str]:
    """Return the fields between the fences at the beginning, ``key: value`` or TOML, and the text after them."""
    fence = _FENCE.match(text)
    if fence is None:
        return {}, text
    if fence[1] == "+++":
        try:
            values = {key: str(value) for key, value in tomllib.loads(fence[2]).items()}
        except tomllib.TOMLDecodeError:
            values = {}
    else:
        values = {key: value.strip().strip("\"'") for key, value in _PAIR.findall(fence[2])}
    names = list(values)
    found = {field: values[names[at]] for field, at in task.columns.find(names).items() if field != "text"}
    return found, text[fence.end() :]
