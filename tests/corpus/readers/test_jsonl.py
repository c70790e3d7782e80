"""JSON lines, gzip, and the ways in which both are broken."""

import gzip
import json
from pathlib import Path

import pytest

from lib.corpus.documents import MAX_RECORD
from tests.corpus.readers.reading import documents, notes


def line(title: str = "Первый", **fields: object) -> str:
    return json.dumps({"date": "2025-11-14", "title": title, "text": "Посол прибыл."} | fields, ensure_ascii=False)


def test_fields(tmp_path: Path) -> None:
    data = line(doc_id="x-1", id=7, time="09:30", source="ТАСС", url=" https://tass.example/1 ").encode()
    (document,) = documents(tmp_path, "a.jsonl", data)
    assert (document.external_id, str(document.time)) == ("x-1", "09:30:00")
    assert (document.source, document.url) == ("ТАСС", "https://tass.example/1")


def test_a_number_is_an_id_too(tmp_path: Path) -> None:
    assert documents(tmp_path, "a.jsonl", line(id=7).encode())[0].external_id == "7"


@pytest.mark.parametrize(
    ("bad", "note"),
    [
        ('{"date": "2025-', "refused bad_json {'column': 10}"),
        ("[" * 100_000 + "]" * 100_000, "refused bad_json {'column': 0}"),
        ('{"date":"2025-11-14","title":"x","text":"y","n":' + "9" * 100_000 + "}", "refused bad_json {'column': 0}"),
        ('{"date":"2025-11-14","title":NaN,"text":"т"}', "refused bad_json {'column': 0}"),
        ('[{"date":"2025-11-14"}]', "refused array {}"),
        ("42", "refused not_an_object {}"),
        ('{"date":"2025-11-14","title":["a"],"text":"т"}', "refused wrong_type {'field': 'title', 'type': 'list'}"),
        ('{"date":{"y":1},"title":"a","text":"т"}', "refused wrong_type {'field': 'date', 'type': 'dict'}"),
        ('{"date":null,"title":null,"text":null}', "refused no_text {}"),
        (line(date="1600-01-01"), "refused bad_date {'date': '1600-01-01'}"),
        (line(text="х" * MAX_RECORD), f"refused too_large {{'limit': {MAX_RECORD}}}"),
        (line(text="х" * (2 * MAX_RECORD)), f"refused too_large {{'limit': {MAX_RECORD}}}"),
        ('{"date":"2025-11-14","title":"a","title":"b","text":"т"}', "warned duplicate_keys {}"),
        ('{"date":"2025-11-14","title":"x\\ud800y","text":"т"}', "repaired lone_surrogates {}"),
    ],
)
def test_a_bad_line_is_named_and_loses_no_neighbour(tmp_path: Path, bad: str, note: str) -> None:
    data = "\n".join([line(), bad, "", line("Последний")]).encode()
    titles = [document.title for document in documents(tmp_path, "a.jsonl", data)]
    assert (titles[0], titles[-1]) == ("Первый", "Последний")
    assert notes(tmp_path, "a.jsonl", data) == [f"a.jsonl:2 {note}"]


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    text = "Посол\u2028прибыл\u0085вчера\x0b."
    (document,) = documents(tmp_path, "a.jsonl", line(text=text.replace("\x0b", "")).encode())
    assert document.text == text.replace("\x0b", "")


def test_gzip(tmp_path: Path) -> None:
    data = gzip.compress(line().encode()) + gzip.compress(f"\n{line('Второй')}".encode())
    assert [document.title for document in documents(tmp_path, "A.JSONL.GZ", data)] == ["Первый", "Второй"]


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (gzip.compress(b"\n" * (50 << 20)), "refused bomb {'limit': 10485760}"),
        (gzip.compress(line().encode())[:-12], "refused damaged {}"),
        (gzip.compress(line().encode())[:-5] + b"12345", "refused damaged {}"),
        (b"no gzip", "refused damaged {}"),
        (gzip.compress(b"\n\n"), "refused empty {}"),
    ],
    ids=["bomb", "cut short", "wrong checksum", "not gzip", "nothing inside"],
)
def test_gzip_that_is_refused(tmp_path: Path, data: bytes, note: str) -> None:
    assert notes(tmp_path, "a.jsonl.gz", data) == [f"a.jsonl.gz {note}"]


def test_what_was_read_before_the_damage_stays(tmp_path: Path) -> None:
    whole = gzip.compress("\n".join(line(f"Номер {n}", text=f"{n * 7919}") for n in range(20_000)).encode())
    assert len(documents(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2])) > 1_000
