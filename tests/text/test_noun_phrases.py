import pytest

from lib.text.passages import passages
from lib.text.person_names import Names
from lib.text.quotations import quotations
from lib.text.tokens import tokenize

# Phrases stand in square brackets, words between phrases outside.
ROWS = [
    "Сказала [официальный представитель МИД РФ Мария Белова].",
    "Об [этом] заявил на [брифинге] [посол США в Германии Иван Белов].",
    "Сообщила [журналистам] [Анна Белова].",
    '[Директор завода "Заря"] молчит.',
    "По [словам министра обороны Ивана Белова], всё готово.",
    "[Источник в мэрии] молчит.",
    "[17 военных] приехали.",
    "[Адвокаты лётчицы] молчат.",
    "[Пресс-служба посольства Грузии в России] молчит.",
    "[Пресс-служба посольства Грузии] во [вторник] молчит.",
    "[Депутат думы от «Яблока» Анна Белова] молчит.",
    "[Депутат] в [деле Ивана Белова] молчит.",
    "[Глава комиссии палаты по спорту и туризму Иван Белов] молчит.",
    "[Один из докладчиков о мосте в парламенте страны Иван Белов] молчит.",
    "[Врио главы региона Иван Белов] молчит.",
    "[Командующий войсками округа Иван Белов] молчит.",
    "[Заведующая кафедрой права Анна Белова] молчит.",
    "Сказал [адвокат бывшего управляющего делами банка Петрова Фуад Серов].",
    "Сказал [помощник главы МИД Иванова Пётр Серов].",
]


@pytest.mark.parametrize("marked", ROWS)
def test_phrases(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    drawn = list(text)
    for passage in passages(text, tokenize(text), quotations(text), Names(text)):
        for phrase in reversed(passage.phrases):
            drawn.insert(phrase.end, "]")
            drawn.insert(phrase.start, "[")
    assert "".join(drawn) == marked
