"""What a hostile case is, and the article that most of them spoil."""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Outcome = Literal["accept", "repair", "refuse record", "refuse file", "skip"]

DATE = "2025-11-14"
TITLE = "Захарова заявила о продолжении контактов"
BODY = (
    "МОСКВА, 14 ноября. /ТАСС/. Диалог идет, заявила официальный представитель МИД РФ Мария Захарова.\n\n"
    '"Эти контакты будут продолжены", - подчеркнула она.'
)


@dataclass(frozen=True)
class Case:
    """A file, what is wrong with it, and how reading it has to end.

    Attributes:
        id: kind and number, "TXT-07".
        path: below the folder of all cases; its first part is the kind.
        made: its bytes, or, where they take long to make, the function that makes them.
        articles: how many have to be accepted, None if that is free.
        text: what the text of the article has to be, if it is told.
        titles, days: of the accepted articles, in order, as far as they are told.
        line, reason: of a refusal: the line, if it is told, and an expression that both languages match.
        seconds: how long it may take.
    """

    id: str
    path: str
    made: bytes | Callable[[], bytes]
    fault: str
    outcome: Outcome = "accept"
    articles: int | None = 1
    text: str | None = None
    titles: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    line: int | None = None
    reason: str = "."
    seconds: float = 5.0

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.made if isinstance(self.made, bytes) else self.made()

    @property
    def file(self) -> str:
        """The name that the report has to say."""
        return self.path.rpartition("/")[2]


def seed(date: str = DATE, title: str = TITLE, body: str = BODY, lead: str = " ") -> str:
    """An article in the seed form."""
    return f"{lead}date {date} {title}\n\n{body}"


def zipped(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip archive whose bytes are the same each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members:
            archive.writestr(name if isinstance(name, zipfile.ZipInfo) else member(name), data)
    return buffer.getvalue()


def member(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    """The head of a member, with a fixed time."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = mode << 16
    return info
