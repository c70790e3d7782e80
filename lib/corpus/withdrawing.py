"""Taking documents out of a corpus, and back: the store keeps them, the next snapshot is made without them.

Snapshots that have them stay as they are, so that pinned links open what they always opened.
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from lib.corpus.database import StoreError, transaction
from lib.corpus.engines import Local
from lib.corpus.imports import UNDONE
from lib.corpus.indexing import finish, mend, tidy, writer
from lib.corpus.plan import Progress
from lib.corpus.report import Report
from lib.corpus.store import open_store


def undo_import(folder: Path, number: int, progress: Progress) -> str:
    """Publish a snapshot without the documents of an import; return its id.

    Raises:
        StoreError: as `lib.corpus.indexing.index`, or ``store.no_import``, ``store.would_be_empty``.
    """

    def change(db: sqlite3.Connection) -> None:
        found = db.execute("UPDATE article SET withdrawn = ? WHERE import = ? AND withdrawn = ''", (UNDONE, number))
        if not found.rowcount:
            raise StoreError("store.no_import", number=number)

    return _published(folder, change, progress)


def redo_import(folder: Path, number: int, progress: Progress) -> str:
    """Publish a snapshot with the documents of an import that was undone; return its id.

    Raises:
        StoreError: as `undo_import`.
    """

    def change(db: sqlite3.Connection) -> None:
        found = db.execute("UPDATE article SET withdrawn = '' WHERE import = ? AND withdrawn = ?", (number, UNDONE))
        if not found.rowcount:
            raise StoreError("store.no_import", number=number)

    return _published(folder, change, progress)


def exclude(folder: Path, reason: str, docs: Sequence[int], progress: Progress) -> str:
    """Publish a snapshot without some documents, for a reason that `include` takes back; return its id.

    Raises:
        StoreError: as `undo_import`.
    """

    def change(db: sqlite3.Connection) -> None:
        db.executemany(
            "UPDATE article SET withdrawn = ? WHERE doc = ? AND withdrawn = ''", ((reason, int(doc)) for doc in docs)
        )

    return _published(folder, change, progress)


def include(folder: Path, reason: str, progress: Progress) -> str:
    """Publish a snapshot with all documents again that were excluded for a reason; return its id.

    Raises:
        StoreError: as `undo_import`.
    """
    return _published(
        folder, lambda db: db.execute("UPDATE article SET withdrawn = '' WHERE withdrawn = ?", (reason,)), progress
    )


def _published(folder: Path, change: Callable[[sqlite3.Connection], object], progress: Progress) -> str:
    """Change which documents are withdrawn and publish that, both or neither."""
    open_store(folder).latest()
    with writer(folder) as db:
        mend(db, folder, Local(1), progress)
        with transaction(db):
            change(db)
            outcome = finish(db, folder, 1, Report(), progress)
            if outcome.snapshot is None:
                raise StoreError("store.would_be_empty")
        tidy(db, folder)
        return outcome.snapshot
