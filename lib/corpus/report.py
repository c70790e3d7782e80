"""The report of a run: what was read, repaired, doubted, skipped and refused, record by record."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from lib.corpus.documents import Note, Place

MOST = 1_000
"""Refusals of a file, and other notes of one key, that the report lists; the counts go on, refusals to `overflow`."""

LISTS = {"repaired": "repaired", "warned": "warnings", "skipped": "skipped", "refused": "refused"}
"""Name of the list in the report by the kind of its notes."""


class Report:
    """Gathers what happened to records; keys and values stay, the interface puts them into words.

    Args:
        overflow: called with the entry of every refusal that the report has no room for.
    """

    def __init__(self, overflow: Callable[[dict[str, Any]], None] | None = None) -> None:
        self.counts: Counter[str] = Counter(dict.fromkeys(("accepted", *LISTS), 0))
        self._overflow = overflow
        self._files: Counter[str] = Counter()
        self._reasons: Counter[tuple[str, str]] = Counter()
        self._listed: Counter[tuple[str, ...]] = Counter()
        self._entries: dict[str, list[dict[str, Any]]] = {name: [] for name in LISTS.values()}

    def accept(self, place: Place) -> None:
        """Count a document."""
        self.counts["accepted"] += 1
        self._files[place.file] += 1

    def add(self, note: Note, count: int = 1) -> None:
        """Count a note, which stands for `count` records, and list it unless there are `MOST` like it."""
        self.counts[note.kind] += count
        self._reasons[note.kind, note.key] += count
        group = (note.kind, note.place.file) if note.kind == "refused" else (note.kind, note.place.file, note.key)
        self._listed[group] += 1
        if self._listed[group] <= MOST:
            self._entries[LISTS[note.kind]].append(_entry(note))
        elif note.kind == "refused" and self._overflow is not None:
            self._overflow(_entry(note))

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values, ready for JSON."""
        files = [{"file": file, "accepted": n} for file, n in self._files.items()]
        reasons = [{"kind": kind, "key": key, "records": n} for (kind, key), n in self._reasons.items()]
        return {"snapshot": None, "counts": dict(self.counts), "reasons": reasons, "files": files, **self._entries}


def _entry(note: Note) -> dict[str, Any]:
    entry: dict[str, Any] = {"file": note.place.file, "line": note.place.line}
    if note.kind == "refused" or note.place.member:
        entry["member"] = note.place.member
    if note.kind == "refused":
        entry["scope"] = note.scope
    return entry | {"key": note.key, "values": dict(note.values)}
