"""How long the queries behind the pages take on a store.

    python benchmarks/queries.py STORE [--rounds N]

Prints a row a query, in milliseconds: the first answer, the 95th percentile of the following ones, and their
mean time of computing, which tells a slow query from a busy machine.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.corpus.synonyms import read_synonyms

WITHOUT_TEXT, WITH_TEXT, PREVIEW = 50, 500, 2_000


def questions(snapshot: Snapshot) -> dict[str, Callable[[], object]]:
    """Return what the pages ask, by name."""
    everything = Selection()
    speaker = str(snapshot.speakers()["speaker"].iloc[0])
    source = str(snapshot.sources()["source"].iloc[0])
    years = Selection(start=date(2008, 1, 1), end=date(2018, 12, 31))
    narrow = Selection(start=date(2008, 1, 1), sources=(source,), themes=("sanctions",), not_speakers=("-",))
    said = Selection(speakers=(speaker,))
    terms = [Term("lemma", word) for word in ("россия", "сша", "год", "президент", "санкция")]
    asked = {
        "totals": lambda: snapshot.totals(everything),
        "totals, narrow": lambda: snapshot.totals(narrow),
        "totals, one of duplicates": lambda: snapshot.totals(Selection(duplicates="one")),
        "timeline stmt": lambda: snapshot.timeline(everything, "week", "stmt"),
        "timeline stmt by speaker": lambda: snapshot.timeline(everything, "month", "stmt", "speaker"),
        "timeline doc by theme": lambda: snapshot.timeline(everything, "month", "doc", "theme"),
        "timeline doc by speaker": lambda: snapshot.timeline(everything, "month", "doc", "speaker"),
        "timeline tok by source, narrow": lambda: snapshot.timeline(narrow, "month", "tok", "source"),
        "coverage": lambda: snapshot.coverage(everything, "month"),
        "statements": lambda: snapshot.statements(everything, 50),
        "statements, page 100": lambda: snapshot.statements(everything, 50, 5000),
        "statements, narrow": lambda: snapshot.statements(narrow, 50),
        "documents": lambda: snapshot.documents(everything, 50),
        "speaker table": lambda: snapshot.speaker_table(everything),
        "speaker table, narrow": lambda: snapshot.speaker_table(narrow),
        "speaker profile": lambda: snapshot.speaker_profile(everything, speaker),
        "theme table": lambda: snapshot.theme_table(everything),
        "theme grid by month": lambda: snapshot.theme_grid(everything, "month"),
        "theme grid by speaker": lambda: snapshot.theme_grid(everything, "speaker"),
        "theme evidence": lambda: snapshot.theme_evidence(100),
        "five lemmas by month": lambda: snapshot.term_series(everything, terms, "month", "tok"),
        "five lemmas by month, statements": lambda: snapshot.term_series(everything, terms, "month", "stmt"),
        "lemma within a speaker": lambda: snapshot.term_series(
            everything, [Term("lemma", "россия", speaker)], "month", "tok"
        ),
        "forms": lambda: snapshot.forms("россия"),
        "all lemmas": lambda: snapshot.term_frequencies(everything),
        "all lemmas, years": lambda: snapshot.term_frequencies(years, 3),
        "all lemmas, speaker": lambda: snapshot.term_frequencies(said),
        "dispersion": lambda: snapshot.dispersion(years, ["россия", "год", "санкция"]),
        "quality": snapshot.quality,
    }
    return asked | _with_text(snapshot, speaker) | _previews(snapshot)


def _previews(snapshot: Snapshot) -> dict[str, Callable[[], object]]:
    """Return previews of an edit of the four most frequent themes, each time another edit: none is remembered."""
    themes = {theme.id: theme for theme in snapshot.dictionary.themes}
    frequent = [id for id in snapshot.theme_table(Selection())["theme"] if id in themes][:4]
    edits = count(1)
    return {
        f"preview, {id}": lambda theme=themes[id]: snapshot.theme_preview(
            theme, replace(theme, threshold=theme.threshold + next(edits) / 1_000)
        )
        for id in frequent
    }


def _with_text(snapshot: Snapshot, speaker: str) -> dict[str, Callable[[], object]]:
    queries = {
        "rare": "авиасообщение",
        "frequent": "россия",
        "very frequent": "в OR на OR и",
        "exact, frequent": '"россии"',
        "exact phrase": '"президента россии"',
        "phrase": "[министр иностранный дело]",
        "near": "санкция near сша",
        "within a document": "doc(санкция нефть) NOT украина",
        "with synonyms": "[глава МИД] near США",
        "within a period or source": "санкция NOT (source:tass OR date:2004)",
    }
    searches = {
        f"search «{name}»": lambda query=query: snapshot.search(Selection(query=query), 50)
        for name, query in queries.items()
    }
    by_text = Selection(query="россия сша", speakers=(speaker,))
    left_out = Selection(query="россия", not_forms=("россией",))
    return searches | {
        "search, a form left out": lambda: snapshot.search(left_out, 50),
        "search by relevance": lambda: snapshot.search(Selection(query="санкция OR визит"), 50, 0, "relevance"),
        "sentences and documents found": lambda: snapshot.count_found(Selection(query="россия")),
        "completion": lambda: snapshot.completions("сан"),
        "timeline of a text": lambda: snapshot.timeline(Selection(query="россия"), "month", "stmt", "speaker"),
        "speaker table of a text": lambda: snapshot.speaker_table(Selection(query="россия")),
        "totals of a text and speaker": lambda: snapshot.totals(by_text),
        "all lemmas of a text": lambda: snapshot.term_frequencies(Selection(query="россия")),
        "concordance of a lemma": lambda: snapshot.concordance(Selection(), Term("lemma", "россия"), 50),
        "phrase over time": lambda: snapshot.term_series(
            Selection(), [Term("phrase", "министр иностранных дел")], "month", "tok"
        ),
    }


def measure(ask: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Return the first time, the 95th percentile of the others, and their mean time of computing, in milliseconds."""
    times = [_timed(ask)]
    computing = time.process_time()
    times += [_timed(ask) for _ in range(rounds)]
    computing = (time.process_time() - computing) / rounds * 1_000
    return times[0], statistics.quantiles(times[1:], n=20)[-1], computing


def _limit(name: str) -> int:
    if name.startswith("preview"):
        return PREVIEW
    return WITH_TEXT if "text" in name or "search" in name or "phrase" in name else WITHOUT_TEXT


def _timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1_000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("store", type=Path)
    arguments.add_argument("--rounds", type=int, default=12)
    given = arguments.parse_args()
    store = open_store(given.store)
    start = time.perf_counter()
    snapshot = Snapshot(store, store.latest().id).edited(synonyms=read_synonyms(store.folder))
    print(f"{snapshot.info.documents} documents; opened in {(time.perf_counter() - start) * 1_000:.0f} ms")
    snapshot.warm_previews()
    for name, ask in questions(snapshot).items():
        first, p95, computing = measure(ask, given.rounds)
        limit = _limit(name)
        worst = p95 if limit == WITHOUT_TEXT else first
        print(
            f"{name:40} first {first:7.1f}  p95 {p95:7.1f}  computing {computing:7.1f} ms{'  over' * (worst > limit)}"
        )


if __name__ == "__main__":
    main()
