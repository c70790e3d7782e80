import pytest

from lib.text.line_ends import with_line_ends


@pytest.mark.parametrize(
    ("lost", "restored"),
    [
        ("Мост закрыт.nМэр уехал.", "Мост закрыт.\nМэр уехал."),
        ("Мост закрыт.n«Река чиста», — сказал мэр.n", "Мост закрыт.\n«Река чиста», — сказал мэр.\n"),
        ("Мост закрыт.nnМэр вnгазете.", "Мост закрыт.\n\nМэр в газете."),
        ("Канал открыт.nЭто канал \"Наш\"n.nМэр рад.", "Канал открыт.\nЭто канал \"Наш\" .\nМэр рад."),
        (r"Мост закрыт.\nМэр уехал.", "Мост закрыт. \nМэр уехал."),
        ("Мост закрыт. Число n растёт.", "Мост закрыт. Число n растёт."),
        ("Группа Queen. Он сказал: n-й раз.", "Группа Queen. Он сказал: n-й раз."),
        ("Мост вnгороде", "Мост вnгороде"),
        ("", ""),
    ],
)  # fmt: skip
def test_line_ends(lost: str, restored: str) -> None:
    assert with_line_ends(lost) == restored
    assert len(lost) == len(restored)
