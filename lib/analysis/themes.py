"""Documents and statements scored by theme: TF-IDF of a weighted dictionary, with the evidence kept."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import Literal, NamedTuple

from lib.analysis.rarity import Rarity
from lib.analysis.theme_dictionary import Term, Theme, ThemeError, load_themes
from lib.analysis.theme_matching import Hit, ThemeMatcher, Word, Words
from lib.text.spans import Span

__all__ = [
    "Document", "Hit", "Ranking", "Term", "Theme", "ThemeError", "ThemeScore", "ThemeScorer", "Word", "Words",
    "document_frequency", "load_themes", "read_document", "score_documents",
]  # fmt: skip

Method = Literal["tfidf", "hits"]

FEWEST_DOCUMENTS = 50
"""Below so many documents the inverse document frequency says nothing."""
PIVOT_WORDS = 100
OUTSIDE = 0.5
"""What a term counts for that stands in the sentence of a statement but not in the statement."""


class Ranking(NamedTuple):
    """What the score counts with: an occurrence by its place, and how much the length takes off.

    Attributes:
        title, headline, lead, body, background: weight of an occurrence in each `Place`.
        slope: share of the length in the denominator; the rest is a constant (Singhal, Buckley & Mitra 1996).
        weight, rarity: powers of a term's weight and of its relative idf.
    """

    title: float = 5.0
    headline: float = 2.5
    lead: float = 1.5
    body: float = 1.0
    background: float = 0.25
    slope: float = 0.4
    weight: float = 1.5
    rarity: float = 0.25


RANKING = Ranking()


class ThemeScore(NamedTuple):
    """A theme that applies, how much the document is about it, and why.

    Attributes:
        score: comparable between documents of one snapshot and one theme.
        method: ``tfidf``, or ``hits``: weighted hits per 1,000 words, for a corpus too small for frequencies.
        evidence: the hits of the theme.
    """

    theme: str
    score: float
    method: Method
    evidence: tuple[Hit, ...]


class Document(NamedTuple):
    """A document as the scorer reads it: words of the title (none if the text repeats it), words, sentences."""

    title: Sequence[Word]
    text: Sequence[Word]
    sentences: Sequence[Span]


class ThemeScorer:
    """Scores documents, statements and sentences by theme, with idf frozen.

    A theme applies when its *evidence* reaches the threshold: the sum over its terms of weight × (1 + ln n), n
    the occurrences of the term, those in a circumstance counted in part. One clause is enough,
    whatever the length of the document and whatever the corpus. The *score* then says how much the document is
    about the theme: the same sum with title and lead counting more and background less, heavy terms counting more,
    each times the fourth root of its relative idf (TF-IDF, Salton & Buckley 1988), over the pivoted length of the
    document (Singhal, Buckley & Mitra 1996). A root because the weights already say which words matter: see
    docs/method.md.

    Args:
        themes: the dictionary.
        document_frequency: lemma -> number of documents of the snapshot with it; None if there is no snapshot.
        documents: number of documents of the snapshot; below 50 the method is ``hits``.
        ranking: what the score counts with.
    """

    def __init__(
        self,
        themes: Sequence[Theme],
        document_frequency: Mapping[str, int] | None,
        documents: int,
        ranking: Ranking = RANKING,
    ) -> None:
        from lib.text.lemmas import lemma  # late: to read the names of themes needs no morphology

        self.themes = tuple(themes)
        self._ranking = ranking
        self.method: Method = "tfidf" if document_frequency and documents >= FEWEST_DOCUMENTS else "hits"
        self._matcher = ThemeMatcher(themes, lemma)
        self._weight = {(theme.id, term.text): term.weight for theme in themes for term in theme.terms}
        self._idf = dict.fromkeys((term for _, term in self._weight), 1.0)
        if self.method == "tfidf" and document_frequency:
            lists = {name: entries for theme in themes for name, entries in theme.words.items()}
            rarity = Rarity(document_frequency, documents, lists, lemma)
            self._idf = {term: rarity.of(term) ** ranking.rarity for term in self._idf}

    def find(self, document: Document) -> list[Hit]:
        """Return every hit of every theme, whether the theme applies or not; the same for every corpus."""
        hits = self._matcher.find(*document)
        return hits if document.title else [_in_headline(hit) for hit in hits]

    def may_tell(self, lemma: str) -> bool:
        """Tell whether a document with a lemma may have hits; one that has no such lemma has none."""
        return self._matcher.anchors[lemma]

    def score(self, document: Document) -> list[ThemeScore]:
        """Return the themes that apply to a document, in the dictionary's order."""
        return self.score_hits(self.find(document), len(document.title) + len(document.text))

    def score_hits(self, hits: Iterable[Hit], words: int) -> list[ThemeScore]:
        """Return the themes that apply to a document of so many words in which `find` found these hits."""
        by_theme: dict[str, list[Hit]] = {}
        for hit in hits:
            by_theme.setdefault(hit.theme, []).append(hit)
        return [
            ThemeScore(theme.id, self._score(found, words), self.method, tuple(found))
            for theme in self.themes
            if (found := by_theme.get(theme.id)) and self.evidence(found) >= theme.threshold
        ]

    def score_statements(
        self, hits: Sequence[Hit], statements: Sequence[Span], document: Document
    ) -> list[list[ThemeScore]]:
        """Return the themes that apply to each statement of a document.

        A statement carries a theme if the hits in its own words, and half of those in the rest of the sentences
        that it overlaps, reach the threshold.
        """
        return [self._score_statement(hits, Span(*statement), document) for statement in statements]

    def score_sentences(self, hits: Sequence[Hit], document: Document) -> dict[int, list[ThemeScore]]:
        """Return number of a sentence -> the themes that apply to it by the hits in it alone; none without a theme."""
        by_sentence: dict[int, list[Hit]] = {}
        for hit in hits:
            if hit.place != "title":
                by_sentence.setdefault(hit.sentence, []).append(hit)
        scored = {
            number: self.score_hits(own, max(len(Words.of(document.text).within(document.sentences[number])), 1))
            for number, own in sorted(by_sentence.items())
        }
        return {number: scores for number, scores in scored.items() if scores}

    def evidence(self, hits: Sequence[Hit]) -> float:
        """Return the evidence of hits of one theme, in the unit of its weights and threshold."""
        counts = self._counts((hit, hit.weight) for hit in hits)
        return round(sum(self._weight[key] * _damped(n) for key, n in counts.items()), 9)

    def _score(self, hits: Sequence[Hit], words: int) -> float:
        place = self._ranking._asdict()
        counts = self._counts((hit, hit.weight * place[hit.place]) for hit in hits)
        if self.method == "hits":
            return round(1000 * sum(self._weight[key] * n for key, n in counts.items()) / words, 6)
        power = self._ranking.weight
        total: float = sum(self._weight[key] ** power * self._idf[key[1]] * _damped(n) for key, n in counts.items())
        return round(total / (1 + self._ranking.slope * (words / PIVOT_WORDS - 1)), 6)

    def _score_statement(self, hits: Sequence[Hit], statement: Span, document: Document) -> list[ThemeScore]:
        around = [sentence for sentence in document.sentences if sentence.overlaps(statement)]
        near = []
        for hit in hits:
            place = Span(hit.start, hit.end)
            if hit.place != "title" and any(sentence.overlaps(place) for sentence in around):
                near.append(hit if statement.overlaps(place) else hit._replace(weight=hit.weight * OUTSIDE))
        return self.score_hits(near, max(len(Words.of(document.text).within(statement)), 1))

    def _counts(self, weights: Iterable[tuple[Hit, float]]) -> dict[tuple[str, str], float]:
        """Return how often each term occurs, (theme, term) -> occurrences, from the weights of its hits."""
        counts: dict[tuple[str, str], float] = {}
        for hit, weight in weights:
            key = hit.theme, hit.term
            counts[key] = counts.get(key, 0.0) + weight / self._weight[key]
        return counts


