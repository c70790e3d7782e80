"""Reprints: texts that repeat an earlier one of these days but for a few words, or with something added.

A text is the set of its sequences of `SHINGLE` words (Broder 1997). Texts that may be alike are those whose MinHash
signatures agree in `BOTH` bands of `ROWS` hashes; each pair is then verified by the sequences themselves.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

Hashes = npt.NDArray[np.uint64]
Keys = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]

SHINGLE = 5
"""Words of a sequence."""
FEWEST = 8
"""Sequences below which a text is too short to be anything but the same or another."""
ALIKE = 0.6
"""Share of the sequences of both that two texts have in common (Jaccard), from which one reprints the other."""
HELD, PART = 0.8, 1 / 3
"""Or share of the shorter one's sequences that the longer one has, if these are this part of the longer one."""
FEWEST_HELD = 12
"""Sequences below which a text is not looked for inside longer ones."""
DAYS = 3
"""Days between a text and its reprint at most: later, what is alike is most often a form filled in again."""

BANDS, ROWS, BOTH = 64, 2, 2
_FACTORS, _SUMMANDS = np.random.default_rng(0).integers(1, 1 << 63, (2, BANDS * ROWS), dtype=np.uint64) | np.uint64(1)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


class Text(NamedTuple):
    """A text to be compared: its day as a number, the bands that it shares with others, its sequences, sorted."""

    day: int
    bands: Sequence[int]
    shingles: Hashes


class Repeat(NamedTuple):
    """That a text repeats an earlier one.

    Attributes:
        first: the number of the earlier one, which repeats none itself.
        alike: share of the sequences of both that both have.
        held: share of the sequences of the shorter one that both have.
    """

    first: int
    alike: float
    held: float


def shingles(texts: Sequence[Sequence[str]]) -> tuple[Hashes, Ints]:
    """Return the sequences of texts as hashes, text after text, and where those of each text begin, and the end."""
    sizes = np.array([len(words) for words in texts], dtype=np.int64)
    flat = np.array([word for words in texts for word in words], dtype=object)
    words = pd.util.hash_array(flat, categorize=True) if len(flat) else np.zeros(0, np.uint64)
    ends = np.cumsum(sizes)
    kept = np.ones(len(words), dtype=bool)  # a sequence lies in one text
    for back in range(1, SHINGLE):
        kept[(ends - back)[sizes >= back]] = False
    found = np.zeros(len(words), dtype=np.uint64)
    for ahead in range(SHINGLE):
        size = max(0, len(words) - ahead)
        found[:size] = found[:size] * _MIX + words[ahead:]
    return _mixed(found[kept]), np.concatenate(([0], np.cumsum(np.maximum(0, sizes - SHINGLE + 1))))


def _mixed(values: Hashes) -> Hashes:
    """Return hashes whose bits depend on all bits of the values (the finaliser of MurmurHash 3)."""
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        values = (values ^ (values >> np.uint64(33))) * np.uint64(factor)
    return values ^ (values >> np.uint64(33))


def signatures(texts: Sequence[Sequence[str]]) -> Keys:
    """Return the key of each band of each text, a row a text; zeros for texts of fewer than `FEWEST` sequences."""
    found, bounds = shingles(texts)
    long = np.flatnonzero(np.diff(bounds) >= FEWEST)
    keys = np.zeros((len(texts), BANDS), dtype=np.uint32)
    if not len(long):
        return keys
    within = np.repeat(np.diff(bounds) >= FEWEST, np.diff(bounds))
    found = found[within]
    starts = np.concatenate(([0], np.cumsum(np.diff(bounds)[long])[:-1]))
    for band in range(BANDS):
        key = np.zeros(len(long), dtype=np.uint64)
        for row in range(band * ROWS, (band + 1) * ROWS):
            least = np.minimum.reduceat((found * _FACTORS[row] + _SUMMANDS[row]) >> _HALF, starts)
            key = _mixed(key * _MIX + least)
        keys[long, band] = (key >> _HALF).astype(np.uint32)
    return keys


def shared_bands(keys: Keys, days: Ints) -> Iterator[tuple[Ints, Hashes]]:
    """Yield for each band the texts that share its key with another of these days, and the key with its band.

    Args:
        keys: see `signatures`.
        days: the day of each text.
    """
    whole = np.flatnonzero(keys.any(axis=1))
    for band in range(BANDS if len(whole) else 0):
        order = whole[np.lexsort((days[whole], keys[whole, band]))]
        near = (np.diff(keys[order, band].astype(np.int64)) == 0) & (np.diff(days[order]) <= DAYS)
        texts = order[np.concatenate((near, [False])) | np.concatenate(([False], near))]
        yield texts, keys[texts, band].astype(np.uint64) | np.uint64(band) << _HALF


def repeats(texts: Sequence[Text]) -> list[Repeat | None]:
    """Return for each text the one of the earlier texts that it repeats most closely, None for one that is new.

    An earlier one is one that is itself new, so that every repeat is verified against the text that stands for it.

    Args:
        texts: in the order of time, and of a name where that does not tell.
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)
    found: list[Repeat | None] = []
    for number, text in enumerate(texts):
        times: defaultdict[int, int] = defaultdict(int)
        for band in text.bands:
            holders[band] = [other for other in holders[band] if text.day - texts[other].day <= DAYS]
            for other in holders[band]:
                times[other] += 1
        others = sorted(other for other, agreed in times.items() if agreed >= BOTH)
        compared = [repeat for other in others if (repeat := _compared(texts[other].shingles, text.shingles, other))]
        found.append(max(compared, key=lambda repeat: repeat.alike) if compared else None)
        if not compared:
            for band in text.bands:
                holders[band].append(number)
    return found


def _compared(first: Hashes, second: Hashes, number: int) -> Repeat | None:
    """Return what `second` repeats of `first`, None if it is too little."""
    common = int(np.isin(first, second, assume_unique=True).sum())
    shorter, longer = sorted((len(first), len(second)))
    alike, held = common / (shorter + longer - common), common / shorter
    is_held = held >= HELD and common >= PART * longer and shorter >= FEWEST_HELD
    return Repeat(number, alike, held) if alike >= ALIKE or is_held else None
