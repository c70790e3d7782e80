"""Compare: the same event in the words of two sides, in the link, safe, and said where there is none."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from lib.briefing import tables
from lib.charts.caption import Caption
from lib.corpus.store import open_store
from lib.i18n import t
from lib.ui import kwic
from tests.corpus import test_same_event as records
from tests.pages.conftest import Open, html_of

AGENCIES = "a.src=tass&b.src=interfax"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of the events, with markup in a word that one agency has alone."""
    patch = pytest.MonkeyPatch()
    hostile = tuple(
        {**one, "text": one["text"].replace("минувшей", HOSTILE.replace(" ", "\xa0"))} for one in records.RECORDS
    )
    patch.setattr(records, "RECORDS", hostile)
    try:
        return records.write(tmp_path_factory.mktemp("wording"))
    finally:
        patch.undo()


def ids(store: Path, *titles: str) -> str:
    articles = open_store(store).articles(range(1, 10)).values()
    return "-".join(next(one.id[:16] for one in articles if one.title == title) for title in titles)


def wording(html: str) -> str:
    return html.partition('class="plain wording"')[2].partition("</table>")[0]


def test_the_newest_pair_is_open_and_its_words_are_marked_as_text(open_page: Open, events: Path) -> None:
    app = open_page(events, "compare", AGENCIES)
    html = html_of(app)
    assert [error.message for error in app.exception] == []
    assert "2 пары статей" in html
    assert "<mark>признал,</mark>" in wording(html)
    assert "<mark>заявил,</mark>" in wording(html)
    assert "похожего нет — только у Б" in wording(html)
    assert "onerror" in wording(html)
    assert "<img" not in html


def test_verbs_of_saying_stand_beside_each_other_where_their_class_differs(open_page: Open, events: Path) -> None:
    html = html_of(open_page(events, "compare", AGENCIES))
    verbs = html[html.index(t("wording.verbs", "ru")) :].partition("</table>")[0]
    assert "класс глагола различается: 1" in verbs
    assert verbs.index("«заявить»</a> · Нейтральные") < verbs.index("«признать»</a> · Признаёт")


def test_a_pair_is_opened_by_a_click_and_by_its_link(open_page: Open, events: Path) -> None:
    app = open_page(events, "compare", AGENCIES)
    buttons = [button for button in app.button if str(button.key).startswith("wording-")]
    assert [button.label.startswith("открыта") for button in buttons] == [True, False]
    buttons[1].click().run()
    articles = open_store(events).articles(range(1, 10)).values()
    own = [f"wording:{a.id[:16]}-{b.id[:16]}" for a in articles for b in articles if a.title == b.title == "theatre"]
    assert app.query_params["sel"] in own
    assert "премьеру" in wording(html_of(app))
    linked = html_of(open_page(events, "compare", f"{AGENCIES}&sel={app.query_params['sel']}"))
    assert wording(linked) == wording(html_of(app))
    unmarked = html_of(open_page(events, "compare", AGENCIES))
    assert linked.count('class="said"') == unmarked.count('class="said"') > 0  # a pair narrows no statements


@pytest.mark.parametrize("named", ["wording:", "wording:abc-def", "wording:zz"])
def test_a_pair_that_is_not_there_is_said(open_page: Open, events: Path, named: str) -> None:
    app = open_page(events, "compare", f"{AGENCIES}&sel={named}")
    assert [error.message for error in app.exception] == []
    assert t("wording.unknown", "ru") in html_of(app)
    assert "признал" in wording(html_of(app))


def test_a_pair_of_another_view_is_said(open_page: Open, events: Path) -> None:
    html = html_of(open_page(events, "compare", f"{AGENCIES}&sel=wording:{ids(events, 'fire', 'later')}&lang=en"))
    assert t("wording.unknown", "en") in html


def test_the_seeds_have_no_pair_and_it_is_said_why(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "compare", AGENCIES)
    html = html_of(app)
    assert [error.message for error in app.exception] == []
    assert "Пары статей об одном событии не нашлось. Сравнивать нечего: между ближайшими документами сторон 88" in html
    assert "косинус TF-IDF лемм от 0,3, общих слов не меньше 5" in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a.src=tass&a.from=2025-03-04&b.src=interfax&b.to=2025-03-04", "1 у А и 1 у Б"),
        ("a.src=tass&b.q=нигденет", "У одной из сторон нет датированных документов."),
        (AGENCIES, "Без даты и потому не сравнивались: 0 у А, 1 у Б."),
    ],
)
def test_what_was_looked_for_is_said(open_page: Open, events: Path, query: str, expected: str) -> None:
    app = open_page(events, "compare", query)
    assert [error.message for error in app.exception] == []
    assert expected in html_of(app)


def test_a_pair_goes_into_the_briefing_and_into_files(open_page: Open, events: Path) -> None:
    app = open_page(events, "compare", AGENCIES)
    app.button(key="take-wording").click().run()
    assert [error.message for error in app.exception] == []
    (item,) = app.session_state["basket"]
    assert isinstance(item.caption, Caption)
    assert f"sel=wording%3A{ids(events, 'fire', 'blaze')}" in item.link
    assert len(item.rows) == 4
    risky = replace(item, rows=(("=1+1", *item.rows[0][1:]), *item.rows))
    lines = list(csv.reader(StringIO(kwic.told_csv(risky, "ru").decode("utf-8-sig"))))
    assert lines[1][0] == "'=1+1"
    assert lines[2][3:5] == ["Ночью … загорелся склад лесозавода.", f"Склад лесозавода загорелся … {HOSTILE} ночью."]
    assert lines[0][0] == t("wording.column_a", "ru")
    book = openpyxl.load_workbook(BytesIO(tables.table_xlsx(risky, "ru")))
    assert book.worksheets[0].max_row == 1 + len(risky.rows)
