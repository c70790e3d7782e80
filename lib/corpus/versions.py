"""What decides a result besides the corpus: code and dictionaries, as hashes, so that nobody has to count versions."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
SEEDS = _ROOT / "seeds"
_PACKAGES = ("pymorphy3", "pymorphy3-dicts-ru", "razdel", "iuliia")


@cache
def package_versions() -> tuple[str, ...]:
    """Return the versions of the packages whose rules and dictionaries the analysis uses."""
    return tuple(map(version, _PACKAGES))


@cache
def analysis_version() -> str:
    """Return the version of what makes segments: the text layer, the analysis of a batch, the morphology."""
    sources = [*(_ROOT / "lib/text").rglob("*"), _ROOT / "lib/corpus/analyse.py"]
    return _hash(sources, package_versions())


def snapshot_version(themes: str) -> str:
    """Return the version of what makes a snapshot of segments: the code of its tables and the lists it reads.

    Args:
        themes: the digest of the dictionary of themes.
    """
    return hashlib.sha256(f"{_tables_version()} {themes}".encode()).hexdigest()[:12]


@cache
def _tables_version() -> str:
    here = _ROOT / "lib/corpus"
    names = (
        "marts.py", "reprints.py", "theme_marts.py", "theme_rows.py", "schema.py", "speakers.py", "speaker_file.py",
        "sources.py", "timexes.py",
    )  # fmt: skip
    sources = [*(_ROOT / "lib/analysis").rglob("*"), *(here / name for name in names)]
    sources += [SEEDS / name for name in ("speakers.toml", "sources.toml")]
    return _hash(sources, [analysis_version()])


def _hash(paths: Iterable[Path], versions: Iterable[str]) -> str:
    state = hashlib.sha256(" ".join(versions).encode())
    for path in sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts):
        state.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()[:12]
