"""Text in quotation marks, by paragraph: « » „ “ ” " in any mixture, nested, odd in number, over paragraphs.

Agencies' archives write < > for « »: they count beside Russian words, so that tags and arithmetic do not.
"""

import re
from itertools import accumulate
from typing import Literal, NamedTuple

from lib.text.spans import Span

Side = Literal["open", "close"]

_MARK = re.compile(r'[«»„“”"]|<(?=[А-ЯЁа-яё«"])|(?<=[А-ЯЁа-яё.!?…,»"0-9])(?<!<[.…])(?<!<\.\.\.)>')
_SIDE_OF: dict[str, Side] = {"«": "open", "„": "open", "»": "close", "<": "open", ">": "close"}
_PARAGRAPH = re.compile(r"(?<![^\n])[^\n]*\S[^\n]*")
_OPENS_AFTER = frozenset('([{—–-/«„“"”*>')
_ATTRIBUTION_FOLLOWS = re.compile(r"[\"»”“]{0,2}\s?[,.?!…]{0,3}\s{0,3}[—–-]\s?[а-яёa-z]")
_MAX_PARAGRAPHS = 8


class Quotation(NamedTuple):
    """Outermost text in quotation marks.

    `outer` includes the marks, `inner` leaves them out. `closed` tells whether a closing mark was found;
    without one the quotation ends with its paragraph.
    """

    outer: Span
    inner: Span
    closed: bool


class _Mark(NamedTuple):
    at: int
    side: Side


def quotations(text: str) -> list[Quotation]:
    """Return the outermost quotations of a text, in order; in linear time, for any number of marks.

    >>> text = 'Он сказал: "Газета "Время" права".'
    >>> [quotation.inner.of(text) for quotation in quotations(text)]
    ['Газета "Время" права']
    """
    found: list[Quotation] = []
    pending: _Mark | None = None
    waited = 0
    for paragraph in _PARAGRAPH.finditer(text):
        marks = _marks(text, paragraph.start(), paragraph.end())
        if pending is None and not marks:
            continue
        if pending is not None:
            resumed = _resume(text, marks, pending, waited)
            if resumed is None:
                found.append(_unclosed(text, pending.at))
                pending = None
            else:
                quotation, marks = resumed
                waited += 1
                if quotation is None:
                    continue
                found.append(quotation)
                pending = None
        closed, pending = _pair(text, marks)
        found += closed
        waited = 0
    if pending is not None:
        found.append(_unclosed(text, pending.at))
    return found


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """Return the marks between two offsets, each taken as opening or closing."""
    marks: list[_Mark] = []
    depth = 0
    for match in _MARK.finditer(text, start, end):
        side = _side(text, match.start(), depth)
        depth = depth + 1 if side == "open" else max(0, depth - 1)
        marks.append(_Mark(match.start(), side))
    return marks


def _side(text: str, at: int, depth: int) -> Side:
    """Tell whether a mark opens or closes: by its form, else by the characters beside it."""
    if text[at] in _SIDE_OF:
        return _SIDE_OF[text[at]]
    before = text[at - 1] if at else "\n"
    after = text[at + 1] if at + 1 < len(text) else "\n"
    can_open = (before.isspace() or before in _OPENS_AFTER) and not after.isspace()
    can_close = not before.isspace() and (not after.isalnum())
    if can_open != can_close:
        return "open" if can_open else "close"
    return "close" if depth else "open"


def _pair(text: str, marks: list[_Mark]) -> tuple[list[Quotation], _Mark | None]:
    """Pair the marks of a paragraph; return the outermost pairs and the mark that was left open, if any.

    One closing mark may close two levels: it does when no later mark could close the outer one and an
    attribution or nothing follows.
    """
    found: list[Quotation] = []
    needs = _later_closers(marks)
    last_closer = max((i for i, mark in enumerate(marks) if mark.side == "close"), default=-1)
    open_marks: list[_Mark] = []
    for i, mark in enumerate(marks):
        if mark.side == "open":
            open_marks.append(mark)
            continue
        if not open_marks:
            continue
        opened = open_marks.pop()
        if open_marks and not needs[i + 1] and (i == last_closer or _ATTRIBUTION_FOLLOWS.match(text, mark.at + 1)):
            opened = open_marks[0]
            open_marks.clear()
        if not open_marks:
            found.append(_closed(text, opened.at, mark.at))
    return found, open_marks[0] if open_marks else None


def _later_closers(marks: list[_Mark]) -> list[bool]:
    """Tell for each position in `marks` whether a closing mark without its own opening mark is still to come."""
    steps = [1 if mark.side == "open" else -1 for mark in marks]
    lowest = list(accumulate(reversed(steps), lambda low, step: min(0, step + low), initial=0))
    return [low < 0 for low in reversed(lowest)]


def _resume(text: str, marks: list[_Mark], pending: _Mark, waited: int) -> tuple[Quotation | None, list[_Mark]] | None:
    """Carry a quotation that a paragraph left open into the next paragraph.

    Return None if it does not go on there; otherwise the quotation, or None if it is still open, and the
    marks that remain. Each paragraph of a long quotation may begin with an opening mark of its own.
    """
    if waited >= _MAX_PARAGRAPHS:
        return None
    repeated = bool(marks) and marks[0].side == "open" and text[marks[0].at - 1] == "\n"
    own = marks[1:] if repeated else marks
    depth = 0
    for i, mark in enumerate(own):
        depth += 1 if mark.side == "open" else -1
        if depth < 0:
            if repeated and not _closes_long_quotation(text, pending):
                return None
            return _closed(text, pending.at, mark.at), own[i + 1 :]
    return (None, []) if repeated and depth == 0 else None


def _closes_long_quotation(text: str, pending: _Mark) -> bool:
    """Tell whether an open mark begins its paragraph: only then may it be repeated on the next."""
    return pending.at == 0 or text[pending.at - 1] == "\n"


def _closed(text: str, opened: int, closed: int) -> Quotation:
    return Quotation(Span(opened, closed + 1), _trimmed(text, opened + 1, closed), True)


def _unclosed(text: str, opened: int) -> Quotation:
    end = text.find("\n", opened)
    end = len(text) if end < 0 else end
    return Quotation(Span(opened, end), _trimmed(text, opened + 1, end), False)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without white space around it and without a final comma."""
    inner = text[start:end]
    kept = inner.strip().rstrip(",").rstrip()
    first = start + len(inner) - len(inner.lstrip())
    return Span(first, first + len(kept)) if kept else Span(start, start)
