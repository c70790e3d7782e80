"""Speakers, themes and terms of the written store, counted by hand."""

import math
import subprocess
import sys
from datetime import date

import pandas as pd
import pytest

from lib.corpus.database import StoreError
from lib.corpus.queries import frequencies
from lib.corpus.queries.frequencies import Frequencies
from lib.corpus.selection import NO_THEME, Selection, Term
from lib.corpus.snapshot import Snapshot
from tests.corpus.selections import SELECTIONS
from tests.corpus.tables import SNAPSHOT

ALL = 10_000
EVERYTHING = Selection()


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_speaker_table(snapshot: Snapshot) -> None:
    table = snapshot.speaker_table(EVERYTHING)
    columns = ("speaker", "name", "statements", "direct", "mixed", "indirect", "words", "documents", "newest_stmt")
    assert rows(table.rows, *columns) == [
        ("ivanov", "Иван Иванов", 5, 3, 0, 2, 16, 3, 21),
        ("petrova", "Анна Петрова", 4, 1, 0, 3, 14, 3, 41),
        ("mid", "МИД", 1, 0, 1, 0, 4, 1, 30),
    ]
    assert rows(table.unattributed, "speaker", "statements") == [("-", 1)]
    assert table.others.empty


def test_other_speakers_are_summed(snapshot: Snapshot) -> None:
    others = snapshot.speaker_table(EVERYTHING, 1).others
    assert rows(others, "speaker", "speakers", "statements", "documents") == [("", 2, 5, 4)]


def test_first_and_last_leave_undated_statements_out(snapshot: Snapshot) -> None:
    ivanov = snapshot.speaker_table(EVERYTHING).rows.iloc[0]
    assert (ivanov["first"].date(), ivanov["last"].date()) == (date(2024, 1, 10), date(2024, 1, 11))


def test_profile(snapshot: Snapshot) -> None:
    profile = snapshot.speaker_profile(EVERYTHING, "petrova")
    assert rows(profile.cues, "cue", "statements", "direct") == [("сказать", 2, 1), ("сообщить", 2, 0)]
    assert rows(profile.themes, "theme", "statements") == [("contacts", 2), ("-", 1), ("sanctions", 1)]
    assert rows(profile.rules, "rule", "statements") == [("by hand", 4)]
    assert (profile.looked_at, rows(profile.mentions, "mention", "statements")) == (4, [("", 4)])


def test_speakers_by_words(snapshot: Snapshot) -> None:
    table = snapshot.speaker_table(EVERYTHING, 1, "words")
    assert rows(table.rows, "speaker", "words", "direct_words", "mixed_words", "indirect_words") == [
        ("ivanov", 16, 10, 0, 6)
    ]
    assert rows(table.others, "words", "speakers") == [(18, 2)]


@pytest.mark.parametrize("by", ["statements", "words"])
@pytest.mark.parametrize("limit", [1, 2, 25])
@pytest.mark.parametrize("selection", SELECTIONS, ids=repr)
def test_words_of_the_kinds_are_the_words(snapshot: Snapshot, selection: Selection, limit: int, by: str) -> None:
    table = snapshot.speaker_table(selection, limit, by)
    everything = pd.concat([table.rows, table.others, table.unattributed])
    kinds = everything["direct_words"] + everything["mixed_words"] + everything["indirect_words"]
    assert kinds.tolist() == everything["words"].tolist()
    assert table.rows[by].is_monotonic_decreasing


@pytest.mark.parametrize("selection", SELECTIONS, ids=repr)
def test_every_word_of_saying_and_rule_opens(snapshot: Snapshot, selection: Selection) -> None:
    for speaker in ("ivanov", "petrova", "mid", "-"):
        profile = snapshot.speaker_profile(selection, speaker)
        for stated, frame in (("cue", profile.cues), ("rule", profile.rules), ("role", profile.roles)):
            for value, group in frame.groupby(stated):
                found = snapshot.statements_with(selection, speaker, stated, [str(value)])
                assert len(found) == group["statements"].sum()


