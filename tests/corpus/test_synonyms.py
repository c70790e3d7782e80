"""The list of synonyms: a file that people edit, with the line and the key of what is wrong."""

from pathlib import Path

import pytest

from lib.corpus.synonyms import FILE, SynonymsError, read_synonyms, rings_of, synonyms_of

GOOD = '[[synonyms]]\nterms = ["МИД", "министерство иностранных дел"]\n'


@pytest.mark.parametrize(
    ("text", "rings"),
    [
        ("", ()),
        ("# МИД\n", ()),
        (GOOD, (("МИД", "министерство иностранных дел"),)),
        ('[[synonyms]]\nterms = ["ПРО", "противоракетная  оборона"]\n[[synonyms]]\nterms = ["про", "о"]',
         (("ПРО", "противоракетная оборона"), ("про", "о"))),
    ],
)  # fmt: skip
def test_what_a_list_says(text: str, rings: tuple) -> None:
    assert rings_of(text) == rings


@pytest.mark.parametrize(
    ("text", "line", "name", "key"),
    [
        (f"{GOOD}[[synonyms]\n", 3, "", "syntax"),
        ("terms = 1\n", 1, "terms", "unknown_key"),
        (f"# список\n{GOOD}\n[[ring]]\n", 5, "ring", "unknown_key"),
        ('synonyms = "МИД"\n', 1, "synonyms", "table_expected"),
        (f"{GOOD}\n[[synonyms]]\nterm = []\n", 5, "term", "unknown_key"),
        (f"{GOOD}\n[[synonyms]]\n", 4, "terms", "terms_expected"),
        (f'{GOOD}\n[[synonyms]]\nterms = "ООН"\n', 5, "terms", "terms_expected"),
        (f'{GOOD}\n[[synonyms]]\nterms = ["ООН"]\n', 5, "terms", "terms_expected"),
        (f'{GOOD}\n[[synonyms]]\nterms = ["ООН", 3]\n', 5, "3", "bad_term"),
        (f'{GOOD}\n[[synonyms]]\n\nterms = [\n  "ООН",\n  "…"\n]\n', 8, "…", "bad_term"),
        (f'{GOOD}\n[[synonyms]]\nterms = ["ООН", "{"а " * 9}"]\n', 5, "а а а а а а а а а ", "bad_term"),
        (f'{GOOD}\n[[synonyms]]\nterms = ["Мид", "ООН"]\n[[synonyms]]\nterms = ["О", "мид"]\n', 7, "мид", "twice"),
        (f'{GOOD}{GOOD}', 4, "МИД", "twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_pointed_at(text: str, line: int, name: str, key: str) -> None:
    with pytest.raises(SynonymsError) as error:
        rings_of(text)
    assert (error.value.line, error.value.name, error.value.key) == (line, name, f"synonyms.{key}")


def test_the_list_of_the_project_holds_until_the_corpus_has_its_own(tmp_path: Path) -> None:
    own = read_synonyms(tmp_path)
    assert ("МИД", "министерство иностранных дел") in own.rings
    assert own.digest == ""
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbf" + '[[synonyms]]\nterms = ["ООН", "Объединённые Нации"]\n'.encode())
    assert read_synonyms(tmp_path).rings == (("ООН", "Объединённые Нации"),)
    (tmp_path / FILE).write_bytes(b"")
    assert read_synonyms(tmp_path).rings == ()


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(SynonymsError) as error:
        synonyms_of(b"# \xd0\x9c\n\xff\n")
    assert (error.value.line, error.value.key) == (2, "synonyms.syntax")