def read_document(title: str, text: str) -> Document:
    """Return a document as the scorer reads it."""
    from lib.text.lemmas import lemma
    from lib.text.tokens import is_word, sentences, tokenize

    def words(part: str) -> list[Word]:
        return [Word(lemma(t.text), t.start, t.end) for t in tokenize(part) if is_word(t.text)]

    head, body = words(title), words(text)
    repeated = [word.lemma for word in head] == [word.lemma for word in body[: len(head)]]
    return Document([] if repeated else head, body, sentences(text))


def document_frequency(documents: Iterable[Document]) -> Counter[str]:
    """Return lemma -> number of documents that have it."""
    return Counter(
        lemma for document in documents for lemma in {word.lemma for word in (*document.title, *document.text)}
    )


def score_documents(
    themes: Sequence[Theme],
    documents: Iterable[tuple[str, str]],
    background: tuple[Mapping[str, int], int] | None = None,
) -> Iterator[list[ThemeScore]]:
    """Yield the themes that apply to each (title, text), in order.

    Args:
        themes: the dictionary.
        documents: titles and texts.
        background: lemma -> documents with it, and the number of documents, of a snapshot; without it the
            documents themselves are the corpus, which holds them all in memory.
    """
    if background:
        scorer = ThemeScorer(themes, *background)
        yield from (scorer.score(read_document(title, text)) for title, text in documents)
    else:
        read = [read_document(title, text) for title, text in documents]
        scorer = ThemeScorer(themes, document_frequency(read), len(read))
        yield from (scorer.score(document) for document in read)


def _in_headline(hit: Hit) -> Hit:
    """Return a hit of a text without a title of its own: its first sentence is the headline."""
    return hit._replace(place="headline") if hit.sentence == 0 and hit.place == "lead" else hit


def _damped(n: float) -> float:
    """Return term frequency damped by a logarithm; what counts in part stays as it is."""
    return n if n <= 1 else 1 + log(n)
