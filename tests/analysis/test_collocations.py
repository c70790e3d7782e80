import json
from pathlib import Path

import pandas as pd
import pytest
from ruts.corpus import collocations as ruts_collocations

from lib.analysis.collocations import collocates, log_dice

VECTORS = json.loads((Path(__file__).parent / "statistics.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", VECTORS["logdice"])
def test_recorded(row):
    assert log_dice(row["fxy"], row["fx"], row["fy"]) == pytest.approx(row["v"])


def test_agrees_with_ruts():
    words = ("прямой рейс прямой эфир прямой рейс новый рейс " * 3).split()
    for pair in ruts_collocations(words, window=1, measure="logdice"):
        assert log_dice(pair.freq_pair, words.count(pair.left), words.count(pair.right)) == pytest.approx(pair.score)


def test_always_together_is_14():
    assert log_dice(7, 7, 7) == 14


def test_collocates_leave_out_chance_neighbours():
    near = pd.DataFrame({"lemma": ["прямой", "быть", "рейс"], "together": [6, 9, 2], "n": [12, 900, 2]})
    assert collocates(10, near)["lemma"].to_list() == ["прямой", "быть"]


def test_never_together_is_below_every_score():
    assert log_dice(0, 5, 9) == float("-inf")


def test_nothing_keeps_no_company():
    assert collocates(0, pd.DataFrame({"lemma": [], "together": [], "n": []})).empty
