"""The one exception of the collector."""

_LONGEST = 200


class Failure(Exception):
    """Something that was asked for was not had.

    Attributes:
        key, values: as in `lib.corpus.documents.Note`; what servers said is cut and holds no control characters.
        is_passing: whether it may be different in a moment, or in the next run.
        wait: seconds that the server asks to be left alone, None if it does not say.
    """

    def __init__(self, key: str, *, is_passing: bool = False, wait: float | None = None, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = {name: _readable(value) for name, value in values.items()}
        self.is_passing = is_passing
        self.wait = wait


def _readable(value: object) -> object:
    if not isinstance(value, str):
        return value
    line = "".join(letter if letter.isprintable() else " " for letter in value)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
