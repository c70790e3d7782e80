"""Terms that a theme could have too: what tells its documents from similar ones, and what stands beside its terms."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from lib.analysis.collocations import collocates
from lib.analysis.keyness import log_odds_z
from lib.analysis.theme_dictionary import Theme
from lib.analysis.themes import Word
from lib.corpus.queries.tables import Tables
from lib.corpus.queries.theme_preview import SPREAD, Previews
from lib.corpus.store import Store
from lib.corpus.theme_rows import Row

FEWEST_DOCUMENTS = 5
FEWEST_DAYS = 3
"""Days on which a term must occur: what one event brought says nothing of the theme."""
MOST_DOCUMENTS = 700
"""Documents of each side that are compared."""
MOST_TERMS = 40
LEAST_Z = 1.28
_KEY_LEMMAS = 30
"""Words of the theme's documents by which similar ones are found."""

_DISTINCTIVE = ["term", "tagged", "similar", "z"]

Lemmas = tuple[str, ...]


@dataclass(frozen=True)
class ThemeSuggestions:
    """Terms that the dictionary does not have, best first.

    Attributes:
        distinctive: [term, tagged, similar, z]: words and phrases of two, the documents of each side that have them,
            and z of the log-odds ratio of these counts.
        company: [term, together, n, log_dice]: words that share a sentence with a term of the theme, in how many of the
            documents with the theme they do, and how many documents of the snapshot have them at all.
        tagged, similar: documents that were compared, reprints left out: with the theme, and without it though they
            have most of its other words.
    """

    distinctive: pd.DataFrame
    company: pd.DataFrame
    tagged: int
    similar: int


@dataclass
class _Counts:
    """Where words and pairs of words stand: in how many documents, there beside a term, on which days, an example."""

    size: int = 0
    documents: Counter[Lemmas] = field(default_factory=Counter)
    beside: Counter[Lemmas] = field(default_factory=Counter)
    days: defaultdict[Lemmas, set[object]] = field(default_factory=lambda: defaultdict(set))
    place: dict[Lemmas, tuple[int, tuple[Word, ...]]] = field(default_factory=dict)

    def add(self, row: Row, day: object, hits: Set[int], stop: Set[str]) -> None:
        """Count a document; `hits` are the numbers of its sentences with a term of the theme."""
        found: dict[Lemmas, tuple[Word, ...]] = {}
        beside: set[Lemmas] = set()
        for number, words in _sentences(row):
            terms = dict(_terms(words, stop))
            found |= terms
            if number in hits:
                beside |= terms.keys()
        self.size += 1
        self.documents.update(found.keys())
        self.beside.update(beside)
        for term, place in found.items():
            self.days[term].add(day)
            self.place.setdefault(term, (row.doc, place))


class Suggestions:
    """Answers for one snapshot."""

    def __init__(self, store: Store, tables: Tables, previews: Previews) -> None:
        self._store = store
        self._tables = tables
        self._previews = previews

    def of(self, theme: Theme) -> ThemeSuggestions:
        """Return what a theme's dictionary could have too."""
        every = self._previews.tagged(theme)
        tagged = self._days(every, MOST_DOCUMENTS)
        with_theme = self._counted(theme, tagged, is_tagged=True)
        similar = self._days(self._similar(self._keys(with_theme)), MOST_DOCUMENTS)
        without = self._counted(theme, {doc: day for doc, day in similar.items() if doc not in tagged}, is_tagged=False)
        known, share = known_terms(theme), with_theme.size / max(len(every), 1)
        return ThemeSuggestions(
            self._named(_distinctive(with_theme, without, known), with_theme),
            self._named(_company(with_theme, known, self._previews.frequency, share), with_theme),
            with_theme.size,
            without.size,
        )

    def _days(self, docs: Sequence[int], most: int) -> dict[int, object]:
        """Return some of the documents that are no reprints, with their days; one without a day is its own."""
        rows = self._tables.rows(
            f"""SELECT doc, coalesce(date::VARCHAR, doc::VARCHAR) FROM documents
            WHERE doc IN (SELECT unnest($docs)) AND duplicate_of IS NULL ORDER BY {SPREAD}, doc LIMIT $most""",
            {"docs": list(docs), "most": most},
        )
        return dict(sorted(rows))

    def _counted(self, theme: Theme, days: Mapping[int, object], is_tagged: bool) -> _Counts:
        """Count the terms of the documents that have the theme, or of those that have it not."""
        scorer, counts = self._previews.scorer(theme), _Counts()
        for row in self._previews.rows(list(days)):
            hits = scorer.find(row.document)
            if bool(scorer.score_hits(hits, 1)) == is_tagged:
                counts.add(row, days[row.doc], {hit.sentence for hit in hits}, self._stop)
        return counts

    @cached_property
    def _stop(self) -> frozenset[str]:
        return frozenset(str(lemma) for (lemma,) in self._tables.rows("SELECT lemma FROM lemmas WHERE stop"))

    def _keys(self, with_theme: _Counts) -> list[str]:
        """Return the words that tell documents with the theme from all others best."""
        found = [(term[0], n) for term, n in with_theme.documents.items() if len(term) == 1 and n >= FEWEST_DOCUMENTS]
        n = np.array([n for _, n in found], float)
        everywhere = np.array([self._previews.frequency.get(lemma, 0) for lemma, _ in found], float)
        order = np.argsort(-log_odds_z(n, np.maximum(everywhere - n, 0)), kind="stable")[:_KEY_LEMMAS]
        return [found[at][0] for at in order]

    def _similar(self, keys: Sequence[str]) -> list[int]:
        """Return the documents with most of some words, those with the theme among them."""
        rows = self._tables.rows(
            f"""SELECT doc FROM postings WHERE lemma IN (SELECT unnest($keys)) GROUP BY doc
            ORDER BY count(DISTINCT lemma) DESC, {SPREAD}, doc LIMIT $most""",
            {"keys": list(keys), "most": 3 * MOST_DOCUMENTS},
        )
        return [doc for (doc,) in rows]

    def _named(self, frame: pd.DataFrame, counts: _Counts) -> pd.DataFrame:
        """Return a frame with its terms as people read them, in a form that the dictionary finds again."""
        terms = frame["term"].tolist()
        lemmas = sorted({lemma for term in terms for lemma in term})
        shown = dict(
            self._tables.rows("SELECT lemma, display FROM lemmas WHERE lemma IN (SELECT unnest($l))", {"l": lemmas})
        )
        texts = self._store.articles(sorted({counts.place[term][0] for term in terms if len(term) > 1}))
        named = []
        for term in terms:
            if len(term) == 1:
                forms = [(str(shown.get(term[0], term[0])), term[0])]
            else:
                doc, words = counts.place[term]
                written = (texts[doc].text[word.start : word.end] for word in words)
                forms = [
                    (form if shown.get(lemma) != lemma else form.lower(), form)
                    for form, lemma in zip(written, term, strict=True)
                ]
            named.append(" ".join(_finding(lemma, *choice) for lemma, choice in zip(term, forms, strict=True)))
        return frame.assign(term=pd.Series(named, dtype=object))


