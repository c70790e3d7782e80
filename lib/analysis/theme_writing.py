"""An edited dictionary of themes back to TOML: what was not edited stays as it was written, comments too."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from lib.analysis.theme_dictionary import Theme, ThemeError, load_themes, load_words

_TEXTS = ("id", "name_ru", "name_en", "description_ru", "description_en")
_LISTS = ("exclusions", "circumstances", "requirements")
_WIDTH = 118
_TABLE = re.compile(r"(?m)^[ \t]*\[(?![ \t]*theme[ \t]*\.)")
_THEME = re.compile(r"[ \t]*\[\[[ \t]*theme[ \t]*\]\]")
_KEY = re.compile(r"(?m)\n(?=(?:[ \t]*#[^\n]*\n){0,40}[ \t]*[\w.\"']+[ \t]*=)")
"""Before a line with a key and the comments above it."""


def as_toml(themes: Sequence[Theme], words: Mapping[str, Sequence[str]]) -> str:
    """Return a dictionary that `load_themes` reads as these themes; terms of one weight stand together."""
    lists = "".join(f"{_key(name)} = {_list(entries)}\n" for name, entries in words.items())
    return "\n".join([*([f"[words]\n{lists}"] if words else []), *map(_table, themes)])


def with_theme(text: str, theme: Theme) -> str:
    """Return a dictionary in which a theme takes the place of the one with its id, or stands last.

    The rest stays byte for byte, unless the file is written in a way in which tables cannot be told apart (a theme
    inside a string, tables in one line): then it is written anew, without its comments.

    Raises:
        ThemeError: the dictionary cannot be read, or the theme cannot be written (it has no term, say).
    """
    themes, words = _read(text)
    theme = replace(theme, words=words)
    wanted = {**themes, theme.id: theme}
    place = _place(text, theme.id)
    if place is None:
        edited = f"{text.rstrip()}\n\n{_table(theme)}".lstrip() if theme.id not in themes else ""
    else:
        edited = text[: place[0]] + _edited(text[slice(*place)], theme) + text[place[1] :]
    return _checked(edited, wanted, words)


def without_theme(text: str, id: str) -> str:
    """Return a dictionary without a theme; the rest stays as `with_theme` says.

    Raises:
        ThemeError: the dictionary cannot be read.
    """
    themes, words = _read(text)
    place = _place(text, id)
    edited = text[: place[0]] + text[place[1] :].lstrip("\n") if place else ""
    return _checked(edited, {key: theme for key, theme in themes.items() if key != id}, words)


def _read(text: str) -> tuple[dict[str, Theme], Mapping[str, tuple[str, ...]]]:
    return {theme.id: theme for theme in load_themes(text)}, load_words(text)


def _checked(edited: str, wanted: Mapping[str, Theme], words: Mapping[str, Sequence[str]]) -> str:
    """Return an edited text if it says what is wanted, and otherwise another one that does."""
    try:
        if {theme.id: _said(theme) for theme in load_themes(edited)} == {id: _said(one) for id, one in wanted.items()}:
            return edited
    except ThemeError:
        pass
    whole = as_toml(tuple(wanted.values()), words)
    load_themes(whole)
    return whole


def _said(theme: Theme) -> tuple[Theme, frozenset[object]]:
    """Return a theme so that the order of its terms makes no difference."""
    return replace(theme, terms=()), frozenset(theme.terms)


def _place(text: str, id: str) -> tuple[int, int] | None:
    """Return where the table of a theme stands, without what stands above the next one."""
    starts = [match.start() for match in _TABLE.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        block = text[start:end]
        if _THEME.match(block) and _id_of(block) == id:
            own = block.rstrip() if end == len(text) else _without_end(block)
            return start, start + len(own)
    return None


def _without_end(block: str) -> str:
    lines = block.split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "\n".join(lines)


def _id_of(block: str) -> str:
    found = re.search(r"""(?m)^[ \t]*id[ \t]*=[ \t]*["'](\w+)["']""", block)
    return found[1] if found else ""


def _table(theme: Theme) -> str:
    return "\n".join(["[[theme]]", *_statements(theme).values()]) + "\n"


def _statements(theme: Theme) -> dict[str, str]:
    """Return the lines of a theme's table by key."""
    said = {key: _text(getattr(theme, key)) for key in _TEXTS} | {"threshold": _number(theme.threshold)}
    for weight in dict.fromkeys(term.weight for term in theme.terms):
        number = _number(weight)
        key = f"terms.{number}" if number.isdigit() else f'terms."{number}"'
        said[key] = _list([term.text for term in theme.terms if term.weight == weight])
    said |= {key: _list(entries) for key in _LISTS if (entries := getattr(theme, key))}
    return {key: f"{key} = {value}" for key, value in said.items()}


def _edited(block: str, theme: Theme) -> str:
    """Return a theme's table with only those lines written anew that say something else; their comments stay."""
    left, lines = _statements(theme), []
    for part in _KEY.split(block):
        above, key, statement = _parted(part)
        if key in left:
            said = left.pop(key)
            lines.append(part if _says(statement, said) else above + said)
        elif not key:
            lines.append(part)
    return "\n".join(line.strip("\n") for line in (*lines, *left.values()))


def _parted(part: str) -> tuple[str, str, str]:
    """Return the comments above a statement, its key, and the statement."""
    lines = part.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), len(lines))
    statement = "\n".join(lines[first:])
    above = "".join(f"{line}\n" for line in lines[:first])
    return above, "".join(statement.partition("=")[0].split()) if "=" in statement else "", statement


def _says(statement: str, said: str) -> bool:
    try:
        return tomllib.loads(statement) == tomllib.loads(said)
    except tomllib.TOMLDecodeError:
        return False


def _list(entries: Iterable[str]) -> str:
    """Return a list on one line, or on several where one is too short."""
    texts = [_text(entry) for entry in entries]
    line = f"[{', '.join(texts)}]"
    if len(line) <= _WIDTH - 20:
        return line
    lines = ["["]
    for text in texts:
        if len(lines) == 1 or len(lines[-1]) + len(text) + 2 > _WIDTH:
            lines.append(f"  {text},")
        else:
            lines[-1] += f" {text},"
    return "\n".join([*lines, "]"])


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _text(name)
