"""Data and methods: what was read, what the corpus consists of, how sure and how defined everything is."""

import ast
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.i18n import LANGUAGES, Language, t, words
from lib.measured import measured
from lib.text import clean
from lib.ui import corpus_extraction, corpus_intake, corpus_methods, corpus_quality, names
from tests.pages.conftest import Open, html_of

ROOT = Path(__file__).resolve().parents[2]
NOTES = {"refused", "skipped", "warned", "repaired"}
SECTIONS = ("intake", "documents", "traps", "extraction", "corrections", "methods", "versions", "own")
LINES = (
    '{"date": "2025-03-01", "title": "Ровный день", "text": "Министр Анна Вересова заявила, что дорога открыта."}',
    '{"date": "2025-03-02", "title": "Снова", "text": "Министр Анна Вересова заявила, что дорога открыта."}',
    '{"date": "32.13.2025", "title": "Такого дня нет", "text": "Текст."}',
    '{"date": "", "title": "Без даты", "text": "Посол Пётр Ольхин сообщил, что ответ готов."}',
    "не JSON",
)


def open_snapshot(folder: Path) -> Snapshot:
    store = open_store(folder)
    return Snapshot(store, store.latest().id)


@pytest.fixture(scope="module")
def doubtful_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three documents, one a repeat and one undated, and two records that are refused."""
    folder = tmp_path_factory.mktemp("doubtful")
    (folder / "<b>лист.jsonl").write_text("\n".join(LINES), "utf-8")
    index([folder / "<b>лист.jsonl"], folder / "store", workers=1, report=Report(), progress=lambda *_: None)
    return folder / "store"


def strings_of(node: ast.expr) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def emitted_keys() -> set[str]:
    """Every key that lib/corpus gives to a note: literals in the calls, and the names of repairs."""
    found = {name for name, _, _ in clean._REPAIRS} | {"lone_surrogates"}
    for path in (ROOT / "lib" / "corpus").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in NOTES and len(node.args) > 1:
                found |= strings_of(node.args[1])
    return found


def rules_in_code() -> set[str]:
    """The rules of attribution: the text before the confidence in a call that makes a finding."""
    found = set()
    for path in (ROOT / "lib" / "text").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in {"Finding", "_direct", "reported_finding"}:
                found |= strings_of(node.args[-2])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_of_the_readers_is_worded(language: Language) -> None:
    keys = emitted_keys()
    assert {"bad_date", "array", "not_an_object", "dateline", "known", "line_ends"} <= keys
    assert {key for key in keys if f"intake.note.{key}" not in words(language)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_worded(language: Language) -> None:
    rules = rules_in_code()
    assert {"clause", "attributed after", "anaphoric"} <= rules
    assert {rule for rule in rules if names.rule_name(rule, language) == rule} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_measures_and_thresholds_are_worded_with_the_numbers_of_the_code(language: Language) -> None:
    assert all(f"corpus.measure.{name}.formula" in words(language) for name in corpus_methods.MEASURES)
    assert "5\u202f000" in corpus_methods.threshold("keyness", "ru")
    assert "12" in corpus_methods.threshold("burst", language)
    assert not any("{" in corpus_methods.threshold(name, language) for name in corpus_methods.THRESHOLDS)


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("store", ["seeds_store", "press_store", "doubtful_store"])
def test_a_link_opens_its_section(
    open_page: Open, request: pytest.FixtureRequest, store: str, name: str, language: str
) -> None:
    app = open_page(request.getfixturevalue(store), "corpus", f"lang={language}&sel={name}")
    assert [error.message for error in app.exception] == []
    assert app.session_state["section-corpus"] == name


def test_refusals_are_listed_with_place_and_reason(doubtful_store: Path) -> None:
    report = open_snapshot(doubtful_store).report()
    reasons = corpus_intake.by_reason(report, "ru")
    assert list(reasons["key"][:2]) == ["bad_date", "bad_json"]
    listed = corpus_intake.notes(report, "refused", "bad_date", "ru")
    assert listed.to_numpy().tolist() == [["<b>лист.jsonl", 3, "это не дата: «32.13.2025» (date)"]]


def test_counts_of_reasons_add_up_to_the_counts_of_the_report(doubtful_store: Path) -> None:
    report = open_snapshot(doubtful_store).report()
    sums = corpus_intake.by_reason(report, "en").groupby("kind")["notes"].sum().to_dict()
    assert sums == {kind: report["counts"][kind] for kind in corpus_intake.KINDS if report["counts"][kind]}


def test_documents_known_before_count_each() -> None:
    known = {"file": "a.jsonl", "line": None, "key": "known", "values": {"documents": 7}}
    report = {"repaired": [], "warnings": [], "skipped": [known], "refused": []}
    assert corpus_intake.by_reason(report, "en")["notes"].tolist() == [7]


def test_the_report_can_be_taken_away_in_words(doubtful_store: Path) -> None:
    report = json.loads(corpus_intake.as_json(open_snapshot(doubtful_store).report(), "en"))
    assert report["counts"]["refused"] == 2
    assert all(entry["reason"] for entry in report["refused"])


def test_an_unknown_key_stays_as_it_is() -> None:
    assert corpus_intake.worded({"key": "of_the_future", "values": {}}, "ru") == "of_the_future"


def test_repeats_are_shown_as_pairs(open_page: Open, doubtful_store: Path) -> None:
    repeats = open_snapshot(doubtful_store).duplicates(10)
    assert len(repeats) == open_snapshot(doubtful_store).quality().duplicates == 1
    html = html_of(open_page(doubtful_store, "corpus", "sel=documents"))
    assert "Снова" in html
    assert "Ровный день" in html


def test_two_documents_are_listed_and_not_drawn(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "corpus", "sel=documents")
    assert len(app.get("plotly_chart")) == 0
    assert "2 документа" in html_of(app)


def test_a_clicked_year_opens_its_documents(open_page: Open, press_store: Path) -> None:
    html = html_of(open_page(press_store, "corpus", "sel=year:2024-01-01|all"))
    selection = corpus_quality.within(Selection(), (date(2024, 1, 1), date(2024, 12, 31)))
    n = open_snapshot(press_store).count_documents(selection)
    assert f">{n} документ" in html


def test_sources_and_years_add_up() -> None:
    by_year = pd.DataFrame(
        {
            "source": ["a", "b", "b"],
            "year": pd.array([2024, 2024, None], "Int64"),
            "documents": [2, 3, 1],
            "words": [20, 30, 10],
            "statements": [1, 0, 0],
        }
    )
    table = corpus_quality.by_source(by_year, "undated")
    assert list(table.columns) == ["source", "documents", "words", "statements", "2024", "undated"]
    assert table.to_numpy().tolist() == [["b", 4, 40, 0, 3, 1], ["a", 2, 20, 1, 2, 0]]


def test_the_most_doubtful_come_first(press_store: Path) -> None:
    snapshot = open_snapshot(press_store)
    frame = snapshot.statements(Selection(), 50, 0, "doubtful")
    assert frame["confidence"].is_monotonic_increasing
    everything = snapshot.statements(Selection(), 10_000)
    assert frame["confidence"].min() == everything["confidence"].min()


def test_accuracy_has_its_interval_and_says_where_it_ends(open_page: Open, seeds_store: Path) -> None:
    html = html_of(open_page(seeds_store, "corpus", "sel=extraction&lang=en"))
    recall = next(figure for figure in measured() if figure.name == "statement_recall")
    assert f"{recall.value}% [{recall.low}, {recall.high}]" in html
    assert all(t(f"corpus.weak.{name}", "en") in html for name in corpus_extraction.WEAK)


def test_a_click_on_a_band_stays_in_its_section(open_page: Open, press_store: Path) -> None:
    app = open_page(press_store, "corpus", "sel=extraction|all")
    assert app.session_state["section-corpus"] == "extraction"
    assert "уверенность 0," in html_of(app)


def test_every_snapshot_has_a_link_that_pins_it(open_page: Open, seeds_store: Path) -> None:
    html = html_of(open_page(seeds_store, "corpus", "sel=versions&last=30d"))
    for info in open_store(seeds_store).snapshots():
        assert f"snap={info.id}" in html
    assert "last=" not in html.partition("snap=")[2].partition('"')[0]


def test_the_commands_are_there(open_page: Open, seeds_store: Path) -> None:
    app = open_page(seeds_store, "corpus", "sel=own")
    assert len(app.code) == 3
    assert t("corpus.own.check", "ru") in html_of(app)


def test_counts_beyond_what_the_report_lists_are_whole() -> None:
    entry = {"file": "a.jsonl", "line": 1, "key": "undated", "values": {}}
    reasons = [{"kind": "warned", "key": "undated", "records": 2001}]
    report = {"reasons": reasons, "repaired": [], "warnings": [entry], "skipped": [], "refused": []}
    assert corpus_intake.by_reason(report, "ru")["notes"].tolist() == [2001]


def test_the_whole_snapshot_never_carries_the_filters_of_the_view(open_page: Open, press_store: Path) -> None:
    chart = open_page(press_store, "corpus", "sel=extraction&sp=anna-veresova").get("plotly_chart")[0]
    texts = [note["text"] for note in json.loads(chart.proto.spec)["layout"]["annotations"]]
    assert any(t("corpus.whole_note", "ru") in text for text in texts)
    assert not any("Вересова" in text for text in texts)
