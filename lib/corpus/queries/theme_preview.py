"""What an edit of a theme would change, before it is saved: the same scorer, on the documents that could change."""

import threading
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lib.analysis.theme_dictionary import Theme
from lib.analysis.themes import Hit, ThemeScorer
from lib.corpus.queries.tables import Tables
from lib.corpus.queries.theme_candidates import Candidates
from lib.corpus.segments import segments_of
from lib.corpus.store import Store
from lib.corpus.theme_file import Dictionary
from lib.corpus.theme_marts import read_frequency, score_stated
from lib.corpus.theme_rows import Row, read_segment, rows_of
from lib.text.spans import Span

MOST_DOCUMENTS = 4_000
"""Documents that are scored for a preview; of more, a sample."""
MOST_SEGMENTS = 256
"""Segments that are kept in memory, half a megabyte each: an analyst looks at one preview after another."""
MOST_THEMES = 4
"""Themes, saved or edited, whose readings are kept."""
MOST_LISTED = 200
"""Documents and sentences of each kind that are listed."""
BINS = 12
"""Bins of the evidence: half of them below the threshold; the last one has no end."""
SPREAD = "doc::BIGINT * 2654435761 % 4294967296"


class DocumentScore(NamedTuple):
    """A document, how much it is about the theme, and its evidence, in the unit of the threshold.

    Where the document loses the theme, score and evidence are those before. A document below the threshold has score 0.
    """

    doc: int
    score: float
    evidence: float


class CaughtSentence(NamedTuple):
    """A sentence that carries a theme by itself, as a statement would: half-open offsets, terms, their places."""

    doc: int
    sentence: int
    start: int
    end: int
    terms: tuple[str, ...]
    hits: tuple[tuple[int, int], ...]


class Overlap(NamedTuple):
    """Documents of the edited theme, before and after, that have another theme too."""

    theme: str
    before: int
    after: int


class Bin(NamedTuple):
    """Documents with evidence of at least `start` and less than `end`, after the edit; the last end is infinite."""

    start: float
    end: float
    documents: int


class Change(NamedTuple):
    """How many there are before and after, and how many of them are new or gone."""

    before: int
    after: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class ThemePreview:
    """What an edit changes. Lists have at most `MOST_LISTED` rows, counts are of everything that was looked at.

    Attributes:
        documents, statements, sentences: the counts; of sentences those that carry the theme by themselves.
        documents_gained, documents_lost: the highest score first.
        sentences_gained, sentences_lost: of the documents in an order that is the same each time and says nothing.
        overlap: other themes, those with most documents after the edit first.
        bins: the evidence after the edit of the documents with any, around the threshold.
        just_under, just_over: the documents nearest to the threshold, after the edit.
        candidates: documents in which the theme could stand.
        sampled: how many of them were looked at where not all were; the counts are of these alone.
    """

    documents: Change
    statements: Change
    sentences: Change
    documents_gained: tuple[DocumentScore, ...]
    documents_lost: tuple[DocumentScore, ...]
    sentences_gained: tuple[CaughtSentence, ...]
    sentences_lost: tuple[CaughtSentence, ...]
    overlap: tuple[Overlap, ...]
    bins: tuple[Bin, ...]
    just_under: tuple[DocumentScore, ...]
    just_over: tuple[DocumentScore, ...]
    candidates: int
    sampled: int | None


class _Reading(NamedTuple):
    """What a theme makes of a document; `score` is None where it does not apply."""

    score: float | None
    evidence: float
    statements: frozenset[int]
    sentences: dict[int, CaughtSentence]


_NOTHING = _Reading(None, 0.0, frozenset(), {})


