"""What a run did, in words: the report for people and for files, and the exit code."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from lib import safe
from lib.corpus.store import open_store
from lib.i18n import Language, count, period, t

if TYPE_CHECKING:
    from lib.corpus.indexing import Outcome

OK, SOME_REFUSED, NOTHING_USABLE = 0, 1, 2
COUNTED = ("document", "word", "statement", "speaker")

LANGUAGE: Language = "ru" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("ru") else "en"

STORE = click.option(
    "--store", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder of the store."
)
WORKERS = click.option("--workers", type=click.IntRange(1, 64), default=min(os.cpu_count() or 1, 8), show_default=True)
REPORT = click.option(
    "--report", "report_file", type=click.Path(path_type=Path, dir_okay=False), help="Where the report goes."
)


def exit_code(report: dict[str, Any]) -> int:
    """Return the exit code of a run: whether anything was usable, and whether all was."""
    known = sum(entry["key"] in ("known", "duplicate") for entry in report["skipped"])
    if not report["counts"]["accepted"] and not known:
        return NOTHING_USABLE
    return SOME_REFUSED if report["counts"]["refused"] else OK


def summary(folder: Path, outcome: "Outcome") -> str:
    """Return what a run did, in words, with the first refusals."""
    lines = refusals_of(outcome.report)
    lines.append(t("intake.accepted", LANGUAGE, **outcome.report["counts"]))
    if outcome.removed:
        lines.append(t("intake.removed", LANGUAGE, snapshots=count("snapshot", outcome.removed, LANGUAGE)))
    if outcome.snapshot is None or exit_code(outcome.report) == NOTHING_USABLE:
        return "\n".join([*lines, t("intake.nothing", LANGUAGE)])
    if not outcome.is_new:
        return "\n".join([*lines, t("intake.nothing_new", LANGUAGE, snapshot=outcome.snapshot)])
    info = open_store(folder).latest()
    counts = {f"{noun}s": count(noun, getattr(info, f"{noun}s"), LANGUAGE) for noun in COUNTED}
    span = period(info.first, info.last, LANGUAGE)
    return "\n".join([*lines, t("intake.published", LANGUAGE, snapshot=info.id, period=span, **counts)])


def refusals_of(report: dict[str, Any]) -> list[str]:
    """Return the first refusals of a report, a line each."""
    return [f"{place_of(entry)}: {safe.one_line(entry['reason'])}" for entry in worded(report)["refused"][:10]]


def worded(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report with the keys and values of its notes put into words."""
    named = {"repaired": "repair", "warnings": "warning", "skipped": "reason", "refused": "reason"}
    return report | {name: [worded_entry(entry, word) for entry in report[name]] for name, word in named.items()}


def worded_entry(entry: dict[str, Any], word: str) -> dict[str, Any]:
    """Return an entry of a report with its message under `word`."""
    rest = {name: value for name, value in entry.items() if name not in ("key", "values")}
    return rest | {word: t(f"intake.note.{entry['key']}", LANGUAGE, **entry["values"]), "key": entry["key"]}


def place_of(entry: dict[str, Any]) -> str:
    """Return where something stands, ``file/member:line``, on one line that a terminal takes as text."""
    file = "/".join(filter(None, (entry["file"], entry.get("member"))))
    return safe.one_line(f"{file}:{entry['line']}" if entry["line"] else file)


@contextmanager
def overflow_file(report_file: Path | None) -> Iterator[Callable[[dict[str, Any]], None] | None]:
    """Give a function that writes refusals to ``FILE.refused.jsonl``; the file appears with the first of them."""
    if report_file is None:
        yield None
        return
    path = report_file.with_name(report_file.name + ".refused.jsonl")
    path.unlink(missing_ok=True)
    with ExitStack() as stack:
        files: list[TextIO] = []

        def write(entry: dict[str, Any]) -> None:
            if not files:
                files.append(stack.enter_context(path.open("w", encoding="utf-8")))
                click.echo(t("intake.overflow", LANGUAGE, file=path.name), err=True)
            print(json.dumps(worded_entry(entry, "reason"), ensure_ascii=False), file=files[0])

        yield write


def write_json(path: Path, value: object) -> None:
    """Write a value as a JSON file."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
