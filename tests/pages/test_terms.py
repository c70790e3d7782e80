"""Terms: what is counted, in which form, and that the places in the texts are as many as the numbers say."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.i18n import t
from lib.ui.concordances import csv_of
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


def test_the_file_has_every_line_and_its_place(press: Snapshot) -> None:
    term, heads = Term("lemma", "саммит"), tuple("абвгдежзи")
    lines = csv_of(press, Selection(), term, None, heads).decode("utf-8-sig").splitlines()
    assert lines[0] == "а,б,в,г,д,е,ж,з,и"
    assert len(lines) - 1 == len(press.concordance(Selection(), term, 10_000))
