"""Work on stores that visitors ask for: one after another, each in a process of its own, whoever closes which tab."""

import json
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from lib.corpus.database import StoreError
from lib.corpus.incoming import UploadError
from lib.corpus.private import is_published, remove

Kind = Literal["import", "undo", "redo", "exclude", "include"]
State = Literal["waiting", "running", "done", "failed", "cancelled"]

MOST_WAITING, MOST_OF_ONE, MOST_KEPT = 20, 3, 100
"""Jobs that may wait, those of one visitor that are not done, and finished ones that are remembered."""
_ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Job:
    """Something to be done to a store.

    Attributes:
        visitor: who asked for it, and alone sees it.
        folder: the store.
        corpus: its slug in links.
        name: what it is called: of files, or of an import.
        arguments: see `lib.corpus.job`.
        files: the folder of uploaded files, removed when it is done; None for none.
        is_new: whether the store is made by it; it is removed if nothing comes of that.
        stage, share, n: how far it is, as `lib.corpus.plan.Progress` has it.
        error: key and values of the message that says why it failed.
        outcome: ``snapshot`` and, of an import, ``report``.
    """

    visitor: str
    kind: Kind
    folder: Path
    corpus: str
    name: str
    arguments: Mapping[str, Any]
    files: Path | None = None
    is_new: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: State = "waiting"
    stage: str = ""
    share: float = 0.0
    n: int = 0
    error: tuple[str, dict[str, Any]] | None = None
    outcome: dict[str, Any] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in ("waiting", "running")

    def leave_nothing(self) -> None:
        """Remove its files, and a store that was made for it and has no snapshot."""
        if self.files is not None:
            shutil.rmtree(self.files, ignore_errors=True)
        if self.is_new and not is_published(self.folder):
            remove(self.folder)


class Jobs:
    """A queue of jobs, and one thread that has them done. Safe to use from many threads.

    Args:
        before: called before each job, for what should be tidy then.
    """

    def __init__(self, before: Callable[[], None]) -> None:
        self._before = before
        self._jobs: list[Job] = []
        self._changed = threading.Condition()
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    def add(self, job: Job) -> None:
        """Put a job at the end of the queue.

        Raises:
            UploadError: ``upload.queue_full`` or ``upload.too_many_jobs``.
        """
        with self._changed:
            waiting = [other for other in self._jobs if other.is_open]
            if len(waiting) >= MOST_WAITING:
                raise UploadError("upload.queue_full", limit=MOST_WAITING)
            if sum(other.visitor == job.visitor for other in waiting) >= MOST_OF_ONE:
                raise UploadError("upload.too_many_jobs", limit=MOST_OF_ONE)
            self._jobs.append(job)
            self._forget()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True, name="jobs")
                self._thread.start()
            self._changed.notify_all()

    def of(self, visitor: str) -> list[Job]:
        """Return the jobs of a visitor, the newest first."""
        with self._changed:
            return [job for job in reversed(self._jobs) if job.visitor == visitor]

    def ahead(self, job: Job) -> int:
        """Return how many jobs will be done before one."""
        with self._changed:
            open_ = [other for other in self._jobs if other.is_open]
            return open_.index(job) if job in open_ else 0

    def cancel(self, job: Job) -> None:
        """End a job; the store stays as it was."""
        with self._changed:
            if job.state == "running" and self._process:
                self._process.kill()  # what it leaves is removed when it has ended
            elif job.is_open:
                job.leave_nothing()
            if job.is_open:
                job.state = "cancelled"

    def retry(self, job: Job) -> None:
        """Put a job that failed at the end of the queue again."""
        with self._changed:
            if job.state == "failed" and (job.files is None or job.files.is_dir()):
                self._jobs.remove(job)
                job.state, job.error, job.share, job.stage = "waiting", None, 0.0, ""
                self._jobs.append(job)
                self._changed.notify_all()

    def dismiss(self, job: Job) -> None:
        """Forget a job that is done."""
        with self._changed:
            if not job.is_open and job in self._jobs:
                self._jobs.remove(job)
                job.leave_nothing()

    def _forget(self) -> None:
        done = [job for job in self._jobs if not job.is_open]
        for job in done[: max(0, len(done) - MOST_KEPT)]:
            self._jobs.remove(job)
            job.leave_nothing()

    def _work(self) -> None:
        while True:
            with self._changed:
                while not (job := next((one for one in self._jobs if one.state == "waiting"), None)):
                    self._changed.wait()
                job.state = "running"
            try:
                self._before()
                self._run(job)
            except (OSError, ValueError, StoreError) as error:
                self._end(job, ("upload.broken", {"error": type(error).__name__}))
            finally:
                if job.state == "running":
                    self._end(job, ("upload.broken", {"error": "-"}))

    def _run(self, job: Job) -> None:
        request = {"kind": job.kind, "folder": str(job.folder.resolve()), "arguments": dict(job.arguments)}
        with self._changed:
            if job.state != "running":
                return
            self._process = subprocess.Popen(
                [sys.executable, "-m", "lib.corpus.job"],
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if sys.flags.dev_mode else subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        with self._process as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.close()
            error: tuple[str, dict[str, Any]] | None = ("upload.broken", {"error": "-"})
            for line in process.stdout:
                said = json.loads(line)
                if "stage" in said:
                    job.stage, job.share, job.n = said["stage"], said["share"], said["n"]
                elif "outcome" in said:
                    job.outcome, error = said["outcome"], None
                elif "error" in said:
                    error = said["error"]["key"], said["error"]["values"]
        self._end(job, error)

    def _end(self, job: Job, error: tuple[str, dict[str, Any]] | None) -> None:
        with self._changed:
            self._process = None
            if job.state != "cancelled":
                job.state, job.error = ("failed", error) if error else ("done", None)
            if job.state != "failed":
                job.leave_nothing()
