"""Hostile tables and lists: CSV, JSON lines, Parquet."""

import csv
import io
import json
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.faults.cases import BODY, DATE, Case
from tests.faults.texts import BOM, FORMULAS, LS

HEAD = ["date", "title", "text", "source", "url"]
OBJECT = json.dumps({"date": DATE, "title": "Заголовок", "text": BODY}, ensure_ascii=False)


def cases() -> Iterator[Case]:
    """All of them."""
    for kind, ending, found in (
        ("CSV", "csv", _csv()),
        ("JSL", "jsonl", _json_lines()),
        ("PQT", "parquet", _parquet()),
    ):
        for number, case in enumerate(found, 1):
            yield replace(case, id=f"{kind}-{number:02}", path=f"{ending}/{kind.lower()}-{number:02}.{ending}")


def _case(fault: str, data: str | bytes | Callable[[], bytes], **expected: Any) -> Case:
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return Case("", "", raw, fault, **expected)


def _table(*rows: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([HEAD, *rows])
    return buffer.getvalue()


def _row(number: int) -> list[str]:
    return [DATE, f"Заголовок {number}", BODY, "ТАСС", f"https://tass.example/{number}"]


def _csv() -> Iterator[Case]:
    doubled = BODY.replace('"', '""')
    addresses = ("javascript:x", "java\tscript:x", "data:text/html,x", "file:///x", "//evil.example")
    yield _case("control", _table(*map(_row, range(3))), articles=3, text=BODY)
    yield _case("Excel's semicolons", f'date;title;text\r\n{DATE};Заг;"{doubled}"'.encode("cp1251"), text=BODY)
    yield _case(
        "a bad date between good ones",
        _table(_row(1), ["2025-99-99", "x", "y", "", ""], _row(3)),
        outcome="refuse record",
        articles=2,
        line=5,
        reason="2025-99-99",
    )
    rows = "date,title,text\n2025-01-01,a,b,c,d\n2025-01-02,only\n2025-01-03,ok,тело\n"
    yield _case("too many and too few cells", rows, outcome="refuse record", line=2, reason="cells")
    rows = 'date,title,text\n2025-01-01,"открыто,тело\n2025-01-02,b,c\n'
    yield _case("a quote not closed", rows, outcome="refuse record", line=2, reason="(?i)quote|кавыч", titles=("b",))
    yield _case("no date", "title,text\na,b\n", outcome="refuse file", articles=0, line=1, reason="title, text")
    yield _case("columns twice", f"date,title,text,text,\n{DATE},a,первый,второй,x\n", text="первый")
    yield _case("formulas", _table(*([DATE, f, f, f, ""] for f in FORMULAS)), articles=len(FORMULAS))
    yield _case(
        "addresses that are none", _table(*([DATE, a, BODY, "", a] for a in addresses)), articles=len(addresses)
    )
    yield _case("an id twice", f"id,date,title,text\n7,{DATE},а,б\n7,{DATE},в,г\n", articles=2)
    words = ("NaN", "None", "NULL", "inf", "1e999", "True", "007", "1,5")
    yield _case("words for nothing", _table(*([DATE, w, BODY, w, ""] for w in words)), articles=8, titles=words)
    yield _case("a byte order mark", f"{BOM}date,title,text\n{DATE},a,b\n", titles=("a",))
    yield _case("a cell of 1.5 MB", _table([DATE, "большое", "слово " * 150_000, "", ""]), seconds=60)
    columns = ",".join(f"c{number}" for number in range(100_000))
    yield _case("100,000 columns", columns, outcome="refuse file", articles=0, line=1, reason="columns", seconds=10)
    yield _case("a NUL", f"date,title,text\n{DATE},a\x00b,тело\n", outcome="repair", titles=("ab",))
    dates = (DATE, "14.11.2025", "14 ноя 2025", "2025-11-14 03:00:00+03:00", "1763078400", "45975", "11/14/2025")
    yield _case(
        "dates of many forms",
        _table(*([date, date, BODY, "", ""] for date in dates)),
        outcome="refuse record",
        articles=4,
        days=(DATE,) * 4,
        reason="45975",
    )
    yield _case("no rows", _table(), articles=0)


def _json_lines() -> Iterator[Case]:
    third = OBJECT.replace("Заголовок", "Три")
    bad: dict[str, Any] = {"outcome": "refuse record", "line": 1}
    yield _case("control", f"{OBJECT}\n{OBJECT.replace('Заголовок', 'Два')}\n{third}", articles=3, text=BODY)
    broken = f'{OBJECT}\n{{"date": "2025-\n{third}\n'
    yield _case("a broken line", broken, outcome="refuse record", articles=2, line=2, reason="JSON")
    yield _case("cut off", f"{OBJECT}\n{OBJECT[:40]}", outcome="refuse record", line=2, reason="JSON")
    yield _case("100,000 arrays inside one another", "[" * 100_000 + "]" * 100_000 + "\n" + OBJECT, **bad)
    digits = '{"date":"2025-11-14","title":"x","text":"y","n":' + "9" * 100_000 + "}\n"
    yield _case("a number of 100,000 digits", digits + OBJECT, **bad)
    yield _case("a key twice", '{"date":"2025-11-14","title":"a","title":"b","text":"т"}', titles=("b",))
    yield _case("no JSON", '{"date":"2025-11-14","title":NaN,"text":Infinity}', **bad | {"articles": 0})
    wrong = ['{"date":"2025-11-14","title":["a"],"text":1}', '{"date":{"y":2025},"title":"a"}', "42", '"a"', OBJECT]
    yield _case("no strings", "\n".join(wrong), **bad)
    half = '{"date":"2025-11-14","title":"x\\ud800y","text":"т"}'
    yield _case("half a surrogate pair", half, outcome="repair", titles=("x\ufffdy",))
    yield _case("names of Python", '{"__proto__":{"x":1},"__class__":"os","date":"2025-11-14","title":"a","text":"т"}')
    yield _case(
        "a separator in a string", OBJECT.replace("Диалог", f"Диа{LS}лог"), text=BODY.replace("Диалог", f"Диа{LS}лог")
    )
    lines = (f'{{"date":"{DATE}","title":"т{n}","text":"тело {n}"}}' if n % 8 != 7 else "{" for n in range(4_000))
    yield _case("500 of 4,000 broken", "\n".join(lines), outcome="refuse record", articles=3_500, line=8, seconds=12)
    yield _case("an array", f"[{OBJECT}]", outcome="refuse record", articles=0, reason="(?i)array|массив")


def _parquet() -> Iterator[Case]:
    def written(table: pa.Table, **options: Any) -> bytes:
        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression="zstd", **options)
        return buffer.getvalue()

    def table(date: Any, title: Any, text: Any) -> pa.Table:
        return pa.table({"date": date, "title": title, "text": text})

    def repeated(value: str) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int8()), [value])

    good = written(table([DATE] * 3, ["a", "b", "c"], [BODY] * 3))
    bad: dict[str, Any] = {"outcome": "refuse file", "articles": 0}
    yield _case("control", good, articles=3, titles=("a", "b", "c"), text=BODY)
    yield _case("cut off", good[:-20], **bad)
    yield _case("a CSV file", b"date,title\n1,2\n", **bad, reason="PAR1")
    yield _case("a footer of 2 GiB", good[:-8] + struct.pack("<I", 0x7FFFFFFF) + good[-4:], **bad)
    for part in range(1, 9):
        at = len(good) // 9 * part
        yield _case("one byte changed", good[:at] + bytes([good[at] ^ 0x5A]) + good[at + 1 :], articles=None)

    def bomb() -> bytes:
        return written(table([DATE], ["bomb"], [" " * (200 << 20)]), use_dictionary=False)

    def many() -> bytes:
        return written(table(repeated(DATE), repeated("т"), repeated(BODY * 4)))

    yield _case("200 MB in one cell", bomb, **bad, reason="limit", seconds=20)
    yield _case("a cell 100,000 times", many, outcome="refuse file", articles=1, reason="limit", seconds=60)
    yield _case("bytes in windows-1251", written(table([DATE], ["a"], pa.array([BODY.encode("cp1251")]))), text=BODY)
    moment = pa.array([1763163000], pa.timestamp("s", "UTC"))
    yield _case("a moment with a zone", written(table(moment, ["tz"], [BODY])), days=("2025-11-15",))
    nothing = pa.array([None, "б"], pa.string())
    yield _case("a row of nothing", written(table(pa.array([None, DATE]), nothing, nothing)), outcome="refuse record")
