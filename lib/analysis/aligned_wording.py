"""Two texts beside each other: which sentences say the same, in their order, and in which words they differ."""

from collections.abc import Iterator, Sequence
from itertools import groupby, product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lib.analysis.word_difference import difference
from lib.text.clean import fold
from lib.text.spans import Span

ALIKE = 0.25
"""Cosine of two sentences from which they may stand beside each other."""
MOST_SENTENCES = 150
"""Sentences of a text that are aligned; aligning takes the product of both numbers."""
LONG, FEWEST_SHARED = 4, 2
"""Letters of the words by which a statement is known again, and how many such words two statements must share."""

Floats = npt.NDArray[np.float64]


class Row(NamedTuple):
    """A sentence of each text that say the same, or one that only one text has: numbers of sentences, their cosine."""

    a: int | None
    b: int | None
    alike: float


class Part(NamedTuple):
    """Words in a row of a sentence; `own` if the other sentence has them not."""

    text: str
    own: bool


class Said(NamedTuple):
    """A statement: its characters in the text, who made it (nobody where not established), its longer words."""

    start: int
    end: int
    speakers: frozenset[str]
    words: frozenset[str]


def long_words(text: str) -> frozenset[str]:
    """Return the words of a statement by which it is known again: folded forms of `LONG` signs or more.

    >>> sorted(long_words("Рейсы, что отменены до весны"))
    ['весны', 'отменены', 'рейсы']
    """
    return frozenset(key for word in text.split() if len(key := _key(word)) >= LONG)


def align(cosines: Floats) -> list[Row]:
    """Return the monotone alignment of sentences with the largest sum of cosines (Needleman & Wunsch 1970), with gaps.

    Every sentence stands in one row, in the order of its text; what only the first text has comes before what only the
    second has. Of alignments that are equally good one is taken; texts that change places give rows that change about
    where no other is as good.

    Args:
        cosines: a row a sentence of the first text, a column a sentence of the second; below `ALIKE` none are paired.

    >>> align(np.array([[0.9, 0.0], [0.0, 0.0], [0.0, 0.8]]))
    [Row(a=0, b=0, alike=0.9), Row(a=1, b=None, alike=0.0), Row(a=2, b=1, alike=0.8)]
    """
    sums = _sums(cosines)
    first, second = cosines.shape
    rows: list[Row] = []
    while first or second:
        alike = float(cosines[first - 1, second - 1]) if first and second else 0.0
        if alike >= ALIKE and sums[first, second] == sums[first - 1, second - 1] + alike:
            first, second = first - 1, second - 1
            rows.append(Row(first, second, alike))
        elif second and (not first or sums[first, second] == sums[first, second - 1]):
            second -= 1
            rows.append(Row(None, second, 0.0))
        else:
            first -= 1
            rows.append(Row(first, None, 0.0))
    return [row for _, run in groupby(reversed(rows), lambda row: None in row) for row in _ordered(run)]


def _sums(cosines: Floats) -> Floats:
    """Return the largest sum for the beginnings of both texts, by how many sentences they have."""
    sums = np.zeros((cosines.shape[0] + 1, cosines.shape[1] + 1))
    for first in range(cosines.shape[0]):
        for second in range(cosines.shape[1]):
            alike = cosines[first, second]
            both = sums[first, second] + alike if alike >= ALIKE else 0.0
            sums[first + 1, second + 1] = max(both, sums[first, second + 1], sums[first + 1, second])
    return sums


def _ordered(run: Iterator[Row]) -> list[Row]:
    """Return rows of one text each with those of the first before those of the second; rows of both as they are."""
    return sorted(run, key=lambda row: row.a is None)


def marked(first: str, second: str) -> tuple[list[Part], list[Part]]:
    """Return the words of two sentences, those that only one of them has set apart.

    Case, ё and the marks around a word make no difference; marks that stand alone are nobody's own.

    >>> marked("Он признал: да", "Он, заявил: да")[1]
    [Part(text='Он,', own=False), Part(text='заявил:', own=True), Part(text='да', own=False)]
    """
    if second < first:  # the longest common parts are looked for from one side: it is always the same one
        parts = marked(second, first)
        return parts[1], parts[0]
    words = first.split(), second.split()
    keys = [[(place, key) for place, word in enumerate(some) if (key := _key(word))] for some in words]
    own: tuple[set[int], set[int]] = set(), set()
    at = [0, 0]
    for run in difference([key for _, key in keys[0]], [key for _, key in keys[1]]):
        for side, kind in enumerate(("gone", "new")):
            if run.kind in ("same", kind):
                if run.kind == kind:
                    own[side].update(place for place, _ in keys[side][at[side] : at[side] + len(run.words)])
                at[side] += len(run.words)
    return _parts(words[0], own[0]), _parts(words[1], own[1])


def _key(word: str) -> str:
    """Return a word as it is compared, empty for marks that stand alone."""
    inside = [place for place, sign in enumerate(word) if sign.isalnum()]
    return fold(word[inside[0] : inside[-1] + 1]) if inside else ""


def _parts(words: Sequence[str], own: set[int]) -> list[Part]:
    runs = groupby(range(len(words)), lambda place: place in own)
    return [Part(" ".join(words[place] for place in run), is_own) for is_own, run in runs]


def common_share(rows: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """Return how many words of both texts stand in common, and how many words both have.

    Args:
        rows: the sentences of each row, empty where a text has none.

    >>> common_share([("он заявил", "он признал"), ("да", "")])
    (2, 5)
    """
    common = whole = 0
    for row in rows:
        for parts in marked(*row):
            for text, own in parts:
                words = sum(1 for word in text.split() if _key(word))
                whole += words
                common += 0 if own else words
    return common, whole


def said_beside(
    rows: Sequence[Row], spans: tuple[Sequence[Span], Sequence[Span]], said: tuple[Sequence[Said], Sequence[Said]]
) -> list[tuple[int, int]]:
    """Return the statements that report the same words of one speaker, as places in `said`, in order.

    They stand in sentences beside each other and share `FEWEST_SHARED` longer words; each stands in one pair, that with
    the largest share of such words in common (Jaccard), as a sentence may hold several statements of a speaker.

    Args:
        rows: of `align`.
        spans: the sentences of each text.
        said: the statements of each text.
    """
    found: dict[tuple[int, int], float] = {}
    for row in rows:
        if row.a is None or row.b is None:
            continue
        first, second = (
            [place for place, one in enumerate(own) if one.start < sentence.end and sentence.start < one.end]
            for own, sentence in zip(said, (spans[0][row.a], spans[1][row.b]), strict=True)
        )
        for pair in product(first, second):
            one, other = said[0][pair[0]], said[1][pair[1]]
            shared = one.words & other.words
            if one.speakers & other.speakers and len(shared) >= FEWEST_SHARED:
                found[pair] = len(shared) / len(one.words | other.words)
    kept: list[tuple[int, int]] = []
    for pair in sorted(found, key=lambda pair: (-found[pair], pair)):
        if all(pair[0] != a and pair[1] != b for a, b in kept):
            kept.append(pair)
    return sorted(kept)
