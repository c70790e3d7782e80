"""Rankings of speakers: what they end with, and how they add up."""

import pandas as pd
import pytest

from lib.analysis.speakers import OTHERS, Balance, balance, merge_case, out_of_scale, ranking

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
