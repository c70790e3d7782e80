"""The query language of the search: text in, a tree of what is asked out.

Words are lemmas; ``"…"`` exact forms in a row; ``[…]`` a phrase of lemmas; AND (also by default), OR, NOT, near and
parentheses hold within a sentence; ``doc(…)`` holds within a document. ``speaker:``, ``source:``, ``theme:`` and
``date:`` say in whose statements, from where, about what and when.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, NoReturn

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
    """Words in a row: a single lemma, a phrase of lemmas, or exact forms.

    Attributes:
        without: folded forms in which a lemma does not count.
    """

    words: tuple[str, ...]
    exact: bool = False
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Near:
    """Operands in one sentence, in any order, with at most `distance` words between them."""

    operands: tuple[Words, ...]
    distance: int = NEAR


@dataclass(frozen=True, slots=True)
class And:
    """All of `parts` and none of `without`; without parts, all sentences but those of fields."""

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


FieldName = Literal["speaker", "source", "theme"]


@dataclass(frozen=True, slots=True)
class Field:
    """Sentences of a speaker's statements, or all sentences of the documents of a source or on a theme.

    Attributes:
        value: as it was written; in a resolved query the slug.
        position: offset of the value in the query.
    """

    name: FieldName
    value: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Dates:
    """All sentences of the documents of a period, both days inclusive; None leaves an end open."""

    first: date | None
    last: date | None


Query = Words | Near | And | Or | InDocument | Field | Dates


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
    | (?P<field>(?i:speaker|source|theme|date|спикер|источник|тема|дата):)
    | (?P<open>\()
    | (?P<near>(?:near|NEAR)(?:/(?P<distance>\d{1,9}))?(?![^\s()\[\]"“”„«»]))
    | (?P<operator>(?:AND|OR|NOT)(?![^\s()\[\]"“”„«»]))
    | (?P<word>[^\s()\[\]"“”„«»]+)""",
    re.VERBOSE,
)
FIELDS: dict[str, Literal["speaker", "source", "theme", "date"]] = {
    "speaker": "speaker", "source": "source", "theme": "theme", "date": "date",
    "спикер": "speaker", "источник": "source", "тема": "theme", "дата": "date",
}  # fmt: skip
"""Names of fields, as they may be written, to what they mean."""
PLAIN_VALUE = re.compile(r"[^\s()\[\]\"“”„«»]+")
"""A value that needs no quotation marks."""
_DAY = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?|(?:(?:(?P<D>\d\d?)\.)?(?P<M>\d\d?)\.)(?P<Y>\d{4})")
_END_OF_EXACT = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "»«"}


def parse(text: str) -> Query | None:
    """Return what a query asks, None for a blank one.

    Raises:
        QueryError: with the position in `text` and the key of the message.

    >>> parse('визит OR [прямой рейс]') == Or((Words(("визит",)), Words(("прямой", "рейс"))))
    True
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


def days_of(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of ``2025``, ``2025-03``, ``14.03.2025``, or of a range ``2025-03..2025-05``.

    Raises:
        ValueError: it is no such date, or ends before it begins.

    >>> days_of("2024-02..")
    (datetime.date(2024, 2, 1), None)
    """
    start, dots, end = text.partition("..")
    if not (start or end):
        raise ValueError(text)
    first = _days(start)[0] if start else None
    last = _days(end)[1] if end else None if dots else _days(start)[1]
    if first and last and first > last:
        raise ValueError(text)
    return first, last


def _days(text: str) -> tuple[date, date]:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = (int(found[name] or found[name.upper()] or 0) for name in "ymd")
    first = date(year, month or 1, day or 1)
    return first, date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


class _Parser:
    """Recursive descent: query = any = all (OR all)*; all = [NOT] near ([AND] [NOT] near)*; near = one (near one)*."""

    def __init__(self, text: str) -> None:
        self.at = 0
        self.signs = [*_signs(text), _Sign("end", "", len(text))]
        if len(self.signs) == 1:
            self._fail("query.word_expected", 0, sign=text.strip()[:1])
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
            elif self._sign.kind in ("end", "close") or (self._sign.kind == "operator" and self._sign.text == "OR"):
                break
        if not parts and not all(isinstance(one, Field | Dates) for one in without):
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
            case "speaker" | "source" | "theme":
                return Field(sign.kind, sign.text, sign.position)
            case "date":
                return self._dates(sign)
        return self._fail("query.word_expected", sign.position, sign=sign.text)

    def _dates(self, sign: _Sign) -> Dates:
        try:
            return Dates(*days_of(sign.text))
        except ValueError:
            return self._fail("query.date_expected", sign.position, sign=sign.text)

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
        elif kind == "field":
            sign, at = _value(text, match)
            yield sign
        elif (kind != "word" and kind != "space") or any(map(str.isalnum, match[0])):
            yield _Sign(kind, match[0], match.start())


def _value(text: str, name: re.Match[str]) -> tuple[_Sign, int]:
    """Return the sign of a field with its value, which stands in quotation marks or is one word, and its end."""
    kind, at = FIELDS[name[0][:-1].lower()], name.end()
    while text[at : at + 1].isspace():
        at += 1
    if text[at : at + 1] in _END_OF_EXACT:
        value, end = _quoted(text, at, _END_OF_EXACT[text[at]])
        at += 1
    else:
        found = PLAIN_VALUE.match(text, at)
        value, end = (found[0], found.end()) if found else ("", at)
    if not value.strip():
        raise QueryError(at, "query.value_expected", name=name[0])
    return _Sign(kind, " ".join(value.split()), at), end


def _quoted(text: str, start: int, closing: str) -> tuple[str, int]:
    """Return what stands between the mark at `start` and the next closing one, and the offset after that."""
    for end in range(start + 1, len(text)):
        if text[end] in closing:
            return text[start + 1 : end], end + 1
    raise QueryError(start, "query.unclosed", sign=text[start])
