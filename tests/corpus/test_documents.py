"""Records become documents, with notes on what is doubtful, or are refused."""

from datetime import date

import pytest

from lib.corpus.documents import MAX_RECORD, Document, Note, Place, Record, identity, read_record

TODAY = date(2026, 3, 1)
PLACE = Place("a.txt", line=1)


def read(**fields: str) -> list[Document | Note]:
    record = Record(**({"date": "2025-11-14", "title": "Посол прибыл", "text": "Посол прибыл в столицу."} | fields))
    return list(read_record(record, PLACE, TODAY))


def notes(**fields: str) -> list[str]:
    return [f"{item.kind}: {item.key}" for item in read(**fields) if isinstance(item, Note)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"date": ""}, ["warned: undated"]),
        ({"date": "2026-03-02"}, []),  # tomorrow: the other side of the world is already there
        ({"date": "2026-03-03"}, ["warned: future_date"]),
        ({"date": "2025—11—14"}, ["repaired: date_dashes"]),
        ({"date": "2025-02-30"}, ["refused: bad_date"]),
        ({"title": ""}, ["warned: no_title"]),
        ({"text": " \n"}, ["warned: no_body"]),
        ({"title": "", "text": "\n"}, ["refused: no_text"]),
        ({"text": "слово " * (MAX_RECORD // 10)}, ["refused: too_large"]),
        ({"title": "По\x00сол"}, ["repaired: control_characters"]),
        ({"text": "Посол\r\nприбыл"}, ["repaired: line_ends"]),
        ({"title": "Посол прибыл в страну".encode().decode("cp1251", "replace")}, ["warned: mojibake"]),
        ({"title": "РИА сообщает: РФ, РБ, СНГ"}, []),
    ],
)
def test_what_is_noted(fields: dict[str, str], expected: list[str]) -> None:
    assert notes(**fields) == expected


def test_a_refused_record_gives_no_document() -> None:
    assert not any(isinstance(item, Document) for item in read(date="позавчера"))


def test_the_text_is_kept_but_for_repairs() -> None:
    text = "«Всё\xa0хорошо»,\u2009— ответил\u200b он.\n\n\n Точка "
    (document,) = read(text=text)
    assert isinstance(document, Document)
    assert document.text == text


def test_a_title_is_one_composed_line() -> None:
    *_, document = read(title="Новый\u2028и\u0306од\n в\tмире")
    assert isinstance(document, Document)
    assert document.title == "Новый йод в мире"


def test_the_id_is_the_content() -> None:
    day = date(2025, 11, 14)
    assert identity(day, "", "", "й", "т") == identity(day, "", "", "и\u0306", "т")
    others = [(None, "", "", "й", "т"), (day, "й", "", "", "т"), (day, "", "", "й", "тт"), (day, "", "й", "", "т")]
    assert len({identity(*parts) for parts in [(day, "", "", "й", "т"), *others]}) == 5
