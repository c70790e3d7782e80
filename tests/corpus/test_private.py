"""Private corpora: one folder a visitor, removed by age and by size, never while somebody writes to one."""

import os
import time
from pathlib import Path

import pytest

from lib.corpus import private
from lib.corpus.files import locked
from lib.corpus.incoming import UploadError


def make(root: Path, visitor: str, name: str, *, days: float = 0, size: int = 1) -> Path:
    folder = private.folder_of(root, visitor) / name
    (folder / "marts" / "abc").mkdir(parents=True)
    (folder / "corpus.sqlite").write_bytes(b"x" * size)
    past = time.time() - days * 86_400
    for path in (folder / "corpus.sqlite", folder / "marts", folder):
        os.utime(path, (past, past))
    return folder


def names(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob("*/*"))


def test_the_folder_of_a_visitor_does_not_tell_the_secret(tmp_path: Path) -> None:
    one, other = (private.folder_of(tmp_path, name) for name in ("тайна", "../../etc"))
    assert one.parent == other.parent == tmp_path
    assert one != other
    assert "тайна" not in str(one)


def test_old_ones_go(tmp_path: Path) -> None:
    make(tmp_path, "а", "old", days=private.KEPT_DAYS + 1)
    make(tmp_path, "а", "young", days=private.KEPT_DAYS - 1)
    private.clean(tmp_path)
    assert names(tmp_path) == ["young"]


def test_the_oldest_go_while_all_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "MAX_BYTES", 250)
    for days, name in enumerate(("newest", "middle", "oldest")):
        make(tmp_path, name, name, days=days, size=100)
    private.clean(tmp_path)
    assert names(tmp_path) == ["middle", "newest"]


def test_one_that_is_written_to_stays(tmp_path: Path) -> None:
    folder = make(tmp_path, "а", "busy", days=100)
    with locked(folder):
        assert not private.remove(folder)
    assert private.remove(folder)


def test_a_visitor_has_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "MOST", 2)
    monkeypatch.setattr(private, "MAX_OF_ONE", 100)
    mine = private.folder_of(tmp_path, "а")
    make(tmp_path, "а", "1", size=50)
    private.check_room(mine, is_new=True)
    make(tmp_path, "а", "2", size=40)
    private.check_room(mine, is_new=False)
    with pytest.raises(UploadError, match="too_many_corpora"):
        private.check_room(mine, is_new=True)
    make(tmp_path, "а", "3", size=40)
    with pytest.raises(UploadError, match="no_room"):
        private.check_room(mine, is_new=False)
    private.check_room(private.folder_of(tmp_path, "б"), is_new=True)
