"""Frequencies of all lemmas in any set of documents: fast enough to compare two selections while one waits."""

import threading
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from lib.corpus.queries.selected import Selected
from lib.corpus.queries.tables import Tables

MOST_POSTINGS = 60_000_000
"""Postings kept in memory (7 bytes each); above that every question scans them on disk."""

_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class _Postings:
    """The postings of all documents, by lemma.

    Attributes:
        lemmas: [lemma, display, stop], in the order of the postings.
        firsts: the first posting of each lemma.
        docs, n: of each posting.
        is_pair: false where an earlier posting has the same lemma and document, in another form.
    """

    lemmas: pd.DataFrame
    firsts: NDArray[np.intp]
    docs: NDArray[np.int32]
    n: NDArray[np.uint16]
    is_pair: NDArray[np.bool_]


class Frequencies:
    """Answers `term_frequencies` for one snapshot."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._lock = threading.Lock()

    def of(self, selected: Selected, min_documents: int, include_stop: bool) -> pd.DataFrame:
        """Return [lemma, display, n, documents], most frequent first.

        In the words of the selected documents, or of the selected statements where a filter asks for statements.
        """
        if selected.by_statement:
            return _scanned(selected, "statement_postings JOIN stmts USING (stmt)", min_documents, include_stop)
        postings = self.load()
        if postings is None:
            return _scanned(selected, "postings JOIN docs USING (doc)", min_documents, include_stop)
        return _summed(postings, selected.frame("SELECT doc FROM docs"), min_documents, include_stop)

    def load(self) -> _Postings | None:
        """Read the postings, once, and return them; None where they are too many to keep."""
        with self._lock:
            return self._postings

    @cached_property
    def _postings(self) -> _Postings | None:
        rows = self._tables.rows("SELECT count(*) FROM postings")[0][0]
        return None if rows > MOST_POSTINGS else _read_postings(self._tables)


def _read_postings(tables: Tables) -> _Postings:
    path = tables.folder / "postings.parquet"
    table = pq.read_table(path, columns=["lemma", "doc", "n"], read_dictionary=["lemma"]).unify_dictionaries()
    lemma = table.column("lemma").combine_chunks()
    ids, docs = lemma.indices.to_numpy(), table.column("doc").to_numpy()
    firsts = np.flatnonzero(np.diff(ids, prepend=-1))
    keys = lemma.dictionary.take(pa.array(ids[firsts])).to_pandas()
    lemmas = tables.frame("SELECT lemma, display, stop FROM lemmas").set_index("lemma").loc[keys]
    return _Postings(
        lemmas=lemmas.rename_axis("lemma").reset_index(),
        firsts=firsts,
        docs=docs,
        n=np.minimum(table.column("n").to_numpy(), 65_535).astype(np.uint16),
        is_pair=_first_of_pairs(ids, docs, firsts),
    )


def _first_of_pairs(ids: NDArray[np.int32], docs: NDArray[np.int32], firsts: NDArray[np.intp]) -> NDArray[np.bool_]:
    first = np.zeros(len(ids), dtype=bool)
    cuts = [0, *firsts[np.flatnonzero(np.diff(firsts // _AT_ONCE)) + 1], len(ids)]  # between lemmas, to save memory
    for start, end in pairwise(cuts):
        keys = ids[start:end].astype(np.int64) << 32 | docs[start:end]
        order = np.argsort(keys, kind="stable")
        first[start + order] = np.diff(keys[order], prepend=-1) != 0
    return first


def _summed(postings: _Postings, selected: pd.DataFrame, min_documents: int, include_stop: bool) -> pd.DataFrame:
    docs = selected["doc"].to_numpy()
    chosen = np.zeros(1 + int(max(postings.docs.max(initial=0), docs.max(initial=0))), dtype=bool)
    chosen[docs] = True
    hit = chosen[postings.docs]
    documents = _sums(hit & postings.is_pair, postings.firsts)
    n = _sums(np.where(hit, postings.n, 0), postings.firsts)
    kept = documents >= max(1, min_documents)
    if not include_stop:
        kept &= ~postings.lemmas["stop"].to_numpy(bool)
    frame = postings.lemmas.loc[kept, ["lemma", "display"]].assign(n=n[kept], documents=documents[kept])
    return frame.iloc[np.argsort(-frame["n"].to_numpy(), kind="stable")].reset_index(drop=True)


def _sums(values: NDArray[np.generic], firsts: NDArray[np.intp]) -> NDArray[np.int64]:
    if not len(firsts):
        return np.zeros(0, dtype=np.int64)
    sums: NDArray[np.int64] = np.add.reduceat(values, firsts, dtype=np.int64)
    return sums


def _scanned(selected: Selected, postings: str, min_documents: int, include_stop: bool) -> pd.DataFrame:
    return selected.frame(
        f"""SELECT lemma, display, c.n, c.documents
        FROM (SELECT lemma, sum(n)::BIGINT AS n, count(DISTINCT doc) AS documents FROM {postings} GROUP BY lemma
            HAVING count(DISTINCT doc) >= $min_documents) c
        JOIN lemmas USING (lemma) WHERE $include_stop OR NOT stop ORDER BY c.n DESC, lemma""",
        min_documents=min_documents,
        include_stop=include_stop,
    )
