"""Text made readable by machines: repairs that change the document, and folds that only serve matching."""

import re
import unicodedata

_REPAIRS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("line_ends", re.compile("\r\n?"), "\n"),
    ("terminal_codes", re.compile("\x1b\\[[0-9;?]{0,20}[A-Za-z]"), ""),
    ("separators", re.compile("[\x0b\x0c\x1c-\x1f]"), " "),
    ("control_characters", re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"), ""),
    ("direction_controls", re.compile("[\u202a-\u202e\u2066-\u2069]"), ""),
    ("byte_order_mark", re.compile("\\A\ufeff+"), ""),
    ("combining_marks", re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+"), r"\1"),
)
"""Name of a repair, what it looks for, what stands there afterwards; in order of application."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_INVISIBLE = re.compile("[\xad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")
"""Soft hyphens, zero-width spaces and joiners, direction and variation marks: they never tell words apart."""

_ACCENTS = re.compile("[\u0300-\u0305\u0307\u0309-\u036f]")
"""Combining marks that are no part of a Russian letter (й and ё need U+0306 and U+0308)."""

_RUSSIAN = re.compile("[А-Яа-яЁё-]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-zË-ë]")
_LOOK_ALIKES = str.maketrans("ABCEËHKMOPTXYaceëkopxy", "АВСЕЁНКМОРТХУасеёкорху")
"""Latin letters with the Cyrillic ones that they are mistaken for, by hand or by a scanner."""
_LOOK_ALIKES_BACK = {cyrillic: latin for latin, cyrillic in _LOOK_ALIKES.items()}


def repair(text: str) -> tuple[str, list[str]]:
    """Return the text as it is kept, and the names of the repairs that were needed, in order.

    Line ends become ``\\n``; a byte order mark, terminal codes, control characters and direction overrides go;
    form feeds and the like become spaces; half of a surrogate pair becomes U+FFFD; of a pile of combining marks
    four stay. Nothing else changes. Never raises.

    >>> repair("да\\r\\nнет\\x00")
    ('да\\nнет', ['line_ends', 'control_characters'])
    """
    names = []
    for name, pattern, replacement in _REPAIRS:
        text, found = pattern.subn(replacement, text)
        if found:
            names.append(name)
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        names.append("lone_surrogates")
    return text, names


def fold(word: str) -> str:
    """Return the form of a word under which spellings of it match: "Ёлка", "ёлка" and "eлка" are "елка".

    Canonical composition, lower case, ё as е; invisible characters and stress marks dropped; Latin letters
    inside a Cyrillic word replaced by the Cyrillic ones they look like. Never raises.

    >>> fold("Ещe"), fold("за\\xadмо\\u0301к"), fold("Covid")
    ('еще', 'замок', 'covid')
    """
    simple = word.isascii() or _RUSSIAN.fullmatch(word)
    folded = word.lower() if simple else _fold_letters(word)
    return folded.replace("ё", "е")


def _fold_letters(word: str) -> str:
    word = unicodedata.normalize("NFC", _INVISIBLE.sub("", word))
    if _CYRILLIC.search(word):
        word = _ACCENTS.sub("", word)
        if _LATIN.search(word):
            word = "-".join(map(_one_script, word.split("-")))
    return word.casefold()


def _one_script(part: str) -> str:
    """Return part of a compound in Cyrillic, or else in Latin letters, if look-alikes allow ("VIP-зал" has two)."""
    if not (_CYRILLIC.search(part) and _LATIN.search(part)):
        return part
    if not _LATIN.search(cyrillic := part.translate(_LOOK_ALIKES)):
        return cyrillic
    return part if _CYRILLIC.search(latin := part.translate(_LOOK_ALIKES_BACK)) else latin
