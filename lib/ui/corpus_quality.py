"""What the corpus consists of: documents by year and source, gaps in coverage, dates in conflict, repeats."""

from dataclasses import replace
from datetime import date

import pandas as pd

from lib import data
from lib.analysis.course import fill
from lib.analysis.forms import FEW_MARKS
from lib.charts.describe import describe
from lib.charts.period_bars import period_bars
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Quality, Snapshot
from lib.i18n import number, share, t
from lib.safe import element
from lib.ui import corpus_intake, evidence, figure, marks, output, reading, state, timelines
from lib.ui.figure import Shown
from lib.ui.look import look
from lib.ui.names import names_of

_PAGE = 10
_FIXED, _MEASURES = ("source", "documents"), ("words", "statements")


def cards(source: Snapshot) -> None:
    """Show what to know before believing a number: no date, repeats, no speaker, refused."""
    language, quality, info = state.language(), data.ask(Snapshot.quality, source), source.info
    unattributed = share(quality.unattributed, quality.statements, language) if quality.statements else ""
    output.cards(
        [
            (number(info.documents, language), t("corpus.card.documents", language), t("corpus.whole", language)),
            (
                number(quality.undated, language),
                t("corpus.card.undated", language),
                t("corpus.undated", language) if quality.undated else "",
            ),
            (number(quality.duplicates, language), t("corpus.card.duplicates", language), _reprinted(quality)),
            (number(quality.unattributed, language), t("corpus.card.unattributed", language), unattributed),
            (
                number(len(source.corrected), language),
                t("corpus.card.corrected", language),
                "",
            ),
            (
                number(info.counts.get("refused", 0), language),
                t("corpus.card.refused", language),
                t("corpus.last_run", language),
            ),
        ]
    )


def _reprinted(quality: Quality) -> str:
    language, n = state.language(), quality.reprinted
    return "" if n is None else t("corpus.reprinted", language, n=number(n, language))


def documents(source: Snapshot) -> None:
    """Show documents by year, source and year, the gaps in coverage, dates in conflict, and repeats."""
    selection = state.view().resolved(source.info.last)
    years(source, selection)
    quality = data.ask(Snapshot.quality, source)
    _by_source(source, quality)
    _gaps(quality)
    _conflicts(source)
    _repeats(source, quality)


def years(source: Snapshot, selection: Selection) -> None:
    """Show the selected documents by year, and those of the year that is clicked; few are just listed."""
    language, days = state.language(), timelines.window(source, selection)
    if days is None or data.ask(Snapshot.count_documents, source, selection) <= FEW_MARKS:
        reading.documents(source, selection)
        return
    counted = data.ask(Snapshot.timeline, source, selection, "year", "doc")
    frame = fill(counted, data.ask(Snapshot.coverage, source, selection, "year"), "year", days)
    note = timelines.undated_note(source, selection, "doc")
    title, total = t("corpus.years", language), int(frame["count"].sum())
    caption = figure.caption(title, source, total, "document", note=note)
    columns = {"period": t("grain.year", language), "count": t("unit.doc", language)}
    drawn = period_bars(frame, caption, look(), grain="year")
    alternative = describe("period_bars", frame, caption, language)
    shown = Shown(drawn, frame, columns, caption, alternative, grain="year", series=("count",))
    figure.show(shown, key="corpus-years")
    mark = marks.selected("year")
    if mark is None or mark.period is None:
        output.note(t("corpus.click_year", language))
        return
    reading.documents(source, within(selection, mark.period))


def within(selection: Selection, period: tuple[date, date]) -> Selection:
    """Return the part of a selection that lies in a period.

    >>> within(Selection(start=date(2024, 3, 1)), (date(2024, 1, 1), date(2024, 12, 31))).start.isoformat()
    '2024-03-01'
    """
    first, last = period
    return replace(selection, start=max(first, selection.start or first), end=min(last, selection.end or last))


