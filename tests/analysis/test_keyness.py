"""Keyness against recorded vectors, scipy, ruts and logodds."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from logodds import compute_log_odds
from ruts.corpus import dispersion as ruts_dispersion
from ruts.corpus import keyness as ruts_keyness
from scipy.stats import chi2, false_discovery_control, power_divergence

from lib.analysis.keyness import (
    benjamini_hochberg,
    bic,
    chi_square_p,
    dispersion,
    keyness,
    log_odds_z,
    log_ratio,
    signed_g2,
)

VECTORS = json.loads((Path(__file__).parent / "statistics.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", VECTORS["keyness"], ids=lambda row: f"{row['a']} v {row['b']}")
def test_g2_log_ratio_and_bic(row):
    a, b, c, d = (row[key] for key in "abcd")
    assert abs(signed_g2(a, b, c, d)) == pytest.approx(row["g2_four"], rel=1e-9)
    assert bic(a, b, c, d) == pytest.approx(row["bic"], rel=1e-9)
    assert log_ratio(a, b, c, d) == pytest.approx(row["log_ratio"], rel=1e-9)


def test_g2_agrees_with_scipy_and_is_negative_where_b_has_more():
    expected = [[270 * 12_000 / 30_000, 270 * 18_000 / 30_000], [29_730 * 0.4, 29_730 * 0.6]]
    oracle = power_divergence([[150, 120], [11_850, 17_880]], expected, axis=None, lambda_="log-likelihood")
    assert signed_g2(150, 120, 12_000, 18_000) == pytest.approx(oracle.statistic)
    assert signed_g2(120, 150, 18_000, 12_000) == pytest.approx(-oracle.statistic)


def test_chi_square_p():
    values = np.array([0, 0.5, 3.84, 10.83, 60])
    assert chi_square_p(values) == pytest.approx(chi2.sf(values, 1))


def test_log_odds_with_both_sides_as_prior():
    row = VECTORS["log_odds_dirichlet"]
    lemmas = list(row["z"])
    a, b = (np.array([row[side].get(lemma, 0) for lemma in lemmas]) for side in "AB")
    assert log_odds_z(a, b) == pytest.approx([row["z"][lemma] for lemma in lemmas])
    flat = [row["z_uninformative_0.01"][lemma] for lemma in lemmas]
    assert log_odds_z(a, b, np.full(len(lemmas), 0.01)) == pytest.approx(flat)


def test_log_odds_agree_with_the_library():
    rng = np.random.default_rng(4)
    a, b = rng.poisson(5, 60), rng.poisson(4, 60)
    names = [f"л{i}" for i in range(60)]
    oracle = compute_log_odds(
        dict(zip(names, a, strict=True)), dict(zip(names, b, strict=True)), dict(zip(names, a + b, strict=True))
    )
    assert log_odds_z(a, b) == pytest.approx([oracle[name] for name in names])


def test_bic_and_log_ratio_agree_with_ruts():
    a, b = {"саммит": 40, "визит": 0, "прочий": 960}, {"саммит": 12, "визит": 7, "прочий": 1481}
    for measure, ours in (("log_ratio", log_ratio), ("bic", bic)):
        found = [*ruts_keyness(a, b, measure), *ruts_keyness(a, b, measure, positive=False)]
        for word in found:
            size = ours(a[word.word], b[word.word], 1000, 1500)
            assert abs(size) == pytest.approx(abs(word.score)), (measure, word)


def test_benjamini_hochberg():
    assert benjamini_hochberg(VECTORS["bh"]["p"]) == pytest.approx(VECTORS["bh"]["q"])
    p = np.random.default_rng(2).uniform(size=50) ** 3
    assert benjamini_hochberg(p) == pytest.approx(false_discovery_control(p))
    assert benjamini_hochberg([]).size == 0


@pytest.mark.parametrize("row", VECTORS["gries_dp"], ids=lambda row: str(row["v"]))
def test_dispersion(row):
    sizes = pd.Series(row["s"])
    found = pd.DataFrame([("слово", doc, n) for doc, n in enumerate(row["v"]) if n], columns=["lemma", "doc", "n"])
    assert dispersion(found, sizes)["слово"] == pytest.approx(row["dp"])


def test_dispersion_agrees_with_ruts():
    words = ["мир", *["да"] * 9, *["мир"] * 3, *["нет"] * 17]
    [oracle] = ruts_dispersion(words, parts=[10, 20], word="мир")
    found = pd.DataFrame({"lemma": ["мир"] * 2, "doc": [1, 2], "n": [1, 3]})
    assert dispersion(found, pd.Series({1: 10, 2: 20}))["мир"] == pytest.approx(oracle.dp)


def test_dispersion_of_many_lemmas_is_the_definition():
    rng = np.random.default_rng(3)
    sizes = pd.Series(rng.integers(20, 300, 40))
    counts = rng.poisson(0.6, (5, 40))
    found = pd.DataFrame(
        [(f"л{i}", doc, counts[i, doc]) for i in range(5) for doc in range(40) if counts[i, doc]],
        columns=["lemma", "doc", "n"],
    )
    expected = [np.abs(row / row.sum() - sizes / sizes.sum()).sum() / 2 for row in counts]
    assert dispersion(found, sizes).to_list() == pytest.approx(expected)


def _side(**counts):
    return pd.DataFrame([(lemma, n, documents) for lemma, (n, documents) in counts.items()],
                        columns=["lemma", "n", "documents"])  # fmt: skip


A = _side(саммит=(40, 9), санкция=(10, 6), редкий=(2, 2), одинокий=(30, 1), прочий=(4500, 60), иной=(4500, 55))
B = _side(саммит=(8, 5), санкция=(45, 12), прочий=(4750, 70), иной=(4750, 70))


def test_keyness_puts_what_is_typical_of_a_first_and_of_b_last():
    result = keyness(A, B, 9082, 9553)
    assert result.refusal is None
    assert result.table["lemma"].to_list() == ["саммит", "иной", "прочий", "санкция"]
    assert set(result.distinct()["lemma"]) == {"саммит", "санкция"}
    assert list(result.table.columns) == [
        "lemma", "n_a", "n_b", "per10k_a", "per10k_b", "z", "g2", "p", "q", "log_ratio", "bic", "documents",
    ]  # fmt: skip


def test_below_the_thresholds_a_lemma_is_not_tested():
    result = keyness(A, B, 9082, 9553)
    assert result.tested == 4  # "редкий": 2 occurrences; "одинокий": 1 document


@pytest.mark.parametrize(
    ("words_a", "words_b", "refusal"),
    [(4999, 9553, "few_words"), (9082, 4999, "few_words"), (0, 0, "few_words"), (5000, 5000, None)],
)
def test_too_few_words_are_refused_not_ranked(words_a, words_b, refusal):
    result = keyness(A, B, words_a, words_b)
    assert result.refusal == refusal
    assert result.table.empty == (refusal is not None)


def test_no_lemma_above_the_thresholds():
    rare = _side(редкий=(2, 2))
    assert keyness(rare, rare, 6000, 6000).refusal == "no_lemmas"
    assert keyness(rare.iloc[:0], rare.iloc[:0], 6000, 6000).refusal == "no_lemmas"


def test_a_lemma_of_one_side_alone_keeps_a_finite_score():
    a, b = np.array([0, 12, 50]), np.array([12, 0, 50])
    for measure in (log_odds_z(a, b), signed_g2(a, b, 62, 62), log_ratio(a, b, 62, 62), bic(a, b, 62, 62)):
        assert np.isfinite(measure).all()
    assert (log_odds_z(a, b) == -log_odds_z(b, a)).all()


def test_empty_sides_are_no_difference():
    assert signed_g2(0, 0, 0, 0) == 0
    assert log_odds_z([], []).size == 0
    assert chi_square_p([]).size == 0


def test_a_word_of_a_single_document_is_in_one_place_and_no_words_have_no_dispersion():
    one = pd.DataFrame({"lemma": ["мир"], "doc": [1], "n": [4]})
    assert dispersion(one, pd.Series({1: 100}))["мир"] == 0  # the whole corpus is that place
    assert dispersion(one.iloc[:0], pd.Series({1: 100})).empty
