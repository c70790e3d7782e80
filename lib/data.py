"""The cached data layer: pages ask here, and nowhere else is anything cached.

`ask` runs one query of a `Snapshot` and keeps its answer under (snapshot, what the analyst has edited, query,
arguments): none of these ever changes, so an answer is true for as long as it is kept. Stores stay open for the life of
the process.
"""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from lib.analysis.discovery import Discovery, discover
from lib.analysis.same_speaker import Suggestion, suggest
from lib.analysis.theme_dictionary import Theme
from lib.corpus import private
from lib.corpus.aliases import FILE as SPEAKERS
from lib.corpus.aliases import Aliases, aliases_of, read_content
from lib.corpus.corrections import Corrections, read_corrections
from lib.corpus.formulas import Listing, listing, uses_of, with_speakers
from lib.corpus.incoming import clear_old
from lib.corpus.jobs import Jobs
from lib.corpus.judgments import FILE as JUDGMENTS
from lib.corpus.judgments import Judgments, read_judgments
from lib.corpus.queries.spoken import Spoken
from lib.corpus.queries.theme_sample import Asked, asked_of
from lib.corpus.selection import NO_THEME, Lane, Over, Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.corpus.speakers import SpeakersError
from lib.corpus.store import Store, StoreError, open_store
from lib.corpus.synonyms import Synonyms, SynonymsError, synonyms_of
from lib.corpus.synonyms import read_content as read_synonyms
from lib.corpus.theme_file import Dictionary, Version, read_dictionary, versions
from lib.i18n import Language

if TYPE_CHECKING:
    from lib.corpus.plan import Progress

SAMPLE, VOCABULARY, MOST_GROUPS = 2000, 2000, 10
MOST_WORDS = 3_000_000
NAME = "name.txt"
"""The file in a store with the name that people call it by."""
P = ParamSpec("P")
R = TypeVar("R")


def cache_folder() -> Path:
    """Return where derived files may be written: ``$XDG_CACHE_HOME/svodka`` or ``~/.cache/svodka``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "svodka"


def store_folders(visitor: str = "") -> dict[str, Path]:
    """Return the stores that are served, slug to folder.

    ``SVODKA_STORE`` names a store, or a folder of stores; without it the seeds are indexed into the cache folder.
    Behind these come the corpora that were uploaded for all, and those of the visitor alone.
    """
    named = os.environ.get("SVODKA_STORE", "")
    served = {} if named else {"seeds": _seeds()}
    if named and (Path(named) / "corpus.sqlite").is_file():
        served = {Path(named).name: Path(named)}
    shared = private.stores_in(shared_folder())
    served |= dict(sorted(shared.items(), key=lambda one: (one[1] / NAME).is_file()))
    if visitor:
        served |= private.stores_in(private_folder(visitor))
    return served or {Path(named).name: Path(named)}


@st.cache_resource(show_spinner=False)
def _seeds() -> Path:
    from lib.corpus.seeds import seed_store  # indexing needs the analysers, serving does not

    return seed_store(cache_folder())


def data_folder() -> Path:
    """Return where uploads go: ``$XDG_DATA_HOME/svodka`` or ``~/.local/share/svodka``."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "svodka"


def shared_folder() -> Path:
    """Return the folder of stores to which uploads add: that which ``SVODKA_STORE`` names, or one of our own."""
    named = os.environ.get("SVODKA_STORE", "")
    return data_folder() / "corpora" if not named or (Path(named) / "corpus.sqlite").is_file() else Path(named)


def private_folder(visitor: str) -> Path:
    """Return the folder of the corpora that one visitor alone sees."""
    return private.folder_of(data_folder() / "private", visitor)


def corpus_name(folder: Path) -> str:
    """Return what people call a store: the name that it was given, otherwise that of its folder."""
    try:
        return (folder / NAME).read_text("utf-8")[:200].strip() or folder.name
    except (OSError, UnicodeDecodeError):
        return folder.name


