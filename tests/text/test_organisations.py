import time

import pytest

from lib.text.organisations import Organisations
from lib.text.statements import extract


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("В компании RiverAir молчат.", "авиакомпания", "RiverAir"),
        ("Рабочие ОАО «Заря» бастуют.", "компания", "ОАО «Заря»"),
        ("Рабочие концерна «Заря» бастуют.", "компания", "концерн «Заря»"),
        ("Спорят ОАО «Заря» и ОАО «Луч».", "компания", None),
        ("Спорят ОАО «Заря» и ОАО «Луч».\nРабочие ОАО «Луч» бастуют.", "компания", "ОАО «Луч»"),
        ("Письмо МВД Киргизии пришло.", "МВД", "МВД Киргизии"),
        ("Письма МВД Киргизии и МВД Грузии пришли.", "МВД", None),
        ("Глава ФИФА Иван Белов молчит.", "ФИФА", None),
        ("Президент США Иван Белов молчит.", "США", None),
        ("Письмо посольства США пришло.", "посольство", "посольство США"),
        ("Письмо пресс-службы посольства США пришло.", "пресс-служба", "пресс-служба посольства США"),
        ("Так решил союз. Иван Белов молчит.", "союз", None),
        ("Так решил союз Иван Белов знает.", "союз", None),
    ],
)
def test_what_a_bare_noun_means(text: str, noun: str, name: str | None) -> None:
    assert Organisations(text).meant(noun, len(text)) == name


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Рабочие ОАО «Заря» бастуют. Мост открыт, говорится в сообщении компании.", "ОАО «Заря»"),
        ("Пришло письмо МВД Киргизии. В МВД заявили, что мост открыт.", "МВД Киргизии"),
        ("Пришло письмо посольства США. Посольство заявило, что мост открыт.", "посольство США"),
    ],
)
def test_speakers(text: str, speaker: str) -> None:
    assert extract("", text)[-1].speaker == speaker


@pytest.mark.parametrize("piece", ["компания ", "ОАО «", "ОАО «Заря", "МВД ", "посольство а ", "A. "])
def test_time_is_linear(piece: str) -> None:
    def seconds(repeat: int) -> float:
        text = piece * repeat
        start = time.perf_counter()
        for noun in ("компания", "МВД", "посольство"):
            Organisations(text).meant(noun, len(text))
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(40_000) < 40 * max(seconds(2_000), 0.002)
