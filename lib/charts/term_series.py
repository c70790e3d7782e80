"""What the figures of term frequencies share: runs of reliable periods, hover texts, the key."""

from collections.abc import Iterable
from typing import Any, Literal

import pandas as pd

from lib.analysis.forms import FEWEST_RATE_WORDS
from lib.charts.dates import as_days, period_name
from lib.charts.figure import KeyItem, hover
from lib.charts.look import Look
from lib.i18n import count, number, t

ABOVE = "↑"
"""Stands at the upper edge for a value that the scale does not reach."""
Norm = Literal["raw", "per10k", "share"]
"""What ``rate`` is: a count, a rate per 10,000 words, a share in per cent."""


def prepared(frame: pd.DataFrame, norm: Norm) -> pd.DataFrame:
    """Return the frame with plain days, and the columns ``complete``, ``reliable`` and ``norm``."""
    complete, reliable = frame.get("complete", True), frame.get("reliable", frame["words"] >= FEWEST_RATE_WORDS)
    rows = frame.assign(period=as_days(frame["period"]), complete=complete, reliable=reliable, norm=norm)
    return rows.sort_values("period", kind="stable")


def denominator(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what the widest of the terms relates to: ``period``, ``covered``, ``denominator``, a row a period."""
    widest = rows.groupby("term", sort=False)["base"].sum().idxmax()
    return rows[rows["term"] == widest][["period", "covered", "base"]].rename(columns={"base": "denominator"})


def runs(flags: list[bool]) -> list[list[int]]:
    """Return the positions of True, grouped where they are neighbours.

    >>> runs([True, True, False, True])
    [[0, 1], [3]]
    """
    found: list[list[int]] = []
    for i, flag in enumerate(flags):
        if flag and i and flags[i - 1]:
            found[-1].append(i)
        elif flag:
            found.append([i])
    return found


def rate_notes(rows: Iterable[Any], look: Look, grain: str) -> list[str]:
    """Return hover texts of rows of a prepared frame: term, period, value with interval, its base, warnings."""
    language = look.language
    notes = []
    for row in rows:
        notes.append(hover([
            row.term_label,
            f"{period_name(row.period, look, grain)}: {_value(row, look)}",
            _base(row, look),
            "" if row.reliable else t(_DOUBT[row.norm], language),
            "" if row.complete else t("chart.incomplete", language),
        ]))  # fmt: skip
    return notes


_DOUBT = {"raw": "chart.few_words", "per10k": "chart.few_words", "share": "chart.few_units"}


def _value(row: Any, look: Look) -> str:
    digits = 0 if row.norm == "raw" else 1 if row.rate >= 1 or row.rate == 0 else 2
    value, low, high = (number(end, look.language, digits) for end in (row.rate, row.low, row.high))
    text = {"raw": value, "per10k": t("chart.rate", look.language, value=value), "share": f"{value} %"}[row.norm]
    return text if row.low == row.high else f"{text} ({t('chart.range', look.language, low=low, high=high)})"


def _base(row: Any, look: Look) -> str:
    if row.norm == "share":
        n, base = number(row.n, look.language), number(row.base, look.language)
        return t("number.of", look.language, k=n, n=base)
    return count("word", int(row.words), look.language)


def sound_peak(rows: pd.DataFrame) -> float:
    """Return the upper end of the scale: by what can be relied on, where there is any.

    A rate that rests on a few words may be a hundred times the others, and an interval may be far above its rate.
    """
    covered = rows[rows["covered"]]
    sound = covered[covered["reliable"] & covered["complete"]]
    shown = sound if len(sound) and sound["rate"].max() > 0 else covered
    return float(min(shown["high"].max(), 2.5 * shown["rate"].max())) if len(shown) else 0.0


def warnings_key(rows: pd.DataFrame, gap: bool, glyphs: tuple[str, str], look: Look) -> list[KeyItem]:
    """Return key entries for what is drawn with reserve: little behind it, incomplete period, no coverage."""
    colors, items = look.palette, []
    covered = rows[rows["covered"]]
    if not covered["reliable"].all():
        items.append(KeyItem(glyphs[0], colors.ink, t(_DOUBT[rows["norm"].iloc[0]], look.language)))
    if not covered["complete"].all():
        items.append(KeyItem(glyphs[1], colors.ink, t("chart.incomplete", look.language)))
    if (covered["rate"] > sound_peak(rows)).any():
        items.append(KeyItem(ABOVE, colors.ink, t("chart.above", look.language)))
    if gap:
        items.append(KeyItem("█", colors.hairline, t("chart.no_coverage", look.language)))
    return items
