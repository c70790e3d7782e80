"""Fields of a query made filters: what holds for all of a query stands in the filter bar, where it can be seen."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lib.corpus.query_language import And, Dates, Field, FieldName, Or, Query
from lib.corpus.query_writing import write
from lib.corpus.selection import Selection

_FILTERS: dict[FieldName, str] = {"speaker": "speakers", "source": "sources", "theme": "themes"}


def lifted(selection: Selection, query: Query, *, dates: bool) -> Selection:
    """Return a selection whose filters say what the fields of its query, slugs resolved, say for all of it.

    A filter that is set already is not touched, and its field stays in the query. So does ``NOT speaker:``, which keeps
    sentences outside of all statements, as a filter does not.
    """
    parts, without = (query.parts, query.without) if isinstance(query, And) else ((query,), ())
    before, kept = selection, list[Query]()
    for part in parts:
        changed = _with(selection, part, dates=dates)
        selection = changed or selection
        kept += [] if changed else [part]
    kept_without: list[Query] = []
    for part in without:
        fields = _fields(part)
        if fields and fields[0].name != "speaker":
            name = f"not_{_FILTERS[fields[0].name]}"
            values = dict.fromkeys((*getattr(selection, name), *(field.value for field in fields)))
            selection = _changed(selection, name, values)
        else:
            kept_without.append(part)
    if (len(kept), len(kept_without)) == (len(parts), len(without)):
        return selection
    if not kept and any(not isinstance(one, Field | Dates) for one in kept_without):
        return before  # NOT alone is no query
    rest = kept[0] if len(kept) == 1 and not kept_without else And(tuple(kept), tuple(kept_without))
    return replace(selection, query=write(rest))


def _with(selection: Selection, part: Query, *, dates: bool) -> Selection | None:
    if isinstance(part, Dates):
        free = dates and selection.start is None and selection.end is None
        return replace(selection, start=part.first, end=part.last) if free else None
    fields = _fields(part)
    if not fields or getattr(selection, _FILTERS[fields[0].name]):
        return None
    return _changed(selection, _FILTERS[fields[0].name], dict.fromkeys(field.value for field in fields))


def _changed(selection: Selection, name: str, slugs: Iterable[str]) -> Selection:
    values: dict[str, Any] = {name: tuple(slugs)}
    return replace(selection, **values)


def _fields(part: Query) -> list[Field]:
    """Return the fields that a part of a query consists of, all of one name; none where it has anything else."""
    every = part.parts if isinstance(part, Or) else (part,)
    fields = [one for one in every if isinstance(one, Field)]
    return fields if len(fields) == len(every) and len({field.name for field in fields}) == 1 else []
