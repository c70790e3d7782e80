"""A real server and a real browser. Where no Chromium is found the tests skip, saying so; with CI=true they fail."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

expect.set_options(timeout=60_000)

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--lang=ru",
]  # fmt: skip

RUNS = (Path(__file__).with_name("runs.js")).read_text("utf-8")
Visitor = Callable[..., Page]


def find_chromium(playwright: Playwright) -> str | None:
    """CHROMIUM=, Debian's, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(
    cache: Path,
    store: Path | None = None,
    *,
    port: int | None = None,
    options: Sequence[str] = (),
    variables: Mapping[str, str] | None = None,
) -> tuple[subprocess.Popen[bytes], str]:
    """Start the application as ``make run`` does and wait until it is healthy."""
    port = port or free_port()
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(cache),
        "XDG_DATA_HOME": str(cache / "data"),
        **(variables or {}),
    }
    environment.pop("SVODKA_STORE", None)
    if store:
        environment["SVODKA_STORE"] = str(store)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options]
    with (cache / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    address = f"http://localhost:{port}"
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return server, address
        except OSError:
            time.sleep(0.25)
        if server.poll() is not None:
            break
    server.kill()
    pytest.fail(f"the server did not start: {(cache / 'server.log').read_text('utf-8', 'replace')[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        executable = find_chromium(playwright)
        if executable is None:
            reason = "no Chromium was found: install Debian's chromium, or name one with CHROMIUM="
            pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
        opened = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    process, address = start_server(tmp_path_factory.mktemp("cache"))
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Open the window of a visitor of her own: ``visitor(390, "dark")``."""
    contexts: list[BrowserContext] = []

    def open_(width: int = 1440, look: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 1000},
            locale="ru-RU",
            color_scheme=look,  # type: ignore[arg-type]
        )
        contexts.append(context)
        context.set_default_timeout(60_000)
        context.add_init_script(RUNS)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor()


def settle(page: Page) -> None:
    """Wait until every run of the script that the page has asked for has ended, and all that it sent is drawn."""
    expect(page.locator("html[data-settled]")).to_be_attached()


def path_of(name: str) -> str:
    """The path of a page: the first has none."""
    return "" if name == "overview" else name


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)


def assert_no_error(page: Page) -> None:
    expect(page.locator("[data-testid=stException], [data-testid=stAlertContentError]")).to_have_count(0)
