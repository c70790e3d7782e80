import subprocess
import sys
from pathlib import Path

import pytest

from lib.text.lemmas import is_stop, lemma, lemmatize, parses

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "pairs",
    [
        # ordinary words
        "шёл идти|людей человек|лет год|детей ребенок|переговоров переговоры|выборах выборы|деньгами деньги",
        "пришли прийти|нашли найти|главного главный|статей статья|премьера премьер|есть быть|им они",
        "крупнейшего крупнейший|лучшая лучший|наибольшее наибольший|меньшей меньший",
        "основными основной|родным родной|воскресенья воскресенье|предгорьях предгорье",
        "во во|со со|об об|должна должен|его его|необходимо необходимый|известно известный|ночью ночь",
        "стражей стража|став стать|заплыв заплыв|плача плач|мощами мощи|нуля ноль|застывший застыть",
        "намерены намеренный|намерен намеренный|уверена уверенный|подданных подданный",
        # participles go with the verb, unless they became adjectives
        "связанные связать|существующих существовать|принято принять|снят снять",
        "вооружённых вооруженный|следующего следующий|соединённых соединенный|пострадавшими пострадавший",
        # acronyms
        "МИДа МИД|МИДом МИД|США США|сша США|ООН ООН|ПРО ПРО|про про|Про про|ТАССом ТАСС|ВУЗов вуз|вузов вуз",
        "БПЛА БПЛА|ПО по|ИГ ИГ|МИР мир|ГОСДУМА госдума|ПУТИНА путин|ХХI xxi|XXI xxi",
        # names
        "Пескова песков|Песков песков|песков песок|Песок песок|Мира мир|Мир мир|Рябков рябков|Рябкову рябков",
        "Захаровой захаров|Захарова захаров|Захаров захаров|Дарчиева дарчиев|Коултер коултер|Небензя небензя",
        "Байдену байден|Столтенберга столтенберг|Висконти висконти|Шойгу шойгу|Белковского белковский",
        "Владимировны владимировна|Юрьевича юрьевич|Марина марина|Карла карл|Александра александр",
        "Газа газа|газа газ|Хабаровском хабаровский|Раменское раменское|Киеве киев|Германии германия",
        "Санкт-Петербурга санкт-петербург|Ростова-на-Дону ростов-на-дону",
        "Алханов алханов|Ахметов ахметов|Ливан ливан|Ливане ливан|Королева королева|Асии асия|Драги драги|Лью лью",
        "Иваниадзе иваниадзе|Думитреску думитреску|Ковальски ковальски|Приштину приштина|Кокойты кокойты|Никки никки",
        "Королевы-матери королева-мать|Эль-Рияда эль-рияд|Нью-Йорка нью-йорк|Смоленском смоленск",
        # neither
        "Covid-19 covid-19|2025 2025|3,5 3,5|Google google|ещe еще|Зaxapoвой захаров|премьер-министра премьер-министр",
        "т т|г г|млн млн|А а",
    ],
)
def test_lemma(pairs: str) -> None:
    for pair in pairs.split("|"):
        form, expected = pair.split(" ")
        assert lemma(form) == expected, form


@pytest.mark.parametrize("sentence", ["Коултер прибыла", "Дуэйн уехал", "Роуч победил", "Брайан Тюрам забил"])
def test_unknown_names_are_no_verbs(sentence: str) -> None:
    name = sentence.split(" ", maxsplit=1)[0]
    assert lemma(name) == name.lower()


@pytest.mark.parametrize(
    "word",
    ["", "\ud800", "а\ud800б", "😀", "а" * 1_000_000, "-" * 1_000, "а-" * 30, "\u0301", "中文", "İ", "\x00", "-а"],
)
def test_nothing_raises(word: str) -> None:
    assert isinstance(lemma(word), str)
    assert isinstance(is_stop(word), bool)
    assert isinstance(parses(word), tuple)


def test_lemmatize_keeps_blank_lines() -> None:
    assert list(lemmatize(["Переговоры", "", "идут"])) == ["переговоры", "", "идти"]


@pytest.mark.parametrize("word", "и который быть мочь его это то два первый уже чтобы во 25 я".split(" "))
def test_stop_words(word: str) -> None:
    assert is_stop(word)


@pytest.mark.parametrize("word", "саммит сказать новый США мир быстро человек год".split(" "))
def test_content_words(word: str) -> None:
    assert not is_stop(word)


def test_import_loads_no_dictionary() -> None:
    code = "import sys, lib.text.lemmas as l; l.is_stop('и'); sys.exit('pymorphy3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "words", "content"), [("lemmas_news_dev.tsv", 0.978, 0.98), ("lemmas_gsd_dev.tsv", 0.97, 0.97)]
)
def test_accuracy(gold: Path, name: str, words: float, content: float) -> None:
    rows = [line.split("\t") for line in (gold / name).read_text(encoding="utf-8").splitlines() if line]
    rows = [row for row in rows if row[0].replace("-", "").isalpha() and row[1] != "_"]
    hits = [(row[2], lemma(row[0]).casefold() == row[1].casefold().replace("ё", "е")) for row in rows]
    inside = [hit for pos, hit in hits if pos in {"NOUN", "PROPN", "ADJ", "VERB", "ADV"}]
    assert sum(hit for _, hit in hits) / len(hits) >= words
    assert sum(inside) / len(inside) >= content
