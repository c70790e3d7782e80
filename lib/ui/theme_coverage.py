"""About what: how much of the corpus each theme covers, when, and by whom."""

from dataclasses import replace

import pandas as pd

from lib import data
from lib.analysis.course import lane_grid, largest
from lib.analysis.forms import FEW_MARKS
from lib.analysis.intervals import wilson
from lib.analysis.periods import auto_grain
from lib.analysis.themes import FEWEST_DOCUMENTS
from lib.charts import lane_heatmap, ranked_bars, theme_matrix
from lib.charts.describe import describe
from lib.charts.theme_matrix import MOST_DOCUMENTS
from lib.corpus.selection import NO_THEME, Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, share, short_day, t
from lib.safe import element
from lib.ui import evidence, figure, output, state, theme_badge, theme_check, theme_profile, timelines
from lib.ui.figure import Shown
from lib.ui.look import look
from lib.ui.names import names_of, theme_names

_THEMES, _CELLS, _SPEAKERS = 16, 36, 12


def section(source: Snapshot) -> None:
    """Show the course of the themes that are chosen, coverage, and the sentences behind a mark."""
    selection = state.view().resolved(source.info.last)
    theme_check.show(source)
    if selection.themes:
        timelines.show(source, selection, key="theme-timeline")
    theme_profile.show(source, selection)
    show(source, selection)
    evidence.behind(source, selection, timelines.grain_of(source, selection), "theme", key="themes")


def show(source: Snapshot, selection: Selection) -> None:
    """Show coverage in the form that the number of documents allows, and the bucket without a theme beside it."""
    language = state.language()
    table = data.ask(Snapshot.theme_table, source, selection)
    documents = data.ask(Snapshot.count_documents, source, selection)
    if not documents:
        output.note(t("evidence.none", language))
        return
    output.note(overlap(table, documents))
    if source.info.documents < FEWEST_DOCUMENTS:
        output.note(t("themes.few_documents", language, n=number(FEWEST_DOCUMENTS, language)))
    if documents <= MOST_DOCUMENTS:
        figure.show(matrix(source, selection), key="theme-matrix")
        output.html(theme_badge.checked(source))
        return
    figure.show(coverage(source, table, documents), key="theme-coverage")
    output.html(theme_badge.checked(source))
    if documents > FEW_MARKS:
        months(source, selection, documents)
    speakers(source, selection)


def overlap(table: pd.DataFrame, documents: int) -> str:
    """Say how many documents have a theme, how many several, and how many none."""
    language = state.language()
    without = int(table.loc[table["theme"] == NO_THEME, "documents"].sum())
    alone = int(table.loc[table["theme"] != NO_THEME, "only"].sum())
    return t(
        "themes.overlap",
        language,
        documents=count("document", documents, language),
        without=number(without, language),
        one=number(alone, language),
        several=number(documents - without - alone, language),
    )


def matrix(source: Snapshot, selection: Selection) -> Shown:
    """Return the documents against their themes with the words that put them there."""
    language, names = state.language(), theme_names(source, state.language())
    listed = data.ask(Snapshot.documents, source, selection, MOST_DOCUMENTS, 0, "oldest")
    rows = [row for doc in listed.to_dict("records") for row in _matrix_rows(source, int(doc["doc"]), doc, names)]
    frame = pd.DataFrame(rows, columns=["doc", "doc_label", "theme", "theme_label", "words", "score"])
    order = [theme for theme in names if theme in set(frame["theme"])]
    frame = frame.sort_values("theme", key=lambda themes: themes.map(order.index), kind="stable", ignore_index=True)
    caption = figure.caption(t("themes.matrix", language), source, len(listed), "document")
    columns = {name: t(f"themes.column_{name}", language) for name in ("theme_label", "doc_label", "words", "score")}
    drawn = theme_matrix(frame, caption, look())
    return Shown(drawn, frame, columns, caption, describe("theme_matrix", frame, caption, language), native="none")


def _matrix_rows(source: Snapshot, doc: int, row: dict, names: dict[str, str]) -> list[dict[str, object]]:  # type: ignore[type-arg]
    found = data.ask(Snapshot.theme_evidence, source, doc)
    article = data.ask(Snapshot.text, source, (doc,))[doc]
    when = short_day(row["date"].date(), state.language()) if pd.notna(row["date"]) else "—"
    rows: list[dict[str, object]] = []
    for theme in data.ask(Snapshot.themes_of, source, doc):
        terms = evidence.words_of(found[found["theme"] == theme], article)
        words = ", ".join(f"{word} ×{n}" if n > 1 else word for word, n in zip(terms.index, terms["n"], strict=True))
        label = f"{when} · {row['title']}"
        score = float(terms["weight"].sum())
        rows.append({"doc": doc, "doc_label": label, "theme": theme, "theme_label": names.get(theme, theme),
                     "words": words, "score": round(score, 2)})  # fmt: skip
    return rows


