"""Which words may attribute something: what has none of them holds no statement and needs no further reading."""

from collections.abc import Iterable
from functools import lru_cache

from lib.text.cues import ATTRIBUTING, FRAMES, cue
from lib.text.lemmas import parses
from lib.text.tokens import Token, is_word
from lib.text.traits import TYPES_REMEMBERED

_MARKS = frozenset('«„“”"<:')
"""What opens a quotation or follows the name of who speaks in an interview."""
_PARTICIPLES = frozenset(("PRTF", "PRTS"))


def may_hold_statements(tokens: Iterable[Token]) -> bool:
    """Tell whether there is anything among the tokens of a text that could attribute."""
    return any(token.text in _MARKS or attributes(token.text) for token in tokens)


@lru_cache(maxsize=TYPES_REMEMBERED)
def attributes(token: str) -> bool:
    """Tell whether a token is a cue verb, a participle of one, or a noun or preposition that may attribute.

    >>> [attributes(token) for token in ("сказал", "сказавшая", "словам", "мост", ",")]
    [True, True, True, False, False]
    """
    if not is_word(token):
        return False
    top = next(iter(parses(token)), None)
    if top is not None and (top.normal in ATTRIBUTING or (top.pos in _PARTICIPLES and top.normal in FRAMES)):
        return True
    return cue(token) is not None
