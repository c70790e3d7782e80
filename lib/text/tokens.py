"""A text cut into tokens and sentences, with offsets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from razdel.segmenters.sentenize import DELIMITER, SentSegmenter, SentSplitter

from lib.text.spans import Span

_MARKS = "\u0300-\u036f\xad\u200b-\u200d\u2060"  # inside a word: stress marks, soft hyphens, zero-width characters
_LETTERS = r"[^\W_]+"
_JOINT = rf"(?:[-\u2010\u2011'\u2019{_MARKS}][{_MARKS}]*|(?<=\d)[.,:](?=\d))"
_ADDRESS = r"(?:https?://|www\.)[^\s<>«»\"]+[^\s<>«»\".,;:!?)\]]"
_TOKEN = re.compile(
    rf"{_ADDRESS}|{_LETTERS}(?:{_JOINT}{_LETTERS})*[{_MARKS}]*|\.+|[^\w\s{_MARKS}\u200e\u200f\ufe0f\ufeff]|_"
)
_LETTER = re.compile(r"[^\W\d_]")
_VISIBLE = re.compile(r"\S")
_SPACE = re.compile(r"\s")
_BLOCK = 4000  # characters; no sentence is as long
_MAY_END = re.compile(DELIMITER + r"(?=\s)(?!\s{1,9}[а-яёa-z]{1,30}(?![^\W\d]))")
"""A delimiter that may end a sentence: at any other one razdel looks closely, and never ends one."""
_divide = SentSegmenter(SentSplitter(_MAY_END.pattern))
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")


class Token(NamedTuple):
    """A word, a number or a punctuation mark, with its offsets in the text."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text, in order; in linear time.

    A word keeps its hyphens, apostrophes and stress marks, a number its decimal comma, an address its slashes;
    every other visible character is a token of its own (full stops in a row are one).

    >>> [token.text for token in tokenize("Северо-запад, 3,5 %...")]
    ['Северо-запад', ',', '3,5', '%', '...']
    """
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def is_word(token_text: str) -> bool:
    """Tell whether a token is a word: it has a letter and is no address.

    >>> is_word("ТУ-154"), is_word("154"), is_word("https://example.org")
    (True, False, False)
    """
    return _LETTER.search(token_text) is not None and "/" not in token_text


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text, without the white space around them; blank lines always separate.

    >>> text = "Диалог идет. Об этом сказал посол."
    >>> [sentence.of(text) for sentence in sentences(text)]
    ['Диалог идет.', 'Об этом сказал посол.']
    """
    return [
        sentence
        for paragraph in _PARAGRAPH.finditer(text)
        for sentence in _sentences_of(text, paragraph.start(), paragraph.end())
    ]


def _sentences_of(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of a paragraph, block by block: razdel takes quadratic time on one that does not end."""
    while visible := _VISIBLE.search(text, start, end):
        start = visible.start()
        space = _SPACE.search(text, start + _BLOCK, end) if end - start > _BLOCK else None
        stop = space.start() if space else end
        if stop - start > 2 * _BLOCK:  # an endless word: nothing to divide
            found = [Span(start, stop)]
        elif _MAY_END.search(text, start, stop) is None:
            found = [Span(start, start + len(text[start:stop].rstrip()))]
        else:
            found = [Span(start + s.start, start + s.stop) for s in _divide(text[start:stop])]
        whole = stop == end or len(found) == 1
        yield from found if whole else found[:-1]
        start = stop if whole else found[-1].start
