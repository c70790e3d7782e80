"""EML: a letter is an article: subject, date, the sender's name as the source, plain text before HTML."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO

from lib.corpus.documents import Note, Place, Record, Row, skipped
from lib.corpus.readers.encoding import decode
from lib.corpus.readers.limits import Unusable, read_whole
from lib.corpus.readers.markup import text_of
from lib.corpus.readers.task import Task

_MAX_PARTS = 1_000
_HEADERS = ("from", "subject", "date")


def read_eml(file: BinaryIO, place: Place, _task: Task) -> Iterator[Row | Note]:
    """Yield the record of a letter; attachments are named and left out.

    Raises:
        Unusable: no letter.
    """
    letter = message_from_bytes(read_whole(file), policy=policy.default)
    if not any(name in letter for name in _HEADERS):
        raise Unusable("no_letter")
    parts = list(letter.walk())
    if len(parts) > _MAX_PARTS:
        raise Unusable("too_many_members", limit=_MAX_PARTS)
    for part in parts:
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() not in ("text", "multipart"):
            yield skipped(place, "attachment", name=str(part.get_filename() or part.get_content_type())[:100])
    record = Record(
        date=_header(letter, "date"),
        title=_header(letter, "subject"),
        text=_body(letter),
        source=_sender(letter),
        external_id=_header(letter, "message-id").strip("<> "),
    )
    yield Row(record, place)


def _header(letter: EmailMessage, name: str) -> str:
    """Return a header; one that the library cannot take apart counts as it is written."""
    try:
        return " ".join(str(letter.get(name, "")).split())
    except (ArithmeticError, ValueError, TypeError, IndexError, AttributeError):
        raw = next((value for key, value in letter.raw_items() if key.lower() == name), "")
        return " ".join(str(raw).split())


def _sender(letter: EmailMessage) -> str:
    name, address = parseaddr(_header(letter, "from"))
    return name or address.rpartition("@")[2]


def _body(letter: EmailMessage) -> str:
    plain = [part for part in letter.walk() if part.get_content_type() == "text/plain" and not part.is_attachment()]
    if plain:
        return "\n\n".join(_text(part) for part in plain).strip()
    hypertext = [part for part in letter.walk() if part.get_content_type() == "text/html"]
    return text_of(_text(hypertext[0])) if hypertext else ""


def _text(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):  # no such encoding; a name that is none
        text = decode(data).text
    return text.replace("\r\n", "\n")
