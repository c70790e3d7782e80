"""Progress on a terminal."""

import pytest

from lib.terminal import ProgressBar


def test_short_work_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    bar = ProgressBar("en")
    bar("documents", 1.0, 2)
    bar.close()
    assert capsys.readouterr().err == ""


def test_long_work_shows_rate_and_time_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 0.0, 20.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    bar = ProgressBar("en")
    bar("documents", 0.0, 0)
    bar("documents", 0.25, 5_000)
    assert capsys.readouterr().err == "documents ██████░░░░░░░░░░░░░░░░░░  25%  5,000  250 a second  1:00 left\n"
