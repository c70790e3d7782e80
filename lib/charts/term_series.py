"""What the figures of term frequencies share: runs of reliable periods, hover texts, the key."""

import pandas as pd

from lib.charts.dates import as_days, period_name
from lib.charts.figure import KeyItem, hover, records
from lib.charts.look import Look
from lib.i18n import count, number, t

RELIABLE_WORDS = 2000
"""Words that a period needs for its rate to be drawn as a rate."""


def prepared(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with plain days, and the columns ``complete`` and ``reliable``."""
    complete = frame.get("complete", True)
    return frame.assign(
        period=as_days(frame["period"]), complete=complete, reliable=frame["words"] >= RELIABLE_WORDS
    ).sort_values("period", kind="stable")


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


def rate_notes(rows: pd.DataFrame, look: Look, grain: str) -> list[str]:
    """Return hover texts: term, period, rate with interval, words of the period, warnings."""
    language = look.language
    notes = []
    for row in records(rows):
        rate = t("chart.rate", language, value=number(row.rate, language, 1))
        between = t("chart.range", language, low=number(row.low, language, 1), high=number(row.high, language, 1))
        notes.append(hover([
            row.term_label,
            f"{period_name(row.period, look, grain)}: {rate} ({between})",
            count("word", int(row.words), language),
            "" if row.reliable else t("chart.few_words", language),
            "" if row.complete else t("chart.incomplete", language),
        ]))  # fmt: skip
    return notes


def warnings_key(rows: pd.DataFrame, gap: bool, glyphs: tuple[str, str], look: Look) -> list[KeyItem]:
    """Return key entries for what is drawn with reserve: few words, incomplete period, no coverage."""
    colors, items = look.palette, []
    covered = rows[rows["covered"]]
    if not covered["reliable"].all():
        items.append(KeyItem(glyphs[0], colors.ink, t("chart.few_words", look.language)))
    if not covered["complete"].all():
        items.append(KeyItem(glyphs[1], colors.ink, t("chart.incomplete", look.language)))
    if gap:
        items.append(KeyItem("█", colors.hairline, t("chart.no_coverage", look.language)))
    return items
