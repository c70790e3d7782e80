"""Expressions of time: what is found, and which days are meant in an article of Friday, 14 November 2025."""

from datetime import date

import pytest

from lib.text.timex_days import DIRECTION, EVENT, IMPOSSIBLE, UNDATED, YEAR, days_of
from lib.text.timexes import find_timexes
from tests.timing import seconds

PUBLISHED = date(2025, 11, 14)

TOLD = """
Саммит пройдет 14 ноября 2025 года.                      | 14 ноября 2025 года      | 2025-11-14 | 2025-11-14 | day
Указ от 01.09.2024.                                      | 01.09.2024               | 2024-09-01 | 2024-09-01 | day
Снимок сделан 2025-10-01.                                | 2025-10-01               | 2025-10-01 | 2025-10-01 | day
Встреча пройдет 14-15 ноября.                            | 14-15 ноября             | 2025-11-14 | 2025-11-15 | span
С 28 октября по 3 ноября он был в Пекине.                | 28 октября по 3 ноября   | 2025-10-28 | 2025-11-03 | span
Мост закроют с 28 декабря по 8 января.                   | 28 декабря по 8 января   | 2025-12-28 | 2026-01-08 | span
Выборы прошли 14 марта.                                  | 14 марта                 | 2025-03-14 | 2025-03-14 | day
Выборы пройдут 14 марта.                                 | 14 марта                 | 2026-03-14 | 2026-03-14 | day
Визит намечен на 20 января.                              | 20 января                | 2026-01-20 | 2026-01-20 | day
Суд начнется 5 декабря.                                  | 5 декабря                | 2025-12-05 | 2025-12-05 | day
В 1934 году пароход попал в плен, и 13 февраля он затонул. | 13 февраля             | 1934-02-13 | 1934-02-13 | day
Он уехал в мае прошлого года.                            | мае прошлого года        | 2024-05-01 | 2024-05-31 | month
Мост открыли в конце августа 2024 года.                  | августа 2024 года        | 2024-08-01 | 2024-08-31 | month
Торговля за январь-сентябрь 2025 года выросла.           | январь-сентябрь 2025 года | 2025-01-01 | 2025-09-30 | span
Цены вырастут к декабрю.                                 | декабрю                  | 2025-12-01 | 2025-12-31 | month
Экспорт в первом квартале 2025 года упал.                | первом квартале 2025 года | 2025-01-01 | 2025-03-31 | quarter
Во II полугодии 2024 года был спад.                      | II полугодии 2024 года   | 2024-07-01 | 2024-12-31 | half
Поставки в 2024-2025 годах сократились.                  | 2024-2025 годах          | 2024-01-01 | 2025-12-31 | span
Завод построили в 1990-е годы.                           | 1990-е годы              | 1990-01-01 | 1999-12-31 | decade
План рассчитан до 2030 года.                             | 2030 года                | 2030-01-01 | 2030-12-31 | year
Об этом он заявил во вторник.                            | во вторник               | 2025-11-11 | 2025-11-11 | day
Посол заявил в пятницу, что ждет ответа.                 | в пятницу                | 2025-11-14 | 2025-11-14 | day
В минувшую пятницу они встретились.                      | В минувшую пятницу       | 2025-11-07 | 2025-11-07 | day
Договор будет подписан в среду.                          | в среду                  | 2025-11-19 | 2025-11-19 | day
Ответ нужен к понедельнику.                              | к понедельнику           | 2025-11-17 | 2025-11-17 | day
Он говорил об этом вчера.                                | вчера                    | 2025-11-13 | 2025-11-13 | day
Завтрашний визит отменен.                                | Завтрашний               | 2025-11-15 | 2025-11-15 | day
Об этом накануне сообщил министр.                        | накануне                 | 2025-11-13 | 2025-11-13 | day
Три дня назад все изменилось.                            | Три дня назад            | 2025-11-11 | 2025-11-11 | day
Это случилось год назад.                                 | год назад                | 2024-01-01 | 2024-12-31 | year
Через неделю он поедет в Пекин.                          | Через неделю             | 2025-11-17 | 2025-11-23 | week
На прошлой неделе шли дожди.                             | прошлой неделе           | 2025-11-03 | 2025-11-09 | week
В этом месяце дорогу закроют.                            | этом месяце              | 2025-11-01 | 2025-11-30 | month
В позапрошлом году было иначе.                           | позапрошлом году         | 2023-01-01 | 2023-12-31 | year
"""

NOT_TOLD = [
    ("После саммита на Аляске тон изменился.", "После саммита на Аляске", EVENT),
    ("Они говорили накануне выборов.", "накануне выборов", EVENT),
    ("Через неделю он вернулся.", "Через неделю", EVENT),
    ("Выборы 14 марта важны для всех.", "14 марта", YEAR),
    ("Дело было после событий 19 ноября.", "19 ноября", DIRECTION),
    ("Встреча в среду, тема прежняя.", "в среду", DIRECTION),
    ("Дедлайн 31 июня 2025 года.", "31 июня 2025 года", IMPOSSIBLE),
]

NOTHING = [
    "Мая Плисецкая танцевала.",
    "Дом стоит на улице 8 Марта, 14.",
    "Он вложил деньги в окружающую среду.",
    "Триста лет назад здесь был лес.",
    "Версия 1.2.2024.5 вышла.",
    "Перед судом собрались люди.",
]


@pytest.mark.parametrize("row", TOLD.strip().splitlines(), ids=lambda row: row.split("|")[0].strip())
def test_days_that_are_told(row: str) -> None:
    text, expression, *expected = (cell.strip() for cell in row.split("|"))
    timex = find_timexes(text)[-1]
    assert timex.span.of(text) == expression
    assert [str(part) for part in days_of(timex, PUBLISHED)] == expected


@pytest.mark.parametrize(("text", "expression", "reason"), NOT_TOLD)
def test_days_that_are_not_told(text: str, expression: str, reason: str) -> None:
    [timex] = find_timexes(text)
    assert (timex.span.of(text), days_of(timex, PUBLISHED)) == (expression, reason)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_expression_of_time(text: str) -> None:
    assert [timex.span.of(text) for timex in find_timexes(text)] == []


@pytest.mark.parametrize(
    ("text", "reason"), [("Он уехал вчера.", UNDATED), ("Встреча прошла 14 марта.", UNDATED), ("До 2030 года.", None)]
)
def test_an_article_without_a_date_has_only_calendar_days(text: str, reason: str | None) -> None:
    found = days_of(find_timexes(text)[0], None)
    assert (found if isinstance(found, str) else None) == reason


def test_a_list_of_days_is_two_expressions() -> None:
    text = "Встречи пройдут 14 и 17 декабря."
    assert [(timex.span.of(text), timex.value) for timex in find_timexes(text)] == [
        ("14", "XXXX-12-14"),
        ("17 декабря", "XXXX-12-17"),
    ]


@pytest.mark.parametrize("piece", ["14 ноября ", "в среду ", "после ", "14, ", "1990-", "сказал, что в среду "])
def test_time_grows_with_the_text(piece: str) -> None:
    few, many = (seconds(lambda n=n: find_timexes(piece * n)) for n in (500, 2_000))
    assert many < 8 * max(few, 0.01)


def test_the_eve_of_a_named_day_is_not_the_day_before_the_article() -> None:
    text = "Они встретились накануне 8 ноября."
    assert [timex.span.of(text) for timex in find_timexes(text)] == ["8 ноября"]
