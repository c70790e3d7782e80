"""What the operator reads: the log without a word of an article, and the numbers for monitoring."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from starlette.requests import Request

from lib.ui import logs, metrics
from lib.ui.logs import JsonLines
from tests.asynchronous import run

ROOT = Path(__file__).resolve().parents[1]


def failing(text: str) -> None:
    raise KeyError(text)


def line_of(logger: str, message: str, error: bool = False, **extra: object) -> dict[str, object]:
    """The line of a record, of an error that quotes an article."""
    info = None
    if error:
        try:
            failing("Министр заявила")
        except KeyError:
            info = sys.exc_info()
    record = logging.getLogger(logger).makeRecord(logger, logging.ERROR, __file__, 1, message, (), info, extra=extra)
    line = JsonLines().format(record)
    assert "\n" not in line
    found: dict[str, object] = json.loads(line)
    return found


def test_a_line_names_time_level_logger_and_message() -> None:
    line = line_of("svodka", "run", told={"page": "terms", "ms": 12})
    assert str(line.pop("time")).endswith("+00:00")
    assert line == {"level": "error", "logger": "svodka", "message": "run", "page": "terms", "ms": 12}


@pytest.mark.parametrize("logger", ["svodka", "streamlit.runtime"])
def test_an_error_is_told_by_its_kind_and_places_without_what_it_quotes(logger: str) -> None:
    line = line_of(logger, "a page failed" if logger == "svodka" else "Uncaught: Министр заявила", error=True)
    assert line["error"] == "KeyError"
    assert str(line["at"]).count("test_operation.py") == 2
    assert "failing" in str(line["at"])
    assert "Министр" not in json.dumps(line, ensure_ascii=False)


SPEAKING = """
import logging
from lib.ui import logs
loud, silent = logging.getLogger("a.loud"), logging.getLogger("a.silent")
loud.handlers, silent.propagate = [logging.StreamHandler()], False
loud.setLevel("INFO"), silent.setLevel("INFO")
logs.set_up()
loud.info("said")
silent.info("GET /?q=what she looks for")
logs.tell("run", page="terms")
"""


@pytest.mark.parametrize(("form", "is_json"), [("json", True), ("JSON", True), ("", False), ("text", False)])
def test_the_operator_chooses_the_form(form: str, is_json: bool) -> None:
    environment = {**os.environ, logs.FORM: form}
    process = subprocess.run(
        [sys.executable, "-c", SPEAKING], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    written = process.stderr.splitlines()
    assert ([json.loads(line)["message"] for line in written] if is_json else written) == ["said", "run"][: 1 + is_json]


def test_runs_and_the_store_are_counted(monkeypatch: pytest.MonkeyPatch, press_store: Path) -> None:
    def numbers() -> dict[str, float]:
        answer = run(metrics.answer(Request({"type": "http"})))
        families = text_string_to_metric_families(bytes(answer.body).decode())
        return {
            sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value
            for family in families
            for sample in family.samples
        }

    monkeypatch.setenv("SVODKA_STORE", str(press_store))
    before = numbers()
    with metrics.run_of("terms"):
        pass
    with pytest.raises(ValueError, match="cut short"), metrics.run_of("terms"):
        raise ValueError("cut short")
    metrics.failed()
    after = numbers()
    counted = ("svodka_run_seconds_count terms", "svodka_failed_runs_total")
    assert [after[name] - before.get(name, 0) for name in counted] == [2, 1]
    assert after["svodka_store_up"] == 1
    assert after["svodka_documents"] > 10
    monkeypatch.setenv("SVODKA_STORE", str(press_store / "none"))
    assert numbers()["svodka_store_up"] == 0
