"""Which documents reprint an earlier one: the sequences of words in the segments, compared."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lib.analysis.reprints import Hashes, Ints, Keys, Text, repeats, shared_bands, shingles, signatures

REPRINTS = pa.schema([("doc", pa.int32()), ("first", pa.int32()), ("alike", pa.float32()), ("held", pa.float32())])
"""A document, the earlier one that it reprints, and how alike they are, see `lib.analysis.reprints.Repeat`."""


class _Signed(NamedTuple):
    docs: Ints
    keys: Keys


def find_reprints(docs: Ints, days: Ints, segments: Sequence[Path]) -> pa.Table:
    """Return the documents that reprint an earlier one, as `REPRINTS`.

    Args:
        docs: those to compare, in the order of time, and of their ids where that does not tell.
        days: the day of each.
        segments: where their words are; other documents there are not looked at.
    """
    signed = [_sign(segment) for segment in segments]
    place = np.full(max((int(one.docs.max(initial=0)) for one in signed), default=0) + 2, -1)
    place[docs] = np.arange(len(docs))
    keys = np.zeros((len(docs), signed[0].keys.shape[1]), np.uint32)
    for one in signed:
        kept = place[one.docs] >= 0
        keys[place[one.docs[kept]]] = one.keys[kept]
    bands: defaultdict[int, list[int]] = defaultdict(list)
    for texts, shared in shared_bands(keys, days):
        for text, band in zip(texts.tolist(), shared.tolist(), strict=True):
            bands[text].append(band)
    numbers = sorted(text for text in bands if len(bands[text]) > 1)
    sequences = _sequences(docs[numbers], segments)
    compared = [Text(int(days[number]), bands[number], sequences[int(docs[number])]) for number in numbers]
    found = [
        (int(docs[number]), int(docs[numbers[repeat.first]]), repeat.alike, repeat.held)
        for number, repeat in zip(numbers, repeats(compared), strict=True)
        if repeat
    ]
    columns = list(zip(*found, strict=True)) or [()] * len(REPRINTS)
    return pa.table([pa.array(values, kind) for values, kind in zip(columns, REPRINTS.types, strict=True)], REPRINTS)


def _sign(segment: Path) -> _Signed:
    table = pq.read_table(segment, columns=["doc", "forms"])
    return _Signed(table["doc"].to_numpy().astype(np.int64), signatures(table["forms"].to_pylist()))


def _sequences(docs: Ints, segments: Sequence[Path]) -> dict[int, Hashes]:
    """Return the different sequences of words of documents, sorted, by doc."""
    found: dict[int, Hashes] = {}
    wanted = pa.array(docs, pa.int32())
    for segment in segments:
        table = pq.read_table(segment, columns=["doc", "forms"])
        table = table.filter(pc.is_in(table["doc"], wanted))
        hashes, bounds = shingles(table["forms"].to_pylist())
        for doc, start, end in zip(table["doc"].to_pylist(), bounds, bounds[1:], strict=False):
            found[doc] = np.unique(hashes[start:end])
    return found
