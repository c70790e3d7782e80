"""What is selected in a figure, read back from the view: a statement, a period, a lane."""

from dataclasses import dataclass
from datetime import date

from lib.analysis.periods import GRAINS, last_day
from lib.corpus.selection import Grain, Lane
from lib.ui import state

SPOKEN = "spoken,"
"""Beginning of marks of the days spoken of, which `lib.ui.spoken_places` reads."""


@dataclass(frozen=True)
class Mark:
    """One mark of a figure.

    Attributes:
        stmt: a single statement.
        period: first and last day, both inclusive.
        lane: slug or theme id of the row, empty for none.
    """

    stmt: int | None = None
    period: tuple[date, date] | None = None
    lane: str = ""


def selected(grain: Grain = "month") -> Mark | None:
    """Return the mark that the view names, None for none or for one that cannot be read."""
    return read(state.view().marks[0], grain) if state.view().marks else None


def write(customdata: object, grain: Grain | None) -> str:
    """Return what a mark of a figure carries, as the text that a link holds.

    >>> write(["2025-11-01", "tass"], "month"), write([123], None)
    ('month:2025-11-01|tass', '123')
    """
    values = customdata.values() if isinstance(customdata, dict) else customdata
    parts = [values] if isinstance(values, str) else list(values)  # type: ignore[call-overload]  # what Plotly sends
    return (f"{grain}:" if grain else "") + "|".join(str(part) for part in parts)


def read(text: str, grain: Grain) -> Mark | None:
    """Read a mark: ``123``, ``2025-11-01|tass`` or, with a grain of its own, ``month:2025-11-01|tass``.

    >>> read("month:2025-11-01|tass", "day").period[1].isoformat()
    '2025-11-30'
    """
    own, colon, rest = text.partition(":")
    if colon and own in GRAINS:
        return read(rest, own)
    if text.startswith(SPOKEN):
        return None
    head, _, lane = text.partition("|")
    if head.isdigit():
        return Mark(stmt=int(head))
    try:
        first = date.fromisoformat(head)
    except ValueError:
        return Mark(lane=head) if head else None
    return Mark(period=(first, last_day(first, grain)), lane=lane)


def within(kind: Lane | None, mark: Mark | None) -> tuple[Lane, str] | None:
    """Return the lane that a mark lies in, where the figure has lanes."""
    if kind is None or mark is None or mark.lane in ("", "all"):
        return None
    return kind, mark.lane
