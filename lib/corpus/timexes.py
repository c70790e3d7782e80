"""The days that expressions of time mean in articles of given days, as a table to join."""

from datetime import date

import pyarrow as pa

from lib.text.spans import Span
from lib.text.timex_days import Days, days_of
from lib.text.timexes import Timex

RESOLVED = pa.schema(
    [
        *((name, pa.string()) for name in ("value", "rule", "toward")),
        *((name, pa.date32()) for name in ("date", "first", "last")),
        *((name, pa.string()) for name in ("grain", "reason")),
    ]
)
"""An expression as its article has it, the article's day, and the days that it means or the reason why they are not
told, see `lib.text.timex_days`."""

_NOWHERE = Span(0, 0)  # the days do not depend on the place


def resolved(expressions: pa.RecordBatch) -> pa.RecordBatch:
    """Return `RESOLVED` for its first four columns."""
    given = list(zip(*(column.to_pylist() for column in expressions.columns), strict=True))
    rows = [(*one, *_told(*one)) for one in given]
    columns = list(zip(*rows, strict=True)) or [()] * len(RESOLVED)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, RESOLVED.types, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=RESOLVED)


def _told(
    value: str, rule: str, toward: str, published: date | None
) -> tuple[date | None, date | None, str | None, str | None]:
    found = days_of(Timex(_NOWHERE, rule, value, toward), published)
    return (*found, None) if isinstance(found, Days) else (None, None, None, found)