def incoming_folder() -> Path:
    """Return where uploaded files wait until they are read."""
    return data_folder() / "incoming"


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """Return the one queue of what visitors have done to stores."""

    def tidy() -> None:
        private.clean(data_folder() / "private")
        clear_old(incoming_folder())

    return Jobs(tidy)


def store(corpus: str, visitor: str = "") -> Store:
    """Open a store by its slug, the only or first one for an empty slug; a private one for its visitor alone.

    Raises:
        StoreError: there is no such store, or it cannot be opened.
    """
    folders = store_folders(visitor)
    slug = corpus or next(iter(folders))
    if slug not in folders:
        raise StoreError("store.unknown", corpus=corpus)
    return _open(folders[slug])


@st.cache_resource(max_entries=16, show_spinner=False)
def _open(folder: Path) -> Store:
    return open_store(folder)


@st.cache_resource(max_entries=8, show_spinner=False)
def _snapshot(folder: Path, snapshot_id: str) -> Snapshot:
    return Snapshot(_open(folder), snapshot_id)


def _aliases(folder: Path) -> Aliases:
    try:
        return _aliases_of(folder, read_content(folder))
    except SpeakersError as error:
        return Aliases(digest=f"unusable {error}", problem=error)


@st.cache_resource(max_entries=16, show_spinner=False)
def _aliases_of(folder: Path, content: bytes) -> Aliases:
    return aliases_of(content, folder / SPEAKERS)


def _synonyms(folder: Path) -> Synonyms:
    try:
        return _synonyms_of(read_synonyms(folder))
    except SynonymsError as error:
        return Synonyms(digest=f"unusable {error}", problem=error)


@st.cache_resource(max_entries=16, show_spinner=False)
def _synonyms_of(content: bytes | None) -> Synonyms:
    return synonyms_of(content)


@st.cache_resource(max_entries=8, show_spinner=False)
def _edited(
    folder: Path,  # noqa: ARG001  # these three are the key
    snapshot_id: str,  # noqa: ARG001
    digests: tuple[str, ...],  # noqa: ARG001
    _source: Snapshot,
    _edits: tuple[Corrections, Aliases, Synonyms],
) -> Snapshot:
    return _source.edited(*_edits)


def snapshot(corpus: str = "", snapshot_id: str = "", visitor: str = "") -> Snapshot:
    """Return a snapshot to ask, as the analyst's corrections and lists have it now: the newest without an id.

    Raises:
        StoreError: the store or the snapshot is not there.
    """
    opened = store(corpus, visitor)
    found = _snapshot(opened.folder, snapshot_id.partition(".")[0] or opened.newest())
    edits = read_corrections(opened.folder), _aliases(opened.folder), _synonyms(opened.folder)
    return _edited(opened.folder, found.id, tuple(one.digest for one in edits), found, edits)


def newest(corpus: str, visitor: str = "") -> str:
    """Return the id of the newest snapshot of a store.

    Raises:
        StoreError: the store is not there, or has none.
    """
    return store(corpus, visitor).newest()


def ask(
    query: Callable[Concatenate[Snapshot, P], R], source: Snapshot, /, *arguments: P.args, **options: P.kwargs
) -> R:
    """Return the answer of one query, from the cache where it was asked before.

    Args:
        query: a method of `Snapshot`, unbound: ``ask(Snapshot.timeline, snapshot, selection, "week", "stmt")``.
        source: the snapshot that is asked.
    """
    answer: R = _answer(source.key, query.__name__, arguments, tuple(sorted(options.items())), source, query)
    return answer


@st.cache_data(max_entries=1024, show_spinner=False, hash_funcs={Selection: repr, Term: repr, Theme: repr})
def _answer(
    digest: str,  # noqa: ARG001  # these two are the key
    name: str,  # noqa: ARG001
    arguments: tuple[Any, ...],
    options: tuple[tuple[str, Any], ...],
    _source: Snapshot,
    _query: Callable[..., Any],
) -> Any:
    return _query(_source, *arguments, **dict(options))


def themes(source: Snapshot) -> tuple[Theme, ...]:
    """Return the themes that a snapshot was scored with."""
    return source.dictionary.themes


