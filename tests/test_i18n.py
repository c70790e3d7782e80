"""The interface's words: the same keys in both languages, each used, each there."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from lib.i18n import LANGUAGES, Language, count, date_label, number, percent, period, share, words

ROOT = Path(__file__).resolve().parents[1]
FILES = [*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]


def stem(key: str) -> str:
    """A key without its plural form."""
    return re.sub(r"^(count\.[^.]+)\.(one|few|many|other)$", r"\1", key)


def literal_keys() -> set[str]:
    found = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name == "t":
                    found.add(str(node.args[0].value))
    return found


def test_both_languages_have_the_same_keys() -> None:
    assert {stem(key) for key in words("ru")} == {stem(key) for key in words("en")}


def test_both_languages_name_the_same_values() -> None:
    differing = [
        key
        for key in words("ru").keys() & words("en").keys()
        if not key.startswith("number.")
        and set(re.findall(r"{(\w+)", words("ru")[key])) != set(re.findall(r"{(\w+)", words("en")[key]))
    ]
    assert differing == []


def test_every_key_that_the_code_names_is_there() -> None:
    assert literal_keys() - set(words("ru")) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_russian_nouns_have_all_their_forms(language: Language) -> None:
    needed = {"ru": {"one", "few", "many", "other"}, "en": {"one", "other"}}[language]
    nouns = {key.split(".")[1] for key in words(language) if key.startswith("count.")}
    for noun in nouns:
        assert {form for form in needed if f"count.{noun}.{form}" in words(language)} == needed, noun


@pytest.mark.parametrize(
    ("n", "russian", "english"),
    [
        (0, "0 документов", "0 documents"),
        (1, "1 документ", "1 document"),
        (3, "3 документа", "3 documents"),
        (11, "11 документов", "11 documents"),
        (21, "21 документ", "21 documents"),
        (62701, "62 701 документ", "62,701 documents"),
    ],
)
def test_counts(n: int, russian: str, english: str) -> None:
    assert count("document", n, "ru").replace("\u202f", " ") == russian
    assert count("document", n, "en") == english


def test_small_shares_are_said_in_numbers() -> None:
    assert [share(3, 13, language) for language in LANGUAGES] == ["3 из 13", "3 of 13"]
    assert share(13, 52, "en") == "25%"


def test_numbers_and_dates() -> None:
    assert number(-1234.5, "ru", 1).replace("\u202f", " ") == "-1 234,5"
    assert percent(0.5, "en") == "50%"
    assert date_label(date(2025, 10, 1), "en", "quarter") == "Q4 2025"
    assert period(None, None, "en") == "no dates"
