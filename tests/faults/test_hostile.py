"""Every hostile case ends as it should, alone in a store of its own, and all at once from the command line."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lib.corpus.indexing import index
from lib.corpus.readers import Reading
from lib.corpus.readers.isolation import Isolation
from lib.corpus.report import Report
from lib.corpus.store import Article, open_store
from lib.i18n import LANGUAGES, t
from tests.faults import containers, tables, texts
from tests.faults.cases import TITLE, Case

CASES = [*texts.cases(), *tables.cases(), *containers.cases()]
COUNTS = ("accepted", "repaired", "warned", "skipped", "refused")
START_UP = 5.0
"""Seconds of CPU time before the first byte is read: a child process, libraries, an empty store."""


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    """One child process for all cases."""
    with Isolation() as isolation:
        yield isolation


def read(paths: list[Path], store: Path, isolation: Isolation | None = None) -> dict[str, Any]:
    """Index files, and return the report."""
    reading = Reading(isolation=isolation)
    return index(paths, store, workers=1, report=Report(), progress=lambda *_: None, reading=reading).report


def write(case: Case, folder: Path) -> Path:
    """Write the file of a case."""
    path = folder / case.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(case.data)
    return path


def cpu_seconds(isolation: Isolation) -> float:
    """CPU time of this process, of its ended children and of the one that reads: a busy machine adds none."""
    spent, child = sum(os.times()[:4]), isolation._child
    stat = Path(f"/proc/{child._process.pid}/stat") if child else None
    if stat is None or not stat.exists():
        return spent
    fields = stat.read_text().rpartition(")")[2].split()
    return spent + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def articles(store: Path, most: int = 20_000) -> list[Article]:
    """The articles of a store, in order of arrival."""
    return list(open_store(store).articles(range(1, most)).values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_alone(case: Case, tmp_path: Path, isolation: Isolation) -> None:
    path = write(case, tmp_path / "in")
    start = cpu_seconds(isolation)
    report = read([path], tmp_path / "store", isolation)
    assert cpu_seconds(isolation) - start < case.seconds + START_UP
    check(case, report)
    if report["counts"]["accepted"]:
        check_articles(case, articles(tmp_path / "store"))


def check(case: Case, report: dict[str, Any]) -> None:
    """Hold a report to what the case expects."""
    counts = report["counts"]
    if case.articles is not None:
        assert counts["accepted"] == case.articles, report
    if case.outcome == "repair":
        assert counts["repaired"]
        assert all(entry["file"] for entry in report["repaired"])
    if case.outcome in ("accept", "repair", "skip"):
        assert (counts["refused"], report["refused"]) == (0, []) or case.articles is None
    else:
        check_refusals(case, report["refused"])


def check_refusals(case: Case, refusals: list[dict[str, Any]]) -> None:
    """One of the refusals names file and line, and says the reason in both languages."""
    assert {entry["file"] for entry in refusals} == {case.file}
    named = [entry for entry in refusals if case.line in (None, entry["line"])]
    for language in LANGUAGES:
        said = [t(f"intake.note.{entry['key']}", language, **entry["values"]) for entry in named]
        assert any(re.search(case.reason, message) for message in said), said


def check_articles(case: Case, found: list[Article]) -> None:
    """Hold titles, days and text to what the case tells of them."""
    if case.titles:
        assert tuple(article.title for article in found) == case.titles
    if case.days:
        assert tuple(str(article.date) for article in found) == case.days
    if case.text is not None:
        assert case.text in {article.text for article in found}


def test_the_same_article_again_is_named_and_left_out(tmp_path: Path) -> None:
    for case in texts.twins():
        report = read([write(case, tmp_path)], tmp_path / "store")
        check(case, report)
        if case.outcome == "skip":
            assert [(entry["key"], entry["values"]["file"]) for entry in report["skipped"]] == [
                ("duplicate", "dup-01.txt")
            ]


def test_a_folder_with_links_and_a_pipe(tmp_path: Path) -> None:
    containers.make_tree(tmp_path / "tree")
    report = read([tmp_path / "tree"], tmp_path / "store")
    assert [(entry["file"], entry["key"]) for entry in report["skipped"]] == [
        ("dangling.txt", "link"),
        ("fifo.txt", "not_a_file"),
        ("loop/again", "link"),
        ("passwd.txt", "link"),
    ]
    assert {article.title for article in articles(tmp_path / "store")} >= {TITLE, "Глубоко"}
    if os.geteuid():  # the superuser reads everything
        assert [(entry["file"], entry["key"]) for entry in report["refused"]] == [("noread.txt", "unreadable")]


def test_folders_with_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert read([tmp_path / "empty"], tmp_path / "store")["counts"] == dict.fromkeys(COUNTS, 0)
    (entry,) = read([tmp_path / "nowhere"], tmp_path / "store")["refused"]
    assert (entry["file"], entry["key"]) == ("nowhere", "not_found")


def test_all_at_once_from_the_command_line(tmp_path: Path) -> None:
    """The good neighbours load; nothing is written outside the store; no article is in the messages."""
    cases = [*CASES, *texts.twins()]
    slow = {case.id for case in cases if case.seconds > 10}
    for case in cases:
        if case.id not in slow:
            write(case, tmp_path / "in")
    before = sorted(path.name for path in tmp_path.iterdir())
    files = ["--store", tmp_path / "store", "--report", tmp_path / "report.json"]
    done = subprocess.run(
        [sys.executable, "-m", "lib", "index", tmp_path / "in", *files],
        capture_output=True,
        encoding="utf-8",
        env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        timeout=300,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "\x1b" not in done.stdout
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    left = {path.name for path in tmp_path.iterdir()} - set(before)
    assert left <= {"store", "report.json", "report.json.refused.jsonl"}
    accepted = {entry["file"].rpartition("/")[2]: entry["accepted"] for entry in report["files"]}
    skipped = {entry["file"].rpartition("/")[2] for entry in report["skipped"]}  # the same article in another form
    refused = {entry["file"].rpartition("/")[2] for entry in report["refused"]}
    for case in cases:
        if case.id in slow:
            continue
        if case.outcome.startswith("refuse"):
            assert case.file in refused, case.id
        elif case.articles:
            assert accepted.get(case.file, 0) == case.articles or case.file in skipped, case.id
