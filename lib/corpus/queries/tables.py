"""The tables of a snapshot behind DuckDB: in memory, read only, safe to ask from many threads."""

from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa

from lib.corpus.aliases import Aliases
from lib.corpus.queries.aliased import lay_over
from lib.corpus.schema import TABLES
from lib.corpus.selection import NO_THEME, UNATTRIBUTED

_ONLY_THEMES = {"document_themes", "statement_themes"}

_WITHOUT_FILE = {
    "reprints": """SELECT own.doc, earlier.doc AS first, 1::FLOAT AS alike, 1::FLOAT AS held, true AS exact,
            coalesce(own.date = earlier.date, true) AS tied
        FROM documents own JOIN documents earlier ON earlier.doc = own.duplicate_of""",
    "sentence_postings": "SELECT lemma, form, doc, sentence FROM postings JOIN sentences USING (doc)",
}
"""What snapshots of earlier versions lack, made of the other tables: of reprints, those of the same text are known; any
sentence of a document may have its forms."""

_SPEAKERS = f"""SELECT speaker, name, name_en, kind, statements,
        (row_number() OVER (ORDER BY statements DESC, speaker) - 1)::INTEGER AS rank
    FROM (SELECT speaker, count(DISTINCT stmt)::INTEGER AS statements FROM attributions
        WHERE speaker <> '{UNATTRIBUTED}' GROUP BY speaker)
    JOIN (SELECT speaker, name, name_en, kind FROM speakers_found UNION ALL
        SELECT speaker, name, name_en, kind FROM given ANTI JOIN speakers_found USING (speaker)) USING (speaker)
    ORDER BY rank"""
_DOCUMENTS = """SELECT doc, date, source, words, sentences, coalesce(n, 0)::INTEGER AS statements, duplicate_of
    FROM documents_found LEFT JOIN (SELECT doc, count(*) AS n FROM statements GROUP BY doc) USING (doc)
    ORDER BY date NULLS LAST, doc"""


class Overlay(NamedTuple):
    """What corrections make of a snapshot.

    Attributes:
        rows: new rows of the tables that have a column ``stmt``, by table, with the columns of `TABLES`.
        without: the statements whose found rows these replace, by table.
        speakers: [speaker, name, name_en, kind] of everyone that is named in a correction.
    """

    rows: Mapping[str, pa.Table]
    without: Mapping[str, Set[int]]
    speakers: pa.Table


