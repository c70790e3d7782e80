"""Dictionaries of themes: what is read, and what is refused, with the line that is at fault."""

import pytest

from lib.analysis.theme_dictionary import Term, ThemeError, load_themes

GOOD = """
[words]
state = ["Франция", "Италия"]

[[theme]]
id = "flights"
name_ru = "Авиасообщение"
name_en = "Air links"
description_ru = "Рейсы между странами"
description_en = "Flights between states"
threshold = 4
terms.4 = ["прямой  рейс", "рейс + @state"]
terms."0.5" = ["самолет"]
exclusions = ["рейс теплохода"]

[[theme]]
id = "space"
name_ru = "Космос"
name_en = "Space"
description_ru = "Полёты"
description_en = "Flights"
threshold = 2.5
[theme.terms]
4 = ["МКС"]
"""


def test_load():
    flights, space = load_themes(GOOD)
    assert flights.terms == (Term("прямой рейс", 4), Term("рейс + @state", 4), Term("самолет", 0.5))
    assert flights.exclusions == ("рейс теплохода",)
    assert flights.requirements == ()
    assert flights.words["state"] == ("Франция", "Италия")
    assert (space.id, space.name_ru, space.threshold) == ("space", "Космос", 2.5)


@pytest.mark.parametrize(
    ("was", "becomes", "line", "key", "message"),
    [
        ("threshold = 2.5", "threshold = ", 22, "", "theme.syntax"),
        ("threshold = 2.5", "", 16, "threshold", "theme.missing_key"),
        ("threshold = 2.5", "threshold = 0", 22, "threshold", "theme.bad_threshold"),
        ("threshold = 2.5", "threshold = true", 22, "threshold", "theme.bad_threshold"),
        ("threshold = 2.5", "treshold = 2.5", 22, "treshold", "theme.unknown_key"),
        ('id = "space"', 'id = "flights"', 17, "id", "theme.duplicate_id"),
        ('id = "space"', 'id = "космос"', 17, "id", "theme.bad_id"),
        ('id = "space"', "id = 7", 17, "id", "theme.wrong_type"),
        ('name_en = "Space"', 'name_en = " "', 19, "name_en", "theme.wrong_type"),
        ('4 = ["МКС"]', "", 23, "terms", "theme.no_terms"),
        ('4 = ["МКС"]', "4 = []", 23, "terms", "theme.no_terms"),
        ('4 = ["МКС"]', '-4 = ["МКС"]', 24, "-4", "theme.bad_weight"),
        ('4 = ["МКС"]', 'many = ["МКС"]', 24, "many", "theme.bad_weight"),
        ('4 = ["МКС"]', 'nan = ["МКС"]', 24, "nan", "theme.bad_weight"),
        ('4 = ["МКС"]', '4 = "МКС"', 24, "4", "theme.wrong_type"),
        ('4 = ["МКС"]', '4 = ["МКС", 5]', 24, "4", "theme.wrong_type"),
        ('4 = ["МКС"]', '4 = ["МКС", "МКС + "]', 24, "МКС + ", "theme.bad_term"),
        ('4 = ["МКС"]', '4 = ["МКС", "МКС"]', 24, "МКС", "theme.duplicate_term"),
        ("рейс + @state", "рейс + @city", 12, "рейс + @city", "theme.unknown_list"),
        ('"Франция", "Италия"', '"Франция", "город @city"', 3, "город @city", "theme.unknown_list"),
        ("[words]", "[lists]", 2, "lists", "theme.unknown_key"),
        ('exclusions = ["рейс теплохода"]', 'exclusions = ""', 14, "exclusions", "theme.wrong_type"),
    ],
)
def test_refused(was, becomes, line, key, message):
    assert was in GOOD
    with pytest.raises(ThemeError) as error:
        load_themes(GOOD.replace(was, becomes))
    assert (error.value.line, error.value.key, error.value.message) == (line, key, message)


def test_lists_of_lists_of_lists_are_not_written_out_for_ever():
    many = '[words]\na = ["б в", "г д"]\nb = ["@a @a @a @a"]\nc = ["@b @b @b @b @b"]\n'
    with pytest.raises(ThemeError) as error:
        load_themes(many)
    assert (error.value.line, error.value.message) == (4, "theme.too_many_variants")


def test_no_themes_is_a_dictionary_too():
    assert load_themes("") == ()


LISTED = """
[words]
city = ["Тверь", "Пермь"]
other = ["Омск"]

[[theme]]
id = "rails"
name_ru = "Рельсы"
name_en = "Rails"
description_ru = "О рельсах."
description_en = "About rails."
threshold = 4
terms.4 = ["поезд", "рельс + @city"]
exclusions = ["поезд мысли"]
circumstances = ["в поезде"]
requirements = ["дорога"]
"""


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        ('"Рельсы"', '"Дороги"', True),
        ('"О рельсах."', '"О дорогах."', True),
        (
            '"поезд", "рельс + @city"',
            '"рельс + @city", "поезд"',
            False,
        ),  # of equal terms on a word the first one counts
        ('"Тверь", "Пермь"', '"Пермь", "Тверь"', True),
        ('"Омск"', '"Томск"', True),
        ('["поезд", ', '["поезд", "вагон", ', False),
        ("terms.4", "terms.3", False),
        ("threshold = 4", "threshold = 5", False),
        ('"Пермь"', '"Пенза"', False),
        ('"поезд мысли"', '"поезд сна"', False),
        ('"в поезде"', '"на поезде"', False),
        ('["дорога"]', "[]", False),
    ],
)
def test_the_digest_tells_what_decides_where_a_theme_applies(old: str, new: str, is_same: bool) -> None:
    (before,), (after,) = load_themes(LISTED), load_themes(LISTED.replace(old, new))
    assert (before.digest == after.digest) == is_same
