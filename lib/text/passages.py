"""Passages of a document: sentences joined where a quotation runs over their ends, with quotations as one item."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter

from lib.text.attributing import attributes
from lib.text.cues import Cue, cue
from lib.text.items import Item, Quoted, item_of
from lib.text.noun_phrases import NounPhrase, noun_phrases
from lib.text.person_names import Mention, Names
from lib.text.quotations import Quotation, quotations
from lib.text.spans import Span
from lib.text.tokens import Token, sentences, tokenize
from lib.text.traits import traits

_TEXT, _START = itemgetter(0), itemgetter(1)
"""Of a piece; quicker than by their names."""
DASHES = frozenset("—–-")
_WORD = re.compile(r"[^\W\d_]+")
_NAMING_LENGTH = 4
_MOST_ITEMS = 160
_TURNS = re.compile(r"[:—–]|-(?![^\W_])|(?<![^\W_])-")
"""Colons and dashes: without a telling word, a quotation is attributed only across one of them."""
_STOPS = frozenset((";", ":", "!", "?", "…", "...", ".."))
_LINE_ENDS = frozenset('.!?…:»"”')
_OPENING_POS = frozenset(("PREP", "CONJ", "PRCL", "ADVB", "VERB", "NPRO", "GRND"))
_LINE_OR_YEAR = re.compile(r"\n(?=[ \t\xa0]{0,40}\S)|(?<=\dг\.)\s(?=([А-ЯЁ][а-яё]{0,20}))")
_GOES_ON = re.compile(r"[\s\"»”“]*(?:[,.?!…]{0,2}\s*[—–-]+\s*[а-яё(]|[,;]|[а-яё])")
_TURN_DASH = re.compile(r"[—–-]\s[а-яё]")
_AGENCY = r"(?:ИТАР-ТАСС|ТАСС|INTERFAX\.RU|Interfax-Russia\.ru|РИА Новости|Интерфакс|REGNUM|ИА [\w-]+)"
_DATELINES = (
    re.compile(r"[^.!?\n—–]{0,60}?\d{1,2}\s+[а-яё]{3,9}\.?[^—–\n/]{0,25}?/?[—–/-]{1,2}\s*(?=[А-ЯЁA-Z«\"])"),
    re.compile(rf"(?:[^.!?\n]{{0,40}}[./]\s*)?/?{_AGENCY}[^—–\n]{{0,30}}?/?[.,]?\s*[-—–.]*\s+(?=[А-ЯЁA-Z«\"])"),
    re.compile(r"[^\n]{0,12}\d{1,2}:\d{2}\s+[А-ЯA-Z]{4,}\s+"),
    re.compile(r"[А-ЯЁ][А-ЯЁа-яё -]{2,30},\s\d{1,2}\s[а-яё]+\s?[.—–-]\s*"),
    re.compile(r"\d{1,2}\.\d{1,2}\.\d{4},?\s(?:[А-ЯЁ][а-яё-]{2,20}\s)?\d{1,2}:\d{2}(?::\d{2})?\s+"),
)
"""What agencies put before a report: place, day and name of the agency."""
_LAYOUT = re.compile(r"(?:#\w{1,40}\s+|[^\w«\"„“”'(<\[.…—–-]){1,20}(?=\S)")
"""Hashtags, emoji and marks of a layout before a sentence."""


class Passage:
    """A sentence, or the sentences that a quotation joins.

    Attributes:
        span: its characters.
        pieces: its tokens; a quotation is one piece.
    """

    def __init__(self, text: str, span: Span, pieces: Sequence[Token | Quoted], named: Names) -> None:
        """Keep what `passages` has cut out of a text; the names are those of the whole text."""
        self.text = text
        self.span = span
        self.pieces = pieces
        self._named = named

    @property
    def names(self) -> Mapping[int, Mention]:
        """Return the personal names of the whole text by offset: only now are they looked for."""
        return self._named.by_start

    @cached_property
    def body(self) -> int:
        """Return the offset at which the report begins, after a dateline."""
        return _after_dateline(self.text, self.span)

    @cached_property
    def items(self) -> list[Item]:
        """Return the pieces with the readings of the words: only now are they looked up."""
        return [item_of(piece) for piece in self.pieces]

    @cached_property
    def forms(self) -> frozenset[str]:
        """Return the forms of the words, as they match: a rule that needs one of some need not look further."""
        return frozenset(item.traits.folded for item in self.items if item.traits is not None)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Return the lemmas of the words."""
        return frozenset(item.traits.lemma for item in self.items if item.traits is not None)

    @cached_property
    def phrases(self) -> list[NounPhrase]:
        """Return the noun phrases, from left to right."""
        return noun_phrases(self.items, self.names)

    @cached_property
    def cues(self) -> list[tuple[int, Cue]]:
        """Return the index and the reading of every item that is a cue verb outside quotations."""
        return [
            (i, seen)
            for i, item in enumerate(self.items)
            if attributes(item.text) and item.traits is not None and (seen := cue(item.text)) is not None
        ]

    @cached_property
    def quotes(self) -> list[int]:
        """Return the indexes of the quotations."""
        return [i for i, piece in enumerate(self.pieces) if isinstance(piece, Quoted)]

    def ends_at(self, i: int) -> bool:
        """Tell whether an item closes a sentence or half of one: the stop of an initial does not."""
        text = self.items[i].text
        if text == ":" and is_clock(self, i):
            return False
        if text == ".":
            return i == 0 or len(self.items[i - 1].text) > 1 or not self.items[i - 1].text.isupper()
        return text in _STOPS

    def is_speech(self, i: int) -> bool:
        """Tell whether a quotation holds somebody's words rather than a name or a title."""
        quotation = self.items[i].quotation
        if quotation is None:
            return False
        inner = quotation.of(self.text)
        words = len(_WORD.findall(inner, 0, 400))
        if words == 0:
            return False
        if words > _NAMING_LENGTH + 2 or inner[-1:] in "?!…" or re.search(r"[.?!]\s", inner[:400]):
            return True
        return inner[:1].islower()

    def predicates(self, i: int) -> bool:
        """Tell whether a quotation holds a finite verb or a short adjective, as no name does."""
        quotation = self.items[i].quotation
        words = _WORD.findall(self.text, *quotation)[: _NAMING_LENGTH + 2] if quotation is not None else []
        return any(w.pos == "VERB" or w.short for w in map(traits, words)) and len(words) > 1

    def within(self, start: int, end: int) -> "Passage":
        """Return the passage of some characters inside a quotation, with quotations of its own."""
        inner = [_shifted(quotation, start) for quotation in quotations(self.text[start:end])]
        tokens = [Token(t.text, start + t.start, start + t.end) for t in tokenize(self.text[start:end])]
        return Passage(self.text, Span(start, end), _pieces(self.text, tokens, inner), self._named)

    @cached_property
    def names_person(self) -> bool:
        """Tell whether a personal name stands in the passage outside quotations."""
        return not self.names.keys().isdisjoint(map(_START, self.pieces))

    def may_attribute(self) -> bool:
        """Tell whether there is anything that could attribute: a cue, a telling noun or preposition, a mark."""
        if any(map(attributes, map(_TEXT, self.pieces))):
            return True
        return (bool(self.quotes) and _TURNS.search(self.text, *self.span) is not None) or self.turn() > 0

    def in_first_person(self) -> bool:
        """Tell whether somebody speaks of themselves outside quotations: "я сказал, что …"."""
        return any(item.traits is not None and item.traits.first_person for item in self.items)

    def turn(self) -> int:
        """Return the item of the colon behind the name that opens a paragraph of an interview, or -1."""
        colon = next((i for i, piece in enumerate(self.pieces) if piece.text == ":"), -1)
        mention = self.names.get(self.pieces[0].start) if colon > 0 else None
        if mention is None or (len(mention.words) == 1 and not traits(mention.words[0]).person_tag):
            return -1
        before = self.text[max(0, self.span.start - 10) : self.span.start].rstrip(" \xa0\t")
        opens = not before or before[-1] == "\n"
        return colon if opens and self.pieces[colon - 1].start < mention.end else -1


