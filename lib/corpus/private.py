"""Corpora of single visitors: under a name that nobody can guess, removed when they grow old or too large."""

import hashlib
import shutil
import time
from pathlib import Path

from lib.corpus.database import FILE, StoreError
from lib.corpus.files import ASIDE, locked
from lib.corpus.incoming import UploadError
from lib.corpus.store import MARTS

KEPT_DAYS = 7
"""Days after its last change after which a private corpus is removed."""
MAX_BYTES, MAX_OF_ONE = 5 << 30, 1 << 30
"""Bytes of all private corpora, beyond which the oldest go; and those of one visitor, who can then add no more."""
MOST = 10
"""Private corpora of one visitor."""


def folder_of(root: Path, visitor: str) -> Path:
    """Return the folder of a visitor; what tells visitors apart is a secret of theirs, and does not stand in it."""
    return root / hashlib.sha256(visitor.encode(errors="replace")).hexdigest()[:40]


def is_published(folder: Path) -> bool:
    """Tell whether a folder is a store with a snapshot."""
    return (folder / FILE).is_file() and any(not path.name.endswith(ASIDE) for path in (folder / MARTS).glob("*"))


def stores_in(folder: Path) -> dict[str, Path]:
    """Return the stores in a folder that have a snapshot, name to path."""
    return {path.name: path for path in sorted(folder.glob("*")) if is_published(path)}


def check_room(folder: Path, *, is_new: bool) -> None:
    """Refuse a visitor whose corpora are too many or too large.

    Raises:
        UploadError: ``upload.too_many_corpora`` or ``upload.no_room``.
    """
    stores = stores_in(folder)
    if is_new and len(stores) >= MOST:
        raise UploadError("upload.too_many_corpora", limit=MOST)
    if sum(map(_size, stores.values())) > MAX_OF_ONE:
        raise UploadError("upload.no_room", limit=MAX_OF_ONE >> 20)


def clean(root: Path, now: float | None = None) -> None:
    """Remove private corpora that are old, and the oldest while all are too large; never one that is written to."""
    stores = [path for path in root.glob("*/*") if path.is_dir()]
    ages = sorted((_changed(path), path) for path in stores)
    sizes = {path: _size(path) for path in stores}
    total, limit = sum(sizes.values()), (now or time.time()) - KEPT_DAYS * 86_400
    for changed, path in ages:
        if changed < limit or total > MAX_BYTES:
            total -= sizes[path] if remove(path) else 0


def remove(folder: Path) -> bool:
    """Remove a store, unless somebody writes to it; tell whether it is gone."""
    try:
        with locked(folder):
            shutil.rmtree(folder)
    except (StoreError, OSError):
        return False
    return True


def _changed(folder: Path) -> float:
    return max(path.stat().st_mtime for path in (folder, *folder.glob("*")))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
