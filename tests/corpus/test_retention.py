"""Which old snapshots go: by number and day, never one that is pinned or open."""

import gc
import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.corpus.check import check
from lib.corpus.database import StoreError, connect_to_write
from lib.corpus.indexing import index
from lib.corpus.pins import FILE as PINS
from lib.corpus.pins import pin, pinned
from lib.corpus.report import Report
from lib.corpus.retention import FILE, Policy, old_snapshots, read_policy
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import MARTS, open_store

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def grow(store: Path, n: int) -> str:
    """Add a document, and return the snapshot with it."""
    file = store.with_name(f"{n}.json")
    file.write_text(json.dumps({"date": "2025-01-01", "title": f"Номер {n}", "text": f"Диалог идёт, день {n}."}))
    return str(index([file], store, workers=1, report=Report(), progress=lambda *_: None).snapshot)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store that keeps one snapshot, and today's last."""
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / FILE).write_text("last = 1\ndays = 0\n")
    return folder


# what is kept of a dozen snapshots, the oldest first; each letter is one of them, a blank a midnight: "+" stays
@pytest.mark.parametrize(
    ("last", "days", "kept"),
    [
        (1, 0, "--- --- --- --+"),
        (4, 0, "--- --- --+ +++"),
        (1, 2, "--- --- --+ --+"),
        (2, 9, "--+ --+ --+ -++"),
        (99, 0, "+++ +++ +++ +++"),
    ],
)
def test_the_newest_stay_and_the_last_of_each_day(tmp_path: Path, last: int, days: int, kept: str) -> None:
    parts = kept.split()
    with closing(connect_to_write(tmp_path)) as db:
        number = 0
        for day, part in enumerate(reversed(parts)):
            for hour in range(len(part)):
                created = (NOW - timedelta(days=day, hours=len(part) - hour)).isoformat()
                number += 1
                values = (
                    f"{day} {hour}",
                    len(parts) * 9 - 9 * day + hour,
                    created,
                    *[0] * 6,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "{}",
                )
                db.execute(f"INSERT INTO snapshot VALUES ({', '.join('?' * len(values))})", values)
        gone = {one.id for one in old_snapshots(db, tmp_path, Policy(last, days), NOW)}
    found = [
        "".join("-" if f"{day} {hour}" in gone else "+" for hour in range(len(part)))
        for day, part in reversed(list(enumerate(reversed(parts))))
    ]
    assert " ".join(found) == kept


def test_index_removes_what_the_store_does_not_keep_but_for_pins(store: Path) -> None:
    first, second = grow(store, 1), grow(store, 2)
    assert [info.id for info in open_store(store).snapshots()] == [second]
    assert [path.name for path in (store / MARTS).iterdir()] == [second]
    pin(store, second)
    pin(store, second)
    third, fourth = grow(store, 3), grow(store, 4)
    assert [info.id for info in open_store(store).snapshots()] == [fourth, second]
    assert third != fourth
    assert check(store).problems == []
    assert len((store / PINS).read_text().splitlines()) == 1
    with pytest.raises(StoreError, match=r"store\.no_snapshot"):
        Snapshot(open_store(store), first)


def test_what_is_open_stays_until_it_is_closed(store: Path) -> None:
    first = grow(store, 1)
    opened = Snapshot(open_store(store), first)
    grow(store, 2)
    assert opened.totals(Selection()).documents == 1
    assert len(open_store(store).snapshots()) == 2
    del opened
    gc.collect()  # a snapshot and its queries know each other
    grow(store, 3)
    assert len(open_store(store).snapshots()) == 1


def test_what_another_process_has_open_stays(store: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from lib.corpus.snapshot import Snapshot;"
        "from lib.corpus.store import open_store; store = open_store(Path(sys.argv[1]));"
        "held = Snapshot(store, store.newest()); print('open', flush=True); input()"
    )
    first = grow(store, 1)
    with subprocess.Popen(
        [sys.executable, "-c", code, store], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
        grow(store, 2)
        assert first in {info.id for info in open_store(store).snapshots()}
        reader.kill()  # the system lets go of what a killed process held
    grow(store, 3)
    assert first not in {info.id for info in open_store(store).snapshots()}


@pytest.mark.parametrize("content", ["last = 0", "days = -1", "last = 'all'", "years = 1", "last =", "last = true"])
def test_a_policy_that_cannot_be_used_is_refused_before_anything_is_read(store: Path, content: str) -> None:
    (store / FILE).write_text(content)
    with pytest.raises(StoreError) as error:
        grow(store, 1)
    assert error.value.key == "retention.unusable"
    assert not (store / "corpus.sqlite").exists()


def test_without_a_policy_ten_stay_and_thirty_days(tmp_path: Path) -> None:
    assert read_policy(tmp_path) == Policy(10, 30)


def test_a_line_of_pins_that_cannot_be_read_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / PINS).write_text('{"snapshot": "a"}\nnonsense\n{"snapshot": 3}\n')
    assert pinned(tmp_path) == {"a"}


def test_the_command_says_what_would_go_and_lets_it_go(store: Path) -> None:
    (store / FILE).unlink()
    first, second = grow(store, 1), grow(store, 2)

    def prune(*options: str) -> str:
        command = [sys.executable, "-m", "lib", "prune", "--store", str(store), *options]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"}
        ).stdout

    assert prune().startswith("0 snapshots removed")
    said = prune("--last", "1", "--days", "0", "--dry-run")
    assert said.startswith(first)
    assert "1 snapshot would be removed" in said
    assert len(open_store(store).snapshots()) == 2
    assert "1 snapshot removed" in prune("--last", "1", "--days", "0")
    assert [info.id for info in open_store(store).snapshots()] == [second]
