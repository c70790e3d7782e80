"""Jobs: one after another in processes of their own; a failure is a sentence, and the store stays as it was."""

import json
import time
from pathlib import Path

import pytest

from lib.corpus import jobs
from lib.corpus.files import locked
from lib.corpus.imports import imports
from lib.corpus.incoming import Sent, UploadError, put
from lib.corpus.jobs import Job, Jobs
from lib.corpus.private import is_published
from lib.corpus.store import open_store

TEXT = "Министр Анна Вересова заявила, что дорога номер {n} открыта."


def job(folder: Path, name: str, n: int, *, is_new: bool = True, content: str = "") -> Job:
    row = json.dumps({"date": f"2025-03-{n:02}", "title": name, "text": TEXT.format(n=n)}, ensure_ascii=False)
    put([Sent(f"{name}.jsonl", (content or row).encode())], folder / name)
    given = {"files": str(folder / name), "name": f"{name}.jsonl", "renamed": []}
    return Job("она", "import", folder / "store", "store", name, given, folder / name, is_new)


def wait(queue: Jobs) -> None:
    deadline = time.monotonic() + 240
    while any(one.is_open for one in queue.of("она")):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_two_imports_queue_and_one_is_undone(tmp_path: Path) -> None:
    queue = Jobs(lambda: None)
    first, second = job(tmp_path, "первая", 1), job(tmp_path, "вторая", 2, is_new=False)
    queue.add(first)
    queue.add(second)
    assert queue.ahead(second) == 1
    assert queue.of("другой") == []
    wait(queue)
    assert [(one.state, one.error) for one in (first, second)] == [("done", None)] * 2
    assert second.outcome["report"]["counts"]["accepted"] == 1
    assert not (tmp_path / "первая").exists()
    undo = Job("она", "undo", tmp_path / "store", "store", "первая", {"number": 1})
    queue.add(undo)
    wait(queue)
    assert open_store(tmp_path / "store").latest().id == undo.outcome["snapshot"]
    assert [one.undone for one in imports(open_store(tmp_path / "store"))] == [0, 1]


def test_a_store_that_another_writes_to_is_a_sentence_and_can_be_tried_again(tmp_path: Path) -> None:
    queue, one = Jobs(lambda: None), job(tmp_path, "первая", 1)
    with locked(tmp_path / "store"):
        queue.add(one)
        wait(queue)
    assert one.state == "failed"
    assert one.error is not None
    assert one.error[0] == "store.locked"
    queue.retry(one)
    wait(queue)
    assert one.state == "done"


def test_a_new_store_without_a_document_is_not_left_behind(tmp_path: Path) -> None:
    queue, one = Jobs(lambda: None), job(tmp_path, "пустая", 1, content="не JSON")
    queue.add(one)
    wait(queue)
    assert (one.state, one.outcome["snapshot"]) == ("done", None)
    assert not (tmp_path / "store").exists()


def test_a_job_that_is_stopped_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    queue, one = Jobs(lambda: None), job(tmp_path, "первая", 1)
    queue.add(one)
    queue.cancel(one)
    deadline = time.monotonic() + 60
    while (tmp_path / "первая").exists() or (tmp_path / "store").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert one.state == "cancelled"
    assert not is_published(tmp_path / "store")


def test_the_queue_has_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Jobs, "_work", lambda _: None)
    queue = Jobs(lambda: None)
    for n in range(jobs.MOST_OF_ONE):
        queue.add(Job("она", "undo", tmp_path, "store", str(n), {}))
    with pytest.raises(UploadError, match="too_many_jobs"):
        queue.add(Job("она", "undo", tmp_path, "store", "x", {}))
    monkeypatch.setattr(jobs, "MOST_WAITING", jobs.MOST_OF_ONE)
    with pytest.raises(UploadError, match="queue_full"):
        queue.add(Job("другой", "undo", tmp_path, "store", "x", {}))
