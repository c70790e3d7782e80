"""A site for each test that wants one of its own."""

from collections.abc import Iterator

import pytest

from tests.corpus.collect.site import Site, running


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found