def test_company(snapshot: Snapshot) -> None:
    company = snapshot.company(EVERYTHING, "ivanov")
    assert rows(company, "speaker", "together", "joint", "documents", "own", "all") == [("petrova", 2, 2, 3, 3, 5)]
    assert snapshot.company(EVERYTHING, "mid").empty


@pytest.mark.parametrize("selection", SELECTIONS, ids=repr)
@pytest.mark.parametrize("speaker", ["ivanov", "petrova", "mid"])
def test_company_opens(snapshot: Snapshot, selection: Selection, speaker: str) -> None:
    for row in snapshot.company(selection, speaker).itertuples():
        found = snapshot.statements_together(selection, speaker, row.speaker)
        assert len(found) == len(set(found))
        assert snapshot.statements_by_id(found)["doc"].nunique() == row.together


def test_theme_table(snapshot: Snapshot) -> None:
    assert rows(snapshot.theme_table(EVERYTHING), "theme", "documents", "statements", "only") == [
        ("contacts", 4, 5, 3),
        ("sanctions", 2, 2, 1),
        (NO_THEME, 1, 2, 1),
    ]


@pytest.mark.parametrize("selection", SELECTIONS, ids=repr)
def test_every_row_of_the_theme_table_opens(snapshot: Snapshot, selection: Selection) -> None:
    for row in snapshot.theme_table(selection).itertuples():
        assert row.documents == len(snapshot.documents(selection, ALL, within=("theme", row.theme)))
        assert row.statements == len(snapshot.statements(selection, ALL, within=("theme", row.theme)))


@pytest.mark.parametrize("across", ["day", "month", "year", "speaker", "doc"])
def test_theme_grid_agrees_with_the_theme_table(snapshot: Snapshot, across: str) -> None:
    dated = Selection(start=date(2024, 1, 1))
    grid = snapshot.theme_grid(dated, across).groupby("theme")[["documents", "statements"]].sum()
    table = snapshot.theme_table(dated).set_index("theme")
    if across == "speaker":  # a joint statement is in two rows
        assert grid["statements"].to_dict() == {"contacts": 6, "sanctions": 2, "-": 2}
    else:
        assert grid.to_dict() == table[["documents", "statements"]].to_dict()


TERMS = (
    Term("lemma", "контакт"),
    Term("form", "контакты"),
    Term("phrase", "прямой рейс"),
    Term("theme", "sanctions"),
    Term("lemma", "контакт", "petrova"),
    Term("speaker", "petrova"),
)


@pytest.mark.parametrize(
    ("unit", "n", "base"),
    [
        ("tok", [[5, 0], [2, 0], [0, 2], [0, 0], [2, 0], [6, 8]], [[48, 22]] * 4 + [[6, 8], [48, 22]]),
        ("doc", [[3, 0], [2, 0], [0, 1], [1, 1], [2, 0], [2, 1]], [[3, 2]] * 4 + [[2, 1], [3, 2]]),
        ("stmt", [[5, 0], [2, 0], [0, 1], [1, 1], [2, 0], [2, 2]], [[6, 2]] * 4 + [[2, 2], [6, 2]]),
    ],
)
def test_term_series(snapshot: Snapshot, unit: str, n: list[list[int]], base: list[list[int]]) -> None:
    series = snapshot.term_series(EVERYTHING, TERMS, "month", unit)
    assert [group["n"].tolist() for _, group in series.groupby("term")] == n
    assert [group["base"].tolist() for _, group in series.groupby("term")] == base


def test_sums_for_clustered_intervals(snapshot: Snapshot) -> None:
    january = snapshot.term_series(EVERYTHING, [Term("lemma", "контакт")], "month", "tok").iloc[0]
    x, y = [2, 2, 1], [15, 15, 18]  # of documents 1, 2 and 3
    assert january["xx"] == sum(a * a for a in x)
    assert january["xy"] == sum(a * b for a, b in zip(x, y, strict=True))
    assert january["yy"] == sum(b * b for b in y)
    assert (january["documents"], january["found_in"], january["words"]) == (3, 3, sum(y))


def test_terms_count_in_statements_where_the_selection_asks_for_them(snapshot: Snapshot) -> None:
    said = Selection(speakers=("petrova",))
    series = snapshot.term_series(said, [Term("lemma", "контакт"), Term("lemma", "рейс")], "year", "tok")
    assert rows(series, "term", "n", "base") == [(0, 2, 14), (1, 1, 14)]


