"""The form of speakers.toml: who is one speaker, under which names, in which offices; and who is not the same."""

import calendar
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

KINDS = ("person", "org", "group", "media", "anon", "doc")
_SPEAKER = {"id", "name", "name_en", "gender", "kind", "aliases", "role"}
_ROLE = {"title", "title_en", "from", "to"}
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_LONGEST = 300


class SpeakersError(Exception):
    """The list of speakers cannot be used; `key` and `values` are worded by the interface."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values}")
        self.key = key
        self.values = values


class Role(NamedTuple):
    """An office: its title in Russian and, if known, in English; first and last day, None where not known."""

    title: str
    title_en: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One table ``[[speaker]]``; what it leaves out is empty."""

    name: str
    id: str = ""
    name_en: str = ""
    gender: str = ""
    kind: str = ""
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return self.name, *self.aliases


@dataclass(frozen=True, slots=True)
class SpeakerFile:
    """A list of speakers.

    Attributes:
        speakers: in the order of the file.
        separate: names that look like one speaker's and are of different ones.
    """

    speakers: tuple[Entry, ...] = ()
    separate: tuple[tuple[str, ...], ...] = ()


def read_file(path: Path) -> SpeakerFile:
    """Read a list of speakers: tables ``[[speaker]]``, and ``[[separate]]`` with the names of different speakers.

    Raises:
        SpeakersError: ``speakers.syntax``, ``speakers.missing_name`` or ``speakers.expected``.
    """
    return parse_file(path.read_bytes(), path)


def parse_file(content: bytes, path: Path) -> SpeakerFile:
    """Return what the bytes of a file say; `path` names it in errors, see `read_file`."""
    name = f"{path.parent.name}/{path.name}"
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpeakersError("speakers.syntax", file=name, error=str(error)) from error
    _Place(name, "").only(tables, {"speaker", "separate"})
    speakers, separate = (_Place(name, key).tables(tables, key) for key in ("speaker", "separate"))
    return SpeakerFile(
        tuple(_entry(table, _Place(name, f"[[speaker]] {number}")) for number, table in enumerate(speakers, 1)),
        tuple(_separate(table, _Place(name, f"[[separate]] {number}")) for number, table in enumerate(separate, 1)),
    )


@dataclass(frozen=True)
class _Place:
    """Where in the file something is read; its methods refuse what is not as expected."""

    file: str
    entry: str

    def refuse(self, expected: str) -> SpeakersError:
        return SpeakersError("speakers.expected", file=self.file, entry=self.entry or "—", expected=expected)

    def only(self, table: Mapping[str, Any], known: set[str]) -> None:
        if unknown := sorted(set(table) - known):
            raise self.refuse(f"{' | '.join(sorted(known))} ({unknown[0]}?)")

    def tables(self, table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        found = table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self.refuse(f"[[{key}]]")
        return found

    def text(self, table: Mapping[str, Any], key: str) -> str:
        found = table.get(key, "")
        if not is_name(found) and found != "":
            raise self.refuse(f'{key} = "…"')
        return str(found)

    def names(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        found = table.get(key, [])
        if not isinstance(found, list) or not all(map(is_name, found)):
            raise self.refuse(f'{key} = ["…", "…"]')
        return tuple(found)

    def day(self, table: Mapping[str, Any], key: str) -> date | None:
        found = table.get(key)
        try:
            return None if found is None else _day(str(found), key == "to")
        except ValueError as error:
            raise self.refuse(f'{key} = "2004" | "2004-03" | 2004-03-09') from error


def is_name(value: object) -> bool:
    """Tell whether a value can be the name of a speaker: one line with a letter, and no surrogate.

    >>> is_name("МИД"), is_name("…"), is_name("a\\nb"), is_name(3)
    (True, False, False, False)
    """
    return (
        isinstance(value, str) and 0 < len(value) <= _LONGEST and value.isprintable() and any(map(str.isalpha, value))
    )


def _entry(table: Mapping[str, Any], place: _Place) -> Entry:
    if not table.get("name"):
        raise SpeakersError("speakers.missing_name", file=place.file, entry=place.entry, speaker=table.get("id", "?"))
    place = _Place(place.file, f"{place.entry} ({str(table['name'])[:60]})")
    place.only(table, _SPEAKER)
    id, kind = place.text(table, "id"), place.text(table, "kind")
    if id and not re.fullmatch("[a-z0-9][a-z0-9-]{0,79}", id):
        raise place.refuse('id = "latin-letters-and-hyphens"')
    if kind and kind not in KINDS:
        raise place.refuse("kind = " + " | ".join(KINDS))
    roles = tuple(_role(role, place) for role in place.tables(table, "role"))
    if (gender := place.text(table, "gender")) not in ("", "f", "m"):
        raise place.refuse("gender = f | m")
    name, name_en, aliases = place.text(table, "name"), place.text(table, "name_en"), place.names(table, "aliases")
    return Entry(name, id, name_en, gender, kind, aliases, roles)


def _role(table: Mapping[str, Any], place: _Place) -> Role:
    place.only(table, _ROLE)
    role = Role(
        place.text(table, "title"), place.text(table, "title_en"), place.day(table, "from"), place.day(table, "to")
    )
    if not role.title:
        raise place.refuse('title = "…"')
    if role.first and role.last and role.first > role.last:
        raise place.refuse("from ≤ to")
    return role


def _separate(table: Mapping[str, Any], place: _Place) -> tuple[str, ...]:
    place.only(table, {"names"})
    names = place.names(table, "names")
    if len(names) < 2:
        raise place.refuse('names = ["…", "…"]')
    return names


def _day(text: str, is_last: bool) -> date:
    """Return the day of a date, or the first or the last day of a year or month."""
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    month = month or (12 if is_last else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if is_last else 1))


def roles_within(roles: Sequence[Role], first: date | None, last: date | None) -> list[Role]:
    """Return the roles that somebody had at some time from `first` to `last`, the newest first."""
    held = [
        role
        for role in roles
        if not (last and role.first and role.first > last) and not (first and role.last and role.last < first)
    ]
    return sorted(held, key=lambda role: role.first or date.min, reverse=True)
