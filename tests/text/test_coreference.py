import pytest

from lib.text.statements import extract


def speakers(text: str, title: str = "") -> list[str | None]:
    return [statement.speaker for statement in extract(title, text)]


NAMED = [
    ("По словам корреспондента Лоры Кюнсберг, мост открыт.", "Лора Кюнсберг"),
    ("Мост открыт. Об этом сообщил министр спорта страны Хорхе Арреаса.", "Хорхе Арреаса"),
    ("Вместе с тем Д. Медведев заявил, что мост открыт.", "Медведев"),
    ("«Мост открыт», — заявил тогда В. Тюльпанов.", "Тюльпанов"),
    ("Мост закрыт, рассказал С.Белов.", "Белов"),
]


@pytest.mark.parametrize(("text", "speaker"), NAMED)
def test_names(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]
