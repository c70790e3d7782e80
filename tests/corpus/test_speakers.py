"""Speakers, sources and their slugs."""

import tomllib
from pathlib import Path

import pytest

from lib.corpus.slugs import slug
from lib.corpus.sources import source_of
from lib.corpus.speakers import SpeakersError, load_registry
from lib.corpus.versions import SEEDS

LIST = """
[[speaker]]
name = "Анна Белова"
name_en = "Anna Belova"
kind = "person"
aliases = ["Белова", "А. Белова"]

[[speaker]]
name = "Илья Щёкин"
id = "shchekin"
"""


def registry(folder: Path, text: str = LIST) -> Path:
    path = folder / "speakers.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Анна Белова", ("anna-belova", "Анна Белова", "Anna Belova", "person")),
        ("Белова", ("anna-belova", "Анна Белова", "Anna Belova", "person")),
        ("А.Белова", ("anna-belova", "Анна Белова", "Anna Belova", "person")),
        ("Илья Щекин", ("shchekin", "Илья Щёкин", "Ilya Shchyokin", "")),
        ("МИД РФ", ("mid-rf", "МИД РФ", "MID RF", "")),
    ],
)
def test_names_are_resolved(tmp_path: Path, name: str, expected: tuple[str, ...]) -> None:
    assert load_registry(registry(tmp_path)).resolve(name) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[[speaker]\n", "speakers.syntax"),
        ("[[speaker]]\nid = 'a'", "speakers.missing_name"),
        (LIST + '[[speaker]]\nname = "Вера Белова"\naliases = ["Белова"]', "speakers.ambiguous"),
    ],
)
def test_a_list_that_cannot_be_used(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(SpeakersError) as error:
        load_registry(registry(tmp_path, text))
    assert error.value.key == key


def test_the_list_of_the_project_can_be_used() -> None:
    assert load_registry(SEEDS / "speakers.toml").resolve("Захарова").name == "Мария Захарова"


@pytest.mark.parametrize(
    "name", ["外交部", "🙂", "щ" * 300, "источник в администрации президента РФ, " * 9, "../../etc"]
)
def test_slugs_are_short_and_latin(name: str) -> None:
    assert slug(name).replace("-", "").isalnum()
    assert slug(name).isascii()
    assert len(slug(name)) <= 70


def test_long_names_are_told_apart() -> None:
    assert slug("а" * 100) != slug("а" * 101)


SOURCES = [
    # given, agency of the dateline, address: slug and name
    ("INTERFAX.RU", "", "", "interfax Интерфакс"),
    ("ИТАР-ТАСС", "", "", "tass ТАСС"),
    (" РИА  Новости ", "", "", "ria РИА Новости"),
    ("www.1tv.ru", "", "", "1tv Первый канал"),
    ("https://spb.kommersant.ru/doc/1", "", "", "kommersant Коммерсантъ"),
    ("Газета.Ru", "", "", "gazeta-ru Газета.Ru"),
    ("Сельский вестник", "", "https://tass.ru/a", "selsky-vestnik Сельский вестник"),  # the record's word counts
    ("www.sport-interfax.ru", "", "", "www-sport-interfax-ru www.sport-interfax.ru"),  # no domain of Интерфакс
    ("", "ТАСС", "https://lenta.ru/news/1", "tass ТАСС"),  # a reprint is the agency's
    ("", "Прайм", "", "prime ПРАЙМ"),
    ("", "", "https://ria.ru/20251114/a.html", "ria РИА Новости"),
    ("", "", "http://www.bbc.co.uk/russian/1", "bbc Би-би-си"),
    ("", "", "https://RUSSIAN.RT.COM:443/a", "rt RT"),
    ("", "", "https://tass.ru.example.org/a", "- "),
    ("", "", "https://example.org/?from=https://tass.ru/a", "- "),
    ("", "", "тасс", "- "),
    ("", "", "", "- "),
]


@pytest.mark.parametrize(("given", "agency", "url", "expected"), SOURCES)
def test_sources(given: str, agency: str, url: str, expected: str) -> None:
    assert " ".join(source_of(given, agency, url)) == expected


def test_the_list_of_sources_says_nothing_twice() -> None:
    listed = tomllib.loads((SEEDS / "sources.toml").read_text("utf-8"))["source"]
    for key in ("id", "names", "domains"):
        words = [word.casefold() for each in listed for word in ([each[key]] if key == "id" else each[key])]
        assert sorted(words) == sorted(set(words))
    assert all(slug(each["id"]) == each["id"] for each in listed)
