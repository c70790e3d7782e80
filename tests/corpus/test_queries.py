"""Counts, and the statements and documents behind them."""

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from tests.corpus.selections import _MATCHES, SELECTIONS, selected_documents, selected_statements

ALL = 10_000

any_selection = st.builds(
    Selection,
    start=st.sampled_from([None, date(2024, 1, 11), date(2024, 2, 1)]),
    end=st.sampled_from([None, date(2024, 1, 31), date(2024, 3, 5)]),
    sources=st.sampled_from([(), ("tass",), ("ria", "tass")]),
    not_sources=st.sampled_from([(), ("ria",)]),
    speakers=st.sampled_from([(), ("ivanov",), ("petrova", "-"), ("mid",)]),
    not_speakers=st.sampled_from([(), ("ivanov",), ("-",)]),
    themes=st.sampled_from([(), ("contacts",), ("sanctions", "-"), ("-",)]),
    not_themes=st.sampled_from([(), ("contacts",), ("-",)]),
    kind=st.sampled_from(["all", "direct", "indirect"]),
    query=st.sampled_from(["", *_MATCHES]),
    duplicates=st.sampled_from(["keep", "one", "story"]),
)


def check_selection(snapshot: Snapshot, selection: Selection) -> None:
    statements = snapshot.statements(selection, ALL)
    assert sorted(statements["stmt"]) == [10 * doc + number for doc, number in selected_statements(selection)]
    assert sorted(snapshot.documents(selection, ALL)["doc"]) == selected_documents(selection)


@pytest.mark.parametrize("selection", SELECTIONS, ids=repr)
def test_selection_means_what_it_says(snapshot: Snapshot, selection: Selection) -> None:
    check_selection(snapshot, selection)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(selection=any_selection)
def test_filters_together(snapshot: Snapshot, selection: Selection) -> None:
    check_selection(snapshot, selection)


@pytest.mark.parametrize("selection", SELECTIONS, ids=repr)
def test_totals_agree_with_what_is_behind_them(snapshot: Snapshot, selection: Selection) -> None:
    totals = snapshot.totals(selection)
    statements = snapshot.statements(selection, ALL)
    documents = snapshot.documents(selection, ALL)
    assert totals.statements == len(statements) == snapshot.count_statements(selection)
    assert totals.documents == len(documents) == snapshot.count_documents(selection)
    assert totals.words == documents["words"].sum()
    assert totals.attributions == statements["speakers"].map(len).sum()
    assert totals.unattributed == sum(speakers == ["-"] for speakers in statements["speakers"].map(list))
    assert totals.first == (None if documents["date"].isna().all() else documents["date"].min().date())


@pytest.mark.parametrize("limit", [1, 2, 25])
@pytest.mark.parametrize("selection", SELECTIONS, ids=repr)
def test_speaker_rows_add_up_to_the_statements(snapshot: Snapshot, selection: Selection, limit: int) -> None:
    table, totals = snapshot.speaker_table(selection, limit), snapshot.totals(selection)
    parts = [frame["statements"].sum() for frame in (table.rows, table.others, table.unattributed)]
    assert sum(parts) - totals.joint == totals.statements
    assert parts[2] == totals.unattributed
    assert len(table.rows) + table.others["speakers"].sum() == totals.speakers


@pytest.mark.parametrize("unit", ["doc", "stmt"])
@pytest.mark.parametrize("lane", [None, "speaker", "source", "theme"])
@pytest.mark.parametrize("grain", ["D", "W", "M", "Q", "Y"])
def test_every_mark_of_a_timeline_opens_as_many_as_it_counts(
    snapshot: Snapshot, grain: str, lane: str | None, unit: str
) -> None:
    names = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}
    count = snapshot.count_statements if unit == "stmt" else snapshot.count_documents
    for selection in SELECTIONS[::3]:
        for row in snapshot.timeline(selection, names[grain], unit, lane).itertuples():
            period = row.period.to_period(grain)
            days = (period.start_time.date(), period.end_time.date())
            assert row.period == period.start_time
            assert row.count == count(selection, days, (lane, row.lane) if lane else None) > 0


@pytest.mark.parametrize("selection", SELECTIONS, ids=repr)
def test_lanes_add_up(snapshot: Snapshot, selection: Selection) -> None:
    dated = snapshot.totals(selection).statements - (snapshot.statements(selection, ALL)["date"].isna().sum())
    joint = snapshot.statements(selection, ALL).dropna(subset="date")["speakers"].map(len).sum() - dated
    by = {
        lane: snapshot.timeline(selection, "month", "stmt", lane)["count"].sum() for lane in (None, "source", "speaker")
    }
    assert by == {None: dated, "source": dated, "speaker": dated + joint}


