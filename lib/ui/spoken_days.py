"""Of which days the documents speak: the days meant against the day of the document, and what cannot be told."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.course import lane_grid
from lib.analysis.forms import FEW_MARKS, MANY_MARKS, is_ranking_sound
from lib.analysis.periods import GRAINS, count_periods, last_day, period_start, periods
from lib.charts.caption import Caption
from lib.charts.day_dots import day_dots
from lib.charts.day_heatmap import day_heatmap
from lib.charts.describe import describe
from lib.corpus.queries.timexes import DRAWN, Frame, Place, Side
from lib.corpus.selection import Grain, Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, date_label, number, period, t
from lib.ui import figure, output, spoken_places, state
from lib.ui.figure import Shown
from lib.ui.look import look

PARTS = ("own", "earlier", "later", "longer", "no_date", "event", "year", "direction", "undated", "impossible")
"""What a figure leaves out, in the order in which it is told; reasons why days are not told are the last five."""
_REASONS = PARTS[5:]
_ROWS, _DAYS = 30, 10
_LEAST, _MOST = 31, 366
_ANY = Frame(date(1900, 1, 1), date(2099, 12, 31))
_SIDES: tuple[Side, ...] = ("ahead", "behind")


def show(source: Snapshot, selection: Selection) -> None:
    """Show the section: the figure with the sentences of its mark, the days most spoken of, and what is not shown."""
    language = state.language()
    output.heading(t("spoken.title", language), note=t("spoken.note", language))
    if not source.knows_timexes():
        output.notice(t("spoken.unknown", language))
        return
    window = _window(source, selection)
    frame = _frame(*window) if window else _ANY
    parts = _parts(source, selection, frame)
    total, drawn = sum(parts.values()), parts.get(DRAWN, 0)
    if total <= FEW_MARKS:
        spoken_places.show(source, selection, frame, Place(), t("spoken.all", language), key="spoken-all")
        return
    if drawn <= FEW_MARKS or window is None:
        spoken_places.show(source, selection, frame, Place(DRAWN), t("spoken.told", language), key="spoken-told")
    else:
        if drawn > MANY_MARKS:
            frame = _by_period(frame)
            parts = _parts(source, selection, frame)
        shown = _dots(source, selection, frame, parts) if frame.grain is None else _cells(
            source, selection, frame, parts, window
        )  # fmt: skip
        figure.show(shown, key="spoken")
        _selected(source, selection, frame)
        _days(source, selection, frame)
    _left_out(source, selection, frame, parts)


def _window(source: Snapshot, selection: Selection) -> tuple[date, date] | None:
    """Return the days of the documents in view, None where there are none with a date."""
    if source.info.first is None or source.info.last is None:
        return None
    first, last = max(selection.start or date.min, source.info.first), min(selection.end or date.max, source.info.last)
    return (first, last) if first <= last else None


def _frame(first: date, last: date) -> Frame:
    """Return room for the days of documents and for half as much around them, a month at least, a year at most."""
    margin = timedelta(days=min(_MOST, max(_LEAST, (last - first).days // 2)))
    return Frame(max(first, _ANY.first + margin) - margin, min(last, _ANY.last - margin) + margin)


def _by_period(frame: Frame) -> Frame:
    """Return the frame in whole periods: of the view's grain where there are few enough, otherwise of the next one."""
    chosen = state.view().grain
    possible = GRAINS if chosen == "auto" else GRAINS[GRAINS.index(chosen) :]
    grain: Grain = next((one for one in possible if count_periods(frame.first, frame.last, one) <= _ROWS), "year")
    return Frame(period_start(frame.first, grain), last_day(frame.last, grain), grain)


def _parts(source: Snapshot, selection: Selection, frame: Frame) -> dict[str, int]:
    found = data.ask(Snapshot.timex_parts, source, selection, frame)
    return {str(part): int(n) for part, n in zip(found["part"], found["count"], strict=True)}


def _caption(source: Snapshot, selection: Selection, parts: dict[str, int], note: str) -> Caption:
    language = state.language()
    documents = data.ask(Snapshot.count_documents, source, selection)
    return figure.caption(
        t("spoken.figure", language),
        source,
        parts[DRAWN],
        "expression",
        denominator=t(
            "spoken.of", language, n=count("expression", sum(parts.values()), language),
            documents=count("document", documents, language),
        ),
        note=f"{note} {_without(parts)}",
    )  # fmt: skip


def _without(parts: dict[str, int]) -> str:
    """Say how many expressions the figure leaves out, and why."""
    language = state.language()
    told = [
        f"{t(f'spoken.part.{name}', language)} — {number(parts[name], language)}"
        for name in PARTS[:5]
        if parts.get(name)
    ]
    if unknown := sum(parts.get(name, 0) for name in _REASONS):
        told.append(f"{t('spoken.days_not_told', language)} — {number(unknown, language)}")
    return t("spoken.without", language, parts="; ".join(told)) if told else ""


