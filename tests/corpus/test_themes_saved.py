"""The dictionary of a corpus: saved with all its versions, part of each snapshot, scored anew where it differs."""

import errno
import os
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from lib import data
from lib.analysis.theme_dictionary import Term, Theme, ThemeError, load_themes
from lib.analysis.theme_writing import with_theme, without_theme
from lib.corpus import plan
from lib.corpus.check import check
from lib.corpus.database import StoreError
from lib.corpus.files import locked
from lib.corpus.indexing import index, save_themes
from lib.corpus.marts import FROM_THEMES
from lib.corpus.report import Report
from lib.corpus.schema import TABLES
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import MARTS, open_store
from lib.corpus.theme_file import FILE, default_text, read_dictionary, version_text, versions

SEEDS = default_text()
SPACE = next(theme for theme in load_themes(SEEDS) if theme.id == "space")
ICE = Theme("ice", "Ледоколы", "Icebreakers", "Флот", "Fleet", (Term("ледокол", 4),), 4, (), (), (), {})
WITH_ICE = with_theme(SEEDS, ICE)


@pytest.fixture
def store(press_store: Path, tmp_path: Path) -> Path:
    return shutil.copytree(press_store, tmp_path / "store")


def save(store: Path, text: str, workers: int = 1) -> str:
    return save_themes(store, text, lambda *_: None, workers)


def newest(store: Path) -> Snapshot:
    opened = open_store(store)
    return Snapshot(opened, opened.latest().id)


def documents(snapshot: Snapshot) -> dict[str, int]:
    table = snapshot.theme_table(Selection())
    return dict(zip(table["theme"], table["documents"].tolist(), strict=True))


def tables(store: Path, id: str) -> dict[str, bytes]:
    return {name: (store / MARTS / id / f"{name}.parquet").read_bytes() for name in TABLES}


def rows(store: Path, id: str) -> dict[str, list[dict[str, object]]]:
    return {name: pq.read_table(store / MARTS / id / f"{name}.parquet").to_pylist() for name in FROM_THEMES}


def test_without_a_file_it_is_the_projects(store: Path) -> None:
    found = read_dictionary(store)
    assert (found.text, found.number, found.is_default) == (SEEDS, 0, True)
    assert versions(store) == []
    assert newest(store).dictionary == found


def test_a_saved_theme_is_found_in_the_newest_snapshot_and_not_in_the_old_one(store: Path) -> None:
    old = newest(store)
    id = save(store, WITH_ICE)
    new = newest(store)
    assert (new.id, new.key == old.key) == (id, False)
    assert documents(new) == documents(old) | {"ice": documents(new)["ice"]} | {"-": documents(new)["-"]}
    assert documents(new)["ice"] == documents(old)["arctic"] == 90
    assert "ice" not in documents(Snapshot(open_store(store), old.id))
    assert [theme.id for theme in data.themes(new)][-1] == "ice"
    assert [theme.id for theme in data.themes(Snapshot(open_store(store), old.id))][-1] != "ice"
    assert check(store).problems == []


