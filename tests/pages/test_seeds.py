"""Two articles prove nothing: on every page and tab no ranking, no line, no trend, and where one would stand, why."""

import json
import re
from pathlib import Path

import pytest

from lib.i18n import t
from tests.pages.conftest import Open, html_of

TERMS = "t=speaker:mariya-zakharova&norm=per10k&avg=3"
PAIR = "a.src=tass&b.src=interfax"
# page, link, forms of the marks that may be drawn, and what is said in place of a finding
SEEDS = [
    ("overview", "", {"markers"}, "Документов меньше 10: это перечень, а не порядок."),
    ("overview", "", {"markers"}, "перечень по алфавиту, порядок по числу ничего бы не доказал"),
    ("timeline", "", {"markers"}, ""),
    ("timeline", "lane=theme", {"markers"}, ""),
    ("timeline", "unit=doc", {"bar"}, ""),
    ("speakers", "", set(), ""),
    ("speakers", "sp=mariya-zakharova", set(), "Слов мало, характерных не назвать"),
    ("speakers", "sp=mariya-zakharova&x.th=arctic", set(), ""),
    ("terms", "", set(), "Документов меньше 10: это перечень по алфавиту, а не рейтинг."),
    ("terms", "", set(), "Слова не ранжируются: в каждой из двух частей нужно не меньше 5\u202f000 слов."),
    ("terms", "t=lemma:саммит", set(), "Вхождений не больше 29 или документов меньше 10"),
    ("terms", TERMS, set(), "график по времени ничего не доказал бы"),
    ("terms", TERMS, set(), "Тренд и всплески не оцениваются"),
    ("terms", "t=lemma:контакт&sel=company", set(), "Меньше 3 документов с этим: ранжировать соседей не на чем."),
    ("terms", "sel=formulas", set(), "Формулы ищутся от 10"),
    ("themes", "", {"bar"}, ""),
    ("themes", "sel=dictionary", set(), ""),
    ("themes", "sel=without", set(), ""),
    ("compare", "", set(), ""),
    ("compare", PAIR, set(), "Слова не ранжируются: нужно не меньше 5\u202f000 слов на стороне"),
    ("compare", PAIR, set(), "после поправки на множественность — ни одного"),
    ("compare", f"{PAIR}&unit=doc", set(), "Документы в день: различие неотличимо от случайности"),
    ("read", "q=контакт", set(), ""),
    ("corpus", "", set(), ""),
]
FINDINGS = re.compile(r"раза? (?:чаще|больше)|растёт|падает:|больше всех|[Cc]амые|q\xa0?&lt;|p\xa0?&lt;")
RANKED = re.compile(r"--part:|<td[^>]*>[^<]*\d\s?%")


@pytest.mark.parametrize(("page", "link", "marks", "said"), SEEDS)
def test_nothing_is_found(open_page: Open, seeds_store: Path, page: str, link: str, marks: set[str], said: str) -> None:
    app = open_page(seeds_store, page, link)
    html = re.sub(r"<style>.*?</style>", "", html_of(app), flags=re.DOTALL)
    assert [error.message for error in app.exception] == []
    assert said in html
    assert FINDINGS.findall(html) == []
    assert RANKED.findall(html) == []
    drawn = [json.loads(chart.proto.spec)["data"] for chart in app.get("plotly_chart")]
    assert {trace.get("mode", trace["type"]) for traces in drawn for trace in traces} <= marks


def test_one_document_of_many_words_has_no_course(open_page: Open, one_document_store: Path) -> None:
    app = open_page(one_document_store, "terms", "t=lemma:что&t=speaker:anna-veresova&norm=per10k")
    assert len(app.get("plotly_chart")) == 0
    assert t("terms.no_claims", "ru", bins=8, bursts=12) in html_of(app)
