"""Formulas: found in an invented press, followed from the first use on, and never an order that is not there."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from lib import data
from lib.analysis.formulas import FEWEST_CORPUS
from lib.corpus.formulas import Listing, listing, uses_of
from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.i18n import t
from tests.pages.conftest import Open, html_of

FORMULA = "f=мы открыть к диалог&sel=formulas"
SAID = (  # day or moment, source, speaker, what is said
    ("2024-03-01", "Вестник", "Министр энергетики Анна Вересова заявила", "мы открыты к диалогу с соседями"),
    ("2024-03-09", "Курьер", "Посол республики Пётр Ольхин заявил", "мы по-прежнему открыты к диалогу без условий"),
    ("2024-03-09", "Вестник", "Глава комитета Олег Тарасюк подчеркнул", "в этом деле мы открыты к диалогу"),
    ("2024-03-12T15:00", "Вестник", "Заместитель министра Игорь Бережной отметил", "мы открыты к диалогу о мосте"),
    ("2024-03-12T09:30", "Курьер", "Глава ведомства Марина Лескова заявила", "вчера и сегодня мы открыты к диалогу"),
    ("2024-05-02", "Вестник", "Министр энергетики Анна Вересова заявила", "мы открыты к диалогу и ждём ответа"),
    ("", "Курьер", "Глава комитета Олег Тарасюк подчеркнул", "по этому делу мы открыты к диалогу"),
)
NOISE = ("дождь кончился", "река вернулась в берега", "урожай собран вовремя", "паром вышел из порта", "снег растаял")


@pytest.fixture(scope="module")
def formulas_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven documents with the formula, a reprint of the first on its day, and ten others until the summer."""
    rows = [*SAID, (*SAID[0][:1], "Курьер", *SAID[0][2:])]
    rows += [
        (f"2024-06-{day:02}", "Курьер", "Метролог Иван Громов сообщил", f"{NOISE[day % 5]}, по счёту {day}")
        for day in range(10, 20)
    ]
    folder = tmp_path_factory.mktemp("formulas")
    lines = [
        {"id": str(number), "date": moment, "source": source, "title": f"Новость {number}",
         "text": f"{who}, что {what}.\n\nПодробности выпуска номер {number}."}
        for number, (moment, source, who, what) in enumerate(rows)
    ]  # fmt: skip
    file = folder / "press.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    index([file], folder / "store", workers=1, report=Report(), progress=lambda *_: None)
    return folder / "store"


@pytest.fixture(scope="module")
def snapshot(formulas_store: Path) -> Snapshot:
    store = open_store(formulas_store)
    return Snapshot(store, store.latest().id)


def listed(snapshot: Snapshot, selection: Selection, over: str = "stmt") -> Listing:
    return listing(snapshot.spoken(selection, over, data.MOST_WORDS))  # type: ignore[arg-type]


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_formula_is_found_with_its_numbers(snapshot: Snapshot) -> None:
    found = listed(snapshot, Selection())
    row = found.table.iloc[0]
    assert row["lemmas"] == "мы открыть к диалог"
    assert row[["documents", "n", "speakers", "sources"]].tolist() == [7, 7, 5, 2]
    assert (row["first"].date().isoformat(), row["last"].date().isoformat()) == ("2024-03-01", "2024-05-02")
    assert found.uses.loc[row["use"], "wording"] == "мы открыты к диалогу"
    assert int(found.reprints.sum()) == 1


def test_as_many_uses_as_the_list_says_each_where_it_stands(snapshot: Snapshot) -> None:
    for over in ("stmt", "text"):
        spoken = snapshot.spoken(Selection(), over, data.MOST_WORDS)
        found = listing(spoken)
        for row in found.table.to_dict("records"):
            uses = uses_of(spoken, row["lemmas"].split(), found.reprints)
            texts = snapshot.text(uses["doc"].tolist())
            assert len(uses) == row["n"]
            for use in uses.to_dict("records"):
                words = texts[use["doc"]].text[use["start"] : use["end"]]
                assert re.sub(r"[^\w -]", "", words.lower()) == use["wording"]


@pytest.mark.parametrize(
    ("selection", "documents"),
    [
        (Selection(sources=("vestnik",)), 0),  # below ten documents nothing is looked for
        (Selection(not_speakers=("anna-veresova",)), 5),
        (Selection(query="мост"), 0),
    ],
)
def test_filters_hold(snapshot: Snapshot, selection: Selection, documents: int) -> None:
    table = listed(snapshot, selection).table
    assert table["documents"].tolist() == ([documents] if documents else [])