def saved_dictionary(source: Snapshot) -> Dictionary:
    """Return the dictionary of the corpus as it was saved last; the snapshot may have been scored with another one.

    Raises:
        ThemeError: the file was edited by hand, and cannot be used.
    """
    return read_dictionary(source.folder)


def theme_versions(source: Snapshot) -> list[Version]:
    """Return the dictionaries of the corpus that were saved, the newest first."""
    return versions(source.folder)


def save_themes(source: Snapshot, text: str, progress: "Progress") -> str:
    """Save a dictionary of themes and score the corpus with it; return the id of the new snapshot.

    The next run of a page is served from it, unless its link is pinned.

    Raises:
        ThemeError: the dictionary cannot be used; the line and the key.
        StoreError, SpeakersError: see `indexing.save_themes`.
    """
    from lib.corpus.indexing import save_themes as save  # needs the analysers, serving does not

    return save(source.folder, text, progress)


@st.cache_resource(max_entries=8, show_spinner=False)
def _asked(digest: str, _source: Snapshot) -> dict[str, Asked]:  # noqa: ARG001  # the key
    return {theme.id: asked_of(theme) for theme in themes(_source)}


def asked(source: Snapshot) -> Mapping[str, Asked]:
    """Return theme id to the theme as `Snapshot.theme_sample` and the judgments name it."""
    return _asked(source.key, source)


@st.cache_resource(max_entries=8, show_spinner=False)
def _judgments(folder: Path, changed: int, size: int) -> Judgments:  # noqa: ARG001  # these two tell a change
    return read_judgments(folder)


def judgments(source: Snapshot) -> Judgments:
    """Return the analyst's judgments of themes, as the file beside the corpus has them now."""
    try:
        found = (source.folder / JUDGMENTS).stat()
    except FileNotFoundError:
        return Judgments()
    return _judgments(source.folder, found.st_mtime_ns, found.st_size)


@st.cache_resource(max_entries=8, show_spinner=False)
def _suggestions(digest: str, _source: Snapshot) -> list[Suggestion]:  # noqa: ARG001  # the key
    return suggest(_source.speakers(), _source.speaker_days(), _source.aliases.are_separate)


def suggestions(source: Snapshot) -> list[Suggestion]:
    """Return which speakers may be one, see `same_speaker.suggest`. One list for all sessions: do not change it."""
    return _suggestions(source.key, source)


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs={Selection: repr})
def _discovery(digest: str, selection: Selection, _source: Snapshot) -> Discovery:  # noqa: ARG001  # the key
    return discover(_source.document_terms(selection, SAMPLE, VOCABULARY), MOST_GROUPS)


def discovery(source: Snapshot, selection: Selection) -> Discovery:
    """Return groups of similar documents in a sample of at most `SAMPLE`; takes seconds the first time."""
    return _discovery(source.key, selection, source)


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs={Selection: repr})  # up to 100 MB each
def _spoken(digest: str, selection: Selection, over: Over, _source: Snapshot) -> Spoken:  # noqa: ARG001  # the key
    return _source.spoken(selection, over, MOST_WORDS)


def spoken(source: Snapshot, selection: Selection, over: Over) -> Spoken:
    """Return what was said word by word, at most `MOST_WORDS` of it. One value for all sessions: do not change it."""
    return _spoken(source.key, selection, over, source)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs={Selection: repr})
def _formulas(digest: str, selection: Selection, over: Over, _source: Snapshot) -> Listing:  # noqa: ARG001  # the key
    return listing(spoken(_source, selection, over))


def formulas(source: Snapshot, selection: Selection, over: Over) -> Listing:
    """Return the formulas of a selection; takes seconds at first. One value for all sessions: do not change it."""
    return _formulas(source.key, selection, over, source)


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs={Selection: repr})
def _formula_uses(
    digest: str,  # noqa: ARG001  # the key
    selection: Selection,
    over: Over,
    lemmas: tuple[str, ...],
    _source: Snapshot,
) -> pd.DataFrame:
    said = spoken(_source, selection, over)
    return with_speakers(said, uses_of(said, lemmas, formulas(_source, selection, over).reprints))


