"""A `Selection` in SQL: the tables ``docs`` and ``stmts`` that every other query starts from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa

from lib.corpus.queries.tables import Tables, listed
from lib.corpus.selection import NO_THEME, Lane, Selection

Given = Mapping[str, pa.Table] | None

_MATCHING = {
    "documents": "t.doc IN (SELECT doc FROM matches)",
    "statements": """EXISTS (SELECT 1 FROM matches m WHERE m.doc = t.doc
        AND m.sentence BETWEEN t.sentence AND t.last_sentence)""",
}
_REPEATED = {
    "one": "SELECT doc FROM documents WHERE duplicate_of IS NOT NULL",
    "story": "SELECT doc FROM reprints",
}
_THEMES = {"documents": ("doc", "document_themes"), "statements": ("stmt", "statement_themes")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A mark of a figure: the part of a selection that a click on it opens.

    Attributes:
        period: first and last day, both inclusive.
        lane: what the lanes of the figure are, and the slug of the lane.
    """

    period: tuple[date, date] | None = None
    lane: tuple[Lane, str] | None = None


@dataclass(frozen=True)
class Selected:
    """A selection bound to its snapshot.

    Attributes:
        matches: sentences that match the text filter, columns ``doc`` and ``sentence``; None without the filter.
        cell: narrows the selection to a mark of a figure.
    """

    tables: Tables
    selection: Selection
    matches: pa.Table | None = None
    cell: Cell = field(default_factory=Cell)

    @property
    def by_statement(self) -> bool:
        """Whether a filter asks for statements, so that a document needs a selected statement."""
        selection, lane = self.selection, self.cell.lane
        by_speaker = selection.speakers or selection.not_speakers or (lane is not None and lane[0] == "speaker")
        return bool(by_speaker) or selection.kind != "all"

    def narrowed(self, cell: Cell) -> "Selected":
        """Return the part of the selection that lies in a cell."""
        return replace(self, cell=cell)

    def frame(self, sql: str, given: Given = None, **parameters: Any) -> pd.DataFrame:
        """Return the rows of a query that may name ``docs`` and ``stmts``, the selected rows, and `given` tables."""
        return self.tables.frame(self._with(sql), self._parameters | parameters, self._given(given))

    def rows(self, sql: str, given: Given = None, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows of such a query as tuples."""
        return self.tables.rows(self._with(sql), self._parameters | parameters, self._given(given))

    def _given(self, more: Given) -> dict[str, pa.Table]:
        return {**({} if self.matches is None else {"matches": self.matches}), **(more or {})}

    def _with(self, sql: str) -> str:
        return f"WITH {self._tables_and_parameters[0]} {sql}"

    @property
    def _parameters(self) -> dict[str, Any]:
        return self._tables_and_parameters[1]

    @cached_property
    def _tables_and_parameters(self) -> tuple[str, dict[str, Any]]:
        parameters: dict[str, Any] = {}
        statements = [*self._shared("statements", parameters), *self._statement(parameters)]
        documents = [*self._shared("documents", parameters), *self._theme_of_cell("documents", parameters)]
        if self.by_statement:
            documents.append("t.doc IN (SELECT doc FROM said)")
        return (
            f"said AS (SELECT * FROM statements t {_where(statements)}), "
            f"stmts AS (SELECT * FROM said t {_where([*self._theme_of_cell('statements', parameters)])}), "
            f"docs AS (SELECT * FROM documents t {_where(documents)})"
        ), parameters

    def _shared(self, table: str, parameters: dict[str, Any]) -> Iterator[str]:
        selection = self.selection
        yield from _period("selected", (selection.start, selection.end), parameters)
        yield from _sources(selection.sources, selection.not_sources, parameters)
        if selection.duplicates != "keep":
            yield f"t.doc NOT IN ({_REPEATED[selection.duplicates]})"
        if selection.themes:
            yield _theme_is(table, "themes", selection.themes, parameters)
        if selection.not_themes:
            yield f"NOT {_theme_is(table, 'not_themes', selection.not_themes, parameters)}"
        if self.matches is not None:
            yield _MATCHING[table]
        if self.cell.period:
            yield from _period("cell", self.cell.period, parameters)
        if self.cell.lane and self.cell.lane[0] == "source":
            parameters["cell_source"] = self.cell.lane[1]
            yield "t.source = $cell_source"

    def _theme_of_cell(self, table: str, parameters: dict[str, Any]) -> Iterator[str]:
        """A document in the lane of a theme has the theme itself: its selected statements may have others."""
        if self.cell.lane and self.cell.lane[0] == "theme":
            yield _theme_is(table, "cell_theme", (self.cell.lane[1],), parameters)

    def _statement(self, parameters: dict[str, Any]) -> Iterator[str]:
        selection = self.selection
        if selection.speakers:
            yield speaker_is("speakers", selection.speakers, parameters)
        if selection.not_speakers:
            yield f"NOT {speaker_is('not_speakers', selection.not_speakers, parameters)}"
        if selection.kind != "all":
            parameters["kind"] = selection.kind
            yield "t.type = $kind"
        if self.cell.lane and self.cell.lane[0] == "speaker":
            yield speaker_is("cell_speaker", (self.cell.lane[1],), parameters)


def _where(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _period(name: str, period: tuple[date | None, date | None], parameters: dict[str, Any]) -> Iterator[str]:
    for day, comparison, end in zip(period, (">=", "<="), ("first", "last"), strict=True):
        if day is not None:
            parameters[f"{name}_{end}"] = day
            yield f"t.date {comparison} ${name}_{end}"


def _sources(sources: Sequence[str], not_sources: Sequence[str], parameters: dict[str, Any]) -> Iterator[str]:
    if sources:
        yield f"t.source IN ({listed('source', sources, parameters)})"
    if not_sources:
        yield f"t.source NOT IN ({listed('not_source', not_sources, parameters)})"


def speaker_is(name: str, speakers: Sequence[str], parameters: dict[str, Any]) -> str:
    """Return the condition that a row `t` of statements has one of some speakers; `name` begins the parameters."""
    named = f"SELECT unnest([{listed(name, speakers, parameters)}]) AS old"  # a slug of before a merge holds
    current = f"SELECT coalesce(renamed.speaker, old) FROM ({named}) LEFT JOIN renamed USING (old)"
    return f"t.stmt IN (SELECT stmt FROM attributions WHERE speaker IN ({current}))"


def _theme_is(table: str, name: str, themes: Sequence[str], parameters: dict[str, Any]) -> str:
    key, theme_table = _THEMES[table]
    named = [theme for theme in themes if theme != NO_THEME]
    has = []
    if named:
        keys = listed(name, named, parameters)
        has.append(f"t.{key} IN (SELECT {key} FROM {theme_table} WHERE theme IN ({keys}))")
    if NO_THEME in themes:
        has.append(f"t.{key} NOT IN (SELECT {key} FROM {theme_table})")
    return f"({' OR '.join(has)})"
