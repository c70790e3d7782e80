"""corpus.sqlite, the source of truth of a store: articles, segments, snapshots, and the search over sentences."""

import errno
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

FILE = "corpus.sqlite"
VERSION = 2
"""Version of the layout of a store; a store of a later one is refused."""

_APPLICATION = 0x53564F44  # "SVOD"

_IMPORT = """CREATE TABLE import (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    name TEXT NOT NULL, -- of what was read
    report TEXT NOT NULL -- JSON; empty if the run was interrupted
)"""

_UPGRADES = {
    1: (
        "ALTER TABLE article ADD COLUMN import INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE article ADD COLUMN withdrawn TEXT NOT NULL DEFAULT ''",
        _IMPORT,
        "PRAGMA user_version = 2",
    )
}
"""Version of a layout to the statements that make the next one of it."""

_SCHEMA = f"""
CREATE TABLE article (
    doc INTEGER PRIMARY KEY, -- in order of arrival, from 1
    id BLOB NOT NULL UNIQUE,
    external_id TEXT NOT NULL,
    date TEXT,
    time TEXT,
    is_future INTEGER NOT NULL, -- later than tomorrow when it was read: kept, but in no chart
    source TEXT NOT NULL, -- slug
    source_name TEXT NOT NULL,
    city TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    body BLOB NOT NULL, -- zlib
    text_hash BLOB, -- null for an empty text, which duplicates nothing
    file TEXT NOT NULL, -- where it came from first
    member TEXT NOT NULL,
    line INTEGER,
    given_source TEXT NOT NULL, -- as the record has it; the slug may come from the dateline
    words INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    digest BLOB NOT NULL,
    import INTEGER NOT NULL DEFAULT 0, -- that brought it; 0 before imports were noted
    withdrawn TEXT NOT NULL DEFAULT '' -- why it is in no new snapshot; empty: it is
);
{_IMPORT};
CREATE TABLE segment (
    name TEXT PRIMARY KEY,
    first_doc INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    checksum TEXT NOT NULL,
    version TEXT NOT NULL -- of the code and the dictionaries that made it
);
CREATE TABLE snapshot (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE, -- the highest is the newest
    created TEXT NOT NULL,
    last_doc INTEGER NOT NULL, -- later ones came after it
    documents INTEGER NOT NULL,
    words INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    speakers INTEGER NOT NULL,
    first TEXT,
    last TEXT,
    last_ingested TEXT NOT NULL,
    analysis_version TEXT NOT NULL,
    code_version TEXT NOT NULL,
    digest TEXT NOT NULL,
    report TEXT NOT NULL -- of the run that made it, JSON
);
CREATE TABLE mart (
    snapshot TEXT NOT NULL REFERENCES snapshot (id),
    name TEXT NOT NULL,
    rows INTEGER NOT NULL,
    checksum TEXT NOT NULL,
    PRIMARY KEY (snapshot, name)
);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {VERSION};
"""

SEARCH_TABLE = """CREATE VIRTUAL TABLE sentence USING fts5(
    lemmas, content='', tokenize = "unicode61 remove_diacritics 0 tokenchars '-_'")"""
"""Lemmas of each sentence; rowid is `sentence_row`. Punctuation is left out, so that phrases ignore it."""

_NO_TERM = re.compile(r"[^\w-]")


