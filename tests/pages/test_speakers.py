"""Who said how much: the ranking adds up, small numbers stay numbers, a profile opens its sentences."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

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
@pytest.mark.parametrize("query", ["", "kind=direct", "view=table", "norm=share", "unit=tok", "unit=tok&view=table"])
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


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "Кто говорил больше всех?"),
        ("unit=tok", "Чьих слов передано больше всего?"),
        ("norm=share", "Какая доля высказываний чья?"),
        ("unit=tok&lang=en", "Whose words were reported most?"),
    ],
)
def test_the_ranking_says_what_it_ranks_by(open_page: Open, press_store: Path, query: str, title: str) -> None:
    assert title in html_of(open_page(press_store, "speakers", query))


def test_a_measure_is_one_click_away(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "speakers")
    app.button_group(key="measure").select("words").run()
    assert app.query_params["unit"] == "tok"
    app.button_group(key="measure").select("share").run()
    assert (app.query_params["norm"], "unit" in app.query_params) == ("share", False)


def test_what_has_no_speaker_stands_apart_and_in_the_denominator(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "speakers", "norm=share")
    unattributed = snapshot(press_store).speaker_table(Selection()).unattributed["statements"].sum()
    html = html_of(app)
    apart = re.search(r"Спикер не установлен: ([^<]*?) — ", html)
    assert (numbers(apart[1]) if apart else [0]) == [unattributed]
    assert ("sp=-" in html) is bool(unattributed)
    notes = json.loads(app.get("plotly_chart")[0].proto.spec)["layout"]["annotations"]
    said = " ".join(note["text"] for note in notes).replace("<br>", " ")
    assert numbers(re.search(r"([^,]*) без установленного спикера", said)[1])[-1] == unattributed  # type: ignore[index]


def opening(html: str) -> Iterator[tuple[str, str, int]]:
    """The numbers of a profile that open statements: (address, mark, number)."""
    for href, text in re.findall(r'<a href="([^"]*[?;]sel=[^"]*)">([^<]*)</a>', html):
        address = urlsplit(unescape(href)).query
        yield address, parse_qs(address)["sel"][0], numbers(text)[-1]


def test_every_number_of_a_profile_opens_what_it_counts(open_page: Open, press_store: Path) -> None:
    links = list(opening(html_of(open_page(press_store, "speakers", "sp=anna-veresova"))))
    assert {mark.partition(":")[0] for _, mark, _ in links} == {"cue", "tone", "role", "rule", "with"}
    for address, mark, n in links:
        html = html_of(open_page(press_store, "speakers", address))
        opened = re.search(r"<h3[^>]*>[^<]*: ([^<:]*высказыван[^<]*)</h3>", html)
        if mark.startswith("with:"):  # a number of documents, opened as the statements of both in them
            other = mark.partition(":")[2]
            found = snapshot(press_store).statements_together(Selection(), "anna-veresova", other)
            assert snapshot(press_store).statements_by_id(found)["doc"].nunique() == n
            n = len(found)
        assert opened, mark
        assert numbers(opened[1]) == [n], mark


def test_classes_of_words_add_up_to_the_statements(open_page: Open, press_store: Path) -> None:
    links = opening(html_of(open_page(press_store, "speakers", "sp=anna-veresova")))
    statements = snapshot(press_store).count_statements(Selection(speakers=("anna-veresova",)))
    assert sum(n for _, mark, n in links if mark.startswith("tone:")) == statements


@pytest.mark.parametrize(
    "mark", ["cue:нет такого", "tone:?", "with:nobody", "role:", "what:ever", "2024-01-01|x", "12"]
)
def test_a_mark_that_means_nothing_opens_nothing(open_page: Open, press_store: Path, mark: str) -> None:
    app = open_page(press_store, "speakers", f"sp=anna-veresova&sel={mark}")
    assert [error.message for error in app.exception] == []


@pytest.mark.parametrize("query", ["", "kind=direct", "lang=en", "view=table", "sel=tone:neutral"])
def test_two_speakers_are_drawn_where_there_is_enough(open_page: Open, press_store: Path, query: str) -> None:
    app = open_page(press_store, "speakers", query)
    app.query_params["sp"] = ["anna-veresova", "petr-olkhin"]
    app.run()
    assert [error.message for error in app.exception] == []
    assert len(app.get("plotly_chart")) == (0 if "table" in query else 1)
    assert html_of(app).count('class="cards"') == 2


def test_two_speakers_with_little_to_say_get_counts_in_words(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "speakers")
    app.query_params["sp"] = ["mariya-zakharova", "aleksandr-gusarov"]
    html = html_of(app.run())
    assert len(app.get("plotly_chart")) == 0
    table = html[html.index("Двое рядом") : html.index('class="cards"')]
    assert "7 из 7" in table
    assert not re.search(r"\d\s?%[^0-9A-F]", table)


def test_what_has_no_speaker_is_not_shown_as_one(open_page: Open, press_store: Path) -> None:
    html = html_of(open_page(press_store, "speakers", "sp=-"))
    assert "Не один спикер" in html
    assert "доля голоса" not in html
    assert "Кто ещё говорит" not in html
