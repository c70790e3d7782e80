"""The tables of a snapshot behind DuckDB: in memory, read only, safe to ask from many threads."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from lib.corpus.aliases import Aliases
from lib.corpus.queries.aliased import lay_over
from lib.corpus.schema import TABLES
from lib.corpus.selection import NO_THEME

_ONLY_THEMES = {"document_themes", "statement_themes"}


class Tables:
    """Views over the Parquet files of one snapshot, with the analyst's speakers laid over them.

    DuckDB may read the snapshot's folder and nothing else. Values reach it as parameters, never as SQL.
    """

    def __init__(self, folder: Path, *, threads: int = 2, memory: str = "1GB", aliases: Aliases | None = None) -> None:
        self.folder = folder.resolve()
        self._limits = threads, memory
        self._root = duckdb.connect(":memory:")
        self._root.execute("SET threads = $n", {"n": threads})
        self._root.execute("SET memory_limit = $memory", {"memory": memory})
        self._root.execute("SET allowed_directories = $folders", {"folders": [str(self.folder)]})
        for name in TABLES:
            self._create_view(name)
        lay_over(self._root, aliases or Aliases())
        for setting in (
            "parquet_metadata_cache = true",
            "python_enable_replacements = false",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            self._root.execute(f"SET {setting}")

    def with_aliases(self, aliases: Aliases) -> "Tables":
        """Return the same snapshot with the analyst's list of speakers laid over it."""
        threads, memory = self._limits
        return Tables(self.folder, threads=threads, memory=memory, aliases=aliases)

    def _create_view(self, name: str) -> None:
        path = str(self.folder / f"{name}.parquet").replace("'", "''")  # a view takes no parameters
        only = f"WHERE theme <> '{NO_THEME}'" if name in _ONLY_THEMES else ""
        self._root.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}') {only}")

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
