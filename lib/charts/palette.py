"""Colours, marker shapes and dashes: one meaning each, light and dark.

The tokens are also those of ``.streamlit/config.toml`` and of the page's CSS. A slot is a rank: the ten largest
themes, speakers or sources of a snapshot have slots 0–9 and keep them on every page; the rest is grey and named.
Every slot has a shape and a dash too, so that a grey print can be read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SLOTS = 10
MAX_COLOURED = 6
GREY = -1
"""Slot of what is not told apart by colour: ranks from ten on, "others", "not established"."""

SANS = "Golos Text, Arial, sans-serif"
SERIF = "Literata, Georgia, serif"

SYMBOLS = (
    "circle",
    "diamond",
    "square",
    "triangle-up",
    "cross",
    "star",
    "triangle-down",
    "hexagon",
    "x",
    "pentagon",
)
SYMBOL_SIZES = (1.0, 1.1, 0.95, 1.2, 1.15, 1.4, 1.2, 1.1, 1.05, 1.1)
"""Factors that make the symbols look equally heavy."""
GLYPHS = ("●", "◆", "■", "▲", "✚", "★", "▼", "⬢", "✖", "⬟")
DASHES = ("solid", "7px,3px", "2px,2px", "9px,3px,2px,3px", "12px,4px", "4px,4px")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mode, as ``#rrggbb``.

    Attributes:
        paper, panel: background of the page, and of a raised or empty part of it.
        ink, muted: text, and text that steps back; both at least 4.5:1 on paper.
        hairline: rules, grid lines, borders.
        accent: the one colour of what needs no telling apart.
        grey: marks of "others" and of "not established", 3:1 on paper.
        categorical: ten slots, at least 3:1 on paper; the first six stay apart for colour-blind readers.
        sequential: five steps from least to most.
    """

    paper: str
    panel: str
    ink: str
    muted: str
    hairline: str
    accent: str
    grey: str
    categorical: tuple[str, ...]
    sequential: tuple[str, ...]


# Chosen so that the smallest OKLab distance of any two of the first six is >= 10 with full sight, deuteranopia and
# protanopia (simulation of Machado et al. 2009), and >= 9 with tritanopia; the test repeats the measurement.
LIGHT = Palette(
    paper="#fbfaf7",
    panel="#f2f0ea",
    ink="#1f2328",
    muted="#6b6f76",
    hairline="#dedbd3",
    accent="#0f5c6e",
    grey="#8b8f96",
    categorical=(
        "#0f5c6e",
        "#a8380e",
        "#6486e0",
        "#958118",
        "#4a0f60",
        "#cd719d",
        "#0a8a74",
        "#a86853",
        "#56633b",
        "#3b3fa0",
    ),
    sequential=("#dbe8ea", "#a9c9cf", "#6fa3ad", "#367d8c", "#0f5c6e"),
)
DARK = Palette(
    paper="#16181c",
    panel="#1f2227",
    ink="#e8e6e1",
    muted="#9a9da3",
    hairline="#34383f",
    accent="#6fb7c6",
    grey="#84888f",
    categorical=(
        "#6fb7c6",
        "#d9622c",
        "#8c88ee",
        "#e6d27c",
        "#9647d6",
        "#b0568a",
        "#4ea274",
        "#d5b08f",
        "#9dc021",
        "#c4cdf0",
    ),
    sequential=("#22353b", "#2c505a", "#3d717d", "#5494a2", "#6fb7c6"),
)


@dataclass(frozen=True, slots=True)
class Style:
    """How the marks of one series look: colour, marker symbol and its relative size, the same symbol as a letter,
    dash of its line.
    """

    color: str
    symbol: str
    size: float
    glyph: str
    dash: str


def theme_slot(theme_id: str, themes_order: Sequence[str]) -> int:
    """Return the slot of a theme: its place among the ten largest of the snapshot, else `GREY`.

    >>> theme_slot("b", ["a", "b"]), theme_slot("-", ["a", "b"])
    (1, -1)
    """
    return themes_order.index(theme_id) if theme_id in themes_order[:SLOTS] else GREY


def slot_color(slot: int, palette: Palette) -> str:
    """Return the colour of a rank; grey from ten on and for `GREY`.

    >>> slot_color(0, LIGHT) == LIGHT.accent, slot_color(10, LIGHT) == LIGHT.grey
    (True, True)
    """
    return palette.categorical[slot] if 0 <= slot < SLOTS else palette.grey


def theme_color(theme_id: str, themes_order: Sequence[str], palette: Palette = LIGHT) -> str:
    """Return the colour that a theme has on every page of a snapshot."""
    return slot_color(theme_slot(theme_id, themes_order), palette)


def styles(slots: Iterable[int], palette: Palette) -> dict[int, Style]:
    """Return the style of each slot of one figure: the first six different slots are coloured, later ones grey.

    >>> [style.color == LIGHT.grey for style in styles([8, 3, 9, 1, 0, 2, 5, -1], LIGHT).values()]
    [False, False, False, False, False, False, True, True]
    """
    found: dict[int, Style] = {}
    room = MAX_COLOURED
    for slot in slots:
        if slot not in found:
            coloured = 0 <= slot < SLOTS and room > 0
            room -= coloured
            found[slot] = _style(slot if coloured else GREY, palette)
    return found


def _style(slot: int, palette: Palette) -> Style:
    if slot == GREY:
        return Style(palette.grey, "circle-open", 1.0, "○", "1px,3px")
    dash = DASHES[slot % len(DASHES)]
    return Style(slot_color(slot, palette), SYMBOLS[slot], SYMBOL_SIZES[slot], GLYPHS[slot], dash)
