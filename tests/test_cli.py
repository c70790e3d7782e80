"""The command line: arguments, answers and exit codes, in a process of its own as users have it, but for exports."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from lib.analysis.theme_dictionary import ThemeError
from lib.cli import cli
from lib.corpus.files import locked
from lib.corpus.speakers import SpeakersError
from lib.intake_commands import file_error

ARTICLE = " date 2025-11-14 {title}\n\nМОСКВА, 14 ноября. /ТАСС/. Контакты продолжаются, заявил посол Иван Щукин."


def svodka(*arguments: object, given: str = "", language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    """Run a command."""
    return subprocess.run(
        [sys.executable, "-m", "lib", *map(str, arguments)],
        input=given,
        capture_output=True,
        encoding="utf-8",
        env={"LANG": language, "PATH": "/usr/bin:/bin"},
        timeout=120,
    )


def answers(text: str) -> list[dict[str, Any]]:
    """The JSON lines of an output."""
    return [json.loads(line) for line in text.split("\n") if line]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with one article."""
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE.format(title="Посол о контактах"), encoding="utf-8")
    return path


def test_index_then_check(tmp_path: Path, article: Path) -> None:
    store = tmp_path / "store"
    first = svodka("index", article.parent, "--store", store, "--report", tmp_path / "r.json")
    assert (first.returncode, first.stderr) == (0, "")
    assert "1 document" in first.stdout
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert report["counts"] == {"accepted": 1, "repaired": 0, "warned": 0, "skipped": 0, "refused": 0}
    assert report["files"] == [{"file": "a.txt", "accepted": 1}]
    again = svodka("index", article.parent, "--store", store)
    assert (again.returncode, "nothing new" in again.stdout) == (0, True)
    (health,) = answers(svodka("check", "--store", store, "--json").stdout)
    assert (health["articles"], health["snapshot"], health["problems"]) == (1, report["snapshot"], [])


def test_a_store_that_is_not_there_is_sound_and_empty(tmp_path: Path) -> None:
    done = svodka("check", "--store", tmp_path / "none", "--json")
    assert (done.returncode, answers(done.stdout)[0]["articles"]) == (0, 0)
    assert not (tmp_path / "none").exists()


def test_refusals_are_named_and_the_rest_is_taken(tmp_path: Path, article: Path) -> None:
    (article.parent / "b\n.jsonl").write_text('{"date": "2025-02-30", "title": "a", "text": "b"}\n', encoding="utf-8")
    done = svodka("index", article.parent, "--store", tmp_path / "store", "--report", tmp_path / "r.json")
    assert done.returncode == 1
    assert 'b .jsonl:1: this is no date: "2025-02-30"' in done.stdout
    (refusal,) = json.loads((tmp_path / "r.json").read_text("utf-8"))["refused"]
    assert {name: refusal[name] for name in ("file", "member", "line", "scope")} == {
        "file": "b\n.jsonl", "member": "", "line": 1, "scope": "record",
    }  # fmt: skip


