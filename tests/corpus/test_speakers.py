"""Speakers, sources and their slugs."""

from pathlib import Path

import pytest

from lib.corpus.slugs import slug
from lib.corpus.sources import source
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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("INTERFAX.RU", ("interfax", "Интерфакс")),
        ("ИТАР-ТАСС", ("tass", "ТАСС")),
        (" РИА  Новости ", ("ria", "РИА Новости")),
        ("Сельский вестник", ("selsky-vestnik", "Сельский вестник")),
        ("", ("-", "")),
    ],
)
def test_sources(name: str, expected: tuple[str, str]) -> None:
    assert source(name) == expected
