"""CSV: forms are told, columns found, bad rows named; what is written comes back."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.corpus.documents import Place, Row
from lib.corpus.readers.columns import MappingError, mapping, read_mapping
from lib.corpus.readers.csv_table import read_csv
from lib.corpus.readers.task import Task
from tests.corpus.readers.reading import documents, notes, read_all, shown

HEAD = "date,title,text\n"


@pytest.mark.parametrize(
    "table",
    [
        "date,title,text\n2025-11-14,Посол,Текст\n",
        "Дата;Заголовок;Текст\r\n14.11.2025;Посол;Текст\r\n",
        "Дата публикации\tСМИ\tНазвание\tПолный текст\n2025-11-14\tТАСС\tПосол\tТекст\n",
        "sep=|\ndate|title|text\n2025-11-14|Посол|Текст\n",
        "Отчёт;;\nза ноябрь;;\nТекст;Дата;Заголовок\nТекст;2025-11-14;Посол\n",
        'text,title,date,tags\n"Текст","Посол","2025-11-14","а,б;в"\n',
        "date,title,text\r2025-11-14,Посол,Текст\r",
    ],
    ids=["plain", "Excel", "tabs", "named", "rows above", "quoted", "CR"],
)
def test_one_article_however_the_table_is_written(tmp_path: Path, table: str) -> None:
    (document,) = documents(tmp_path, "a.csv", table.encode())
    assert (str(document.date), document.title, document.text) == ("2025-11-14", "Посол", "Текст")


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ('2025-11-14,"а "б" в",г', "a.csv:3 refused stray_quote {}"),
        ("2025-11-14,а", "a.csv:3 refused cells {'expected': 3, 'found': 2}"),
        ("2025-11-14,а,б,в", "a.csv:3 refused cells {'expected': 3, 'found': 4}"),
        ("2025-02-30,а,б", "a.csv:3 refused bad_date {'date': '2025-02-30'}"),
        ('2025-11-14,а,"б', "a.csv:3 refused unclosed_quote {}"),
    ],
)
def test_a_bad_row_is_named_and_loses_no_neighbour(tmp_path: Path, row: str, note: str) -> None:
    data = f"{HEAD}2025-11-14,Первый,а\n{row}\n2025-11-14,Последний,в\n".encode()
    assert [document.title for document in documents(tmp_path, "a.csv", data)] == ["Первый", "Последний"]
    assert notes(tmp_path, "a.csv", data) == [note]


def test_a_table_without_the_columns_says_what_it_found(tmp_path: Path) -> None:
    assert notes(tmp_path, "a.csv", b"when,what\n1,2\n") == [
        "a.csv:1 refused no_column {'field': 'date', 'found': 'when, what'}"
    ]


def test_a_mapping_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text('date = "when"\ntext = "what"\n', encoding="utf-8")
    assert [d.text for d in documents(tmp_path, "a.csv", b"when,what\n2025-11-14,a\n")] == ["a"]
    (tmp_path / "columns.toml").write_text('body = "what"\n', encoding="utf-8")
    assert shown(read_all(tmp_path)[0]) == "columns.toml refused bad_mapping {'error': 'body'}"  # type: ignore[arg-type]


def test_mappings() -> None:
    assert mapping([("id", "№"), ("date", "")]).given == (("external_id", "№"), ("date", ""))
    for bad in ("text = 1", "text", 'body = "x"'):
        with pytest.raises(MappingError):
            read_mapping(bad)


CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff", include_characters="\n"), max_size=30
)


QUOTING = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
ENDS = st.sampled_from(["\r\n", "\n"])


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.sampled_from(",;\t|"), QUOTING, ENDS)
def test_what_is_written_comes_back(rows: list[tuple[str, str]], delimiter: str, quoting: int, end: str) -> None:
    written = [("2025-11-14", *row) for row in rows]
    table = _written([("date", "title", "text"), *written], delimiter, quoting, end)
    found = list(read_csv(io.BytesIO(table.encode()), Place("a.csv"), Task()))
    records = [item.record for item in found if isinstance(item, Row)]
    assert [(r.date, r.title, r.text) for r in records] == written


@given(
    st.lists(st.tuples(CELLS, CELLS, st.sampled_from([0, 1, 2, 3, 5])), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
)
def test_every_row_is_read_or_refused(rows: list[tuple[str, str, int]], delimiter: str) -> None:
    """A row of too few or too many cells is counted; none vanishes, and none takes its neighbour."""
    written = [("2025-11-14", f"!{title}", f"!{text}", "!", "!")[:width] for title, text, width in rows if width]
    table = _written([("date", "title", "text"), *written], delimiter, csv.QUOTE_ALL, "\n")
    found = list(read_csv(io.BytesIO(table.encode()), Place("a.csv"), Task()))
    good = [row for row in written if len(row) == 3]
    assert [(item.record.date, item.record.title, item.record.text) for item in found if isinstance(item, Row)] == good
    assert [item.key for item in found if not isinstance(item, Row) and item.kind == "refused"] == (
        ["cells"] * (len(written) - len(good))
    )


def _written(rows: list[tuple[str, ...]], delimiter: str, quoting: int, end: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return buffer.getvalue()


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    from lib.corpus.readers.formats import read_document_file

    for item in read_document_file(io.BytesIO(HEAD.encode() + data), "a.csv", Place("a.csv"), Task()):
        assert item.place.file == "a.csv"
