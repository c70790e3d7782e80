"""What may be said of a term's course over time: how much there is, whether it rises, when it burst."""

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
