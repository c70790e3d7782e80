"""What may be said of a term's course over time: how much there is, whether it rises, when it burst."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from lib.analysis.bursts import FEWEST_BINS, Burst, bursts
from lib.analysis.intervals import CONFIDENCE
from lib.analysis.trends import Trend, trend


class Course(NamedTuple):
    """One term over time.

    Attributes:
        n: how often it was counted.
        found_in, documents: documents with the term, and all of them.
        periods: those with something to count in.
        values: periods that a trend can rest on: complete, and with enough to count in.
        trend: None where `values` are too few.
        bursts: of the documents with the term, the clearest first; None where `periods` are too few.
    """

    n: int
    found_in: int
    documents: int
    periods: int
    values: int
    trend: Trend | None
    bursts: list[Burst] | None


def term_course(rows: pd.DataFrame) -> Course:
    """Judge the course of one term.

    Args:
        rows: of `term_rates`, one term: [n, rate, found_in, documents, covered, complete, reliable] by period.
    """
    sound = rows["covered"] & rows["complete"] & rows["reliable"]
    periods = int(rows["covered"].sum())
    return Course(
        n=int(rows["n"].sum()),
        found_in=int(rows["found_in"].sum()),
        documents=int(rows["documents"].sum()),
        periods=periods,
        values=int(sound.sum()),
        trend=trend(np.where(sound, rows["rate"], np.nan)),
        bursts=_bursts(rows) if periods >= FEWEST_BINS else None,
    )


def is_clear(found: Trend) -> bool:
    """Tell whether a trend is told from chance."""
    return found.p < 1 - CONFIDENCE and found.slope != 0


def _bursts(rows: pd.DataFrame) -> list[Burst]:
    return sorted(bursts(rows["found_in"], rows["documents"]), key=lambda burst: burst.weight, reverse=True)


SOLE = 0.9
OTHERWISE = 0.5


def sole_source(hits: pd.DataFrame, every: pd.DataFrame, spans: Sequence[tuple[date, date]]) -> str | None:
    """Return the source that has nearly all documents of bursts though it is not the source of the other periods.

    Then the source may have burst, not the term: it began, or its choice of documents is another.

    Args:
        hits, every: [period, lane, count], documents with the term and all documents, by source.
        spans: the first days of the first and the last period of each burst.
    """
    inside = [frame[_inside(frame, spans)].groupby("lane")["count"].sum() for frame in (hits, every)]
    outside = every[~_inside(every, spans)].groupby("lane")["count"].sum()
    if inside[0].empty or inside[0].max() < SOLE * inside[0].sum():
        return None
    slug = str(inside[0].idxmax())
    return slug if outside.get(slug, 0) < OTHERWISE * outside.sum() else None


def _inside(frame: pd.DataFrame, spans: Sequence[tuple[date, date]]) -> "pd.Series[bool]":
    days = pd.to_datetime(frame["period"])
    found = pd.Series(data=False, index=frame.index)
    for first, last in spans:
        found |= days.between(pd.Timestamp(first), pd.Timestamp(last))
    return found
