"""The analyst's own events on the timeline: drawn, edited by who may, and what is wrong with their file is told."""

import json
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from lib.corpus.events import FILE, Event, read_events, save_events
from lib.ui import own_events
from tests.pages.conftest import Open, html_of

HOSTILE = "<img src=x onerror=alert(1)>"
EVENTS = [Event(date(2024, 5, 6), f"Саммит {HOSTILE}"), Event(date(1999, 1, 1), "Не в корпусе")]


@pytest.fixture
def store(press_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(press_store, tmp_path / "store"))


def test_events_are_labelled_rules_on_the_figure(open_page: Open, store: Path) -> None:
    save_events(store, EVENTS, "")
    app = open_page(store, "timeline", "lang=en")
    assert [error.message for error in app.exception] == []
    layout = json.loads(app.get("plotly_chart")[0].proto.spec)["layout"]
    assert {"2024-05-06"} == {shape["x0"] for shape in layout["shapes"] if shape.get("line", {}).get("dash")}
    (words,) = [note["text"] for note in layout["annotations"] if note.get("x") == "2024-05-06"]
    assert words.startswith("Саммит")
    assert "<" not in words


def test_a_file_that_cannot_be_read_is_told_and_draws_nothing(open_page: Open, store: Path) -> None:
    (store / FILE).write_text("вчера,Раунд", "utf-8")
    app = open_page(store, "timeline", "lang=en")
    assert [error.message for error in app.exception] == []
    app.session_state["own-events"] = True
    assert "a day was expected" in html_of(app.run())


def test_events_are_saved_with_a_line_of_who_changed_what(open_page: Open, store: Path) -> None:
    save_events(store, EVENTS, "")
    app = open_page(store, "timeline", "lang=en")
    app.session_state["own-events"] = True
    app.run().button(key="events-save").click().run()
    assert [error.message for error in app.exception] == []
    assert set(read_events(store).found) == set(EVENTS)
    assert '"events"' in (store / "changes.jsonl").read_text("utf-8")


def test_who_may_only_read_sees_them_and_cannot_save(open_page: Open, store: Path, handshake: SimpleNamespace) -> None:
    save_events(store, EVENTS, "")
    handshake.remote_ip = "192.168.1.7"
    app = open_page(store, "timeline", "lang=en")
    app.session_state["own-events"] = True
    app.run()
    assert "events-save" not in {button.key for button in app.button}
    assert f"Саммит {HOSTILE}" in set(app.dataframe[0].value["words"])


def test_rows_that_are_not_complete_are_no_events() -> None:
    edited = pd.DataFrame(
        {
            "day": [pd.Timestamp("2024-05-06"), pd.NaT, pd.Timestamp("2024-05-07"), pd.Timestamp("2024-05-08")],
            "words": ["  Саммит\n в Осло ", "без дня", None, " "],
        }
    )
    assert own_events.stated(edited) == [Event(date(2024, 5, 6), "Саммит в Осло")]
