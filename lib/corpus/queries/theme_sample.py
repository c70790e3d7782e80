"""Sentences to judge a theme by: a random sample of those that it tags, and of near misses."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, get_args

import pandas as pd
import pyarrow as pa

from lib.analysis.theme_dictionary import Theme
from lib.corpus.judgments import FEWEST, Defined, Sampled
from lib.corpus.queries.tables import Tables
from lib.corpus.store import Store
from lib.text.clean import fold
from lib.text.tokens import is_word, tokenize

ROUND: dict[Sampled, int] = {"tagged": 20, "near": 10}
"""Sentences of each kind that are asked together."""
SAME_WORDS = 0.8
"""From so large a share of common words on, two sentences are one that was printed twice (Jaccard)."""
_AT_ONCE = 40
_CLOSE = 1e-4  # weights are kept as 32-bit numbers

# a sentence has the evidence of the terms in it, as `ThemeScorer.evidence` counts it
_CANDIDATES = """WITH hits AS (
        SELECT e.doc, s.start, s."end", e.term, sum(e.weight) AS found
        FROM theme_evidence e JOIN sentences s ON s.doc = e.doc AND s.start <= e.start AND e.start < s."end"
        WHERE e.theme = $theme AND e.doc IN (SELECT doc FROM documents WHERE duplicate_of IS NULL) GROUP BY ALL),
    scored AS (
        SELECT doc, start, "end", sum(CASE WHEN found <= weight THEN found
            ELSE weight * (1 + ln(found / weight)) END) AS evidence
        FROM hits JOIN weights USING (term) GROUP BY ALL),
    kinds AS (
        SELECT doc, start, "end", CASE WHEN evidence >= $threshold THEN 'tagged' ELSE 'near' END AS sampled
        FROM scored
        WHERE evidence >= $threshold OR doc NOT IN (SELECT doc FROM document_themes WHERE theme = $theme)),
    drawn AS (SELECT *, md5(concat_ws('|', $seed, doc, start)) AS draw FROM kinds)"""
_DRAWN = f"""{_CANDIDATES}
    SELECT sampled, doc, start, "end" FROM drawn
    QUALIFY row_number() OVER (PARTITION BY sampled, doc ORDER BY draw) <= $most ORDER BY draw"""
_COUNTED = f"{_CANDIDATES} SELECT sampled, count(*), count(DISTINCT doc) FROM drawn GROUP BY sampled"


class Asked(NamedTuple):
    """A theme as the sample needs it.

    Attributes:
        weights: (term, weight) of its dictionary.
    """

    theme: str
    definition: str
    threshold: float
    weights: tuple[tuple[str, float], ...]

    @property
    def defined(self) -> Defined:
        """The theme with its definition."""
        return Defined(self.theme, self.definition)


class Population(NamedTuple):
    """What there is to draw from."""

    sentences: int = 0
    documents: int = 0


class ThemeSample(NamedTuple):
    """Sentences to judge.

    Attributes:
        rows: [doc, article, start, end, sampled, round], in the order of asking: the kinds are mixed.
        tagged, near: what they were drawn from.
    """

    rows: pd.DataFrame
    tagged: Population
    near: Population

    @property
    def is_whole(self) -> bool:
        """Whether there are so few sentences that all are asked about, however many stand in a document."""
        return is_small((self.tagged, self.near))


def is_small(populations: Iterable[Population]) -> bool:
    """Tell whether there are fewer sentences than a check needs to say something."""
    return sum(population.sentences for population in populations) < FEWEST


def asked_of(theme: Theme) -> Asked:
    """Return what a sample needs of a theme."""
    weights = tuple(sorted((term.text, term.weight) for term in theme.terms))
    return Asked(theme.id, theme.digest, theme.threshold, weights)


def theme_sample(store: Store, tables: Tables, asked: Asked, rounds: int, seed: str) -> ThemeSample:
    """Return the first rounds of sentences to judge a theme by, the same for the same snapshot and definition.

    A sentence is ``tagged`` where the terms in it alone reach the threshold, a ``near`` miss where some of the
    theme's terms stand in it and neither it nor its document reaches it. Drawn without replacement, at most one
    sentence of a kind from a document, but all where there are fewer than `FEWEST`; none from reprints of a document;
    of sentences that share most of their words just the first is kept.

    Args:
        rounds: how many times `ROUND`; each further one continues the draw.
        seed: what the draw depends on, beside the theme and its definition.
    """
    seed = "|".join((seed, *asked.defined))
    given = {"theme": asked.theme, "threshold": asked.threshold - _CLOSE, "seed": seed}
    weights = {"weights": pa.table(dict(zip(("term", "weight"), zip(*asked.weights, strict=True), strict=True)))}
    counted = {kind: Population(*n) for kind, *n in tables.rows(_COUNTED, given, weights)}
    populations = [counted.get(kind, Population()) for kind in get_args(Sampled)]
    most = FEWEST if is_small(populations) else 1
    drawn = tables.rows(_DRAWN, given | {"most": most}, weights)
    kept = _Kept(store)
    rows = [
        (*row, kind, number // size)
        for kind, size in ROUND.items()
        for number, row in enumerate(kept.of(kind, drawn, size * rounds))
    ]
    rows.sort(key=lambda row: (row[-1], _mixed(seed, row[1], row[2])))
    frame = pd.DataFrame(rows, columns=["doc", "article", "start", "end", "sampled", "round"])
    return ThemeSample(frame, *populations)


def _mixed(seed: str, article: str, start: int) -> str:
    return hashlib.sha256(f"{seed}|order|{article}|{start}".encode()).hexdigest()


class _Kept:
    """Sentences of a draw that do not repeat each other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words: list[frozenset[str]] = []

    def of(self, kind: str, drawn: Iterable[tuple[str, int, int, int]], most: int) -> list[tuple[int, str, int, int]]:
        """Return the first so many sentences of a kind: [doc, id of the document, start, end]."""
        own = [row[1:] for row in drawn if row[0] == kind]
        found: list[tuple[int, str, int, int]] = []
        for first in range(0, len(own), _AT_ONCE):
            for row in self._new(own[first : first + _AT_ONCE]):
                found.append(row)
                if len(found) == most:
                    return found
        return found

    def _new(self, rows: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, str, int, int]]:
        articles = self._store.articles([doc for doc, _, _ in rows])
        for doc, start, end in rows:
            tokens = tokenize(articles[doc].text[start:end])
            words = frozenset(fold(token.text) for token in tokens if is_word(token.text))
            if not any(_are_one(words, other) for other in self._words):
                self._words.append(words)
                yield doc, articles[doc].id, start, end


def _are_one(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= SAME_WORDS * len(a | b)
