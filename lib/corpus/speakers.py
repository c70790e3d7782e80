"""Speakers across documents: one slug and one name for every way a speaker is named; edited in seeds/speakers.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lib.corpus.slugs import in_latin, slug
from lib.text.clean import fold


class Speaker(NamedTuple):
    """A speaker as links, Russian and English readers know it; `kind` is empty where only the texts tell."""

    slug: str
    name: str
    name_en: str
    kind: str


class SpeakersError(Exception):
    """The list of speakers cannot be used; `key` and `values` are worded by the interface."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values}")
        self.key = key
        self.values = values


@dataclass(frozen=True)
class Registry:
    """Known speakers by every folded name and alias."""

    known: Mapping[str, Speaker]

    def resolve(self, name: str) -> Speaker:
        """Return the speaker of a canonical name; one that is not listed is its own.

        >>> Registry({}).resolve("Илья Щёкин")
        Speaker(slug='ilya-shchekin', name='Илья Щёкин', name_en='Ilya Shchyokin', kind='')
        """
        return self.known.get(_key(name)) or Speaker(slug(name), name, in_latin(name), "")


def load_registry(path: Path) -> Registry:
    """Read a list of speakers: tables ``[[speaker]]`` with name, and id, name_en, kind, aliases where known.

    Raises:
        SpeakersError: ``speakers.syntax``, ``speakers.missing_name`` or ``speakers.ambiguous``.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("speaker", [])
    except tomllib.TOMLDecodeError as error:
        raise SpeakersError("speakers.syntax", error=str(error)) from error
    known: dict[str, Speaker] = {}
    for table in tables:
        if not (name := table.get("name")):
            raise SpeakersError("speakers.missing_name", speaker=table.get("id", "?"))
        speaker = Speaker(
            table.get("id") or slug(name), name, table.get("name_en") or in_latin(name), table.get("kind", "")
        )
        for alias in (name, *table.get("aliases", ())):
            if known.setdefault(_key(alias), speaker) != speaker:
                raise SpeakersError("speakers.ambiguous", alias=alias)
    return Registry(known)


def _key(name: str) -> str:
    return " ".join(fold(word) for word in name.replace(".", ". ").split())
