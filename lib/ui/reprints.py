"""A document's reprints beside its text: the earliest source, the others in time order, and what differs."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

import pandas as pd

from lib import data
from lib.analysis.word_difference import MOST_WORDS, Run, difference
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, share, t
from lib.safe import Html, element, join
from lib.ui import evidence, output, state

_MOST = 30
_CONTEXT = 6


def beside(source: Snapshot, article: Article) -> None:
    """Show the story of a document, if it is reprinted or reprints another."""
    story = data.ask(Snapshot.story, source, article.doc)
    if story.empty:
        return
    language = state.language()
    output.heading(t("reprints.title", language, n=count("document", len(story) - 1, language)), 3)
    times = data.ask(Snapshot.times, source, tuple(int(doc) for doc in story["doc"]))
    rows = in_time(story, times)
    shown = rows[:_MOST]
    articles = data.ask(Snapshot.text, source, tuple(int(row["doc"]) for row in shown))
    items = [_item(row, articles[int(row["doc"])], times, article.doc) for row in shown]
    output.html(element("ol", *items, class_="who"))
    if len(rows) > _MOST:
        output.note(t("reprints.more", language, n=count("document", len(rows) - _MOST, language)))
    if story["tied"].any():
        output.note(t("reprints.tie", language))
    if article.doc != int(story["doc"].iloc[0]):
        own = next(row for row in rows if int(row["doc"]) == article.doc)
        first = data.ask(Snapshot.text, source, (int(story["doc"].iloc[0]),))[int(story["doc"].iloc[0])]
        _differs(first, article, exact=bool(own["exact"]))


def in_time(story: pd.DataFrame, times: Mapping[int, time | None]) -> list[dict[Any, Any]]:
    """Return the rows of a story by day and time, the earliest document first; without a time, at the day's end."""
    rows = story.to_dict("records")
    far = pd.Timestamp.max
    order = sorted(
        range(1, len(rows)),
        key=lambda n: (far if pd.isna(rows[n]["date"]) else rows[n]["date"], times.get(rows[n]["doc"]) or time.max, n),
    )
    return [rows[0], *(rows[n] for n in order)]


def _item(row: Mapping[Any, Any], article: Article, times: Mapping[int, time | None], own: int) -> Html:
    language, at = state.language(), times.get(article.doc)
    link = element("b", evidence.place(article, language)) if article.doc == own else evidence.document_link(article)
    how = [at.isoformat("minutes")] if at else []
    if article.doc == own:
        how.append(t("reprints.this", language))
    if row["place"] == 0:
        how.append(t("reprints.first", language))
    else:
        alike = share(round(1000 * row["alike"]), 1000, language)
        how.append(t("reprints.exact" if row["exact"] else "reprints.alike", language, alike=alike))
        how += [t("reprints.tied", language)] if row["tied"] else []
    return element("li", link, element("span", " · ".join(("", *how))))


def _differs(first: Article, second: Article, *, exact: bool) -> None:
    language = state.language()
    output.heading(t("reprints.differs", language), 3)
    if exact:
        output.note(t("reprints.same", language))
        return
    words = first.text.split(), second.text.split()
    runs = list(difference(words[0][:MOST_WORDS], words[1][:MOST_WORDS]))
    output.html(element("p", join(_shown(runs), " "), class_="difference"))
    if max(map(len, words)) > MOST_WORDS:
        output.note(t("reprints.cut", language, n=count("word", MOST_WORDS, language)))
    output.note(t("reprints.key", language))


def _shown(runs: Sequence[Run]) -> list[str]:
    """Return runs as elements; of what both have only the words next to what differs."""
    shown: list[str] = []
    for place, (kind, words) in enumerate(runs):
        if kind != "same":
            shown.append(element("del" if kind == "gone" else "ins", " ".join(words)))
            continue
        before = words[: _CONTEXT if place else 0]
        after = words[max(len(before), len(words) - _CONTEXT) :] if place < len(runs) - 1 else ()
        left_out = len(words) - len(before) - len(after)
        shown.append(" ".join((*before, *(["…"] if left_out else []), *after)))
    return shown
