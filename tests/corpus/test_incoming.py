"""Files from a browser: whatever their names say, they end in their folder, and nowhere else."""

import os
from pathlib import Path

import pytest

from lib.corpus.incoming import MAX_BYTES, MAX_FILES, Sent, UploadError, check_size, clear_old, put, safe_parts

NAMES = {
    "а.txt": "а.txt",
    "пресса/март/а.txt": "пресса/март/а.txt",
    "../../etc/passwd.txt": "etc/passwd.txt",
    "/etc/cron.d/x.txt": "etc/cron.d/x.txt",
    "C:\\Windows\\..\\б.csv": "C:/Windows/б.csv",
    "./././в.txt": "в.txt",
    "..": "file",
    "": "file",
    "\x00\x1b[31m.txt": "[31m.txt",
    "отчёт\u202etxt.exe": "отчётtxt.exe",
    "и\u0306.txt": "й.txt",
    "  а  б .txt ": "а б .txt",
    "\ud800.txt": ".txt",
    "a\nb.txt": "ab.txt",
    "1/2/3/4/5/6/7/8/9/10.txt": "3/4/5/6/7/8/9/10.txt",
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_names_are_made_harmless(name: str, expected: str) -> None:
    assert "/".join(safe_parts(name)) == expected


@pytest.mark.parametrize("name", ["щ" * 500 + ".jsonl.gz", "a" * 300, "." + "я" * 400])
def test_long_names_keep_their_end_and_fit_a_file_system(name: str) -> None:
    (part,) = safe_parts(name)
    assert len(part.encode()) <= 120
    assert part.endswith(".gz") == name.endswith(".gz")


def test_files_are_put_where_they_belong_and_changed_names_are_noted(tmp_path: Path) -> None:
    sent = [Sent("п/а.txt", b"1"), Sent("../п/а.txt", b"2"), Sent("п/а.txt/б.txt", b"3"), Sent("п", b"4")]
    notes = put(sent, tmp_path / "in")
    files = [path for path in (tmp_path / "in").rglob("*") if path.is_file()]
    assert sorted(path.read_bytes() for path in files) == [b"1", b"2", b"3", b"4"]
    assert (tmp_path / "in" / "п" / "а (2).txt").read_bytes() == b"2"
    assert (tmp_path / "in" / "п (2)").read_bytes() == b"4"
    assert [note.key for note in notes] == ["file_name"] * 3
    assert list(tmp_path.iterdir()) == [tmp_path / "in"]


@pytest.mark.parametrize(
    ("sizes", "key"),
    [([], "upload.nothing"), ([1] * (MAX_FILES + 1), "upload.too_many_files"), ([MAX_BYTES, 1], "upload.too_large")],
)
def test_what_is_too_much_is_refused(sizes: list[int], key: str) -> None:
    with pytest.raises(UploadError) as error:
        check_size(sizes)
    assert error.value.key == key


def test_files_that_nobody_read_are_removed(tmp_path: Path) -> None:
    for name, age in (("old", 100_000), ("new", 10)):
        (tmp_path / name).mkdir()
        past = (tmp_path / name).stat().st_mtime - age
        os.utime(tmp_path / name, (past, past))
    clear_old(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
