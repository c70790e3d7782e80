"""The analyst's corrections: how many hold, which fit nothing, which lines cannot be read, and all of them as data."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.corpus.edited_lines import BrokenLine
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, t
from lib.ui import correcting, output, state

FILE_NAME = "svodka-corrections.jsonl"


def show(source: Snapshot) -> None:
    """Show the corrections of the store, and offer them as annotated data."""
    language, made = state.language(), source.corrections
    fitting = {line for one in source.corrected for line in (one.who, one.where) if line}
    output.note(t("corpus.corrections_note", language))
    numbers = {"made": len(made.lines), "fitting": len(fitting), "loose": len(made.lines) - len(fitting)}
    numbers |= {"statements": len(source.corrected), "broken": len(made.broken)}
    output.cards([(number(n, language), t(f"corpus.corrections.{name}", language), "") for name, n in numbers.items()])
    told = t("corpus.corrections_broken", language, n=count("line", len(made.broken), language))
    broken(made.broken, told, "correction")
    if not made.lines:
        output.note(t("corpus.no_corrections", language))
        return
    _listed(source)
    st.download_button(
        t("corpus.corrections_download", language),
        partial(Snapshot.annotated_lines, source),
        FILE_NAME,
        "application/jsonl",
        key="corrections-jsonl",
        on_click="ignore",
        type="tertiary",
    )


def broken(lines: Sequence[BrokenLine], told: str, words: str) -> None:
    """Name the lines of a file that cannot be read, and what was expected in them.

    Args:
        told: the sentence above them.
        words: section of the words file that words what was expected.
    """
    language = state.language()
    if not lines:
        return
    output.notice(told, "warning")
    frame = pd.DataFrame(
        {
            "line": [line.number for line in lines],
            "expected": [t(f"{words}.expected.{line.expected}", language) for line in lines],
            "raw": [safe.one_line(line.raw.decode("utf-8", "replace")[:400], 120) for line in lines],
        }
    )
    columns = {name: t(f"corpus.column.{name}", language) for name in ("line", "expected", "raw")}
    output.table(frame, columns, key=f"broken-{words}", opens=False)


def _listed(source: Snapshot) -> None:
    language = state.language()
    frame = data.ask(Snapshot.annotated, source)
    shown = pd.DataFrame(
        {
            "verdict": [correcting.verdict_in_words(line) for line in source.corrections.lines],
            "text": [safe.one_line(text, 160) for text in frame["text"].fillna("")],
            "when": [line.when for line in source.corrections.lines],
            "fits": [t(f"corpus.corrections.{'fitting' if fits else 'loose'}", language) for fits in frame["fits"]],
            "note": [line.note for line in source.corrections.lines],
        }
    )
    columns = {name: t(f"corpus.column.{name}", language) for name in shown.columns}
    output.table(shown, columns, key="corrections", opens=False)
