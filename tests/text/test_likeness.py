import pytest

from lib.text.likeness import likeness, role_of


@pytest.mark.parametrize(
    ("mention", "known"),
    [
        ("дипломат", "официальный представитель МИД РФ"),
        ("глава ведомства", "министр обороны России"),
        ("российский министр", "министр финансов РФ"),
        ("глава МИД ФРГ", "министр иностранных дел Германии"),
        ("бывший премьер", "экс-премьер Великобритании"),
        ("сенатор", "член комитета Совета Федерации"),
    ],
)
def test_the_same_person(mention: str, known: str) -> None:
    assert likeness(role_of(mention), role_of(known)) >= 2


@pytest.mark.parametrize(
    ("mention", "known"),
    [
        ("посол США", "посол России"),
        ("дипломат", "хирург"),
        ("глава МИД Украины", "министр иностранных дел Германии"),
        ("певец", "министр обороны"),
    ],
)
def test_somebody_else(mention: str, known: str) -> None:
    assert likeness(role_of(mention), role_of(known)) < 2
