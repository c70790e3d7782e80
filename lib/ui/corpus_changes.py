"""Who changed what in the corpus, for its operator: the newest first, and all of it as a file."""

import pandas as pd
import streamlit as st

from lib.corpus.changes import FILE, Change, read_changes
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, moment, t
from lib.safe import one_line
from lib.ui import access, corpus_corrections, output, state

_NEWEST = 200


def show(source: Snapshot) -> None:
    """Show the newest changes; to the operator alone."""
    language = state.language()
    if not access.may("operator"):
        output.note(t("corpus.changes.operator", language))
        return
    lines = read_changes(source.folder)
    corpus_corrections.broken(
        lines.broken, t("corpus.changes.broken", language, n=count("line", len(lines.broken), language)), "change"
    )
    if not lines.found:
        output.note(t("corpus.changes.none", language))
        return
    output.note(t("corpus.changes.note", language, n=count("change", len(lines.found), language)))
    newest = lines.found[: -_NEWEST - 1 : -1]
    frame = pd.DataFrame(
        {
            "when": [moment(line.when, language) for line in newest],
            "who": [line.who or t("corpus.changes.nobody", language) for line in newest],
            "action": [_worded(line) for line in newest],
            "what": [
                one_line(", ".join(f"{name} {value}" for name, value in line.what.items()), 160) for line in newest
            ],
        }
    )
    output.table(
        frame, {name: t(f"corpus.changes.{name}", language) for name in frame.columns}, key="changes", opens=False
    )
    st.download_button(
        t("corpus.changes.download", language),
        lines.content,
        FILE,
        "application/jsonl",
        key="changes-jsonl",
        on_click="ignore",
        type="tertiary",
    )


def _worded(line: Change) -> str:
    kind = line.action.partition(".")[0]
    known = ("import", "correction", "speakers", "judgment", "themes")
    return t(f"corpus.changes.kind.{kind}", state.language()) if kind in known else line.action
