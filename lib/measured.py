"""How good the extraction is: figures measured against annotated texts, in one place for the page and the docs."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("measured.toml")


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure.

    Attributes:
        name: ends the key of its words, ``corpus.measured.<name>``.
        value: percent.
        n: number of `of`, a noun key of the words file, that it was measured on.
        command: measures it again.
        low, high: 95 % interval in percent, where one is known.
    """

    name: str
    value: float
    n: int
    of: str
    command: str
    low: float | None = None
    high: float | None = None


@cache
def measured() -> tuple[Measured, ...]:
    """Return the figures that are known, in the order of the file.

    Raises:
        tomllib.TOMLDecodeError: the file is not TOML.
        TypeError: a figure lacks a field, or has one too many.
    """
    return tuple(Measured(name, **fields) for name, fields in tomllib.loads(_FILE.read_text("utf-8")).items())
