import pytest

from lib.text.person_names import mentions, stem
from lib.text.persons import Registry

# Names stand in square brackets.
ROWS = [
    "Приехал [Иван Белов] из Твери.",
    "Глава Минфина [Иван Белов] и [И. Белов], [И.Белов].",
    "Премьер-министр Польши [Ян Белый] молчит.",
    "Президент Соединенных Штатов молчит.",
    "Экс-депутат Госдумы [Пётр Серов] ушёл.",
    "Адвокат [Савченко] [Марк Фейгин] ответил.",
    "[Нур-уль-Хак Кадри] и [Мохаммед бен Салман] приехали.",
    "Не было [Сонаты Коултер].",
    "Верховный суд и Белый дом молчат.",
]


@pytest.mark.parametrize("marked", ROWS)
def test_mentions(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    drawn = list(text)
    for name in reversed(mentions(text)):
        drawn.insert(name.end, "]")
        drawn.insert(name.start, "[")
    assert "".join(drawn) == marked


def test_cases_of_a_surname_share_a_stem() -> None:
    assert {stem(word) for word in "Захарова Захаровой Захарову".split()} == {"захаров"}
    assert {stem(word) for word in "Маас Мааса Маасом".split()} == {"маас"}


def _registry(text: str) -> Registry:
    return Registry("", text, mentions(text))


def test_surnames_and_initials_mean_the_fuller_name() -> None:
    registry = _registry("Встретили Ивана Белова. Приехал И. Белов. Белову дали слово.")
    persons = {id(registry.person(mention)) for mention in registry.mentions}
    assert len(persons) == 1


def test_namesakes_stay_apart() -> None:
    registry = _registry("Пришли Иван Белов и Анна Белова.")
    first, second = (registry.person(mention) for mention in registry.mentions)
    assert [first.name(), second.name()] == ["Иван Белов", "Анна Белова"]