def is_clock(passage: Passage, i: int) -> bool:
    """Tell whether a colon stands between hours and minutes: "в 08: 00"."""
    around = passage.items[max(0, i - 1) : i + 2]
    return len(around) == 3 and around[0].text.isdigit() and around[2].text.isdigit()


def passages(text: str, tokens: Sequence[Token], quotes: Sequence[Quotation], named: Names) -> list[Passage]:
    """Return the passages of a text, of which tokens, quotations and personal names are given, in order."""
    spans = list(_joined(text, list(_split(text, sentences(text))), quotes))
    pieces = _pieces(text, tokens, quotes)
    found = []
    at = 0
    for span in spans:
        first = at
        while at < len(pieces) and pieces[at].start < span.end:
            at += 1
            if at - first == _MOST_ITEMS and at < len(pieces) and pieces[at].start < span.end:
                found.append(Passage(text, Span(pieces[first].start, pieces[at - 1].end), pieces[first:at], named))
                first = at
        start = max(span.start, pieces[first].start) if first < at else span.start
        found.append(Passage(text, Span(start, span.end), pieces[first:at], named))
    return found


def _split(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Split sentences at a line that begins anew, and at "2009г." before a word that begins a sentence."""
    for span in spans:
        start = span.start
        for match in _LINE_OR_YEAR.finditer(text, span.start, span.end):
            if match[1] is None:
                ends = text[match.start() - 1] in _LINE_ENDS or not text[match.end() : match.end() + 1].islower()
            else:
                ends = traits(match[1]).pos in _OPENING_POS
            if ends:
                yield Span(start, match.start())
                start = match.end()
        yield Span(start, span.end)


def _joined(text: str, spans: Sequence[Span], quotes: Sequence[Quotation]) -> Iterator[Span]:
    """Join sentences that a quotation, or an attribution behind one, holds together."""
    q = 0
    start = -1
    for i, span in enumerate(spans):
        start = span.start if start < 0 else start
        while q < len(quotes) and quotes[q].outer.end <= span.end:
            q += 1
        inside = q < len(quotes) and quotes[q].outer.start < span.end < quotes[q].outer.end
        if i + 1 < len(spans) and (inside or _goes_on(text, span, spans[i + 1], quotes, q)):
            continue
        yield Span(start, span.end)
        start = -1


def _goes_on(text: str, span: Span, following: Span, quotes: Sequence[Quotation], q: int) -> bool:
    """Tell whether the next sentence only attributes the quotation that has just ended."""
    gap = text[span.end : following.start] if q else ""
    if q == 0 or ("\n" in gap and (gap.count("\n") > 1 or _TURN_DASH.match(text, following.start) is None)):
        return False
    last = quotes[q - 1].outer
    return span.start <= last.end and span.end - last.end <= 2 and _GOES_ON.match(text, following.start) is not None


def _pieces(text: str, tokens: Sequence[Token], quotes: Sequence[Quotation]) -> list[Token | Quoted]:
    """Return the tokens outside quotations, and each quotation as one piece."""
    pieces: list[Token | Quoted] = []
    at = 0
    for quotation in quotes:
        first = bisect_left(tokens, quotation.outer.start, at, key=_START)
        pieces += tokens[at:first]
        pieces.append(Quoted(quotation.outer.of(text), *quotation.outer, quotation.inner))
        at = bisect_left(tokens, quotation.outer.end, first, key=_START)
    pieces += tokens[at:]
    return pieces


def _shifted(quotation: Quotation, by: int) -> Quotation:
    (a, b), (c, d) = quotation.outer, quotation.inner
    return Quotation(Span(a + by, b + by), Span(c + by, d + by), quotation.closed)


def _after_dateline(text: str, span: Span) -> int:
    """Return the offset after the dateline or the marks that the passage begins with, else its start."""
    if not text[span.start : span.start + 1].isalnum() and (layout := _LAYOUT.match(text, span.start, span.end)):
        return layout.end()
    for pattern in _DATELINES:
        match = pattern.match(text, span.start, min(span.end, span.start + 120))
        if match:
            return match.end()
    return span.start
