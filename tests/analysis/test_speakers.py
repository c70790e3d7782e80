"""Rankings of speakers: what they end with, and how they add up."""

import pandas as pd
import pytest
from scipy.stats import fisher_exact

from lib.analysis.speakers import (
    FEWEST_TOGETHER,
    OTHERS,
    Balance,
    against_chance,
    balance,
    by_tone,
    merge_case,
    out_of_scale,
    ranking,
    role_grain,
    roles_over_time,
    same_role,
    upper_tail,
)
from lib.text.lemmas import lemma

COUNTS = ["speaker", "statements"]
NONE = pd.DataFrame(columns=COUNTS)


def table(*rows: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COUNTS)


def test_a_ranking_ends_with_others_and_the_unattributed() -> None:
    ranked = ranking(table(("a", 6), ("b", 4)), table(("", 8)), table(("-", 2)))
    assert ranked["key"].tolist() == ["a", "b", OTHERS, "-"]
    assert ranked["role"].tolist() == ["row", "row", "others", "unknown"]
    assert ranked["share"].tolist() == [0.3, 0.2, 0.4, 0.1]
    assert (ranked["low"] < ranked["share"]).all()
    assert (ranked["share"] < ranked["high"]).all()


def test_nobody_spoke() -> None:
    assert ranking(NONE, NONE, NONE).empty


def test_what_is_said_jointly_is_taken_off_once() -> None:
    ranked = ranking(table(("a", 6), ("b", 4)), table(("", 8)), table(("-", 2)))
    assert balance(ranked, 18) == Balance(named=10, others=8, unattributed=2, joint=2, statements=18)


@pytest.mark.parametrize(
    ("others", "unattributed", "hidden"),
    [(12, 12, []), (13, 2, [OTHERS]), (5, 100, ["-"]), (40, 40, [OTHERS, "-"])],
)
def test_only_rows_that_are_no_speaker_may_be_out_of_scale(others: int, unattributed: int, hidden: list[str]) -> None:
    ranked = ranking(table(("a", 6), ("b", 1)), table(("", others)), table(("-", unattributed)))
    assert ranked.loc[out_of_scale(ranked), "key"].tolist() == hidden


def test_without_a_named_speaker_nothing_is_out_of_scale() -> None:
    assert not out_of_scale(ranking(NONE, NONE, table(("-", 40)))).any()


def test_ways_of_writing_are_put_together() -> None:
    days = pd.to_datetime(["2024-05-01", "2023-01-01", None])
    roles = pd.DataFrame({"role": ["Посол", "посол", "глава"], "statements": [3, 2, 4], "first": days, "last": days})
    merged = merge_case(roles, "role")
    assert merged[["role", "statements"]].values.tolist() == [["Посол", 5], ["глава", 4]]
    assert (merged.loc[0, "first"].year, merged.loc[0, "last"].year) == (2023, 2024)


@pytest.mark.parametrize(
    ("cues", "statements", "tones"),
    [
        ({}, 0, []),
        ({}, 3, [("none", 3)]),
        ({"сказать": 5, "заявить": 2}, 7, [("neutral", 7)]),
        ({"признать": 1, "грозить": 2, "сказать": 1}, 4, [("neutral", 1), ("threatens", 2), ("admits", 1)]),
        ({"выразить сожаление": 2, "сделать заявление": 1}, 3, [("neutral", 1), ("complains", 2)]),
        ({"мычать": 1, "сказать": 1}, 4, [("neutral", 1), ("unclassed", 1), ("none", 2)]),
    ],
)
def test_words_of_saying_add_up_by_class(cues: dict[str, int], statements: int, tones: list[tuple[str, int]]) -> None:
    found = by_tone(pd.DataFrame({"cue": list(cues), "statements": list(cues.values())}), statements)
    assert list(zip(found["tone"], found["statements"], strict=True)) == tones
    assert found["statements"].sum() == statements


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Президент", "президента", True),
        ("президент России", "Президентом РФ", True),
        ("президент Российской Федерации", "президент РФ", True),
        ("президент США", "президенту Соединенных Штатов", True),
        ("первый вице-премьер", "Первого вице-премьера", True),
        ("президент", "президент РФ", False),
        ("посол США", "посол РФ", False),
        ("министр", "заместитель министра", False),
    ],
)
def test_ways_of_writing_a_role(one: str, other: str, same: bool) -> None:
    assert (same_role(one, lemma) == same_role(other, lemma)) is same


def roles(*rows: tuple[str, str | None, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["role", "month", "statements"])
    return frame.assign(month=pd.to_datetime(frame["month"]))


@pytest.mark.parametrize(
    ("last", "grain", "periods"),
    [
        ("2021-05-01", "month", [("2020-05", 2), ("2021-05", 4), (None, 1)]),
        ("2022-05-01", "year", [("2020-01", 2), ("2022-01", 4), (None, 1)]),
    ],
)
def test_roles_are_counted_by_period(last: str, grain: str, periods: list[tuple[str | None, int]]) -> None:
    frame = roles(("Посла", "2020-05-01", 2), ("посол", last, 4), ("Посол", None, 1), ("министр", last, 3))
    assert role_grain(frame) == grain
    found = roles_over_time(frame, lemma)
    assert found["role"].tolist() == ["посол", "министр"]
    assert [(day and day.strftime("%Y-%m"), n) for day, n in found.loc[0, "periods"]] == periods
    assert [sum(n for _, n in periods) for periods in found["periods"]] == found["statements"].tolist() == [7, 3]
    assert set(found.loc[0, "written"]) == {"Посла", "посол", "Посол"}


def test_without_roles_there_is_nothing_to_count() -> None:
    assert roles_over_time(roles(), lemma).empty


@pytest.mark.parametrize(
    ("k", "n", "own", "everybody"), [(3, 5, 10, 100), (1, 1, 1, 1), (0, 4, 4, 9), (30, 60, 80, 900)]
)
def test_the_tail_is_that_of_fishers_exact_test(k: int, n: int, own: int, everybody: int) -> None:
    table = [[k, n - k], [own - k, everybody - own - n + k]]
    assert upper_tail(k, n, own, everybody) == pytest.approx(fisher_exact(table, alternative="greater").pvalue)


def test_company_is_compared_with_chance() -> None:
    company = pd.DataFrame(
        [("a", 8, 10, 20, 400), ("b", 3, 60, 20, 400), ("c", FEWEST_TOGETHER - 1, 2, 20, 400)],
        columns=["speaker", "together", "documents", "own", "all"],
    )
    found = against_chance(company).set_index("speaker")
    assert found["expected"].tolist() == [0.5, 3.0, 0.1]
    assert found["ratio"].tolist() == [16.0, 1.0, 20.0]
    assert (found.loc["a", "q"] < 0.001, found.loc["b", "q"] > 0.05) == (True, True)
    assert pd.isna(found.loc["c", "q"])
    assert (found.loc[["a", "b"], "q"] >= found.loc[["a", "b"], "p"]).all()


def test_no_company() -> None:
    assert against_chance(pd.DataFrame(columns=["together", "documents", "own", "all"], dtype=int)).empty