def known_terms(theme: Theme) -> frozenset[Lemmas]:
    """Return the phrases that a theme's dictionary has, as lemmas, each part of a term alone; lists are left out."""
    from lib.text.lemmas import lemma

    phrases = [*(term.text for term in theme.terms), *theme.exclusions, *theme.circumstances, *theme.requirements]
    return frozenset(
        tuple(lemma(word) for word in part.split())
        for phrase in phrases
        for part in phrase.split(" + ")
        if "@" not in part and "*" not in part
    )


def _finding(lemma: str, *forms: str) -> str:
    """Return the first of some forms whose lemma is the one wanted."""
    from lib.text.lemmas import lemma as lemma_of

    return next((form for form in forms if lemma_of(form) == lemma), lemma)


def _sentences(row: Row) -> Iterator[tuple[int, list[Word]]]:
    words, at = row.document.text, 0
    for number, span in enumerate(row.document.sentences):
        first = at
        while at < len(words) and words[at].start < span.end:
            at += 1
        yield number, list(words[first:at])


def _terms(words: Sequence[Word], stop: Set[str]) -> Iterator[tuple[Lemmas, tuple[Word, ...]]]:
    """Yield the words of a sentence that say something, and the pairs of such words that stand side by side."""
    for word in words:
        if word.lemma not in stop:
            yield (word.lemma,), (word,)
    for one, other in pairwise(words):
        if one.lemma not in stop and other.lemma not in stop:
            yield (one.lemma, other.lemma), (one, other)


def _distinctive(with_theme: _Counts, without: _Counts, known: Set[Lemmas]) -> pd.DataFrame:
    frames = [pd.DataFrame(columns=_DISTINCTIVE)]
    for size in (1, 2):
        found = [term for term in with_theme.documents.keys() | without.documents.keys() if len(term) == size]
        n_a = np.array([with_theme.documents[term] for term in found], float)
        n_b = np.array([without.documents[term] for term in found], float)
        columns = {"tagged": n_a.astype(int), "similar": n_b.astype(int), "z": log_odds_z(n_a, n_b)}
        frame = pd.DataFrame({"term": pd.Series(found, dtype=object), **columns})
        kept = [_is_new(with_theme, term, known) for term in found]
        frames.append(frame[(frame["z"] >= LEAST_Z) & np.array(kept, bool)])
    return _first(pd.concat([frame for frame in frames if len(frame)] or frames[:1]), "z")


def _company(counts: _Counts, known: Set[Lemmas], everywhere: Mapping[str, int], share: float) -> pd.DataFrame:
    """Return the company of the theme's terms.

    Args:
        everywhere: how many documents of the snapshot have each lemma.
        share: which share of the documents with the theme was counted.
    """
    terms = [term for term in counts.beside if len(term) == 1 and _is_new(counts, term, known)]
    n = np.array([everywhere.get(term[0], 0) for term in terms], int)
    columns = {"together": [counts.beside[term] for term in terms], "n": n * share}
    neighbours = pd.DataFrame({"lemma": pd.Series(terms, dtype=object), **columns})
    found = collocates(counts.size, neighbours, FEWEST_DOCUMENTS).rename(columns={"lemma": "term"})
    return _first(found.assign(n=(found["n"] / share).round().astype(int) if share else 0), "log_dice")


def _is_new(counts: _Counts, term: Lemmas, known: Set[Lemmas]) -> bool:
    """Tell whether a term is frequent and spread enough, and neither it nor a word of it is in the dictionary."""
    return (
        counts.documents[term] >= FEWEST_DOCUMENTS
        and len(counts.days[term]) >= FEWEST_DAYS
        and term not in known
        and not any((lemma,) in known for lemma in term)
    )


def _first(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    order = frame.sort_values([by, "term"], ascending=[False, True], ignore_index=True)
    return order.head(MOST_TERMS)
