"""Traps of a whole corpus: contradicting dates, bodies under many headlines, caps a day, missing years."""

import json
from datetime import date, timedelta

import pytest

from lib.corpus.dates import day_in_url
from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import MARTS, open_store

SIDE_BAR = "Читайте также: погода на неделю, курс валют, расписание автобусов."
ROWS = [
    {"date": "2025-03-01", "title": "Латиница", "text": "Ещe раз о дороге: она открыта.", "source": "Вестник"},
    {"date": "2025-03-01", "title": "Дата", "text": "МОСКВА, 14 ноября. /ТАСС/. Дорога открыта."},
    {"date": "2025-03-01", "title": "Вечер", "text": "МОСКВА, 2 марта. /ТАСС/. Дорога закрыта."},
    {"date": "2025-03-01", "title": "Адрес", "text": "Мост.", "url": "https://example.org/2024/11/14/1.html"},
    {"date": "2025-03-01", "title": "Адрес верен", "text": "Паром.", "url": "https://example.org/2025-03-02-x"},
    {"date": "2098-01-01", "title": "Будущее", "text": "Дорога будет открыта."},
    {"date": "", "title": "Без даты", "text": "МОСКВА, 14 ноября. /ТАСС/. Дорога была открыта."},
    *({"date": f"2025-03-0{n}", "title": f"Новость {n}", "text": SIDE_BAR} for n in (1, 2, 3)),
    {"date": "2025-03-01", "title": "Пустой", "text": ""},
]
EXPECTED = {
    "mixed_script": 1, "dateline": 1, "url_date": 1, "future": 1, "undated": 1, "one_body": 3, "repeated": 2,
    "furniture": 3, "no_body": 1, "no_source": 7,
}  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """`ROWS`, and a source of five notes a day on 24 days of 2020 and 120 of 2023."""
    folder = tmp_path_factory.mktemp("traps")
    days = [date(year, 1, 1) + timedelta(n) for year, some in ((2020, 4), (2023, 20)) for n in range(some)]
    capped = [
        {"date": str(day), "title": f"{day} {n}", "text": f"Заметка {day} {n}.", "source": "Пятёрка"}
        for day in days
        for n in range(5)
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS + capped]
    (folder / "rows.jsonl").write_text("\n".join(lines), "utf-8")
    index([folder / "rows.jsonl"], folder / "store", workers=1, report=Report(), progress=lambda *_: None)
    store = open_store(folder / "store")
    return Snapshot(store, store.latest().id)


def test_documents_are_counted_by_trap(snapshot: Snapshot) -> None:
    found = snapshot.traps()
    assert dict(zip(found.documents["trap"], found.documents["documents"], strict=True)) == EXPECTED
    assert (found.total, found.is_known) == (len(ROWS) + 120, True)


def test_contradicting_datelines_are_those_of_the_report(snapshot: Snapshot) -> None:
    reasons = {reason["key"]: reason["records"] for reason in snapshot.report()["reasons"]}
    assert reasons["dateline"] == len(snapshot.trap_documents("dateline", None))


def test_a_cap_and_missing_years_are_told_by_source(snapshot: Snapshot) -> None:
    found = snapshot.traps()
    assert found.caps.to_numpy().tolist() == [["pyaterka", 5, 24, 24]]
    assert found.missing.to_numpy().tolist() == [["pyaterka", 2020, 2023, "2021, 2022"]]


def test_a_trap_is_told_by_source_and_by_document(snapshot: Snapshot) -> None:
    assert snapshot.trap_sources("mixed_script")[["source", "documents", "of"]].to_numpy().tolist() == [
        ["vestnik", 1, 1]
    ]
    (row,) = snapshot.trap_documents("mixed_script", 10).to_numpy().tolist()
    article = snapshot.text([row[0]])[row[0]]
    assert article.text[row[2] : row[3]] == "Ещe"


def test_a_snapshot_of_an_earlier_version_opens_and_says_that_it_does_not_know(snapshot: Snapshot) -> None:
    store = open_store(snapshot.folder)
    path = snapshot.folder / MARTS / snapshot.id / "traps.parquet"
    path.rename(path.with_suffix(".aside"))
    try:
        earlier = Snapshot(store, snapshot.id).traps()
        assert (earlier.is_known, len(earlier.documents)) == (False, 0)
    finally:
        path.with_suffix(".aside").rename(path)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://www.example.org/news/2009-12-07/156378-x", "2009-12-07"),
        ("https://example.org/2025/03/04/", "2025-03-04"),
        ("https://example.org/20250304/a", "2025-03-04"),
        ("https://example.org/20250304123", "None"),
        ("https://example.org/2025/13/45/2024/01/02", "2024-01-02"),
        ("https://example.org/1899-01-01", "None"),
        ("", "None"),
    ],
)
def test_days_in_addresses(url: str, day: str) -> None:
    assert str(day_in_url(url)) == day
