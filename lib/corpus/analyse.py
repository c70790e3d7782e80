"""Documents to rows: everything that needs morphology happens here, once for each document.

One pure function over an Arrow batch. It is run in this process for little, in other processes for much, and gives
the same rows wherever it runs.
"""

import hashlib
import logging
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import category

import pyarrow as pa

from lib.text.clean import fold
from lib.text.dateline import dateline
from lib.text.lemmas import is_stop, lemma
from lib.text.spans import Span
from lib.text.statement import Statement
from lib.text.statements import extract
from lib.text.timexes import find_timexes
from lib.text.tokens import is_word, sentences, tokenize
from lib.text.traps import find_traps

MAX_SENTENCES = 65_535
"""Sentences of a document that the search can tell apart; what is beyond belongs to the last one."""

CAPITAL, INITIAL, NUMBER, STOP = 1, 2, 4, 8
"""Marks of a token: begins with a capital; is the first of its sentence, or behind a bullet; has no letter; says
nothing alone."""

_BULLETS = frozenset("|•·[")
"""Signs behind which any word has a capital, as pictures do: in menus of pages and posts."""

UNREAD = "unread"
"""Trap of a document whose statements could not be read, through a fault of ours."""

DOCUMENTS = pa.schema([("doc", pa.int32()), ("id", pa.string()), ("title", pa.string()), ("text", pa.large_string())])
"""What goes in."""

_STATEMENT = pa.struct(
    [
        *((name, pa.int32()) for name in ("start", "end", "mention_start", "mention_end")),
        *((name, pa.int32()) for name in ("sentence", "last_sentence", "first_token", "end_token", "words")),
        *((name, pa.string()) for name in ("type", "cue", "speaker", "role", "kind", "rule")),
        ("confidence", pa.float32()),
    ]
)

_TRAP = pa.struct([("name", pa.string()), *((name, pa.int32()) for name in ("n", "start", "end"))])

_TIMEX = pa.struct(
    [
        *((name, pa.int32()) for name in ("start", "end", "sentence")),
        *((name, pa.string()) for name in ("rule", "value", "toward")),
    ]
)

ROWS = pa.schema(
    [
        ("doc", pa.int32()),
        ("digest", pa.string()),  # of everything below, so that two analyses can be held side by side
        ("words", pa.int32()),
        ("city", pa.string()),  # of the dateline; the next three too
        ("agency", pa.string()),
        ("day", pa.int32()),
        ("month", pa.int32()),
        ("title_lemmas", pa.list_(pa.string())),
        ("title_starts", pa.list_(pa.int32())),  # before the text, as `title_offset` has it
        ("title_ends", pa.list_(pa.int32())),
        ("sentence_starts", pa.list_(pa.int32())),
        ("sentence_ends", pa.list_(pa.int32())),
        ("sentence_tokens", pa.list_(pa.int32())),  # index of the first token of each sentence
        ("lemmas", pa.list_(pa.string())),  # of words and numbers; punctuation is left out
        ("forms", pa.list_(pa.string())),
        ("starts", pa.list_(pa.int32())),
        ("ends", pa.list_(pa.int32())),
        ("marks", pa.list_(pa.uint8())),
        ("spellings", pa.list_(pa.string())),  # null unless a word has capitals elsewhere than at its beginning
        ("statements", pa.list_(_STATEMENT)),
        ("traps", pa.list_(_TRAP)),
        ("timexes", pa.list_(_TIMEX)),
    ]
)
"""What comes out: one row a document."""


_LOG = logging.getLogger("svodka")


class _Word(NamedTuple):
    lemma: str
    form: str
    mark: int
    spelling: str | None


class _Tokens(NamedTuple):
    """Parallel columns: one entry a word or number."""

    lemmas: list[str]
    forms: list[str]
    starts: list[int]
    ends: list[int]
    marks: list[int]
    spellings: list[str | None]


