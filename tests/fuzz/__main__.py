"""Coverage-guided fuzzing of what reads foreign input. A developer's tool: CONTRIBUTING.md says how to run it.

    python -m tests.fuzz [TARGET…] [--seconds 80] [--found fuzz]

Each target gets a process of its own, for so many seconds. What breaks one is written below the folder ``--found``, one
input a place in the code, and printed; so is what takes longer than `SLOW`. The exit code is 1 if anything was found.
"""

import argparse
import logging
import subprocess
import sys
import time
import traceback
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SLOW = 3.0
"""Seconds of CPU time that no small input may take."""
MOST_ENDS = 20
"""Times that a target is begun again after its process died."""
NATIVE = ("parquet",)
"""Readers whose parser, in C++, may die: the child process that it runs in is for that."""


def main() -> int:
    """Run the targets that are asked for one after another; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=80)
    parser.add_argument("--found", type=Path, default=Path("fuzz"))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        return fuzz(asked.targets[0], asked.seconds, asked.found)
    for name in asked.targets or names():
        end = time.monotonic() + asked.seconds
        for _ in range(MOST_ENDS):
            left = int(end - time.monotonic())
            if left < 1:
                break
            command = [
                sys.executable,
                "-m",
                "tests.fuzz",
                name,
                "--inside",
                f"--seconds={left}",
                f"--found={asked.found}",
            ]
            print(f"{name}: {left} s", flush=True)
            code = subprocess.run(command, cwd=ROOT).returncode
            print(f"{name}: ended with {code}", flush=True)
            if name in NATIVE:
                _replay(name, asked.found)
    found = sorted(path for path in asked.found.glob("*/*") if path.parent.name != "corpus" and path.is_file())
    print("\n".join(["found:", *map(str, found)]) if found else "nothing found")
    return 1 if found else 0


def _replay(name: str, folder: Path) -> None:
    """Read what killed a process as any file is read, and let go of what ends as one refusal."""
    from lib.corpus.readers import read_paths
    from lib.corpus.readers.meter import Meter

    for death in folder.glob(f"{name}/crash-*"):
        path = death.rename(folder / f"{death.name}.{name}")
        items = list(read_paths([path], date.today(), Meter([path])))
        print(f"{death.name}: read by the child process: {items}"[:400], flush=True)
        if not items or getattr(items[-1], "kind", "") != "refused":
            path.rename(death)


def names() -> list[str]:
    """Return the names of all targets."""
    from tests.fuzz.targets import TARGETS

    return list(TARGETS)


def fuzz(name: str, seconds: int, folder: Path) -> int:
    """Fuzz one target in this process; libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["lib", "openpyxl", "docx", "trafilatura", "email", "zipfile", "tarfile"]):
        from tests.fuzz.targets import LONGEST, TARGETS

    logging.disable(logging.CRITICAL)
    target, found = TARGETS[name], folder / name
    corpus = folder / "corpus" / name
    for place in (found, corpus):
        place.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    words = folder / "corpus" / f"{name}.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words), "ascii")
    known: set[str] = set()

    def once(data: bytes) -> None:
        start = time.thread_time()
        try:
            target.run(data)
        except Exception as error:  # noqa: BLE001  # to go on, and find more than the first
            _keep(found, _where(error), data, known)
        if time.thread_time() - start > SLOW:
            _keep(found, f"slow-{len(data) // 1000}k", data, known)

    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-rss_limit_mb=3000", "-timeout=60",
               "-print_final_stats=1", f"-artifact_prefix={found}/",
               *([f"-dict={words}"] if target.words else [])]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], once)
    atheris.Fuzz()
    return 0


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def _where(error: Exception) -> str:
    """Return the kind of an error and the innermost places of the project that it came through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if str(ROOT) in frame.filename]
    places = [f"{Path(frame.filename).stem}.{frame.lineno}" for frame in frames[-2:]]
    return "-".join([type(error).__name__, *places])


def _keep(folder: Path, what: str, data: bytes, known: set[str]) -> None:
    if what in known:
        return
    known.add(what)
    (folder / what).write_bytes(data)
    print(f"found {what}", flush=True)
    if sys.exc_info()[0]:
        traceback.print_exc(limit=-3)


if __name__ == "__main__":
    sys.exit(main())
