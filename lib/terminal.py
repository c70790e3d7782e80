"""Progress on a terminal: a bar with rate and time left, rewritten in place; a line now and then in a log."""

import sys
import time

from lib.i18n import Language, number, t

_WIDTH = 24
_EVERY, _EVERY_IN_LOG = 0.2, 15.0  # seconds


class ProgressBar:
    """Shows how far each stage of long work has come, on standard error; short work shows nothing."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._is_terminal = sys.stderr.isatty()
        self._stage = ""
        self._started = self._shown = time.monotonic()

    def __call__(self, stage: str, share: float, done: int) -> None:
        """Take in how much of a stage (a key below ``intake.``) is done, as a share and as a number of items."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._started = stage, now
        if now - self._shown >= (_EVERY if self._is_terminal else _EVERY_IN_LOG):
            self._shown = now
            self._write(self._line(share, done, now - self._started))

    def close(self) -> None:
        """Clear the bar."""
        if self._is_terminal:
            self._write("")

    def _line(self, share: float, done: int, seconds: float) -> str:
        name = t(f"intake.{self._stage}", self._language)
        bar = "█" * round(share * _WIDTH)
        left = t("intake.left", self._language, time=_clock(seconds / share - seconds)) if share > 0.01 else ""
        rate = t("intake.rate", self._language, n=number(done / max(seconds, 0.1), self._language))
        return f"{name} {bar:░<{_WIDTH}} {share:4.0%}  {number(done, self._language)}  {rate}  {left}"

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[K{line}" if self._is_terminal else f"{line}\n")
        sys.stderr.flush()


def _clock(seconds: float) -> str:
    """Return a duration as minutes and seconds.

    >>> _clock(75.2)
    '1:15'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
