"""The server's log as lines of JSON, without a word of an article.

The message of an exception may quote what it stumbled over, so its kind and its places are told, and no more.
"""

import json
import logging
import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

FORM = "SVODKA_LOG"
_LOG = logging.getLogger("svodka")
_PLACES = 12


class JsonLines(logging.Formatter):
    """Formats a record as one line: time (UTC), level, logger, message, and what `told` was given."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        error = record.exc_info[1] if record.exc_info else None
        line["message"] = record.getMessage() if error is None or record.name == _LOG.name else type(error).__name__
        line |= getattr(record, "told", {})
        if error is not None:
            line |= {"error": type(error).__name__, "at": _places(error)}
        return json.dumps(line, ensure_ascii=False)


def set_up() -> None:
    """Write the log as JSON where the operator has asked for it: ``SVODKA_LOG=json``; runs of pages are told then."""
    if os.environ.get(FORM, "").lower() != "json":
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    for logger in map(logging.getLogger, list(logging.root.manager.loggerDict)):
        if logger.handlers:  # what has none is silent on purpose: requests, whose addresses hold what visitors look for
            logger.handlers, logger.propagate = [], True
    logging.getLogger().handlers = [handler]
    _LOG.setLevel(logging.INFO)


def tell(message: str, **told: object) -> None:
    """Log something that happened: numbers and names of our own, no text."""
    _LOG.info(message, extra={"told": told})


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
