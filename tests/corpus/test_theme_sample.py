"""The sample that a theme is judged by, held against the scorer on an indexed corpus."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from lib.analysis.theme_dictionary import Theme, load_themes
from lib.analysis.themes import ThemeScorer, read_document
from lib.corpus.judged import judged, judged_lines
from lib.corpus.judgments import Judgment, judge, read_judgments
from lib.corpus.queries.theme_sample import asked_of
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.corpus.versions import SEEDS
from tests import invented
from tests.corpus.test_judgments import NOW

THEMES = load_themes((SEEDS / "themes.toml").read_text("utf-8"))
SANCTIONS = next(theme for theme in THEMES if theme.id == "sanctions")
FIRST = next(invented.on_sanctions(1, 0))["text"].split(". ")[1] + "."
SPECIAL = {
    "reprint": next(invented.on_sanctions(1, 0))["text"],
    "same words": FIRST.rpartition(" ")[0] + " сахар.",
    "twice": "Совет одобрил санкции против фабрики. Министр отверг санкции, назвав их ошибкой прошлого.",
    "together": "Порту угрожают рестрикции. Потом началась блокада.",
    "two of a term and one": "Рестрикции сменили рестрикции, и они грозят заморозить порт.",
    "two of a term": "Одни рестрикции хуже, чем другие рестрикции.",
    "headline": "О рынке здесь ничего нет.",
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rows = [*invented.on_sanctions(45, 15)]
    rows += [
        {"date": "2026-01-01", "title": "Новые санкции" if name == "headline" else name, "text": text}
        for name, text in SPECIAL.items()
    ]
    store = open_store(invented.index_rows(rows, tmp_path_factory.mktemp("sanctions")))
    return Snapshot(store, store.latest().id)


def texts(source: Snapshot, rows: pd.DataFrame) -> list[str]:
    articles = source.text(rows["doc"].tolist())
    places = zip(rows["doc"], rows["start"], rows["end"], strict=True)
    return [articles[doc].text[start:end] for doc, start, end in places]


def whole(source: Snapshot, theme: Theme = SANCTIONS) -> pd.DataFrame:
    """All rounds, with the texts."""
    rows = source.theme_sample(asked_of(theme), 9).rows
    return rows.assign(text=texts(source, rows))


def test_a_round_is_twenty_and_ten_in_mixed_order(snapshot: Snapshot) -> None:
    rows = snapshot.theme_sample(asked_of(SANCTIONS), 1).rows
    assert rows["sampled"].value_counts().to_dict() == {"tagged": 20, "near": 10}
    assert rows["doc"].is_unique
    assert set(rows["sampled"][:12]) == set(rows["sampled"][18:]) == {"tagged", "near"}


def test_it_is_the_same_each_time_and_the_next_round_goes_on(snapshot: Snapshot) -> None:
    asked = asked_of(SANCTIONS)
    first, both = snapshot.theme_sample(asked, 1).rows, snapshot.theme_sample(asked, 2).rows
    pd.testing.assert_frame_equal(both[both["round"] == 0].reset_index(drop=True), first)
    assert both[both["round"] == 1]["sampled"].value_counts().to_dict() == {"tagged": 20, "near": 6}
    assert not both.duplicated(["doc", "start"]).any()


def test_another_definition_draws_anew(snapshot: Snapshot) -> None:
    asked = asked_of(SANCTIONS)
    edited = asked_of(replace(SANCTIONS, exclusions=(*SANCTIONS.exclusions, "санкция совета")))
    assert asked.definition != edited.definition
    first, other = (set(snapshot.theme_sample(one, 1).rows["doc"]) for one in (asked, edited))
    assert first != other


def test_the_kinds_are_those_of_the_scorer(snapshot: Snapshot) -> None:
    scorer = ThemeScorer([SANCTIONS], None, 0)
    rows = whole(snapshot)
    for doc, text, sampled in zip(rows["doc"], rows["text"], rows["sampled"], strict=True):
        article = snapshot.text([doc])[doc]
        document = read_document(article.title, article.text)
        hits = scorer.find(document)
        at = [span.of(article.text) for span in document.sentences].index(text)
        assert (at in scorer.score_sentences(hits, document)) == (sampled == "tagged")
        assert bool(scorer.score(document)) == (sampled == "tagged")
        assert any(hit.sentence == at for hit in hits)


def test_what_is_left_out(snapshot: Snapshot) -> None:
    rows = whole(snapshot)
    found, titles = rows["text"], snapshot.text(rows["doc"].tolist())
    bearing = [titles[doc].title for doc in rows["doc"]]
    assert sum(FIRST.rpartition(" ")[0] in text for text in found) == 1  # neither the reprint nor what shares its words
    assert bearing.count("twice") == 1  # one sentence of a document
    assert "together" not in bearing  # its sentences are not tagged, and the document is
    assert "headline" not in bearing  # no term in a sentence
    sampled = dict(zip(bearing, rows["sampled"], strict=True))
    assert sampled["two of a term and one"] == "tagged"  # 2 (1 + ln 2) + 1
    assert sampled["two of a term"] == "near"  # 2 (1 + ln 2)


def test_fewer_than_ten_are_all_asked(tmp_path: Path) -> None:
    rows = [{"title": name, "text": SPECIAL[name]} for name in ("twice", "reprint", "two of a term")]
    store = open_store(invented.index_rows(rows, tmp_path))
    sample = Snapshot(store, store.latest().id).theme_sample(asked_of(SANCTIONS), 1)
    assert sample.is_whole
    assert sample.rows["sampled"].value_counts().to_dict() == {"tagged": 3, "near": 1}


def test_what_there_is_to_draw_from(snapshot: Snapshot) -> None:
    sample = snapshot.theme_sample(asked_of(SANCTIONS), 1)
    assert not sample.is_whole
    assert sample.tagged == (45 + 4, 45 + 3)
    assert sample.near == (16, 16)


def test_a_theme_without_terms_in_the_corpus_has_nothing_to_judge(snapshot: Snapshot) -> None:
    space = next(theme for theme in THEMES if theme.id == "space")
    sample = snapshot.theme_sample(asked_of(space), 1)
    assert sample.rows.empty
    assert (sample.tagged, sample.near) == ((0, 0), (0, 0))


def test_judged_sentences_as_annotated_data(snapshot: Snapshot, tmp_path: Path) -> None:
    asked, rows = asked_of(SANCTIONS), whole(snapshot)
    row = rows.iloc[0]
    line = Judgment(*asked.defined, row["article"], int(row["start"]), int(row["end"]), row["sampled"], "yes", NOW)
    judge(tmp_path, [line, replace(line, article="0" * 64)])
    found = {one["fits"]: one for one in judged(snapshot, read_judgments(tmp_path)).to_pylist()}
    assert (found[True]["text"], found[True]["verdict"]) == (row["text"], "yes")
    assert (found[False]["text"], found[False]["id"]) == (None, "0" * 64)
    assert len(judged_lines(snapshot, read_judgments(tmp_path)).splitlines()) == 2
