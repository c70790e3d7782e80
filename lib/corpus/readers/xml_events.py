"""XML as a stream of events from expat: no DTD and so no entities, no other file, no depth without end."""

from collections.abc import Iterator
from typing import IO, BinaryIO, Literal, NamedTuple
from xml.parsers import expat

from lib.corpus.documents import MAX_RECORD
from lib.corpus.readers.limits import Unusable

_PIECE = 1 << 16
_MAX_DEPTH = 100


class Event(NamedTuple):
    """Beginning, end or text of an element; `name` is ``namespace name`` or just the name, `value` the text."""

    kind: Literal["start", "end", "text"]
    name: str
    attributes: dict[str, str]
    value: str
    line: int


def events(file: BinaryIO) -> Iterator[Event]:
    """Yield the events of an XML file.

    Raises:
        Unusable: ``dtd``, ``too_deep``, ``too_large`` or ``bad_xml``.
    """
    found: list[Event] = []
    parser = _parser(found)
    while True:
        piece = file.read(_PIECE)
        error = None
        try:
            _parse(parser, piece)
        except Unusable as unusable:
            error = unusable
        yield from found  # what stands before the error counts
        found.clear()
        if error is not None:
            raise error
        if not piece:
            return


def refuse_dtd(file: IO[bytes]) -> None:
    """Read the beginning of an XML file, as far as its first element.

    Raises:
        Unusable: ``dtd`` or ``bad_xml``.
    """
    found: list[Event] = []
    parser = _parser(found)
    while not found:
        piece = file.read(_PIECE)
        _parse(parser, piece)
        if not piece:
            return


def _parse(parser: expat.XMLParserType, piece: bytes) -> None:
    try:
        parser.Parse(piece, not piece)
    except expat.ExpatError as error:
        message = expat.ErrorString(error.code)
        raise Unusable("bad_xml", line=error.lineno, column=error.offset + 1, error=message) from error
    except (LookupError, ValueError) as error:  # an encoding that Python does not know, or that is no single byte
        raise Unusable("bad_xml", line=1, column=1, error="unknown encoding") from error


def _parser(found: list[Event]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = MAX_RECORD
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise Unusable("too_deep", limit=_MAX_DEPTH)
        found.append(Event("start", name, attributes, "", parser.CurrentLineNumber))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        found.append(Event("end", name, {}, "", parser.CurrentLineNumber))

    def text(value: str) -> None:
        found.append(Event("text", "", {}, value, parser.CurrentLineNumber))

    def doctype(*_: object) -> None:
        raise Unusable("dtd")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    return parser
