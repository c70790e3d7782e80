"""A figure in words, for those who do not see it: what is drawn, the extremes, how much data."""

from collections.abc import Callable

import pandas as pd

from lib.charts.caption import Caption
from lib.charts.dates import as_days
from lib.charts.evidence_bars import bin_name
from lib.i18n import Language, count, number, percent, short_day, t

_Extremes = Callable[[pd.DataFrame, Language], str]


def describe(kind: str, frame: pd.DataFrame, caption: Caption, language: Language) -> str:
    """Return one or two sentences: title, form, n, extremes. Plain text, not escaped.

    Args:
        kind: name of the function that drew the figure, e.g. ``period_bars``.
        frame: the frame that it drew.

    Raises:
        KeyError: no such kind.
    """
    extremes = _EXTREMES[kind](frame, language) if len(frame) else t("chart.alt.none", language)
    n = count(caption.unit, caption.n, language)
    name = t(f"chart.kind.{kind}", language)
    return t("chart.alt.whole", language, title=caption.title, kind=name, n=n, extremes=extremes)


def _most_and_least(named: list[tuple[str, float]], language: Language, digits: int = 0) -> str:
    """Word the largest and the smallest of named values; the first of equals."""
    if not named:
        return t("chart.alt.none", language)
    most, least = (
        f"{name} — {number(value, language, digits)}"
        for name, value in (max(named, key=lambda row: row[1]), min(named, key=lambda row: row[1]))
    )
    if len(named) > 1 and len({value for _, value in named}) == 1:
        return t("chart.alt.equal", language, value=number(named[0][1], language, digits))
    if len(named) == 1:
        return t("chart.alt.only", language, most=most)
    return t("chart.alt.extremes", language, most=most, least=least)


def _statements(frame: pd.DataFrame, language: Language) -> str:
    by_lane = frame.groupby("lane_label", sort=False).size()
    days = as_days([frame["date"].min(), frame["date"].max()])
    dash = " — " if language == "ru" else " – "
    span = dash.join(short_day(day, language) for day in dict.fromkeys(days))
    named = [(str(name), float(n)) for name, n in by_lane.items()]
    return f"{span}. {_most_and_least(named, language)}"


def _periods(frame: pd.DataFrame, language: Language) -> str:
    rows = frame[frame["covered"]]
    return _most_and_least(list(zip(_since(rows, language), map(float, rows["count"]), strict=True)), language)


def _cells(frame: pd.DataFrame, language: Language) -> str:
    rows = frame[frame["covered"]]
    names = [f"{lane}, {day}" for lane, day in zip(rows["lane_label"], _since(rows, language), strict=True)]
    return _most_and_least(list(zip(names, map(float, rows["count"]), strict=True)), language)


def _days(frame: pd.DataFrame, language: Language) -> str:
    sides = {"behind": frame["last"] < frame["date"], "ahead": frame["first"] > frame["date"]}
    counts = {name: number(int(frame.loc[side, "count"].sum()), language) for name, side in sides.items()}
    return t("chart.alt.days", language, **counts)


def _rows(frame: pd.DataFrame, language: Language) -> str:
    named = [(str(label), float(value)) for label, value in zip(frame["label"], frame["value"], strict=True)]
    if "text" not in frame:
        return _most_and_least(named, language)
    texts = dict(zip(frame["label"], frame["text"], strict=True))
    most, least = max(named, key=lambda row: row[1])[0], min(named, key=lambda row: row[1])[0]
    return t("chart.alt.extremes", language, most=f"{most} — {texts[most]}", least=f"{least} — {texts[least]}")


def _rates(frame: pd.DataFrame, language: Language) -> str:
    rows = frame[frame["covered"]]
    names = [f"{term}, {day}" for term, day in zip(rows["term_label"], _since(rows, language), strict=True)]
    digits = 0 if (rows["rate"] % 1 == 0).all() else 1
    return _most_and_least(list(zip(names, map(float, rows["rate"]), strict=True)), language, digits)


def _differences(frame: pd.DataFrame, language: Language) -> str:
    label = "label" if "label" in frame else "term"
    order = frame.sort_values("z", kind="stable")
    a = [str(term) for term in order.loc[order["z"] > 0, label][::-1][:3]]
    b = [str(term) for term in order.loc[order["z"] < 0, label][:3]]
    nobody = t("chart.alt.nobody", language)
    return t("chart.alt.sides", language, a=", ".join(a) or nobody, b=", ".join(b) or nobody)


def _documents(frame: pd.DataFrame, language: Language) -> str:
    found = frame[frame["words"] != ""].groupby("doc_label", sort=False)["theme_label"].agg(", ".join)
    parts = [t("chart.alt.documents", language, doc=doc, themes=themes) for doc, themes in found.items()]
    return "; ".join(parts) + "." if parts else t("chart.alt.none", language)


def _shares(frame: pd.DataFrame, language: Language) -> str:
    both = frame.dropna(subset=["a", "b"])
    if both.empty:
        return t("chart.alt.none", language)
    row = both.iloc[int((both["a"] - both["b"]).abs().argmax())]
    a, b = percent(row["a"], language), percent(row["b"], language)
    return t("chart.alt.gap", language, label=row["label"], a=a, b=b)


def _bins(frame: pd.DataFrame, language: Language) -> str:
    names = [bin_name(start, end, language) for start, end in zip(frame["start"], frame["end"], strict=True)]
    return _most_and_least(list(zip(names, map(float, frame["documents"]), strict=True)), language)


def _since(rows: pd.DataFrame, language: Language) -> list[str]:
    return [t("chart.alt.since", language, day=short_day(day, language)) for day in as_days(rows["period"])]


_EXTREMES: dict[str, _Extremes] = {
    "dot_lanes": _statements,
    "period_bars": _periods,
    "lane_heatmap": _cells,
    "day_dots": _days,
    "day_heatmap": _cells,
    "ranked_bars": _rows,
    "term_lines": _rates,
    "term_bars": _rates,
    "keyness_lollipop": _differences,
    "keyness_scatter": _differences,
    "theme_matrix": _documents,
    "dumbbell": _shares,
    "evidence_bars": _bins,
}
