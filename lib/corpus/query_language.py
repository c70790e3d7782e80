"""The query language of the search: text in, a tree of what is asked out.

Words are lemmas; ``"…"`` exact forms in a row; ``[…]`` a phrase of lemmas; AND (also by default), OR, NOT, near and
parentheses hold within a sentence; ``doc(…)`` holds within a document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from lib.text.tokens import tokenize

MAX_LENGTH = 1_000
MAX_WORDS = 64
MAX_DEPTH = 12
NEAR = 10
"""Words that may stand between the operands of near, where no number is given."""
MAX_NEAR = 50


class QueryError(ValueError):
    """A query that cannot be read.

    Attributes:
        position: offset of the place in the query.
        key: key of the message; `values` go into it.
    """

    def __init__(self, position: int, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.position = position
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        return _restore_error, (self.position, self.key, self.values)


def _restore_error(position: int, key: str, values: dict[str, str | int]) -> QueryError:
    return QueryError(position, key, **values)


@dataclass(frozen=True, slots=True)
class Words:
    """Words in a row: a single lemma, a phrase of lemmas, or exact forms."""

    words: tuple[str, ...]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Operands in one sentence, in any order, with at most `distance` words between them."""

    operands: tuple[Words, ...]
    distance: int = NEAR


@dataclass(frozen=True, slots=True)
class And:
    """All of `parts` and none of `without`; there is at least one part."""

    parts: tuple["Query", ...]
    without: tuple["Query", ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more parts."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class InDocument:
    """A query whose parts may stand in different sentences of one document."""

    part: "Query"


Query = Words | Near | And | Or | InDocument


class _Sign(NamedTuple):
    kind: str
    text: str
    position: int


_SIGN = re.compile(
    r"""(?P<space>\s+)
    | (?P<exact>["“”„«»])
    | (?P<phrase>\[)
    | (?P<close>[\])])
    | (?P<doc>doc\()
    | (?P<open>\()
    | (?P<near>(?:near|NEAR)(?:/(?P<distance>\d{1,9}))?(?![^\s()\[\]"“”„«»]))
    | (?P<operator>(?:AND|OR|NOT)(?![^\s()\[\]"“”„«»]))
    | (?P<word>[^\s()\[\]"“”„«»]+)""",
    re.VERBOSE,
)
_END_OF_EXACT = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "»«"}


def parse(text: str) -> Query | None:
    """Return what a query asks, None for a blank one.

    Raises:
        QueryError: with the position in `text` and the key of the message.

    >>> parse('визит OR [прямой рейс]')
    Or(parts=(Words(words=('визит',), exact=False), Words(words=('прямой', 'рейс'), exact=False)))
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(MAX_LENGTH, "query.too_long", limit=MAX_LENGTH)
    if not text.strip():
        return None
    return _Parser(text).query()


def positive(query: Query) -> Iterator[Words]:
    """Yield the words that a match contains, those under NOT left out."""
    match query:
        case Words():
            yield query
        case Near(operands):
            yield from operands
        case And(parts) | Or(parts):
            for part in parts:
                yield from positive(part)
        case InDocument(part):
            yield from positive(part)


class _Parser:
    """Recursive descent: query = any = all (OR all)*; all = [NOT] near ([AND] [NOT] near)*; near = one (near one)*."""

    def __init__(self, text: str) -> None:
        self.at = 0
        self.signs = [*_signs(text), _Sign("end", "", len(text))]
        if len(self.signs) == 1:
            self._fail("query.word_expected", 0)
        self.words = 0
        self.depth = 0
        self.in_document = False

    def query(self) -> Query:
        query = self._any()
        if self._sign.kind != "end":
            self._fail("query.unopened", sign=self._sign.text)
        return query

    @property
    def _sign(self) -> _Sign:
        return self.signs[self.at]

    def _take(self) -> _Sign:
        sign = self._sign
        self.at += sign.kind != "end"
        return sign

    def _fail(self, key: str, position: int | None = None, **values: str | int) -> NoReturn:
        raise QueryError(self._sign.position if position is None else position, key, **values)

    def _any(self) -> Query:
        parts = [self._all()]
        while self._sign.text == "OR" and self._sign.kind == "operator":
            self._take()
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Query:
        start = self._sign.position
        parts: list[Query] = []
        without: list[Query] = []
        while True:
            target = parts
            if self._sign.kind == "operator" and self._sign.text == "NOT":
                self._take()
                target = without
            target.append(self._near())
            if self._sign.kind == "operator" and self._sign.text == "AND":
                self._take()
            elif self._sign.kind in ("end", "close") or self._sign.text == "OR":
                break
        if not parts:
            self._fail("query.only_not", start)
        return parts[0] if len(parts) == 1 and not without else And(tuple(parts), tuple(without))

    def _near(self) -> Query:
        start = self._sign.position
        first = self._one()
        if self._sign.kind != "near":
            return first
        operands, distance = [first], 0
        while self._sign.kind == "near":
            distance = max(distance, self._distance())
            operands.append(self._one())
        if any(not isinstance(operand, Words) for operand in operands):
            self._fail("query.near_of_words", start)
        return Near(tuple(operand for operand in operands if isinstance(operand, Words)), distance)

    def _distance(self) -> int:
        sign = self._take()
        number = int(sign.text.partition("/")[2] or NEAR)
        if number > MAX_NEAR:
            self._fail("query.near_too_far", sign.position, limit=MAX_NEAR)
        return number

    def _one(self) -> Query:
        sign = self._take()
        match sign.kind:
            case "word":
                return self._words(sign.text, sign.position, exact=False)
            case "exact" | "phrase":
                return self._words(sign.text, sign.position + 1, exact=sign.kind == "exact")
            case "open":
                return self._inside(sign)
            case "doc":
                if self.in_document:
                    self._fail("query.doc_in_doc", sign.position)
                self.in_document = True
                query = self._inside(sign)
                self.in_document = False
                return InDocument(query)
        return self._fail("query.word_expected", sign.position, sign=sign.text)

    def _inside(self, opening: _Sign) -> Query:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._fail("query.too_deep", opening.position, limit=MAX_DEPTH)
        query = self._any()
        if self._take().text != ")":
            self._fail("query.unclosed", opening.position, sign=opening.text)
        self.depth -= 1
        return query

    def _words(self, text: str, position: int, *, exact: bool) -> Words:
        words = tuple(token.text for token in tokenize(text) if any(map(str.isalnum, token.text)))
        self.words += len(words)
        if not words:
            self._fail("query.word_expected", position, sign=text)
        if self.words > MAX_WORDS:
            self._fail("query.too_many_words", position, limit=MAX_WORDS)
        return Words(words, exact)


def _signs(text: str) -> Iterator[_Sign]:
    at = 0
    while at < len(text):
        match = _SIGN.match(text, at)
        if match is None:
            raise QueryError(at, "query.word_expected", sign=text[at])
        kind, at = match.lastgroup or "", match.end()
        if match["near"]:
            kind = "near"
        if kind in ("exact", "phrase"):
            inside, at = _quoted(text, match.start(), _END_OF_EXACT.get(match[0], "]"))
            yield _Sign(kind, inside, match.start())
        elif (kind != "word" and kind != "space") or any(map(str.isalnum, match[0])):
            yield _Sign(kind, match[0], match.start())


def _quoted(text: str, start: int, closing: str) -> tuple[str, int]:
    """Return what stands between the mark at `start` and the next closing one, and the offset after that."""
    for end in range(start + 1, len(text)):
        if text[end] in closing:
            return text[start + 1 : end], end + 1
    raise QueryError(start, "query.unclosed", sign=text[start])
