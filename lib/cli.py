"""The command line: each command calls its layer, words what comes back, and ends with a documented exit code."""

import json
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import closing, nullcontext
from datetime import UTC, datetime
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from lib import safe
from lib.analysis.theme_dictionary import ThemeError
from lib.corpus.collect.feeds_file import FeedsError
from lib.corpus.database import StoreError
from lib.corpus.documents import Note, Place
from lib.corpus.speakers import SpeakersError
from lib.corpus.store import open_store
from lib.i18n import count, t
from lib.intake_commands import collect, file_error, watch
from lib.outcomes import (
    LANGUAGE,
    OK,
    REPORT,
    SOME_REFUSED,
    STORE,
    exit_code,
    overflow_file,
    summary,
    worded,
    write_json,
)
from lib.store_commands import engine, prune
from lib.terminal import ProgressBar

if TYPE_CHECKING:
    from lib.analysis.themes import ThemeScore
    from lib.corpus.engines import Engine
    from lib.corpus.export import Form, Kind
    from lib.corpus.readers.columns import Columns
    from lib.text.statement import Statement

STORE_UNUSABLE, WRONG_USAGE, OWN_ERROR, INTERRUPTED = 6, 64, 70, 130
STORE_CODES = {
    "store.locked": 3,
    "store.no_space": 4,
    "store.not_writable": 5,
    "retention.unusable": WRONG_USAGE,
    "spark.missing": WRONG_USAGE,
    "spark.exchange": WRONG_USAGE,
}


def main() -> None:
    """Run a command and exit with its code. SIGTERM interrupts as Ctrl-C does; `watch` finishes first."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if not sys.flags.dev_mode:  # python -X dev shows the traceback
        sys.excepthook = _own_error
    try:
        sys.exit(cli.main(standalone_mode=False) or OK)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_USAGE)
    except StoreError as error:
        click.echo(t(error.key, LANGUAGE, **error.values), err=True)
        sys.exit(STORE_CODES.get(error.key, STORE_UNUSABLE))
    except (SpeakersError, ThemeError, FeedsError) as error:
        click.echo(file_error(error), err=True)
        sys.exit(WRONG_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo(t("intake.interrupted", LANGUAGE), err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os._exit(OK)  # who reads us has read enough


def _own_error(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Say one line, without text of articles, and end with our own code; Python's would be 1."""
    frame = traceback.extract_tb(trace)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    click.echo(t("command.own_error", LANGUAGE, error=kind.__name__, place=place), err=True)
    sys.stdout.flush()
    os._exit(OWN_ERROR)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Svodka: who said what, when, on which theme."""


cli.add_command(collect)
cli.add_command(watch)
cli.add_command(prune)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@STORE
@engine
@REPORT
@click.option("--map", "pairs", multiple=True, metavar="FIELD=COLUMN", help="Which column is a field of documents.")
@click.option("--max-rows", type=click.IntRange(1), help="Most records to read.  [default: 20,000,000]")
def index(
    paths: tuple[Path, ...],
    folder: Path,
    engine: "Engine",
    report_file: Path | None,
    pairs: tuple[str, ...],
    max_rows: int | None,
) -> int:
    """Bring files and folders into a store."""
    from lib.corpus.indexing import index_by
    from lib.corpus.readers import Reading
    from lib.corpus.readers.limits import MAX_ROWS
    from lib.corpus.report import Report

    reading = Reading(columns_of(pairs), max_rows or MAX_ROWS)
    bar = ProgressBar(LANGUAGE)
    with overflow_file(report_file) as overflow:
        report = Report(overflow)
        try:
            outcome = index_by(engine, paths, folder, report, bar, reading)
        finally:
            bar.close()
    if report_file:
        write_json(report_file, worded(outcome.report))
    click.echo(summary(folder, outcome))
    return exit_code(outcome.report)


def columns_of(pairs: tuple[str, ...]) -> "Columns":
    """Return the mapping of arguments like ``text=Текст``.

    Raises:
        click.BadParameter: an argument is of another form, or names no field.
    """
    from lib.corpus.readers.columns import NAMES, MappingError, mapping

    try:
        return mapping((field, column) for field, _, column in (pair.partition("=") for pair in pairs))
    except MappingError as error:
        fields = ", ".join(NAMES)
        raise click.BadParameter(t("command.bad_map", LANGUAGE, given=str(error), fields=fields)) from error


@cli.command()
@STORE
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
def check(folder: Path, as_json: bool) -> int:
    """Verify a store: every file, article and count."""
    from lib.corpus.check import check

    health = check(folder)
    problems = [t(problem.key, LANGUAGE, **problem.values) for problem in health.problems]
    if as_json:
        values = {"articles": health.articles, "digest": health.digest, "snapshot": health.snapshot}
        click.echo(json.dumps({**values, "problems": problems}, ensure_ascii=False))
    elif not problems:
        documents = count("document", health.articles, LANGUAGE)
        click.echo(t("check.sound", LANGUAGE, documents=documents, snapshot=health.snapshot or "-"))
    else:
        click.echo("\n".join(problems))
    return STORE_UNUSABLE if problems else OK


@cli.command()
def lemmas() -> None:
    """Lemmatise: tokens on standard input, one a line, a blank line between sentences."""
    from lib.text.lemmas import lemmatize

    for lemma in lemmatize(lines_of_input()):
        click.echo(lemma)


@cli.command()
def names() -> None:
    """Bring names to the nominative: one a line on standard input."""
    from lib.text.names import nominative

    for name in lines_of_input():
        click.echo(nominative(name) if name else "")


def lines_of_input() -> Iterator[str]:
    """Yield the lines of standard input without their ends; only a line feed ends one."""
    return (line.removesuffix("\n").removesuffix("\r") for line in sys.stdin)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def statements(file: Path) -> int:
    """Find who said what in the documents of a JSON-lines file."""
    from lib.text.statements import extract

    lines = Lines(file)
    for document in lines:
        found = [statement_json(document, statement) for statement in extract(document.title, document.text)]
        lines.write({"doc_id": document.doc_id, "statements": found})
    return lines.exit_code


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--background", type=click.Path(path_type=Path, file_okay=False), help="Store whose term weights count.")
def themes(file: Path, background: Path | None) -> int:
    """Find the themes of the documents of a JSON-lines file."""
    from lib.analysis.themes import load_themes, score_documents
    from lib.corpus.frequencies import document_frequency
    from lib.corpus.versions import SEEDS

    lines = Lines(file)
    documents = list(lines)
    dictionary = load_themes((SEEDS / "themes.toml").read_text(encoding="utf-8"))
    frequency = document_frequency(open_store(background)) if background else None
    texts = ((document.title, document.text) for document in documents)
    for document, scores in zip(documents, score_documents(dictionary, texts, frequency), strict=True):
        lines.write({"doc_id": document.doc_id, "themes": [theme_json(score) for score in scores]})
    return lines.exit_code


def theme_json(score: "ThemeScore") -> dict[str, Any]:
    """Return a theme as the line commands write it; offsets are into the text, hits in the title are left out."""
    hits = [hit for hit in score.evidence if hit.place != "title"]
    evidence = [{"start": hit.start, "end": hit.end, "term": hit.term} for hit in hits]
    return {"theme": score.theme, "score": score.score, "evidence": evidence}


def statement_json(document: "Line", statement: "Statement") -> dict[str, Any]:
    """Return a statement as the line commands write it."""
    start, end = statement.mention or (None, None)
    return {
        "doc_id": document.doc_id,
        "start": statement.start,
        "end": statement.end,
        "text": document.text[statement.start : statement.end],
        "type": statement.type,
        "cue": statement.cue,
        "speaker_mention": document.text[start:end] if statement.mention else None,
        "mention_start": start,
        "mention_end": end,
        "speaker": statement.speaker,
        "role": statement.role,
        "speaker_kind": statement.kind,
        "confidence": round(statement.confidence, 3),
        "rule": statement.rule,
    }


class Line(NamedTuple):
    """A document of a line command; the text is taken as it stands, so that offsets fit the file."""

    doc_id: object
    title: str
    text: str


class Lines:
    """The documents of a JSON-lines file, and the answers, a line each; lines that cannot be read are named."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.exit_code = OK

    def __iter__(self) -> Iterator[Line]:
        from lib.corpus.readers.jsonl import read_objects

        with self._file.open("rb") as file:
            for found in read_objects(file, Place(self._file.name)):
                if isinstance(found, Note):
                    self._refuse(found)
                else:
                    value = found.value
                    title, text = (str(value.get(key) or "") for key in ("title", "text"))
                    yield Line(value.get("doc_id", value.get("id")), title, text)

    def write(self, answer: dict[str, Any]) -> None:
        """Write one answer."""
        click.echo(json.dumps(answer, ensure_ascii=False))

    def _refuse(self, note: Note) -> None:
        if note.kind == "refused":
            self.exit_code = SOME_REFUSED
        reason = t(f"intake.note.{note.key}", LANGUAGE, **note.values)
        click.echo(t("command.bad_line", LANGUAGE, line=note.place.line, reason=reason), err=True)


