"""Articles of two selections on the same event, and the sentences of such a pair beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from lib.analysis import same_event
from lib.analysis.aligned_wording import MOST_SENTENCES, Row, align
from lib.corpus.queries.lexicon import Lexicon
from lib.corpus.queries.selected import Selected
from lib.corpus.queries.tables import Tables
from lib.corpus.store import Article
from lib.text.tokens import is_word, tokenize

MOST_ARTICLES = 5_000
"""Articles of a side that are compared: those of the newest days that both sides have."""


@dataclass(frozen=True)
class SameEvent:
    """What was looked for, and what was found.

    Attributes:
        pairs: [a, b, alike], newest first: a document of each side, the cosine of their lemmas.
        dated, undated: documents of A and of B with a date, and without one.
        near: of the dated those that the other side has documents of within a day of.
        compared: of these so many were compared, the newest.
        since: the first day that was compared where something was left out, None where nothing was.
        apart: days between the nearest documents of both sides, None where one side has none with a date.
    """

    pairs: pd.DataFrame
    dated: tuple[int, int]
    undated: tuple[int, int]
    near: tuple[int, int]
    compared: tuple[int, int]
    since: date | None
    apart: int | None


def same_event_pairs(tables: Tables, a: Selected, b: Selected, most: int = MOST_ARTICLES) -> SameEvent:
    """Return the pairs of articles of two selections that tell of the same event, see `same_event.pairs`.

    Only days are gone through on which, or on the day before or after which, the other side has articles; of a side at
    most `most` articles of the newest such days.
    """
    days = tuple(_days(side) for side in (a, b))
    near = tuple(_near(own, other) for own, other in (days, days[::-1]))
    since = _since(near, most)
    kept = tuple([day for day in side if since is None or day >= since] for side in near)
    articles = pd.concat(
        [_articles(side, own, most).assign(side=name) for side, own, name in zip((a, b), kept, "ab", strict=True)],
        ignore_index=True,
    )
    documents = int(tables.rows("SELECT count(*) FROM documents")[0][0])
    counts = _lemmas(tables, articles)
    found = same_event.pairs(articles, same_event.vectors(counts, len(articles), documents))
    dated = tuple(int(side.dropna(subset="date")["n"].sum()) for side in days)
    whole = tuple(int(side["n"].sum()) for side in days)
    compared = tuple(int((articles["side"] == name).sum()) for name in "ab")
    all_near = tuple(sum(side.values()) for side in near)
    return SameEvent(
        pairs=pd.DataFrame(found, columns=["a", "b", "alike"]),
        dated=(dated[0], dated[1]),
        undated=(whole[0] - dated[0], whole[1] - dated[1]),
        near=(all_near[0], all_near[1]),
        compared=(compared[0], compared[1]),
        since=min((day for side in kept for day in side), default=None) if compared != all_near else None,
        apart=_apart(*days),
    )


def _days(selected: Selected) -> pd.DataFrame:
    """Return [date, n], by day, documents without a date in the last row."""
    return selected.frame("SELECT date, count(*) AS n FROM docs GROUP BY date ORDER BY date NULLS LAST")


def _near(own: pd.DataFrame, other: pd.DataFrame) -> dict[date, int]:
    """Return the days of one side near which the other has documents, and how many documents of its own they have."""
    steps = [timedelta(days=gap) for gap in range(-same_event.DAYS, same_event.DAYS + 1)]
    reached = {day.date() + step for day in other["date"].dropna() for step in steps}
    rows = own.dropna(subset="date")
    return {day.date(): int(n) for day, n in zip(rows["date"], rows["n"], strict=True) if day.date() in reached}


def _since(near: Iterable[dict[date, int]], most: int) -> date | None:
    """Return the first day from which on no side has more than `most` documents, or the last day there is."""
    since = None
    for side in near:
        left = most
        for day in sorted(side, reverse=True):
            left -= side[day]
            if left < 0:
                whole = day + timedelta(days=1) if day != max(side) else day
                since = whole if since is None else max(since, whole)
                break
    return since


def _articles(selected: Selected, days: list[date], most: int) -> pd.DataFrame:
    """Return the documents of some days: [doc, day, source]; `day` counts from 1970."""
    return selected.frame(
        """SELECT doc, date - DATE '1970-01-01' AS day, source FROM docs WHERE date IN (SELECT unnest($days::DATE[]))
        ORDER BY date DESC, doc LIMIT $most""",
        days=days,
        most=most,
    )


def _lemmas(tables: Tables, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the content lemmas of articles: [text, lemma, n, documents]; `text` is the article's place."""
    docs = sorted({int(doc) for doc in articles["doc"]})
    counts = tables.frame(
        """SELECT doc, lemma, sum(p.n)::BIGINT AS n, any_value(l.documents) AS documents
        FROM postings p JOIN lemmas l USING (lemma)
        WHERE NOT l.stop AND doc IN (SELECT unnest($docs::INTEGER[])) GROUP BY doc, lemma ORDER BY doc, lemma""",
        {"docs": docs},
    ) if docs else pd.DataFrame(columns=["doc", "lemma", "n", "documents"])  # fmt: skip
    places = articles[["doc"]].assign(text=np.arange(len(articles)))
    return places.merge(counts, on="doc")[["text", "lemma", "n", "documents"]]


def _apart(a: pd.DataFrame, b: pd.DataFrame) -> int | None:
    """Return how many days lie between the nearest documents of both sides."""
    days = [np.sort(side["date"].dropna().to_numpy("datetime64[D]")) for side in (a, b)]
    if not (len(days[0]) and len(days[1])):
        return None
    at = np.searchsorted(days[1], days[0])
    around = [days[1][np.clip(at + step, 0, len(days[1]) - 1)] for step in (-1, 0)]
    return int(min(np.abs(days[0] - other).min().astype(int) for other in around))


def aligned_sentences(
    tables: Tables, lexicon: Lexicon, articles: tuple[Article, Article], spans: tuple[pd.DataFrame, pd.DataFrame]
) -> list[Row]:
    """Return the sentences of two documents beside each other, at most the first `MOST_SENTENCES` of each.

    Args:
        spans: see `evidence.sentences`; rows name sentences by their places in these.
    """
    words = [
        [[token.text for token in tokenize(article.text[start:end]) if is_word(token.text)] for start, end in places]
        for article, side in zip(articles, spans, strict=True)
        for places in [list(zip(side["start"], side["end"], strict=True))[:MOST_SENTENCES]]
    ]
    lemmas = lexicon.lemmas_that_occur({word for side in words for sentence in side for word in sentence})
    counts = [
        (place, lemmas[word])
        for place, sentence in enumerate([*words[0], *words[1]])
        for word in sentence
        if word in lemmas
    ]
    frame = pd.DataFrame(counts, columns=["text", "lemma"]).value_counts().rename("n").reset_index()
    known = tables.frame(
        "SELECT lemma, documents FROM lemmas WHERE NOT stop AND lemma IN (SELECT unnest($lemmas::VARCHAR[]))",
        {"lemmas": sorted(set(lemmas.values()))},
    )
    documents = int(tables.rows("SELECT count(*) FROM documents")[0][0])
    rows = frame.merge(known, on="lemma").sort_values(["text", "lemma"])
    table = same_event.vectors(rows, len(words[0]) + len(words[1]), documents)
    first = len(words[0])
    return align(np.round((table[:first] @ table[first:].T).toarray(), 9))
