from pathlib import Path

import pytest

from lib.text.dateline import dateline

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.mark.parametrize(
    ("text", "city", "day", "month", "agency"),
    [
        ("Москва. 10 февраля. INTERFAX.RU - |Контакты", "Москва", 10, 2, "Интерфакс"),
        ("Москва. 10 февраля. Interfax-Russia.ru - |Контакты", "Москва", 10, 2, "Интерфакс"),
        ("10 февраля. Interfax-Russia.ru - |Контакты", "", 10, 2, "Интерфакс"),
        ("МОСКВА, 14 ноября. /ТАСС/. |Диалог", "Москва", 14, 11, "ТАСС"),
        ("Лид стоит выше\n\nМОСКВА, 14 ноября. /ТАСС/. |Диалог", "Москва", 14, 11, "ТАСС"),
        ("МОСКВА, 3 мар - РИА Новости. |Встреча", "Москва", 3, 3, "РИА Новости"),
        ("КИЕВ, 15 мая — РИА Новости, Иван Петров. |Встреча", "Киев", 15, 5, "РИА Новости"),
        ("ВАШИНГТОН, 5 июня. /Корр. ИТАР-ТАСС Иван Петров/. |Сенат", "Вашингтон", 5, 6, "ТАСС"),
        ("НЬЮ-ЙОРК /ООН/, 5 июня. /Корр. ТАСС Иван Петров/. |Совет", "Нью-Йорк", 5, 6, "ТАСС"),
        ("РОСТОВ-НА-ДОНУ, 5 мая 2014 г. /ТАСС/. |Урожай", "Ростов-на-Дону", 5, 5, "ТАСС"),
        ("ТАСС, 12 июня. |Президент", "", 12, 6, "ТАСС"),
        ("Киев. 12 марта. ИНТЕРФАКС-УКРАИНА - |Рада", "Киев", 12, 3, "Интерфакс-Украина"),
        ("МОСКВА, 9 июл - ПРАЙМ. |Курс", "Москва", 9, 7, "Прайм"),
        ("МОСКВА, 1 июня. «Росбалт», Иван Петров. |Мэр", "Москва", 1, 6, "Росбалт"),
        ("ЛОНДОН (Рейтер) - |Банк", "Лондон", None, None, "Рейтер"),
        ("Киев, 5 июня (УНИАН). |Рада", "Киев", 5, 6, "УНИАН"),
        ("5 июня, Минск /Корр. БЕЛТА/. |Совет", "Минск", 5, 6, "БЕЛТА"),
        ("МОСКВА, 5 июня 2016, 16:46 — REGNUM |Жители", "Москва", 5, 6, "REGNUM"),
        (", 16:46 REGNUM |Жители", "", None, None, "REGNUM"),
        ("МОСКВА, 31 февраля. /ТАСС/. |Диалог", "Москва", None, None, "ТАСС"),
    ],
)
def test_dateline(text: str, city: str, day: int | None, month: int | None, agency: str) -> None:
    found = dateline(text.replace("|", ""))
    assert found is not None
    assert (found.city, found.day, found.month, found.agency) == (city, day, month, agency)
    assert found.end == text.index("|")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "В Москве 5 июня ТАСС сообщил о встрече.",
        "МОСКВА, 14 ноября. ТАСС сообщил об этом.",
        "Ранее ИА REGNUM сообщало о встрече.",
        "Москва, 5 июня, дождь.",
        "А\n\nБ\n\nВ\n\nМОСКВА, 14 ноября. /ТАСС/. Слишком далеко",
    ],
)
def test_no_dateline(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("seed", "agency", "opening"),
    [
        ("000_bfc4fab7deb779ba.txt", "Интерфакс", "Контакты по линии"),
        ("004_ed276cf904345f24.txt", "ТАСС", "Диалог Москвы"),
    ],
)
def test_seeds(seed: str, agency: str, opening: str) -> None:
    body = (SEEDS / seed).read_text(encoding="utf-8").split("\n\n", 1)[1]
    found = dateline(body)
    assert found is not None
    assert found.agency == agency
    assert body[found.end :].startswith(opening)
