from pathlib import Path

import pytest

from lib.text.names import gender, is_first_name, is_patronymic, is_surname, nominative, nominatives


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Александра Дарчиева", "Александр Дарчиев"),
        ("Марии Владимировны Захаровой", "Мария Владимировна Захарова"),
        ("Сонаты Коултер", "Соната Коултер"),  # women's surnames in a consonant do not decline
        ("Кондолизе Райс", "Кондолиза Райс"),
        ("Дмитрию Пескову", "Дмитрий Песков"),
        ("Рябкова", "Рябков"),
        ("Людмилы Гурченко", "Людмила Гурченко"),
        ("Черных", "Черных"),
        ("Ольги Седых", "Ольга Седых"),
        ("Льва Толстого", "Лев Толстой"),
        ("Владимира Зеленского", "Владимир Зеленский"),
        ("Салтыковой-Щедриной", "Салтыкова-Щедрина"),
        ("Касыма-Жомарта Токаева", "Касым-Жомарт Токаев"),
        ("Урсулы фон дер Ляйен", "Урсула фон дер Ляйен"),
        ("Халеда эль-Масри", "Халед эль-Масри"),
        ("Барака Обамы", "Барак Обама"),
        ("Василию Небензе", "Василий Небензя"),
        ("Сергея Шойгу", "Сергей Шойгу"),
        ("Йенса Столтенберга", "Йенс Столтенберг"),
        ("Эммануэлем Макроном", "Эммануэль Макрон"),
        ("Ким Чен Ыном", "Ким Чен Ын"),
        ("О. Г. Ивановой", "О. Г. Иванова"),
        ("Ивановой О.Г.", "Иванова О.Г."),
        ("Щеголёва Игоря", "Щеголёв Игорь"),
        ("ДМИТРИЯ ПЕСКОВА", "ДМИТРИЙ ПЕСКОВ"),
        ("сергея лаврова", "сергей лавров"),
        ("Юрьевича", "Юрьевич"),
        ("Раиса", "Раиса"),
        ("Jens Stoltenberg", "Jens Stoltenberg"),
        ("А. Б.", "А. Б."),
        ("", ""),
    ],
)
def test_nominative(form: str, expected: str) -> None:
    assert nominative(form) == expected


@pytest.mark.parametrize(
    "name", ["Сергей Лавров", "Василий Небензя", "Тина Канделаки", "Наото Кан", "Пабло Неруда", "Николя Саркози"]
)
def test_the_nominative_stays(name: str) -> None:
    assert nominative(name) == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Марии Захаровой", "f"),
        ("Сергеем Лавровым", "m"),
        ("Захаровой", "f"),
        ("Владимировны", "f"),
        ("Шевченко", None),
        ("Захарова", None),
        ("Smith", None),
    ],
)
def test_gender(name: str, expected: str | None) -> None:
    assert gender(name) == expected


def test_readings_of_an_ambiguous_form() -> None:
    readings = {(reading.name, reading.gender) for reading in nominatives("Захарова")}
    assert {("Захаров", "m"), ("Захарова", "f")} <= readings
    assert sum(reading.score for reading in nominatives("Захарова")) == pytest.approx(1)


@pytest.mark.parametrize(
    ("word", "surname", "first", "patronymic"),
    [
        ("Песковым", True, False, False),
        ("Дарчиева", True, False, False),
        ("Рябков", True, False, False),
        ("Марией", False, True, False),
        ("Владимировны", False, False, True),
        ("Шагеновна", False, False, True),
        ("песков", False, False, False),
        ("саммита", False, False, False),
        ("", False, False, False),
    ],
)
def test_kinds(word: str, surname: bool, first: bool, patronymic: bool) -> None:
    assert (is_surname(word), is_first_name(word), is_patronymic(word)) == (surname, first, patronymic)


@pytest.mark.parametrize("name", ["\ud800", "а" * 100_000, "- - -", "Ё" * 60, "😀 Иванов", "а " * 60, "'", "\x00"])
def test_nothing_raises(name: str) -> None:
    assert isinstance(nominative(name), str)
    assert gender(name) in ("m", "f", None)


def test_accuracy(gold: Path) -> None:
    expected: dict[str, set[str]] = {}
    for line in (gold / "names_dev.tsv").read_text(encoding="utf-8").splitlines():
        surface, name = line.split("\t")
        expected.setdefault(surface, set()).add(_folded(name))
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for surface, names in expected.items():
        hits[_folded(surface) in names].append(_folded(nominative(surface)) in names)
    # 13 of the 144 oblique surfaces have another name or a misprint as their gold form: 91 % is the ceiling
    assert sum(hits[False]) / len(hits[False]) >= 0.89
    assert sum(hits[True]) / len(hits[True]) >= 0.98


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
