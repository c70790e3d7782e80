"""How the child process and its parent talk: JSON behind its length in four bytes. Nothing that is received is run."""

import json
import struct
from typing import Any, BinaryIO

from lib.corpus.documents import MAX_RECORD, Note, Place, Record, Row, fields_of
from lib.corpus.readers.archives import Member

_LENGTH = struct.Struct(">I")
_MAX_MESSAGE = 8 * MAX_RECORD


class WireError(Exception):
    """A message that is cut off, too long, or not what was agreed."""


def message(value: object) -> bytes:
    """Return the bytes of a message."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _LENGTH.pack(len(data)) + data


def read_message(stream: BinaryIO) -> Any:
    """Return the next message of a stream.

    Raises:
        WireError: there is no whole message.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size or (size := _LENGTH.unpack(head)[0]) > _MAX_MESSAGE:
        raise WireError
    data = stream.read(size)
    if len(data) < size:
        raise WireError
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise WireError from error


def as_values(item: Row | Note | Member) -> list[Any]:
    """Return what was found as plain values; the file's name stays with the parent."""
    where = [item.place.member, item.place.line]
    match item:
        case Row():
            return ["row", *where, fields_of(item.record)]
        case Note():
            return ["note", *where, item.kind, item.key, dict(item.values), item.scope]
        case Member():
            return ["member", *where, item.number]


def from_values(values: Any, file: str) -> Row | Note | Member:
    """Return what was found in a file, from plain values.

    Raises:
        WireError: the values are not of that form.
    """
    match values:
        case ["row", str(member), int() | None as line, dict(fields)]:
            if fields.keys() == Record.__dataclass_fields__.keys() and all(isinstance(v, str) for v in fields.values()):
                return Row(Record(**fields), Place(file, member, line))
        case ["note", str(member), int() | None as line, str(kind), str(key), dict(told), str(scope)]:
            if kind in ("repaired", "warned", "skipped", "refused") and scope in ("record", "file"):
                return Note(kind, Place(file, member, line), key, told, scope)  # type: ignore[arg-type]
        case ["member", str(member), None, int(number)]:
            return Member(number, Place(file, member))
    raise WireError
