"""What was said word by word: the lemmas of the selected statements, or of all sentences, in their order.

The tables of a snapshot do not keep the order of words; the segments do. They are read through once a question, and
only the documents asked for are kept.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from lib.analysis.formulas import Vocabulary
from lib.analysis.sentences import NO_WORD, Bools, Ints, Sentences
from lib.corpus.queries.document_terms import SPREAD
from lib.corpus.queries.selected import Selected
from lib.corpus.queries.tables import Tables
from lib.corpus.queries.wording import word_tokens
from lib.corpus.segments import segment_paths
from lib.corpus.selection import Over
from lib.corpus.store import Store
from lib.text.clean import fold

_TITLES = 20_000
_COLUMNS = ("sentence_tokens", "lemmas", "forms", "starts", "ends", "marks")
_TEXTS = ("lemmas", "forms")
_LOOKED = """, sizes AS (SELECT doc, sum(words)::BIGINT AS words FROM {table} GROUP BY doc),
    looked AS (SELECT doc FROM (SELECT doc, sum(words) OVER (ORDER BY {spread}, doc) AS upto FROM sizes)
        WHERE upto <= $most)"""
_ROWS = {
    "stmt": """SELECT stmt, s.doc, s.start, s."end" FROM stmts s JOIN looked USING (doc) ORDER BY doc, start, stmt""",
    "text": """SELECT stmt, s.doc, s.start, s."end" FROM statements s JOIN looked USING (doc)
        ORDER BY doc, start, stmt""",
}


@dataclass(frozen=True)
class Spoken:
    """Words in their order.

    Attributes:
        sentences: the words; `docs` are numbers of documents.
        forms: the form of each word, as its place in `form_names`.
        starts, ends: where each word stands in its document's text.
        stmts: the statement that each word stands in, -1 for none.
        vocabulary: what is known of the lemmas.
        documents: [doc, date, source] of those that were read; date may be missing.
        speakers: [stmt, speaker], a row for each speaker of a statement.
        in_view: documents that there are to read, of which `documents` may be a sample.
    """

    sentences: Sentences
    forms: Ints
    form_names: NDArray[np.object_]
    starts: Ints
    ends: Ints
    stmts: Ints
    vocabulary: Vocabulary
    documents: pd.DataFrame
    speakers: pd.DataFrame
    in_view: int


def spoken(store: Store, selected: Selected, over: Over, most: int) -> Spoken:
    """Return the words of the selected statements, or of all sentences of the selected documents.

    Args:
        most: words; where there are more, whole documents are left out, the same each time and spread over the corpus.
    """
    table = "stmts" if over == "stmt" else "docs"
    looked = _LOOKED.format(table=table, spread=SPREAD)
    documents = selected.frame(
        f"{looked} SELECT doc, date, source FROM documents JOIN looked USING (doc) ORDER BY doc", most=most
    )
    statements = selected.frame(f"{looked} {_ROWS[over]}", most=most)
    texts = _read(store, documents["doc"].to_numpy())
    documents = documents[documents["doc"].isin(texts.docs)].reset_index(drop=True)
    statements = statements[statements["doc"].isin(texts.docs)]
    places, stmts = texts.within(statements) if over == "stmt" else texts.everything(statements)
    return Spoken(
        sentences=texts.cut(places, stmts if over == "stmt" else None, documents),
        forms=texts.forms[places],
        form_names=texts.form_names,
        starts=texts.starts[places],
        ends=texts.ends[places],
        stmts=stmts,
        vocabulary=_vocabulary(selected.tables, texts),
        documents=documents,
        speakers=_speakers(selected.tables, statements["stmt"]),
        in_view=int(selected.rows(f"SELECT count(DISTINCT doc) FROM {table}")[0][0]),
    )


@dataclass(frozen=True)
class _Texts:
    """Documents one after another; `firsts` is the first word of each, and behind the last the number of words."""

    docs: Ints
    firsts: Ints
    sentences: Ints
    words: Ints
    names: NDArray[np.object_]
    forms: Ints
    form_names: NDArray[np.object_]
    starts: Ints
    ends: Ints
    capitals: Bools

    def within(self, statements: pd.DataFrame) -> tuple[Ints, Ints]:
        """Return the words of statements, one statement after another, and the statement of each."""
        first, end = (self._places(statements, name) for name in ("start", "end"))
        lengths = np.maximum(end - first, 0)
        shift = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.repeat(first, lengths) + shift, np.repeat(statements["stmt"].to_numpy(), lengths)

    def everything(self, statements: pd.DataFrame) -> tuple[Ints, Ints]:
        """Return all words, and the statement of each."""
        places, of = self.within(statements)
        stmts = np.full(len(self.words), -1, dtype=np.int32)
        stmts[places] = of
        return np.arange(len(self.words)), stmts

    def _places(self, statements: pd.DataFrame, name: str) -> Ints:
        document = np.repeat(np.arange(len(self.docs)), np.diff(self.firsts))
        keys = document << 32 | self.starts
        found: Ints = np.searchsorted(
            keys, np.searchsorted(self.docs, statements["doc"]) << 32 | statements[name].to_numpy(np.int64)
        )
        return found

    def cut(self, places: Ints, stmts: Ints | None, documents: pd.DataFrame) -> Sentences:
        """Return words cut where their sentence ends, or their statement."""
        sentence = np.searchsorted(self.sentences, places, side="right")
        new = np.diff(sentence, prepend=-1) != 0
        if stmts is not None:
            new |= np.diff(stmts, prepend=-1) != 0
        firsts = np.flatnonzero(new)
        at = np.searchsorted(self.firsts, places[firsts], side="right") - 1
        days = documents["date"].to_numpy("datetime64[D]")
        is_address = np.fromiter(("/" in name for name in self.names), dtype=bool, count=len(self.names))
        words = np.where(is_address[self.words], NO_WORD, self.words) if len(self.words) else self.words
        return Sentences(
            words=words[places],
            firsts=np.append(firsts, len(places)),
            docs=self.docs[at],
            days=np.where(np.isnat(days), -1, days.astype(np.int64))[at],
            capitals=self.capitals[places],
        )


def _read(store: Store, docs: Ints) -> _Texts:
    from lib.corpus.analyse import CAPITAL, INITIAL  # loads the rules of the text layer, which no other question needs

    with closing(store.connect()) as db:
        paths = segment_paths(db, store.folder)
    tables = [table for path in paths if len(table := _segment(path, docs))] if len(docs) else []
    if not tables:
        none, names = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=object)
        return _Texts(none, np.zeros(1, dtype=np.int64), none, none, names, none, names, none, none, none != none)
    found = [table.column("doc").to_numpy() for table in tables]
    lengths = _joined(pa.compute.list_value_length(table.column("lemmas")) for table in tables)
    firsts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    sentences = _joined(_flat(table, "sentence_tokens") for table in tables)
    counts = _joined(pa.compute.list_value_length(table.column("sentence_tokens")) for table in tables)
    words, names = _coded(_flat(table, "lemmas") for table in tables)
    forms, form_names = _coded(_flat(table, "forms") for table in tables)
    starts, ends, bits = (_joined(_flat(table, name) for table in tables) for name in ("starts", "ends", "marks"))
    sentences, capitals = sentences + np.repeat(firsts[:-1], counts), bits & (CAPITAL | INITIAL) == CAPITAL
    return _Texts(np.concatenate(found), firsts, sentences, words, names, forms, form_names, starts, ends, capitals)


def _segment(path: Path, docs: Ints) -> pa.Table:
    """Return the rows of some documents of a segment; what is written once is in the order of the documents."""
    table = pq.read_table(path, columns=["doc", *_COLUMNS], read_dictionary=[f"{name}.list.element" for name in _TEXTS])
    return table.filter(pa.array(np.isin(table.column("doc").to_numpy(), docs)))


def _flat(table: pa.Table, name: str) -> pa.ChunkedArray:
    return pa.compute.list_flatten(table.column(name))


def _joined(parts: Iterable[pa.ChunkedArray]) -> Ints:
    values: Ints = np.concatenate([part.to_numpy() for part in parts])
    return values


def _coded(parts: Iterable[pa.ChunkedArray]) -> tuple[Ints, NDArray[np.object_]]:
    """Return texts as numbers, and the different texts."""
    chunks = [chunk for part in parts for chunk in part.chunks]
    whole = pa.chunked_array(chunks).unify_dictionaries().combine_chunks()
    return whole.indices.to_numpy(), whole.dictionary.to_numpy(zero_copy_only=False)


def _vocabulary(tables: Tables, texts: _Texts) -> Vocabulary:
    known = tables.frame("SELECT lemma, display, stop FROM lemmas").set_index("lemma").reindex(texts.names)
    capital = known["display"].fillna("").str[:1].str.isupper()
    stop = known["stop"].fillna(True)
    return Vocabulary(texts.names, stop.to_numpy(bool), capital.to_numpy(bool), _titles(tables, texts))


def _titles(tables: Tables, texts: _Texts) -> Sequence[frozenset[int]]:
    """Return the lemmas of offices and of speakers' names, as far as they are known."""
    rows = tables.rows(
        """SELECT role FROM (SELECT role, count(*) AS n FROM statements WHERE role <> '' GROUP BY role
            UNION ALL SELECT name, statements FROM speakers) ORDER BY n DESC, role LIMIT $most""",
        {"most": _TITLES},
    )
    lemmas = np.zeros(len(texts.form_names), dtype=np.int64)
    lemmas[texts.forms] = texts.words
    of_form = dict(zip(texts.form_names, lemmas.tolist(), strict=True))
    sets = {
        frozenset(of_form[form] for token in word_tokens(name) if (form := fold(token.text)) in of_form)
        for (name,) in rows
    }
    return sorted((one for one in sets if one), key=sorted)


def _speakers(tables: Tables, stmts: pd.Series) -> pd.DataFrame:
    return tables.frame(
        "SELECT stmt, speaker FROM attributions JOIN asked USING (stmt) ORDER BY stmt, speaker",
        given={"asked": pa.table({"stmt": pa.array(stmts.to_numpy(), pa.int32())})},
    )
