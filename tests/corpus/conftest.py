"""A store written by hand, opened once."""

import pytest

from lib.corpus.snapshot import Snapshot
from tests.corpus.tables import SNAPSHOT, snapshot_store


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The six documents of `tests.corpus.tables`."""
    return Snapshot(snapshot_store(tmp_path_factory.mktemp("written") / "store"), SNAPSHOT)