def _by_source(source: Snapshot, quality: Quality) -> None:
    language, names = state.language(), names_of("source", source, state.language())
    output.heading(t("corpus.by_source", language), 2, note=t("corpus.whole_note", language))
    frame = by_source(quality.by_year, t("corpus.no_year", language))
    shown = frame.assign(name=[names.get(slug, slug) for slug in frame["source"]])
    fixed = {"name": t("filter.source", language), "documents": t("corpus.column.documents", language)}
    rest = {name: t("column.words" if name == "words" else "column.statements", language) for name in _MEASURES}
    columns = fixed | rest | {name: name for name in map(str, frame.columns) if name not in (*_FIXED, *_MEASURES)}
    rows = output.table(shown, columns, key="by-source")
    if rows:
        slug = str(frame["source"].iloc[rows[0]])
        view = replace(state.view(), selection=replace(state.view().selection, sources=(slug,)), marks=())
        label = t("corpus.read_source", language, source=names.get(slug, slug))
        output.html(element("p", element("a", label, href=evidence.page_link("read", view)), class_="note"))


def by_source(by_year: pd.DataFrame, no_year: str) -> pd.DataFrame:
    """Return sources by documents, most first, a column a year: [source, documents, words, statements, 2024, …].

    Args:
        by_year: see `Quality.by_year`.
        no_year: name of the column of undated documents.
    """
    sums = by_year.groupby("source")[["documents", *_MEASURES]].sum()
    years = by_year.assign(year=[no_year if pd.isna(year) else str(year) for year in by_year["year"]])
    grid = years.pivot_table("documents", "source", "year", "sum", fill_value=0).astype(int)
    order = sorted(grid.columns, key=lambda year: (year != no_year, year), reverse=True)
    table = sums.join(grid[order]).reset_index()
    return table.sort_values(["documents", "source"], ascending=[False, True], ignore_index=True)


def _gaps(quality: Quality) -> None:
    language = state.language()
    output.heading(t("corpus.gaps", language), 2, note=t("corpus.gaps_note", language))
    if quality.gaps.empty:
        output.note(t("corpus.no_gaps", language))
        return
    columns = {name: t(f"corpus.column.{name}", language) for name in ("first", "last", "days")}
    output.table(quality.gaps, columns, key="gaps", opens=False)


def _conflicts(source: Snapshot) -> None:
    language, report = state.language(), data.ask(Snapshot.report, source)
    frame = pd.concat(
        [corpus_intake.notes(report, "warned", key, language) for key in ("dateline", "future_date")], ignore_index=True
    )
    output.heading(t("corpus.conflicts", language), 2, note=t("corpus.conflicts_note", language))
    if frame.empty:
        output.note(t("corpus.no_conflicts", language))
        return
    columns = {name: t(f"corpus.column.{name}", language) for name in ("file", "line", "reason")}
    output.table(frame, columns, key="conflicts", opens=False)


def _repeats(source: Snapshot, quality: Quality) -> None:
    language = state.language()
    output.heading(t("corpus.repeats", language), 2, note=t("corpus.repeats_note", language))
    if not quality.duplicates:
        output.note(t("corpus.no_repeats", language))
        return
    page = evidence.pager(quality.duplicates, "repeats", _PAGE)
    frame = data.ask(Snapshot.duplicates, source, _PAGE, _PAGE * page)
    docs = tuple(int(doc) for name in ("doc", "duplicate_of") for doc in frame[name])
    articles = data.ask(Snapshot.text, source, docs)
    head = element("tr", *[element("th", t(f"corpus.column.{name}", language)) for name in ("repeat", "first_time")])
    rows = [
        element("tr", *[element("td", evidence.document_link(articles[doc])) for doc in pair])
        for pair in zip(frame["doc"].tolist(), frame["duplicate_of"].tolist(), strict=True)
    ]
    output.html(element("div", element("table", head, *rows, class_="plain"), class_="scroll"))
