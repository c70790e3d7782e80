"""One function over many items."""

import os
import time

import pytest

from lib.corpus.parallel import ordered_map


def slow_square(n: int) -> int:
    time.sleep(0.02 * (n % 3))
    return n * n


def process_of(_: int) -> int:
    return os.getpid()


def fail_at_five(n: int) -> int:
    if n == 5:
        raise ValueError(n)
    return n


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("n", [0, 1, 2, 20])
def test_order_is_kept(n: int, workers: int) -> None:
    assert list(ordered_map(slow_square, range(n), workers)) == [n * n for n in range(n)]


def test_little_work_stays_in_this_process() -> None:
    assert set(ordered_map(process_of, range(2), 2)) == {os.getpid()}
    assert os.getpid() not in set(ordered_map(process_of, range(9), 2))


def test_only_few_items_are_taken_ahead() -> None:
    taken = []
    results = ordered_map(slow_square, (taken.append(n) or n for n in range(100)), 2)
    next(results)
    assert len(taken) <= 6
    results.close()


def test_errors_come_through() -> None:
    with pytest.raises(ValueError, match="5"):
        list(ordered_map(fail_at_five, range(9), 2))