def formula_uses(source: Snapshot, selection: Selection, over: Over, lemmas: tuple[str, ...]) -> pd.DataFrame:
    """Return every use of a phrase of lemmas, see `lib.corpus.formulas.uses`, with a column `speakers`."""
    return _formula_uses(source.key, selection, over, lemmas, source)


@st.cache_resource(max_entries=32, show_spinner=False)
def _column(digest: str, what: str, value: str, _source: Snapshot) -> dict[str, Any]:  # noqa: ARG001  # the key
    frame = _source.speakers() if what == "speaker" else _source.sources()
    if value == "name_en":  # "эксперты" is a word, not a name: letters of another alphabet do not translate it
        frame = frame.assign(name_en=frame["name_en"].where(frame["kind"].isin(["person", "org"]), frame["name"]))
    return dict(zip(frame[what], frame[value].tolist(), strict=True))


def names(source: Snapshot, what: Literal["speaker", "source"], language: Language) -> Mapping[str, str]:
    """Return slug to name, by rank. One mapping for all sessions: read it, do not change it."""
    return _column(source.key, what, "name_en" if (what, language) == ("speaker", "en") else "name", source)


def ranks(source: Snapshot, what: Lane) -> Mapping[str, int]:
    """Return slug or theme id to its rank in the snapshot, which decides its colour on every page."""
    return _theme_ranks(source.key, source) if what == "theme" else _column(source.key, what, "rank", source)


@st.cache_resource(max_entries=8, show_spinner=False)
def _theme_ranks(digest: str, _source: Snapshot) -> dict[str, int]:  # noqa: ARG001  # the key
    table = _source.theme_table(Selection())
    return {str(theme): rank for rank, theme in enumerate(theme for theme in table["theme"] if theme != NO_THEME)}


@st.cache_resource(max_entries=2000, show_spinner=False)
def basket(visitor: str) -> list[Any]:  # noqa: ARG001  # the key
    """Return the one list that this visitor's sessions share; it lives as long as the process."""
    return []


@st.cache_resource(max_entries=2000, show_spinner=False)
def theme_drafts(visitor: str) -> dict[str, Any]:  # noqa: ARG001  # the key
    """Return this visitor's drafts of themes, by store; they live as long as the process."""
    return {}


@st.cache_resource(max_entries=2000, show_spinner=False)
def visits(visitor: str) -> dict[str, Any]:  # noqa: ARG001  # the key
    """Return what this visitor saw last, by corpus."""
    return {}


@st.cache_resource(max_entries=2000, show_spinner=False)
def wanted(visitor: str) -> list[tuple[str, Any]]:  # noqa: ARG001  # the key
    """Return the page and the view that this visitor asked for before she signed in, if any."""
    return []


@st.cache_resource(max_entries=8, show_spinner=False)
def _warming(digest: str, _source: Snapshot) -> None:  # noqa: ARG001  # the key
    Thread(target=_source.warm_previews, daemon=True).start()


def warm_previews(source: Snapshot) -> None:
    """Load beside the page, once a snapshot, what previews of edited themes need."""
    _warming(source.key, source)


def warm() -> None:
    """Open the newest snapshot and ask what every page asks first. A store that cannot be opened waits for `health`."""
    try:
        source = snapshot()
        source.warm()
        for query in (Snapshot.totals, Snapshot.speaker_table, Snapshot.theme_table):
            ask(query, source, Selection())
        ask(Snapshot.speakers, source)
        ask(Snapshot.sources, source)
    except StoreError:
        return


def health() -> dict[str, Any]:
    """Return what is served, for monitoring: snapshot, documents, refusals, age in seconds."""
    try:
        info = store("").latest()
    except StoreError as error:
        return {"status": "unavailable", "reason": error.key}
    age = (datetime.now(UTC) - info.created).total_seconds()
    return {
        "status": "ok",
        "snapshot": info.id,
        "documents": info.documents,
        "refused": info.counts.get("refused", 0),
        "age_seconds": round(age),
    }
