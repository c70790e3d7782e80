"""Dictionaries written back: they say what was meant, and what was not edited stays byte for byte."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.theme_dictionary import Term, Theme, ThemeError, load_themes
from lib.analysis.theme_writing import as_toml, with_theme, without_theme

SEEDS = (Path(__file__).resolve().parents[2] / "seeds" / "themes.toml").read_text("utf-8")

WRITTEN = """# Море: для отдела рыбы.
[words]
ship = ["судно", "катер"]  # не лодка

# Порты и суда.
[[theme]]
id = "sea"
name_ru = "Море"
name_en = "Sea"
description_ru = "Порты"
description_en = "Ports"
# так решили в мае
threshold = 4
terms.4 = [
  "морской порт",  # не порт компьютера
  "@ship",
]
exclusions = ["порт компьютера"]

# Улов.
[[theme]]
id = "fish"
name_ru = "Рыба"
name_en = "Fish"
description_ru = "Улов"
description_en = "Catch"
threshold = 2
[theme.terms]
2 = ["рыба"]
"""


def edited(id: str, **changes: object) -> str:
    theme = next(theme for theme in load_themes(WRITTEN) if theme.id == id)
    return with_theme(WRITTEN, replace(theme, **changes))


NEW = Theme("law", "Право", "Law", "Суды", "Courts", (Term("суд", 2.5),), 2.5, (), (), (), {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (edited("sea"), WRITTEN),
        (edited("sea", threshold=3.5), WRITTEN.replace("threshold = 4", "threshold = 3.5")),
        (edited("sea", exclusions=()), WRITTEN.replace('exclusions = ["порт компьютера"]\n', "")),
        (
            edited("sea", name_ru='Моря "и" океаны'),
            WRITTEN.replace('name_ru = "Море"', r'name_ru = "Моря \"и\" океаны"'),
        ),
        (
            edited("sea", terms=(Term("морской порт", 4), Term("@ship", 4), Term("якорь", 1))),
            WRITTEN.replace('компьютера"]\n', 'компьютера"]\nterms.1 = ["якорь"]\n'),
        ),
        (without_theme(WRITTEN, "sea"), WRITTEN[: WRITTEN.index("[[theme]]")] + WRITTEN[WRITTEN.index("# Улов") :]),
        (without_theme(with_theme(WRITTEN, NEW), "law"), WRITTEN),
    ],
    ids=["nothing", "threshold", "no exclusions", "quotes", "a weight", "removed", "added and removed"],
)
def test_only_what_was_edited_changes(text: str, expected: str) -> None:
    assert text.rstrip("\n") == expected.rstrip("\n")


def test_a_new_theme_stands_last_and_can_be_read() -> None:
    text = with_theme(WRITTEN, NEW)
    assert text.startswith(WRITTEN)
    assert [(theme.id, theme.threshold) for theme in load_themes(text)] == [("sea", 4), ("fish", 2), ("law", 2.5)]


def test_every_theme_of_the_project_can_be_edited_without_a_trace() -> None:
    for theme in load_themes(SEEDS):
        assert with_theme(SEEDS, theme) == SEEDS


def test_a_file_whose_tables_cannot_be_told_apart_is_written_anew() -> None:
    text = WRITTEN.replace('description_ru = "Улов"', "description_ru = '''\n[[theme]]\nid = \"sea\"\n'''")
    changed = with_theme(text, replace(load_themes(text)[0], threshold=1))
    assert [theme.threshold for theme in load_themes(changed)] == [1, 2]
    assert load_themes(changed)[1].description_ru == '[[theme]]\nid = "sea"'


def test_a_theme_that_cannot_be_read_back_is_refused() -> None:
    with pytest.raises(ThemeError) as error:
        with_theme(WRITTEN, replace(NEW, terms=(Term("@fleet", 1),)))
    assert error.value.message == "theme.unknown_list"


CHANGES: dict[str, tuple[Callable[[Theme], Theme], bool]] = {
    "a name": (lambda theme: replace(theme, name_ru="Моря"), True),
    "a description": (lambda theme: replace(theme, description_en="Harbours"), True),
    "a list that it does not use": (lambda theme: replace(theme, words={**theme.words, "other": ("x",)}), True),
    "a list that it uses": (lambda theme: replace(theme, words={"ship": ("судно",)}), False),
    "the threshold": (lambda theme: replace(theme, threshold=3.0), False),
    "a weight": (lambda theme: replace(theme, terms=(Term("морской порт", 3), *theme.terms[1:])), False),
    "an exclusion": (lambda theme: replace(theme, exclusions=()), False),
    "a circumstance": (lambda theme: replace(theme, circumstances=("в порту",)), False),
    "a requirement": (lambda theme: replace(theme, requirements=("море",)), False),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_digest_tells_what_would_be_found_elsewhere(what: str) -> None:
    change, is_same = CHANGES[what]
    theme = load_themes(WRITTEN)[0]
    assert (change(theme).digest == theme.digest) is is_same


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip).map(str.strip)
phrases = st.from_regex(r"[а-яa-z\"\\]{0,3}[а-я]{1,4}( [а-я]{1,3}\*?)?( \+ [а-я]{1,3})?", fullmatch=True)
weights = st.sampled_from([0.5, 1.0, 2.0, 2.25, 4.0, 1e-7, 900_000.0])


@st.composite
def dictionaries(draw: st.DrawFn) -> tuple[tuple[Theme, ...], dict[str, tuple[str, ...]]]:
    names = st.from_regex(r"[a-zа-я_\"-]{1,5}", fullmatch=True).filter(lambda name: any(map(str.isalnum, name)))
    words = draw(st.dictionaries(names, st.lists(phrases.filter(lambda p: "+" not in p)).map(tuple), max_size=2))
    ids = draw(st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), unique=True, min_size=1, max_size=3))
    themes = []
    for id in ids:
        terms = draw(st.dictionaries(phrases, weights, min_size=1, max_size=6))
        lists = [tuple(draw(st.lists(phrases, max_size=2))) for _ in range(3)]
        names4 = [draw(texts) for _ in range(4)]
        ordered = tuple(Term(text, weight) for text, weight in sorted(terms.items(), key=lambda item: item[1]))
        themes.append(Theme(id, *names4, ordered, draw(weights), *lists, words))
    return tuple(themes), words


@settings(max_examples=60, deadline=None)
@given(dictionaries())
def test_what_is_written_is_read_back(dictionary: tuple[tuple[Theme, ...], dict[str, tuple[str, ...]]]) -> None:
    themes, words = dictionary
    text = as_toml(themes, words)
    assert load_themes(text) == themes
    for theme in themes:
        assert load_themes(with_theme(text, replace(theme, threshold=7.0)))[themes.index(theme)].threshold == 7
