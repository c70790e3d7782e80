"""Traps for whoever counts words: what a text has that was not written to be read there, or not as it stands."""

import re
from typing import NamedTuple

from lib.text.spans import Span

FEWEST_LETTERS, FEWEST_SMALL = 40, 100
"""Letters below which a text says nothing about its language, and about its case."""
FURNITURE = (
    "читайте также", "смотрите также", "читайте далее", "читать далее", "материалы по теме", "подписывайтесь на",
    "подпишитесь на", "подписаться на", "подписывайся на", "присоединяйтесь к нам",
    "нашли ошибку в тексте", "выделите её и нажмите", "ctrl+enter", "поделиться в соцсетях", "все права защищены",
    "на правах рекламы", "следите за нашими новостями",
)  # fmt: skip
"""What a page says around its article, in small letters."""

_CYRILLIC, _LATIN = (
    "\u0400-\u0481\u048a-\u04ff",
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff",
)  # ë is Latin, ё is not
_PATTERNS = {
    "mixed_script": re.compile(
        f"(?<![{_LATIN}{_CYRILLIC}])(?:[{_CYRILLIC}]++[{_LATIN}]|[{_LATIN}]++[{_CYRILLIC}])[{_LATIN}{_CYRILLIC}]*+"
    ),
    "wide_spaces": re.compile("[\u00a0\u2007\u202f]"),
    "emoji": re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u203c\u2049]"),
    "markup": re.compile(
        r"\*\*[^*\n]{1,200}\*\*|__[^_\n]{1,200}__|\[[^\]\[\n]{1,200}\]\(https?://|&(?:nbsp|quot|amp);"
    ),
    "furniture": re.compile("|".join(map(re.escape, FURNITURE)), re.IGNORECASE),
}
_NO_LETTERS = re.compile(r"[\W\d_]+")
_RUSSIAN = re.compile("[А-Яа-яЁё]+")
_NEIGHBOURS = re.compile("[ІіЇїЄєҐґЎў]")
"""Letters of Ukrainian and Belarusian that Russian has not."""

NAMES = (*_PATTERNS, "lower_case", "other_language", "no_body")


class Trap(NamedTuple):
    """A trap that a text has: its name in `NAMES`, how often, and the first place; of a whole text an empty one."""

    name: str
    n: int
    span: Span


def find_traps(text: str) -> list[Trap]:
    """Return the traps of a text, in the order of `NAMES`.

    >>> [(trap.name, trap.n) for trap in find_traps("Ещe раз:\\u00a0Читайте также")]
    [('mixed_script', 1), ('wide_spaces', 1), ('furniture', 1)]
    """
    found = []
    small = text.casefold()
    has_furniture = any(phrase in small for phrase in FURNITURE)  # told sooner than by the pattern
    for name, pattern in _PATTERNS.items():
        if name == "furniture" and not has_furniture:
            continue
        spans = [Span(*match.span()) for match in pattern.finditer(text)]
        if spans:
            found.append(Trap(name, len(spans), spans[0]))
    return found + [Trap(name, 1, Span(0, 0)) for name in _of_the_whole(text)]


def _of_the_whole(text: str) -> list[str]:
    if not text.strip():
        return ["no_body"]
    letters = _NO_LETTERS.sub("", text)
    if len(letters) < FEWEST_LETTERS:
        return []
    foreign = len(_RUSSIAN.sub("", letters))
    found = ["lower_case"] if len(letters) >= FEWEST_SMALL and letters == letters.lower() else []
    if 2 * foreign > len(letters) or 100 * len(_NEIGHBOURS.findall(letters)) > 2 * len(letters):
        found.append("other_language")
    return found
