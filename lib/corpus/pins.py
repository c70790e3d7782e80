"""Snapshots that somebody holds on to: whose link was opened, or that stand in a briefing. They are never removed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lib.corpus.edited_lines import append, as_json, expect, read_lines

FILE, LOCK = "pins.jsonl", "pins.lock"


def pin(folder: Path, snapshot: str) -> None:
    """Note that a snapshot has to stay.

    Raises:
        StoreError: ``store.locked``, ``store.not_writable`` or ``store.no_space``.
    """
    if snapshot not in pinned(folder):
        now = datetime.now(UTC).isoformat(timespec="seconds")
        append(folder / FILE, LOCK, [as_json({"snapshot": snapshot, "at": now})])


def pinned(folder: Path) -> frozenset[str]:
    """Return the snapshots that have to stay; a line that cannot be read holds none."""
    return frozenset(read_lines(folder / FILE, _parse).found)


def _parse(values: dict[str, Any]) -> str:
    snapshot = values.get("snapshot")
    expect(isinstance(snapshot, str), "snapshot")
    return str(snapshot)
