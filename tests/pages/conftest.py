"""A page as a visitor gets it: through the entry, on a store of its own."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

SHELL = Path(__file__).resolve().parents[2] / "lib" / "ui" / "shell.py"
HANGS = 600
"""Seconds after which a run is taken to hang; a busy machine needs many for what is done in one."""
Open = Callable[..., AppTest]


def html_of(app: AppTest) -> str:
    """Everything that the run sent as HTML of our own."""
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.fixture(autouse=True)
def handshake(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What the browser's connection came with, where AppTest has nothing: from this machine, without headers."""
    connection = SimpleNamespace(headers=[], cookies={}, remote_ip="127.0.0.1")
    monkeypatch.setattr("streamlit.runtime.context._get_client_context", lambda: connection)
    return connection


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Open a page: ``open_page(store, "timeline", "lang=en&q=саммит")``."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))

    def open_(store: Path, name: str, query: str = "") -> AppTest:
        monkeypatch.setenv("SVODKA_STORE", str(store))
        app = AppTest.from_file(str(SHELL), default_timeout=HANGS)
        for key, values in parse_qs(query).items():
            app.query_params[key] = values if len(values) > 1 else values[0]
        if name != "overview":
            app.switch_page(f"../../pages/{name}.py")
        return app.run()

    return open_
