"""What an analyst looks at, as a value: to and from a link.

A link is the view. `encode` writes every filter in one canonical order and leaves out defaults; `decode` reads any
query string, however broken, and says in notices what it could not read. A filter that cannot be read is never
dropped silently: the view is then *unreadable*, and the page shows the notice instead of an unfiltered figure.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Any, Literal, get_args

from lib.corpus.queries.evidence import SearchOrder
from lib.corpus.selection import Duplicates, Grain, Kind, Lane, Over, Selection, Term, Unit
from lib.i18n import Language
from lib.text.clean import fold

VERSION = "1"
Norm = Literal["raw", "per10k", "share"]
Average = Literal["none", "3", "5", "9"]
"""Periods of a moving average."""
Form = Literal["chart", "table"]
Lines = Literal["off", "date", "left", "right"]
Pairs = list[tuple[str, str]]

_SLUG = re.compile(r"(?:-|[a-z0-9][a-z0-9_-]{0,79})")
_LAST = re.compile(r"([1-9][0-9]{0,4})d")
_DOC = re.compile(r"[0-9a-f]{12,64}")
_SPAN = re.compile(r"([0-9]{1,8})-([0-9]{1,8})")
_SNAP = re.compile(r"[0-9a-f]{6,64}(?:\.[0-9a-z]{1,16})?")
_TERM = re.compile(r"(lemma|form|phrase|theme|speaker):([^@]{1,200})(?:@([a-z0-9][a-z0-9-]{0,79}))?")
QUERY_LIMIT = 500
_VALUES_LIMIT = 50
FORMULA_LIMIT = 200
_FORM_LIMIT = 60
TERMS_LIMIT = 6


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in a link that could not be read: a message key of `lib.i18n` with its values."""

    key: str
    parameter: str
    value: str


@dataclass(frozen=True, slots=True)
class View:
    """All that decides what a page shows.

    Attributes:
        selection: the filters of the bar.
        last_days: a live period, the last so many days of the corpus; `pin` turns it into dates.
        a, b: the two sides of a comparison; a field that is set replaces the bar's.
        snapshot, corpus: pinned snapshot and corpus slug, empty for the newest and the only one.
        doc, span: a document's id (or its first digits) and the characters pointed at.
        formula: words of the formula that is open, empty for none.
        over: whose words formulas are looked for in.
        order: of the sentences that a search finds.
        lines: order of the concordance; ``off`` shows what a search finds as sentences.
        marks: what is selected in a figure, as the figure's own keys.
        unreadable: a filter of the link could not be read, so nothing may be drawn.
    """

    selection: Selection = field(default_factory=Selection)
    last_days: int | None = None
    a: Selection = field(default_factory=Selection)
    b: Selection = field(default_factory=Selection)
    language: Language = "ru"
    snapshot: str = ""
    corpus: str = ""
    unit: Unit = "stmt"
    grain: Grain | Literal["auto"] = "auto"
    norm: Norm = "raw"
    average: Average = "none"
    lane: Lane = "speaker"
    terms: tuple[Term, ...] = ()
    formula: str = ""
    over: Over = "stmt"
    order: SearchOrder = "newest"
    lines: Lines = "off"
    doc: str = ""
    span: tuple[int, int] | None = None
    marks: tuple[str, ...] = ()
    form: Form = "chart"
    unreadable: bool = False

    def resolved(self, last_day: date | None) -> Selection:
        """Return the filters with a live period turned into dates that end on `last_day` of the corpus."""
        if self.last_days is None or last_day is None:
            return self.selection
        return replace(self.selection, start=last_day - timedelta(days=self.last_days - 1), end=last_day)

    def pin(self, snapshot: str, last_day: date | None) -> "View":
        """Return the view that names its snapshot and its dates, so that it stays what it is."""
        return replace(self, selection=self.resolved(last_day), last_days=None, snapshot=snapshot)

    def side(self, name: Literal["a", "b"], base: Selection) -> Selection:
        """Return the filters of one side of a comparison: its own where set, `base` elsewhere."""
        own, unset = getattr(self, name), Selection()
        given = {f.name: getattr(own, f.name) for f in fields(Selection)}
        return replace(base, **{k: v for k, v in given.items() if v != getattr(unset, k)})


# Filters: parameter, field of Selection, reader, writer. The order is the canonical order of a link.


