"""What a comparison of two views shows."""

import pandas as pd
import pytest

from lib.analysis.contrast import chance, ends, shared_sources, theme_counts, theme_shares


def words(**counts: int) -> pd.DataFrame:
    return pd.DataFrame({"lemma": list(counts), "n": list(counts.values())})


def test_a_large_difference_survives_the_correction() -> None:
    found = chance(words(саммит=60, нефть=20), words(саммит=2, нефть=21), 5000, 5000)
    assert found == (2, 1, 1)


def test_a_small_difference_does_not() -> None:
    many = {f"слово{i}": 3 for i in range(60)}
    assert chance(words(саммит=5, **many), words(**many), 300, 300) == (61, 1, 0)


def test_ends_are_the_strongest_of_each_side() -> None:
    table = pd.DataFrame({"lemma": list("абвгд"), "z": [5.0, 3.0, 1.0, -2.0, -4.0]})
    assert list(ends(table, 2)["lemma"]) == ["а", "б", "г", "д"]


def test_a_theme_of_one_side_alone_counts_zero_on_the_other() -> None:
    a = pd.DataFrame({"theme": ["arctic", "energy"], "documents": [5, 1]})
    b = pd.DataFrame({"theme": ["energy"], "documents": [9]})
    counts = theme_counts(a, b, "documents")
    assert counts.to_dict("list") == {"theme": ["energy", "arctic"], "n_a": [1, 5], "n_b": [9, 0]}
    shares = theme_shares(counts, 10, 20)
    assert list(shares["a"]) == [0.1, 0.5]
    assert list(shares["b_low"])[1] == 0.0
    assert all(shares["a_low"] < shares["a"])
    assert all(shares["a"] < shares["a_high"])


def sources(**counts: int) -> pd.DataFrame:
    return pd.DataFrame({"lane": list(counts), "count": list(counts.values())})


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        (sources(x=5, y=5), sources(x=50, y=50), 1.0),
        (sources(x=5), sources(y=5), 0.0),
        (sources(x=8, y=2), sources(y=10), 0.2),
        (sources(), sources(y=10), 0.0),
        (sources(), sources(), 0.0),
    ],
)
def test_sides_share_sources_as_far_as_the_shares_agree(a: pd.DataFrame, b: pd.DataFrame, shared: float) -> None:
    assert shared_sources(a, b) == pytest.approx(shared)
