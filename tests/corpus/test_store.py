"""A store as readers see it."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lib.corpus.seeds import seed_store
from lib.corpus.store import StoreError, open_store


def test_the_seeds(seeds_store: Path) -> None:
    store = open_store(seeds_store)
    latest = store.latest()
    assert (latest.documents, str(latest.first), str(latest.last)) == (2, "2025-11-14", "2026-02-10")
    articles = store.articles([1, 2, 99])
    assert [(article.source, article.city) for article in articles.values()] == [
        ("interfax", "Москва"),
        ("tass", "Москва"),
    ]
    assert store.find(articles[1].id) == store.find(articles[1].id[:12]) == 1
    assert store.find("0" * 12) is store.find("злой") is store.find("") is None


def test_what_is_not_there(tmp_path: Path, seeds_store: Path) -> None:
    for key, action in (
        ("store.missing", lambda: open_store(tmp_path)),
        ("store.no_snapshot", lambda: open_store(seeds_store).mart_path("../..")),
        ("store.no_snapshot", lambda: open_store(seeds_store).report("x")),
    ):
        with pytest.raises(StoreError) as error:
            action()
        assert error.value.key == key


def test_two_processes_make_one_store_of_seeds(tmp_path: Path) -> None:
    code = (
        f"from pathlib import Path; from lib.corpus.seeds import seed_store; print(seed_store(Path({str(tmp_path)!r})))"
    )
    command = [sys.executable, "-c", code]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = {process.communicate(timeout=120)[0].strip() for process in processes}
    assert answers == {str(seed_store(tmp_path))}
    assert [process.returncode for process in processes] == [0, 0]


def test_reading_needs_no_morphology(seeds_store: Path) -> None:
    code = (
        f"import sys; from pathlib import Path; from lib.corpus.store import open_store\n"
        f"store = open_store(Path({str(seeds_store)!r})); store.articles([1]); store.latest()\n"
        f"print([name for name in ('pymorphy3', 'sklearn', 'duckdb', 'razdel') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_folder_that_nobody_may_write_to(seeds_store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", str(seeds_store), str(copy)], check=True)
    copy.chmod(0o555)
    with closing(open_store(copy).connect()) as db:
        assert db.execute("SELECT count(*) FROM article").fetchone() == (2,)
    copy.chmod(0o755)