class _Unreadable(ValueError):
    """A value that is not of its parameter's form."""


def _day(value: str) -> date:
    if not re.fullmatch(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", value):
        raise _Unreadable
    return date.fromisoformat(value)


def _match(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not pattern.fullmatch(value):
            raise _Unreadable
        return value

    return read


def _choice(options: Sequence[str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in options:
            raise _Unreadable
        return value

    return read


def _query(value: str) -> str:
    if len(value) > QUERY_LIMIT or not value.isprintable():
        raise _Unreadable
    return " ".join(value.split())


def _formula(value: str) -> str:
    if len(value) > FORMULA_LIMIT:
        raise _Unreadable
    return _query(value)


def _form(value: str) -> str:
    if len(value) > _FORM_LIMIT or not value.isprintable() or not any(map(str.isalnum, value)):
        raise _Unreadable
    return fold(value.strip())


_slug = _match(_SLUG)
_ONE: dict[str, tuple[str, Callable[[str], Any]]] = {
    "from": ("start", _day),
    "to": ("end", _day),
    "q": ("query", _query),
    "kind": ("kind", _choice(get_args(Kind))),
    "syn": ("synonyms", _choice(("on", "off"))),
    "dup": ("duplicates", _choice(get_args(Duplicates))),
}
_MANY = {
    "src": ("sources", _slug),
    "sp": ("speakers", _slug),
    "th": ("themes", _slug),
    "x.src": ("not_sources", _slug),
    "x.sp": ("not_speakers", _slug),
    "x.th": ("not_themes", _slug),
    "x.form": ("not_forms", _form),
}
_FILTER_ORDER = ("from", "to", "src", "sp", "th", "q", "syn", "kind", "x.src", "x.sp", "x.th", "x.form", "dup")


def _span(value: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(value)
    if not found or int(found[1]) >= int(found[2]):
        raise _Unreadable
    return int(found[1]), int(found[2])


def _term(value: str) -> Term:
    found = _TERM.fullmatch(value)
    if not found or not value.isprintable() or (found[1] == "speaker" and found[3]):
        raise _Unreadable
    return Term(found[1], " ".join(found[2].split()), found[3])  # type: ignore[arg-type]  # the pattern has the kinds


def _last(value: str) -> int:
    found = _LAST.fullmatch(value)
    if not found:
        raise _Unreadable
    return int(found[1])


# Everything that is not a filter. A value that cannot be read falls back to the default, with a notice.
_REST: dict[str, tuple[str, Callable[[str], Any]]] = {
    "lang": ("language", _choice(get_args(Language))),
    "corpus": ("corpus", _slug),
    "unit": ("unit", _choice(get_args(Unit))),
    "g": ("grain", _choice(("auto", *get_args(Grain)))),
    "norm": ("norm", _choice(get_args(Norm))),
    "avg": ("average", _choice(get_args(Average))),
    "lane": ("lane", _choice(get_args(Lane))),
    "f": ("formula", _formula),
    "over": ("over", _choice(get_args(Over))),
    "order": ("order", _choice(("newest", "oldest", "relevance"))),
    "kwic": ("lines", _choice(get_args(Lines))),
    "doc": ("doc", _match(_DOC)),
    "s": ("span", _span),
    "view": ("form", _choice(get_args(Form))),
}
PARAMETERS = (
    "v", "corpus", "snap", "lang", "last", *_FILTER_ORDER, "unit", "g", "norm", "avg", "lane", "t", "f", "over",
    "order", "kwic",
    *(f"{side}.{name}" for side in "ab" for name in _FILTER_ORDER), "doc", "s", "sel", "view",
)  # fmt: skip


def encode(view: View) -> Pairs:
    """Return the parameters of the link to `view`, in canonical order, defaults left out.

    >>> encode(View(selection=Selection(speakers=("mariya-zakharova",), kind="direct")))
    [('v', '1'), ('sp', 'mariya-zakharova'), ('kind', 'direct')]
    """
    rows = {"v": [VERSION], **_encode_rest(view), **_encode_filters(view.selection)}
    if view.last_days is not None:
        rows["last"] = [f"{view.last_days}d"]
    for side in ("a", "b"):
        rows |= {f"{side}.{name}": values for name, values in _encode_filters(getattr(view, side)).items()}
    return [(name, value) for name in PARAMETERS for value in rows.get(name, [])]


def _encode_filters(selection: Selection) -> dict[str, list[str]]:
    unset = Selection()
    one = {name: [str(getattr(selection, attribute))] for name, (attribute, _) in _ONE.items()
           if getattr(selection, attribute) != getattr(unset, attribute)}  # fmt: skip
    return one | {name: list(getattr(selection, attribute)) for name, (attribute, _) in _MANY.items()}


def _encode_rest(view: View) -> dict[str, list[str]]:
    unset = View()
    rows = {name: [str(getattr(view, attribute))] for name, (attribute, _) in _REST.items()
            if name != "s" and getattr(view, attribute) != getattr(unset, attribute)}  # fmt: skip
    rows["s"] = [f"{view.span[0]}-{view.span[1]}"] if view.span else []
    rows["snap"] = [view.snapshot] if view.snapshot else []
    rows["t"] = [f"{term.kind}:{term.text}" + (f"@{term.speaker}" if term.speaker else "") for term in view.terms]
    rows["sel"] = list(view.marks)
    return rows


def decode(parameters: Mapping[str, Sequence[str]]) -> tuple[View, list[Notice]]:
    """Read a link.

    Args:
        parameters: parameter name to its values, as they came.

    Returns:
        The view, and a notice for each value that could not be read. Never raises.

    >>> view, notices = decode({"from": ["2025-13-01"]})
    >>> view.unreadable, notices[0].key
    (True, 'notice.filter')
    """
    reader = _Reader(parameters)
    selection, a, b = (reader.filters(prefix) for prefix in ("", "a.", "b."))
    view = View(selection=selection, last_days=reader.filter("last", _last), a=a, b=b)
    view = replace(view, **reader.rest(), snapshot=reader.filter("snap", _match(_SNAP)) or "")
    if selection.start and selection.end and selection.start > selection.end:
        reader.refuse("notice.period", "from", f"{selection.start}…{selection.end}")
    if view.last_days is not None and (selection.start or selection.end):
        reader.refuse("notice.filter", "last", f"{view.last_days}d")
    reader.unknown()
    return replace(view, unreadable=reader.unreadable), reader.notices


class _Reader:
    """Reads parameters one by one and gathers what it could not read."""

    def __init__(self, parameters: Mapping[str, Sequence[str]]) -> None:
        self._parameters = parameters
        self.notices: list[Notice] = []
        self.unreadable = False

    def refuse(self, key: str, name: str, value: str) -> None:
        self.notices.append(Notice(key, name, value[:80]))
        self.unreadable = self.unreadable or key != "notice.ignored"

    def values(self, name: str, read: Callable[[str], Any], key: str = "notice.filter") -> list[Any]:
        found: list[Any] = []
        for value in self._parameters.get(name, ())[:_VALUES_LIMIT]:
            try:
                found.append(read(value))
            except ValueError:
                self.refuse(key, name, value)
        return list(dict.fromkeys(found))

    def filter(self, name: str, read: Callable[[str], Any]) -> Any:
        found = self.values(name, read)
        if len(found) > 1:
            self.refuse("notice.filter", name, str(found[1]))
        return found[0] if found else None

    def filters(self, prefix: str) -> Selection:
        given: dict[str, Any] = {}
        for name, (attribute, read) in _ONE.items():
            value = self.filter(prefix + name, read)
            given |= {} if value is None else {attribute: value}
        for name, (attribute, read) in _MANY.items():
            given[attribute] = tuple(self.values(prefix + name, read))
        return Selection(**given)

    def rest(self) -> dict[str, Any]:
        rows: dict[str, Any] = {}
        for name, (attribute, read) in _REST.items():
            found = self.values(name, read, "notice.ignored")
            rows |= {attribute: found[0]} if found else {}
        rows["terms"] = tuple(self.values("t", _term))[:TERMS_LIMIT]
        rows["marks"] = tuple(self.values("sel", _query, "notice.ignored"))
        return rows

    def unknown(self) -> None:
        for name, values in self._parameters.items():
            known = name in PARAMETERS and not (name == "v" and list(values) != [VERSION])
            if not known and not name.startswith("embed"):
                self.notices.append(Notice("notice.ignored", name[:40], " ".join(values)[:80]))
