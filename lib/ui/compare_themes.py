"""About what A and B speak: shares of themes, or their counts while there are few."""

from dataclasses import replace

import pandas as pd

from lib import data
from lib.analysis import contrast
from lib.analysis.forms import is_percentage_sound
from lib.charts.describe import describe
from lib.charts.dumbbell import dumbbell
from lib.corpus.selection import NO_THEME
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, count, percent, share, t
from lib.ui import compare_sides, figure, output, state
from lib.ui.compare_sides import Side
from lib.ui.compare_volume import columns
from lib.ui.figure import Shown
from lib.ui.look import look
from lib.ui.names import theme_names

_THEMES = 16
_SMALL, _TENTHS_FROM = 0.1, 200


def show(source: Snapshot, both: tuple[Side, Side]) -> None:
    """Show how much of each side has each theme, by documents or by statements, as the view counts."""
    language = state.language()
    unit = "documents" if state.view().unit == "doc" else "statements"
    totals = [getattr(data.ask(Snapshot.totals, source, side.selection), unit) for side in both]
    if not all(totals):
        output.note(t("evidence.none", language))
        return
    tables = [data.ask(Snapshot.theme_table, source, side.selection) for side in both]
    counts = contrast.theme_counts(tables[0], tables[1], unit)
    none = counts["theme"] == NO_THEME
    counts = pd.concat([counts[~none].head(_THEMES), counts[none]], ignore_index=True)
    counts["label"] = [theme_names(source, language).get(theme, theme) for theme in counts["theme"]]
    for name, total in zip("ab", totals, strict=True):
        counts[f"{name}_text"] = [share_text(int(n), total, language) for n in counts[f"n_{name}"]]
    title = t(f"compare.themes_{unit}", language)
    if is_percentage_sound(min(totals)):
        figure.show(_shares(source, both, counts, (totals[0], totals[1]), title), key="compare-themes")
        return
    output.heading(title, 2, note=t("compare.themes_note", language))
    rows = [(row["label"], row["a_text"], row["b_text"]) for row in counts.to_dict("records")]
    output.html(columns(both, rows, first=t("filter.theme", language)))


def share_text(n: int, total: int, language: Language) -> str:
    """Return a share in words or per cent, a small one with its tenths: two marks apart must not bear one number."""
    if total >= _TENTHS_FROM and 0 < n < _SMALL * total:
        return percent(n / total, language, 1)
    return share(n, total, language)


def _shares(
    source: Snapshot, both: tuple[Side, Side], counts: pd.DataFrame, totals: tuple[int, int], title: str
) -> Shown:
    language = state.language()
    noun = "document" if state.view().unit == "doc" else "statement"
    none = counts["theme"] == NO_THEME
    frame = contrast.theme_shares(counts[~none], *totals)
    frame = frame.assign(key=frame["theme"], gap=frame["a"] - frame["b"])
    frame = frame.sort_values("gap", ascending=False, kind="stable", ignore_index=True)
    of = ", ".join(
        f"{compare_sides.letter(side.name)} — {count(noun, total, language)}"
        for side, total in zip(both, totals, strict=True)
    )
    caption = compare_sides.caption(
        title, source, both, sum(totals), noun, denominator=of, interval=t("themes.interval", language)
    )
    for row in counts[none].to_dict("records"):
        caption = replace(caption, note=t("compare.no_theme", language, a=row["a_text"], b=row["b_text"]))
    names = {"label": t("filter.theme", language)}
    for side in both:
        for column in ("n", "share"):
            key = f"n_{side.name}" if column == "n" else side.name
            names[key] = t(f"compare.column_{column}", language, side=compare_sides.letter(side.name))
    chart = dumbbell(frame, caption, look(), sides=(both[0].label, both[1].label))
    alternative = describe("dumbbell", frame, caption, language)
    return Shown(chart, frame, names, caption, alternative, series=("a", "b"), native="bar")
