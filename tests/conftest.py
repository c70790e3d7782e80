"""What all tests share: where the gold is, and stores that are made once by the real index."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.corpus.seeds import seed_store
from tests import invented

ROOT = Path(__file__).resolve().parents[1]
GOLD = Path(os.environ.get("SVODKA_GOLD", ROOT.parent / "shared" / "gold"))

settings.register_profile(
    "tests",
    max_examples=int(os.environ.get("SVODKA_EXAMPLES", 60)),
    derandomize="SVODKA_EXAMPLES" not in os.environ,
    deadline=None,
)
settings.load_profile("tests")

SLOWEST = ("tests/browser/", "tests/faults/", "tests/test_cli.py", "tests/pages/", "tests/corpus/")
"""Begun first: a long file that is begun last leaves the other workers with nothing to do."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((n for n, path in enumerate(SLOWEST) if item.nodeid.startswith(path)), 9))


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of gold data, which is not part of the project."""
    if not GOLD.is_dir():
        pytest.skip(
            f"gold data are not part of the project, and SVODKA_GOLD names no folder that is there ({GOLD.name})"
        )
    return GOLD


@pytest.fixture(scope="session")
def seeds_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two seeds."""
    return seed_store(tmp_path_factory.mktemp("cache"))


def make_store(folder: Path, n: int) -> Path:
    """Index `n` invented documents."""
    file = invented.write(folder / "press.jsonl", n)
    index([file], folder / "store", workers=1, report=Report(), progress=lambda *_: None)
    return folder / "store"


@pytest.fixture(scope="session")
def press_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """240 invented documents over two years, with a gap, six of them undated."""
    return make_store(tmp_path_factory.mktemp("press"), 240)


@pytest.fixture(scope="session")
def one_document_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A single invented document."""
    return make_store(tmp_path_factory.mktemp("one"), 1)