def _dots(source: Snapshot, selection: Selection, frame: Frame, parts: dict[str, int]) -> Shown:
    language = state.language()
    points = data.ask(Snapshot.timex_points, source, selection, frame)
    rows = points.assign(**{name: [day.date() for day in points[name]] for name in ("date", "first", "last")})
    rows["key"] = [
        spoken_places.write(Place(DRAWN, (said, said), (first, last), exact=True))
        for said, first, last in zip(rows["date"], rows["first"], rows["last"], strict=True)
    ]
    caption = _caption(source, selection, parts, "")
    columns = {name: t(f"spoken.column.{name}", language) for name in ("date", "first", "last", "count")}
    return Shown(
        day_dots(rows, caption, look()),
        rows,
        columns,
        caption,
        describe("day_dots", rows, caption, language),
        native="none",
        opens=spoken_places.opens,
    )


def _cells(
    source: Snapshot, selection: Selection, frame: Frame, parts: dict[str, int], window: tuple[date, date]
) -> Shown:
    language, grain = state.language(), frame.grain or "year"
    found = data.ask(Snapshot.timex_grid, source, selection, frame)
    lanes = [day.isoformat() for day in reversed(periods(frame.first, frame.last, grain))]
    counted = found.assign(lane=[day.date().isoformat() for day in found["about"]])
    coverage = data.ask(Snapshot.coverage, source, selection, grain)
    grid = lane_grid(counted, coverage, grain, window, lanes)
    starts = [date.fromisoformat(lane) for lane in grid["lane"]]
    grid["lane_label"] = [date_label(start, language, grain) for start in starts]
    grid["key"] = [
        spoken_places.write(Place(DRAWN, (said, last_day(said, grain)), (start, last_day(start, grain))))
        for said, start in zip(grid["period"], starts, strict=True)
    ]
    caption = _caption(source, selection, parts, t("spoken.framed", language))
    columns = {"period": t("spoken.column.period", language), "lane_label": t("spoken.column.about", language)}
    columns["count"] = t("spoken.column.count", language)
    return Shown(
        day_heatmap(grid, caption, look(), grain=grain),
        grid,
        columns,
        caption,
        describe("day_heatmap", grid, caption, language),
        native="none",
        opens=spoken_places.opens,
    )


def _selected(source: Snapshot, selection: Selection, frame: Frame) -> None:
    place, language = spoken_places.selected(), state.language()
    if place is None or place.spoken is None or place.about is None:
        return
    st.button(t("spoken.close", language), key="spoken-close", type="tertiary", on_click=state.update)
    title = t(
        "spoken.mark", language, about=period(*place.about, language), spoken=period(*place.spoken, language)
    )  # fmt: skip
    spoken_places.show(source, selection, frame, place, title, key=f"spoken-{spoken_places.write(place)}")


def _days(source: Snapshot, selection: Selection, frame: Frame) -> None:
    """List the single days that are spoken of most, ahead and behind."""
    language = state.language()
    if not is_ranking_sound(data.ask(Snapshot.count_documents, source, selection)):
        return
    output.heading(t("spoken.days", language), 3, note=t("spoken.days_note", language))
    chosen: list[tuple[Side, date]] = []
    for column, side in zip(st.columns(2), _SIDES, strict=True):
        rows = data.ask(Snapshot.timex_days, source, selection, side, _DAYS)
        with column:
            output.note(t(f"spoken.{side}", language))
            if rows.empty:
                output.note(t("evidence.none", language))
                continue
            columns = {name: t(f"spoken.column.{name}", language) for name in ("day", "documents", "count")}
            opened = output.table(rows, columns, key=f"spoken-days-{side}")
            chosen += [(side, rows["day"].iloc[row].date()) for row in opened]
    for side, day in chosen:
        title = t("spoken.day", language, day=period(day, day, language), side=t(f"spoken.{side}", language))
        place = Place(about=(day, day), side=side)
        spoken_places.show(source, selection, frame, place, title, key=f"spoken-day-{side}-{day}")


def _left_out(source: Snapshot, selection: Selection, frame: Frame, parts: dict[str, int]) -> None:
    """List what is not shown above, with the reasons; a row opens its sentences."""
    language = state.language()
    rows = pd.DataFrame({"part": [part for part in PARTS if parts.get(part)]})
    if rows.empty:
        return
    rows["label"] = [t(f"spoken.part.{part}", language) for part in rows["part"]]
    rows["count"] = [parts[part] for part in rows["part"]]
    rows["about_part"] = [t(f"spoken.about.{part}", language) for part in rows["part"]]
    output.heading(t("spoken.left_out", language), 3, note=t("spoken.left_out_note", language))
    columns = {name: t(f"spoken.column.{name}", language) for name in ("count", "label", "about_part")}
    for row in output.table(rows, columns, key="spoken-parts"):
        part = str(rows["part"].iloc[row])
        spoken_places.show(source, selection, frame, Place(part), rows["label"].iloc[row], key=f"spoken-part-{part}")
