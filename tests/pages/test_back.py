"""The view against a browser that is late: it still names the link, or reports the widgets, of a view that was left."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open

CHOICES = [
    ("overview", "q", "query", "саммит"),
    ("timeline", "g", "grain", "year"),
    ("timeline", "lane", "lane", "theme"),
    ("overview", "lang", "language", "en"),
]


def choose(app: AppTest, key: str, choice: str) -> None:
    widget = next(each for kind in ("text_input", "button_group") for each in app.get(kind) if each.key == key)
    widget.set_value(choice).run()


def link(app: AppTest, parameters: dict[str, list[str]]) -> AppTest:
    app.query_params.clear()
    for name, values in parameters.items():
        app.query_params[name] = values
    return app


def parameters(app: AppTest) -> dict[str, list[str]]:
    return {name: list(values) if isinstance(values, list) else [values] for name, values in app.query_params.items()}


@pytest.mark.parametrize(("page", "parameter", "key", "choice"), CHOICES)
def test_a_late_link_undoes_nothing(
    seeds_store: Path, open_page: Open, page: str, parameter: str, key: str, choice: str
) -> None:
    app = open_page(seeds_store, page, "v=1")
    before = parameters(app)
    choose(app, key, choice)
    chosen = parameters(app)
    assert chosen[parameter] == [choice]
    link(app, before).run()
    assert parameters(app) == chosen
    link(app, before).run()
    assert parameters(app) == chosen
    link(app, chosen).run()
    assert parameters(app) == chosen


def test_back_is_followed_once_the_browser_has_named_the_new_link(seeds_store: Path, open_page: Open) -> None:
    app = open_page(seeds_store, "overview", "v=1")
    before = parameters(app)
    choose(app, "query", "саммит")
    app.run()
    late = app._tree.get_widget_states()
    link(app, before).run()
    assert parameters(app) == before
    app._run(late)
    assert parameters(app) == before
