"""Parquet: columns by name, row by row; limits are checked before a group of rows is read, and on what comes out."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from lib.corpus.documents import Note, Place, Record, Row, refused, skipped, warned
from lib.corpus.readers.cells import as_text
from lib.corpus.readers.columns import header
from lib.corpus.readers.encoding import encoding_of
from lib.corpus.readers.limits import Budget, Unusable, size_of
from lib.corpus.readers.task import Task

_ROWS = 256
_STRING_LIMIT, _CONTAINER_LIMIT = 16 << 20, 1_000_000


def read_parquet(file: BinaryIO, place: Place, task: Task) -> Iterator[Row | Note]:
    """Yield the records of a table; `Place.line` is the number of the row, from 1.

    Raises:
        Unusable: no Parquet, damaged, without the columns of articles, or beyond the limits.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    budget = Budget(size_of(file))
    try:
        with pq.ParquetFile(
            file,
            pre_buffer=False,
            page_checksum_verification=True,
            thrift_string_size_limit=_STRING_LIMIT,
            thrift_container_size_limit=_CONTAINER_LIMIT,
        ) as table:
            found = header(table.schema_arrow.names, task.columns)
            yield from _read_table(table, found, place, budget)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError, ValueError, LookupError) as error:
        raise Unusable("damaged") from error  # LookupError: a time zone that nobody knows


def _read_table(table: Any, found: dict[str, int], place: Place, budget: Budget) -> Iterator[Row | Note]:
    number = 0
    names = [table.schema_arrow.names[at] for at in found.values()]
    for group in range(table.metadata.num_row_groups):
        _claim(table.metadata.row_group(group), budget.limit)
        for batch in table.iter_batches(_ROWS, row_groups=[group], columns=names, use_threads=False):
            for values in zip(*(_values(batch.column(name)) for name in names), strict=True):
                number += 1
                budget.spend(sum(len(value) for value in values if isinstance(value, str | bytes)))
                yield from _read_row(dict(zip(found, values, strict=True)), place._replace(line=number))
    if not number:
        yield skipped(place, "no_rows")


def _claim(group: Any, limit: int) -> None:
    """Refuse a group of rows that says itself that it is too large."""
    if any(group.column(at).total_uncompressed_size > limit for at in range(group.num_columns)):
        raise Unusable("bomb", limit=limit)


def _values(column: Any) -> list[Any]:
    """Return the values of a column; moments to the second, as finer ones have no type in Python."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    return list(column.to_pylist())


def _read_row(values: dict[str, Any], place: Place) -> Iterator[Row | Note]:
    try:
        record = Record(**{field: as_text(value) for field, value in values.items()})
        guessed = {encoding_of(value) for value in values.values() if isinstance(value, bytes)} - {"utf-8"}
    except Unusable as error:
        yield refused(place, error.key, "record", **error.values)
        return
    for encoding in guessed:
        yield warned(place, "encoding", encoding=encoding)
    yield Row(record, place)
