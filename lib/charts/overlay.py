"""What is drawn over an axis of time: events as labelled rules, bursts as heavy lines."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lib.charts.dates import period_end
from lib.charts.figure import TICK, note
from lib.charts.look import Look
from lib.charts.measure import text_width, wrap
from lib.safe import chart_label

_ROWS = 2


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is drawn over the time axis: dated events with their words, and bursts from day to day (inclusive)."""

    events: tuple[tuple[date, str], ...] = ()
    bursts: tuple[tuple[date, date], ...] = ()

    def within(self, first: date, end: date) -> "Overlay":
        """Return the events from a day to before another, and all bursts."""
        return Overlay(tuple(event for event in self.events if first <= event[0] < end), self.bursts)

    @property
    def above(self) -> int:
        """Room that the words of the events need above a plot, px."""
        return 15 * _ROWS if self.events else 0


def overlay_marks(
    overlay: Overlay, whole: tuple[date, date], look: Look
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Draw bursts as a heavy line under the top edge, events as a hairline with their words above the plot."""
    colors = look.palette
    overlay = overlay.within(*whole)
    shapes: list[dict[str, Any]] = [
        {
            "type": "line", "xref": "x", "yref": "paper", "y0": 1, "y1": 1,
            "x0": start.isoformat(), "x1": period_end(end, "day").isoformat(),
            "line": {"color": colors.ink, "width": 3},
        }
        for start, end in overlay.bursts
    ]  # fmt: skip
    for day, _ in overlay.events:
        shapes.append({
            "type": "line", "xref": "x", "yref": "paper", "x0": day.isoformat(), "x1": day.isoformat(),
            "y0": 0, "y1": 1, "line": {"color": colors.muted, "width": 1, "dash": "2px,2px"},
        })  # fmt: skip
    return shapes, _event_words(overlay, whole, look)


def _event_words(overlay: Overlay, whole: tuple[date, date], look: Look) -> list[dict[str, Any]]:
    """Set the words of events above the plot, in as many rows as `_ROWS`; what finds no room stays a line."""
    days, width = (whole[1] - whole[0]).days or 1, look.safe_width - 60
    free = [0.0] * _ROWS  # px from the left edge that each row has used
    texts = []
    for day, words in sorted(overlay.events):
        label = wrap(words, TICK, 150, lines=1)[0]
        needed = text_width(label, TICK)
        at = (day - whole[0]).days / days * width
        right = at > width - needed
        start = at - needed if right else at
        row = next((row for row, used in enumerate(free) if used <= start), None)
        if row is not None:
            free[row] = start + needed + 8
            texts.append(note(
                chart_label(label), size=TICK, color=look.palette.ink, xref="x", x=day.isoformat(), y=1,
                xanchor="right" if right else "left", yanchor="bottom", yshift=4 + 15 * row,
            ))  # fmt: skip
    return texts
