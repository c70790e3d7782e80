"""Hostile archives, feeds and folders."""

import gzip
import io
import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.faults.cases import BODY, DATE, Case, member, seed, zipped

ARTICLE = seed().encode()
SECOND = seed(title="Второй").encode()
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))


def cases() -> Iterator[Case]:
    """All of them but the folders."""
    for number, case in enumerate(_zip(), 1):
        yield replace(case, id=f"ZIP-{number:02}", path=f"zip/zip-{number:02}.zip")
    for number, case in enumerate(_gzip(), 1):
        yield replace(case, id=f"GZ-{number:02}", path=f"gz/gz-{number:02}.{case.path}")
    yield Case(
        "TAR-01", "tar/tar-01.tar", _tar(), "links and devices", "refuse record", 1, reason="evil|link|regular|обычн"
    )
    for number, case in enumerate(_feeds(), 1):
        yield replace(case, id=f"RSS-{number:02}", path=f"rss/rss-{number:02}.xml")
    yield Case("DCX-01", "docx/dcx-01.docx", _laughing_docx(), "entities in DOCX", "refuse file", 0, reason="DTD")


def _case(fault: str, data: bytes | Callable[[], bytes], **expected: Any) -> Case:
    return Case("", "", data, fault, **expected)


def _zip() -> Iterator[Case]:
    bad: dict[str, Any] = {"outcome": "refuse file", "articles": 0}
    one = zipped([("ok.txt", ARTICLE)])
    names = ("../../evil.txt", "/evil.txt", "C:\\evil.txt", "..\\evil.txt")
    link = [(member("link.txt", 0o120777), b"/etc/passwd"), ("ok.txt", ARTICLE)]
    locked = bytearray(one)
    locked[6] |= 1
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    yield _case("control", zipped([("a/1.txt", ARTICLE), ("b/2.txt", SECOND)]), articles=2)
    paths = [*((name, ARTICLE) for name in names), ("ok.txt", ARTICLE)]
    yield _case("ways out", zipped(paths), outcome="refuse record", reason="evil")
    yield _case("a link", zipped(link), outcome="refuse record", reason="link")
    yield _case("200 MB of blanks", _blanks, **bad, reason="limit", seconds=20)
    yield _case("64 GB inside one another", _nested, **bad, reason="nest", seconds=10)
    yield _case("a damaged directory", one[:-10] + bytes([one[-10] ^ 0xFF]) + one[-9:], **bad, reason="corrupt")
    yield _case("cut off", one[:60], **bad)
    yield _case("5,000 empty members", _nothing, **bad, reason="(?i)empty|пуст", seconds=10)
    yield _case("a plain name", one)
    yield _case(
        "a name twice", zipped([("same.txt", ARTICLE), ("sane.txt", SECOND)]).replace(b"sane", b"same"), articles=2
    )
    yield _case("a password", bytes(locked), **bad, reason="password")


def _blanks() -> bytes:
    return zipped([("bomb.txt", b" " * (200 << 20))])


def _nested() -> bytes:
    nested = zipped((f"{n}.txt", b"0" * (1 << 20)) for n in range(16))
    for _ in range(3):
        nested = zipped((f"{n}.zip", nested) for n in range(16))
    return zipped([("n.zip", nested)])


def _nothing() -> bytes:
    return zipped((f"{n}.txt", b"") for n in range(5_000))


def _gzip() -> Iterator[Case]:
    def packed(data: bytes) -> bytes:
        return gzip.compress(data, mtime=0)

    bad: dict[str, Any] = {"outcome": "refuse file", "articles": 0}
    whole = packed(ARTICLE)
    wrong = bytes([whole[-6] ^ 0xFF])
    yield Case("", "txt.gz", whole, "control")
    yield Case(
        "",
        "jsonl.gz",
        lambda: packed(b"\n" * (200 << 20)),
        "200 MB of line feeds",
        **bad,
        reason="(?i)limit",
        seconds=20,
    )
    yield Case("", "txt.gz", whole[:-20], "cut off", **bad)
    yield Case("", "txt.gz", whole[:-6] + wrong + whole[-5:], "a wrong checksum", **bad, reason="corrupt")
    yield Case("", "txt.gz", whole + packed(b"\n\n" + SECOND), "two in one", articles=None)


