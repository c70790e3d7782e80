"""Kill an index at random moments, and see whether the store is whole, and the next run finishes the work.

    python benchmarks/crashes.py CORPUS [--mode kill|full|readonly|twice|gone|flip] [-n 100] [--workers 1] [--seed 1]

CORPUS is a JSONL file of a few hundred documents. What a correct store promises: after a fault `check` finds nothing
broken, and the articles of the old snapshot or of the new one; the next run gives the digest of a run without
faults, and leaves nothing half written.

- kill: the process group is killed (SIGKILL) at a random moment of an empty store, of a half full one, of one with
  another snapshot whose file has changed, and of a full one.
- full: the disk (a tmpfs, which needs root) has a random part of the space that is needed.
- readonly: nothing can be written (a mount, which needs root).
- twice: two runs at once. One may say that the store is locked.
- gone, flip: a random file is removed, or a bit of it changed, but for corpus.sqlite. `check` has to name it.

Prints a line for each broken promise and a line of JSON at last; ends with 1 if a promise was broken.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lib.corpus.check import check
from lib.corpus.indexing import index
from lib.corpus.report import Report

NOTHING, HALF, CHANGED, WHOLE = "empty", "half full", "one file changed", "full"
MESSAGES = {"full": ("space", "мест"), "readonly": ("writable", "писать"), "twice": ("locked",)}


@dataclass
class Bench:
    """The corpus, stores to begin with, and what a run without faults gives."""

    corpus: Path
    folder: Path
    workers: int
    rng: random.Random
    stores: dict[str, Path] = field(default_factory=dict)
    inputs: dict[str, Path] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    expected: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    def prepare(self) -> None:
        """Make the corpora and the stores."""
        lines = self.corpus.read_text("utf-8").splitlines(keepends=True)
        record = json.loads(lines[0])
        changed = [json.dumps({**record, "title": "Другой заголовок"}, ensure_ascii=False) + "\n", *lines[1:]]
        for name, content in (("half", lines[: len(lines) // 2]), ("whole", lines), ("changed", changed)):
            (self.folder / f"{name}.jsonl").write_text("".join(content), "utf-8")
        half, whole, other = (self.folder / f"{name}.jsonl" for name in ("half", "whole", "changed"))
        for name, first, then in ((NOTHING, None, whole), (HALF, half, whole), (CHANGED, whole, other),
                                  (WHOLE, whole, whole)):  # fmt: skip
            store = self.folder / name.replace(" ", "-")
            if first:
                quietly(first, store)
            self.before[name] = state(store)
            reference = self.folder / f"{store.name}-reference"
            if store.exists():
                shutil.copytree(store, reference)
            start = time.perf_counter()
            self.run(then, reference)
            self.seconds = max(self.seconds, time.perf_counter() - start)
            self.stores[name], self.inputs[name], self.expected[name] = store, then, state(reference)

    def command(self, corpus: Path, store: Path) -> list[str]:
        """The command that brings a corpus into a store."""
        return [sys.executable, "-m", "lib", "index", str(corpus), "--store", str(store),
                "--workers", str(self.workers)]  # fmt: skip

    def run(self, corpus: Path, store: Path) -> subprocess.CompletedProcess[str]:
        """Index without a fault."""
        return subprocess.run(self.command(corpus, store), capture_output=True, text=True, check=False)

    def kill(self, corpus: Path, store: Path) -> None:
        """Index, and kill it at a random moment."""
        process = subprocess.Popen(
            self.command(corpus, store), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(self.rng.uniform(0, 1.1 * self.seconds))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def quietly(corpus: Path, store: Path) -> None:
    """Index in this process, without a fault."""
    index([corpus], store, workers=1, report=Report(), progress=lambda *_: None)


def state(store: Path) -> dict[str, Any]:
    """Return what `check` says of a store."""
    found = check(store)
    return {"articles": found.articles, "digest": found.digest, "problems": found.problems}


def one(bench: Bench, mode: str, number: int, begin: str = "") -> list[str]:
    """Make one fault; return the promises that it broke."""
    starts = {"kill": [NOTHING, HALF, CHANGED, WHOLE], "full": [NOTHING, HALF, CHANGED], "twice": [NOTHING, HALF]}
    begin = begin or bench.rng.choice(starts.get(mode, [WHOLE]))
    store = bench.folder / f"s{number}"
    if bench.stores[begin].exists():
        shutil.copytree(bench.stores[begin], store)
    before = bench.before[begin]
    broken = [*fault(bench, mode, begin, store)]
    after, expected = state(store), bench.expected[begin]
    if mode in ("gone", "flip"):
        if len(after["problems"]) == 0:
            broken.append("the damage was not found")
    elif after["problems"]:
        broken.append(f"after the fault: {after['problems']}")
    elif after["digest"] not in (before["digest"], expected["digest"]):
        broken.append(f"neither the old snapshot nor the new one: {after['articles']} articles")
    quietly(bench.inputs[begin], store)
    last = state(store)
    if last["problems"] or last["digest"] != expected["digest"]:
        broken.append(f"after the next run: {last['articles']} articles, {last['problems']}")
    left = [path.name for path in store.rglob("*.tmp")]
    shutil.rmtree(store)
    return [f"{number} ({mode}, {begin}): {text}" for text in (*broken, *(f"left behind: {name}" for name in left))]


def fault(bench: Bench, mode: str, begin: str, store: Path) -> Iterator[str]:
    """Make a fault while, or before, a store is written; yield what is wrong with the messages."""
    corpus = bench.inputs[begin]
    if mode == "kill":
        bench.kill(corpus, store)
    elif mode == "twice":
        yield from twice(bench, corpus, store)
    elif mode in ("gone", "flip"):
        files = [path for path in store.rglob("*") if path.suffix == ".parquet" or path.name == "themes.toml"]
        damage(bench.rng.choice(sorted(files)), bench.rng if mode == "flip" else None)
    else:
        size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) if store.exists() else 0
        options = f"size={size + (1 << 16) + bench.rng.randrange(3 << 18)}" if mode == "full" else "size=1g"
        with mounted(store, options, is_readonly=mode == "readonly"):
            # a full store has nothing to write: another input has
            done = bench.run(bench.folder / "changed.jsonl" if mode == "readonly" else corpus, store)
            yield from told(done.returncode, done.stderr, mode, may_succeed=mode == "full")


def twice(bench: Bench, corpus: Path, store: Path) -> Iterator[str]:
    """Index twice at once."""
    runs = [subprocess.Popen(bench.command(corpus, store), stderr=subprocess.PIPE, text=True,
                             stdout=subprocess.DEVNULL) for _ in range(2)]  # fmt: skip
    said = [run.communicate()[1] for run in runs]
    if all(run.returncode for run in runs):
        yield "both were refused"
    for run, text in zip(runs, said, strict=True):
        yield from told(run.returncode, text, "twice", may_succeed=True)


def told(code: int, text: str, mode: str, *, may_succeed: bool) -> Iterator[str]:
    """Yield what is wrong with the end of a run."""
    if code in (0, 1) and not may_succeed:
        yield f"it ended with {code}"
    if code not in (0, 1) and ("Traceback" in text or not any(word in text for word in MESSAGES[mode])):
        yield f"no plain message: {text[-200:]}"


def damage(path: Path, rng: random.Random | None) -> None:
    """Remove a file, or change one bit of it."""
    if rng is None:
        path.unlink()
        return
    content = bytearray(path.read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.unlink()  # tables may be hard links
    path.write_bytes(content)


@contextmanager
def mounted(store: Path, options: str, *, is_readonly: bool) -> Iterator[None]:
    """Put a store onto a small disk of its own; bring back what is there in the end."""
    aside = store.with_name(f"{store.name}-aside")
    store.mkdir(exist_ok=True)
    store.rename(aside)
    store.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", store], check=True)
    try:
        shutil.copytree(aside, store, dirs_exist_ok=True)
        if is_readonly:
            subprocess.run(["mount", "-o", "remount,ro", store], check=True)
        yield
        shutil.rmtree(aside)
        shutil.copytree(store, aside)
    finally:
        subprocess.run(["umount", store], check=True)
        store.rmdir()
        aside.rename(store)


def main() -> int:
    """Make the faults, and say what broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--mode", default="kill", choices=["kill", "full", "readonly", "twice", "gone", "flip"])
    parser.add_argument("-n", type=int, default=100)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        bench = Bench(given.corpus, Path(folder), given.workers, random.Random(given.seed))
        bench.prepare()
        broken = []
        for number in range(given.n):
            found = one(bench, given.mode, number)
            broken += found
            for text in found:
                print(text, flush=True)
    print(json.dumps({"mode": given.mode, "runs": given.n, "broken": len(broken), "seconds": round(bench.seconds, 1)}))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
