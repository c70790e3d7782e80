"""The analyst's own list of speakers, ``speakers.toml`` beside the corpus: who is one speaker, and who is not.

It has the form of seeds/speakers.toml and overrides it. A snapshot keeps every name that the seeds do not join; the
analyst's list is laid over it when it is read (`lib.corpus.queries.aliased`), so that a merge can be undone.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

from lib.corpus.database import writing
from lib.corpus.files import locked, sync
from lib.corpus.slugs import in_latin
from lib.corpus.speaker_file import Entry, Role, SpeakerFile, is_name, parse_file
from lib.corpus.speakers import Registry, Speaker, SpeakersError, load_registry, name_key, registry_of
from lib.corpus.versions import SEEDS

FILE, LOCK = "speakers.toml", "speakers.lock"
ASIDE = ".new"  # not what `index` clears away: it may run meanwhile
PATIENCE = 5.0
"""Seconds that a change waits for another one to be written."""


@dataclass(frozen=True)
class Aliases:
    """What the analyst's list makes of a store.

    Attributes:
        file: the list.
        registry: the seeds' list, without what the analyst's takes from it: what a snapshot is published with.
        taken: keys of the names that the seeds join and the analyst does not.
        renamed: slug to the slug of the speaker that it is shown as.
        speakers: slug to the speaker as the list names it.
        digest: hash of the file, empty without one.
        problem: why the list cannot be used; nothing is merged then.
    """

    file: SpeakerFile = field(default_factory=SpeakerFile)
    registry: Registry = field(default_factory=lambda: Registry({}))
    taken: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    digest: str = ""
    problem: SpeakersError | None = None

    def current(self, slug: str) -> str:
        """Return the slug under which a speaker is shown now."""
        return self.renamed.get(slug, slug)

    def entry(self, slug: str) -> Entry | None:
        """Return the entry of the list for a speaker."""
        return next((entry for entry in self.file.speakers if self._slug(entry) == slug), None)

    def also_named(self, slug: str) -> list[str]:
        """Return the other names that the two lists put under a speaker."""
        entries = (self.entry(slug), self.registry.entries.get(slug))
        names = {name_key(name): name for entry in entries if entry for name in entry.names}
        return [name for key, name in names.items() if self.current(self.registry.resolve(name).slug) == slug][1:]

    def roles(self, slug: str) -> tuple[Role, ...]:
        """Return the offices of a speaker, the analyst's where she has entered any."""
        entries = (self.entry(slug), self.registry.entries.get(slug))
        return next((entry.roles for entry in entries if entry and entry.roles), ())

    def are_separate(self, a: str, b: str) -> bool:
        """Tell whether two names are entered as different speakers'."""
        pair = {name_key(a), name_key(b)}
        return any(pair <= set(map(name_key, names)) for names in self.file.separate)

    def _slug(self, entry: Entry) -> str:
        return entry.id or self.registry.resolve(entry.name).slug


def read_aliases(folder: Path) -> Aliases:
    """Return the list of a store's folder over the seeds'; none without the file.

    Raises:
        SpeakersError: a list cannot be used.
    """
    return aliases_of(read_content(folder), folder / FILE)


