"""How figures are drawn for one reader: language, light or dark, width."""

from dataclasses import dataclass

from lib.charts.palette import DARK, LIGHT, Palette
from lib.i18n import Language

NARROWEST = 340
_WIDE = 640


@dataclass(frozen=True, slots=True)
class Look:
    """Language, mode and, where it is known, the width in px that the figure will have.

    With no width, text is broken so that it fits 340 px; the figure still fills whatever width it is given.
    """

    language: Language
    dark: bool = False
    width: int | None = None

    @property
    def palette(self) -> Palette:
        """The colours of the mode."""
        return DARK if self.dark else LIGHT

    @property
    def safe_width(self) -> int:
        """The width in px that text may count on."""
        return self.width or NARROWEST

    @property
    def wide(self) -> bool:
        """Whether there is certainly room for more than a telephone shows."""
        return self.safe_width >= _WIDE