EDITS: dict[str, str] = {
    "a theme added": WITH_ICE,
    "a theme taken away": without_theme(SEEDS, "space"),
    "a threshold": with_theme(SEEDS, replace(SPACE, threshold=9.0)),
    "a name alone": with_theme(SEEDS, replace(SPACE, name_ru="Орбита")),
    "a list that many themes use": SEEDS.replace('"Вашингтон", ', "", 1),
    "a comment": SEEDS + "# прочитано\n",
    "all themes but one taken away": WITH_ICE[WITH_ICE.index('[[theme]]\nid = "ice"') :],
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_scored_anew_is_what_scoring_everything_finds(store: Path, tmp_path: Path, edit: str) -> None:
    slow = shutil.copytree(store, tmp_path / "slow")
    (slow / MARTS / newest(slow).id / FILE).unlink()  # then nothing of the snapshot before can be used
    id = save(store, EDITS[edit])
    assert save(slow, EDITS[edit]) == id
    assert rows(store, id) == rows(slow, id)
    assert newest(store).info.digest == newest(slow).info.digest
    assert check(store).problems == []


def test_the_other_tables_are_linked(store: Path) -> None:
    old, new = newest(store).id, save(store, WITH_ICE)
    for name in TABLES.keys() - set(FROM_THEMES):
        assert (store / MARTS / old / f"{name}.parquet").samefile(store / MARTS / new / f"{name}.parquet")


def test_where_the_disk_knows_no_links_they_are_copied(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    old, new = newest(store).id, save(store, WITH_ICE)
    path = Path("postings.parquet")
    assert not (store / MARTS / old / path).samefile(store / MARTS / new / path)
    assert tables(store, old)["postings"] == tables(store, new)["postings"]
    assert check(store).problems == []


def test_only_what_differs_is_scored(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scored: list[tuple[str, ...]] = []
    real = plan.score_segment
    monkeypatch.setattr(plan, "score_segment", lambda scoring: scored.append(scoring.themes) or real(scoring))
    save(store, WITH_ICE)
    save(store, with_theme(WITH_ICE, replace(ICE, name_en="Breakers of ice")))
    assert scored == [("ice",)]


def test_the_text_is_kept_byte_for_byte_with_its_comments(store: Path) -> None:
    text = WITH_ICE.replace("\n", "\r\n") + "# конец\r\n"
    save(store, text)
    assert (store / FILE).read_bytes() == text.encode()
    assert newest(store).dictionary.text == text


def test_versions_are_numbered_and_can_be_restored(store: Path) -> None:
    first = newest(store).id
    ids = [save(store, text) for text in (SEEDS, WITH_ICE, WITH_ICE)]
    assert [version.number for version in versions(store)] == [2, 1]  # the same text twice is one version
    assert [version_text(store, number) for number in (1, 2)] == [SEEDS, WITH_ICE]
    assert (ids[0], ids[1] == ids[2]) == (first, True)
    assert save(store, version_text(store, 1)) == first  # the snapshot that is there becomes the newest again
    assert (newest(store).id, newest(store).dictionary.number) == (first, 3)
    assert len(open_store(store).snapshots()) == 2
    assert check(store).problems == []


def test_what_was_edited_by_hand_is_used_by_index_and_kept_at_the_next_save(store: Path) -> None:
    (store / FILE).write_text(WITH_ICE, "utf-8")
    outcome = index([], store, workers=1, report=Report(), progress=lambda *_: None)
    assert (outcome.is_new, documents(newest(store))["ice"]) == (True, 90)
    save(store, SEEDS)
    assert [version_text(store, version.number) for version in versions(store)] == [SEEDS, WITH_ICE]


BROKEN = {
    "a list that is not there": (WITH_ICE.replace('4 = ["ледокол"]', '4 = ["@fleet"]'), "@fleet", "theme.unknown_list"),
    "no threshold": (WITH_ICE.replace('"Fleet"\nthreshold = 4', '"Fleet"'), "threshold", "theme.missing_key"),
    "no TOML": (WITH_ICE + "[[theme", "", "theme.syntax"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_dictionary_is_refused_before_anything_is_written(store: Path, what: str) -> None:
    text, key, message = BROKEN[what]
    with pytest.raises(ThemeError) as error:
        save(store, text)
    assert (error.value.key, error.value.message, error.value.line > SEEDS.count("\n")) == (key, message, True)
    assert not (store / FILE).exists()
    (store / FILE).write_text(text, "utf-8")
    with pytest.raises(ThemeError):
        index([store.parent / "not read.jsonl"], store, workers=1, report=Report(), progress=lambda *_: None)
    assert len(open_store(store).snapshots()) == 1


def test_a_file_in_another_encoding_is_refused_with_its_line(store: Path) -> None:
    (store / FILE).write_bytes(b"# ok\n# \xcc\xee\xf0\xe5\n")
    with pytest.raises(ThemeError) as error:
        read_dictionary(store)
    assert error.value.line == 2


def test_nothing_is_saved_while_another_process_writes(store: Path) -> None:
    with locked(store), pytest.raises(StoreError) as error:
        save(store, WITH_ICE)
    assert error.value.key == "store.locked"
    assert not (store / FILE).exists()


def test_a_save_that_is_interrupted_leaves_the_old_snapshot_and_the_next_run_publishes(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = newest(store).id

    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(plan, "score_segment", kill)
        with pytest.raises(Killed):
            save(store, WITH_ICE)
    assert (newest(store).id, read_dictionary(store).text) == (old, WITH_ICE)
    assert check(store).problems == []
    outcome = index([], store, workers=1, report=Report(), progress=lambda *_: None)
    assert (outcome.is_new, documents(newest(store))["ice"]) == (True, 90)


def test_the_dictionary_of_a_snapshot_is_checked(store: Path) -> None:
    path = store / MARTS / newest(store).id / FILE
    path.write_bytes(path.read_bytes() + b"# more\n")
    assert [problem.values["file"] for problem in check(store).problems] == [f"{MARTS}/{newest(store).id}/{FILE}"]


def test_a_snapshot_of_an_older_version_has_the_projects_dictionary(store: Path) -> None:
    id = newest(store).id
    (store / MARTS / id / FILE).unlink()
    with closing(open_store(store).connect()) as db:
        assert db.execute("SELECT rows FROM mart WHERE name = ?", (FILE,)).fetchone() == (15,)
    assert newest(store).dictionary.is_default


def test_several_workers_find_the_same(store: Path, tmp_path: Path) -> None:
    other = shutil.copytree(store, tmp_path / "other")
    id = save(store, EDITS["a list that many themes use"])
    assert save(other, EDITS["a list that many themes use"], workers=2) == id
    assert rows(store, id) == rows(other, id)