def analyse(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the rows of `ROWS` for a batch of `DOCUMENTS`, in the same order."""
    columns = (batch.column(name).to_pylist() for name in ("doc", "id", "title", "text"))
    rows = [_row(doc, id, title, text) for doc, id, title, text in zip(*columns, strict=True)]
    return pa.RecordBatch.from_pylist(rows, schema=ROWS)


def _row(doc: int, id: str, title: str, text: str) -> dict[str, object]:
    spans = _sentences(text)
    tokens = _tokens(text, spans)
    statements, is_read = _statements(title, text)
    line = dateline(text)
    row = {
        "words": sum(not mark & NUMBER for mark in tokens.marks),
        "city": line.city if line else None,
        "agency": line.agency if line else None,
        "day": line.day if line else None,
        "month": line.month if line else None,
        **_title_columns(title),
        "sentence_starts": [span.start for span in spans],
        "sentence_ends": [span.end for span in spans],
        "sentence_tokens": [bisect_left(tokens.starts, span.start) for span in spans],
        **tokens._asdict(),
        "statements": [_statement(statement, spans, tokens) for statement in statements],
        "traps": [
            *(
                {"name": trap.name, "n": trap.n, "start": trap.span.start, "end": trap.span.end}
                for trap in find_traps(text)
            ),
            *([] if is_read else [{"name": UNREAD, "n": 1, "start": 0, "end": 0}]),
        ],
        "timexes": _timexes(text, spans, line.end if line else 0),
    }
    return {"doc": doc, "digest": _digest(id, row), **row}


def _statements(title: str, text: str) -> tuple[list[Statement], bool]:
    """Return the statements of a document, and whether they could be read.

    A rule that fails on one text in a million must not keep a million from being read: the fault is told, and counted
    with the traps.
    """
    try:
        return extract(title, text), True
    except Exception:  # noqa: BLE001  # whatever a rule of ours may raise
        _LOG.exception("the statements of a document could not be read")
        return [], False


def title_offset(title: str) -> int:
    """Return what is added to an offset in a title so that it is negative, as if the title stood a line above.

    >>> title_offset("Да")
    -3
    """
    return -len(title) - 1


def _title_columns(title: str) -> dict[str, list[object]]:
    words = [token for token in tokenize(title) if is_word(token.text)]
    shift = title_offset(title)
    return {
        "title_lemmas": [lemma(token.text) for token in words],
        "title_starts": [token.start + shift for token in words],
        "title_ends": [token.end + shift for token in words],
    }


def _digest(id: str, row: dict[str, object]) -> str:
    return hashlib.sha256(f"{id} {list(row.values())}".encode()).hexdigest()


def _sentences(text: str) -> list[Span]:
    spans = sentences(text)
    if len(spans) > MAX_SENTENCES:
        spans[MAX_SENTENCES - 1 :] = [Span(spans[MAX_SENTENCES - 1].start, spans[-1].end)]
    return spans


def _tokens(text: str, spans: Sequence[Span]) -> _Tokens:
    lemmas, forms, starts, ends, marks, spellings = tokens = _Tokens([], [], [], [], [], [])
    first = {span.start for span in spans}
    before = " "
    for written, start, end in tokenize(text):
        word = _word(written)
        if word is not None:
            key, form, mark, spelling = word
            lemmas.append(key)
            forms.append(form)
            starts.append(start)
            ends.append(end)
            marks.append(mark | INITIAL if start in first or _is_bullet(before) else mark)
            spellings.append(spelling)
        before = written[-1]
    return tokens


@lru_cache(maxsize=5_000)
def _is_bullet(character: str) -> bool:
    return character in _BULLETS or category(character) == "So"


@lru_cache(maxsize=50_000)
def _word(text: str) -> _Word | None:
    """Return what a token is by itself; None for punctuation."""
    if not is_word(text):
        return _Word(form := fold(text), form, NUMBER | STOP, None) if any(map(str.isalnum, text)) else None
    key = lemma(text)
    mark = CAPITAL * text[0].isupper() | STOP * is_stop(key)
    return _Word(key, fold(text), mark, text if _is_spelled(text) else None)


def _is_spelled(text: str) -> bool:
    """Tell whether a word is written in a way of its own: YouTube, CNN, Ту-154; Russian capitals are a headline's."""
    if "-" in text:
        return not text.islower()
    return text[1:] != text[1:].lower() and not (text.isupper() and text.isalpha() and not text.isascii())


def _sentence_at(position: int, spans: Sequence[Span]) -> int:
    return max(0, bisect_right(spans, position, key=lambda span: span.start) - 1)


def _timexes(text: str, spans: Sequence[Span], opening: int) -> list[dict[str, object]]:
    """Return the expressions of time behind the dateline: the day of the document is nothing that the document says."""
    return [
        {
            "start": found.span.start,
            "end": found.span.end,
            "sentence": _sentence_at(found.span.start, spans),
            "rule": found.rule,
            "value": found.value,
            "toward": found.toward,
        }
        for found in find_timexes(text)
        if found.span.start >= opening
    ]


def _statement(statement: Statement, spans: Sequence[Span], tokens: _Tokens) -> dict[str, object]:
    first_token = bisect_left(tokens.starts, statement.start)
    end_token = bisect_left(tokens.starts, statement.end)
    sentence = _sentence_at(statement.start, spans)
    last = max(sentence, bisect_left(spans, statement.end, key=lambda span: span.start) - 1)
    mention_start, mention_end = statement.mention or (None, None)
    return {
        "start": statement.start,
        "end": statement.end,
        "mention_start": mention_start,
        "mention_end": mention_end,
        "sentence": sentence,
        "last_sentence": last,
        "first_token": first_token,
        "end_token": end_token,
        "words": sum(not mark & NUMBER for mark in tokens.marks[first_token:end_token]),
        "type": statement.type,
        "cue": statement.cue,
        "speaker": statement.speaker,
        "role": statement.role,
        "kind": statement.kind,
        "rule": statement.rule,
        "confidence": statement.confidence,
    }


def sentence_lemmas(row: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the lemmas of each sentence of a row."""
    for start, end in pairwise([*row["sentence_tokens"], len(row["lemmas"])]):
        yield row["lemmas"][start:end]
