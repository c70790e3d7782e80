"""A parsed query as text that means the same."""

from lib.corpus.query_language import MAX_NEAR, NEAR, PLAIN_VALUE, And, Dates, Field, InDocument, Near, Or, Query, Words

_MARKS = (('"', '"', '"'), ("«", "»", "»«"), ("„", "“", "“”"), ("“", "”", "”"), ("«", "»", "»"))
"""Marks that open and close a value, and what then cannot stand inside."""


def write(query: Query | None) -> str:
    """Return the text of a query, with the parentheses that it needs.

    >>> from lib.corpus.query_language import parse
    >>> write(parse("(визит OR «прямой рейс») AND  спикер:петрова"))
    '(визит OR "прямой рейс") speaker:петрова'
    """
    match query:
        case Or(parts):
            return " OR ".join(map(write, parts))
        case And(parts, without):
            return " ".join([*map(_grouped, parts), *(f"NOT {_grouped(one)}" for one in without)])
        case Near(operands, distance):
            near = " near " if distance == NEAR else f" near/{min(distance, MAX_NEAR)} "
            return near.join(map(write, operands))
        case Words(words, True):
            return f'"{" ".join(words)}"'
        case Words(words):
            return words[0] if len(words) == 1 and not _is_sign(words[0]) else f"[{' '.join(words)}]"
        case InDocument(part):
            return f"doc({write(part)})"
        case Field(name, value):
            return f"{name}:{value if PLAIN_VALUE.fullmatch(value) else _quoted(value)}"
        case Dates(first, last):
            return f"date:{first or ''}..{last or ''}" if first != last else f"date:{first}"
    return ""


def _grouped(query: Query) -> str:
    return f"({write(query)})" if isinstance(query, Or | And) else write(query)


def _is_sign(word: str) -> bool:
    return word in ("AND", "OR", "NOT", "near", "NEAR")


def _quoted(value: str) -> str:
    start, end, _ = next((marks for marks in _MARKS if not set(marks[2]) & set(value)), _MARKS[0])
    return f"{start}{value}{end}"