def read_content(folder: Path) -> bytes:
    """Return the bytes of the list, none without the file.

    Raises:
        SpeakersError: ``speakers.syntax``: there is one, and it may not be read.
    """
    try:
        return (folder / FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        raise SpeakersError("speakers.syntax", file=f"{folder.name}/{FILE}", error=str(error.strerror)) from error


def digest_of(content: bytes) -> str:
    """Return the hash that stands for a list, empty for an empty one."""
    return hashlib.sha256(content).hexdigest()[:12] if content else ""


def aliases_of(content: bytes, path: Path) -> Aliases:
    """Return what the bytes of a list make of the seeds' list, see `read_aliases`."""
    seeds = load_registry(SEEDS / "speakers.toml")
    file = parse_file(content, path)
    own = registry_of(file.speakers, path)
    _check_separate(file, own, path)
    taken = frozenset(_taken(seeds, own, file))
    registry = Registry({key: who for key, who in seeds.known.items() if key not in taken}, seeds.entries)
    renamed: dict[str, str] = {}
    speakers: dict[str, Speaker] = {}
    for entry in file.speakers:
        listed = registry.resolve(entry.name)
        slug = entry.id or listed.slug
        speakers[slug] = Speaker(
            slug, entry.name, entry.name_en or (listed.name_en if listed.kind else in_latin(entry.name)),
            entry.kind or listed.kind,
        )  # fmt: skip
        renamed |= {old: slug for name in entry.names if (old := registry.resolve(name).slug) != slug}
    return Aliases(file, registry, taken, renamed, speakers, digest_of(content))


def _check_separate(file: SpeakerFile, own: Registry, path: Path) -> None:
    for a, b in (pair for names in file.separate for pair in combinations(names, 2)):
        first, second = (own.known.get(name_key(name)) for name in (a, b))
        if first and first == second:
            raise SpeakersError("speakers.contradiction", file=f"{path.parent.name}/{path.name}", a=a, b=b)


def _taken(seeds: Registry, own: Registry, file: SpeakerFile) -> Iterator[str]:
    """Yield the keys of aliases that the seeds join to somebody and the analyst does not."""
    for key, speaker in own.known.items():
        listed = seeds.known.get(key)
        if listed and key != name_key(listed.name) and not _is_same(speaker, listed, seeds, own):
            yield key
    for names in file.separate:
        listed_as = {name_key(name): seeds.known.get(name_key(name)) for name in names}
        for key, listed in listed_as.items():
            if listed and key != name_key(listed.name) and list(listed_as.values()).count(listed) > 1:
                yield key


def _is_same(speaker: Speaker, listed: Speaker, seeds: Registry, own: Registry) -> bool:
    """Tell whether a speaker of the analyst's list is one of the seeds' list."""
    return (
        speaker.slug == listed.slug
        or seeds.known.get(name_key(speaker.name)) == listed
        or own.known.get(name_key(listed.name)) == speaker
    )


def merge(folder: Path, keep: str, name: str, id: str) -> None:
    """Enter that a name means the speaker who is called `keep`; what they were joined with stays with them.

    Args:
        id: slug of the speaker, so that its links hold.

    Raises:
        StoreError: ``store.locked``, ``store.not_writable`` or ``store.no_space``.
        SpeakersError: the list as it stands cannot be used.
    """
    pair = {name_key(keep), name_key(name)}

    def change(file: SpeakerFile) -> SpeakerFile:
        joined = [entry for entry in file.speakers if pair & set(map(name_key, entry.names))]
        first = next((entry for entry in joined if name_key(keep) == name_key(entry.name)), Entry(keep, id))
        names = {name_key(one): one for entry in (first, *joined) for one in entry.names} | {name_key(name): name}
        del names[name_key(first.name)]
        entry = replace(first, aliases=tuple(names.values()))
        speakers = [
            entry if other is first else other for other in file.speakers if other is first or other not in joined
        ]
        separate = tuple(one for one in file.separate if len({*map(name_key, one)} & {*map(name_key, entry.names)}) < 2)
        return SpeakerFile(tuple(speakers if first in joined else [*speakers, entry]), separate)

    _rewrite(folder, change)


def split(folder: Path, name: str) -> None:
    """Take a name away from the speaker it was entered for.

    Raises:
        StoreError, SpeakersError: as `merge`.
    """

    def change(file: SpeakerFile) -> SpeakerFile:
        without = (
            replace(entry, aliases=tuple(one for one in entry.aliases if name_key(one) != name_key(name)))
            for entry in file.speakers
        )
        return replace(file, speakers=tuple(entry for entry in without if not _says_nothing(entry)))

    _rewrite(folder, change)


def _says_nothing(entry: Entry) -> bool:
    return entry == Entry(entry.name, entry.id)


def separate(folder: Path, names: Iterable[str]) -> None:
    """Enter that names are different speakers'.

    Raises:
        StoreError, SpeakersError: as `merge`.
    """
    _rewrite(folder, lambda file: replace(file, separate=(*file.separate, tuple(names))))


def unseparate(folder: Path, names: Iterable[str]) -> None:
    """Take back `separate`.

    Raises:
        StoreError, SpeakersError: as `merge`.
    """
    gone = tuple(names)
    _rewrite(folder, lambda file: replace(file, separate=tuple(one for one in file.separate if one != gone)))


_HEADER = """# Who is one speaker in this corpus, and who is not. Edit it freely; it overrides the list of the project.
# [[speaker]]: name, aliases and, where known, id, name_en, kind. [[separate]]: names = [...] of different speakers.
"""


def _rewrite(folder: Path, change: Callable[[SpeakerFile], SpeakerFile]) -> None:
    path = folder / FILE
    with locked(folder, LOCK, PATIENCE), writing():
        content = read_content(folder)
        text = as_text(change(parse_file(content, path)), content.decode("utf-8-sig"))
        aliases_of(text.encode(), path)
        aside = path.with_name(FILE + ASIDE)
        aside.write_text(text, encoding="utf-8")
        sync(aside)
        os.replace(aside, path)
        sync(folder)


Table = Entry | tuple[str, ...]
"""What a table of the file says: an entry, or the names of different speakers."""


def as_text(file: SpeakerFile, before: str) -> str:
    """Return a list as text; tables of `before` that say the same stay as they were written."""
    header, *blocks = re.split(r"(?m)^(?=\[\[(?:speaker|separate)\]\])", before)
    kept: dict[Table | None, str] = {_said(block): block for block in blocks}
    tables: list[Table] = [*file.speakers, *file.separate]
    new = [kept.get(one) or _block(one) for one in tables]
    return "\n\n".join(part.strip("\n") for part in (header or _HEADER, *new)) + "\n"


def _said(block: str) -> Table | None:
    try:
        found = parse_file(block.encode(), Path(FILE))
    except SpeakersError:
        return None
    tables: list[Table] = [*found.speakers, *found.separate]
    return tables[0] if len(tables) == 1 else None


def _block(one: Table) -> str:
    if not isinstance(one, Entry):
        return f"[[separate]]\nnames = {_list(one)}"
    fields = {"id": one.id, "name": one.name, "name_en": one.name_en, "gender": one.gender, "kind": one.kind}
    lines = ["[[speaker]]", *(f"{key} = {_quoted(value)}" for key, value in fields.items() if value)]
    lines += [f"aliases = {_list(one.aliases)}"] if one.aliases else []
    for role in one.roles:
        days = {"from": role.first, "to": role.last}
        lines += ["[[speaker.role]]", f"title = {_quoted(role.title)}"]
        lines += [f"title_en = {_quoted(role.title_en)}"] if role.title_en else []
        lines += [f"{key} = {day.isoformat()}" for key, day in days.items() if day]
    return "\n".join(lines)


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, names))}]"


def _quoted(text: str) -> str:
    """Return a TOML string; a name that could not be read back is refused before, see `is_name`."""
    assert is_name(text)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