def test_a_sample_takes_whole_documents_and_says_how_many(snapshot: Snapshot) -> None:
    every, some = (snapshot.spoken(Selection(), "text", most) for most in (data.MOST_WORDS, 100))
    assert len(every.documents) == every.in_view == some.in_view == 18
    assert 0 < len(some.documents) < 18
    assert 0 < listing(some).words <= 100
    assert some.documents.equals(snapshot.spoken(Selection(), "text", 100).documents)
    assert snapshot.spoken(Selection(), "text", 0).sentences.size == 0
    assert listing(every).words == snapshot.info.words


def test_the_list_names_who_was_first_and_leads_to_the_course(open_page: Open, formulas_store: Path) -> None:
    app = open_page(formulas_store, "terms", "sel=formulas")
    assert [error.message for error in app.exception] == []
    html = html_of(app)
    assert f"f={quote('мы')}+" in html
    text = plain(html)
    assert "«мы открыты к диалогу» 7 документов · 7 употреблений · 5 спикеров · 2 источника" in text
    assert "01.03.2024 — 02.05.2024 · начало: Анна Вересова" in text
    assert "Почти одинаковых предложений того же дня: 1" in text


def test_a_course_has_an_order_only_where_the_data_have_one(open_page: Open, formulas_store: Path) -> None:
    app = open_page(formulas_store, "terms", FORMULA)
    assert [error.message for error in app.exception] == []
    text = plain(html_of(app))
    assert "1 Анна Вересова 01.03.2024 2" in text
    assert re.search(r"2–3 (Пётр Ольхин|Олег Тарасюк) 09.03.2024 \(в один день\)", text)
    assert "4 Марина Лескова 12.03.2024, 09:30" in text
    assert "5 Игорь Бережной 12.03.2024, 15:00" in text
    assert "После него тишина: 48 дней до конца периода (19.06.2024)" in text
    assert "«мы по-прежнему открыты к диалогу»" in text
    assert t("formulas.every", "ru", n="7 употреблений") in text
    assert html_of(app).count('class="hit"') == 8  # the first use, and every use
    assert len(app.get("plotly_chart")) == 1


def test_a_mark_narrows_the_places(open_page: Open, formulas_store: Path) -> None:
    html = html_of(open_page(formulas_store, "terms", "f=мы открыть к диалог&sel=0"))
    assert t("formulas.every", "ru", n="1 употребление") in html


def test_several_on_the_first_day_are_a_tie(open_page: Open, formulas_store: Path) -> None:
    text = plain(html_of(open_page(formulas_store, "terms", f"{FORMULA}&from=2024-03-05")))
    assert t("formulas.first_tie", "ru", n="2 документа") in text
    assert "1–2 " in text
    assert t("formulas.first_in_view", "ru") in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("f=прямое авиасообщение", "прямой · авиасообщение"),  # nowhere
        ("f=открыты к диалогу", "«открыты к диалогу»"),  # no formula of the list, as somebody typed it
        ("f=<b>диалог</b>", "b · диалог · b"),
        ("sel=formulas&q=небывальщина", ""),
        ("sel=formulas&over=text", "Какие формулы ходят?"),
        ("sel=formulas&to=2024-05-02", t("formulas.few", "ru", there="7 документов", least=FEWEST_CORPUS)),
    ],
)
def test_whatever_is_asked_is_answered(open_page: Open, formulas_store: Path, query: str, said: str) -> None:
    app = open_page(formulas_store, "terms", query)
    assert [error.message for error in app.exception] == []
    assert said in plain(html_of(app))
    assert "<b>диалог" not in html_of(app)


@pytest.mark.parametrize("store", ["seeds_store", "one_document_store"])
@pytest.mark.parametrize("over", ["stmt", "text"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_few_documents_have_no_formulas_and_it_is_said_why(
    open_page: Open, request: pytest.FixtureRequest, store: str, over: str, language: str
) -> None:
    app = open_page(request.getfixturevalue(store), "terms", f"sel=formulas&over={over}&lang={language}")
    assert [error.message for error in app.exception] == []
    html = html_of(app)
    assert 'class="formulas"' not in html
    assert t("formulas.few", language, there="{}", least=FEWEST_CORPUS).partition("{}")[2] in html  # type: ignore[arg-type]
    assert t("formulas.change", language) not in html  # type: ignore[arg-type]


def test_what_is_typed_is_followed_and_let_go(open_page: Open, formulas_store: Path) -> None:
    app = open_page(formulas_store, "terms", "sel=formulas")
    app.text_input(key="formula-text").set_value(" открыты  к диалогу ").run()
    assert app.query_params["f"] == "открыты к диалогу"
    app.button(key="formula-back").click().run()
    assert "f" not in app.query_params
    assert 'class="formulas"' in html_of(app)


def test_the_press_answers_in_both_ways(open_page: Open, press_store: Path) -> None:
    for query in ("sel=formulas", "sel=formulas&over=text&from=2025-01-01", "sel=formulas&lang=en&over=text"):
        app = open_page(press_store, "terms", query)
        assert [error.message for error in app.exception] == []
