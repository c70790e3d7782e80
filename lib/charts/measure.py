"""How wide text is, so that it can be broken into lines before the browser draws it.

Plotly draws text as SVG, which does not wrap. Widths are those of Golos Text, or of Arial where a letter is wider
there, rounded up to 1/20 em, so that a line that fits here fits in the browser.
"""

from itertools import repeat

# Width in 1/100 em -> the letters that have it.
_LETTERS = {
    30: "ij .,:;!·'\u00a0\u202f",
    35: "lI|",
    40: 'frt()[]"-',
    50: "гт“”/*",
    55: "зсхчьэcsxzJ",
    60: "абвдеёклопуяГaekouvyL1235679?«»–<>=+_",
    65: "ийнрцъЗТbdghnpqFTZ048",
    70: "АБВЕЁКРУХЧЬABEKPSVXY&#",
    75: "мыДЛПСЭЯCDRU",
    80: "жюИЙНОЦЪGHNOQ",
    85: "фшщw",
    90: "МФЫmM%",
}
_WIDTH = {letter: width / 100 for width, letters in _LETTERS.items() for letter in letters}
_WIDEST = 1.1  # Ю, №, Щ, dashes, and letters of other scripts
ELLIPSIS = "…"


def text_width(text: str, size: float) -> float:
    """Return the width of `text` in px, set in `size` px.

    >>> text_width("МИД", 10), text_width("", 10)
    (24.5, 0)
    """
    return sum(map(_WIDTH.get, text, repeat(_WIDEST))) * size


def wrap(text: str, size: float, width: float, lines: int = 0) -> list[str]:
    """Return `text` broken at spaces into lines of at most `width` px; `lines` caps them, ending in an ellipsis.

    No-break spaces hold; a word wider than a line is cut, with a hyphen between letters.

    >>> wrap("Кто говорил о визах?", 10, 70)
    ['Кто говорил', 'о визах?']
    >>> wrap("Кто говорил о визах?", 10, 78, lines=1)
    ['Кто говорил…']
    """
    if "\n" not in text and text_width(text, size) <= width:
        return [text]
    found = [""]
    for word in text.replace("\n", " ").split(" "):
        for piece in _pieces(word, size, width):
            longer = f"{found[-1]} {piece}" if found[-1] else piece
            if text_width(longer, size) <= width:
                found[-1] = longer
            else:
                found.append(piece)
    if lines and len(found) > lines:
        return [*found[: lines - 1], _shortened(found[lines - 1], size, width)]
    return found


def _pieces(word: str, size: float, width: float) -> list[str]:
    if text_width(word, size) <= width:
        return [word]
    pieces, room = [""], width - text_width("-", size)
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size) > room:
            pieces[-1] += "-" if letter.isalpha() and pieces[-1][-1].isalpha() else ""
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _shortened(line: str, size: float, width: float) -> str:
    """End `line` in an ellipsis, after a whole word unless that costs half the line."""
    whole = line
    while line and text_width(line + ELLIPSIS, size) > width:
        line = line[:-1]
    space = line.rfind(" ")
    if line != whole and space > len(line) / 2:
        line = line[:space]
    return line.rstrip(" ,.;:—-") + ELLIPSIS
