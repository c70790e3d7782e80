"""What was read: the report of the run that made the snapshot, note by note, and how to bring a corpus of one's own."""

import json
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from lib import data, safe
from lib.briefing.tables import csv_bytes
from lib.corpus.report import LISTS, MOST
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, moment, number, t, words
from lib.ui import output, state

KINDS = ("refused", "warned", "repaired", "skipped")
"""Kinds of notes, the gravest first."""
COMMANDS = {
    "index": ".venv/bin/python -m lib index FOLDER --store STORE",
    "run": "SVODKA_STORE=STORE make run",
    "check": ".venv/bin/python -m lib check --store STORE",
}

Entry = dict[str, Any]


def show(source: Snapshot) -> None:
    """Show how many records were accepted and doubted, and every note that the report lists."""
    language = state.language()
    output.note(t("corpus.report_note", language, when=moment(source.info.created, language)))
    report(data.ask(Snapshot.report, source), f"svodka-{safe.slug(source.id)}")


def report(given: dict[str, Any], file_name: str, key: str = "") -> None:
    """Show a report: the counts, the reasons, the notes of one of them; and offer all of it.

    Args:
        file_name: what its files are called, without their endings.
        key: tells the report from others on the page.
    """
    language = state.language()
    output.cards(
        [
            (number(given["counts"][kind], language), t(f"corpus.kind.{kind}", language), _remark(kind, language))
            for kind in ("accepted", *KINDS)
        ]
    )
    reasons = by_reason(given, language)
    if reasons.empty:
        output.note(t("corpus.no_notes", language))
    else:
        _notes(given, reasons, key)
    with st.container(horizontal=True, gap="small"):
        for form, mime, write in (("json", "application/json", as_json), ("csv", "text/csv", as_csv)):
            st.download_button(
                t(f"corpus.download_{form}", language),
                partial(write, given, language),
                f"{file_name}-report.{form}",
                mime,
                key=f"report-{form}{key}",
                on_click="ignore",
                type="tertiary",
            )


def _remark(kind: str, language: Language) -> str:
    return t(f"corpus.kind_about.{kind}", language)


def _notes(report: dict[str, Any], reasons: pd.DataFrame, key: str) -> None:
    """Show the reasons, and the notes with the one that is selected; with the first one to begin with."""
    language = state.language()
    columns = {name: t(f"corpus.column.{name}", language) for name in ("kind_label", "reason", "notes")}
    output.heading(t("corpus.reasons", language), 3, note=t("corpus.reasons_note", language))
    rows = output.table(reasons, columns, key=f"reasons{key}")
    if (reasons.loc[reasons["key"] != "known", "notes"] >= MOST).any():
        output.note(t("corpus.most_listed", language, n=number(MOST, language)))
    chosen = reasons.iloc[rows[0] if rows else 0]
    frame = notes(report, str(chosen["kind"]), str(chosen["key"]), language)
    output.heading(f"{chosen['kind_label']}: {number(len(frame), language)}", 3)
    columns = {name: t(f"corpus.column.{name}", language) for name in ("file", "line", "reason")}
    output.table(frame, columns, key=f"notes{key}", opens=False)


def worded(entry: Entry, language: Language) -> str:
    """Return the message of a note; a key that this version does not know stays as it is."""
    key = f"intake.note.{entry['key']}"
    return t(key, language, **entry["values"]) if key in words(language) else str(entry["key"])


def by_reason(report: dict[str, Any], language: Language) -> pd.DataFrame:
    """Return notes by kind and key, the gravest kind first: [kind, key, kind_label, reason (the first), notes]."""
    rows: dict[tuple[str, str], Entry] = {}
    for kind in KINDS:
        for entry in report[LISTS[kind]]:
            row = rows.setdefault(
                (kind, entry["key"]),
                {
                    "kind": kind,
                    "key": entry["key"],
                    "kind_label": t(f"corpus.kind.{kind}", language),
                    "reason": worded(entry, language),
                    "notes": 0,
                },
            )
            row["notes"] += _records(entry)
    for counted in report.get("reasons", ()):  # the lists are cut at `MOST`, these are not
        if listed := rows.get((counted["kind"], counted["key"])):
            listed["notes"] = counted["records"]
    return pd.DataFrame(list(rows.values()), columns=["kind", "key", "kind_label", "reason", "notes"])


def _records(entry: Entry) -> int:
    """Return how many records a note stands for: documents known before share one note a file."""
    return int(entry["values"]["documents"]) if entry["key"] == "known" else 1


def notes(report: dict[str, Any], kind: str, key: str, language: Language) -> pd.DataFrame:
    """Return the notes of one kind and key: [file, line, reason]."""
    rows = [
        (entry["file"], entry["line"], worded(entry, language)) for entry in report[LISTS[kind]] if entry["key"] == key
    ]
    return pd.DataFrame(rows, columns=["file", "line", "reason"]).astype({"line": "Int64"})


def as_json(report: dict[str, Any], language: Language) -> bytes:
    """Return the report with its notes in words, as a JSON file."""
    lists = {name: [{**entry, "reason": worded(entry, language)} for entry in report[name]] for name in LISTS.values()}
    return (json.dumps(report | lists, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(report: dict[str, Any], language: Language) -> bytes:
    """Return the notes of a report as a table for spreadsheets, its formulas made harmless."""
    names = ("kind_label", "file", "member", "line", "reason")
    rows = [
        (t(f"corpus.kind.{kind}", language), entry["file"], entry.get("member", ""), entry["line"],
         worded(entry, language))
        for kind in KINDS
        for entry in report[LISTS[kind]]
    ]  # fmt: skip
    return csv_bytes([[t(f"corpus.column.{name}", language) for name in names], *rows])


def commands() -> None:
    """Show how to bring a corpus on the command line: what is read, and the commands."""
    language = state.language()
    output.heading(t("corpus.own_commands", language), 2, note=t("corpus.own_formats", language))
    for name, command in COMMANDS.items():
        output.heading(t(f"corpus.own.{name}", language), 3, note=t(f"corpus.own_about.{name}", language))
        st.code(command, language="bash", wrap_lines=True)
