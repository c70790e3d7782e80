"""Speakers across documents: one slug and one name for every way a speaker is named; edited in seeds/speakers.toml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lib.corpus.slugs import in_latin, slug
from lib.corpus.speaker_file import Entry, Role, SpeakersError, read_file
from lib.text.clean import fold

__all__ = ["Registry", "Role", "Speaker", "SpeakersError", "load_registry"]


class Speaker(NamedTuple):
    """A speaker as links, Russian and English readers know it; `kind` is empty where only the texts tell."""

    slug: str
    name: str
    name_en: str
    kind: str


@dataclass(frozen=True)
class Registry:
    """Known speakers by every folded name and alias, and the entry of each by its slug."""

    known: Mapping[str, Speaker]
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def resolve(self, name: str) -> Speaker:
        """Return the speaker of a canonical name; one that is not listed is its own.

        >>> Registry({}).resolve("Илья Щёкин")
        Speaker(slug='ilya-shchekin', name='Илья Щёкин', name_en='Ilya Shchyokin', kind='')
        """
        return self.known.get(name_key(name)) or Speaker(slug(name), name, in_latin(name), "")


def load_registry(path: Path) -> Registry:
    """Read a list of speakers, see `lib.corpus.speaker_file.read_file`.

    Raises:
        SpeakersError: the list cannot be used; what, where, and what was expected.
    """
    return registry_of(read_file(path).speakers, path)


def registry_of(entries: Iterable[Entry], path: Path) -> Registry:
    """Return the registry of entries.

    Raises:
        SpeakersError: ``speakers.ambiguous``: a name stands with two speakers.
    """
    known: dict[str, Speaker] = {}
    by_slug: dict[str, Entry] = {}
    for entry in entries:
        speaker = Speaker(entry.id or slug(entry.name), entry.name, entry.name_en or in_latin(entry.name), entry.kind)
        by_slug[speaker.slug] = entry
        for alias in entry.names:
            if known.setdefault(name_key(alias), speaker) != speaker:
                raise SpeakersError("speakers.ambiguous", file=f"{path.parent.name}/{path.name}", alias=alias)
    return Registry(known, by_slug)


def name_key(name: str) -> str:
    """Return what two ways of writing a name have in common: capitals, ё and blanks after initials do not count.

    >>> name_key("П.Ольхин") == name_key("п. Ольхин")
    True
    """
    return " ".join(fold(word) for word in name.replace(".", ". ").split())
