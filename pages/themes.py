"""Themes: what was it about?"""

from lib.ui import frame, sections, theme_coverage, theme_dictionary, theme_without

SECTIONS = {
    "coverage": theme_coverage.section,
    "dictionary": theme_dictionary.show,
    "without": theme_without.show,
}

sections.show("themes", SECTIONS, frame.source(), figures="coverage")
