"""What the command line offers for a store as such: which engine fills it, and which of its snapshots stay."""

from collections.abc import Callable
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lib.corpus.pins import pinned
from lib.corpus.store import open_store
from lib.i18n import count, moment, number, t
from lib.outcomes import LANGUAGE, STORE, WORKERS

if TYPE_CHECKING:
    from lib.corpus.engines import Engine


def engine(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that choose an engine, and the engine as its argument ``engine``."""

    @wraps(command)
    def run(engine: str, master: str | None, exchange: str | None, workers: int, **given: Any) -> Any:
        return command(engine=_engine(engine, master, exchange, workers), **given)

    for option in (
        click.option("--exchange", metavar="PLACE", help="Folder or object store that Spark and this machine share."),
        click.option("--master", metavar="URL", help="The address of Spark."),
        click.option("--engine", type=click.Choice(["process", "spark"]), default="process", show_default=True),
        WORKERS,
    ):
        run = option(run)
    return run


def _engine(name: str, master: str | None, exchange: str | None, workers: int) -> "Engine":
    from lib.corpus.engines import Local
    from lib.corpus.spark import Spark

    if name == "process":
        if master or exchange:
            raise click.UsageError(t("spark.only_spark", LANGUAGE))
        return Local(workers)
    if not master or not exchange:
        raise click.UsageError(t("spark.needs_exchange" if master else "spark.needs_master", LANGUAGE))
    return Spark(master, exchange, workers)


@click.command()
@STORE
@click.option("--last", type=click.IntRange(1), help="Keep so many of the newest.  [default: retention.toml, or 10]")
@click.option(
    "--days", type=click.IntRange(0), help="Keep the last of each of so many days.  [default: as above, or 30]"
)
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would go, remove nothing.")
def prune(folder: Path, last: int | None, days: int | None, is_dry: bool) -> None:
    """Remove old snapshots that nobody has pinned or open."""
    from lib.corpus.indexing import writer
    from lib.corpus.retention import Policy, old_snapshots, read_policy, remove

    store = open_store(folder)
    usual = read_policy(folder)
    policy = Policy(usual.last if last is None else last, usual.days if days is None else days)
    if is_dry:
        with closing(store.connect()) as db:
            old = old_snapshots(db, folder, policy)
    else:
        with writer(folder) as db:
            found = old_snapshots(db, folder, policy)
            gone = remove(db, folder, found)
            old = [one._replace(is_open=one not in gone) for one in found]
    for one in old:
        values = {"snapshot": one.id, "created": moment(one.created, LANGUAGE), "size": _megabytes(one.bytes)}
        click.echo(t("prune.is_open" if one.is_open else "prune.would", LANGUAGE, **values))
    going = [one for one in old if not one.is_open]
    kept = {info.id for info in store.snapshots()} - {one.id for one in going}
    values = {
        "snapshots": count("snapshot", len(going), LANGUAGE),
        "size": _megabytes(sum(one.bytes for one in going)),
        "kept": number(len(kept), LANGUAGE),
        "pinned": number(len(pinned(folder) & kept), LANGUAGE),
    }
    click.echo(t("prune.planned" if is_dry else "prune.done", LANGUAGE, **values))


def _megabytes(size: int) -> str:
    return number(size / 1e6, LANGUAGE, 1)
