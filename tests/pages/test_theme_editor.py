"""The theme editor: what an edit would change is seen first, saving makes it so, and nothing that was typed is lost."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.analysis.theme_writing import with_theme, without_theme
from lib.corpus.files import locked
from lib.corpus.indexing import save_themes
from lib.corpus.store import open_store
from lib.corpus.theme_file import FILE, read_dictionary, versions
from lib.i18n import t
from tests.pages.conftest import Open, html_of

DICTIONARY = "sel=dictionary"


@pytest.fixture
def store(press_store: Path, tmp_path: Path) -> Path:
    """The invented press, to be written to."""
    return Path(shutil.copytree(press_store, tmp_path / "store"))


@pytest.fixture
def app(open_page: Open, store: Path) -> AppTest:
    return open_page(store, "themes", DICTIONARY)


def button(app: AppTest, key: str):
    """A button by its key; names of themes are keys too, so they are not asked for by `app.button` alone."""
    return app.button(key=f"theme-{key}")


def fill(app: AppTest, field: str, value: str | float) -> AppTest:
    """Type into a field of the editor."""
    kinds = {"threshold": app.number_input, "terms": app.text_area, "exclusions": app.text_area}
    widget = kinds.get(field, app.text_input)(key=f"theme-field-{field}")
    return widget.set_value(value).run()


def value(app: AppTest, field: str) -> object:
    return app.session_state[f"theme-field-{field}"]


def begun(app: AppTest, terms: str = "обозреватели", name: str = "Обзоры") -> AppTest:
    """A new theme with a name and terms."""
    app = button(app, "new").click().run()
    return fill(fill(app, "name_ru", name), "terms", terms)


def cards(app: AppTest) -> list[str]:
    """The numbers of the effect."""
    return [part.partition("<")[0] for part in html_of(app).split('class="card"><b>')[1:]]


def ids(store: Path) -> list[str]:
    return [theme.id for theme in read_dictionary(store).themes]


def save_elsewhere(store: Path, text: str) -> None:
    save_themes(store, text, lambda *_: None)


def edited(store: Path, name: str, **changes: object) -> str:
    saved = read_dictionary(store)
    theme = next(theme for theme in saved.themes if theme.id == name)
    return with_theme(saved.text, replace(theme, **changes))  # type: ignore[arg-type]


def assert_whole(app: AppTest) -> None:
    assert [error.message for error in app.exception] == []
    assert 'class="footer"' in html_of(app)


def test_the_list_has_every_theme_with_its_documents_and_terms(app: AppTest, store: Path) -> None:
    assert_whole(app)
    opened = [each.key.removeprefix("theme-open-") for each in app.button if each.key.startswith("theme-open-")]
    assert opened == ids(store)
    assert "порог 4" in html_of(app)


def test_a_new_theme_shows_its_effect_before_it_is_saved_and_is_there_after(app: AppTest, store: Path) -> None:
    before = open_store(store).latest().id
    app = button(app, "new").click().run()
    assert t("effect.no_terms", "ru") in html_of(app)
    assert button(app, "save").disabled
    app = fill(fill(app, "name_ru", "Обзоры"), "terms", "обозреватели")
    assert_whole(app)
    assert cards(app)[0] == "0 → 240"
    html = html_of(app)
    assert '<mark class="hit">Обозреватели</mark>' in html
    assert "Новые предложения: 240" in [label for pills in app.get("button_group") for label in pills.options]
    assert html.count('<article class="said">') == 5
    assert ids(store) == ids(store)[:15]
    app = button(app, "save").click().run()
    assert_whole(app)
    assert ids(store)[-1] == "obzory"
    assert open_store(store).latest().id != before
    assert "Сохранено: версия" in html_of(app)
    assert "th=obzory" in html_of(app)
    assert "240 документов" in html_of(app)


def test_the_theme_is_in_every_link_to_the_newest_and_not_in_the_pinned_one(
    app: AppTest, open_page: Open, store: Path
) -> None:
    pinned = open_store(store).latest().id
    button(begun(app), "save").click().run()
    html = html_of(open_page(store, "themes", "th=obzory"))
    assert "Обзоры" in html
    assert "нет значения" not in html
    old = html_of(open_page(store, "themes", f"th=obzory&snap={pinned}"))
    assert "нет значения «obzory»" in old
    reading = open_page(store, "themes", f"{DICTIONARY}&snap={pinned}")
    assert t("editor.old_snapshot", "ru") in html_of(reading)
    assert "theme-new" not in [each.key for each in reading.button]


def test_steps_back_and_on_and_discarding(app: AppTest) -> None:
    app = fill(begun(app), "threshold", 2.0)
    app = button(app, "undo").click().run()
    assert value(app, "threshold") == 4.0
    app = button(app, "undo").click().run()
    assert (value(app, "terms"), value(app, "name_ru")) == ("", "Обзоры")
    app = button(app, "redo").click().run()
    assert value(app, "terms") == "обозреватели"
    app = button(app, "discard").click().run()
    assert "theme-new" in [each.key for each in app.button]
    app = button(app, "new").click().run()
    assert value(app, "terms") == ""


def test_a_draft_outlives_another_page_and_another_theme(app: AppTest) -> None:
    app = begun(app)
    app.switch_page("../../pages/speakers.py").run()
    app.switch_page("../../pages/themes.py").run()
    assert value(app, "terms") == "обозреватели"
    app = button(app, "back").click().run()
    app = button(app, "open-space").click().run()
    assert "спутник" in str(value(app, "terms"))
    app = fill(app, "threshold", 3.0)
    app = button(app, "back").click().run()
    assert "черновик" in html_of(app)
    draft = next(each for each in app.button if "Обзоры" in each.label)
    app = draft.click().run()
    assert value(app, "terms") == "обозреватели"
    app = button(button(app, "back").click().run(), "open-space").click().run()
    assert value(app, "threshold") == 3.0


def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(app: AppTest) -> None:
    typed = "обозреватели\nзаметка @nobody: 2\nдень: много"
    app = begun(app, typed)
    html = html_of(app)
    assert "Строка 2. Списка слов @nobody в словаре нет." in html
    assert "Строка 3. После двоеточия ожидался вес" in html
    assert cards(app)[0] == "0 → 240", "what can be read is tried all the same"
    assert button(app, "save").disabled
    assert value(app, "terms") == typed
    assert "Адрес «space» уже у другой темы." in html_of(fill(app, "id", "space"))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[x](http://evil.example)", "=HYPERLINK()", "\u202eабв"])
def test_hostile_text_is_shown_as_text(app: AppTest, text: str) -> None:
    app = begun(app, f"обозреватели\n{text} @nobody", name=text)
    assert_whole(app)
    assert "<script" not in html_of(app).replace("<script>alert", "", 0).partition('class="corpus-line"')[2]
    app = button(app, "back").click().run()
    assert_whole(app)


def test_an_edit_of_a_known_theme_says_what_it_would_change(app: AppTest, store: Path) -> None:
    app = button(app, "open-space").click().run()
    assert t("editor.as_saved", "ru") in html_of(app)
    assert t("effect.nothing", "ru") in html_of(app)
    assert button(app, "save").disabled
    app = fill(app, "exclusions", f"{value(app, 'exclusions')}\nспутник выведен")
    html = html_of(app)
    assert "Не сохранено: +1 исключение." in html.replace("\u202f", " ")
    assert cards(app)[0] == "90 → 30"
    assert "Утраченные предложения" in str([pills.options for pills in app.get("button_group")])
    app = button(app, "save").click().run()
    theme = next(theme for theme in read_dictionary(store).themes if theme.id == "space")
    assert theme.exclusions[-1] == "спутник выведен"
    app = button(app, "open-space").click().run()
    assert cards(app)[0] == "30"


def test_a_suggestion_becomes_a_term(app: AppTest) -> None:
    app = begun(app)
    pills = next(each for each in app.get("button_group") if str(each.key).startswith("hints-"))
    before = str(value(app, "terms"))
    app = pills.set_value(pills.options[0].rpartition(" ")[0].split(" ")[0]).run()
    assert_whole(app)
    assert str(value(app, "terms")).startswith(f"{before}")


def test_a_copy_is_a_new_theme(app: AppTest, store: Path) -> None:
    app = button(button(app, "open-space").click().run(), "copy").click().run()
    assert value(app, "name_ru") == "Космос (копия)"
    assert not app.text_input(key="theme-field-id").disabled
    button(app, "save").click().run()
    assert ids(store)[-1] == "space_kopiya" or ids(store)[-1].startswith("space")
    assert len(ids(store)) == 16


def test_deleting_says_what_it_means_first(app: AppTest, store: Path) -> None:
    app = button(app, "open-space").click().run()
    app.session_state["theme-delete"] = True
    app = app.run()
    assert "они останутся без темы" in html_of(app)
    app = button(app, "delete-now").click().run()
    assert "space" not in ids(store)
    assert_whole(app)


def test_somebody_saved_another_theme_meanwhile(app: AppTest, store: Path) -> None:
    app = fill(button(app, "open-space").click().run(), "threshold", 3.0)
    save_elsewhere(store, without_theme(read_dictionary(store).text, "arctic"))
    app = app.run()
    assert t("editor.behind", "ru") in html_of(app)
    assert t("editor.behind_same", "ru") in html_of(app)
    assert button(app, "save").disabled
    app = button(app, "lay-over").click().run()
    app = button(app, "save").click().run()
    saved = {theme.id: theme for theme in read_dictionary(store).themes}
    assert saved["space"].threshold == 3.0
    assert "arctic" not in saved


def test_somebody_saved_the_same_theme_meanwhile(app: AppTest, store: Path) -> None:
    app = fill(button(app, "open-space").click().run(), "threshold", 3.0)
    save_elsewhere(store, edited(store, "space", threshold=6.0))
    app = app.run()
    assert "Эта тема там другая (порог 4 → 6)" in html_of(app)
    app = button(app, "lay-over").click().run()
    assert "порог 6 → 3" in html_of(app)
    assert value(app, "threshold") == 3.0


def test_a_save_that_comes_after_another_overwrites_nothing(app: AppTest, store: Path) -> None:
    app = fill(button(app, "open-space").click().run(), "threshold", 3.0)
    save_elsewhere(store, without_theme(read_dictionary(store).text, "arctic"))
    app = button(app, "save").click().run()  # as it was drawn before
    assert_whole(app)
    assert t("editor.behind", "ru") in html_of(app)
    assert "arctic" not in ids(store)
    assert "Сохранено" not in html_of(app)
    assert value(app, "threshold") == 3.0


def test_a_locked_store_is_said_and_the_draft_stays(app: AppTest, store: Path) -> None:
    app = begun(app)
    with locked(store):
        app = button(app, "save").click().run()
    assert_whole(app)
    assert "Словарь не сохранён" in html_of(app)
    assert "хранилище занято" in html_of(app)
    assert value(app, "terms") == "обозреватели"
    button(app, "save").click().run()
    assert ids(store)[-1] == "obzory"


def test_a_store_that_cannot_be_written_to_is_said(app: AppTest, store: Path) -> None:
    app = begun(app)
    (store / "themes").write_text("in the way of the versions", "utf-8")
    app = button(app, "save").click().run()
    assert_whole(app)
    assert "в хранилище нельзя писать" in html_of(app)
    assert value(app, "terms") == "обозреватели"


@pytest.fixture
def versioned(open_page: Open, store: Path) -> AppTest:
    """Two saved versions, the second without a theme."""
    save_elsewhere(store, edited(store, "space", threshold=3.0))
    save_elsewhere(store, without_theme(read_dictionary(store).text, "arctic"))
    app = open_page(store, "themes", DICTIONARY)
    app.session_state["theme-versions"] = True
    return app.run()


def test_versions_say_what_they_changed_and_can_be_taken_again(versioned: AppTest, store: Path) -> None:
    html = html_of(versioned)
    assert "«Арктика»: темы больше нет" in html
    assert "«Космос»: порог 4 → 3" in html
    assert "действует сейчас" in html
    app = versioned.button(key="restore-1").click().run()
    assert_whole(app)
    saved = {theme.id: theme for theme in read_dictionary(store).themes}
    assert "arctic" in saved
    assert saved["space"].threshold == 3.0
    assert versions(store)[0].number == 3
    app.button(key="restore-own").click().run()
    assert read_dictionary(store).is_default


def test_a_dictionary_that_cannot_be_read_names_its_line_and_is_mended_by_a_version(
    open_page: Open, store: Path
) -> None:
    save_elsewhere(store, edited(store, "space", threshold=3.0))
    text = read_dictionary(store).text
    (store / FILE).write_text(text.replace("threshold = 4", "threshold = 0", 1), "utf-8")
    app = open_page(store, "themes", DICTIONARY)
    html = html_of(app)
    assert_whole(app)
    assert "Порог «0» не положительное число." in html
    assert "Строка " in html
    app.session_state["theme-versions"] = True
    app.run().button(key="restore-1").click().run()
    assert read_dictionary(store).text == text


def test_a_dictionary_edited_by_hand_is_offered_to_be_scored(open_page: Open, store: Path) -> None:
    (store / FILE).write_text(without_theme(read_dictionary(store).text, "arctic"), "utf-8")
    app = open_page(store, "themes", DICTIONARY)
    assert t("editor.unscored", "ru") in html_of(app)
    app = app.button(key="themes-score").click().run()
    assert t("editor.unscored", "ru") not in html_of(app)
    assert "arctic" not in [theme.id for theme in read_dictionary(store).themes]


@pytest.mark.parametrize("name", ["seeds_store", "one_document_store"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_small_corpora(open_page: Open, request: pytest.FixtureRequest, name: str, language: str) -> None:
    app = open_page(request.getfixturevalue(name), "themes", f"{DICTIONARY}&lang={language}")
    app = button(app, "open-sanctions").click().run()
    assert_whole(app)
    app = fill(button(button(app, "back").click().run(), "new").click().run(), "terms", "небывальщина")
    assert_whole(app)
    assert t("effect.nothing_new", language) in html_of(app)


def test_a_dictionary_without_themes_can_be_begun(open_page: Open, store: Path) -> None:
    save_elsewhere(store, "")
    app = open_page(store, "themes", DICTIONARY)
    assert t("editor.no_themes", "ru") in html_of(app)
    app = button(begun(app), "save").click().run()
    assert_whole(app)
    assert ids(store) == ["obzory"]


def test_a_file_is_checked_and_its_effect_shown_before_it_replaces_the_dictionary(app: AppTest, store: Path) -> None:
    text = read_dictionary(store).text
    app.session_state["theme-import"] = True
    app = app.run()
    bad = text.replace("threshold = 4", "threshold = -1", 1)
    app = app.file_uploader(key="themes-file").set_value(("bad.toml", bad.encode(), "text/plain")).run()
    assert "Файл не годится. Строка " in html_of(app)
    assert "Порог «-1»" in html_of(app)
    good = edited(store, "space", threshold=9.0, id="cosmos")
    app = app.file_uploader(key="themes-file").set_value(("good.toml", good.encode(), "text/plain")).run()
    html = html_of(app)
    assert_whole(app)
    assert "изменится 0, добавится 1, исчезнет 0" in html
    assert ids(store)[-1] != "cosmos"
    app = app.button(key="themes-import").click().run()
    assert ids(store)[-1] == "cosmos"
