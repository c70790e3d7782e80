"""Terms: what is counted, in which form, and that the places in the texts are as many as the numbers say."""

import csv
import json
import re
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from lib.briefing.items import Figure
from lib.charts.caption import Caption
from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.i18n import t
from lib.ui.kwic import Asked, file_of
from tests import invented
from tests.pages.conftest import Open, html_of

SUMMIT = "t=lemma:саммит"


@pytest.fixture(scope="module")
def press(press_store: Path) -> Snapshot:
    store = open_store(press_store)
    return Snapshot(store, store.latest().id)


def test_two_documents_show_numbers_and_every_place(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "terms", SUMMIT)
    html = html_of(app)
    assert len(app.get("plotly_chart")) == 0
    assert "<b>4</b><span>вхождения: саммит</span><small>документов: 1 из 2</small>" in html
    assert html.count('<td class="right"><a href="./read?') == 4
    assert t("terms.no_claims", "ru", bins=8, bursts=12) in html


def test_a_lemma_is_shown_as_people_write_it(open_page: Open, seeds_store: Path) -> None:
    assert "<b>8</b><span>вхождений: Россия</span>" in html_of(open_page(seeds_store, "terms", "t=lemma:россия"))


def test_without_terms_the_most_frequent_words_are_offered(open_page: Open, seeds_store: Path) -> None:
    html = html_of(open_page(seeds_store, "terms"))
    assert re.search(r'href="\./terms\?[^"]*norm=per10k[^"]*"[^>]*><span>США</span>', html)
    assert t("terms.change_few_words", "ru", least="5\u202f000") in html


def test_the_press_has_bars_with_intervals_and_claims(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "terms", f"{SUMMIT}&norm=per10k")
    assert [error.message for error in app.exception] == []
    assert len(app.get("plotly_chart")) == 1
    html = html_of(app)
    assert t("terms.claims", "ru") in html
    assert "Гарвуд" in str(json.loads(app.get("plotly_chart")[0].proto.spec)["layout"]["annotations"])


@pytest.mark.parametrize("norm", ["raw", "per10k", "share"])
@pytest.mark.parametrize("unit", ["doc", "stmt", "tok"])
@pytest.mark.parametrize("form", ["chart", "table"])
def test_every_measure_answers(open_page: Open, press_store: Path, norm: str, unit: str, form: str) -> None:
    query = f"norm={norm}&unit={unit}&view={form}&t=theme:arctic@anna-veresova&sel=month:2024-03-01|term-1"
    assert [error.message for error in open_page(press_store, "terms", query).exception] == []


def test_as_many_lines_as_occurrences(press: Snapshot) -> None:
    for term in (Term("lemma", "саммит"), Term("form", "санкции"), Term("phrase", "прямой авиасообщение")):
        series = press.term_series(Selection(), [term], "month", "tok")
        dated = press.concordance(Selection(start=press.info.first), term, 10_000)
        assert len(dated) == series["n"].sum() > 0


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("t=theme:nothing", "notice"),
        ("t=lemma:саммит@nobody", "notice"),
        ("t=phrase:!!!", "notice"),
        ("t=lemma:небывальщина", "<b>0</b>"),
    ],
)
def test_what_cannot_be_counted_is_said(open_page: Open, press_store: Path, query: str, said: str) -> None:
    app = open_page(press_store, "terms", query)
    assert [error.message for error in app.exception] == []
    assert said in html_of(app)


def test_typing_adds_a_series_and_a_chip_takes_it_away(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "terms", SUMMIT)
    app.text_input(key="term-text").set_value('"санкции"').run()
    assert list(app.query_params["t"]) == ["lemma:саммит", "form:санкции"]
    app.button(key="term-drop-0").click().run()
    assert app.query_params["t"] == "form:санкции"


def test_what_cannot_be_read_stays_in_the_box_and_is_explained(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "terms")
    app.text_input(key="term-text").set_value("?!").run()
    assert "t" not in app.query_params
    assert t("terms.refused", "ru", text="?!") in html_of(app)


def test_a_mark_narrows_the_places_to_its_period(open_page: Open, press_store: Path, press: Snapshot) -> None:
    series = press.term_series(Selection(), [Term("lemma", "саммит")], "month", "tok")
    row = series[series["n"] > 0].iloc[0]
    mark = f"month:{row['period'].date().isoformat()}|term-1"
    query = urlencode([("t", "lemma:саммит"), ("g", "month"), ("norm", "per10k"), ("sel", mark)])
    html = html_of(open_page(press_store, "terms", query))
    assert html.count('<td class="right"><a href="./read?') == row["n"]


def test_the_first_and_the_last_use_are_places_in_the_texts(
    open_page: Open, press_store: Path, press: Snapshot
) -> None:
    html = html_of(open_page(press_store, "terms", SUMMIT))
    [row] = re.findall(r"<tr><td><b>саммит</b></td><td><a href.*?</tr>", html)
    days = press.concordance(Selection(start=press.info.first), Term("lemma", "саммит"), 10_000)["date"]
    first, last = (f"{day.day}.{day:%m.%Y}" for day in (days.min(), days.max()))
    assert [first in part or f"0{first}" in part for part in row.split("</td>")[1:2]] == [True]
    assert [last in part or f"0{last}" in part for part in row.split("</td>")[2:3]] == [True]
    assert row.count('href="./read?') == 2


