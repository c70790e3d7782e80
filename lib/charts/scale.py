"""Axes of counts and rates: round steps, few lines, numbers as the language writes them."""

import math
from collections.abc import Sequence
from typing import Any

from lib.charts.figure import TICK
from lib.charts.look import Look
from lib.i18n import number, percent


def steps(peak: float, most: int = 4) -> list[float]:
    """Return at most `most` + 1 round values from zero that reach `peak` or stop one step short of it.

    >>> steps(17), steps(2), steps(0.7), steps(0)
    ([0, 5, 10, 15, 20], [0, 1, 2], [0.0, 0.2, 0.4, 0.6, 0.8], [0, 1])
    """
    if peak <= 0:
        return [0, 1]
    raw = peak / most
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
    if peak >= 1:
        step = max(1, step)
    top = math.ceil(round(peak / step, 6))
    return [round(step * i, 10) for i in range(top + 1)]


def classes(peak: int, most: int = 5) -> list[int]:
    """Return the lower bounds of at most `most` classes for counts from 1 to `peak`, about evenly spread by ratio.

    >>> classes(3), classes(40), classes(900)
    ([1, 2, 3], [1, 2, 5, 10, 20], [1, 5, 20, 50, 200])
    """
    if peak <= most:
        return list(range(1, max(peak, 1) + 1))
    rounds = [factor * 10**power for power in range(10) for factor in (1, 2, 5)]
    ratio = peak ** (1 / most)
    bounds = [1]
    for step in range(1, most):
        bound = min(rounds, key=lambda value: abs(math.log(value / ratio**step)))
        if bound > bounds[-1]:
            bounds.append(bound)
    return bounds


def digits(values: list[float]) -> int:
    """Return how many decimals tell `values` apart.

    >>> digits([0, 5]), digits([0, 0.2]), digits([0, 0.05])
    (0, 1, 2)
    """
    step = values[1] - values[0] if len(values) > 1 else 1
    return 0 if step >= 1 else math.ceil(-math.log10(step) - 1e-9)


def ticks(values: Sequence[float], texts: Sequence[str], look: Look) -> dict[str, Any]:
    """Return an axis with hairlines at `values`, labelled `texts`; the caller gives the range."""
    return {
        "fixedrange": True,
        "tickmode": "array",
        "tickvals": list(values),
        "ticktext": list(texts),
        "tickfont": {"size": TICK, "color": look.palette.muted},
        "tickangle": 0,
        "ticks": "",
        "showgrid": True,
        "gridcolor": look.palette.hairline,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
    }


def value_axis(peak: float, look: Look) -> dict[str, Any]:
    """Return an axis from zero to a round value at or above `peak`, with hairlines at round values."""
    values = steps(peak)
    texts = [number(value, look.language, digits(values)) for value in values]
    return {"range": [0, max(values[-1], peak) * 1.03], **ticks(values, texts, look)}


def strip_axis(peak: float, look: Look) -> dict[str, Any]:
    """Return the axis of a low strip: from zero to a little above `peak`, one round value named."""
    power = 10.0 ** math.floor(math.log10(peak)) if peak > 0 else 1.0
    values = [0, max((power * factor for factor in (1, 2, 5) if power * factor <= peak), default=power)]
    texts = [number(value, look.language, digits(values)) for value in values]
    return {"range": [0, max(peak, values[1]) * 1.05], **ticks(values, texts, look)}


def share_axis(peak: float, look: Look) -> dict[str, Any]:
    """Return an axis of shares from zero to a little above `peak`, labelled in per cent."""
    values = [value for value in steps(peak * 100, 6 if look.wide else 3) if value <= 100]
    texts = [percent(value / 100, look.language, digits(values)) for value in values]
    return {"range": [0, max(values[-1] / 100, peak) * 1.04], **ticks([v / 100 for v in values], texts, look)}
