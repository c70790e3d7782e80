"""What an edit would change: the preview says what saving then does; terms are suggested from where they stand."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from lib.analysis.theme_dictionary import Term, Theme, load_themes
from lib.analysis.theme_needs import Needs
from lib.analysis.theme_writing import with_theme
from lib.corpus.indexing import save_themes
from lib.corpus.queries import theme_preview
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.corpus.theme_file import default_text
from lib.text.lemmas import lemma

THEMES = {theme.id: theme for theme in load_themes(default_text())}
WORDS = next(iter(THEMES.values())).words


def new(*terms: tuple[str, float], threshold: float = 4, **rest: tuple[str, ...]) -> Theme:
    lists = {"exclusions": (), "circumstances": (), "requirements": (), **rest}
    return Theme(
        "new", "Новая", "New", "О новом", "New", tuple(Term(*t) for t in terms), threshold, words=WORDS, **lists
    )


def edit(id: str, *terms: tuple[str, float], **changes: object) -> tuple[Theme, Theme]:
    theme = THEMES[id]
    return theme, replace(theme, terms=(*theme.terms, *(Term(*t) for t in terms)), **changes)


EDITS: dict[str, tuple[Theme | None, Theme]] = {
    "a new theme": (None, new(("судоходство", 4), ("ледокол + Арктика", 4))),
    "a new theme of a list": (None, new(("@bilateral", 4), ("контакт*", 4))),
    "a new theme with a requirement": (None, new(("трубопровод", 4), requirements=("спутник",))),
    "a new theme in the title alone": (None, new(("Вересова о том", 4))),
    "a higher threshold": edit("energy", threshold=5.5),
    "a lower threshold": edit("trade", threshold=0.5),
    "a term more": edit("trade", ("график", 4), ("обозреватель", 1)),
    "an exclusion": edit("space", exclusions=("спутник",)),
    "an exclusion less": edit("sanctions", ("банк", 4), exclusions=()),
    "a requirement": edit("summits", requirements=("ледокол",)),
    "all terms others": (THEMES["arctic"], replace(THEMES["arctic"], terms=(Term("посол", 4),))),
    "nothing": edit("arctic"),
}


@pytest.fixture(scope="module")
def source(press_store: Path) -> Snapshot:
    store = open_store(press_store)
    return Snapshot(store, store.latest().id)


def with_id(snapshot: Snapshot, table: str, column: str, id: str) -> set[int]:
    rows = snapshot._tables.rows(f"SELECT {column} FROM {table} WHERE theme = $id", {"id": id})
    return {number for (number,) in rows}


@pytest.mark.parametrize("what", EDITS)
def test_the_preview_says_what_saving_does(source: Snapshot, tmp_path: Path, what: str) -> None:
    theme, edited = EDITS[what]
    preview = source.theme_preview(theme, edited)
    store = shutil.copytree(source.folder, tmp_path / "store")
    id = save_themes(store, with_theme(default_text(), edited), lambda *_: None)
    saved = Snapshot(open_store(store), id)
    for change, table, column in (
        (preview.documents, "document_themes", "doc"),
        (preview.statements, "statement_themes", "stmt"),
    ):
        before, after = (with_id(one, table, column, edited.id) for one in (source, saved))
        assert change == (len(before), len(after), len(after - before), len(before - after))
    assert {row.doc for row in preview.documents_gained} <= with_id(saved, "document_themes", "doc", edited.id)
    assert {row.doc for row in preview.documents_lost} <= with_id(source, "document_themes", "doc", edited.id)
    assert preview.sampled is None


def test_a_preview_after_an_edit_that_was_not_saved_compares_with_what_it_is_given(source: Snapshot) -> None:
    first, second = edit("trade", ("график", 4))[1], edit("trade", ("график", 4), ("обозреватель", 4))[1]
    preview = source.theme_preview(first, second)
    assert preview.documents.before == source.theme_preview(THEMES["trade"], first).documents.after
    assert preview.documents.after == source.theme_preview(THEMES["trade"], second).documents.after == 240


def test_what_is_warm_reads_no_segment_again(source: Snapshot, tmp_path: Path) -> None:
    store = shutil.copytree(source.folder, tmp_path / "store")
    snapshot = Snapshot(open_store(store), source.id)
    snapshot.warm_previews()
    for segment in (store / "segments").iterdir():
        segment.unlink()
    assert snapshot.theme_preview(*edit("trade", ("график", 4))) == source.theme_preview(*edit("trade", ("график", 4)))


def test_sentences_gained_and_lost_show_their_terms(source: Snapshot) -> None:
    theme, edited = new(("ледокол", 4), ("спутник", 4)), new(("ледокол", 4), ("орбита", 2), ("номер", 2))
    preview = source.theme_preview(theme, edited)
    assert {row.terms for row in preview.sentences_lost} == {("спутник",)}
    assert preview.sentences_gained == ()  # neither 2 alone is enough, and they never meet
    row = preview.sentences_lost[0]
    assert "спутник выведен на орбиту" in source.text([row.doc])[row.doc].text[row.start : row.end]
    assert preview.sentences.lost == preview.sentences.before - preview.sentences.after > 0


def test_documents_around_the_threshold(source: Snapshot) -> None:
    preview = source.theme_preview(None, new(("обозреватель", 3), ("ледокол", 1.5), ("авиасообщение", 1)))
    assert [(row.start, row.end) for row in preview.bins][:2] == [(0, 4 / 6), (4 / 6, 8 / 6)]
    assert preview.bins[-1].end == float("inf")
    assert sum(row.documents for row in preview.bins) == 240
    below = sum(row.documents for row in preview.bins if row.end <= 4)
    assert below == 240 - preview.documents.after == len(preview.just_under)
    assert all(row.evidence < 4 for row in preview.just_under)
    assert [row.evidence for row in preview.just_under] == sorted(
        (r.evidence for r in preview.just_under), reverse=True
    )
    assert [row.evidence for row in preview.just_over] == sorted(row.evidence for row in preview.just_over)
    assert preview.just_over[0].evidence >= 4


def test_overlap_counts_the_documents_that_have_both(source: Snapshot) -> None:
    overlap = {row.theme: (row.before, row.after) for row in source.theme_preview(None, new(("ледокол", 4))).overlap}
    assert overlap["arctic"] == (0, 90)
    assert "new" not in overlap


def test_of_too_many_documents_a_sample_is_looked_at_and_said(
    source: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme_preview, "MOST_DOCUMENTS", 50)
    previews = [source.theme_preview(None, new(("обозреватель", 4.0 + n / 8))) for n in (0, 0)]
    assert (previews[0].candidates, previews[0].sampled, previews[0].documents.after) == (240, 50, 50)
    assert previews[0] == previews[1]
    docs = sorted(row.doc for row in previews[0].documents_gained)
    assert docs[0] < 40 < 200 < docs[-1]  # from all over the corpus


NEEDS = [  # a term, and the lemmas of which a document needs one of each set
    ("прямой рейс", [{"рейс"}]),
    ("рейс + переговоры", [{"рейс"}, {"переговоры"}]),
    ("пере*", [{"переговоры", "перелет"}]),
    ("@any", [{"рейс", "посол"}]),
    ("новый @any", [{"рейс", "посол"}]),
    ("небывалый посол", [set()]),
]


@pytest.mark.parametrize(("term", "expected"), NEEDS)
def test_what_a_term_cannot_do_without(term: str, expected: list[set[str]]) -> None:
    frequency = {"прямой": 90, "рейс": 30, "переговоры": 50, "перелет": 3, "посол": 20, "новый": 900}
    theme = replace(new((term, 4)), words={"any": ("прямой рейс", "посол")})
    [needed] = Needs(frequency, lemma).of(theme)
    assert [set(lemmas) for lemmas in needed] == expected


def test_suggestions_are_words_beside_the_terms_that_the_dictionary_has_not(source: Snapshot) -> None:
    found = source.theme_suggestions(new(("судоходство", 4)))
    company = found.company["term"].tolist()
    assert {"ледокол", "Арктика"} <= set(company)
    assert "судоходство" not in company
    assert found.company["together"].is_monotonic_decreasing or found.company["log_dice"].is_monotonic_decreasing
    known = source.theme_suggestions(new(("судоходство", 4), ("новый ледокол", 1), ("ледокол", 1)))
    assert "ледокол" not in [*known.company["term"], *known.distinctive["term"]]


def test_suggested_terms_are_found_again(source: Snapshot) -> None:
    theme = new(("судоходство", 4))
    for term in source.theme_suggestions(theme).distinctive["term"]:
        assert source.theme_preview(None, new((term, 4))).documents.after >= 5, term


def test_what_is_found_nowhere_has_nothing_to_suggest(source: Snapshot) -> None:
    preview = source.theme_preview(None, new(("антарктида", 4)))
    assert (preview.documents, preview.candidates) == ((0, 0, 0, 0), 0)
    found = source.theme_suggestions(new(("антарктида", 4)))
    assert (len(found.distinctive), len(found.company), found.tagged) == (0, 0, 0)
