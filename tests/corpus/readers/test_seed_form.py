"""Text files in the seed form."""

from pathlib import Path

import pytest

from lib.corpus.documents import Document
from tests.corpus.readers.reading import documents, notes, read

BODY = 'МОСКВА, 14 ноября. Переговоры идут, заявил посол.\n\n"Мы продолжим", - сказал он.'
ARTICLE = f" date 2025-11-14 Посол о переговорах\n\n{BODY}"


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode(),
        ARTICLE.strip().encode(),
        ARTICLE.encode("utf-8-sig"),
        (ARTICLE + "\n").encode(),
        ARTICLE.replace("\n", "\r\n").encode(),
        ARTICLE.replace("\n", "\r").encode(),
        ARTICLE.encode("utf-16"),
        ARTICLE.encode("cp1251"),
        ARTICLE.encode("koi8-r"),
        ARTICLE.encode("cp866"),
    ],
    ids=["plain", "no space", "mark", "line end", "CRLF", "CR", "UTF-16", "cp1251", "KOI8-R", "cp866"],
)
def test_one_article_however_it_is_written(tmp_path: Path, data: bytes) -> None:
    (document,) = documents(tmp_path, "a.txt", data)
    assert (str(document.date), document.title, document.text) == ("2025-11-14", "Посол о переговорах", BODY)


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    assert notes(tmp_path, "a.txt", ARTICLE.encode("cp1251")) == ["a.txt warned encoding {'encoding': 'cp1251'}"]


def test_many_articles_each_with_its_line(tmp_path: Path) -> None:
    second = " date 2025-11-15 Второй\n\nТекст второго."
    third = "date 2025-11-16T10:20 Третий\n\n date palm - это финиковая пальма\n\nКонец."
    found = documents(tmp_path, "a.txt", "\n\n".join([ARTICLE, second, third]).encode())
    assert [(d.place.line, d.title) for d in found] == [(1, "Посол о переговорах"), (7, "Второй"), (11, "Третий")]
    assert found[0].text == BODY
    assert found[2].text.endswith("пальма\n\nКонец.")


def test_a_bad_article_does_not_lose_its_neighbours(tmp_path: Path) -> None:
    bad = " date 2025-02-30 Плохой\n\nТекст."
    data = "\n\n".join([ARTICLE, bad, ARTICLE.replace("14 Посол", "15 Посол")]).encode()
    assert len(documents(tmp_path, "a.txt", data)) == 2
    assert notes(tmp_path, "a.txt", data) == ["a.txt:7 refused bad_date {'date': '2025-02-30'}"]


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (b"", "a.txt refused empty {}"),
        (b" \n\t\n", "a.txt refused empty {}"),
        (BODY.encode(), "a.txt:1 refused no_date_line {}"),
        (" date 31 июня 2025 Посол\n\nТекст".encode(), "a.txt:1 refused bad_date {'date': '31 июня 2025'}"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a.txt refused binary {}"),
        (b"MZ\x90\x00" + bytes(4096), "a.txt refused binary {}"),
    ],
)
def test_refusals(tmp_path: Path, data: bytes, note: str) -> None:
    assert [note] == notes(tmp_path, "a.txt", data)
    assert not documents(tmp_path, "a.txt", data)


def test_one_bad_byte_is_replaced_and_said(tmp_path: Path) -> None:
    data = (ARTICLE + " " + BODY).encode().replace("Переговоры".encode(), b"\xffX", 1)
    (document,) = documents(tmp_path, "a.txt", data)
    assert "\ufffdX идут" in document.text
    assert notes(tmp_path, "a.txt", data) == ["a.txt:3 repaired bad_byte {'offset': 86}"]


def test_a_headline_alone_is_a_document(tmp_path: Path) -> None:
    *_, document = read(tmp_path, "a.txt", b" date 2025-11-14 Flash\n")
    assert isinstance(document, Document)
    assert (document.title, document.text) == ("Flash", "")


def test_a_date_in_words(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, "a.txt", " date 14 ноября 2025 Посол\n\nТекст".encode())
    assert (str(document.date), document.title) == ("2025-11-14", "Посол")