class StoreError(Exception):
    """A store cannot be used; `key` and `values` are worded by the interface."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values or ''}".strip())
        self.key = key
        self.values = values


def search_term(lemma: str) -> str:
    """Return the token that stands for a lemma in the search: an acronym is marked, as the search ignores case.

    >>> search_term("про"), search_term("ПРО"), search_term("3,5")
    ('про', 'про_', '3_5')
    """
    term = _NO_TERM.sub("_", lemma)
    return term if term == (lower := term.lower()) else f"{lower}_"


def sentence_row(doc: int, sentence: int) -> int:
    """Return the rowid of a sentence in the search: the document in the upper bits, the sentence in the lower 16."""
    return doc << 16 | sentence


def connect_to_read(folder: Path) -> sqlite3.Connection:
    """Return a read-only connection; works on a folder that nobody may write to.

    Raises:
        StoreError: ``store.missing``, ``store.damaged`` or ``store.newer``.
    """
    path = folder / FILE
    if not path.is_file():
        raise StoreError("store.missing", folder=folder.name)
    with _as_store_errors():
        try:
            return _checked(sqlite3.connect(_uri(path, "mode=ro"), uri=True, check_same_thread=False))
        except sqlite3.OperationalError as error:
            # WAL needs a writable folder, unless nobody can write: then there is no log, and nothing changes
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN or _has_log(path):
                raise
            return _checked(sqlite3.connect(_uri(path, "immutable=1"), uri=True, check_same_thread=False))


def connect_to_write(folder: Path) -> sqlite3.Connection:
    """Return a connection in autocommit mode to the store of a folder, which is created if need be.

    Raises:
        StoreError: ``store.damaged``, ``store.newer``, ``store.not_writable`` or ``store.no_space``.
    """
    with writing():
        db = sqlite3.connect(folder / FILE, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        if not _is_new(db) and layout(_checked(db)) < VERSION:
            _back_up(db, folder)
        with transaction(db):
            if not _is_new(db):
                return _upgraded(_checked(db))
            for statement in (*_SCHEMA.split(";\n"), SEARCH_TABLE):
                db.execute(statement)
        return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Hold a write transaction: wholly there or wholly absent. Inside another one it is a part of that."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


@contextmanager
def writing() -> Iterator[None]:
    """Turn what the disk refuses into `StoreError`: ``store.no_space``, ``store.not_writable``, ``store.damaged``."""
    try:
        with _as_store_errors():
            yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreError("store.no_space") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise StoreError("store.not_writable", error=error.strerror) from error
        raise


@contextmanager
def _as_store_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        key = _KEYS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if key is None:
            raise
        raise StoreError(key, error=str(error)) from error


_KEYS = {
    sqlite3.SQLITE_FULL: "store.no_space",
    sqlite3.SQLITE_IOERR: "store.no_space",  # SQLite meets a full disk so, when its log cannot grow
    sqlite3.SQLITE_READONLY: "store.not_writable",
    sqlite3.SQLITE_PERM: "store.not_writable",
    sqlite3.SQLITE_CANTOPEN: "store.not_writable",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.damaged",
    sqlite3.SQLITE_BUSY: "store.locked",
}


def layout(db: sqlite3.Connection) -> int:
    """Return the version of the layout of an open store."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def is_kept(db: sqlite3.Connection) -> str:
    """Return the condition for articles that new snapshots have."""
    return "withdrawn = ''" if layout(db) > 1 else "true"


def _back_up(db: sqlite3.Connection, folder: Path) -> None:
    """Copy the database of an older layout before it is changed; the copy appears whole or not at all."""
    path = folder / f"corpus.layout-{layout(db)}.sqlite"
    aside = path.with_name(path.name + ".tmp")
    aside.unlink(missing_ok=True)
    with closing(sqlite3.connect(aside)) as copy:
        db.backup(copy)
    aside.rename(path)


def _upgraded(db: sqlite3.Connection) -> sqlite3.Connection:
    for version in range(layout(db), VERSION):
        for statement in _UPGRADES[version]:
            db.execute(statement)
    return db


def _checked(db: sqlite3.Connection) -> sqlite3.Connection:
    application, version = db.execute("PRAGMA application_id").fetchone()[0], layout(db)
    if application != _APPLICATION:
        raise StoreError("store.damaged", error="not a store")
    if version > VERSION:
        raise StoreError("store.newer", version=version, known=VERSION)
    return db


def _is_new(db: sqlite3.Connection) -> bool:
    return not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]


def _uri(path: Path, option: str) -> str:
    return f"{path.resolve().as_uri()}?{option}"


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
