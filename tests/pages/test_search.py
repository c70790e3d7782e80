"""Search on the page of reading: what is found, by which forms, with which synonyms, in which order, and errors."""

import csv
import json
import re
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook
from starlette.requests import Request

from lib.briefing.items import Figure
from lib.charts.caption import Caption
from lib.corpus.queries.field_names import Completion
from lib.corpus.query_language import Field, Words, parse
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.i18n import LANGUAGES, t
from lib.ui.completion import written
from lib.ui.kwic import Asked, file_of
from lib.ui.server import complete
from tests.invented import index_rows
from tests.pages.conftest import Open, html_of

ROWS = [
    {
        "date": f"2025-03-0{day}",
        "source": "Вестник",
        "title": f"Номер {day}",
        "text": f"Посол Пётр Ольхин сообщил, что {said}. Погода была ясной.",
    }
    for day, said in enumerate(
        (
            "МИД начал переговоры",
            "министерство иностранных дел готовит переговоры",
            "мост построен",
            "моста два, а мостов три",
        ),
        start=1,
    )
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_rows(ROWS, tmp_path_factory.mktemp("search"))


def pills(app, lemma: str):  # type: ignore[no-untyped-def]
    return next(one for one in app.get("button_group") if one.key == f"forms-query-{lemma}")


def test_sentences_come_with_their_number_and_the_forms(open_page: Open, store: Path) -> None:
    app = open_page(store, "read", "q=мост")
    html = html_of(app)
    assert "2 предложения · 2 документа" in html
    assert html.count('class="said"') == 2
    assert sorted(pills(app, "мост").options) == ["мост 1", "моста 1", "мостов 1"]


def test_a_form_that_is_pressed_no_longer_counts_and_the_link_says_so(open_page: Open, store: Path) -> None:
    app = open_page(store, "read", "q=мост")
    pills(app, "мост").set_value(["моста", "мостов"]).run()
    assert app.query_params["x.form"] == "мост"
    html = html_of(app)
    assert "1 предложение · 1 документ" in html
    assert t("query.not_forms", "ru", forms="мост") in html
    app.button(key="switch-not-forms").click().run()
    assert "x.form" not in app.query_params
    assert "2 предложения · 2 документа" in html_of(app)


def test_a_form_left_out_of_the_link_is_left_out_of_a_series(open_page: Open, store: Path) -> None:
    every, some = (html_of(open_page(store, "terms", query)) for query in ("t=lemma:мост", "t=lemma:мост&x.form=мост"))
    assert "<b>3</b>" in every
    assert "<b>2</b>" in some


@pytest.mark.parametrize("language", LANGUAGES)
def test_synonyms_are_told_and_switched_off(open_page: Open, store: Path, language) -> None:  # type: ignore[no-untyped-def]
    app = open_page(store, "read", f"q=МИД&lang={language}")
    others = "министерство иностранных дел"
    assert t("query.also", language, term="МИД", others=others) in html_of(app)
    assert html_of(app).count('class="said"') == 2
    app.button(key="switch-synonyms").click().run()
    assert app.query_params["syn"] == "off"
    assert t("query.alone", language, term="МИД", others=others) in html_of(app)
    assert html_of(app).count('class="said"') == 1


def test_a_list_of_synonyms_that_is_wrong_is_explained_and_nothing_else_fails(open_page: Open, tmp_path: Path) -> None:
    store = index_rows(ROWS, tmp_path)
    (store / "synonyms.toml").write_text('[[synonyms]]\nterms = ["МИД"]\n', "utf-8")
    html = html_of(open_page(store, "read", "q=МИД"))
    told = t("synonyms.terms_expected", "ru", line=2, name="terms", most=20)
    assert safe(t("synonyms.problem", "ru", problem=told)) in html
    assert html.count('class="said"') == 1
    (store / "synonyms.toml").write_text('[[synonyms]]\nterms = ["МИД", "мост"]\n', "utf-8")
    assert html_of(open_page(store, "read", "q=МИД")).count('class="said"') == 3


def safe(text: str) -> str:
    return text.replace('"', "&quot;")


@pytest.mark.parametrize(
    ("query", "marked", "language"),
    [
        ("мост (погода OR [рейс", "[", "ru"),
        ("мост speaker:сидоров", "с", "en"),
        ("date:вчера", "в", "ru"),
        ("мост OR", "\u00a0", "en"),
    ],
)
def test_the_place_of_an_error_is_marked(open_page: Open, store: Path, query: str, marked: str, language: str) -> None:
    html = html_of(open_page(store, "read", f"q={query}&lang={language}"))
    typed = re.search(r'<code class="misread">(.*?)</code>', html)[1]  # type: ignore[index]
    assert re.sub("</?mark>|\u00a0", "", typed) == query
    assert f"<mark>{marked}</mark>" in typed
    assert 'class="said"' not in html


def test_fields_become_filters_when_they_are_typed(open_page: Open, store: Path) -> None:
    app = open_page(store, "read")
    app.text_input(key="query").set_value('мост спикер:"Пётр Ольхин" date:2025-03-03..').run()
    assert {name: app.query_params[name] for name in ("q", "sp", "from")} == {
        "q": "мост",
        "sp": "petr-olkhin",
        "from": "2025-03-03",
    }
    assert app.text_input(key="query").value == "мост"
    assert "2 предложения · 2 документа" in html_of(app)


def test_fields_of_a_link_become_filters(open_page: Open, store: Path) -> None:
    app = open_page(store, "read", "q=мост source:вестник").run()
    assert (app.query_params["q"], app.query_params["src"]) == ("мост", "vestnik")


@pytest.mark.parametrize(("order", "first"), [("newest", "моста"), ("oldest", "мост"), ("relevance", "моста")])
def test_the_order_is_in_the_link(open_page: Open, store: Path, order: str, first: str) -> None:
    app = open_page(store, "read", f"q=мост&order={order}")
    assert re.search(r'<mark class="hit">(\w+)', html_of(app))[1] == first  # type: ignore[index]
    control = next(one for one in app.get("button_group") if one.key == "read-order")
    control.set_value("oldest").run()
    assert app.query_params["order"] == "oldest"


@pytest.mark.parametrize(("size", "lines"), [("store", "date"), ("press_store", "left"), ("seeds_store", "right")])
def test_the_concordance_of_a_query(open_page: Open, request: pytest.FixtureRequest, size: str, lines: str) -> None:
    query = {"store": "мост", "press_store": "саммит", "seeds_store": "саммит"}[size]
    app = open_page(request.getfixturevalue(size), "read", f"q={query}&kwic={lines}")
    assert [error.message for error in app.exception] == []
    html = html_of(app)
    assert html.count('<td class="right"><a href="./read?') == {"store": 3, "press_store": 25, "seeds_store": 4}[size]
    assert {button.proto.label for button in app.get("download_button")} >= {"CSV", "XLSX"}


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_no_cell_of_the_file_is_a_formula(tmp_path: Path, extension) -> None:  # type: ignore[no-untyped-def]
    row = {"date": "2025-03-01", "source": "=1+1", "title": '=HYPERLINK("http://x")', "text": "+7 мост -1 @СУММ(A1)"}
    opened = open_store(index_rows([row], tmp_path))
    source = Snapshot(opened, opened.latest().id)
    about = Figure("=A1", Caption("=A1", "=A1", snapshot="+1"), ("=A1",) * 9, (), "none", "https://svodka.example")
    content = file_of(source, Asked(Selection(), "мост", "=мост"), "date", about, (extension, "ru"))
    if extension == "csv":
        cells = [cell for line in csv.reader(StringIO(content.decode("utf-8-sig"))) for cell in line]
    else:
        sheets = load_workbook(BytesIO(content)).worksheets
        every = [cell for sheet in sheets for line in sheet.iter_rows() for cell in line]
        assert {cell.data_type for cell in every} <= {"s", "n", "d"}
        cells = [cell.value for cell in every if isinstance(cell.value, str)]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert '\'=HYPERLINK("http://x")' in cells


def test_a_query_without_words_has_no_lines(open_page: Open, store: Path) -> None:
    app = open_page(store, "read", "q=speaker:ольхин OR theme:-&kwic=left")
    assert [error.message for error in app.exception] == []
    assert t("read.no_lines", "ru") in html_of(app)


def test_nothing_found_says_what_to_let_go(open_page: Open, store: Path) -> None:
    app = open_page(store, "read", "q=погода&x.form=погода&order=relevance")
    assert t("read.nothing", "ru") in html_of(app)
    app.button(key="relax-not_forms").click().run()
    assert "4 предложения · 4 документа" in html_of(app)


def test_a_page_that_is_no_longer_there_gives_the_first(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "read", "q=саммит")
    app.session_state["page-search"] = 9_999
    app.run()
    assert html_of(app).count('class="said"') == 20


def asked(**parameters: str) -> list[dict[str, object]]:
    """What the server answers to a browser in which something is typed."""
    scope = {"type": "http", "method": "GET", "headers": [], "query_string": urlencode(parameters).encode()}
    found: list[dict[str, object]] = json.loads(complete(Request(scope), "").body)
    return found


def test_completions_are_served(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVODKA_STORE", str(store))
    assert asked(q="мос")[0] == {"text": "мост", "kind": "слово", "n": "3", "insert": "мост", "field": False}
    [speaker] = asked(q="speaker:оль", lang="en")
    assert (speaker["text"], speaker["insert"]) == ("Pyotr Olkhin", 'speaker:"Pyotr Olkhin"')
    assert asked(q="мос", lang="<b>")[0]["kind"] == "слово"
    for nothing in ({}, {"q": "x" * 9_999}, {"q": "мос", "corpus": "nothing"}, {"q": "мос", "snap": "ffffff"}):
        assert asked(**nothing) == []


@pytest.mark.parametrize(
    ("completion", "insert"),
    [
        (Completion(None, "мост", "мост", 3), "мост"),
        (Completion("source", "tass", "ТАСС", 3), "источник:ТАСС"),
        (Completion("speaker", "petr-olkhin", "Пётр Ольхин", 3), 'спикер:"Пётр Ольхин"'),
        (Completion("source", "bank", 'Банк "Север"', 3), "источник:bank"),
        (Completion("source", "left", "слева\u202eсправа", 3), "источник:left"),
        (Completion("theme", "flights", "Мосты (новые)", 3), 'тема:"Мосты (новые)"'),
    ],
)
def test_a_completion_is_put_in_as_a_query_that_can_be_read(completion: Completion, insert: str) -> None:
    assert written(completion, "ru") == insert
    query = parse(insert)
    assert isinstance(query, Words) or (isinstance(query, Field) and query.value in (completion.text, completion.slug))
