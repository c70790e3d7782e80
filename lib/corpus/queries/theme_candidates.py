"""In which documents of a snapshot a theme could be found: by the lemmas that its terms cannot do without."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lib.analysis.theme_dictionary import Theme
from lib.analysis.theme_needs import Lemmas, Needs
from lib.corpus.queries.tables import Tables
from lib.corpus.segments import segments_of
from lib.corpus.store import Store
from lib.corpus.theme_rows import title_words

Docs = NDArray[np.int32]


class Candidates:
    """Answers for one snapshot.

    Args:
        saved: the themes that the snapshot was scored with, by id: where they are found is in its tables.
    """

    def __init__(self, store: Store, tables: Tables, frequency: Mapping[str, int], saved: Mapping[str, Theme]) -> None:
        self._store = store
        self._tables = tables
        self._frequency = frequency
        self._saved = saved

    def warm(self) -> None:
        """Read what the first question would otherwise wait for."""
        _ = self._needs, self._titles

    def of(self, *themes: Theme) -> Docs:
        """Return all documents in which one of some themes has a hit, in order; they may have none."""
        known = {theme.id: self._saved[theme.id] for theme in themes if theme.id in self._saved}
        needed = frozenset().union(*(self._needs.of(theme, known.get(theme.id)) for theme in themes))
        docs_of = self._documents_with({lemma for term in needed for lemmas in term for lemma in lemmas})

        @cache
        def with_any(lemmas: Lemmas) -> Docs:
            return _union(docs_of[lemma] for lemma in lemmas)

        return _union([*(reduce(_both, map(with_any, term)) for term in needed), *map(self._with_hits, known)])

    @cached_property
    def _needs(self) -> Needs:
        from lib.text.lemmas import lemma  # late: loads the morphology

        return Needs(self._frequency, lemma)

    def _with_hits(self, id: str) -> Docs:
        """Return the documents in which a theme as saved has a hit."""
        rows = self._tables.frame("SELECT DISTINCT doc FROM theme_evidence WHERE theme = $id", {"id": id})
        return rows["doc"].to_numpy(np.int32)

    def _documents_with(self, lemmas: set[str]) -> Mapping[str, Docs]:
        """Return the documents that have each of some lemmas in their text or title."""
        found = self._tables.frame(
            """SELECT lemma, doc FROM postings WHERE lemma IN (SELECT unnest($lemmas))
            UNION ALL SELECT lemma, doc FROM titles""",
            {"lemmas": sorted(lemmas)},
            {"titles": self._titles.filter(pc.is_in(self._titles["lemma"], pa.array(sorted(lemmas), pa.string())))},
        )
        groups: defaultdict[str, Docs] = defaultdict(lambda: np.zeros(0, np.int32))
        for lemma, docs in found.groupby("lemma")["doc"]:
            groups[str(lemma)] = docs.to_numpy(np.int32)
        return groups

    @cached_property
    def _titles(self) -> pa.Table:
        """The words of the titles, which no table of the snapshot has: [lemma, doc]."""
        (last,) = self._tables.rows("SELECT coalesce(max(doc), 0) FROM documents")[0]
        docs = range(1, last + 1)
        return pa.concat_tables([title_words(path) for path, _ in segments_of(self._store, docs)])


def _union(parts: Iterable[Docs]) -> Docs:
    return np.unique(np.concatenate([np.zeros(0, np.int32), *parts]))


def _both(a: Docs, b: Docs) -> Docs:
    return np.intersect1d(a, b, assume_unique=True)
