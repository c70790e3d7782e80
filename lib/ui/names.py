"""Names that people read for the slugs of sources, speakers and themes."""

from lib import data
from lib.corpus.selection import NO_THEME, UNATTRIBUTED
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, t


def names_of(what: str, source: Snapshot, language: Language) -> dict[str, str]:
    """Return slug to name, most frequent first, what is not established or without a theme last.

    Args:
        what: ``source``, ``speaker`` or ``theme``.
    """
    if what == "source":
        return _column(data.ask(Snapshot.sources, source), "source", "name")
    if what == "speaker":
        frame = data.ask(Snapshot.speakers, source)
        names = _column(frame, "speaker", "name_en" if language == "en" else "name")
        return names | {UNATTRIBUTED: t("speaker.unattributed", language)}
    return theme_names(source, language)


def _column(frame, key: str, value: str) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return dict(zip(frame[key], frame[value], strict=True))


def theme_names(source: Snapshot, language: Language) -> dict[str, str]:
    """Return theme id to its name in the language, in the dictionary's order."""
    themes = {theme.id: theme.name_en if language == "en" else theme.name_ru for theme in data.themes(source)}
    return themes | {NO_THEME: t("theme.none", language)}
