"""When a formula was used: a mark a use while there are few, bars from then on."""

from datetime import date

import pandas as pd

from lib import data, safe
from lib.analysis.course import fill
from lib.analysis.forms import MANY_MARKS
from lib.analysis.periods import GRAINS, MOST_BINS, auto_grain, count_periods, period_start
from lib.corpus.selection import Grain, Lane, Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, t
from lib.ui import figure, marks, state, timelines
from lib.ui.figure import Shown
from lib.ui.look import slots
from lib.ui.names import names_of

_AROUND = 70


def grain_of(source: Snapshot, selection: Selection, n: int) -> Grain:
    """Return the grain of the bars: the view's, or one that fits the period; never more than 500 bins."""
    days, chosen = timelines.window(source, selection), state.view().grain
    if days is None:
        return "month"
    wanted = auto_grain(*days, n) if chosen == "auto" else chosen
    return next((grain for grain in GRAINS[GRAINS.index(wanted) :] if count_periods(*days, grain) <= MOST_BINS), "year")


def show(source: Snapshot, selection: Selection, uses: pd.DataFrame, title: str) -> None:
    """Show dated uses over time; a click selects one, or those of a period."""
    dated = int(uses["date"].notna().sum())
    if dated:
        drawn = dots(source, uses, title) if dated <= MANY_MARKS else bars(source, selection, uses, title)
        figure.show(drawn, key="formula")


def selected(source: Snapshot, selection: Selection, uses: pd.DataFrame) -> pd.DataFrame | None:
    """Return the uses of the mark that is selected in the figure, None where none is."""
    view = state.view().marks
    if not view or view[0] == "formulas":
        return None
    mark = marks.read(view[0], grain_of(source, selection, len(uses)))
    if mark is None or (mark.stmt is None and mark.period is None):
        return None
    if mark.stmt is not None:
        return uses[uses.index == mark.stmt]
    first, last = map(pd.Timestamp, mark.period or (date.min, date.min))
    return uses[uses["date"].between(first, last)]


def dots(source: Snapshot, uses: pd.DataFrame, title: str) -> Shown:
    """Return the dated uses as marks in lanes: speakers where all uses have any, otherwise sources."""
    dated = uses[uses["date"].notna()]
    lane: Lane = "speaker" if dated["speakers"].map(len).all() else "source"
    frame = _lanes(source, dated, lane)
    caption = figure.caption(title, source, len(dated), "use", note=_note(len(uses) - len(dated)))
    return timelines.in_lanes(source, frame, caption)


def _lanes(source: Snapshot, dated: pd.DataFrame, lane: Lane) -> pd.DataFrame:
    articles = data.ask(Snapshot.text, source, tuple(dict.fromkeys(int(doc) for doc in dated["doc"])))
    names, ranks = names_of(lane, source, state.language()), slots(lane, source)
    lanes = dated["speakers"] if lane == "speaker" else dated["source"].map(lambda slug: [slug])
    frame = pd.DataFrame(
        {
            "date": [day.date() for day in dated["date"]],
            "stmt": dated.index,
            "lane": lanes.tolist(),
            "label": [
                _words(articles[doc].text, start, end)
                for doc, start, end in zip(dated["doc"], dated["start"], dated["end"], strict=True)
            ],
        }
    ).explode("lane", ignore_index=True)
    return frame.assign(
        lane_label=[names.get(slug, slug) for slug in frame["lane"]],
        slot=[ranks.get(slug, -1) for slug in frame["lane"]],
    )


def _words(text: str, start: int, end: int) -> str:
    """Return a use with what stands around it, cut at words."""
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    before = "…" + before.partition(" ")[2] if len(before) == _AROUND else before
    after = after.rpartition(" ")[0] + "…" if len(after) == _AROUND else after
    return safe.one_line(before + text[start:end] + after)


def bars(source: Snapshot, selection: Selection, uses: pd.DataFrame, title: str) -> Shown:
    """Return dated uses per period with the documents per period below."""
    language, grain, dated = state.language(), grain_of(source, selection, len(uses)), uses[uses["date"].notna()]
    days = timelines.window(source, selection) or (date.min, date.min)
    starts = pd.Series([period_start(day.date(), grain) for day in dated["date"]], name="period")
    counted = starts.value_counts().rename("count").reset_index()
    frame = fill(counted, data.ask(Snapshot.coverage, source, selection, grain), grain, days)
    frame = frame.rename(columns={"documents": "denominator"})
    documents = count("document", int(frame["denominator"].sum()), language)
    caption = figure.caption(
        title, source, len(dated), "use", denominator=documents, note=_note(len(uses) - len(dated))
    )
    return timelines.by_period(source, frame, caption, grain, t("formulas.uses", language))


def _note(undated: int) -> str:
    """Say what the dates are, and how many uses the figure leaves out as undated."""
    language = state.language()
    left_out = t("timeline.undated", language, n=count("use", undated, language)) if undated else ""
    return " ".join(part for part in (t("formulas.figure_note", language), left_out) if part)
