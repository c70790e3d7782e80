"""What the analysis of a batch leaves out, and what it does where a rule of ours fails on one document."""

import pyarrow as pa
import pytest

from lib.corpus import analyse

TEXTS = ("Посол Иван Белов заявил, что мост открыт.", "Мэр Пётр Ольхин сообщил, что дорога закрыта.")


def test_a_fault_in_one_document_does_not_lose_its_neighbours(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    batch = pa.RecordBatch.from_pylist(
        [{"doc": n, "id": str(n), "title": "", "text": text} for n, text in enumerate(TEXTS)], schema=analyse.DOCUMENTS
    )
    whole = analyse.analyse(batch).to_pylist()
    read = analyse.extract

    def failing(title: str, text: str) -> object:
        return read(title, text) if text == TEXTS[1] else [][1]

    monkeypatch.setattr(analyse, "extract", failing)
    rows = analyse.analyse(batch).to_pylist()
    assert [len(row["statements"]) for row in whole] == [1, 1]
    assert [len(row["statements"]) for row in rows] == [0, 1]
    assert [[trap["name"] for trap in row["traps"]] for row in rows] == [[analyse.UNREAD], []]
    assert rows[0]["lemmas"] == whole[0]["lemmas"]
    assert rows[1] == whole[1]
    assert "could not be read" in caplog.text


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("МОСКВА, 14 ноября. /ТАСС/. Визит пройдет 20 ноября.", ["20 ноября"]),
        ("Москва. 10 февраля. INTERFAX.RU - Посол заявил об этом во вторник.", ["во вторник"]),
        ("Визит пройдет 20 ноября.", ["20 ноября"]),
    ],
)
def test_the_day_of_a_dateline_is_not_spoken_of(text: str, spoken: list[str]) -> None:
    batch = pa.RecordBatch.from_pylist([{"doc": 1, "id": "1", "title": "", "text": text}], schema=analyse.DOCUMENTS)
    [row] = analyse.analyse(batch).to_pylist()
    assert [text[one["start"] : one["end"]] for one in row["timexes"]] == spoken
