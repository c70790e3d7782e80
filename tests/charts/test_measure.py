"""Text is broken into lines that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.charts.measure import ELLIPSIS, text_width, wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Кто говорил о визах?", 70, "Кто говорил|о визах?"),
        ("Кто говорил о визах?", 300, "Кто говорил о визах?"),
        ("дипломатическая", 50, "диплома-|тическа-|я"),
        ("1\u202f234 слова", 40, "1\u202f234|слова"),  # no-break spaces hold
        ("", 40, ""),
        ("два\nслова", 300, "два слова"),
    ],
)
def test_lines(text: str, width: float, lines: str) -> None:
    assert "|".join(wrap(text, 10, width)) == lines


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Министерство иностранных дел", "Министерство|иностранных…"),
        ("Министерство иностранных", "Министерство|иностранных"),
    ],
)
def test_the_last_line_ends_at_a_word(text: str, short: str) -> None:
    assert "|".join(wrap(text, 10, 80, lines=2)) == short


@given(st.text(alphabet="абвгдежщЩЮ —№iW.,«» ", max_size=200), st.integers(40, 400), st.integers(0, 3))
def test_no_line_is_wider_than_asked(text: str, width: int, lines: int) -> None:
    found = wrap(text, 11, width, lines=lines)
    assert all(text_width(line, 11) <= width for line in found)
    assert not lines or len(found) <= lines


@given(st.text(alphabet="абвЩ ", max_size=200))
def test_nothing_is_lost_without_a_limit(text: str) -> None:
    found = "".join(wrap(text, 11, 60)).replace("-", "").replace(" ", "")
    assert found == text.replace(" ", "")
    assert ELLIPSIS not in found