def test_many_refusals_go_to_a_file_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{\n" * 1_200, encoding="utf-8")
    done = svodka("index", tmp_path / "a.jsonl", "--store", tmp_path / "store", "--report", tmp_path / "r.json")
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    rest = answers((tmp_path / "r.json.refused.jsonl").read_text("utf-8"))
    assert (done.returncode, report["counts"]["refused"], len(report["refused"]), len(rest)) == (2, 1200, 1000, 200)
    assert (rest[0]["line"], rest[0]["reason"]) == (1001, "not JSON (column 2)")


def test_exit_codes(tmp_path: Path, article: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    assert svodka("index", tmp_path / "empty", "--store", tmp_path / "s").returncode == 2
    assert svodka("index", tmp_path / "nowhere", "--store", tmp_path / "s").returncode == 2
    with locked(tmp_path / "s"):
        busy = svodka("index", article, "--store", tmp_path / "s")
    assert (busy.returncode, "locked" in busy.stderr) == (3, True)
    assert svodka("index", article, "--store", tmp_path / "file").returncode == 64
    assert svodka("index", article, "--store", tmp_path / "file" / "below").returncode == 5
    for wrong in (["index"], ["index", "--store", "x"], ["nothing"], ["export", "cats", "--store", "x"]):
        assert svodka(*wrong).returncode == 64, wrong
    assert svodka("export", "terms", "--store", tmp_path / "empty", "--format", "csv").returncode == 6


def test_the_language_of_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = svodka("index", tmp_path / "empty", "--store", tmp_path / "s", language="ru_RU.UTF-8")
    assert "принято: 0" in done.stdout


def test_lemmas_and_names_answer_line_by_line() -> None:
    assert svodka("lemmas", given="Контактов\nМИДа\n\nшёл\r\n").stdout == "контакт\nМИД\n\nидти\n"
    assert svodka("names", given="Марии Захаровой\n\n").stdout == "Мария Захарова\n\n"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file of two documents and a line that is no JSON."""
    text = "Посол прибыл.\r\n«Контакты продолжатся», — заявил посол Иван Щукин."
    records = [{"id": 7, "title": "Посол", "text": text}, {"doc_id": "b", "text": None}]
    path = tmp_path / "lines.jsonl"
    rows = [json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join([rows[0], "{", rows[1]]), encoding="utf-8")
    return path


def test_statements(lines: Path) -> None:
    done = svodka("statements", lines)
    first, second = answers(done.stdout)
    assert (first["doc_id"], second) == (7, {"doc_id": "b", "statements": []})
    (statement,) = first["statements"]
    text = json.loads(lines.read_text("utf-8").split("\n")[0])["text"]
    assert statement["text"] == text[statement["start"] : statement["end"]] == "Контакты продолжатся"
    assert (statement["speaker"], statement["type"], statement["cue"]) == ("Иван Щукин", "direct", "заявить")
    assert (done.returncode, done.stderr) == (1, "line 2: not JSON (column 2)\n")


def test_themes(tmp_path: Path, seeds_store: Path) -> None:
    path = tmp_path / "a.jsonl"
    text = "Страны ввели новые санкции против банков. Санкции вступят в силу в мае."
    path.write_text(json.dumps({"doc_id": "a", "title": "Санкции", "text": text}), encoding="utf-8")
    for options in ([], ["--background", seeds_store]):
        (answer,) = answers(svodka("themes", path, *options).stdout)
        theme = next(theme for theme in answer["themes"] if theme["theme"] == "sanctions")
        assert "санкции" in {text[hit["start"] : hit["end"]].lower() for hit in theme["evidence"]}


def exported(store: Path, kind: str, form: str, *options: object) -> bytes:
    """What export writes to standard output."""
    command = ["export", kind, "--store", str(store), "--format", form, *map(str, options)]
    return CliRunner().invoke(cli, command, catch_exceptions=False).stdout_bytes


@pytest.mark.parametrize("kind", ["documents", "statements", "themes", "terms", "speakers"])
def test_exports_agree_whatever_the_format(seeds_store: Path, kind: str) -> None:
    table = list(csv.DictReader(io.StringIO(exported(seeds_store, kind, "csv").decode(), newline="")))
    objects = answers(exported(seeds_store, kind, "jsonl").decode())
    parquet = pq.read_table(io.BytesIO(exported(seeds_store, kind, "parquet"))).to_pylist()
    assert len(table) == len(objects) == len(parquet) > 0
    assert list(table[0]) == list(objects[0]) == list(parquet[0])


def test_an_export_is_piped_as_it_is(seeds_store: Path) -> None:
    command = [sys.executable, "-m", "lib", "export", "statements", "--store", str(seeds_store), "--format", "parquet"]
    piped = subprocess.run(command, capture_output=True, check=True, timeout=120).stdout
    assert piped == exported(seeds_store, "statements", "parquet")


def test_an_exported_statement_stands_in_its_document(seeds_store: Path) -> None:
    texts = {row["id"]: row["text"] for row in answers(exported(seeds_store, "documents", "jsonl").decode())}
    for row in answers(exported(seeds_store, "statements", "jsonl").decode()):
        assert texts[row["id"]][row["start"] : row["end"]] == row["text"]


def formula_store(folder: Path) -> Iterator[Path]:
    path = folder / "a.txt"
    path.write_text(ARTICLE.format(title='=HYPERLINK("x")'), encoding="utf-8")
    svodka("index", path, "--store", folder / "store")
    yield folder / "store"


def test_safe_exports_and_their_description(tmp_path: Path) -> None:
    (store,) = formula_store(tmp_path)
    assert b',"=HYPERLINK' in exported(store, "documents", "csv")
    exported(store, "documents", "csv", "--safe", "--out", tmp_path / "out.csv")
    assert ",\"'=HYPERLINK" in (tmp_path / "out.csv").read_text("utf-8")
    about = json.loads((tmp_path / "out.csv.meta.json").read_text("utf-8"))
    assert (about["kind"], about["rows"], about["safe"]) == ("documents", 1, True)


def test_an_export_without_rows_still_names_its_columns(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" date 2025-11-14 Пусто\n\nТишина.", encoding="utf-8")
    svodka("index", tmp_path / "a.txt", "--store", tmp_path / "store")
    assert exported(tmp_path / "store", "statements", "csv").decode().startswith("id,external_id,date,")
    assert pq.read_table(io.BytesIO(exported(tmp_path / "store", "speakers", "parquet"))).num_rows == 0


def test_a_dictionary_that_cannot_be_used_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.intake_commands.LANGUAGE", "en")
    assert file_error(ThemeError(7, "threshold", "theme.bad_threshold")) == "themes, line 7: threshold"
    error = SpeakersError("speakers.missing_name", file="seeds/speakers.toml", entry="[[speaker]] 2", speaker="x")
    assert file_error(error) == "seeds/speakers.toml, [[speaker]] 2: speaker x has no name"


def test_columns_are_mapped_and_rows_are_limited(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("Вышло,Фрагмент\n2025-11-14,Один\n2025-11-15,Два\n", encoding="utf-8")
    given = ["--store", tmp_path / "store", "--map", "text=Фрагмент", "--map", "date=Вышло"]
    done = svodka("index", table, *given, "--max-rows", 1)
    assert (done.returncode, "a.csv:3: more records than the limit of 1" in done.stdout) == (1, True)
    assert svodka("index", table, *given).returncode == 0
    wrong = svodka("index", table, "--store", tmp_path / "store", "--map", "body=Фрагмент")
    assert (wrong.returncode, '"body" is no field' in wrong.stderr) == (64, True)