@cli.command()
@click.argument("kind", type=click.Choice(["documents", "statements", "themes", "terms", "speakers", "corrections"]))
@STORE
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "parquet"]), required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File; standard output without it.")
@click.option("--safe", "is_safe", is_flag=True, help="Make cells harmless that a spreadsheet would run as formulas.")
def export(kind: "Kind", folder: Path, form: "Form", out: Path | None, is_safe: bool) -> None:
    """Write what the newest snapshot holds."""
    from lib.corpus.export import Export

    store = open_store(folder)
    snapshot = store.latest()
    with (
        closing(Export(store, snapshot, kind, safe.cell if is_safe else None)) as rows,
        out.open("wb") if out else nullcontext(sys.stdout.buffer) as file,
    ):
        written = rows.write(form, file)
    if out:
        values = {"kind": kind, "rows": written, "format": form, "safe": is_safe, "snapshot": snapshot.id}
        about = {"digest": snapshot.digest, "code_version": snapshot.code_version, "created": str(snapshot.created)}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        write_json(out.with_name(out.name + ".meta.json"), values | about | {"generated_at": now})


@cli.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--documents", type=click.IntRange(1), default=10_000, show_default=True, help="Most documents to read.")
def benchmark(corpus: Path, documents: int) -> None:
    """Say how many times as long as this a naive script takes, on this machine."""
    try:
        measure = import_module("benchmarks.lemmas")  # beside the package: an installation need not have it
    except ModuleNotFoundError as error:
        raise click.UsageError(t("command.no_benchmarks", LANGUAGE)) from error
    measure.main([str(corpus), "--documents", str(documents)])
