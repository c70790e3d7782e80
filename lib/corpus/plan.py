"""The files of a snapshot, written into a folder: all of them, or those of the themes beside links to the others."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lib.analysis.theme_dictionary import Theme
from lib.corpus.files import checksum, sync
from lib.corpus.marts import FROM_THEMES, MartBuilder
from lib.corpus.parallel import ordered_map
from lib.corpus.schema import TABLES
from lib.corpus.speakers import Registry
from lib.corpus.theme_file import FILE as THEMES
from lib.corpus.theme_file import Dictionary, parsed
from lib.corpus.theme_marts import Scoring, score_segment

Progress = Callable[[str, float, int], None]
"""Called with the key of a stage (``documents``, ``again``, ``tables``, ``themes``), the share and the number done."""

Marts = Mapping[str, tuple[int, str]]
"""Rows and checksum of each file of a snapshot by name; the "rows" of the dictionary are its themes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a snapshot is made of.

    Attributes:
        segments: the segments of the store, one or more.
        folder: where the files go.
        dictionary: the themes to score.
        without: documents of the segments that it leaves out.
    """

    segments: Sequence[Path]
    folder: Path
    dictionary: Dictionary
    workers: int
    progress: Progress
    without: Sequence[int] = ()

    def everything(self, db: sqlite3.Connection, registry: Registry) -> Marts:
        """Write every file."""
        builder = MartBuilder(self.segments, self.folder, self.without)
        plain = [name for name in TABLES if name not in FROM_THEMES]
        rows = {}
        try:
            builder.enter(db, registry)
            for number, name in enumerate(plain):
                rows[name] = builder.build(name)
                self.progress("tables", (number + 1) / len(plain), number + 1)
            rows |= self._score(builder, rows["documents"], self.dictionary.themes)
        finally:
            builder.close()
        return self._finished(rows)

    def themes_alone(self, base: Path, marts: Marts) -> Marts:
        """Link the files of another snapshot of the same documents, and write those of the themes.

        Args:
            base: the folder of the other snapshot.
            marts: its files.
        """
        linked = {name: mart for name, mart in marts.items() if name not in (*FROM_THEMES, THEMES)}
        for name in linked:
            _link(base / f"{name}.parquet", self.folder / f"{name}.parquet")
        before = {theme.id: theme.digest for theme in parsed((base / THEMES).read_bytes())}
        changed = [theme for theme in self.dictionary.themes if before.get(theme.id) != theme.digest]
        kept = [theme.id for theme in self.dictionary.themes if theme not in changed]
        builder = MartBuilder(self.segments, self.folder, self.without)
        try:
            builder.keep(base, kept)
            rows = self._score(builder, linked["documents"][0], changed)
        finally:
            builder.close()
        return linked | self._finished(rows)

    def _score(self, builder: MartBuilder, documents: int, themes: Iterable[Theme]) -> dict[str, int]:
        """Score themes and write the tables of all; return the rows of each."""
        ids = tuple(theme.id for theme in themes)
        lemmas = self.folder / "lemmas.parquet"
        scorings = [Scoring(path, self.dictionary.text, ids, lemmas, documents) for path in self.segments if ids]
        for number, found in enumerate(ordered_map(score_segment, scorings, self.workers)):
            builder.add(found)
            self.progress("themes", (number + 1) / len(scorings), number + 1)
        return {name: builder.build(name) for name in FROM_THEMES}

    def _finished(self, rows: Mapping[str, int]) -> dict[str, tuple[int, str]]:
        """Bring what was written to the disk, the dictionary too; return rows and checksums."""
        shutil.rmtree(self.folder / "sort.tmp", ignore_errors=True)
        (self.folder / THEMES).write_bytes(self.dictionary.text.encode())
        files = {name: (count, self.folder / f"{name}.parquet") for name, count in rows.items()}
        files[THEMES] = len(self.dictionary.themes), self.folder / THEMES
        for _, path in files.values():
            sync(path)
        return {name: (count, checksum(path)) for name, (count, path) in files.items()}


def _link(source: Path, target: Path) -> None:
    """Give a file a second name; where the disk knows no links, copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        sync(target)
