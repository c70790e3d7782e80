"""The process that changes a store for the dashboard: ``python -m lib.corpus.job``, one job, one process.

The job comes as a line of JSON on standard input; progress, and at last the outcome or why there is none, go out as
lines of JSON. Who started it may end: then it does, too, and leaves the store as it was.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from lib.analysis.theme_dictionary import ThemeError
from lib.corpus.database import StoreError
from lib.corpus.documents import Place, repaired
from lib.corpus.incoming import MAX_ROWS, MAX_TEXT
from lib.corpus.indexing import index
from lib.corpus.readers import Reading
from lib.corpus.report import Report
from lib.corpus.speakers import SpeakersError
from lib.corpus.withdrawing import exclude, include, redo_import, undo_import

_NICE = 5


def main() -> None:
    """Do the job that stands on standard input."""
    os.nice(_NICE)  # pages of others go first
    request = json.loads(sys.stdin.readline())
    try:
        _say(outcome=_do(request["kind"], Path(request["folder"]), request["arguments"]))
    except (StoreError, SpeakersError) as error:
        _fail(error.key, {name: str(value) for name, value in error.values.items()})
    except ThemeError as error:
        _fail("command.bad_themes", {"line": error.line, "place": error.key or error.message})


def _do(kind: str, folder: Path, given: dict[str, Any]) -> dict[str, Any]:
    match kind:
        case "import":
            return _import(folder, given)
        case "undo":
            return {"snapshot": undo_import(folder, given["number"], _progress)}
        case "redo":
            return {"snapshot": redo_import(folder, given["number"], _progress)}
        case "exclude":
            return {"snapshot": exclude(folder, given["reason"], given["docs"], _progress)}
        case "include":
            return {"snapshot": include(folder, given["reason"], _progress)}
    raise ValueError(kind)


def _import(folder: Path, given: dict[str, Any]) -> dict[str, Any]:
    report = Report()
    for file in given["renamed"]:
        report.add(repaired(Place(file), "file_name"))
    reading = Reading(max_rows=MAX_ROWS, max_text=MAX_TEXT, name=given["name"])
    # the members of the folder, so that the report calls files as the visitor does
    done = index([Path(given["files"])], folder, workers=1, report=report, progress=_progress, reading=reading)
    return {"snapshot": done.snapshot, "report": done.report}


def _progress(stage: str, share: float, n: int) -> None:
    _say(stage=stage, share=share, n=n)


def _fail(key: str, values: dict[str, Any]) -> None:
    _say(error={"key": key, "values": values})


def _say(**values: Any) -> None:
    sys.stdout.write(json.dumps(values, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
