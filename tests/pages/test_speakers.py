"""Who said how much: the ranking adds up, small numbers stay numbers, a profile opens its sentences."""

import re
from pathlib import Path

import pytest

from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from tests.pages.conftest import Open, html_of
from tests.pages.test_every_page import numbers


def snapshot(store: Path) -> Snapshot:
    opened = open_store(store)
    return Snapshot(opened, opened.latest().id)


def sums(html: str) -> list[int]:
    """The numbers of the line that says how the rows add up."""
    return numbers(re.search(r'class="note">([^<]*совместно[^<]*)<', html)[1])  # type: ignore[index]


@pytest.mark.parametrize("store", ["seeds_store", "press_store", "one_document_store"])
@pytest.mark.parametrize("query", ["", "kind=direct", "view=table", "norm=share"])
def test_rows_add_up_to_the_statements(open_page: Open, request: pytest.FixtureRequest, store: str, query: str) -> None:
    html = html_of(open_page(request.getfixturevalue(store), "speakers", query))
    named, others, unattributed, joint, statements = sums(html)
    assert named + others + unattributed - joint == statements
    heading = re.search(r"<h3[^>]*>([^<]*высказыван[^<]*)</h3>", html)
    assert heading is None or numbers(heading[1]) == [statements]


def test_few_statements_make_a_list_without_percentages(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "speakers")
    html = html_of(app)
    assert len(app.get("plotly_chart")) == 0
    listed = html[html.index('class="leads"') :].partition("<h3 class=")[0]
    assert listed.count('class="said"') == 2
    assert "%" not in listed
    assert "sp=mariya-zakharova" in listed


def test_many_statements_make_bars(open_page: Open, press_store: Path) -> None:
    assert len(open_page(press_store, "speakers").get("plotly_chart")) == 1


def test_three_selected_speakers_are_ranked(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "speakers")
    app.query_params["sp"] = list(snapshot(press_store).speakers()["speaker"][:3])
    assert len(app.run().get("plotly_chart")) == 1


def test_a_profile_says_as_whom_with_which_words_and_shows_every_statement(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "speakers", "sp=anna-veresova")
    html = html_of(app)
    statements = snapshot(press_store).count_statements(Selection(speakers=("anna-veresova",)))
    assert [error.message for error in app.exception] == []
    assert len(app.get("plotly_chart")) == 0
    for words in ("Anna Veresova · человек", "Министр энергетики", "заявить", "Как установлен спикер", "kind=direct"):
        assert words in html
    assert numbers(re.search(r'class="card"><b>([^<]*)<', html)[1]) == [statements]  # type: ignore[index]
    assert numbers(re.search(r"<h3[^>]*>([^<]*высказыван[^<]*)</h3>", html)[1]) == [statements]  # type: ignore[index]


def test_a_theme_of_a_profile_is_a_filter(open_page: Open, press_store: Path) -> None:
    html = html_of(open_page(press_store, "speakers", "sp=anna-veresova"))
    assert re.search(r'href="\./speakers\?[^"]*sp=anna-veresova[^"]*th=[a-z_]+', html)


def test_too_few_words_are_refused_in_words(open_page: Open, seeds_store: Path) -> None:
    html = html_of(open_page(seeds_store, "speakers", "sp=mariya-zakharova"))
    assert "а нужно не меньше чем 5 000 слов с каждой стороны" in html.replace("\u202f", " ")


def test_two_profiles_stand_side_by_side(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "speakers")
    app.query_params["sp"] = ["mariya-zakharova", "aleksandr-gusarov"]
    html = html_of(app.run())
    assert html.count('class="cards"') == 2
    assert "a.sp=mariya-zakharova&amp;b.sp=aleksandr-gusarov" in html


@pytest.mark.parametrize("query", ["sp=-", "sp=anna-veresova&kind=mixed", "sp=nobody"])
def test_a_profile_of_nobody_or_of_little_answers(open_page: Open, press_store: Path, query: str) -> None:
    app = open_page(press_store, "speakers", query)
    assert [error.message for error in app.exception] == []


def test_all_speakers_is_one_click_away(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "speakers", "sp=anna-veresova")
    app.button(key="all-speakers").click().run()
    assert "sp" not in app.query_params
    assert len(app.get("plotly_chart")) == 1
