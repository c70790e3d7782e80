"""Who changed what in a corpus, and when: a line for each attempt, written before it is made."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from lib.corpus.edited_lines import Lines, UnreadableLine, append, as_json, expect, read_lines

FILE, LOCK = "changes.jsonl", "changes.lock"


class Change(NamedTuple):
    """One attempt to change something: by whom ('' where nobody signs in), the action, its subject without text."""

    when: datetime
    who: str
    action: str
    what: Mapping[str, Any]


def note(folder: Path, who: str, action: str, what: Mapping[str, Any]) -> None:
    """Write down that somebody is about to change something.

    Raises:
        StoreError: ``store.locked``, ``store.not_writable`` or ``store.no_space``.
    """
    line = {"when": datetime.now(UTC).isoformat(timespec="seconds"), "who": who, "action": action, "what": dict(what)}
    append(folder / FILE, LOCK, [as_json(line)])


def read_changes(folder: Path) -> Lines[Change]:
    """Return what was noted, oldest first, and the lines that cannot be read."""
    return read_lines(folder / FILE, _parse)


def _parse(values: dict[str, Any]) -> Change:
    who, action, what = values.get("who"), values.get("action"), values.get("what")
    expect(isinstance(who, str) and isinstance(action, str) and isinstance(what, dict), "change")
    try:
        when = datetime.fromisoformat(values["when"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableLine("time") from error
    return Change(when, str(who), str(action), dict(what or {}))
