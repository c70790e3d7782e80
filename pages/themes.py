"""Themes: what was it about?"""

from lib.ui import evidence, frame, state, theme_check, theme_coverage, theme_dictionary, theme_discovery, timelines

source = frame.source()
selection = state.view().resolved(source.info.last)

theme_check.show(source)
if selection.themes:
    timelines.show(source, selection, key="theme-timeline")
theme_coverage.show(source, selection)
evidence.behind(source, selection, timelines.grain_of(source, selection), "theme", key="themes")
theme_discovery.show(source, selection)
theme_dictionary.show(source)
