"""Agreement of the default themes with documents labelled by reading; needs the gold."""

import random

import pytest
from sklearn.metrics import average_precision_score

from benchmarks.score_themes import average_precision, is_in, predicted, read, score


@pytest.mark.parametrize("part", ["tune", "check"])
def test_themes_agree_with_readers(gold, part):
    documents = [d for d in read(gold / "themes_dev.jsonl") if is_in(part, d["doc_id"])]
    figures = score({d["doc_id"]: d["labels"] for d in documents}, predicted(documents)).figures()
    assert figures["macro F1"] > 0.86
    assert figures["mAP"] > 0.81
    assert figures["empty left empty"] > 0.85


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
