"""Themes: what the documents without a theme have of their own; groups are looked for when somebody asks."""

import re
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
    app = open_page(themeless, "themes", "sel=without")
    assert 'class="suggestion"' not in html_of(app)
    app.button(key="discover").click().run()
    assert [error.message for error in app.exception] == []
    groups = html_of(app).split('<section class="suggestion">')[1:]
    assert len(groups) >= 4
    assert all('href="./read?' in group and "doc=" in group for group in groups)
    assert all(re.search(r"\(NPMI\) (−|-)?[01],\d\d", group) for group in groups)
    assert "80 документов из 80 без темы" in html_of(app)


def test_another_selection_is_not_grouped_unasked(open_page: Open, themeless: Path) -> None:
    app = open_page(themeless, "themes", "sel=without")
    app.button(key="discover").click().run()
    app.query_params["from"] = "2024-02-01"
    app.run()
    assert 'class="suggestion"' not in html_of(app)
    assert app.button(key="discover").label == "Поискать группы (60 документов)"


def test_the_seeds_have_no_document_without_a_theme(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "themes", "sel=without")
    assert t("discovery.no_documents", "ru") in html_of(app)
    assert "discover" not in [button.key for button in app.button]


def test_few_documents_are_not_grouped(open_page: Open, themeless: Path) -> None:
    html = html_of(open_page(themeless, "themes", "sel=without&to=2024-02-29"))
    assert "Документов без темы в отборе 40." in html


def test_nothing_is_said_of_documents_without_a_theme_where_a_theme_is_selected(
    open_page: Open, press_store: Path
) -> None:
    html = html_of(open_page(press_store, "themes", "sel=without&th=arctic"))
    assert t("discovery.title", "ru") not in html
    assert t("without.themes_chosen", "ru") in html


def test_a_group_becomes_a_draft_with_its_words_as_terms(open_page: Open, themeless: Path) -> None:
    app = open_page(themeless, "themes", "sel=without")
    app = app.button(key="discover").click().run()
    words = html_of(app).split('<section class="suggestion"><h3>')[1].partition("<")[0].split(", ")
    app = app.button(key="make-theme-0").click().run()
    assert [error.message for error in app.exception] == []
    assert dict(app.query_params)["sel"] == ["dictionary"] or app.query_params["sel"] == "dictionary"
    assert app.session_state["theme-field-terms"].split("\n") == [f"{word}: 2" for word in words]
    assert "0 → " in html_of(app)
    assert not app.button(key="theme-save").disabled


def test_words_that_set_the_documents_without_a_theme_apart(open_page: Open, press_store: Path) -> None:
    html = html_of(open_page(press_store, "themes", "sel=without"))
    assert t("without.one_side", "ru") in html


def test_few_words_are_not_ranked(open_page: Open, tmp_path: Path) -> None:
    import json

    rows = [{"id": str(n), "date": "2024-01-01", "title": f"Заметка {n}", "text": text}
            for n, text in enumerate(("Санкции против банков введены.", "Дождь и ветер пришли в город."))]  # fmt: skip
    (tmp_path / "notes.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    index([tmp_path / "notes.jsonl"], tmp_path / "store", workers=1, report=Report(), progress=lambda *_: None)
    html = html_of(open_page(tmp_path / "store", "themes", "sel=without"))
    assert "Слова не ранжируются: нужно не меньше 5 000 слов" in html


def test_a_theme_has_its_terms_and_its_sources(open_page: Open, press_store: Path) -> None:
    html = html_of(open_page(press_store, "themes", "th=sanctions"))
    terms = html.partition(t("themes.terms", "ru"))[2].partition("</table>")[0]
    assert "<td>санкция</td>" in terms
    sources = html.partition(t("themes.sources", "ru"))[2].partition("</table>")[0]
    assert "<td>Вестник</td>" in sources


@pytest.mark.parametrize("link", ["", "th=-", "th=sanctions,arctic"])
def test_only_one_theme_has_a_profile(open_page: Open, press_store: Path, link: str) -> None:
    assert t("themes.terms", "ru") not in html_of(open_page(press_store, "themes", link))


def test_a_small_corpus_says_that_it_goes_without_tf_idf(open_page: Open, seeds_store: Path, press_store: Path) -> None:
    said = "В корпусе меньше 50 документов"
    assert said in html_of(open_page(seeds_store, "themes"))
    assert said not in html_of(open_page(press_store, "themes"))
