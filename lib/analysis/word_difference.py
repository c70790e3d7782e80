"""What differs between two texts, word by word."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

MOST_WORDS = 1_500
"""Words of a text that are compared; comparing takes the square of them."""

Kind = Literal["same", "gone", "new"]


class Run(NamedTuple):
    """Words in a row that both texts have, that only the first has, or only the second."""

    kind: Kind
    words: tuple[str, ...]


def difference(first: Sequence[str], second: Sequence[str]) -> Iterator[Run]:
    """Yield the words of two texts in their order, what is gone before what is new.

    >>> [(run.kind, " ".join(run.words)) for run in difference("он вылетел утром".split(), "он вылетел днём".split())]
    [('same', 'он вылетел'), ('gone', 'утром'), ('new', 'днём')]
    """
    for tag, start, end, start_new, end_new in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run("same", tuple(first[start:end]))
            continue
        if start < end:
            yield Run("gone", tuple(first[start:end]))
        if start_new < end_new:
            yield Run("new", tuple(second[start_new:end_new]))
