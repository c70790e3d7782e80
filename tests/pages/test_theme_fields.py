"""A theme as it is typed: what is read from the fields, what is wrong and where, and what has changed in words."""

from dataclasses import replace

import pytest

from lib.analysis.theme_dictionary import Term, Theme
from lib.corpus.theme_file import default_text, parsed
from lib.ui.theme_fields import PHRASES, Fields, changed, changes, fields_of, proposed_id, read, with_term
from lib.ui.theme_words import all_changes, change

WORDS = {"state": ("Франция", "Чили"), "body": ("@state", "посольство")}
ROADS = Fields(id="roads", name_ru="Дороги", terms="дорога: 4\nмост: 2", threshold=4.0)


def theme(fields: Fields) -> Theme:
    found, problems = read(fields, WORDS, ())
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("дорога", [("дорога", 4.0)]),
        ("дорога: 2", [("дорога", 2.0)]),
        ("дорога:0,5", [("дорога", 0.5)]),
        ("дорога\t3", [("дорога", 3.0)]),
        ("8 марта", [("8 марта", 4.0)]),
        ("нота  +  посол : 1.5", [("нота + посол", 1.5)]),
        ("\n  \nмост\n", [("мост", 4.0)]),
        ("посол @body: 2", [("посол @body", 2.0)]),
    ],
)
def test_a_line_is_a_term_and_its_weight(typed: str, terms: list[tuple[str, float]]) -> None:
    assert [(term.text, term.weight) for term in theme(replace(ROADS, terms=typed)).terms] == terms


@pytest.mark.parametrize(
    ("field", "typed", "line", "message"),
    [
        ("terms", "дорога\nмост: два", 2, "editor.no_weight"),
        ("terms", "дорога\nмост: -1", 2, "editor.no_weight"),
        ("terms", "дорога\n@stat", 2, "theme.unknown_list"),
        ("terms", "дорога\nмост: 1\nдорога: 2", 3, "theme.duplicate_term"),
        ("terms", "дорога\n+ +", 2, "theme.bad_term"),
        ("terms", "", 0, "editor.no_terms"),
        ("exclusions", "день\n@nobody", 2, "theme.unknown_list"),
        ("requirements", "—", 1, "theme.bad_term"),
        ("name_ru", " ", 0, "editor.no_name"),
        ("id", "Дороги", 0, "theme.bad_id"),
        ("id", "taken", 0, "theme.duplicate_id"),
    ],
)
def test_what_is_wrong_is_said_with_its_field_and_line(field: str, typed: str, line: int, message: str) -> None:
    _, problems = read(replace(ROADS, **{field: typed}), WORDS, ("taken",))
    assert [(problem.field, problem.line, problem.message) for problem in problems] == [(field, line, message)]


def test_all_faults_are_found_at_once_and_the_rest_is_read() -> None:
    found, problems = read(
        replace(ROADS, id="9", terms="дорога\n@stat\nмост: x\nдорога", circumstances="@body\n@nobody"), WORDS, ()
    )
    assert sorted((problem.field, problem.line) for problem in problems) == [
        ("circumstances", 2), ("id", 0), ("terms", 2), ("terms", 3), ("terms", 4),
    ]  # fmt: skip
    assert [term.text for term in found.terms] == ["дорога"]
    assert found.circumstances == ("@body",)


def test_a_language_stands_in_for_the_other_and_the_name_for_the_description() -> None:
    found = theme(replace(ROADS, name_ru="", name_en="Roads", id=""))
    assert (found.id, found.name_ru, found.description_ru) == ("roads", "Roads", "Roads")


@pytest.mark.parametrize("known", parsed(default_text().encode()), ids=lambda known: known.id)
def test_every_theme_of_the_project_can_be_edited(known: Theme) -> None:
    found, problems = read(fields_of(known), known.words, ())
    assert problems == []
    assert changed(known, found) is None
    assert found.digest == known.digest


@pytest.mark.parametrize(
    ("name", "taken", "id"),
    [
        ("Права человека", (), "prava_cheloveka"),
        ("Права человека", ("prava_cheloveka", "prava_cheloveka_2"), "prava_cheloveka_3"),
        ("5G и связь", (), "t_5g_i_svyaz"),
        ("", (), "theme"),
        ("О " * 40, (), "o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o"),
    ],
)
def test_an_id_is_proposed_from_the_name(name: str, taken: tuple[str, ...], id: str) -> None:
    fields = Fields(name_ru=name, terms="слово")
    assert proposed_id(fields, taken) == id
    assert "id" not in {problem.field for problem in read(fields, {}, taken)[1]}


def test_a_term_is_added_among_those_of_its_weight() -> None:
    assert with_term(ROADS, "шоссе", 2).terms == "дорога: 4\nмост: 2\nшоссе: 2"
    assert with_term(ROADS, "шоссе", 3).terms == "дорога: 4\nшоссе: 3\nмост: 2"
    assert with_term(Fields(), "шоссе", 4).terms == "шоссе: 4"


@pytest.mark.parametrize(
    ("edited", "russian", "english"),
    [
        ({"terms": "дорога: 4\nшоссе: 4\nтуннель: 2\nмост: 2"}, "+2 термина", "+2 terms"),
        ({"terms": "дорога: 4\nшоссе: 2"}, "+1 термин, −1 термин", "+1 term, −1 term"),
        ({"terms": "дорога: 4\nмост: 1"}, "вес другой: 1 термин", "weight changed: 1 term"),
        ({"threshold": 3.5}, "порог 4 → 3,5", "threshold 4 → 3.5"),
        ({"exclusions": "железная дорога"}, "+1 исключение", "+1 exclusion"),
        ({"name_ru": "Пути"}, "названия или описания", "names or descriptions"),
    ],
)
def test_a_change_is_told_in_words(edited: dict[str, object], russian: str, english: str) -> None:
    found = changed(theme(replace(ROADS, name_en="Roads")), theme(replace(ROADS, name_en="Roads", **edited)))
    assert found
    assert [change(found, language).replace("\u202f", " ") for language in ("ru", "en")] == [russian, english]


def test_themes_that_came_went_and_changed() -> None:
    one, two, three = (theme(replace(ROADS, id=id, name_ru=id.upper())) for id in ("a", "b", "c"))
    other = replace(one, terms=(*one.terms, Term("шоссе", 1.0)))
    found = changes((one, two), (other, three))
    assert {(each.theme.id, each.what) for each in found} == {("a", "changed"), ("b", "removed"), ("c", "added")}
    assert all_changes(found, "ru") == "«C»: новая тема; «B»: темы больше нет; «A»: +1 термин"
    assert all_changes([], "ru") == "темы те же"


def test_an_edited_word_list_is_a_change_of_the_themes_that_use_it() -> None:
    used = theme(replace(ROADS, terms="посол @body"))
    unused = theme(ROADS)
    words = {**WORDS, "state": ("Франция",)}
    found = changes((used, replace(unused, id="b")), (replace(used, words=words), replace(unused, id="b", words=words)))
    assert [(each.theme.id, each.parts) for each in found] == [("roads", (("words", 1, 0),))]


def test_the_fields_of_phrases_are_fields() -> None:
    assert set(PHRASES) <= set(Fields.__slots__)
