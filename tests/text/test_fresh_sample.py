"""Precision on documents outside the gold: statements drawn at random from a corpus and read one by one."""

from pathlib import Path

import pytest

from benchmarks.score_sample import Judged, corpus_file, judge, judge_all, line, places, precision

FLOOR = 0.75
FEWEST = 55
"""So many statements must be left to judge, or the precision says nothing."""


@pytest.fixture(scope="module")
def judged(gold: Path) -> list[Judged]:
    corpus = corpus_file(gold)
    if not corpus.is_file():
        pytest.skip(f"the corpus is not part of the project, and {corpus.name} is not in the folder beside the gold")
    return judge_all(corpus)


def test_the_sample_is_large_and_holds_no_text() -> None:
    sample = places()
    assert len(sample) >= 70
    assert len({(place["corpus"], place["id"]) for place in sample}) == len(sample)
    keys = {"corpus", "id", "sha256", "start", "end", "verdict", "speaker", "speaker_kind", "speaker_aliases"}
    for place in sample:
        assert set(place) <= keys
        assert place["verdict"] in ("statement", "optional", "none")
        assert ("speaker" in place) == (place["verdict"] != "none")
        assert 0 <= place["start"] < place["end"]


def test_span_and_speaker_are_right(judged: list[Judged]) -> None:
    measured = precision(judged)
    print(line(measured))
    assert measured.judged >= FEWEST
    assert measured.share >= FLOOR, line(measured)


def test_what_was_found_is_still_found(judged: list[Judged]) -> None:
    wanted = [j for j in judged if j.place["verdict"] == "statement"]
    assert sum(j.answer == "not found" for j in wanted) <= len(wanted) // 20


STATEMENT = {"start": 10, "end": 20, "verdict": "statement", "speaker": "Анна Белова", "speaker_kind": "person"}


@pytest.mark.parametrize(
    ("place", "start", "end", "speaker", "answer"),
    [
        (STATEMENT, 10, 20, "Анна Белова", "right"),
        (STATEMENT, 10, 15, "Белова", "wrong speaker"),
        (STATEMENT, 10, 15, "Анна Белова", "right"),
        (STATEMENT, 10, 50, "Анна Белова", "wrong span"),
        (STATEMENT, 12, 14, "Анна Белова", "wrong span"),
        (STATEMENT, 10, 20, "Иван Белый", "wrong speaker"),
        (STATEMENT, 10, 20, None, "not established"),
        (STATEMENT, 30, 40, "Анна Белова", "not found"),
        (STATEMENT | {"verdict": "optional"}, 10, 20, "Иван Белый", "optional"),
        ({"start": 10, "end": 20, "verdict": "none"}, 10, 20, "Анна Белова", "wrong span"),
        ({"start": 10, "end": 20, "verdict": "none"}, 30, 40, "Анна Белова", "nothing there"),
    ],
)
def test_a_place_is_judged(place: dict[str, object], start: int, end: int, speaker: str | None, answer: str) -> None:
    assert judge(place, [{"start": start, "end": end, "speaker": speaker}]).answer == answer


def test_the_statement_at_the_place_is_judged_among_others() -> None:
    wrong, right = (
        {"start": 0, "end": 12, "speaker": "Иван Белый"},
        {"start": 11, "end": 20, "speaker": "Анна Белова"},
    )
    assert judge(STATEMENT, [wrong, right]).answer == "right"
    assert judge(STATEMENT, []).answer == "not found"
