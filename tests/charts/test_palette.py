"""Colours stay apart for colour-blind readers, and can be seen on the paper."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from lib.charts.palette import (
    DARK,
    DASHES,
    GLYPHS,
    GREY,
    LIGHT,
    MAX_COLOURED,
    SLOTS,
    SYMBOL_SIZES,
    SYMBOLS,
    Palette,
    slot_color,
    styles,
    theme_color,
)

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
VISION = {
    "full": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
MODES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def linear(color: str) -> np.ndarray:
    rgb = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    """WCAG 2 contrast ratio."""
    low, high = sorted(float(linear(color) @ [0.2126, 0.7152, 0.0722]) for color in (a, b))
    return (high + 0.05) / (low + 0.05)


def oklab(rgb: np.ndarray) -> np.ndarray:
    cone = np.cbrt(
        np.array(
            [
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ]
        )
        @ np.clip(rgb, 0, 1)
    )
    return (
        np.array(
            [
                [0.2104542553, 0.7936177850, -0.0040720468],
                [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ]
        )
        @ cone
    )


def distance(a: str, b: str, vision: str) -> float:
    """OKLab distance x 100 of two colours as that vision sees them."""
    seen_a, seen_b = (oklab(VISION[vision] @ linear(color)) for color in (a, b))
    return float(np.linalg.norm(seen_a - seen_b)) * 100


@MODES
@pytest.mark.parametrize(
    ("vision", "least"), [("full", 13.5), ("deuteranopia", 9.9), ("protanopia", 9.9), ("tritanopia", 9.0)]
)
def test_first_six_colours_stay_apart(palette: Palette, vision: str, least: float) -> None:
    pairs = combinations(palette.categorical[:MAX_COLOURED], 2)
    assert min(distance(a, b, vision) for a, b in pairs) >= least


@MODES
def test_all_ten_differ_for_full_sight(palette: Palette) -> None:
    assert min(distance(a, b, "full") for a, b in combinations(palette.categorical, 2)) >= 9


@MODES
def test_marks_can_be_seen_on_paper(palette: Palette) -> None:
    for color in (*palette.categorical, palette.accent, palette.grey):
        assert contrast(color, palette.paper) >= 3, color


@MODES
def test_text_can_be_read_on_paper_and_panel(palette: Palette) -> None:
    for ground in (palette.paper, palette.panel):
        assert contrast(palette.ink, ground) >= 7
        assert contrast(palette.muted, ground) >= 4.3


@MODES
def test_sequential_scale_moves_away_from_paper_step_by_step(palette: Palette) -> None:
    steps = [contrast(color, palette.paper) for color in palette.sequential]
    assert all(a < b for a, b in pairwise(steps))
    assert palette.sequential[-1] == palette.accent


@MODES
def test_ten_slots_each(palette: Palette) -> None:
    assert len(set(palette.categorical)) == SLOTS == len(set(SYMBOLS)) == len(set(GLYPHS)) == len(SYMBOL_SIZES)
    assert len(set(DASHES)) == MAX_COLOURED


def test_a_theme_keeps_its_colour() -> None:
    order = [f"t{i}" for i in range(12)]
    assert theme_color("t3", order) == LIGHT.categorical[3]
    assert theme_color("t3", order, DARK) == DARK.categorical[3]
    assert theme_color("t10", order) == theme_color("-", order) == LIGHT.grey


@pytest.mark.parametrize("slot", [GREY, 10, 250])
def test_the_rest_is_grey(slot: int) -> None:
    assert slot_color(slot, LIGHT) == LIGHT.grey


def test_a_figure_colours_its_first_six_slots() -> None:
    found = styles(range(9), DARK)
    assert [style.color for style in found.values()] == [*DARK.categorical[:6], *[DARK.grey] * 3]
    assert len({style.symbol for style in found.values()}) == 7


def test_grey_ranks_take_no_colour_from_others() -> None:
    found = styles([15, 23, 41, GREY, 12, 17, 3, 14, 2], LIGHT)
    assert [slot for slot, style in found.items() if style.color != LIGHT.grey] == [3, 2]