def coverage(source: Snapshot, table: pd.DataFrame, documents: int) -> Shown:
    """Return themes by documents with the share of all documents in view and its interval."""
    language, names = state.language(), theme_names(source, state.language())
    rows = table.sort_values(["documents"], ascending=False, kind="stable")
    bounds = [wilson(int(n), documents) for n in rows["documents"]]
    frame = pd.DataFrame(
        {
            "key": rows["theme"],
            "label": [names.get(theme, theme) for theme in rows["theme"]],
            "value": rows["documents"],
            "statements": rows["statements"],
            "low": [low * documents for low, _ in bounds],
            "high": [high * documents for _, high in bounds],
            "text": [f"{number(n, language)} · {share(int(n), documents, language)}" for n in rows["documents"]],
            "check": [theme_badge.text(source, theme, always=True) for theme in rows["theme"]],
            "role": ["unknown" if theme == NO_THEME else "row" for theme in rows["theme"]],
        }
    )
    caption = figure.caption(
        t("themes.coverage", language),
        source,
        documents,
        "document",
        denominator=t("themes.denominator", language, documents=count("document", documents, language)),
        interval=t("themes.interval", language),
    )
    columns = {"label": t("filter.theme", language), "value": t("unit.doc", language)}
    columns |= {"statements": t("column.statements", language), "check": t("themes.column_check", language)}
    drawn = ranked_bars(frame, caption, look())
    return Shown(
        drawn,
        frame,
        columns,
        caption,
        describe("ranked_bars", frame, caption, language),
        series=("value",),
        native="bar",
    )


def months(source: Snapshot, selection: Selection, documents: int) -> None:
    """Show themes over time as a heatmap of documents."""
    language, days = state.language(), timelines.window(source, selection)
    if days is None:
        return
    grain = auto_grain(*days, min(2 * _CELLS, documents))
    counted = data.ask(Snapshot.theme_grid, source, selection, grain).rename(
        columns={"theme": "lane", "documents": "count"}
    )
    counted = counted[counted["lane"] != NO_THEME]
    lanes = largest(counted, _THEMES)
    grid = lane_grid(counted, data.ask(Snapshot.coverage, source, selection, grain), grain, days, lanes)
    names = theme_names(source, language)
    grid["lane_label"] = [names.get(theme, theme) for theme in grid["lane"]]
    note = timelines.undated_note(source, selection, "doc")
    themed = replace(selection, not_themes=(*selection.not_themes, NO_THEME))
    counted_once = data.ask(Snapshot.count_documents, source, themed, days)
    caption = figure.caption(t("themes.months", language), source, counted_once, "document", note=note)
    columns = {"lane_label": t("filter.theme", language), "period": t(f"grain.{grain}", language)}
    columns["count"] = t("unit.doc", language)
    drawn = lane_heatmap(grid, caption, look(), grain=grain)
    alternative = describe("lane_heatmap", grid, caption, language)
    figure.show(Shown(drawn, grid, columns, caption, alternative, grain=grain, native="none"), key="theme-months")


def speakers(source: Snapshot, selection: Selection) -> None:
    """Show who spoke about what: statements of the most frequent speakers by theme, darker for more."""
    language = state.language()
    grid = data.ask(Snapshot.theme_grid, source, selection, "speaker")
    grid = grid[(grid["theme"] != NO_THEME) & (grid["speaker"] != "-")]
    if grid.empty:
        return
    names, themes = names_of("speaker", source, language), theme_names(source, language)
    totals = grid.groupby("speaker")["statements"].sum().sort_values(ascending=False, kind="stable")
    rows, columns = list(totals.index[:_SPEAKERS]), [theme for theme in themes if theme in set(grid["theme"])]
    counts = {
        (row.speaker, row.theme): n for row, n in zip(grid.itertuples(), grid["statements"].tolist(), strict=True)
    }
    most = max(counts.values())
    head = element("tr", element("th", ""), *[element("th", themes[theme], class_="up") for theme in columns])
    body = [
        element(
            "tr",
            element("th", names.get(speaker, speaker), scope="row"),
            *[_cell(counts.get((speaker, theme), 0), most) for theme in columns],
        )
        for speaker in rows
    ]
    output.heading(t("themes.speakers", language), 2, note=t("themes.speakers_note", language))
    output.html(element("div", element("table", head, *body, class_="plain grid"), class_="scroll"))


def _cell(n: int, most: int) -> str:
    text = number(n, state.language()) if n else "·"
    return element("td", text, class_="n", style=f"--part:{n / most:.3f}")