def _tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, kind in (
            ("ok.txt", tarfile.REGTYPE),
            ("../evil.txt", tarfile.REGTYPE),
            ("dev.txt", tarfile.CHRTYPE),
            ("h.txt", tarfile.LNKTYPE),
            ("s.txt", tarfile.SYMTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            info.size = len(ARTICLE) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(ARTICLE))
    return buffer.getvalue()


def _item(
    title: str = "Заголовок", date: str = "Fri, 14 Nov 2025 12:00:00 +0300", text: str = BODY, link: str = ""
) -> str:
    link = link or "https://tass.example/1"
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{title}{date}</guid><pubDate>{date}</pubDate>"
        f"<description><![CDATA[{text}]]></description></item>"
    )


def _rss(items: str, doctype: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="utf-8"?>{doctype}<rss version="2.0"><channel><title>ТАСС</title>'
    return f"{head}{items}</channel></rss>".encode()


def _feeds() -> Iterator[Case]:
    bad: dict[str, Any] = {"outcome": "refuse file", "articles": 0, "reason": "DTD"}
    yield _case("control", _rss(_item() + _item("Второй")), articles=2, days=(DATE, DATE), text=BODY)
    yield _case("a billion laughs", _rss(_item("&l9;"), f"<!DOCTYPE r [{LAUGHS}]>"), **bad, seconds=2)
    large = f'<!DOCTYPE r [<!ENTITY a "{"a" * 100_000}">]>'
    yield _case("a large entity 2,000 times", _rss(_item("&a;" * 2000), large), **bad, seconds=2)
    for fault, doctype in (
        ("another file", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        ("another host", '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">'),
    ):
        yield _case(fault, _rss(_item("&x;" if "[" in doctype else "а"), doctype), **bad)
    yield _case("the next day in Moscow", _rss(_item(date="Fri, 14 Nov 2025 23:30:00 GMT")), days=("2025-11-15",))
    dates = ("", "вчера", "Fri, 31 Dec 9999 00:00:00 GMT", "Fri, 14 Nov 2025 12:00:00 +0300")
    items = "\n".join(_item(f"Номер {n}", date) for n, date in enumerate(dates))
    yield _case("no dates", _rss(items), outcome="refuse record", articles=2, reason="9999", days=("None", DATE))
    html = "<p>Текст <script>window.__pwn=1</script><img src=https://evil.example/t.gif></p>"
    yield _case("a script in the text", _rss(_item(text=html)), text="Текст")
    yield _case(
        "a tag not closed", _rss(_item() + _item("Второй"))[:-30], outcome="refuse file", articles=1, reason="XML"
    )
    legacy = _rss(_item()).decode().encode("cp1251")
    yield _case("another encoding", legacy, outcome="refuse file", articles=0, reason="(?i)encod")
    deep = b"<a>" * 50_000 + b"</a>" * 50_000
    yield _case("50,000 elements inside one another", deep, outcome="refuse file", articles=0)
    yield _case("an address that is none", _rss(_item(link="javascript:window.__pwn=1")))
    yield _case("an item twice", _rss(_item() + _item(text="Правка.")), articles=2)


def _laughing_docx() -> bytes:
    document = f'<?xml version="1.0"?><!DOCTYPE r [{LAUGHS}]><w:document xmlns:w="x"><w:t>&l9;</w:t></w:document>'
    return zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.encode())])


def make_tree(folder: Path) -> None:
    """Lay a folder with links, a loop, a pipe, and 100 folders inside one another."""
    deep = folder.joinpath(*["d"] * 100)
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_bytes(seed(title="Глубоко").encode())
    (folder / "ok.txt").write_bytes(ARTICLE)
    (folder / "loop").mkdir()
    for name, target in (("passwd.txt", "/etc/passwd"), ("loop/again", ".."), ("dangling.txt", "nowhere")):
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "fifo.txt")
    (folder / "noread.txt").write_bytes(SECOND)
    (folder / "noread.txt").chmod(0)