class Previews:
    """Answers for one snapshot."""

    def __init__(self, store: Store, tables: Tables, dictionary: Dictionary) -> None:
        self._store = store
        self._tables = tables
        self._saved = {theme.id: theme for theme in dictionary.themes}
        self._lock = threading.Lock()
        self._read: dict[str, dict[int, _Reading]] = {}
        self._table = lru_cache(MOST_SEGMENTS)(read_segment)

    @cached_property
    def frequency(self) -> dict[str, int]:
        """How many documents have each lemma."""
        return read_frequency(self._tables.folder / "lemmas.parquet")

    @cached_property
    def _documents(self) -> int:
        return int(self._tables.rows("SELECT count(*) FROM documents")[0][0])

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self._store, self._tables, self.frequency, self._saved)

    def warm(self) -> None:
        """Read what every first preview would otherwise wait for."""
        self._candidates.warm()
        for path, _ in islice(segments_of(self._store, range(1, self._documents + 1)), MOST_SEGMENTS):
            self._table(path)

    def preview(self, theme: Theme | None, edited: Theme) -> ThemePreview:
        """Return what changes from a theme, None for a new one, to an edited one."""
        candidates, docs = self._sampled(*filter(None, (theme, edited)))
        before, after = self._readings(theme, docs) if theme else {}, self._readings(edited, docs)
        pairs = ((doc, before.get(doc, _NOTHING), after.get(doc, _NOTHING)) for doc in docs)
        read = [pair for pair in pairs if pair[1].evidence or pair[2].evidence]
        overlap = self._overlap(edited.id, _with_theme(read, 1), _with_theme(read, 2))
        return _preview(read, edited.threshold, overlap, candidates, len(docs))

    def _readings(self, theme: Theme, docs: Sequence[int]) -> dict[int, _Reading]:
        """Return what a theme makes of documents; those of the last themes are kept, as an edit follows another."""
        with self._lock:
            known = self._read.pop(theme.digest, {})
            scorer = self.scorer(theme)
            known |= {row.doc: _reading(scorer, row) for row in self.rows([doc for doc in docs if doc not in known])}
            self._read[theme.digest] = known
            while len(self._read) > MOST_THEMES:
                del self._read[next(iter(self._read))]
            return known

    def tagged(self, theme: Theme) -> list[int]:
        """Return the documents that have a theme; of a sample where it was edited and could stand in many."""
        if theme.id in self._saved and theme.digest == self._saved[theme.id].digest:
            rows = self._tables.rows("SELECT doc FROM document_themes WHERE theme = $id ORDER BY doc", {"id": theme.id})
            return [doc for (doc,) in rows]
        scorer = self.scorer(theme)
        docs = self._sampled(theme)[1]
        return [row.doc for row in self.rows(docs) if scorer.score_hits(scorer.find(row.document), 1)]

    def scorer(self, theme: Theme) -> ThemeScorer:
        """Return a scorer of one theme, with the idf of the snapshot."""
        return ThemeScorer([theme], self.frequency, self._documents)

    def rows(self, docs: Sequence[int]) -> Iterator[Row]:
        """Yield documents as they are scored, in the order of their numbers."""
        for path, some in segments_of(self._store, docs):
            yield from rows_of(self._table(path), docs=some)

    def _sampled(self, *themes: Theme) -> tuple[int, list[int]]:
        """Return in how many documents some themes could have a hit, and the numbers of a sample of them."""
        found = self._candidates.of(*themes)
        order = np.argsort(_mixed(found.astype(np.int64)), kind="stable")[:MOST_DOCUMENTS]
        return len(found), np.sort(found[order]).tolist()

    def _overlap(self, id: str, before: Iterable[int], after: Iterable[int]) -> tuple[Overlap, ...]:
        given = {name: pa.table({"doc": pa.array(docs, pa.int32())}) for name, docs in (("b", before), ("a", after))}
        rows = self._tables.rows(
            """SELECT theme, count(*) FILTER (doc IN (SELECT doc FROM b)), count(*) FILTER (doc IN (SELECT doc FROM a))
            FROM document_themes WHERE theme <> $id GROUP BY theme ORDER BY 3 DESC, 2 DESC, theme""",
            {"id": id},
            given,
        )
        return tuple(Overlap(*row) for row in rows)


def _reading(scorer: ThemeScorer, row: Row) -> _Reading:
    hits = scorer.find(row.document)
    if not hits:
        return _NOTHING
    scores = scorer.score_hits(hits, len(row.document.title) + len(row.document.text))
    statements = frozenset(place for place, found in score_stated(scorer, hits, row) if found)
    return _Reading(scores[0].score if scores else None, scorer.evidence(hits), statements, _caught(scorer, hits, row))


