"""Typed cells of Parquet and XLSX as the strings that records have."""

from datetime import date, datetime, time

from lib.corpus.readers.encoding import decode


def as_text(value: object) -> str:
    """Return a cell as text: nothing as empty, midnight as no time of day, bytes decoded, whole numbers without ``.0``.

    Raises:
        Unusable: ``encoding_unknown``, bytes in no encoding that is known.

    >>> as_text(datetime(2025, 11, 14)), as_text(7.0), as_text(None)
    ('2025-11-14', '7', '')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return decode(value).text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _moment(value: datetime) -> str:
    is_day = value.tzinfo is None and value.time() == time.min
    return value.date().isoformat() if is_day else value.replace(microsecond=0).isoformat(" ")
