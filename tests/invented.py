"""An invented press: enough documents for every form of chart, with a gap in coverage and undated ones."""

import itertools
import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from lib.corpus.indexing import index
from lib.corpus.report import Report

SPEAKERS = (
    ("Анна Вересова", "министр энергетики", "заявила"),
    ("Пётр Ольхин", "посол республики", "заявил"),
    ("Марина Седых", "официальный представитель ведомства", "сообщила"),
    ("Игорь Бережной", "заместитель министра", "отметил"),
    ("Олег Тарасюк", "глава комитета", "подчеркнул"),
)
CLAIMS = (
    "переговоры о прямом авиасообщении будут продолжены весной",
    "новые санкции против банков не изменят торговлю с соседями",
    "поставки нефти и газа по трубопроводу идут по графику",
    "возвращение дипломатической собственности остаётся условием диалога",
    "спутник выведен на орбиту и работает нормально",
    "саммит лидеров двух стран готовится в обычном порядке",
    "судоходство в Арктике требует новых ледоколов",
    "контакты между министерствами возобновлены",
)
SOURCES = ("Вестник", "Курьер", "Агентство Север")
GAP = (date(2024, 8, 1), date(2024, 10, 31))


def documents(n: int) -> Iterator[dict[str, str]]:
    """Yield `n` documents over two years, four speakers' statements each, every fortieth without a date."""
    people, claims = itertools.cycle(SPEAKERS), itertools.cycle(CLAIMS)
    day = date(2024, 1, 3)
    for number in range(n):
        day += timedelta(days=3)
        if GAP[0] <= day <= GAP[1]:
            day = GAP[1] + timedelta(days=1)
        (first, role, said), (second, other, told) = next(people), next(people)
        one, two, three = next(claims), next(claims), next(claims)
        yield {
            "id": f"invented-{number}",
            "date": "" if number % 40 == 39 else day.isoformat(),
            "source": SOURCES[number % 3],
            "url": f"https://example.org/{number}",
            "title": f"{first} о том, что {one}",
            "text": (
                f"{role.capitalize()} {first} {said}, что {one}.\n\n"
                f'"Мы исходим из того, что {two}", — {said} {first}.\n\n'
                f"По словам {role.split()[0]}а, {three}. {other.capitalize()} {second} {told}, что {one}."
                f" Обозреватели ждут новых встреч, номер {number}."
            ),
        }


def write(path: Path, n: int) -> Path:
    """Write `n` documents as JSONL."""
    rows = (json.dumps(document, ensure_ascii=False) for document in documents(n))
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


GOODS = (
    "мёд лён соль хлеб чай сыр воск лыко тёс дёготь пакля овёс рожь хмель репа брюква горох чеснок укроп тмин "
    "бочка сани телега хомут подкова гвоздь топор пила рубанок верстак лопата грабли коса серп цепь верёвка сеть "
    "вёсла парус якорь корзина короб сундук ларец зеркало гребень иголка напёрсток пуговица лента кружево сукно "
    "войлок валенок рукавица шапка кафтан сарафан платок фартук"
).split()


def on_sanctions(tagged: int, near: int) -> Iterator[dict[str, str]]:
    """Yield documents with a sentence that the theme of sanctions tags, then some with a near miss, all different."""
    for number in range(tagged + near):
        goods = Random(number).sample(GOODS, 6)
        *some, last = goods
        about = (
            f"Город обсудил новые санкции, где {', '.join(some)} важнее, чем {last}."
            if number < tagged
            else f"Здесь действуют рестрикции, поэтому {', '.join(some)} дороже, чем {last}."
        )
        text = f"Утро началось рано. {about} Вечером было тихо."
        day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
        yield {"date": day, "source": "Вестник", "title": f"Вести, {last}", "text": text}


def index_rows(rows: Iterable[dict[str, str]], folder: Path) -> Path:
    """Index documents and return their store."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", "utf-8")
    index([file], folder / "store", workers=1, report=Report(), progress=lambda *_: None)
    return folder / "store"
