"""What the analysis of a batch does where a rule of ours fails on one document."""

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
