"""What arrives in a watched folder, and the command that waits for it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.corpus.database import StoreError
from lib.corpus.files import locked
from lib.corpus.store import open_store
from lib.corpus.watching import Arrivals
from tests.test_cli import ARTICLE, svodka

ROOT = Path(__file__).resolve().parents[2]
CHANGES: list[tuple[str, Callable[[Path], object], list[str]]] = [
    ("nothing", lambda _: None, []),
    ("a new file", lambda folder: (folder / "c.txt").write_text("c"), ["c.txt"]),
    ("a longer file", lambda folder: (folder / "a.txt").write_text("aa"), ["a.txt"]),
    ("another file under the name", lambda folder: replace(folder / "a.txt"), ["a.txt"]),
    ("a file in a new folder", lambda folder: below(folder).write_text("c"), ["d/e/c.txt"]),
    ("a file that is gone", lambda folder: (folder / "a.txt").unlink(), []),
    ("a hidden file", lambda folder: (folder / ".c.txt.x7").write_text("c"), []),
    ("a link", lambda folder: (folder / "c.txt").symlink_to(folder / "a.txt"), []),
    ("a pipe", lambda folder: os.mkfifo(folder / "c.txt"), []),
    ("a mapping of columns", lambda folder: (folder / "columns.toml").write_text("a"), ["a.txt", "b.txt"]),
]


def replace(path: Path) -> None:
    aside = path.with_name("new.txt")
    aside.write_text(path.read_text())
    os.utime(aside, ns=(path.stat().st_mtime_ns, path.stat().st_mtime_ns))
    aside.rename(path)


def below(folder: Path) -> Path:
    (folder / "d" / "e").mkdir(parents=True)
    return folder / "d" / "e" / "c.txt"


@pytest.mark.parametrize(("change", "names"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_what_is_found_after_a_change(tmp_path: Path, change: Callable[[Path], object], names: list[str]) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(name)
    arrivals = Arrivals(tmp_path)
    assert arrivals.look() == []  # it may still be growing
    first = arrivals.look()
    assert [path.name for path in first] == ["a.txt", "b.txt"]
    assert arrivals.look() == first  # until it is taken
    arrivals.take(first)
    change(tmp_path)
    assert arrivals.look() == []
    assert [path.relative_to(tmp_path).as_posix() for path in arrivals.look()] == names


def test_a_file_that_grows_is_not_complete(tmp_path: Path) -> None:
    arrivals, path = Arrivals(tmp_path), tmp_path / "a.txt"
    for length in range(1, 5):
        path.write_text("a" * length)
        assert arrivals.look() == []
    assert arrivals.look() == [path]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, "subprocess.Popen[str]"]]:
    """A folder that a process watches."""
    folder = tmp_path / "in"
    folder.mkdir()
    log = (tmp_path / "log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "lib", "watch", folder, "--store", tmp_path / "store", "--every", "0.2"],
        cwd=ROOT, stdout=log, stderr=log, env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    yield folder, process
    process.kill()
    process.wait()
    log.close()


def wait_for(holds: Callable[[], bool]) -> None:
    for _ in range(900):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError


def documents(store: Path) -> int:
    try:
        return open_store(store).latest().documents
    except StoreError:
        return 0


def test_the_command(tmp_path: Path, watched: tuple[Path, "subprocess.Popen[str]"]) -> None:
    folder, process = watched
    store, log = tmp_path / "store", tmp_path / "log"
    wait_for(lambda: "watching" in log.read_text("utf-8"))
    (folder / "a.txt").write_text(ARTICLE.format(title="Посол о контактах"), "utf-8")
    (folder / "bad.jsonl").write_text("{\n", "utf-8")
    wait_for(lambda: documents(store) == 1)
    with locked(store, patience=30.0):  # somebody else writes
        (folder / "below").mkdir()
        row = {"date": "2025-11-15", "title": "Встреча", "text": "Встреча была."}
        (folder / "below" / "b.jsonl").write_text(json.dumps(row, ensure_ascii=False), "utf-8")
        wait_for(lambda: "locked" in log.read_text("utf-8"))
        time.sleep(0.6)
    wait_for(lambda: documents(store) == 2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    said = log.read_text("utf-8")
    assert said.count("bad.jsonl:1: not JSON") == 1
    assert said.count("locked") == 1
    assert said.endswith("ended; the store is whole\n")
    again = svodka("index", folder, "--store", store)
    assert "nothing new" in again.stdout  # the names are those that index gives
    assert "skipped: 2" in again.stdout


def test_a_store_inside_the_folder_is_refused(tmp_path: Path) -> None:
    done = svodka("watch", tmp_path, "--store", tmp_path / "store")
    assert (done.returncode, "inside the folder" in done.stderr) == (64, True)
