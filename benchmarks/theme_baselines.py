"""What simpler methods make of themes: counting keywords, TF-IDF with a description, logistic regression.

Each is fitted on the training part of a fold and returns, for the documents held out, theme -> score of the themes it
finds. Documents are given as lists of lemmas.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from benchmarks.theme_fitting import Labels
from lib.analysis.phrases import PhraseIndex
from lib.analysis.themes import Theme
from lib.text.lemmas import lemma
from lib.text.tokens import is_word, tokenize

Lemmas = Sequence[str]
Found = list[dict[str, float]]
Baseline = Callable[[Sequence[Theme], Sequence[Lemmas], Labels, Sequence[Lemmas]], Found]


def keywords(themes: Sequence[Theme], train: Sequence[Lemmas], labels: Labels, test: Sequence[Lemmas]) -> Found:
    """Count the words and phrases of the dictionary, all alike, without weights, company and exclusions."""
    count = _counter(themes)
    return _by_threshold(themes, [count(d) for d in train], labels, [count(d) for d in test])


def description(themes: Sequence[Theme], train: Sequence[Lemmas], labels: Labels, test: Sequence[Lemmas]) -> Found:
    """Cosine of TF-IDF of the document and of the theme's name and description."""
    vectorizer = _tfidf().fit(train)
    texts = [_lemmas(f"{theme.name_ru}. {theme.description_ru.split('Не в счёт')[0]}") for theme in themes]
    wanted = vectorizer.transform(texts).T

    def cosines(documents: Sequence[Lemmas]) -> list[dict[str, float]]:
        table = (vectorizer.transform(documents) @ wanted).toarray()
        return [{t.id: float(v) for t, v in zip(themes, row, strict=True) if v > 0} for row in table]

    return _by_threshold(themes, cosines(train), labels, cosines(test))


def regression(themes: Sequence[Theme], train: Sequence[Lemmas], labels: Labels, test: Sequence[Lemmas]) -> Found:
    """Logistic regression on TF-IDF of lemmas, one theme against the rest; the threshold by inner validation."""
    vectorizer = _tfidf().fit(train)
    seen, unseen = vectorizer.transform(train), vectorizer.transform(test)
    inner: Found = [{} for _ in train]
    found: Found = [{} for _ in test]
    for theme in themes:
        wanted = [theme.id in row for row in labels]
        model = LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
        unfitted = cross_val_predict(model, seen, wanted, cv=3, method="predict_proba")[:, 1]
        for rows, values in ((inner, unfitted), (found, model.fit(seen, wanted).predict_proba(unseen)[:, 1])):
            for row, value in zip(rows, values, strict=True):
                row[theme.id] = float(value)
    return _by_threshold(themes, inner, labels, found)


BASELINES: Mapping[str, Baseline] = {
    "keywords": keywords,
    "TF-IDF with description": description,
    "logistic regression": regression,
}


def _lemmas(text: str) -> list[str]:
    return [lemma(token.text) for token in tokenize(text) if is_word(token.text)]


def _tfidf() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=list, sublinear_tf=True)


def _counter(themes: Sequence[Theme]) -> Callable[[Lemmas], dict[str, float]]:
    """Return what counts each theme's phrases in a document; terms of several parts are no keywords."""
    pairs = [(term.text, theme.id) for theme in themes for term in theme.terms if "+" not in term.text]
    lists = {name: entries for theme in themes for name, entries in theme.words.items()}
    index = PhraseIndex([text for text, _ in pairs], lists, lemma)

    def count(document: Lemmas) -> dict[str, float]:
        return dict(Counter(pairs[found.phrase][1] for found in index.find(document)))

    return count


def _by_threshold(themes: Sequence[Theme], train: Found, labels: Labels, test: Found) -> Found:
    """Keep what reaches the theme's threshold, the one of the highest F1 in training."""
    chosen = {}
    for theme in themes:
        values = np.array([row.get(theme.id, 0.0) for row in train])
        wanted = np.array([theme.id in row for row in labels])
        chosen[theme.id] = max(_candidates(values), key=lambda c: _f1(values >= c, wanted), default=np.inf)
    return [{theme: value for theme, value in row.items() if value >= chosen[theme]} for row in test]


def _candidates(values: np.ndarray) -> Iterable[float]:
    return [float(value) for value in np.unique(values) if value > 0]


def _f1(found: np.ndarray, wanted: np.ndarray) -> float:
    return 2 * float((found & wanted).sum()) / max(1, int(found.sum() + wanted.sum()))
