"""The items of a sentence: tokens, and quotations as wholes."""

from functools import lru_cache
from typing import NamedTuple

from lib.text.spans import Span
from lib.text.tokens import Token, is_word
from lib.text.traits import TYPES_REMEMBERED, Traits, traits


class Quoted(NamedTuple):
    """A whole quotation in the place of its tokens; `inner` leaves out the marks."""

    text: str
    start: int
    end: int
    inner: Span


class Item(NamedTuple):
    """A token of a sentence, or a whole quotation, which then has neither traits nor inner tokens."""

    text: str
    start: int
    end: int
    traits: Traits | None
    quotation: Span | None = None

    @property
    def folded(self) -> str:
        """Return the matching form of a word, else the text."""
        return self.traits.folded if self.traits else self.text


def item_of(piece: Token | Quoted) -> Item:
    """Return the item of a token or of a quotation."""
    if isinstance(piece, Quoted):
        return Item(piece.text, piece.start, piece.end, None, piece.inner)
    return Item(*piece, _traits(piece.text))


@lru_cache(maxsize=TYPES_REMEMBERED)
def _traits(token: str) -> Traits | None:
    return traits(token) if is_word(token) else None
