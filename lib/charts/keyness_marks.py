"""What the figures of keyness share: marks, axis of z, key. A is a circle, B a diamond; chance is hollow and grey."""

from typing import Any

import pandas as pd

from lib.charts.figure import KeyItem, Trace, hover, records
from lib.charts.look import Look
from lib.charts.palette import GLYPHS, SYMBOLS, slot_color
from lib.charts.scale import digits, steps, ticks
from lib.i18n import number, t

CHANCE = 1.96
"""|z| below which a difference is not told from chance, where the frame does not say better."""
_SLOTS = {"a": 0, "b": 1}


def prepared(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with the columns ``significant``, ``label`` and ``side`` (``a`` or ``b``)."""
    return frame.assign(
        significant=frame.get("significant", frame["z"].abs() >= CHANCE),
        label=frame.get("label", frame["term"]),
        side=["a" if z >= 0 else "b" for z in frame["z"]],
    )


def reach(rows: pd.DataFrame) -> float:
    """Return how far the axis of z goes to both sides."""
    return float(1.12 * max([CHANCE, *rows["z"].abs()]))


def numbers(row: Any, look: Look) -> list[str]:
    """Return a term's occurrences in A and B, then its dispersion: on one line where there is room."""
    counts = f"{number(row.n_a, look.language)} : {number(row.n_b, look.language)}"
    if not hasattr(row, "dispersion") or pd.isna(row.dispersion):
        return [counts]
    spread = t("chart.dispersion", look.language, value=number(row.dispersion, look.language, 2))
    return [f"{counts} · {spread}"] if look.wide else [counts, spread]


def dots(rows: pd.DataFrame, across: list[float], look: Look) -> Trace:
    """Return the terms as marks, z along x and `across` along y."""
    sides, real = list(rows["side"]), list(rows["significant"])
    symbols = [SYMBOLS[_SLOTS[side]] for side in sides]
    colors = [slot_color(_SLOTS[side], look.palette) for side in sides]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [float(z) for z in rows["z"]],
        "y": across,
        "marker": {
            "symbol": [name if sure else f"{name}-open" for name, sure in zip(symbols, real, strict=True)],
            "color": [color if sure else look.palette.grey for color, sure in zip(colors, real, strict=True)],
            "size": 10 if len(rows) <= 60 else 7,
            "opacity": [1.0 if sure else 0.6 for sure in real],
            "line": {"width": [0.0 if sure else 1.3 for sure in real]},
        },
        "hoverinfo": "text",
        "hovertext": [_note(row, look) for row in records(rows)],
        "customdata": [[term, side] for term, side in zip(rows["term"], sides, strict=True)],
        "cliponaxis": False,
    }


def _note(row: Any, look: Look) -> str:
    doubt = "" if row.significant else t("chart.not_significant", look.language)
    z = number(row.z, look.language, 2).replace("-", "−")
    return hover([row.label, f"z = {z}", " · ".join(numbers(row, look)), doubt])


def z_axis(end: float, look: Look) -> dict[str, Any]:
    """Return an axis from -`end` to `end` with round values on both sides of zero."""
    positive = [value for value in steps(end, 3) if value < end]
    values = [-value for value in positive[:0:-1]] + positive
    texts = [number(value, look.language, digits(positive)).replace("-", "−") for value in values]
    return {"range": [-end, end], **ticks(values, texts, look)}


def key(rows: pd.DataFrame, sides: tuple[str, str], look: Look) -> list[KeyItem]:
    """Return the key: which mark is A's, which is B's, and which differences may be chance."""
    items = [
        KeyItem(GLYPHS[slot], slot_color(slot, look.palette), t(f"chart.more_in_{side}", look.language, name=name))
        for (side, slot), name in zip(_SLOTS.items(), sides, strict=True)
    ]
    if not rows["significant"].all():
        items.append(KeyItem("○", look.palette.grey, t("chart.not_significant", look.language)))
    return items
