"""Same speaker? What is accepted holds at once on every page, is written beside the corpus, and can be undone."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.corpus.indexing import index
from lib.corpus.report import Report
from tests import invented
from tests.pages.conftest import Open, html_of

SENTENCES = (
    "Министр Анна Вересова заявила, что переговоры продолжатся весной.",
    "Вересова заявила, что переговоры продолжатся летом.",
    "Посол Пётр Ольхин сообщил, что саммит готовится.",
    "Минсельхоз России заявил, что контакты возобновлены.",
    "Минсельхоз РФ заявил, что встреча будет.",
    "Министр Ганс Беккер заявил, что санкции останутся.",
    "Министр Ганс Бекер заявил, что санкции не останутся.",
)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven documents of one sentence, a day apart."""
    rows = [
        {"id": str(n), "date": f"2024-03-{n + 1:02}", "source": "Вестник", "title": f"Новость {n}", "text": text}
        for n, text in enumerate(SENTENCES)
    ]
    return invented.index_rows(rows, tmp_path_factory.mktemp("seven"))


@pytest.fixture
def store(indexed: Path, tmp_path: Path) -> Path:
    """A copy of them that may be written."""
    return shutil.copytree(indexed, tmp_path / "store")


def opened(open_page: Open, store: Path, query: str = "") -> AppTest:
    app = open_page(store, "speakers", query)
    app.session_state["same-speakers"] = True
    return app.run()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def click(app: AppTest, label: str) -> AppTest:
    """Click the first button with a label."""
    return next(button for button in app.button if button.label == label).click().run()


def test_the_section_is_closed_and_says_nothing_until_it_is_opened(open_page: Open, store: Path) -> None:
    html = html_of(open_page(store, "speakers"))
    assert "Фамилия без имени" not in html


def test_suggestions_show_both_names_the_reason_and_an_example_of_each(open_page: Open, store: Path) -> None:
    app = opened(open_page, store)
    html = html_of(app)
    assert [error.message for error in app.exception] == []
    for words in (
        "Вересова",
        "Фамилия без имени",
        "1 день",
        "удвоенные буквы",
        "Минсельхоз РФ",
        "переговоры продолжатся летом",
    ):
        assert words in html, words
    assert labels(app).count("Один спикер") == 3


def test_one_speaker_holds_at_once_is_written_and_can_be_undone(open_page: Open, store: Path) -> None:
    app = opened(open_page, store)
    while "Один спикер" in labels(app):
        app = click(app, "Один спикер")
    written = (store / "speakers.toml").read_text("utf-8")
    assert 'aliases = ["Вересова"]' in written
    profile = html_of(open_page(store, "speakers", "sp=veresova"))
    assert "<h2" in profile
    assert "Также: Вересова." in profile
    assert 'class="card"><b>2<' in profile
    app = opened(open_page, store)
    for _ in range(3):
        app = click(app, "Разделить")
    assert "name =" not in (store / "speakers.toml").read_text("utf-8")
    assert labels(app).count("Один спикер") == 3


def test_different_is_remembered_and_can_be_suggested_again(open_page: Open, store: Path) -> None:
    app = opened(open_page, store)
    app = click(app, "Разные")
    assert "[[separate]]" in (store / "speakers.toml").read_text("utf-8")
    assert labels(app).count("Один спикер") == 2
    app = click(app, "Предлагать снова")
    assert labels(app).count("Один спикер") == 3


def test_a_link_from_before_a_merge_leads_to_the_merged_speaker(open_page: Open, store: Path) -> None:
    (store / "speakers.toml").write_text('[[speaker]]\nname = "Анна Вересова"\naliases = ["Вересова"]\n', "utf-8")
    app = open_page(store, "speakers", "sp=veresova")
    html = html_of(app)
    assert "Анна Вересова" in html
    assert "Параметр" not in html
    assert app.run().query_params["sp"] == "anna-veresova"


def test_a_list_that_cannot_be_read_is_said_on_every_page_and_nothing_is_merged(open_page: Open, store: Path) -> None:
    (store / "speakers.toml").write_text('[[speaker]]\nname = "Анна Вересова"\naliases = "Вересова"\n', "utf-8")
    html = html_of(open_page(store, "overview"))
    assert "store/speakers.toml, [[speaker]] 1 (Анна Вересова): ожидалось aliases" in html
    app = opened(open_page, store)
    assert "поправьте файл" in html_of(app)
    assert "Один спикер" not in labels(app)


def test_a_list_that_may_not_be_read_is_said_too(open_page: Open, store: Path) -> None:
    (store / "speakers.toml").mkdir()
    app = open_page(store, "overview")
    assert [error.message for error in app.exception] == []
    assert "Ваш список спикеров не применён" in html_of(app)


def test_after_indexing_again_a_merge_still_holds(open_page: Open, store: Path) -> None:
    (store / "speakers.toml").write_text('[[speaker]]\nname = "Анна Вересова"\naliases = ["Вересова"]\n', "utf-8")
    copy = store.with_name("again")
    shutil.copytree(store, copy)
    shutil.rmtree(copy / "marts")
    index([], copy, workers=1, report=Report(), progress=lambda *_: None)
    assert 'class="card"><b>2<' in html_of(open_page(copy, "speakers", "sp=anna-veresova"))
