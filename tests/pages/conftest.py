"""A page as a visitor gets it: through the entry, on a store of its own."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

SHELL = Path(__file__).resolve().parents[2] / "lib" / "ui" / "shell.py"
Open = Callable[..., AppTest]


def html_of(app: AppTest) -> str:
    """Everything that the run sent as HTML of our own."""
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Open a page: ``open_page(store, "timeline", "lang=en&q=саммит")``."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))

    def open_(store: Path, name: str, query: str = "") -> AppTest:
        monkeypatch.setenv("SVODKA_STORE", str(store))
        app = AppTest.from_file(str(SHELL), default_timeout=60)
        for key, value in parse_qsl(query):
            app.query_params[key] = value
        if name != "overview":
            app.switch_page(f"../../pages/{name}.py")
        return app.run()

    return open_
