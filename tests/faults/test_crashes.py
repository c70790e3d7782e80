"""A store survives what may happen to it: a small part of benchmarks/crashes.py, and the same digest everywhere."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.crashes import CHANGED, HALF, NOTHING, Bench, one
from lib.corpus.check import check
from tests import invented


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Stores of two dozen documents to spoil, and what they have to become."""
    folder = tmp_path_factory.mktemp("crashes")
    made = Bench(invented.write(folder / "corpus.jsonl", 24), folder, 1, random.Random(os.getpid()))
    made.prepare()
    return made


@pytest.mark.parametrize(
    ("mode", "begin"),
    [("kill", NOTHING), ("kill", HALF), ("kill", CHANGED), ("twice", NOTHING), ("gone", ""), ("flip", "")],
)
def test_the_old_snapshot_or_the_new_one_and_the_next_run_mends(bench: Bench, mode: str, begin: str) -> None:
    assert one(bench, mode, 0, begin) == []


WHERE = [
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1", "WORKERS": "1"},
    {"TZ": "Asia/Kamchatka", "LC_ALL": "ru_RU.UTF-8", "PYTHONHASHSEED": "2", "WORKERS": "2"},
    {"TZ": "America/Adak", "LC_ALL": "C", "PYTHONHASHSEED": "2", "WORKERS": "1"},
]


def test_the_digest_is_the_same_in_every_zone_locale_and_order_of_hashes(bench: Bench, tmp_path: Path) -> None:
    processes = []
    for number, given in enumerate(WHERE):
        command = ["-m", "lib", "index", bench.corpus, "--store", tmp_path / str(number), "--workers", given["WORKERS"]]
        processes.append(
            subprocess.Popen([sys.executable, *command], env=os.environ | given, stdout=subprocess.DEVNULL)
        )
    assert [process.wait() for process in processes] == [0] * len(WHERE)
    assert {check(tmp_path / str(number)).digest for number in range(len(WHERE))} == {bench.expected[NOTHING]["digest"]}


def test_spark_gives_the_same_digest(bench: Bench, tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="Spark is not installed: requirements-spark.txt")
    if subprocess.run(["java", "-version"], capture_output=True, check=False).returncode:
        pytest.skip("Spark needs Java 17, and there is no Java")
    options = ["--engine", "spark", "--master", "local[2]", "--exchange", tmp_path / "exchange"]
    command = [sys.executable, "-m", "lib", "index", bench.corpus, "--store", tmp_path / "store", *options]
    done = subprocess.run(
        command, env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert check(tmp_path / "store").digest == bench.expected[NOTHING]["digest"]
    assert list((tmp_path / "exchange").iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--engine", "spark"], "--master"),
        (["--engine", "spark", "--master", "local[1]"], "--exchange"),
        (["--master", "local[1]"], "--engine spark"),
    ],
)
def test_what_spark_needs_is_said(tmp_path: Path, options: list[str], said: str) -> None:
    command = [sys.executable, "-m", "lib", "index", str(tmp_path), "--store", str(tmp_path / "store"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, said in done.stderr) == (64, True)
    assert not (tmp_path / "store").exists()
