"""What keeps company with a term: words in its sentences, speakers and themes in its documents.

A sentence counts once, however often a word stands in it, so that every number is as many as the search lists.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.analysis.collocations import FEWEST_DOCUMENTS, FEWEST_TOGETHER, collocates, log_dice
from lib.analysis.sentences import Ints
from lib.corpus.queries.document_terms import SPREAD
from lib.corpus.queries.selected import Cell, Selected
from lib.corpus.segments import segments_of
from lib.corpus.selection import UNATTRIBUTED
from lib.corpus.store import Store

SHOWN = 30
"""Words that are ranked."""
_LOOKED_AT = 2 * SHOWN
MOST_SENTENCES = 20_000
"""Sentences in which candidates are looked for; counts are of all."""


@dataclass(frozen=True)
class Company:
    """What keeps company with a term within a selection.

    Attributes:
        sentences: sentences with the term.
        documents: documents with such a sentence.
        words: [lemma, word, together, n, documents, log_dice], the closest first: sentences with both, sentences with
            the word, documents with both.
        speakers: [speaker, statements, together, documents, own, all]: statements in sentences with the term; then
            documents where the speaker has one, where the speaker has any, where anybody established has one, where
            anybody established has any.
        themes: [theme, together, documents, own, all]: documents with both, with the theme, with the term, all.
    """

    sentences: int
    documents: int
    words: pd.DataFrame
    speakers: pd.DataFrame
    themes: pd.DataFrame


@dataclass(frozen=True)
class Known:
    """What the search knows of a term.

    Attributes:
        sentences: [doc, sentence] of those with the term, in the snapshot at least.
        own: lemmas that are the term itself.
        with_word: lemma to the same of those that have it.
    """

    sentences: pa.Table
    own: Set[str]
    with_word: Callable[[str], pa.Table]


def company(store: Store, selected: Selected, known: Known) -> Company:
    """Return what keeps company with a term in a selection; with a query, in the sentences that match it too."""
    within = _scope(selected)
    keys = within(known.sentences)
    found, everything = _table(keys), replace(selected, cell=Cell())
    with_term = replace(everything, matches=found)
    words = _candidates(store, selected, found, known.own)
    rows = [(lemma, word, *_counted(keys, within(known.with_word(lemma)))) for lemma, word in words.items()]
    frame = pd.DataFrame(rows, columns=["lemma", "word", "together", "documents", "n"])
    ranked = collocates(len(found), frame[frame["documents"] >= FEWEST_DOCUMENTS])
    return Company(
        sentences=len(keys),
        documents=len(np.unique(keys >> 32)),
        words=ranked[["lemma", "word", "together", "n", "documents", "log_dice"]].head(SHOWN),
        speakers=_beside(_speakers(everything), _speakers(with_term), "speaker"),
        themes=_beside(everything.frame(_THEMES), with_term.frame(_THEMES), "theme"),
    )


def _scope(selected: Selected) -> Callable[[pa.Table], Ints]:
    """Return what leaves those of some sentences that are in a selection: in its statements where it asks for them.

    Sentences come out as sorted keys, the document in the upper bits. What is selected is asked once for all words.
    """
    if selected.by_statement:
        frame = selected.frame(
            "SELECT DISTINCT doc, unnest(generate_series(sentence, last_sentence)) AS sentence FROM stmts"
        )
        allowed = frame["doc"].to_numpy(np.int64) << 32 | frame["sentence"].to_numpy(np.int64)
    else:
        allowed = selected.frame("SELECT doc FROM docs")["doc"].to_numpy(np.int64)
    matches = None if selected.matches is None else _keys(selected.matches)

    def within(sentences: pa.Table) -> Ints:
        keys = _keys(sentences)
        inside = np.isin(keys if selected.by_statement else keys >> 32, allowed)
        if matches is not None:
            inside &= np.isin(keys, matches)
        kept: Ints = np.sort(keys[inside])
        return kept

    return within


def _keys(sentences: pa.Table) -> Ints:
    keys: Ints = sentences["doc"].to_numpy().astype(np.int64) << 32 | sentences["sentence"].to_numpy()
    return keys


def _table(keys: Ints) -> pa.Table:
    return pa.table({"doc": pa.array(keys >> 32, pa.int32()), "sentence": pa.array(keys & 0xFFFFFFFF, pa.int32())})


def _counted(found: Ints, word: Ints) -> tuple[int, int, int]:
    """Return sentences and documents with both, and sentences with the word."""
    both = np.intersect1d(found, word, assume_unique=True)
    return len(both), len(np.unique(both >> 32)), len(word)


def _candidates(store: Store, selected: Selected, found: pa.Table, own: Set[str]) -> dict[str, str]:
    """Return the lemmas worth counting, with the form that people read: first by logDice with their occurrences."""
    together = _lemmas_beside(store, _sample(selected, found))
    known = selected.tables.frame("SELECT lemma, display, n FROM lemmas WHERE NOT stop").set_index("lemma")
    frame = known.assign(together=pd.Series(together, dtype=float)).dropna(subset="together")
    frame = frame[(frame["together"] >= FEWEST_TOGETHER) & ~frame.index.isin(own)]
    scores = pd.Series(log_dice(frame["together"], len(found), frame["n"]), index=frame.index)
    chosen = scores.sort_index().sort_values(ascending=False, kind="stable").index[:_LOOKED_AT]
    return dict(zip(chosen, known["display"].loc[chosen], strict=True))


def _sample(selected: Selected, found: pa.Table) -> pa.Table:
    """Return sentences of whole documents, `MOST_SENTENCES` at most, the same each time and spread over the corpus."""
    if len(found) <= MOST_SENTENCES:
        return found
    frame = selected.tables.frame(
        f"""SELECT doc, sentence FROM (SELECT doc, sentence, row_number() OVER (ORDER BY {SPREAD}, doc) AS place
            FROM given) WHERE place <= $most ORDER BY ALL""",
        {"most": MOST_SENTENCES},
        {"given": found},
    )
    return pa.table({name: pa.array(frame[name].to_numpy(), pa.int32()) for name in ("doc", "sentence")})


def _lemmas_beside(store: Store, sentences: pa.Table) -> Mapping[str, int]:
    """Return in how many of some sentences each lemma stands."""
    doc, sentence = sentences["doc"].to_numpy(), sentences["sentence"].to_numpy()
    counts: Counter[str] = Counter()
    for path, some in segments_of(store, np.unique(doc).tolist()):
        rows = pq.read_table(
            path, columns=["doc", "sentence_tokens", "lemmas"], read_dictionary=["lemmas.list.element"]
        )
        rows = rows.filter(pa.array(np.isin(rows["doc"].to_numpy(), some))).combine_chunks()
        here = np.isin(doc, some)
        counts.update(_lemmas_of(rows, doc[here], sentence[here]))
    return counts


def _lemmas_of(rows: pa.Table, doc: Ints, sentence: Ints) -> dict[str, int]:
    """Count the lemmas of sentences in the rows of a segment; a lemma once a sentence."""
    row = np.searchsorted(rows["doc"].to_numpy(), doc)
    first_word, first_sentence = (_offsets(rows[name]) for name in ("lemmas", "sentence_tokens"))
    starts = pa.compute.list_flatten(rows["sentence_tokens"]).to_numpy()
    at, last = first_sentence[row] + sentence, first_sentence[row + 1] - 1
    begin = first_word[row] + starts[at]
    end = np.where(at < last, first_word[row] + starts[np.minimum(at + 1, last)], first_word[row + 1])
    lengths = end - begin
    places = np.repeat(begin - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    words = pa.compute.list_flatten(rows["lemmas"]).unify_dictionaries().combine_chunks()
    codes = words.indices.to_numpy()[places]
    once = np.unique(np.repeat(np.arange(len(lengths)), lengths) << 32 | codes) & 0xFFFFFFFF
    n = np.bincount(once, minlength=len(words.dictionary))
    return {str(words.dictionary[code]): int(n[code]) for code in np.flatnonzero(n)}


def _offsets(lists: pa.ChunkedArray) -> Ints:
    return np.concatenate(([0], np.cumsum(pa.compute.list_value_length(lists).to_numpy(), dtype=np.int64)))


_SPEAKERS = """, quoted AS (SELECT speaker, s.doc FROM stmts s JOIN attributions USING (stmt) WHERE speaker <> $nobody)
    SELECT speaker, count(*) AS statements, count(DISTINCT doc) AS documents,
        (SELECT count(DISTINCT doc) FROM quoted) AS "all" FROM quoted GROUP BY speaker"""
_THEMES = """SELECT theme, count(*) AS documents, (SELECT count(*) FROM docs) AS "all"
    FROM docs JOIN document_themes USING (doc) GROUP BY theme"""


def _speakers(selected: Selected) -> pd.DataFrame:
    return selected.frame(_SPEAKERS, nobody=UNATTRIBUTED)


def _beside(every: pd.DataFrame, some: pd.DataFrame, what: str) -> pd.DataFrame:
    own = some.rename(columns={"documents": "together", "all": "own"})
    joined = own.merge(every[[what, "documents", "all"]], on=what)
    return joined.sort_values(["together", what], ascending=[False, True], ignore_index=True)
