"""The child process: it may die, be slow or run out of memory; the run goes on, and so does the archive."""

import io
import zipfile
from pathlib import Path

import pytest

from lib.corpus.documents import Document, Note, Place, Row
from lib.corpus.readers.columns import NO_MAPPING
from lib.corpus.readers.isolation import Isolation
from tests.corpus.readers.reading import read, read_all, shown

PAGE = "<html><body><article><p>{} Переговоры идут, заявил посол в Москве.</p></article></body></html>"
ARTICLE = " date 2025-11-14 Посол\n\nТекст."


def archive(folder: Path, **members: str) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, text in members.items():
            file.writestr(name.replace("_", "."), text)
    return path


def test_members_of_an_archive_have_their_places(tmp_path: Path) -> None:
    found = read_all(archive(tmp_path, a_txt=ARTICLE, b_html=PAGE.format(""), c_exe="", d_zip=""))
    assert [item.place for item in found if isinstance(item, Document)] == [
        Place("a.zip", "a.txt", 1),
        Place("a.zip", "b.html"),
    ]
    assert [shown(item) for item in found if isinstance(item, Note) and item.kind != "warned"] == [
        "a.zip skipped unknown_format {'format': '.exe'}",
        "a.zip refused nested {'name': 'd.zip'}",
    ]


def test_nothing_is_written_and_no_member_leads_out(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("../evil.txt", ARTICLE)
    (note,) = read_all(path)
    assert isinstance(note, Note)
    assert (note.key, note.place.member) == ("unsafe_name", "../evil.txt")
    assert [file.name for file in tmp_path.rglob("*")] == ["in", "a.zip"]


def test_a_child_that_is_too_slow_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b"Subject: a\nDate: Fri, 14 Nov 2025 09:05:00 +0300\n\ntext")
    with Isolation(silence=0.001) as isolation, path.open("rb") as file:
        (note,) = isolation.read(file, "a.eml", Place("a.eml"), NO_MAPPING)
    assert isinstance(note, Note)
    assert note.key == "reader_slow"


@pytest.mark.parametrize("members", [1, 3])
def test_a_member_that_kills_the_child_loses_no_neighbour(tmp_path: Path, members: int) -> None:
    """A tree of HTML far above the limit of memory."""
    deep = "<b>" * 4_000_000
    names = {f"{n}_html": deep if n == 1 else PAGE.format(n) for n in range(1, members + 1)}
    found = read_all(archive(tmp_path, **names))
    assert len([item for item in found if isinstance(item, Document)]) == members - 1
    assert {item.place.member for item in found if isinstance(item, Note) and item.kind == "refused"} == {"1.html"}


def test_one_child_reads_one_file_after_another(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(PAGE.format(name), encoding="utf-8")
    with Isolation() as isolation:
        for name in ("a.html", "b.html"):
            with (tmp_path / name).open("rb") as file:
                found = list(isolation.read(file, name, Place(name), NO_MAPPING))
            assert [item.place for item in found if isinstance(item, Row)] == [Place(name)]


def test_a_file_read_half_way_ends_the_child(tmp_path: Path) -> None:
    path = archive(tmp_path, a_txt=ARTICLE, b_txt=ARTICLE)
    with Isolation() as isolation, path.open("rb") as file:
        items = isolation.read(file, "a.zip", Place("a.zip"), NO_MAPPING)
        next(items)
        items.close()  # type: ignore[attr-defined]
        file.seek(0)
        assert len(list(isolation.read(file, "a.zip", Place("a.zip"), NO_MAPPING))) == 2


def test_a_gzip_file_of_a_table(tmp_path: Path) -> None:
    import gzip

    buffer = io.BytesIO(b"date,text\n2025-11-14,a\n")
    (*_, document) = read(tmp_path, "a.csv.gz", gzip.compress(buffer.getvalue()))
    assert isinstance(document, Document)
