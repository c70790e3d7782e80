"""Folders: what is read, and what is skipped aloud."""

import os
from pathlib import Path

from lib.corpus.documents import Document, Note
from tests.corpus.readers.reading import read_all, shown

ARTICLE = b" date 2025-11-14 Flash\n\nText."


def test_files_below_a_folder_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/d.txt", "a/c/e.TXT", "z.jsonl.gz.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ARTICLE + name.encode())
    files = [item.place.file for item in read_all(tmp_path) if isinstance(item, Document)]
    assert files == ["a/c/e.TXT", "a/d.txt", "b.txt", "z.jsonl.gz.txt"]


def test_everything_else_is_skipped_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE)
    for name in (".hidden.txt", "Thumbs.db", "table.doc", "noext"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    (tmp_path / "loop").symlink_to("..")
    os.mkfifo(tmp_path / "pipe.txt")
    found = read_all(tmp_path)
    assert [item.place.file for item in found if isinstance(item, Document)] == ["a.txt"]
    assert [shown(item) for item in found if isinstance(item, Note)] == [
        ".hidden.txt skipped hidden {}",
        "Thumbs.db skipped hidden {}",
        "link.txt skipped link {}",
        "loop skipped link {}",
        "noext skipped unknown_format {'format': ''}",
        "pipe.txt skipped not_a_file {}",
        "table.doc skipped unknown_format {'format': '.doc'}",
    ]


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_bytes(ARTICLE)
    assert [item.place.file for item in read_all(tmp_path)] == [r"\xff.txt"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    (note,) = read_all(tmp_path / "nowhere")
    assert isinstance(note, Note)
    assert (shown(note), note.scope) == ("nowhere refused not_found {}", "file")
