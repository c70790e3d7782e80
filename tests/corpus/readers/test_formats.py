"""The other formats, read in this process; `test_isolation` reads them where they belong."""

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lib.corpus.documents import Document, Note, Place, Row, read_record
from lib.corpus.readers.archives import read_archive
from lib.corpus.readers.formats import read_document_file
from lib.corpus.readers.task import Task
from tests.corpus.readers.reading import documents, notes, shown
from tests.faults.cases import zipped

TEXT = "МОСКВА, 14 ноября. Переговоры идут, заявил посол."


def here(name: str, data: bytes) -> tuple[list[Document], list[str]]:
    """Documents and notes of a file."""
    found: list[Document | Note] = []
    for item in read_document_file(io.BytesIO(data), name, Place(name), Task()):
        found += [item] if isinstance(item, Note) else read_record(item.record, item.place, date(2026, 3, 1))
    return (
        [item for item in found if isinstance(item, Document)],
        [shown(item) for item in found if isinstance(item, Note)],
    )


def fields(document: Document) -> tuple[str, str, str, str]:
    return (str(document.date), document.title, document.source, document.text)


EXPECTED = ("2025-11-14", "Посол", "ТАСС", TEXT)


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("Пусто")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def word(*paragraphs: tuple[str, str | None]) -> bytes:
    document = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def parquet(**columns: object) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


MORE = "Стороны обсудили поставки зерна, сообщил представитель министерства после встречи. " * 5
FRONT = "---\ntitle: Посол\ndate: 2025-11-14\nsource: ТАСС\n---\n"
LIST = {"n": 1, "items": [{"дата": "2025-11-14", "title": "Посол", "source": "ТАСС", "text": TEXT}]}
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Посол</title>
<meta property="og:title" content="Посол"><meta property="og:site_name" content="ТАСС">
<meta property="article:published_time" content="2025-11-14T09:05:00+03:00"></head>
<body><nav><a href="/">Меню</a></nav><article><p>{TEXT}</p><p>{MORE}</p></article></body></html>"""
LETTER = f"""From: =?utf-8?b?0KLQkNCh0KE=?= <news@tass.example>
Subject: =?utf-8?b?0J/QvtGB0L7Quw==?=
Date: Fri, 14 Nov 2025 09:05:00 +0300
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{TEXT}
"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://search.yahoo.com/mrss/"><title>ТАСС</title>
<entry><title>Посол</title><m:title>Снимок</m:title><link rel="self" href="x"/><published>2025-11-14T09:05:00+03:00
</published><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;&lt;script&gt;1&lt;/script&gt;</content></entry></feed>"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", (FRONT + TEXT.replace("идут", "**идут**")).encode()),
        ("a.eml", LETTER.encode()),
        ("a.atom", ATOM.encode()),
        ("a.json", json.dumps(LIST).encode()),
        ("a.parquet", parquet(date=[datetime(2025, 11, 14)], title=["Посол"], source=["ТАСС"], text=[TEXT])),
        ("a.xlsx", workbook(["Дата", "СМИ", "Заголовок", "Текст"], [date(2025, 11, 14), "ТАСС", "Посол", TEXT])),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_one_article_in_each_format(name: str, data: bytes) -> None:
    (document,), _ = here(name, data)
    assert fields(document) == EXPECTED


def test_a_page() -> None:
    (document,), _ = here("a.html", PAGE.encode())
    assert fields(document) == (*EXPECTED[:3], f"{TEXT}\n\n{MORE.strip()}")
    assert str(document.time) == "09:05:00"


def test_word() -> None:
    (document,), _ = here("a.docx", word(("Посол", "Title"), ("14 ноября 2025", None), (TEXT, None)))
    assert fields(document) == ("2025-11-14", "Посол", "", TEXT)
    several = [("date 2025-11-14 Первый", None), ("", None), ("Раз.", None)]
    several += [("date 2025-11-15 Второй", None), ("", None), ("Два.", None)]
    assert [d.title for d in here("a.docx", word(*several))[0]] == ["Первый", "Второй"]


