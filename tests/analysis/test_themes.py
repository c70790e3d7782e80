"""The default themes on invented texts, and how a score comes about."""

import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfTransformer

from lib.analysis.rarity import Rarity
from lib.analysis.themes import (
    Document,
    ThemeScorer,
    document_frequency,
    load_themes,
    read_document,
    score_documents,
)
from lib.text.spans import Span

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
THEMES = load_themes((SEEDS / "themes.toml").read_text(encoding="utf-8"))
SCORER = ThemeScorer(THEMES, None, 0)


def themes_of(text, title=""):
    return {score.theme for score in SCORER.score(read_document(title, text))}


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Путин и Макрон встретились в Париже.", "summits"),
        ("Президент Франции Эмманюэль Макрон провел встречу с шахтерами.", ""),
        ("Президент России встретился с губернатором Тверской области.", ""),
        ("Об этом министр сообщил журналистам на саммите G20.", ""),
        ("Лавров обсудил с министром иностранных дел Италии поставки зерна.", "contacts trade"),
        ("Министр иностранных дел считает, что год был трудным.", ""),
        ("Российской стороне вернули конфискованную дипсобственность.", "property"),
        ("Суд рассмотрел спор о частной собственности на квартиру.", ""),
        ("Возобновлено прямое авиасообщение между столицами.", "flights"),
        ("Концерт под открытым небом отменили из-за дождя.", ""),
        ("Извержение вулкана прервало авиасообщение с островом.", ""),
        ("Двое дипломатов объявлены персонами нон грата.", "missions"),
        ("Туристов эвакуировали, сообщили в посольстве.", ""),
        ("Двое дипломатов ранены при обстреле колонны.", "missions"),
        ("Министр иностранных дел отправляется в Гавану.", "contacts"),
        ("Евросоюз ввел новые санкции.", "sanctions"),
        ("Королевская санкция завершает принятие закона.", ""),
        ("В прошлом году Китай собрал больше риса.", ""),
        ("Актер Василий Ливанов получил премию.", ""),
        ("Прокурор дал санкцию на арест бухгалтера.", ""),
        ("В Донбассе соблюдается перемирие.", "ukraine"),
        ("Размещение элементов ПРО обсуждают эксперты.", "arms"),
        ("Учебник рассказывает про физику и химию.", ""),
        ("Ракета-носитель стартовала с космодрома.", "space"),
        ("Товарооборот вырос на треть.", "trade"),
        ("В торговом центре открылся новый магазин.", ""),
        ("Газопровод достроят к зиме.", "energy"),
        ("Взрыв газа повредил жилой дом.", ""),
        ("В Арктике построят порт.", "arctic"),
        ("В Антарктике построят станцию для полярников.", ""),
        ("Министры договорились обменяться мнениями.", ""),
        ("Стороны готовят обмен заключенными.", "humanitarian"),
        ("В Сирии прошли выборы.", "middle_east"),
        ("Российские туристы выбирают курорты Египта.", ""),
        ("Хакеры взломали сервер министерства.", "cyber"),
        ("Телефонный мошенник обманул пенсионерку.", ""),
        ("Речь шла о сотрудничестве в Арктике и космосе.", "arctic space"),
    ],
)  # fmt: skip
def test_default_themes(text, themes):
    assert themes_of(text) == set(themes.split())


@pytest.mark.parametrize(
    ("seed", "themes"),
    [
        ("000_bfc4fab7deb779ba", "contacts property flights missions trade arctic space humanitarian"),
        ("004_ed276cf904345f24", "contacts summits ukraine"),
    ],
)
def test_seeds(seed, themes):
    _, _, title_and_text = (SEEDS / f"{seed}.txt").read_text(encoding="utf-8").partition(" ")
    title, _, text = title_and_text.partition("\n\n")
    assert themes_of(text, re.sub(r"^[\d-]+ ", "", title)) == set(themes.split())


SMALL = """
[words]
leader = ["Иванов", "Петров", "президент Франции"]

[[theme]]
id = "sea"
name_ru = "Море"
name_en = "Sea"
description_ru = "Порты и суда"
description_en = "Ports and ships"
threshold = 4
terms.4 = ["морской порт", "@leader + @leader + причал"]
terms.2 = ["порт", "судно", "якорь"]
exclusions = ["порт компьютера"]
circumstances = ["сообщить в порту"]

[[theme]]
id = "fish"
name_ru = "Рыба"
name_en = "Fish"
description_ru = "Улов"
description_en = "Catch"
threshold = 2
terms.2 = ["рыба"]
requirements = ["море"]
"""


@pytest.fixture(scope="module")
def small():
    return ThemeScorer(load_themes(SMALL), None, 0)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Открыт [морской порт].", 4),
        ("Стоит [судно], брошен [якорь].", 4),
        ("[Судно], [судно] и [судно].", 2 * (1 + np.log(3))),
        ("Сгорел порт компьютера.", 0),
        ("Об этом сообщили в [порту].", 0.5),
        ("[Иванов] и [Петров] вышли на [причал].", 4),
        ("Иванов вышел на причал. Петров уехал.", 0),
        ("Иванов вышел на причал вместе с Ивановым.", 0),
        ("[Президент Франции] и [Петров] на [причале].", 4),
    ],
)
def test_evidence_is_marked_in_the_text(small, text, evidence):
    plain = re.sub(r"[\[\]]", "", text)
    hits = small.find(read_document("", plain))
    marked = plain
    for hit in sorted(hits, reverse=True, key=lambda hit: hit.start):
        marked = f"{marked[: hit.start]}[{plain[hit.start : hit.end]}]{marked[hit.end :]}"
    assert marked == text
    assert (small.evidence(hits) if hits else 0) == pytest.approx(evidence)


