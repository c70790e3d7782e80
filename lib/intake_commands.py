"""The commands that bring documents in by themselves: from feeds, and from a folder that is watched."""

import signal
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from lib import safe
from lib.analysis.theme_dictionary import ThemeError
from lib.corpus.collect.feeds_file import FeedsError, read_feeds
from lib.corpus.database import StoreError
from lib.corpus.files import locked
from lib.corpus.report import Report
from lib.corpus.speakers import SpeakersError
from lib.i18n import t
from lib.outcomes import (
    LANGUAGE,
    NOTHING_USABLE,
    OK,
    REPORT,
    SOME_REFUSED,
    STORE,
    WORKERS,
    overflow_file,
    refusals_of,
    summary,
    worded,
    write_json,
)
from lib.terminal import ProgressBar

if TYPE_CHECKING:
    from lib.corpus.collect import run
    from lib.corpus.indexing import Outcome

_PATIENCE = 60.0
"""Seconds that collected articles wait for another writer of the store."""
_REST = 4
"""How many times as long as it took to index, nothing is indexed then: a writer that never rests serves nobody."""
_LONGEST_REST = 600.0


def file_error(error: SpeakersError | ThemeError | FeedsError) -> str:
    """Return what is wrong with a dictionary, or a list, that the analyst has edited."""
    if isinstance(error, ThemeError):
        return t("command.bad_themes", LANGUAGE, line=error.line, place=error.key or error.message)
    return safe.one_line(t(error.key, LANGUAGE, **error.values))


@click.command()
@click.argument("feeds", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@STORE
@WORKERS
@REPORT
@click.option("--dry-run", "is_dry", is_flag=True, help="Ask the feeds, say what would be fetched, save nothing.")
def collect(feeds: Path, folder: Path, workers: int, report_file: Path | None, is_dry: bool) -> int:
    """Fetch new articles of the feeds in a TOML file, and bring them into a store."""
    from lib.corpus.collect.ledger import copied_ledger, open_ledger
    from lib.corpus.collect.run import LOCK, collect, manners_of
    from lib.corpus.collect.visitor import Visitor

    asked = read_feeds(feeds.read_bytes())
    bar = ProgressBar(LANGUAGE)
    indexed = None
    with overflow_file(report_file) as overflow:
        report = Report(overflow)
        try:
            if is_dry:
                with copied_ledger(folder) as ledger:
                    visitor = Visitor(manners_of(asked), ledger.paused())
                    found = collect(asked, ledger, visitor, report, bar, is_dry=True)
            else:
                with locked(folder, LOCK), open_ledger(folder) as ledger:
                    visitor = Visitor(manners_of(asked), ledger.paused())
                    found = collect(asked, ledger, visitor, report, bar, is_dry=False)
                    if files := ledger.changed_files():
                        indexed = _index_patiently(list(files), folder, workers, bar)
                        ledger.indexed(files)
        finally:
            bar.close()
    values = report.as_dict()
    if report_file:
        whole = {"snapshot": indexed.snapshot, "index": worded(indexed.report)} if indexed else {}
        write_json(report_file, worded(values) | whole)
    click.echo("\n".join(_told(values, found, len(asked.feeds), is_dry)))
    if indexed:
        click.echo(summary(folder, indexed))
    refused = values["counts"]["refused"] + (indexed.report["counts"]["refused"] if indexed else 0)
    return NOTHING_USABLE if not found.feeds and not indexed else SOME_REFUSED if refused else OK


def _index_patiently(files: Sequence[Path], folder: Path, workers: int, bar: ProgressBar) -> "Outcome":
    from lib.corpus.indexing import index

    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return index(files, folder, workers=workers, report=Report(), progress=bar)
        except StoreError as error:
            if error.key != "store.locked" or time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def _told(values: dict[str, Any], found: "run.Outcome", feeds: int, is_dry: bool) -> list[str]:
    counts = {"answered": found.feeds, "feeds": feeds, **values["counts"]}
    if not is_dry:
        return [*refusals_of(values), t("collect.done", LANGUAGE, **counts)]
    planned = map(safe.one_line, found.planned)
    return [*planned, *refusals_of(values), t("collect.planned", LANGUAGE, planned=len(found.planned), **counts)]


@click.command()
@click.argument("root", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@STORE
@WORKERS
@click.option(
    "--every", type=click.FloatRange(0.1, 3600), default=5.0, show_default=True, help="Seconds between two looks."
)
def watch(root: Path, folder: Path, workers: int, every: float) -> int:
    """Bring what arrives in a folder into a store, until it is told to stop."""
    if folder.resolve().is_relative_to(root.resolve()):
        raise click.BadParameter(t("watch.inside", LANGUAGE), param_hint="--store")
    stop = _stopped_by_signals()
    click.echo(t("watch.begun", LANGUAGE, folder=safe.one_line(str(root))))
    _Watch(root, folder, workers).run(every, stop)
    click.echo(t("watch.ended", LANGUAGE))
    return OK


class _Watch:
    def __init__(self, root: Path, folder: Path, workers: int) -> None:
        from lib.corpus.watching import Arrivals

        self._root = root
        self._folder = folder
        self._workers = workers
        self._arrivals = Arrivals(root)
        self._said = ""

    def run(self, every: float, stop: threading.Event) -> None:
        """Look, index, rest, until it is told to stop. Two looks go before the first indexing."""
        rest = 0.0
        while not stop.wait(max(rest, every)):
            began = time.monotonic()
            did = self._look()
            rest = min(_REST * (time.monotonic() - began), _LONGEST_REST) if did else 0.0

    def _look(self) -> bool:
        """Index what has arrived; tell whether there was anything. What cannot be done now waits, and is said once."""
        try:
            files = self._arrivals.look()
            if files:
                click.echo(summary(self._folder, self._index(files)))
                self._arrivals.take(files)
        except StoreError as error:
            if error.key != "store.locked":
                raise
            return self._wait(t(error.key, LANGUAGE, **error.values))
        except (SpeakersError, ThemeError) as error:
            return self._wait(file_error(error))
        except OSError as error:
            return self._wait(t("watch.unreadable", LANGUAGE, error=error.strerror))
        self._said = ""
        return bool(files)

    def _wait(self, why: str) -> bool:
        if why != self._said:
            click.echo(t("watch.waits", LANGUAGE, reason=why), err=True)
        self._said = why
        return False

    def _index(self, files: Sequence[Path]) -> "Outcome":
        from lib.corpus.indexing import index
        from lib.corpus.readers import Reading

        bar = ProgressBar(LANGUAGE)
        try:
            reading = Reading(below=self._root)
            return index(files, self._folder, workers=self._workers, report=Report(), progress=bar, reading=reading)
        finally:
            bar.close()


def _stopped_by_signals() -> threading.Event:
    """Return what the first interrupt or end of the process sets; a second one ends it at once, which is safe, too."""
    stop = threading.Event()

    def note(number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.default_int_handler)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)
    return stop
