"""Themes: groups among the documents without a theme are looked for when somebody asks."""

from pathlib import Path

import pytest

from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.i18n import t
from tests.pages.conftest import Open, html_of

NEWS = (
    ("Погода", "Дождь и ветер пришли в город, синоптики обещают снег, мороз и туман"),
    ("Театр", "Актёр и режиссёр представили спектакль, зритель ждал занавес и премьеру на сцене"),
    ("Футбол", "Вратарь и тренер выиграли матч, стадион увидел гол и пенальти, клуб празднует"),
    ("Поле", "Фермер и комбайн убрали пшеницу, зерно в амбаре, урожай с поля хорош, трактор цел"),
)


@pytest.fixture(scope="module")
def themeless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighty invented notes on what no theme of the dictionary is about."""
    import json

    folder = tmp_path_factory.mktemp("themeless")
    rows = [
        {"id": str(n), "date": f"2024-0{1 + n // 20}-1{n % 9}", "source": "Вестник", "title": f"{title}: заметка {n}",
         "text": f"{text}. Заметка {n}."}
        for n in range(80)
        for title, text in [NEWS[n % len(NEWS)]]
    ]  # fmt: skip
    (folder / "notes.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    index([folder / "notes.jsonl"], folder / "store", workers=1, report=Report(), progress=lambda *_: None)
    return folder / "store"


def test_groups_come_after_the_click_with_links_to_documents(open_page: Open, themeless: Path) -> None:
    app = open_page(themeless, "themes")
    assert 'class="suggestions"' not in html_of(app)
    app.button(key="discover").click().run()
    assert [error.message for error in app.exception] == []
    groups = html_of(app).split('class="suggestions"')[1].split("<section>")[1:]
    assert len(groups) >= 4
    assert all('href="./read?' in group and "doc=" in group for group in groups)
    assert "80 документов из 80 без темы" in html_of(app)


def test_another_selection_is_not_grouped_unasked(open_page: Open, themeless: Path) -> None:
    app = open_page(themeless, "themes")
    app.button(key="discover").click().run()
    app.query_params["from"] = "2024-02-01"
    app.run()
    assert 'class="suggestions"' not in html_of(app)
    assert app.button(key="discover").label == "Поискать группы (60 документов)"


def test_the_seeds_have_no_document_without_a_theme(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "themes")
    assert t("discovery.no_documents", "ru") in html_of(app)
    assert "discover" not in [button.key for button in app.button]


def test_few_documents_are_not_grouped(open_page: Open, themeless: Path) -> None:
    html = html_of(open_page(themeless, "themes", "to=2024-02-29"))
    assert "Документов без темы в отборе 40." in html


def test_nothing_is_said_of_documents_without_a_theme_where_a_theme_is_selected(
    open_page: Open, press_store: Path
) -> None:
    assert t("discovery.title", "ru") not in html_of(open_page(press_store, "themes", "th=arctic"))