def test_a_sheet_without_a_table_is_skipped_and_rows_are_numbered() -> None:
    found, said = here("a.xlsx", workbook(["Отчёт"], ["date", "text"], [45975, "а"], [None, None], ["2025-11-14", 7]))
    assert [(d.place.member, d.place.line, d.text) for d in found] == [("Sheet", 5, "7")]
    assert said[0].startswith("a.xlsx:3 refused bad_date {'date': '45975'}")
    assert "a.xlsx skipped no_table {}" in said


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("a.xlsx", b"<html>", "a.xlsx refused wrong_format {'expected': 'PK', 'found': '<html>'}"),
        ("a.docx", workbook([]), "a.docx refused wrong_package {'expected': 'word/document.xml'}"),
        ("a.xlsx", workbook([])[:-30], "a.xlsx refused damaged {}"),
        ("a.xml", b"<html/>", "a.xml refused no_feed {'found': 'html'}"),
        ("a.rss", b"<rss><channel/></rss>", "a.rss refused no_items {}"),
        ("a.rss", b"<!DOCTYPE rss><rss/>", "a.rss refused dtd {}"),
        ("a.html", b"<html><body></body></html>", "a.html refused no_article {}"),
        ("a.eml", b"no letter", "a.eml refused no_letter {}"),
        ("a.json", b"42", "a.json refused no_list {}"),
        ("a.parquet", parquet(a=[1]), "a.parquet refused no_column {'field': 'date', 'found': 'a'}"),
        ("a.parquet", b"", "a.parquet refused empty {}"),
    ],
)
def test_refusals(name: str, data: bytes, note: str) -> None:
    found, said = here(name, data)
    assert (found, said[-1:]) == ([], [note])


def test_a_bad_element_of_a_list_loses_no_neighbour(tmp_path: Path) -> None:
    good = [json.dumps({"date": "2025-11-14", "title": title, "text": "а"}) for title in ("Первый", "Второй")]
    data = f'[\n{good[0]},\n{{"date": "2025-11-14", "title": x}},\n{good[1]}\n]'.encode()
    assert [d.title for d in documents(tmp_path, "a.json", data)] == ["Первый", "Второй"]
    assert notes(tmp_path, "a.json", data)[0].startswith("a.json:3 refused bad_json")


def test_a_long_list_is_read_as_a_stream() -> None:
    line = json.dumps({"date": "2025-11-14", "title": "т", "text": "а" * 500})
    data = ("[" + ",\n".join([line] * 5_000) + "]").encode()
    found = list(read_document_file(io.BytesIO(data), "a.json", Place("a.json"), Task()))
    assert [item.place.line for item in found if isinstance(item, Row)] == list(range(1, 5_001))


def test_a_zip_that_says_nonsense_of_a_member_loses_no_neighbour() -> None:
    """An empty name; a name that is no text; a member that begins before the archive. Found by fuzzing."""
    good = ("b.txt", "date 2025-11-14 Посол\n\nТекст".encode())
    nameless = zipped([(zipfile.ZipInfo(""), b""), good])
    no_text = bytearray(zipped([("№.txt", b""), good]))
    no_text[30:32] = b"\x9d\x9d"
    before = bytearray(zipped([("a.txt", b""), good]))
    place = before.find(b"PK\x01\x02") + 42
    before[place : place + 4] = b"\xff\xff\xff\x7f"
    for data, keys in ((nameless, ["unknown_format"]), (no_text, ["damaged"]), (before, ["damaged"])):
        items = list(read_archive(io.BytesIO(bytes(data)), "a.zip", Place("a.zip"), Task()))
        assert [item.record.title for item in items if isinstance(item, Row)] == ["Посол"]
        assert [item.key for item in items if isinstance(item, Note)] == keys


def test_a_letter_in_an_encoding_with_a_name_that_is_none() -> None:
    (document,), _ = here("a.eml", LETTER.replace("charset=utf-8", 'charset="ut\0f-8"').encode())
    assert document.text == TEXT


def test_a_letter_with_an_hour_beyond_all_numbers() -> None:
    _, (note, *_) = here("a.eml", LETTER.replace("09:05:00", "09:09999999999:00").encode())
    assert note.startswith("a.eml refused bad_date")


def test_a_time_zone_that_nobody_knows() -> None:
    days = pa.array([0]).cast(pa.timestamp("us", "U4C"))
    assert here("a.parquet", parquet(date=days, text=[TEXT])) == ([], ["a.parquet refused damaged {}"])
