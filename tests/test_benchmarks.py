"""The large corpus that benchmarks make of a given one, and the command that measures lemmatising on it."""

import gzip
import json
from itertools import islice
from pathlib import Path

from click.testing import CliRunner

from benchmarks.corpus import FEWEST_WORDS, documents, read_texts, stem, write
from lib.cli import benchmark
from tests import invented

FEW = 12


def given(folder: Path) -> Path:
    path = folder / "given.jsonl"
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in invented.documents(FEW)))
    return path


def made(folder: Path, name: str, n: int, seed: int = 0) -> list[dict[str, str]]:
    write(given(folder), folder / name, n, seed)
    with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one(tmp_path: Path) -> None:
    small, large = made(tmp_path, "small.gz", 5), made(tmp_path, "large.gz", 20)
    assert small == large[:5]
    assert len({record["id"] for record in large}) == 20


def test_the_seed_alone_decides_what_is_made(tmp_path: Path) -> None:
    first = made(tmp_path, "first.gz", 5)
    assert made(tmp_path, "again.gz", 5) == first
    assert made(tmp_path, "other.gz", 5, seed=1) != first


def test_documents_are_long_and_have_words_that_the_given_corpus_has_not(tmp_path: Path) -> None:
    texts = read_texts(given(tmp_path))
    known = {word for record in texts for word in record["text"].split()}
    for record in islice(documents(texts), 10):
        words = record["text"].split()
        assert len(words) >= FEWEST_WORDS
        assert set(words) - known


def test_no_two_ranks_have_one_stem() -> None:
    assert len({stem(rank) for rank in range(5000)}) == 5000


def test_the_command_prints_a_row_for_each_piece_of_work(tmp_path: Path) -> None:
    made(tmp_path, "made.gz", 10)
    told = CliRunner().invoke(benchmark, [str(tmp_path / "made.gz"), "--documents", "10"])
    assert told.exit_code == 0, told.output
    rows = [line.split("|")[1].strip() for line in told.output.splitlines() if line.startswith("|")][2:]
    assert rows == [
        "read only", "split only", "tokenise only", "lemmatise and count, cold", "lemmatise and count, warm",
        "naive peer, scaled from 10 documents",
    ]  # fmt: skip
    assert told.output.startswith("10 documents, ")
