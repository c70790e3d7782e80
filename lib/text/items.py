"""The items of a sentence: tokens, and quotations as wholes."""

from typing import NamedTuple

from lib.text.spans import Span
from lib.text.tokens import is_word
from lib.text.traits import Traits, traits


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


def item_of(text: str, start: int, end: int) -> Item:
    """Return the item of a token."""
    return Item(text, start, end, traits(text) if is_word(text) else None)