def test_a_word_and_the_same_word_of_a_speaker_stand_beside_each_other_where_both_are_few(
    open_page: Open, seeds_store: Path
) -> None:
    app = open_page(seeds_store, "terms", "t=lemma:контакт&t=lemma:контакт@mariya-zakharova")
    assert [error.message for error in app.exception] == []
    assert "контакт — Мария Захарова" in html_of(app)


def test_the_first_use_is_looked_for_in_the_statements_asked_for(open_page: Open, tmp_path: Path) -> None:
    texts = (
        "«Мост открыт», — заявил, выйдя на дорогу, посол Иван Белов.",
        "«Дорога открыта», — заявил посол Иван Белов.",
    )
    rows = [
        {"date": f"2025-03-0{n}", "source": "Вестник", "title": "Вести", "text": text}
        for n, text in enumerate(texts, 1)
    ]
    store = invented.index_rows(rows, tmp_path)
    for query, first in (("", "01.03.2025"), ("&kind=direct", "02.03.2025")):
        html = html_of(open_page(store, "terms", f"t=lemma:дорога{query}"))
        [row] = re.findall(r"<tr><td><b>дорога</b></td><td><a href.*?</tr>", html)
        assert [first in row.split("</td>")[1], "02.03.2025" in row.split("</td>")[2]] == [True, True]


def test_what_a_speaker_says_is_a_series_of_its_own(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "terms", "t=speaker:anna-veresova&unit=stmt")
    assert [error.message for error in app.exception] == []
    html = html_of(app)
    assert "речь: Анна Вересова" in html
    assert html.count('class="said"') == 10


def test_smoothing_is_named_in_the_figure(open_page: Open, press_store: Path) -> None:
    plain, smooth = (
        json.loads(open_page(press_store, "terms", f"t=lemma:что&g=month&avg={n}").get("plotly_chart")[0].proto.spec)
        for n in ("none", "3")
    )
    named = t("terms.smoothed", "ru", n=3).split(":")[0]
    assert named not in str(plain["layout"]["annotations"])
    assert named in str(smooth["layout"]["annotations"])
    modes = [[trace.get("mode") for trace in figure["data"]] for figure in (plain, smooth)]
    assert "lines+markers" in modes[0]
    assert "lines+markers" not in modes[1]


def test_a_period_is_compared_with_the_one_before(open_page: Open, press_store: Path) -> None:
    html = html_of(open_page(press_store, "terms", "from=2025-01-01&to=2025-06-30"))
    assert "Было — 01.07.2024 — 31.12.2024" in html
    assert "стало — 01.01.2025 — 30.06.2025" in html


def test_the_company_of_a_term_opens_its_sentences(open_page: Open, press_store: Path, press: Snapshot) -> None:
    html = html_of(open_page(press_store, "terms", f"{SUMMIT}&sel=company"))
    word = press.term_company(Selection(), Term("lemma", "саммит")).words.iloc[0]
    query = urlencode({"q": f"саммит AND {word['word']}"})
    assert re.search(rf'href="\./read\?[^"]*{re.escape(query)}[^"]*">{word["together"]}</a>', html)
    assert t("terms.company_most", "ru") in html
    assert t("terms.company_themes", "ru") in html


ABOUT = Figure(
    "Где звучало: саммит", Caption("Где звучало: саммит", "Слова: саммит", 12, "sentence", snapshot="abc"),
    tuple("абвгдежзи"), (), "none", "https://svodka.example/terms?v=1",
)  # fmt: skip


def test_the_file_has_every_line_its_place_and_what_it_is_a_part_of(press: Snapshot) -> None:
    asked = Asked(Selection(), Term("lemma", "саммит"), "саммит")
    rows = list(csv.reader(StringIO(file_of(press, asked, "left", ABOUT, ("csv", "ru")).decode("utf-8-sig"))))
    assert rows[0] == [*"абвгдежзи", "найдено", "фильтры", "снимок", "ссылка"]
    assert len(rows) - 1 == len(press.concordance(Selection(), asked.words, 10_000))
    assert {tuple(row[9:]) for row in rows[1:]} == {
        ("12 предложений", "Слова: саммит", "abc", "https://svodka.example/terms?v=1")
    }
    before = [row[2].split()[-1].strip("«»,.").casefold() if row[2].split() else "" for row in rows[1:]]
    assert before == sorted(before)


def test_the_workbook_says_what_its_lines_are_a_part_of(press: Snapshot) -> None:
    asked = Asked(Selection(), Term("lemma", "саммит"), "саммит")
    book = load_workbook(BytesIO(file_of(press, asked, "date", ABOUT, ("xlsx", "ru"))))
    lines, about = book.worksheets
    assert lines.max_row - 1 == len(press.concordance(Selection(), asked.words, 10_000))
    told = {row[0].value: row[1].value for row in about.iter_rows()}
    assert {"Слова: саммит", "12 предложений", "abc", "https://svodka.example/terms?v=1"} <= set(told.values())
