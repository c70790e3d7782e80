"""Measure what a rerun of every page costs the server, and how much it sends: sessions without a browser.

    python -m benchmarks.reruns STORE [RERUNS]

A server is started on the store as ``make run`` does. CPU is the processor time of the whole server process from
asking for a run until shortly after its end, the median of the reruns: *same* of the view as it is, caches warm;
*filter* with another first day each time, so that what the page asks of the corpus is asked for the first time.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.session import Session
from lib.ui.frame import PAGES
from tests.browser.conftest import path_of, start_server

_REST = 0.12  # seconds after a run, for what the server does when it has answered


def cpu_ms(pid: int) -> float:
    """Return the processor time of a process of Linux, with that of threads that have ended."""
    return 1000 * time.clock_gettime((~pid << 3) | 2)


async def measure(address: str, page: str, pid: int, queries: list[str]) -> tuple[float, float, list[str]]:
    """Return the median of CPU, ms a rerun, the mean of what is sent, kB a rerun, and what went wrong."""
    async with Session(address, path_of(page)) as session:
        for _ in range(2):
            await session.run()
        await asyncio.sleep(4 * _REST)
        spent, before = [], session.received
        for query in queries:
            session.query = query or session.query
            start = cpu_ms(pid)
            await session.run()
            await asyncio.sleep(_REST)
            spent.append(cpu_ms(pid) - start)
        return statistics.median(spent), (session.received - before) / 1024 / len(queries), session.errors


def main() -> None:
    """Print a table."""
    store, reruns = Path(sys.argv[1]).resolve(), int((sys.argv[2:] or ["15"])[0])
    views = {"same": [""] * reruns, "filter": [f"from={2001 + n % 24}-{1 + n % 12:02}-05" for n in range(reruns)]}
    print("| page | " + " | ".join(f"{view}: CPU, ms | kB" for view in views) + " |\n|---|" + "---|" * 2 * len(views))
    with tempfile.TemporaryDirectory() as folder:
        server, address = start_server(Path(folder), store)
        try:
            for page in PAGES:
                found = [asyncio.run(measure(address, page, server.pid, queries)) for queries in views.values()]
                errors = {error for *_, some in found for error in some}
                print(f"| {page} | " + " | ".join(f"{cpu:.0f} | {sent:.0f}" for cpu, sent, _ in found) + " |", *errors)
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    main()