def test_no_terms_no_rows(snapshot: Snapshot) -> None:
    assert snapshot.term_series(EVERYTHING, [], "month", "tok").columns.tolist() == (
        snapshot.term_series(EVERYTHING, TERMS, "month", "tok").columns.tolist()
    )


@pytest.mark.parametrize("word", ["санкция", "санкции", "Санкциях", "санкциями"])
def test_forms(snapshot: Snapshot, word: str) -> None:
    assert rows(snapshot.forms(word), "form", "n") == [("санкции", 4), ("санкциях", 1)]


def test_frequencies(snapshot: Snapshot) -> None:
    frame = snapshot.term_frequencies(EVERYTHING, 2).set_index("lemma")
    assert frame.loc["контакт", ["n", "documents"]].tolist() == [6, 4]
    assert frame["documents"].min() == 2
    assert "в" not in frame.index
    assert "в" in snapshot.term_frequencies(EVERYTHING, include_stop=True)["lemma"].tolist()


@pytest.mark.parametrize("selection", SELECTIONS, ids=repr)
def test_all_frequencies_together_are_the_words(snapshot: Snapshot, selection: Selection) -> None:
    frame = snapshot.term_frequencies(selection, include_stop=True)
    assert frame["n"].sum() == snapshot.size_in_words(selection)


def test_frequencies_of_a_large_store_are_the_same(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequencies, "MOST_POSTINGS", 0)
    large = Frequencies(snapshot._tables)
    for selection in SELECTIONS:
        small = snapshot.term_frequencies(selection)
        pd.testing.assert_frame_equal(large.of(snapshot._selected(selection), 1, False), small)


def test_postings_cut_between_lemmas(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = snapshot.term_frequencies(EVERYTHING)
    monkeypatch.setattr(frequencies, "_AT_ONCE", 7)
    cut = Frequencies(snapshot._tables)
    pd.testing.assert_frame_equal(cut.of(snapshot._selected(EVERYTHING), 1, False), whole)


def test_dispersion(snapshot: Snapshot) -> None:
    frame = snapshot.dispersion(EVERYTHING, ["санкция", "контакт", "кенгуру"]).set_index("lemma")
    expected = [15 / 74, 15 / 74, 18 / 74, 16 / 74, 6 / 74, 4 / 74]
    observed = [0, 0, 2 / 5, 3 / 5, 0, 0]
    dp = sum(abs(a - b) for a, b in zip(observed, expected, strict=True)) / 2
    assert frame.loc["санкция", ["n", "documents"]].tolist() == [5, 2]
    assert frame.loc["санкция", "dp"] == pytest.approx(dp)
    assert frame.loc["контакт", "dp"] < dp
    assert math.isnan(frame.loc["кенгуру", "dp"])


def test_sentences_of_a_document(snapshot: Snapshot) -> None:
    text = snapshot.text([5])[5].text
    spans = snapshot.sentences(5)
    assert [text[start:end] for start, end in rows(spans, "start", "end")] == [
        "Рейс задержан.",
        "Погода в Москве плохая.",
    ]


def test_report_and_unknown_snapshot(snapshot: Snapshot) -> None:
    assert snapshot.report()["counts"] == snapshot.info.counts == {"accepted": 6}
    assert snapshot.id == snapshot.info.id == SNAPSHOT
    with pytest.raises(StoreError, match=r"store\.no_snapshot"):
        Snapshot(snapshot._store, "ffffffffffff")


def test_reading_loads_no_morphology_and_no_machine_learning() -> None:
    code = "import sys, lib.corpus.snapshot; sys.exit(bool({'pymorphy3', 'sklearn'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_but_the_snapshot_can_be_read(snapshot: Snapshot) -> None:
    with pytest.raises(Exception, match="Permission"):
        snapshot._tables.rows("SELECT * FROM read_text('/etc/hostname')")
    with pytest.raises(Exception, match="locked"):
        snapshot._tables.rows("SET enable_external_access = true")
