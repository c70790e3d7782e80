"""Agreement of the default themes with documents labelled by reading; needs the gold."""

import random

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from benchmarks.score_themes import average_precision, is_in, predicted, read, score
from benchmarks.theme_fitting import best_threshold, ranking_towards, towards
from benchmarks.theme_validation import events, folds, load
from lib.analysis.themes import Ranking, Term, Theme


@pytest.mark.parametrize("part", ["tune", "check"])
def test_themes_agree_with_readers(gold, part):
    documents = [d for d in read(gold / "themes_dev.jsonl") if is_in(part, d["doc_id"])]
    figures = score({d["doc_id"]: d["labels"] for d in documents}, predicted(documents)).figures()
    assert figures["macro F1"] > 0.89
    assert figures["micro F1"] > 0.89
    assert figures["mAP"] > 0.82
    assert figures["empty left empty"] > 0.88


def test_both_seeds_have_all_their_labels_and_none_beside(gold):
    documents = [d for d in read(gold / "themes_dev.jsonl") if d["corpus"] == "seeds"]
    found = predicted(read(gold / "themes_dev.jsonl"))
    assert len(documents) == 2
    assert [set(found[d["doc_id"]]) for d in documents] == [set(d["labels"]) for d in documents]


def test_documents_of_one_event_stay_together(gold):
    labelled = load(gold / "themes_dev.jsonl")
    for fold in folds(labelled, seed=1):
        assert not set(labelled.events[fold.train]) & set(labelled.events[fold.test])


def test_an_event_is_a_week_of_documents_alike():
    words = [["порт", "открыт", "мэром"]] * 3 + [["рейс", "отменён", "ночью"], ["урожай", "убран", "рано"]] * 4
    days = ["2024-03-01", "2024-03-05", "2024-04-01", *["2024-03-01"] * 8]
    numbers = events([{"date": day} for day in days], words)
    assert numbers[0] == numbers[1] != numbers[2]
    assert numbers[0] != numbers[3]


@pytest.mark.parametrize(
    ("evidence", "wanted", "threshold"),
    [
        ([4, 5, 1, 0], [True, True, False, False], 4),
        ([3, 3, 3, 0] * 5, [True, True, True, False] * 5, 3),
        ([4, 4, 8, 8] * 5, [False, False, True, True] * 5, 4.5),
    ],
    ids=["as written where it is right", "lower where all are under it", "higher where it lets too many in"],
)
def test_a_threshold_moves_only_for_a_gain(evidence, wanted, threshold):
    assert best_threshold(np.array(evidence), np.array(wanted), 4.0) == threshold


@pytest.mark.parametrize(
    ("freedom", "weight", "threshold", "title"),
    [(0.0, 1.0, 4.0, 5.0), (0.5, 2.0, 2.0, 10.0), (1.0, 4.0, 1.0, 20.0)],
    ids=["as written", "halfway on a logarithmic scale", "as suggested"],
)
def test_a_fit_goes_a_part_of_the_way(freedom, weight, threshold, title):
    written, suggested = (
        Theme("port", "Порт", "Port", "", "", (Term("порт", weight),), threshold, (), (), (), {})
        for weight, threshold in ((1.0, 4.0), (4.0, 1.0))
    )
    (fit,) = towards([written], [suggested], freedom)
    assert (fit.terms[0].weight, fit.threshold) == pytest.approx((weight, threshold))
    assert ranking_towards(Ranking(title=20.0), freedom).title == pytest.approx(title)


def test_average_precision_is_that_of_scikit_learn():
    chance = random.Random(5)
    rows = [(chance.randrange(6) / 5, chance.random() < 0.3, 1) for _ in range(60)]
    oracle = average_precision_score([about for _, about, _ in rows], [value for value, _, _ in rows])
    assert average_precision(rows) == pytest.approx(oracle)


@pytest.mark.parametrize(
    ("scores", "figures"),
    [
        ({"a": {"arms": 2.0}, "b": {"arms": 1.0}, "c": {}}, (1, 1, 1)),
        ({"a": {}, "b": {}, "c": {}}, (0, 0, 1)),
        ({"a": {"arms": 1.0}, "b": {"arms": 1.0}, "c": {"arms": 1.0}}, (0.8, 1 / 3, 0)),
        ({"a": {"arms": 1.0}, "b": {"arms": 2.0}, "c": {}}, (1, 1 / 2, 1)),
    ],
    ids=["perfect", "nothing found", "everything found, all alike", "a mention above the document about it"],
)
def test_figures(scores, figures):
    labels = {"a": {"arms": 2}, "b": {"arms": 1}, "c": {}}
    found = score(labels, scores).figures()
    assert (found["macro F1"], found["mAP"], found["empty left empty"]) == pytest.approx(figures)