def test_a_requirement_holds_for_the_whole_document(small):
    assert small.find(read_document("", "Поймана рыба.")) == []
    assert [hit.term for hit in small.find(read_document("", "Поймана рыба.\n\nЭто было в море."))] == ["рыба"]


def test_a_hit_in_the_title_has_offsets_into_the_title(small):
    [hit] = small.find(read_document("Новый морской порт", "Ленту перерезал мэр."))
    assert (hit.start, hit.end, hit.place) == (6, 18, "title")


def test_a_title_that_the_text_repeats_counts_once(small):
    document = read_document("Новый морской порт", "Новый морской порт открыт. Ленту перерезал мэр.")
    assert [hit.place for hit in small.find(document)] == ["headline"]


def test_the_first_sentence_is_the_headline_of_a_text_without_a_title(small):
    text = "Открыт морской порт. Ленту перерезал мэр."
    untitled, titled = (small.score(read_document(title, text))[0].score for title in ("", "Новости дня"))
    assert untitled > titled


def test_title_and_density_rank_but_do_not_decide(small):
    filler = " ".join(["Обычный день прошел спокойно."] * 40)
    in_title = small.score(read_document("Морской порт", filler))
    in_lead = small.score(read_document("Новости дня", "Открыт морской порт. " + filler))
    at_end = small.score(read_document("Новости дня", filler + " Открыт морской порт."))
    reminded = small.score(read_document("Новости дня", filler + " Напомним, открыт морской порт."))
    scores = [found[0].score for found in (in_title, in_lead, at_end, reminded)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_below_50_documents_weighted_hits_per_1000_words(small):
    [score] = small.score(read_document("", "Там порт. Стоит судно. " + "слово " * 45))
    assert (score.method, score.score) == ("hits", pytest.approx(1000 * (2 * 2.5 + 2 * 1.5) / 49, rel=1e-3))


def test_from_50_documents_on_tfidf():
    texts = [("", f"Открыт морской порт номер {n}.") for n in range(50)]
    assert {score.method for found in score_documents(load_themes(SMALL), texts) for score in found} == {"tfidf"}
    assert {score.method for found in score_documents(load_themes(SMALL), texts[:49]) for score in found} == {"hits"}


def test_a_rare_term_weighs_more_than_a_frequent_one():
    scorer = ThemeScorer(load_themes(SMALL), {"порт": 900, "судно": 3, "якорь": 900, "морской": 950}, 1000)
    rare, frequent = (scorer.score(read_document("", text)) for text in ("Судно. Якорь.", "Порт. Якорь."))
    assert rare[0].score > frequent[0].score


def test_a_term_that_decides_says_more_than_two_that_decide_together():
    scorer = ThemeScorer(load_themes(SMALL), dict.fromkeys(("порт", "судно", "якорь", "морской"), 9), 1000)
    one, two = (scorer.score(read_document("", text))[0] for text in ("Открыт морской порт.", "Судно бросило якорь."))
    assert scorer.evidence(one.evidence) == scorer.evidence(two.evidence)
    assert one.score > two.score


def test_idf_is_that_of_scikit_learn():
    words = ["порт", "якорь", "море"]
    counts = np.array([[1, 1, 0], [1, 0, 0], [2, 0, 0], [1, 3, 0]])
    oracle = TfidfTransformer().fit(counts).idf_
    frequency = dict(zip(words, (counts > 0).sum(0).tolist(), strict=True))
    rarity = Rarity(frequency, 4, {"any": ["якорь", "море"]}, str)
    assert [rarity.of(word) for word in words] == pytest.approx(oracle / oracle[2])  # "море" never occurs
    assert rarity.of("порт якорь") == rarity.of("якорь") == rarity.of("@any") == rarity.of("як*")


def test_document_frequency_counts_documents():
    documents = [read_document("Порты", "Порт и порт."), read_document("", "Море.")]
    assert document_frequency(documents)["порт"] == 1


def test_a_statement_carries_what_it_says_and_half_of_what_stands_beside_it(small):
    text = "«Стоит судно и брошен якорь», - сказал он. В порту добавили: «Судно ушло»."
    document = read_document("", text)
    spans = [Span(1, 27), Span(text.index("«Судно") + 1, text.index("ушло") + 4), Span(30, 40)]
    scores = small.score_statements(small.find(document), spans, document)
    assert [[score.theme for score in found] for found in scores] == [["sea"], [], []]


def test_order_of_documents_and_repetition_change_nothing():
    documents = [read_document("", "В Арктике построят порт."), read_document("", "Газопровод достроят к зиме.")]
    first = [SCORER.score(document) for document in documents]
    assert [ThemeScorer(THEMES, None, 0).score(document) for document in reversed(documents)] == first[::-1]


def test_nothing_to_read():
    assert SCORER.score(Document([], [], [])) == []
    assert themes_of("... !!! 2024") == set()


def test_each_sentence_is_scored_by_the_hits_in_it_alone():
    document = read_document("Санкции", "Введены санкции. Началась блокада. Ждут новых рестрикций и блокады.")
    scored = SCORER.score_sentences(SCORER.find(document), document)
    assert [(n, one.theme) for n, scores in scored.items() for one in scores] == [(0, "sanctions"), (2, "sanctions")]
    assert all(hit.sentence == n for n, scores in scored.items() for score in scores for hit in score.evidence)