class Tables:
    """Views over the Parquet files of one snapshot, with the analyst's corrections and speakers laid over them.

    What was found stays there as ``statements_found`` and so on. DuckDB may read the snapshot's folder and nothing
    else. Values reach it as parameters, never as SQL.
    """

    def __init__(
        self,
        folder: Path,
        *,
        threads: int = 2,
        memory: str = "1GB",
        overlay: Overlay | None = None,
        aliases: Aliases | None = None,
    ) -> None:
        self.folder = folder.resolve()
        self._limits = threads, memory
        self._root = duckdb.connect(":memory:")
        self._root.execute("SET threads = $n", {"n": threads})
        self._root.execute("SET memory_limit = $memory", {"memory": memory})
        self._root.execute("SET allowed_directories = $folders", {"folders": [str(self.folder)]})
        for name in TABLES:
            self._create_view(name)
        if overlay:
            self._lay_over(overlay)
        lay_over(self._root, aliases or Aliases())
        for setting in (
            "parquet_metadata_cache = true",
            "python_enable_replacements = false",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            self._root.execute(f"SET {setting}")

    def edited(self, overlay: Overlay | None, aliases: Aliases) -> "Tables":
        """Return the same snapshot with corrections, and then the list of speakers, laid over what was found."""
        threads, memory = self._limits
        return Tables(self.folder, threads=threads, memory=memory, overlay=overlay, aliases=aliases)

    def has_file(self, name: str) -> bool:
        """Tell whether the snapshot has a table: one of an earlier version lacks some."""
        return (self.folder / f"{name}.parquet").is_file()

    def _create_view(self, name: str) -> None:
        is_there = self.has_file(name)
        if not is_there and name not in _WITHOUT_FILE:
            self._root.register("given", TABLES[name].empty_table())
            self._root.execute(f"CREATE TABLE {name}_found AS FROM given")
            self._root.execute(f"CREATE VIEW {name} AS FROM {name}_found")
            self._root.unregister("given")
            return
        path = str(self.folder / f"{name}.parquet").replace("'", "''")  # a view takes no parameters
        only = f"WHERE theme <> '{NO_THEME}'" if name in _ONLY_THEMES else ""
        rows = f"SELECT * FROM read_parquet('{path}') {only}" if is_there else _WITHOUT_FILE[name]
        self._root.execute(f"CREATE VIEW {name}_found AS {rows}")
        self._root.execute(f"CREATE VIEW {name} AS FROM {name}_found")

    def _lay_over(self, overlay: Overlay) -> None:
        """Put the rows of an overlay into the tables of statements, and count speakers and documents anew."""
        for name, rows in overlay.rows.items():
            without = pa.table({"stmt": pa.array(sorted(overlay.without[name]), pa.int32())})
            for suffix, table in (("new", rows), ("without", without)):
                self._root.register("given", table)
                self._root.execute(f"CREATE TABLE {name}_{suffix} AS FROM given")
                self._root.unregister("given")
            self._root.execute(
                f"""CREATE OR REPLACE VIEW {name} AS
                SELECT * FROM {name}_found ANTI JOIN {name}_without USING (stmt) UNION ALL FROM {name}_new"""
            )
        self._root.register("given", overlay.speakers)
        for name, sql in (("speakers", _SPEAKERS), ("documents", _DOCUMENTS)):
            self._root.execute(f"CREATE TABLE {name}_corrected AS {sql}")
            self._root.execute(f"CREATE OR REPLACE VIEW {name} AS FROM {name}_corrected")
        self._root.unregister("given")

    def frame(
        self, sql: str, parameters: Mapping[str, Any] | None = None, given: Mapping[str, pa.Table] | None = None
    ) -> pd.DataFrame:
        """Return the rows of a query; `given` tables can be named in it."""
        with self._asked(sql, parameters, given) as cursor:
            frame: pd.DataFrame = cursor.df()
            if frame.empty:  # where DuckDB leaves the type of texts open
                texts = [name for name, kind, *_ in cursor.description or () if kind == "VARCHAR"]
                return frame.astype(dict.fromkeys(texts, "str"))
            return frame

    def rows(
        self, sql: str, parameters: Mapping[str, Any] | None = None, given: Mapping[str, pa.Table] | None = None
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a query as tuples of plain values."""
        with self._asked(sql, parameters, given) as cursor:
            return cursor.fetchall()

    def batches(self, sql: str, rows: int) -> pa.RecordBatchReader:
        """Return the rows of a query, a batch at a time; read them before the next query."""
        return self._root.sql(sql).to_arrow_reader(rows)

    @contextmanager
    def _asked(
        self, sql: str, parameters: Mapping[str, Any] | None, given: Mapping[str, pa.Table] | None
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        with closing(self._root.cursor()) as cursor:
            for name, table in (given or {}).items():
                cursor.register(name, table)
            yield cursor.execute(sql, {name: _text(value) for name, value in (parameters or {}).items()})

    def close(self) -> None:
        """Close the connection; later queries fail."""
        self._root.close()


def _text(value: Any) -> Any:
    """Return a value that DuckDB takes: half of a surrogate pair is no text and becomes one that matches nothing."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def listed(name: str, values: Iterable[Any], parameters: dict[str, Any]) -> str:
    """Return ``$name0, $name1, …`` for an SQL list, and put the values into `parameters`."""
    keys = []
    for number, value in enumerate(values):
        parameters[f"{name}{number}"] = value
        keys.append(f"${name}{number}")
    return ", ".join(keys)
