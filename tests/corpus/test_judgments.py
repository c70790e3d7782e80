"""The file of judgments: what a line may be, which answer counts, and that nothing is lost."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.corpus.files import locked
from lib.corpus.judgments import FILE, LOCK, Defined, Judgment, Tally, judge, read_judgments
from lib.corpus.store import StoreError

ARTICLE, NOW = "ab" * 32, datetime(2026, 11, 24, 19, 38, 22, tzinfo=UTC)
GOOD = {
    "theme": "sanctions", "definition": "0123456789abcdef", "article": ARTICLE, "start": 5, "end": 9,
    "sampled": "tagged", "verdict": "yes", "time": "2026-11-24T19:38:22Z",
}  # fmt: skip
SANCTIONS = Defined("sanctions", "0123456789abcdef")


def judgment(start: int = 5, **changes: object) -> Judgment:
    made = Judgment(*SANCTIONS, ARTICLE, start, start + 4, "tagged", "yes", NOW)
    return replace(made, **changes)  # type: ignore[arg-type]


def answers(n: int, yes: int, **changes: object) -> list[Judgment]:
    """So many answers on different sentences, the first of them yes."""
    return [judgment(10 * at, verdict="yes" if at < yes else "no", **changes) for at in range(n)]


def test_an_answer_is_a_line_that_people_can_read(tmp_path: Path) -> None:
    judge(tmp_path, [judgment(), judgment(20, sampled="near", verdict="no", reused=True)])
    first, second = (tmp_path / FILE).read_text("utf-8").splitlines()
    assert json.loads(first) == GOOD
    assert json.loads(second) == GOOD | {
        "start": 20, "end": 24, "sampled": "near", "verdict": "no", "reused": True
    }  # fmt: skip
    assert read_judgments(tmp_path).lines == (judgment(), judgment(20, sampled="near", verdict="no", reused=True))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("сломано", "object"),
        ("[1]", "object"),
        ("[" * 5000, "object"),
        (GOOD | {"theme": "Санкции"}, "theme"),
        (GOOD | {"theme": ["sanctions"]}, "theme"),
        (GOOD | {"definition": "xyz"}, "definition"),
        (GOOD | {"article": ARTICLE[1:]}, "article"),
        (GOOD | {"start": 9}, "offsets"),
        (GOOD | {"end": True}, "offsets"),
        (GOOD | {"sampled": "missed"}, "sampled"),
        (GOOD | {"verdict": "maybe"}, "verdict"),
        (GOOD | {"verdict": ["yes"]}, "verdict"),
        (GOOD | {"reused": 1}, "reused"),
        (GOOD | {"time": "2026-11-24T19:38:22"}, "time"),
        (GOOD | {"time": "0001-01-01T00:00:00+14:00"}, "time"),
        (GOOD | {"time": 5}, "time"),
    ],
)
def test_a_line_that_is_no_judgment_is_named_and_its_neighbours_hold(
    tmp_path: Path, line: dict[str, object] | str, expected: str
) -> None:
    raw = line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
    (tmp_path / FILE).write_text(f"{json.dumps(GOOD)}\n\n{raw}\n{json.dumps(GOOD | {'start': 6})}\n", "utf-8")
    found = read_judgments(tmp_path)
    assert [(broken.number, broken.expected) for broken in found.broken] == [(3, expected)]
    assert [one.start for one in found.lines] == [5, 6]


def test_what_stands_in_the_file_is_never_changed(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff no judgment\nno end")
    judge(tmp_path, [judgment()])
    before, _, last = (tmp_path / FILE).read_bytes().rpartition(b"no end\n")
    assert before == b"\xff no judgment\n"
    assert json.loads(last) == GOOD
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE, LOCK]


def test_the_last_answer_on_a_sentence_counts(tmp_path: Path) -> None:
    later = NOW + timedelta(minutes=1)
    judge(tmp_path, [judgment(verdict="no", time=later), judgment(), judgment(20), judgment(20, verdict="no")])
    found = read_judgments(tmp_path)
    assert len(found.lines) == 4
    assert [line.verdict for line in found.of(SANCTIONS).values()] == ["no", "no"]
    assert found.tally(SANCTIONS) == Tally(tagged=2, tagged_yes=0, last=later)


def test_a_moment_of_another_zone_is_brought_to_utc(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps(GOOD | {"time": "2026-11-24T22:38:22+03:00"}), "utf-8")
    assert read_judgments(tmp_path).lines[0].time == NOW


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert read_judgments(tmp_path).lines == ()


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: judge(tmp_path, [judgment(n)]), range(40)))
    assert sorted(line.start for line in read_judgments(tmp_path).lines) == list(range(40))


def test_a_writer_that_stays_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.corpus.edited_lines.PATIENCE", 0.05)
    with locked(tmp_path, LOCK), pytest.raises(StoreError, match=r"store\.locked"):
        judge(tmp_path, [judgment()])


OLD, OLDER = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"


@pytest.mark.parametrize(
    ("lines", "yes", "is_stale", "begun"),
    [
        ([], None, False, 0),
        (answers(9, 9), None, False, 9),
        (answers(10, 7), 7, False, 10),
        (answers(12, 8, definition=OLD), 8, True, 0),
        (answers(3, 3) + answers(12, 8, definition=OLD), 8, True, 3),
        (answers(10, 7) + answers(12, 8, definition=OLD), 7, False, 10),
        (answers(12, 8, definition=OLD) + answers(11, 2, definition=OLDER, time=NOW - timedelta(days=1)), 8, True, 0),
        (answers(4, 4, definition=OLD) + answers(11, 2, definition=OLDER, time=NOW - timedelta(days=1)), 2, True, 0),
        (answers(12, 8, theme="energy"), None, False, 0),
    ],
)
def test_what_is_known_of_a_theme(
    tmp_path: Path, lines: list[Judgment], yes: int | None, is_stale: bool, begun: int
) -> None:
    judge(tmp_path, lines)
    found = read_judgments(tmp_path).standing(SANCTIONS)
    assert (found.tally and found.tally.tagged_yes, found.is_stale, found.begun) == (yes, is_stale, begun)
