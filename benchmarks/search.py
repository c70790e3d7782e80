"""How long the first page of a search and a trend of five series take: 200 queries drawn from a store's own words.

    python -m benchmarks.search STORE [--limit 50] [--limit-of-trends 100] [--slowest 10]

Lemmas and exact forms are drawn rare, medium and frequent; phrases, AND and near from sentences of the store, so that
they have hits. Half of the queries have filters. Each is asked once, nothing that it found being remembered: the time
is that of a first page of 50 sentences with its texts, highlights and exact counts. Printed by kind: median and 95th
percentile, in milliseconds, of the clock and of computing (of all threads; the clock tells a busy machine too). The
exit code is 1 if the 95th percentile of computing is over a limit.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from lib.corpus.queries.wording import word_tokens
from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.text.spans import Span

SEED = 0
EACH = 10
TRENDS = 60
PAGE = 50
_BANDS = {"rare": (2, 20), "medium": (100, 1_000), "frequent": (3_000, 10**9)}  # documents with the lemma


class Asked(NamedTuple):
    """A question, and how long it took, in milliseconds of the clock and of computing."""

    kind: str
    text: str
    clock: float
    computing: float


def queries(snapshot: Snapshot, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield 200 queries, each with its kind."""
    words = snapshot.term_frequencies(Selection(), 2, include_stop=True)
    words = words[words["lemma"].str.fullmatch("[а-я]+|[А-Я]+")]
    by_band = {name: words["lemma"][words["documents"].between(*limits)].tolist() for name, limits in _BANDS.items()}
    content = snapshot.term_frequencies(Selection())["lemma"].head(300).tolist()
    for name, lemmas in by_band.items():
        for lemma in rng.sample(lemmas, min(2 * EACH, len(lemmas))):
            yield f"lemma, {name}", lemma
        for lemma in rng.sample(lemmas, min(2 * EACH, len(lemmas))):
            yield f"form, {name}", f'"{snapshot.forms(lemma)["form"].iloc[0]}"'
    for row in _rows(snapshot, rng, 4 * EACH):
        width = rng.randint(2, 4)
        start = rng.randrange(len(row) - width)
        yield f"phrase of {width}", f"[{' '.join(row[start : start + width])}]"
    for row in _rows(snapshot, rng, EACH):
        yield "form, phrase of 2", f'"{" ".join(row[:2])}"'
    for row in _rows(snapshot, rng, EACH):
        a, b = rng.sample(row, 2)
        yield "AND", f"{a} AND {b}"
        yield "near", f"{a} near {b}"
    for _ in range(EACH // 2):
        a, b, c = rng.sample(content, 3)
        yield "OR", f"{a} OR {b}"
        yield "NOT", f"{a} AND ({b} OR {c}) NOT россия"


def _rows(snapshot: Snapshot, rng: random.Random, n: int) -> Iterator[list[str]]:
    """Yield the words of n sentences drawn from the newest 20,000 documents, of seven words or more."""
    docs = snapshot.documents(Selection(), 20_000)["doc"].tolist()
    while n:
        doc = rng.choice(docs)
        places = snapshot.sentences(doc)
        if places.empty:
            continue
        place = places.iloc[rng.randrange(len(places))]
        text = Span(int(place["start"]), int(place["end"])).of(snapshot.text([doc])[doc].text)
        words = [token.text for token in word_tokens(text) if token.text.isalpha()]
        if len(words) >= 7:
            n -= 1
            yield words


def filters(snapshot: Snapshot) -> list[Selection]:
    """Return selections to search in: everything four times, then four that narrow."""
    speaker = str(snapshot.speakers()["speaker"].iloc[0])
    source = str(snapshot.sources()["source"].iloc[0])
    narrow = [
        Selection(start=date(2010, 1, 1), end=date(2019, 12, 31)),
        Selection(sources=(source,), duplicates="one"),
        Selection(themes=("sanctions",)),
        Selection(speakers=(speaker,)),
    ]
    return [Selection()] * len(narrow) + narrow


def trends(snapshot: Snapshot, rng: random.Random) -> Iterator[list[Term]]:
    """Yield lists of five terms: two frequent lemmas, one medium, a form and a phrase."""
    words = snapshot.term_frequencies(Selection(), 2)
    frequent = words["lemma"].head(300).tolist()
    medium = words["lemma"][words["documents"].between(*_BANDS["medium"])].tolist()
    for row in _rows(snapshot, rng, TRENDS):
        lemmas = [*rng.sample(frequent, 2), rng.choice(medium)]
        form = str(snapshot.forms(rng.choice(frequent))["form"].iloc[0])
        yield [*(Term("lemma", key) for key in lemmas), Term("form", form), Term("phrase", " ".join(row[:2]))]


def measured(kind: str, text: str, ask: Callable[[], object]) -> Asked:
    """Ask once and return how long it took."""
    clock, computing = time.perf_counter(), time.process_time()
    ask()
    return Asked(kind, text, (time.perf_counter() - clock) * 1e3, (time.process_time() - computing) * 1e3)


def search_all(snapshot: Snapshot) -> Iterator[Asked]:
    """Ask every query of the benchmark for its first page."""
    rng = random.Random(SEED)
    selections = filters(snapshot)
    for number, (kind, query) in enumerate(list(queries(snapshot, rng))):
        selection = replace(selections[number % len(selections)], query=query)
        yield measured(kind, query, lambda selection=selection: snapshot.search(selection, PAGE))


def trend_all(snapshot: Snapshot) -> Iterator[Asked]:
    """Ask every trend of the benchmark by month."""
    selections = filters(snapshot)
    for number, terms in enumerate(list(trends(snapshot, random.Random(SEED)))):
        selection = selections[number % len(selections)]
        text = ", ".join(term.text for term in terms)
        yield measured(
            "five series", text, lambda terms=terms, on=selection: snapshot.term_series(on, terms, "month", "tok")
        )


def report(asked: list[Asked], slowest: int) -> float:
    """Print a row a kind, the rest together, and the slowest; return the 95th percentile of computing."""
    frame = pd.DataFrame(asked)
    for kind, rows in [*frame.groupby("kind"), ("all", frame)]:
        numbers = [np.percentile(rows[name], q) for name in ("clock", "computing") for q in (50, 95)]
        print(f"{kind:18} {len(rows):4}  clock {numbers[0]:7.1f} {numbers[1]:7.1f}", end="")
        print(f"  computing {numbers[2]:7.1f} {numbers[3]:7.1f} ms")
    for row in frame.nlargest(slowest, "computing").itertuples():
        print(f"  {row.computing:7.1f} ms  {row.kind}: {row.text}")
    return float(np.percentile(frame["computing"], 95))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--limit", type=float, default=50)
    parser.add_argument("--limit-of-trends", type=float, default=100)
    parser.add_argument("--slowest", type=int, default=0)
    given = parser.parse_args()
    store = open_store(given.store)
    snapshot = Snapshot(store, store.latest().id)
    snapshot.warm()
    print(f"{snapshot.info.documents} documents, {snapshot.info.words} words")
    searches = report(list(search_all(snapshot)), given.slowest)
    series = report(list(trend_all(snapshot)), given.slowest)
    sys.exit(searches > given.limit or series > given.limit_of_trends)


if __name__ == "__main__":
    main()
