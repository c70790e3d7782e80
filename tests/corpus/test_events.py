"""The analyst's own events: what a file may be, what is wrong with it, and saving."""

from datetime import date
from pathlib import Path

import pytest

from lib.corpus.events import FILE, LONGEST, MOST, Event, Events, EventsError, as_csv, parse, read_events, save_events

DAY = date(2025, 11, 14)
VISIT, ROUND = Event(DAY, 'Визит; первый, "малый"'), Event(date(2025, 12, 1), "=раунд")


@pytest.mark.parametrize(
    "text",
    [
        "date,event\n2025-11-14,Визит",
        "2025-11-14;Визит\n\n",
        "\ufeffdate\tevent\n14.11.2025\t Визит \n14.11.2025\tВизит\n",
        "14 ноября 2025,Визит",
    ],
)
def test_what_a_file_may_be(text: str) -> None:
    assert parse(text.encode()) == (Event(DAY, "Визит"),)


@pytest.mark.parametrize(
    ("content", "key", "values"),
    [
        ("2025-11-14,Визит\nвчера,Раунд".encode(), "events.day", {"line": 2, "text": "вчера"}),
        (b"2025-11-14,", "events.words", {"line": 1, "most": LONGEST}),
        (b"2025-11-14,a,b", "events.words", {"line": 1, "most": LONGEST}),
        (b"2025-11-14," + b"a" * 300, "events.words", {"line": 1, "most": LONGEST}),
        (b"\xff\xfe", "events.encoding", {}),
        (b"a" * 1_000_001, "events.large", {}),
        ("\n".join(f"2025-11-14,{n}" for n in range(MOST + 1)).encode(), "events.many", {"most": MOST}),
    ],
)
def test_what_is_wrong_is_told(content: bytes, key: str, values: dict[str, object]) -> None:
    with pytest.raises(EventsError) as error:
        parse(content)
    assert (error.value.key, error.value.values) == (key, values)


def test_what_is_written_can_be_read() -> None:
    assert parse(as_csv([VISIT, ROUND])) == (VISIT, ROUND)


def test_the_apostrophe_before_a_formula_is_not_part_of_the_words() -> None:
    assert parse("2025-12-01,'=раунд".encode()) == (ROUND,)


def test_events_are_saved_over_those_that_were_edited(tmp_path: Path) -> None:
    assert read_events(tmp_path) == Events()
    save_events(tmp_path, [ROUND, VISIT], "")
    saved = read_events(tmp_path)
    assert saved.found == (VISIT, ROUND)
    with pytest.raises(EventsError, match=r"events\.changed"):
        save_events(tmp_path, [], "")
    assert read_events(tmp_path) == saved
    save_events(tmp_path, [], saved.digest)
    assert read_events(tmp_path).found == ()


def test_a_file_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("вчера,Раунд", "utf-8")
    with pytest.raises(EventsError):
        save_events(tmp_path, [VISIT], "")
    assert (tmp_path / FILE).read_text("utf-8") == "вчера,Раунд"
