"""Measure every page on a store: time to the first figure in a real browser, and CPU of the server per rerun.

    python -m benchmarks.pages STORE [RERUNS]

A server is started on the store as ``make run`` does. *first* is the wall time from opening the page in a fresh
browser profile to its first figure, or to its footer where it has none; *rerun* is the CPU time of the server process
divided by the number of reruns (the key R), caches warm. *bare* is the same for a page of Streamlit with one Plotly
chart, on the same machine in the same run.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from lib.ui.frame import PAGES
from tests.browser.conftest import FLAGS, RUNS, find_chromium, path_of, settle, start_server

_TICKS = os.sysconf("SC_CLK_TCK")
_BARE = """
import plotly.graph_objects as go
import streamlit as st
st.plotly_chart(go.Figure(go.Bar(x=list(range(60)), y=list(range(60)))))
st.html('<footer class="footer">.</footer>')
"""


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def measure(browser: Browser, pid: int, address: str, reruns: int) -> tuple[float, float]:
    """Return seconds to the first figure and CPU seconds per rerun."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.add_init_script(RUNS)
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .main-svg, footer.footer", timeout=60_000)
    first = time.perf_counter() - start
    settle(page)
    for _ in range(2):
        _rerun(page)
    before = cpu_seconds(pid)
    for _ in range(reruns):
        _rerun(page)
    per_rerun = (cpu_seconds(pid) - before) / reruns
    page.close()
    return first, per_rerun


def _rerun(page: Page) -> None:
    page.locator("body").press("r")
    settle(page)


def bare(browser: Browser, folder: Path, reruns: int) -> tuple[float, float]:
    """Measure a page of Streamlit alone with one chart."""
    script = folder / "bare.py"
    script.write_text(_BARE)
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        "8977",
        "--server.headless",
        "true",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        time.sleep(4)
        found = measure(browser, server.pid, "http://127.0.0.1:8977", reruns)
        server.terminate()
    return found


def main() -> None:
    """Print a table."""
    store, reruns = Path(sys.argv[1]).resolve(), int((sys.argv[2:] or ["10"])[0])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(playwright), args=FLAGS)
        rows = [("bare Streamlit page", *bare(browser, Path(folder), reruns))]
        server, address = start_server(Path(folder), store)
        for name in PAGES:
            rows.append((name, *measure(browser, server.pid, f"{address}/{path_of(name)}", reruns)))
        server.terminate()
        browser.close()
    print("| page | first figure, s | CPU per rerun, ms | × bare |\n|---|---|---|---|")
    for name, first, rerun in rows:
        print(f"| {name} | {first:.2f} | {1000 * rerun:.0f} | {rerun / rows[0][2]:.1f} |")


if __name__ == "__main__":
    main()
