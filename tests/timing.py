"""Time that a thing takes, for tests of how it grows: what else the machine does is not to count."""

import gc
import time
from collections.abc import Callable


def seconds(act: Callable[[], object]) -> float:
    """Processor time of this thread, the least of three."""
    taken = []
    for _ in range(3):
        gc.disable()  # a collection walks whatever other tests have left behind
        began = time.thread_time()
        act()
        taken.append(time.thread_time() - began)
        gc.enable()
    return min(taken)
