"""Compare: two sides, counts, refusals, and everything in the link."""

import re
from pathlib import Path

import pytest

from lib.i18n import t
from lib.ui.compare_themes import share_text
from tests.pages.conftest import Open, html_of

AGENCIES = "a.src=tass&b.src=interfax"


def test_without_sides_pairs_are_offered_and_nothing_is_drawn(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "compare")
    labels = [button.label for button in app.button if str(button.key).startswith("suggest-")]
    assert len(labels) == 3
    assert {"ТАСС", "Интерфакс"} == set(labels[0].removeprefix("Источники\\: ").split(" и "))
    assert len(app.get("plotly_chart")) == 0


@pytest.mark.parametrize("name", ["source", "speaker", "halves"])
def test_a_suggestion_sets_the_link(open_page: Open, press_store: Path, name: str) -> None:
    app = open_page(press_store, "compare")
    app.button(key=f"suggest-{name}").click().run()
    assert [error.message for error in app.exception] == []
    assert {parameter[:2] for parameter in app.query_params if "." in parameter} == {"a.", "b."}
    assert t("compare.volume", "ru") in html_of(app)


def test_the_seeds_are_two_columns_of_counts_and_a_refusal(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "compare", AGENCIES)
    html = html_of(app)
    assert [error.message for error in app.exception] == []
    assert len(app.get("plotly_chart")) == 0
    assert "Документы в день: различие неотличимо от случайности (p\u00a0=\u00a01,00)." in html
    assert "Слова не ранжируются: нужно не меньше 5\u202f000 слов на стороне" in html
    assert "Различие в словах неотличимо от случайности." in html
    assert "Общих документов у сторон нет." in html
    assert "%" not in "".join(part.split("</table>")[0] for part in html.split('class="plain pair"')[1:])


def test_statements_of_both_sides_add_up_to_the_counts(open_page: Open, seeds_store: Path) -> None:
    html = html_of(open_page(seeds_store, "compare", AGENCIES))
    assert html.count('class="said"') == 14


@pytest.mark.parametrize("selected", ["", "&sel=lemma:россия|b"])
def test_the_sentences_have_the_colour_of_their_side(open_page: Open, seeds_store: Path, selected: str) -> None:
    html = html_of(open_page(seeds_store, "compare", AGENCIES + selected))
    sides = dict.fromkeys(re.findall(r'<span style="color:(#\w+)">[●◆]</span>', html))
    assert len(sides) == 2
    bars = re.findall(r'<article class="said" style="--mark:(#\w+)">', html)
    assert list(dict.fromkeys(bars)) == list(sides)
    assert len(bars) == html.count('class="said"')


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "query",
    [
        "a.src=vestnik&b.src=kurer",
        "a.sp=anna-veresova&b.sp=petr-olhin",
        "a.to=2024-12-31&b.from=2025-01-01&unit=doc",
        "a.q=санкции",
        "a.kind=direct&b.kind=indirect",
        "a.src=nowhere",
        "a.src=vestnik&b.src=kurer&view=table",
        "a.src=vestnik&b.src=kurer&sel=arctic|a",
        "a.src=vestnik&b.src=kurer&sel=lemma:банк|b",
        "a.from=2025-05-01&a.to=2024-01-01",
    ],
)
def test_any_pair_is_compared(open_page: Open, press_store: Path, query: str, language: str) -> None:
    app = open_page(press_store, "compare", f"{query}&lang={language}")
    assert [error.message for error in app.exception] == []
    assert t("compare.volume", language) in html_of(app)  # type: ignore[arg-type]


def test_a_word_that_is_clicked_opens_its_sentences_on_both_sides(open_page: Open, press_store: Path) -> None:
    html = html_of(open_page(press_store, "compare", "a.src=vestnik&b.src=kurer&sel=lemma:банк|b"))
    assert html.count("<mark>банков</mark>") == html.count('class="said"') > 0


def test_enough_words_are_ranked(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "compare", "a.to=2024-12-31&b.from=2025-01-01")
    assert len(app.get("plotly_chart")) == 2
    assert t("compare.words_note", "ru") in html_of(app)
    assert "Слова не ранжируются" not in html_of(app)


def test_a_year_is_compared_with_the_one_before(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "compare")
    app.selectbox(key="suggest-year").select(2025).run()
    assert (app.query_params["a.from"], app.query_params["b.to"]) == ("2025-01-01", "2024-12-31")


def test_equal_sides_are_not_compared(open_page: Open, seeds_store: Path) -> None:
    html = html_of(open_page(seeds_store, "compare", "src=tass&a.src=tass"))
    assert t("compare.same", "ru") in html
    assert t("compare.volume", "ru") not in html


def test_an_overlap_is_said(open_page: Open, press_store: Path) -> None:
    html = html_of(open_page(press_store, "compare", "a.src=vestnik"))
    assert "В обе стороны входят 80 документов" in html
    assert t("compare.shared_caution", "ru") in html


def test_an_unknown_value_of_a_side_gives_a_notice(open_page: Open, press_store: Path) -> None:
    html = html_of(open_page(press_store, "compare", "b.sp=nobody"))
    assert t("notice.unknown", "ru", parameter="b.sp", value="nobody") in html


def test_sides_are_swapped_and_cleared_in_the_link(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "compare", AGENCIES)
    app.button(key="swap").click().run()
    assert app.query_params["a.src"] == "interfax"
    app.button(key="clear-sides").click().run()
    assert "a.src" not in app.query_params


@pytest.mark.parametrize(
    ("n", "total", "text"),
    [(13, 885, "1.5%"), (6, 1174, "0.5%"), (0, 885, "0%"), (126, 1174, "11%"), (1, 199, "1%"), (3, 13, "3 of 13")],
)
def test_small_shares_are_told_apart_where_there_is_enough(n: int, total: int, text: str) -> None:
    assert share_text(n, total, "en") == text
