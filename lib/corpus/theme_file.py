"""The dictionary of themes of a corpus: a file beside it that the analyst edits, and every version that was saved."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lib.analysis.theme_dictionary import Theme, ThemeError, load_themes
from lib.corpus.files import publish_file, sync
from lib.corpus.store import MARTS
from lib.corpus.versions import SEEDS

FILE, VERSIONS = "themes.toml", "themes"
_NAME = re.compile(r"(\d{4,9})-(\d{8}T\d{6})Z\.toml")
_TIME = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary of themes.

    Attributes:
        text: the TOML as it was written.
        themes: what it says.
        digest: hash of the text.
        number: of the newest version with this text, from 1; 0 if it was never saved.
        is_default: whether it is the project's own.
    """

    text: str
    themes: tuple[Theme, ...]
    digest: str
    number: int
    is_default: bool


class Version(NamedTuple):
    """A dictionary as it was saved: its number from 1, when (UTC), its file, the digest of its text."""

    number: int
    saved: datetime
    path: Path
    digest: str


def read_dictionary(folder: Path) -> Dictionary:
    """Return the dictionary of a store's folder; without the file, the project's.

    Raises:
        ThemeError: it cannot be used; which line and key.
    """
    content = _content(folder / FILE)
    return dictionary_of(folder, default_text().encode() if content is None else content)


def dictionary_of(folder: Path, content: bytes) -> Dictionary:
    """Return the dictionary of a text, with its number among the versions of a store's folder.

    Raises:
        ThemeError: it cannot be used.
    """
    digest = text_digest(content)
    number = max((version.number for version in versions(folder) if version.digest == digest), default=0)
    return Dictionary(_decoded(content), parsed(content), digest, number, content == default_text().encode())


def snapshot_dictionary(folder: Path, snapshot_id: str) -> Dictionary:
    """Return the dictionary that a snapshot was scored with; the project's where an older version kept none."""
    content = _content(folder / MARTS / snapshot_id / FILE)
    return dictionary_of(folder, default_text().encode() if content is None else content)


def default_text() -> str:
    """Return the project's dictionary."""
    return (SEEDS / FILE).read_bytes().decode()


def versions(folder: Path) -> list[Version]:
    """Return the versions that were saved, the newest first."""
    found = []
    for path in (folder / VERSIONS).glob("*.toml"):
        if name := _NAME.fullmatch(path.name):
            saved = datetime.strptime(name[2], _TIME).replace(tzinfo=UTC)
            found.append(Version(int(name[1]), saved, path, text_digest(path.read_bytes())))
    return sorted(found, reverse=True)


def version_text(folder: Path, number: int) -> str:
    """Return the text of a saved version, to be shown or to be saved again.

    Raises:
        KeyError: there is no such version.
    """
    for version in versions(folder):
        if version.number == number:
            return _decoded(version.path.read_bytes())
    raise KeyError(number)


def write_dictionary(folder: Path, text: str) -> None:
    """Make a text the dictionary of a store and keep it as a version; the caller holds the lock of the writer.

    What stood in the file and was never saved, because it was edited by hand, is kept as a version, too.

    Raises:
        ThemeError: it cannot be used; nothing is written then.
    """
    content = text.encode("utf-8", "surrogatepass")
    parsed(content)
    before = _content(folder / FILE)
    if before is not None:
        _keep(folder, before)
    _keep(folder, content)
    publish_file(folder / FILE, lambda path: _write(path, content))


def text_digest(content: bytes) -> str:
    """Return the hash of a dictionary's text."""
    return hashlib.sha256(content).hexdigest()[:12]


def _keep(folder: Path, content: bytes) -> None:
    """Keep a text as the newest version, unless it is."""
    kept = versions(folder)
    if kept and kept[0].digest == text_digest(content):
        return
    below = folder / VERSIONS
    below.mkdir(exist_ok=True)
    sync(folder)
    number = kept[0].number + 1 if kept else 1
    publish_file(below / f"{number:04}-{datetime.now(UTC).strftime(_TIME)}Z.toml", lambda path: _write(path, content))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):  # what stands in the way of a folder is told by who writes
        return None


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ThemeError(content.count(b"\n", 0, error.start) + 1, "", "theme.syntax") from error


@lru_cache(maxsize=8)
def parsed(content: bytes) -> tuple[Theme, ...]:
    """Return the themes of a text; a byte order mark that an editor has put before it is passed over.

    Raises:
        ThemeError: it cannot be used.
    """
    return load_themes(_decoded(content).removeprefix("\ufeff"))
