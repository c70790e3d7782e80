"""A query of the search language against a snapshot: which sentences match.

Lemmas are answered by the full-text index; exact forms, and lemmas some of whose forms do not count, are checked
against the postings and, where a sentence has several forms of the lemma, against the text. Fields are answered by the
tables, as the analyst has edited them.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lib.corpus.database import search_term
from lib.corpus.queries.lexicon import Lexicon
from lib.corpus.queries.tables import Tables, listed
from lib.corpus.queries.wording import hits, patterns
from lib.corpus.query_language import And, Dates, Field, InDocument, Near, Or, Query, Words, positive
from lib.corpus.selection import NO_THEME
from lib.corpus.store import Store
from lib.text.clean import fold

Keys = NDArray[np.int64]
"""Sorted sentences: the document in the upper bits, the sentence in the lower 16."""


_BM25 = """WITH found AS (
        SELECT doc, lemma, sum(n) AS tf, any_value(words) AS words FROM postings JOIN documents USING (doc)
        WHERE lemma IN (SELECT unnest($lemmas)) GROUP BY doc, lemma),
    weights AS (SELECT lemma, ln(1 + ((SELECT count(*) FROM documents) - count(*) + 0.5) / (count(*) + 0.5)) AS idf
        FROM found GROUP BY lemma),
    average AS (SELECT avg(words) AS words FROM documents)
    SELECT doc, sum(idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * found.words / average.words)) ORDER BY lemma) AS score
    FROM found JOIN weights USING (lemma) CROSS JOIN average GROUP BY doc ORDER BY doc"""


class _Documents(NamedTuple):
    """Documents that match as wholes, and their sentences that have one of the words asked for; None for all."""

    docs: Keys
    sentences: Keys | None = None


class Matching:
    """Answers queries, resolved by the lexicon, for one snapshot."""

    def __init__(self, store: Store, tables: Tables, lexicon: Lexicon) -> None:
        self._store = store
        self._tables = tables
        self._lexicon = lexicon

    def sentences(self, query: Query) -> pa.Table:
        """Return the sentences that match, of this and of later snapshots: [doc, sentence], in order."""
        with closing(self._store.connect()) as db:
            evaluation = _Evaluation(db, self._store, self._tables, self._lexicon)
            keys = evaluation.sentences_of(evaluation.found(query))
        return pa.table(_columns(keys))

    def relevance(self, query: Query) -> pa.Table:
        """Return how well the sentences that match do: [doc, sentence, matched, score], in order.

        `matched` is how many of the words of the query a sentence has, `score` the BM25 of its document for their
        lemmas (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75).
        """
        every = list(dict.fromkeys(positive(query)))
        with closing(self._store.connect()) as db:
            evaluation = _Evaluation(db, self._store, self._tables, self._lexicon)
            keys = evaluation.sentences_of(evaluation.found(query))
            matched = np.zeros(len(keys), dtype=np.int32)
            for one in every if len(every) > 1 else ():
                matched += np.isin(keys, evaluation.sentences_of(evaluation.found(one)))
        lemmas = {self._lexicon.lemma_of(word) if one.exact else word for one in every for word in one.words}
        rows = self._tables.frame(_BM25, {"lemmas": sorted(lemmas)})
        score = np.zeros(int(max(_docs(keys).max(initial=0), rows["doc"].max() if len(rows) else 0)) + 1)
        score[rows["doc"].to_numpy(np.int64)] = rows["score"].to_numpy(np.float64)
        return pa.table(_columns(keys) | {"matched": matched, "score": score[_docs(keys)]})


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
                return np.unique(self._sentences_with(_asked(query, word, self.lexicon))[0])
            case Words():
                return self._exact([query], self._expression(query))
            case Near(operands):
                return self._exact([words for words in operands if not _for_index(words)], self._expression(query))
            case InDocument(part):
                return self._documents(part)
            case Or(parts):
                return self._any([self.found(part) for part in parts])
            case And():
                return self._all(query)
            case Field("speaker"):
                return self._said_by(query.value)
            case Field():
                return _Documents(self._docs(*_OF_FIELD[query.name, query.value == NO_THEME], {"value": query.value}))
            case Dates(first, last):
                within = "WHERE date >= coalesce($first, date) AND date <= coalesce($last, date)"
                return _Documents(self._docs("documents", within, {"first": first, "last": last}))

    def sentences_of(self, found: Keys | _Documents) -> Keys:
        """Return sentences, of documents those that have the words asked for, or all."""
        if not isinstance(found, _Documents):
            return found
        return found.sentences if found.sentences is not None else self._all_sentences(found.docs)

    def _any(self, parts: Sequence[Keys | _Documents]) -> Keys | _Documents:
        whole = [part for part in parts if isinstance(part, _Documents) and part.sentences is None]
        if len(whole) == len(parts):
            return _Documents(_union(part.docs for part in whole))
        return _union(map(self.sentences_of, parts))

    def _all(self, query: And) -> Keys | _Documents:
        indexed = tuple(part for part in query.parts if _for_index(part))
        parts = [self.found(part) for part in query.parts if not _for_index(part)]
        if indexed:
            parts.append(self._indexed(self._expression(And(indexed))))
        found = reduce(_both, parts) if parts else _Documents(self._docs("documents"))
        for part in query.without:
            without = self.found(part)
            if isinstance(found, _Documents) and found.sentences is None and not isinstance(without, _Documents):
                found = self.sentences_of(found)
            found = _except(found, without)
        return found

    def _documents(self, query: Query) -> _Documents:
        match query:
            case Or(parts):
                every = [self._documents(part) for part in parts]
                sentences = _union(map(self.sentences_of, every))
                return _Documents(_union(one.docs for one in every), sentences)
            case And(parts, without) if parts:
                found = reduce(_both_documents, map(self._documents, parts))
                return reduce(_except_documents, map(self._documents, without), found)
        one = self.found(query)
        return one if isinstance(one, _Documents) else _Documents(np.unique(_docs(one)), one)

    def _docs(self, table: str, where: str = "", values: Mapping[str, object] | None = None) -> Keys:
        rows = self.tables.frame(f"SELECT DISTINCT doc FROM {table} {where} ORDER BY doc", values)
        return rows["doc"].to_numpy(np.int64)

    def _said_by(self, speaker: str) -> Keys:
        rows = self.tables.frame(
            """SELECT DISTINCT s.doc::BIGINT << 16 | unnest(range(sentence, last_sentence + 1)) AS key
            FROM statements s JOIN attributions USING (stmt) WHERE speaker = $speaker ORDER BY key""",
            {"speaker": speaker},
        )
        return rows["key"].to_numpy(np.int64)

    def _all_sentences(self, docs: Keys) -> Keys:
        rows = self.tables.frame(
            "SELECT doc::BIGINT << 16 | sentence AS key FROM sentences JOIN given_docs USING (doc) ORDER BY key",
            given={"given_docs": pa.table({"doc": docs})},
        )
        return rows["key"].to_numpy(np.int64)

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
        """Return the sentences with the forms asked for: those that have them and no other form of the lemmas.

        Where a sentence has another form too, its text tells whether the right one stands at the place.
        """
        candidates = self._indexed(expression)
        doubtful = candidates[:0]
        for asked in {_asked(one, word, self.lexicon) for one in exact for word in one.words}:
            if all(map(asked.has, self.lexicon.forms([asked.lemma])["form"].tolist())):
                continue
            having, others = self._sentences_with(asked)
            candidates = candidates[np.isin(candidates, having)]
            doubtful = np.union1d(doubtful, others)
        unsure = np.isin(candidates, doubtful)
        return np.union1d(candidates[~unsure], self._checked(exact, candidates[unsure]))

    def _sentences_with(self, asked: "_Asked") -> tuple[Keys, Keys]:
        """Return the sentences that have a form asked for, and those that have another form of the lemma."""
        values: dict[str, object] = {"lemma": asked.lemma}
        is_asked = f"form {'IN' if asked.exact else 'NOT IN'} ({listed('form', sorted(asked.forms), values)})"
        rows = self.tables.frame(
            f"""SELECT doc::BIGINT << 16 | sentence AS key, {is_asked} AS asked FROM sentence_postings
            WHERE lemma = $lemma""",
            values,
        )
        keys, is_one = rows["key"].to_numpy(np.int64), rows["asked"].to_numpy(bool)
        return keys[is_one], keys[~is_one]

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


_OF_FIELD = {
    ("source", False): ("documents", "WHERE source = $value"),
    ("theme", False): ("document_themes", "WHERE theme = $value"),
    ("theme", True): ("documents", "WHERE $value = '-' AND doc NOT IN (SELECT doc FROM document_themes)"),
}


class _Asked(NamedTuple):
    """A lemma, forms, and whether a word has to have one of these forms or none of them."""

    lemma: str
    forms: frozenset[str]
    exact: bool

    def has(self, form: str) -> bool:
        """Tell whether a form of the lemma is asked for."""
        return (form in self.forms) is self.exact


def _asked(words: Words, word: str, lexicon: Lexicon) -> _Asked:
    if words.exact:
        return _Asked(lexicon.lemma_of(word), frozenset((fold(word),)), True)
    return _Asked(word, words.without, False)


def _for_index(query: Query) -> bool:
    """Tell whether the index alone can answer a query."""
    match query:
        case Words():
            return not query.exact and not query.without
        case Near(parts) | Or(parts):
            return all(map(_for_index, parts))
        case And(parts, without):
            return all(map(_for_index, (*parts, *without)))
    return False


def _columns(keys: Keys) -> dict[str, Any]:
    return {"doc": _docs(keys).astype(np.int32), "sentence": (keys & 0xFFFF).astype(np.int32)}


def _docs(keys: Keys) -> Keys:
    return keys >> 16


def _union(parts: Iterable[Keys]) -> Keys:
    return reduce(np.union1d, parts)


def _in(sentences: Keys, docs: Keys) -> Keys:
    return sentences[np.isin(_docs(sentences), docs)]


def _both(a: Keys | _Documents, b: Keys | _Documents) -> Keys | _Documents:
    if isinstance(a, _Documents) and isinstance(b, _Documents):
        return _both_documents(a, b)
    if isinstance(a, _Documents):
        return _in(b, a.docs)  # type: ignore[arg-type]  # both were documents above
    if isinstance(b, _Documents):
        return _in(a, b.docs)
    return np.intersect1d(a, b, assume_unique=True)


def _except(a: Keys | _Documents, b: Keys | _Documents) -> Keys | _Documents:
    if isinstance(a, _Documents):
        return _except_documents(a, b if isinstance(b, _Documents) else _Documents(np.unique(_docs(b))))
    if isinstance(b, _Documents):
        return a[~np.isin(_docs(a), b.docs)]
    return np.setdiff1d(a, b, assume_unique=True)


def _both_documents(a: _Documents, b: _Documents) -> _Documents:
    docs = np.intersect1d(a.docs, b.docs)
    with_words = [one.sentences for one in (a, b) if one.sentences is not None]
    return _Documents(docs, _in(_union(with_words), docs) if with_words else None)


def _except_documents(a: _Documents, b: _Documents) -> _Documents:
    docs = np.setdiff1d(a.docs, b.docs)
    return _Documents(docs, None if a.sentences is None else _in(a.sentences, docs))
