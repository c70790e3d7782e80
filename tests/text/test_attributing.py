import pytest

from lib.text.attributing import may_hold_statements
from lib.text.passages import passages
from lib.text.person_names import Names
from lib.text.quotations import quotations
from lib.text.statements import extract
from lib.text.tokens import tokenize

TELLING = [
    "Мэр сказала, что мост открыт.",
    "По словам мэра, мост открыт.",
    "«Мост открыт», — улыбается мэр Анна Белова.",
    "Анна Белова: Мост мы открыли ещё весной.",
    "Мэр Анна Белова: «Мост мы открыли ещё весной, и по нему ездят».",
]
PLAIN = ["Мост открыт.", "Театр «Заря» открыл сезон.", "Мост — в Твери."]


@pytest.mark.parametrize("text", TELLING)
def test_where_a_statement_stands_the_text_and_its_passage_may_hold_one(text: str) -> None:
    assert extract("", text)
    assert may_hold_statements(tokenize(text))
    assert [p.may_attribute() for p in passages(text, tokenize(text), quotations(text), Names(text))] == [True]


@pytest.mark.parametrize("text", PLAIN)
def test_what_tells_nothing_is_read_no_further(text: str) -> None:
    assert not may_hold_statements(tokenize(text))
    assert not any(p.may_attribute() for p in passages(text, tokenize(text), quotations(text), Names(text)))
