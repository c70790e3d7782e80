"""Which words may attribute something: what has none of them holds no statement and needs no further reading."""

import re
from collections.abc import Iterable
from functools import lru_cache

from lib.text.clean import fold
from lib.text.cues import (
    FRAMES,
    PREPOSITIONAL_FORMS,
    REPORT_NOUNS,
    SHORT_CUES,
    SPEECH_NOUNS,
    STUDY_NOUNS,
    WRITTEN,
    cue,
)
from lib.text.lemmas import parses
from lib.text.tokens import Token, is_word
from lib.text.traits import TYPES_REMEMBERED

_QUOTES = frozenset('«„“”"<')
_DASHES = frozenset("—–-")
_NOUNS = SPEECH_NOUNS | STUDY_NOUNS | REPORT_NOUNS
_PARTICIPLES = frozenset(("PRTF", "PRTS"))

_LONGEST_STEM = 4
_ENDING = re.compile(r"(?<=..)(?:(?:[ое]ва|.{0,2})(?:ть|ти|чь)|.{1,2})(?:ся)?$")
_OTHER_STEMS = frozenset(("соч", "сош", "обз", "отз"))
"""Beginnings of forms that their lemma does not begin with: "сочли" of "счесть"."""


def _stem(lemma: str) -> str:
    """Return the letters with which every form of a lemma begins: two at least, four at most."""
    return _ENDING.sub("", lemma)[:_LONGEST_STEM]


_STEMS = frozenset(map(_stem, (*FRAMES, *_NOUNS, *SHORT_CUES, *WRITTEN, *PREPOSITIONAL_FORMS))) | _OTHER_STEMS


def may_hold_statements(tokens: Iterable[Token]) -> bool:
    """Tell whether there is anything among the tokens of a text that could attribute.

    Without a telling word, a colon behind a name does, or a dash beside or within a quotation.
    """
    texts = {token.text for token in tokens}
    dialogue = not (_QUOTES.isdisjoint(texts) or _DASHES.isdisjoint(texts))
    return dialogue or ":" in texts or any(map(attributes, texts))


@lru_cache(maxsize=TYPES_REMEMBERED)
def attributes(token: str) -> bool:
    """Tell whether a token is a cue verb, a participle of one, or a noun or preposition that may attribute.

    >>> [attributes(token) for token in ("сказал", "сказавшая", "словам", "мост", ",")]
    [True, True, True, False, False]
    """
    form = fold(token)
    if not (form[:2] in _STEMS or form[:3] in _STEMS or form[:_LONGEST_STEM] in _STEMS):
        return False  # most words need no morphology
    if form in PREPOSITIONAL_FORMS:
        return True
    top = next(iter(parses(token)), None) if is_word(token) else None
    if top is not None and (top.normal in _NOUNS or (top.pos in _PARTICIPLES and top.normal in FRAMES)):
        return True
    return top is not None and cue(token) is not None
