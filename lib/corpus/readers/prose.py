"""An article that is nothing but paragraphs: the headline comes first, the day on a line of its own near it."""

from collections.abc import Sequence

from lib.corpus.dates import DateError, parse_moment
from lib.corpus.documents import Record

_NEAR = 4
_MAX_TITLE = 300


def article_of(paragraphs: Sequence[str], title: str = "", **fields: str) -> Record:
    """Return the record of an article.

    Args:
        paragraphs: what the file holds, without blank ones.
        title: the headline, if the file says which it is; otherwise the first paragraph that is no date.
        fields: what else the file says of it, ``date``, ``source``, ``url``.
    """
    rest = list(paragraphs)
    date = fields.pop("date", "")
    if not date:
        at = next((at for at, line in enumerate(rest[:_NEAR]) if _is_date(line)), None)
        date = rest.pop(at) if at is not None else ""
    if not title and rest and len(rest[0]) <= _MAX_TITLE:
        title = rest.pop(0)
    return Record(date=date.strip(), title=title, text="\n\n".join(rest), **fields)


def _is_date(line: str) -> bool:
    try:
        parse_moment(line)
    except DateError:
        return False
    return True
