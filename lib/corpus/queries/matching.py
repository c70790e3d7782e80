"""A query of the search language against a snapshot: which sentences match.

Lemmas are answered by the full-text index; exact forms are checked against the postings and, where a sentence has
several forms of the lemma, against the text.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import reduce
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lib.corpus.database import search_term
from lib.corpus.queries.lexicon import Lexicon
from lib.corpus.queries.tables import Tables
from lib.corpus.queries.wording import hits, patterns
from lib.corpus.query_language import And, InDocument, Near, Or, Query, Words
from lib.corpus.store import Store
from lib.text.clean import fold

Keys = NDArray[np.int64]
"""Sorted sentences: the document in the upper bits, the sentence in the lower 16."""


class _Documents(NamedTuple):
    """Documents that match as wholes, and their sentences that have one of the words asked for."""

    docs: Keys
    sentences: Keys


class Matching:
    """Answers queries, resolved by the lexicon, for one snapshot."""

    def __init__(self, store: Store, tables: Tables, lexicon: Lexicon) -> None:
        self._store = store
        self._tables = tables
        self._lexicon = lexicon

    def sentences(self, query: Query) -> pa.Table:
        """Return the sentences that match, of this and of later snapshots: [doc, sentence], in order."""
        with closing(self._store.connect()) as db:
            found = _Evaluation(db, self._store, self._tables, self._lexicon).found(query)
        keys = found.sentences if isinstance(found, _Documents) else found
        columns = {"doc": _docs(keys).astype(np.int32), "sentence": (keys & 0xFFFF).astype(np.int32)}
        return pa.table(columns)


class _Evaluation:
    def __init__(self, db: sqlite3.Connection, store: Store, tables: Tables, lexicon: Lexicon) -> None:
        self.db = db
        self.store = store
        self.tables = tables
        self.lexicon = lexicon

    def found(self, query: Query) -> Keys | _Documents:
        """Return sentences, or documents where the query asks for nothing but documents."""
        if _for_index(query):
            return self._indexed(self._expression(query))
        match query:
            case Words((word,)) if self.tables.has_file("sentence_postings"):
                return self._sentences_with(self.lexicon.lemma_of(word), fold(word))[0]
            case Words():
                return self._exact([query], self._expression(query))
            case Near(operands):
                return self._exact([words for words in operands if words.exact], self._expression(query))
            case InDocument(part):
                return self._documents(part)
            case Or(parts):
                return _union(_sentences(self.found(part)) for part in parts)
            case And():
                return self._all(query)

    def _all(self, query: And) -> Keys | _Documents:
        indexed = tuple(part for part in query.parts if _for_index(part))
        parts = [self.found(part) for part in query.parts if not _for_index(part)]
        if indexed:
            parts.append(self._indexed(self._expression(And(indexed))))
        found = reduce(_both, parts)
        for part in query.without:
            found = _except(found, self.found(part))
        return found

    def _documents(self, query: Query) -> _Documents:
        match query:
            case Or(parts):
                every = [self._documents(part) for part in parts]
                return _Documents(_union(one.docs for one in every), _union(one.sentences for one in every))
            case And(parts, without):
                found = reduce(_both_documents, map(self._documents, parts))
                return reduce(_except_documents, map(self._documents, without), found)
        sentences = _sentences(self.found(query))
        return _Documents(np.unique(_docs(sentences)), sentences)

    def _indexed(self, expression: str) -> Keys:
        rows = self.db.execute("SELECT rowid FROM sentence WHERE sentence MATCH ?", (expression,))
        return np.sort(np.fromiter((row[0] for row in rows), dtype=np.int64))

    def _expression(self, query: Query) -> str:
        """Return a query in the language of the index, exact forms widened to their lemmas."""
        match query:
            case Words(words, exact):
                lemmas = map(self.lexicon.lemma_of, words) if exact else words
                return " + ".join(f'"{search_term(lemma)}"' for lemma in lemmas)
            case Near(operands, distance):
                return f"NEAR({' '.join(map(self._expression, operands))}, {distance})"
            case Or(parts):
                return " OR ".join(f"({self._expression(part)})" for part in parts)
            case And(parts, without):
                expression = " AND ".join(f"({self._expression(part)})" for part in parts)
                return " NOT ".join([f"({expression})", *(f"({self._expression(part)})" for part in without)])
        raise TypeError(query)

    def _exact(self, exact: Sequence[Words], expression: str) -> Keys:
        """Return the sentences with exact forms: those of the expression that have them and no other of the lemmas.

        Where a sentence has another form too, its text tells whether the right one stands at the place.
        """
        candidates = self._indexed(expression)
        doubtful = candidates[:0]
        for word in {word for one in exact for word in one.words}:
            lemma, form = self.lexicon.lemma_of(word), fold(word)
            if self.lexicon.forms([lemma])["form"].tolist() == [form]:
                continue
            asked, others = self._sentences_with(lemma, form)
            candidates = candidates[np.isin(candidates, asked)]
            doubtful = np.union1d(doubtful, others)
        unsure = np.isin(candidates, doubtful)
        return np.union1d(candidates[~unsure], self._checked(exact, candidates[unsure]))

    def _sentences_with(self, lemma: str, form: str) -> tuple[Keys, Keys]:
        """Return the sentences that have a form of a lemma, and those that have another form of it."""
        rows = self.tables.frame(
            """SELECT doc::BIGINT << 16 | sentence AS key, form = $form AS asked FROM sentence_postings
            WHERE lemma = $lemma""",
            {"lemma": lemma, "form": form},
        )
        keys, asked = rows["key"].to_numpy(np.int64), rows["asked"].to_numpy(bool)
        return keys[asked], keys[~asked]

    def _checked(self, exact: Sequence[Words], candidates: Keys) -> Keys:
        if not len(candidates):
            return candidates
        spans = self.tables.rows(
            """SELECT doc::BIGINT << 16 | sentence, start, "end" FROM sentences JOIN candidates USING (doc, sentence)
            ORDER BY 1""",
            given={"candidates": pa.table({"doc": _docs(candidates), "sentence": candidates & 0xFFFF})},
        )
        texts = self.store.articles(np.unique(_docs(candidates)).tolist())
        every = patterns(exact, self.lexicon)
        kept = [
            key
            for key, start, end in spans
            if all(hits([pattern], texts[key >> 16].text, start, end) for pattern in every)
        ]
        return np.array(kept, dtype=np.int64)


def _for_index(query: Query) -> bool:
    """Tell whether the index alone can answer a query."""
    match query:
        case Words():
            return not query.exact
        case Near(parts) | Or(parts):
            return all(map(_for_index, parts))
        case And(parts, without):
            return all(map(_for_index, (*parts, *without)))
    return False


def _docs(keys: Keys) -> Keys:
    return keys >> 16


def _sentences(found: Keys | _Documents) -> Keys:
    return found.sentences if isinstance(found, _Documents) else found


def _union(parts: Iterable[Keys]) -> Keys:
    return reduce(np.union1d, parts)


def _in(sentences: Keys, docs: Keys) -> Keys:
    return sentences[np.isin(_docs(sentences), docs)]


def _both(a: Keys | _Documents, b: Keys | _Documents) -> Keys | _Documents:
    if isinstance(a, _Documents) and isinstance(b, _Documents):
        return _both_documents(a, b)
    if isinstance(a, _Documents):
        return _in(_sentences(b), a.docs)
    if isinstance(b, _Documents):
        return _in(a, b.docs)
    return np.intersect1d(a, b, assume_unique=True)


def _except(a: Keys | _Documents, b: Keys | _Documents) -> Keys | _Documents:
    if isinstance(a, _Documents):
        docs = b.docs if isinstance(b, _Documents) else np.unique(_docs(b))
        return _except_documents(a, _Documents(docs, _sentences(b)))
    if isinstance(b, _Documents):
        return a[~np.isin(_docs(a), b.docs)]
    return np.setdiff1d(a, b, assume_unique=True)


def _both_documents(a: _Documents, b: _Documents) -> _Documents:
    docs = np.intersect1d(a.docs, b.docs)
    return _Documents(docs, _in(np.union1d(a.sentences, b.sentences), docs))


def _except_documents(a: _Documents, b: _Documents) -> _Documents:
    docs = np.setdiff1d(a.docs, b.docs)
    return _Documents(docs, _in(a.sentences, docs))
