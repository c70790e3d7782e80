"""Every page, on every size of corpus, in both languages: it answers, and it says what it rests on."""

import re
from pathlib import Path

import pytest

from lib import data
from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.i18n import LANGUAGES, t
from lib.ui.frame import PAGES
from tests.pages.conftest import Open, html_of

STORES = ("seeds_store", "press_store", "one_document_store")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("store", STORES)
def test_page_answers(open_page: Open, request: pytest.FixtureRequest, store: str, name: str, language: str) -> None:
    app = open_page(request.getfixturevalue(store), name, f"lang={language}")
    assert [error.message for error in app.exception] == []
    html = html_of(app)
    assert t(f"question.{name}", language) in html
    assert 'class="corpus-line"' in html
    assert 'class="footer"' in html


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query",
    ["q=небывальщина", "sp=nobody", "th=arctic&kind=mixed", "from=2001-01-01&to=2001-12-31", "x.sp=-&dup=one"],
)
def test_page_answers_when_little_or_nothing_matches(open_page: Open, press_store: Path, name: str, query: str) -> None:
    app = open_page(press_store, name, query)
    assert [error.message for error in app.exception] == []
    assert 'class="footer"' in html_of(app)


@pytest.mark.parametrize("name", PAGES)
def test_a_filter_that_cannot_be_read_draws_nothing(open_page: Open, seeds_store: Path, name: str) -> None:
    app = open_page(seeds_store, name, "from=2025-13-45")
    html = html_of(app)
    assert "2025-13-45" in html
    assert 'class="said"' not in html
    assert len(app.get("plotly_chart")) == 0


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("query", ['"саммит'])  # the others: tests/corpus/test_query_language.py
def test_a_query_that_cannot_be_read_is_explained(open_page: Open, seeds_store: Path, name: str, query: str) -> None:
    app = open_page(seeds_store, name, f"q={query}")
    assert [error.message for error in app.exception] == []
    assert 'class="notice notice-warning"' in html_of(app)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=2025-13-45", "не читается"),
        ("from=2026-02-10&to=2025-11-14", "перевёрнут"),
        ("kind=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "не читается"),
        ("sp=nobody-at-all", "нет значения"),
        ("colour=red", "не использован"),
        ("g=fortnight", "не использован"),
        ("snap=abcdef123456", "abcdef123456"),
        ("doc=../../etc/passwd", "не использован"),
        ("q=" + "%28" * 40, ""),
    ],
)
def test_garbage_in_the_link_gives_a_notice_and_no_exception(
    open_page: Open, seeds_store: Path, query: str, sentence: str
) -> None:
    app = open_page(seeds_store, "timeline", query)
    assert [error.message for error in app.exception] == []
    assert sentence in html_of(app).partition('class="notice')[2].partition("</div>")[0]


def numbers(text: str) -> list[int]:
    """The numbers of a line, thousands joined."""
    return [int(found.replace("\u202f", "")) for found in re.findall(r"\d[\d\u202f]*", text)]


@pytest.mark.parametrize("query", ["", "sp=anna-veresova&kind=direct", "src=vestnik&q=санкции"])
def test_the_corpus_line_is_the_same_on_every_page(open_page: Open, press_store: Path, query: str) -> None:
    lines = {
        re.search(r'class="corpus-line"[^>]*>([^<]*)', html_of(open_page(press_store, name, query)))[1]
        for name in PAGES
    }  # type: ignore[index]
    assert len(lines) == 1
    assert numbers(lines.pop())[0] > 0


def test_the_seeds_are_two_documents_and_fourteen_statements(open_page: Open, seeds_store: Path) -> None:
    html = html_of(open_page(seeds_store, "overview"))
    assert "2 документа · 533 слова · 14 высказываний · 2 источника · 14.11.2025 — 10.02.2026" in html
    assert "Александр Гусаров" in html
    assert "Мария Захарова" in html


def test_the_list_of_statements_is_as_long_as_its_number(open_page: Open, seeds_store: Path) -> None:
    html = html_of(open_page(seeds_store, "timeline", "sp=mariya-zakharova")).split("О каких днях говорят?")[0]
    assert "7 высказываний" in html
    assert html.count('class="said"') == 7


def test_names_are_transliterated_in_english_and_words_are_not(seeds_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "1", "title": "Прогноз", "text": "Эксперты считают, что цены вырастут."}\n', "utf-8")
    index([file], tmp_path / "store", workers=1, report=Report(), progress=lambda *_: None)
    for store, names in ((seeds_store, {"Maria Zakharova"}), (tmp_path / "store", {"эксперты"})):
        opened = open_store(store)
        source = Snapshot(opened, opened.latest().id)
        assert names <= set(data.names(source, "speaker", "en").values())
