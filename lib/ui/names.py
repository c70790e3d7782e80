"""Names that people read for the slugs of sources, speakers and themes."""

from collections import ChainMap
from collections.abc import Mapping

from lib import data
from lib.analysis.theme_dictionary import Theme
from lib.corpus.selection import NO_THEME, UNATTRIBUTED
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, t, words


def names_of(what: str, source: Snapshot, language: Language) -> Mapping[str, str]:
    """Return slug to name; what is not established, without a theme or without a source has words of its own.

    Args:
        what: ``source``, ``speaker`` or ``theme``.
    """
    if what == "theme":
        return theme_names(source, language)
    own = {UNATTRIBUTED: t("speaker.unattributed" if what == "speaker" else "reader.no_source", language)}
    known = data.names(source, "speaker" if what == "speaker" else "source", language)
    return ChainMap(own, known)  # type: ignore[arg-type]  # read only


def theme_names(source: Snapshot, language: Language) -> dict[str, str]:
    """Return theme id to its name in the language, in the dictionary's order."""
    themes = {theme.id: theme.name_en if language == "en" else theme.name_ru for theme in data.themes(source)}
    return themes | {NO_THEME: t("theme.none", language)}


def about_of(theme: Theme, language: Language) -> str:
    """Return what counts as a theme, in a sentence."""
    return theme.description_en if language == "en" else theme.description_ru


def rule_name(rule: str, language: Language) -> str:
    """Return the name of a rule that finds statements; one that has none stays as it is."""
    return words(language).get(f"speakers.rule.{rule.replace(' ', '_')}", rule)
