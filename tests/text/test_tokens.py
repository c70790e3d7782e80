import random

import pytest
from razdel import sentenize

from lib.text.tokens import is_word, sentences, tokenize
from tests.timing import seconds


@pytest.mark.parametrize(
    "text",
    [
        "Северо-запад|,| |3,5| |%|...",
        "«|Ту-154|»| |—| |в| |12:30|,| |12.05.2020",
        "INTERFAX|.|RU| |-| |МИД",
        "д'Артаньян| |и| |О’Коннор",
        "За\u200bхарова| |за\u00adмо\u0301к",
        "см|.| |https://example.org/a?b=1|,| |там",
        "_|важно|_| |*|*",
        "слово|-|-|слово",
        "т|.|е|.",
        "1,5-процентный| |рост",
    ],
)
def test_tokenize(text: str) -> None:
    expected = [token for token in text.split("|") if token.strip()]
    plain = text.replace("|", "")
    tokens = tokenize(plain)
    assert [token.text for token in tokens] == expected
    assert all(plain[token.start : token.end] == token.text for token in tokens)


@pytest.mark.parametrize(
    ("token", "expected"), [("МИД", True), ("G20", True), ("20-летний", True), ("20", False), ("—", False), ("", False)]
)
def test_is_word(token: str, expected: bool) -> None:
    assert is_word(token) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Диалог идет.| Контакты будут продолжены.",
        "Заголовок без точки\n\n|Лид.| Текст.",
        "Об этом сказал А. Б. Петров.| Он был краток.",
        "Рост на 3,5 % в г. Туле и т. д. продолжится.",
        "«Мы готовы», — сказал он.| «Вопросов нет»",
        "Строка\nпродолжается.| Дальше",
    ],
)
def test_sentences(text: str) -> None:
    plain = text.replace("|", "")
    assert [sentence.of(plain) for sentence in sentences(plain)] == [part.strip() for part in text.split("|")]


def test_sentences_end_where_razdel_ends_them() -> None:
    draw = random.Random(0)
    for _ in range(3_000):
        text = "".join(draw.choices('абвАБЯxY_19.?!…;"„»”’)]([«:=- \u0301\u00a0', k=draw.randint(1, 60)))
        expected = [part.text for part in sentenize(text) if part.text]
        assert [sentence.of(text) for sentence in sentences(text)] == expected, text


@pytest.mark.parametrize(
    "text", ["", "   ", "\n \n", "а" + " " * 10_000 + "б", "а.б" * 5_000, "Да. " * 500, "\u200b", "😀 нет.\n\n\n«Да»"]
)
def test_every_token_lies_in_one_sentence(text: str) -> None:
    spans = sentences(text)
    for token in tokenize(text):
        assert sum(span.start <= token.start and token.end <= span.end for span in spans) == 1
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


@pytest.mark.parametrize("piece", ['"а, - ', "а-", "1.1.", "т. е. ", "А. Б. ", " \n", "https://", "("])
def test_time_is_linear(piece: str) -> None:
    short, long = (seconds(lambda text=piece * times: (tokenize(text), sentences(text))) for times in (5_000, 20_000))
    assert long < 4 * 3 * short + 0.05