def test_undated_documents_are_counted_and_left_out_of_periods_and_charts(snapshot: Snapshot) -> None:
    everything, bounded = snapshot.totals(Selection()), snapshot.totals(Selection(start=date(1900, 1, 1)))
    assert (everything.documents, everything.undated, everything.undated_statements) == (6, 1, 1)
    assert (bounded.documents, bounded.undated, bounded.undated_statements) == (5, 1, 1)
    assert snapshot.totals(Selection(sources=("ria",))).undated == 0
    assert snapshot.timeline(Selection(), "year", "doc")["count"].tolist() == [5]
    assert snapshot.coverage(Selection(), "year")["documents"].tolist() == [5]


def test_coverage_knows_period_and_source_only(snapshot: Snapshot) -> None:
    narrow = Selection(sources=("tass",), speakers=("mid",), themes=("sanctions",), kind="mixed", query="санкция")
    assert snapshot.coverage(narrow, "month").to_dict("list") == {
        "period": [pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 3, 1)],
        "documents": [2, 1],
        "words": [33, 6],
    }


def test_statements_in_order_and_in_pages(snapshot: Snapshot) -> None:
    newest = snapshot.statements(Selection(), ALL)["stmt"].tolist()
    assert newest == [40, 41, 30, 31, 20, 21, 10, 11, 60]
    assert snapshot.statements(Selection(), ALL, order="oldest")["stmt"].tolist() == [
        10,
        11,
        20,
        21,
        30,
        31,
        40,
        41,
        60,
    ]
    pages = [snapshot.statements(Selection(), 4, offset)["stmt"].tolist() for offset in (0, 4, 8, 12)]
    assert [stmt for page in pages for stmt in page] == newest
    assert [len(page) for page in pages] == [4, 4, 1, 0]


def test_documents_in_order_with_titles(snapshot: Snapshot) -> None:
    frame = snapshot.documents(Selection(), 2, 1)
    assert frame["title"].tolist() == ["Заголовок 4", "Заголовок 3"]
    assert snapshot.documents(Selection(), ALL, order="oldest")["doc"].tolist() == [1, 2, 3, 4, 5, 6]


NOTHING = Selection(start=date(2030, 1, 1))


@pytest.mark.parametrize(
    "ask",
    [
        lambda s, of: s.statements(of, 5),
        lambda s, of: s.documents(of, 5),
        lambda s, of: s.timeline(of, "month", "stmt", "speaker"),
        lambda s, of: s.coverage(of, "month"),
        lambda s, of: s.speaker_table(of).rows,
        lambda s, of: s.speaker_table(of, 1).others,
        lambda s, of: s.speaker_profile(of, "ivanov").cues,
        lambda s, of: s.speaker_profile(of, "ivanov").mentions,
        lambda s, of: s.theme_table(of),
        lambda s, of: s.theme_grid(of, "month"),
        lambda s, of: s.theme_grid(of, "speaker"),
        lambda s, of: s.term_frequencies(of),
        lambda s, of: s.search(of, 5),
        lambda s, of: s.concordance(of, "контакт", 5),
    ],
)
def test_nothing_found_has_the_same_columns(snapshot: Snapshot, ask) -> None:
    empty, full = ask(snapshot, NOTHING), ask(snapshot, Selection())
    assert len(empty) == 0 < len(full)
    assert list(empty.columns) == list(full.columns)


def test_gaps_of_the_corpus(snapshot: Snapshot) -> None:
    quality = snapshot.quality()
    gaps = [(gap.first.date(), gap.last.date(), gap.days) for gap in quality.gaps.itertuples()]
    assert gaps == [(date(2024, 2, 1), date(2024, 3, 4), 33), (date(2024, 1, 12), date(2024, 1, 30), 19)]
    assert (quality.undated, quality.duplicates, quality.statements, quality.unattributed) == (1, 1, 9, 1)
    assert quality.by_year["documents"].sum() == 6
    assert quality.rules["statements"].sum() == quality.confidence["statements"].sum() == 9
    assert quality.confidence["band"].tolist() == pytest.approx([0.9])
    assert all(longer >= shorter for longer, shorter in pairwise(quality.gaps["days"]))


def test_single_statements_and_those_of_a_document(snapshot: Snapshot) -> None:
    everything = snapshot.statements(Selection(), ALL)
    pd.testing.assert_frame_equal(snapshot.statements_by_id(everything["stmt"].tolist()), everything)
    assert snapshot.statements_by_id([41, 999, 10])["stmt"].tolist() == [41, 10]
    assert snapshot.statements_by_id([]).columns.tolist() == everything.columns.tolist()
    assert snapshot.statements_of(1)["stmt"].tolist() == [10, 11]
    assert snapshot.themes_of(3) == ["contacts", "sanctions"]
    assert snapshot.themes_of(5) == []
