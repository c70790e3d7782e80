"""CSV and workbooks: the same rows as on the screen, nothing that a spreadsheet would run."""

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from lib.briefing.items import Figure
from lib.briefing.tables import chart_workbook, table_csv, table_meta, table_xlsx

Make = Callable[..., Figure]
FORMULAS = ("=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "＝1", " =1")


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def sheet(content: bytes, number: int = 1) -> str:
    """The XML of one sheet, shared strings put in."""
    with ZipFile(BytesIO(content)) as book:
        strings = re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode(), re.DOTALL)
        xml = book.read(f"xl/worksheets/sheet{number}.xml").decode()
    return re.sub(r't="s"><v>(\d+)</v>', lambda found: f">{strings[int(found[1])]}<", xml)


def test_csv_holds_headings_and_numbers_and_nothing_else(figure: Make) -> None:
    made = figure((("Ива", 31, 0.25), ("Пётр", -1200, None)), ("Спикер", "n", "доля"))
    content = table_csv(made)
    assert content.startswith("\ufeff".encode())
    assert read_csv(content) == [["Спикер", "n", "доля"], ["Ива", "31", "0.25"], ["Пётр", "-1200", ""]]


def test_csv_keeps_days_as_iso_and_line_breaks_inside_cells(figure: Make) -> None:
    made = figure(((date(2025, 11, 4), 'Он сказал: "да",\nи ушёл'),), ("День", "Текст"))
    assert read_csv(table_csv(made))[1] == ["2025-11-04", 'Он сказал: "да",\nи ушёл']


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_text(figure: Make, text: str) -> None:
    made = figure(((text, 1),), (text, "n"))
    assert all(row[0] == "'" + text for row in read_csv(table_csv(made)))
    assert "<f>" not in sheet(table_xlsx(made))
    assert sheet(table_xlsx(made)).count("'" + text.strip()) + sheet(table_xlsx(made)).count("'" + text) >= 2


def test_a_workbook_has_the_numbers_and_tells_about_itself(figure: Make) -> None:
    content = table_xlsx(figure((("Ива", 31), ("Пётр", -4.5))))
    assert ">Ива<" in sheet(content)
    assert "<v>31</v>" in sheet(content)
    assert "<v>-4.5</v>" in sheet(content)
    about = sheet(content, 2)
    for words in ("Кто говорил о визах?", "спикер Ива Петрова", "31 204 слова", "95 %, Уилсон", "ab12cd34", "svodka"):
        assert words in about, words
    with ZipFile(BytesIO(content)) as book:
        assert 'name="Данные"' in book.read("xl/workbook.xml").decode()
        assert 'name="О данных"' in book.read("xl/workbook.xml").decode()


def test_a_workbook_speaks_the_interfaces_language(figure: Make) -> None:
    with ZipFile(BytesIO(table_xlsx(figure(), "en"))) as book:
        assert 'name="About"' in book.read("xl/workbook.xml").decode()


def test_text_makes_no_links_in_a_workbook(figure: Make) -> None:
    made = figure((("http://evil.example", 1), ("external:evil.xlsx", 2)))
    with ZipFile(BytesIO(table_xlsx(made))) as book:
        assert "evil.example" not in "".join(
            book.read(name).decode() for name in book.namelist() if name.endswith(".rels")
        )


def test_a_cell_beyond_the_formats_limit_is_cut(figure: Make) -> None:
    assert len(sheet(table_xlsx(figure((("я" * 40_000, 1),))))) < 40_000


def test_the_companion_of_a_csv_file_has_the_caption(figure: Make) -> None:
    meta = json.loads(table_meta(figure(), "en"))
    assert meta["columns"] == ["Спикер", "Высказывания"]
    assert (meta["rows"], meta["n"], meta["snapshot"], meta["unit"]) == (3, 1204, "ab12cd34", "statement")
    assert meta["facts"]["Snapshot"] == "ab12cd34"
    assert meta["link"].startswith("https://svodka.example/")


def test_a_chart_has_its_numbers_behind_it() -> None:
    content = chart_workbook(["=1", "б"], [("n", [1, None]), ("m", [2.5, 3])])
    assert re.findall(r'r="([A-C]\d)"[^>]*>(?:<v>)?([^<]+)', sheet(content)) == [
        ("B1", "n"), ("C1", "m"), ("A2", "'=1"), ("B2", "1"), ("C2", "2.5"), ("A3", "б"), ("C3", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize("write", [table_csv, table_xlsx, table_meta])
def test_the_same_rows_are_the_same_bytes(figure: Make, write: Callable[[Figure], bytes]) -> None:
    assert write(figure()) == write(figure())