def _caught(scorer: ThemeScorer, hits: Sequence[Hit], row: Row) -> dict[int, CaughtSentence]:
    """Return the sentences whose own hits are enough for the theme."""
    caught = {}
    for sentence, scores in scorer.score_sentences(hits, row.document).items():
        span: Span = row.document.sentences[sentence]
        own = scores[0].evidence
        terms = tuple(dict.fromkeys(hit.term for hit in own))
        places = tuple((hit.start, hit.end) for hit in own)
        caught[sentence] = CaughtSentence(row.doc, sentence, *span, terms, places)
    return caught


def _with_theme(read: Iterable[tuple[int, _Reading, _Reading]], side: int) -> list[int]:
    return [entry[0] for entry in read if entry[side].score is not None]  # type: ignore[union-attr]


def _preview(
    read: Sequence[tuple[int, _Reading, _Reading]],
    threshold: float,
    overlap: tuple[Overlap, ...],
    candidates: int,
    looked_at: int,
) -> ThemePreview:
    gained = [_scored(doc, after) for doc, before, after in read if before.score is None and after.score is not None]
    lost = [_scored(doc, before) for doc, before, after in read if before.score is not None and after.score is None]
    statements = [(before.statements, after.statements) for _, before, after in read]
    sentences = [(before.sentences.keys(), after.sentences.keys()) for _, before, after in read]
    caught = [
        after.sentences[n]
        for _, before, after in read
        for n in sorted(after.sentences.keys() - before.sentences.keys())
    ]
    missed = [
        before.sentences[n]
        for _, before, after in read
        for n in sorted(before.sentences.keys() - after.sentences.keys())
    ]
    under = [_scored(doc, after) for doc, _, after in read if 0 < after.evidence < threshold]
    over = [_scored(doc, after) for doc, _, after in read if after.score is not None]
    return ThemePreview(
        documents=Change(len(_with_theme(read, 1)), len(_with_theme(read, 2)), len(gained), len(lost)),
        statements=_change(statements),
        sentences=_change(sentences),
        documents_gained=tuple(sorted(gained, key=lambda d: (-d.score, d.doc))[:MOST_LISTED]),
        documents_lost=tuple(sorted(lost, key=lambda d: (-d.score, d.doc))[:MOST_LISTED]),
        sentences_gained=tuple(sorted(caught, key=_spread)[:MOST_LISTED]),
        sentences_lost=tuple(sorted(missed, key=_spread)[:MOST_LISTED]),
        overlap=overlap,
        bins=_bins([after.evidence for _, _, after in read if after.evidence], threshold),
        just_under=tuple(sorted(under, key=lambda d: (-d.evidence, _mixed(d.doc)))[:MOST_LISTED]),
        just_over=tuple(sorted(over, key=lambda d: (d.evidence, _mixed(d.doc)))[:MOST_LISTED]),
        candidates=candidates,
        sampled=looked_at if looked_at < candidates else None,
    )


def _scored(doc: int, reading: _Reading) -> DocumentScore:
    return DocumentScore(doc, reading.score or 0.0, reading.evidence)


def _change(sides: Iterable[tuple[Set[int], Set[int]]]) -> Change:
    before = after = gained = lost = 0
    for old, new in sides:
        before, after = before + len(old), after + len(new)
        gained, lost = gained + len(new - old), lost + len(old - new)
    return Change(before, after, gained, lost)


def _bins(evidence: Sequence[float], threshold: float) -> tuple[Bin, ...]:
    step = 2 * threshold / BINS
    counts = [0] * BINS
    for value in evidence:
        counts[min(BINS - 1, int(value / step + 1e-9))] += 1
    ends = [*(step * number for number in range(1, BINS)), float("inf")]
    return tuple(Bin(step * number, end, count) for number, (end, count) in enumerate(zip(ends, counts, strict=True)))


def _spread(sentence: CaughtSentence) -> tuple[int, int, int]:
    return _mixed(sentence.doc), sentence.doc, sentence.sentence


Number = TypeVar("Number", int, NDArray[np.int64])


def _mixed(doc: Number) -> Number:
    """Return a number that puts documents in an order that says nothing, the same as in `SPREAD`."""
    return doc * 2_654_435_761 % 4_294_967_296
