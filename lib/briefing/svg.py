"""Charts of the page that needs no script: a plot as SVG, 680 units wide, with the numbers in the table below it."""

from itertools import groupby

from lib.briefing.plot import Plot, Series
from lib.charts.measure import text_width, wrap
from lib.charts.palette import DASHES, LIGHT
from lib.charts.scale import digits, steps
from lib.i18n import Language, number
from lib.safe import Html, element

_WIDTH, _HEIGHT = 680, 220
_TEXT = 12
_LABELS = 280  # most that the labels of bars take
_BAR, _THIN = 15, 11  # thickness of a bar; the thin one from 20 bars on


def drawing(plot: Plot, language: Language, alternative: str) -> Html:
    """Return a plot as an SVG element, with `alternative` for those who do not see it."""
    marks, height = _bars(plot, language) if plot.form == "bar" else _over_time(plot, language)
    return element(
        "svg", *marks, viewBox=f"0 0 {_WIDTH} {height:g}", role="img", aria_label=alternative, class_="chart"
    )


def key(plot: Plot) -> Html:
    """Return the names of the series beside their colours, nothing where there is one."""
    if len(plot.series) < 2:
        return Html()
    items = [element("span", element("i", style=f"background:{series.color}"), series.name) for series in plot.series]
    return element("p", *items, class_="key")


def _bars(plot: Plot, language: Language) -> tuple[list[Html], float]:
    span = plot.high - plot.low or 1
    ends = max(text_width(number(v, language, plot.decimals), _TEXT) for v in (plot.low, plot.high)) + 8
    labels = min(max(text_width(name, _TEXT) for name in plot.categories), _LABELS)
    left = labels + 12 + (ends if plot.low < 0 else 0)
    unit = (_WIDTH - left - ends) / span
    zero = left - plot.low * unit
    bar = _BAR if len(plot.categories) * len(plot.series) <= 20 else _THIN
    step = bar * len(plot.series) + 9
    marks = []
    for row, category in enumerate(plot.categories):
        top = row * step + 4
        label = wrap(category, _TEXT, labels, lines=1)[0]
        marks.append(_words(label, 0, top + bar * len(plot.series) / 2 + 4))
        for place, series in enumerate(plot.series):
            marks += _bar(series, row, (zero, top + place * bar, bar), unit, language)
    height = len(plot.categories) * step + 4
    return [*marks, _rule(zero, 0, zero, height, LIGHT.muted)], height


def _bar(series: Series, row: int, place: tuple[float, float, float], unit: float, language: Language) -> list[Html]:
    value, (zero, top, thick) = series.values[row], place
    base = top + thick / 2 + 4
    if value is None:
        return [_words("—", zero + 6, base, color=LIGHT.muted)]
    start = min(zero, zero + value * unit)
    text = number(value, language, series.decimals)
    end, anchor = (zero + value * unit + 6, "start") if value >= 0 else (start - 6, "end")
    return [
        _box(start, top + 1, abs(value) * unit, thick - 2, series.color),
        _words(text, end, base, anchor=anchor, color=LIGHT.muted),
    ]


def _over_time(plot: Plot, language: Language) -> tuple[list[Html], float]:
    ticks = _ticks(plot)
    places = digits(ticks)
    names = [number(tick, language, places) for tick in ticks]
    left = max(text_width(name, _TEXT) for name in names) + 8
    low, high = min(ticks[0], plot.low), max(ticks[-1], plot.high)
    unit = (_HEIGHT - 12) / (high - low)
    zero = 6 + high * unit
    slot = (_WIDTH - left) / len(plot.categories)
    marks = []
    for tick, name in zip(ticks, names, strict=True):
        y = zero - tick * unit
        marks.append(_rule(left, y, _WIDTH, y, LIGHT.muted if tick == 0 else LIGHT.hairline))
        marks.append(_words(name, left - 8, y + 4, anchor="end", color=LIGHT.muted))
    draw = _line if plot.form == "line" else _columns
    for place, series in enumerate(plot.series):
        marks += draw(series, (place, len(plot.series)), (left, zero), (slot, unit))
    return [*marks, *_dates(plot, left, slot)], _HEIGHT + 22


def _ticks(plot: Plot) -> list[float]:
    if plot.low >= 0:
        return steps(plot.high)
    around = steps(max(plot.high, -plot.low))
    both = [-tick for tick in reversed(around[1:])] + around
    width = around[1]
    return [tick for tick in both if plot.low - width < tick < plot.high + width]


def _columns(
    series: Series, place: tuple[int, int], origin: tuple[float, float], unit: tuple[float, float]
) -> list[Html]:
    (index, total), (left, zero), (slot, rise) = place, origin, unit
    width = min(slot * 0.8, 90.0 * total) / total
    start = left + (slot - width * total) / 2 + index * width
    return [
        _box(start + at * slot, zero - max(value, 0) * rise, max(width - 0.5, 0.5), abs(value) * rise, series.color)
        for at, value in enumerate(series.values)
        if value is not None
    ]


def _line(series: Series, place: tuple[int, int], origin: tuple[float, float], unit: tuple[float, float]) -> list[Html]:
    (left, zero), (slot, rise) = origin, unit
    points = [
        None if value is None else f"{left + (at + 0.5) * slot:.1f},{zero - value * rise:.1f}"
        for at, value in enumerate(series.values)
    ]
    runs = [list(run) for there, run in groupby(points, key=lambda point: point is not None) if there]
    dash = None if place[0] == 0 else DASHES[place[0] % len(DASHES)].replace("px", "")
    look = {"stroke": series.color, "stroke_dasharray": dash}
    lines = [element("polyline", points=" ".join(map(str, run)), fill="none", stroke_width="2", **look) for run in runs]
    lone = [str(run[0]).split(",") for run in runs if len(run) == 1]
    return lines + [element("circle", cx=x, cy=y, r="2.5", fill=series.color) for x, y in lone]


def _dates(plot: Plot, left: float, slot: float) -> list[Html]:
    """Name as many categories as find room."""
    widest = min(max(text_width(name, _TEXT) for name in plot.categories) + 14, 160)
    every = max(1, -(-int(widest) // max(int(slot), 1)))
    marks = []
    for at in range(0, len(plot.categories), every):
        text = wrap(plot.categories[at], _TEXT, max(widest, slot) - 6, lines=1)[0]
        half, x = text_width(text, _TEXT) / 2, left + (at + 0.5) * slot
        marks.append(_words(text, min(max(x, half), _WIDTH - half), _HEIGHT + 14, anchor="middle", color=LIGHT.muted))
    return marks


def _words(text: str, x: float, y: float, *, anchor: str = "start", color: str = LIGHT.ink) -> Html:
    return element("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, fill=color)


def _box(x: float, y: float, width: float, height: float, color: str) -> Html:
    return element("rect", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{width:.1f}", height=f"{height:.1f}", fill=color)


def _rule(x1: float, y1: float, x2: float, y2: float, color: str) -> Html:
    return element("line", x1=f"{x1:.1f}", y1=f"{y1:.1f}", x2=f"{x2:.1f}", y2=f"{y2:.1f}", stroke=color)


def alternative(plot: Plot, title: str) -> str:
    """Return a plot in a sentence."""
    names = ", ".join(series.name for series in plot.series)
    return f"{title} — {names}; {plot.categories[0]} … {plot.categories[-1]}"
