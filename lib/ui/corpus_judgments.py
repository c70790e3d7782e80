"""The analyst's judgments of themes: how many there are, what they say, unreadable lines, all as data."""

from functools import partial

import pandas as pd
import streamlit as st

from lib import data
from lib.corpus.judged import judged_lines
from lib.corpus.judgments import FILE, Defined
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, short_day, t
from lib.ui import corpus_corrections, output, state, theme_badge
from lib.ui.names import theme_names


def show(source: Snapshot) -> None:
    """Show the judgments of the store, and offer them."""
    language, made = state.language(), data.judgments(source)
    asked = {one.defined for one in data.asked(source).values()}
    output.note(t("corpus.judgments_note", language))
    tallies = {defined: made.tally(defined) for defined in made.defined}
    numbers = {"answers": len(made.lines), "sentences": sum(tally.answers for tally in tallies.values())}
    numbers |= {"themes": len({one.theme for one in asked & tallies.keys()}), "broken": len(made.broken)}
    output.cards([(number(n, language), t(f"corpus.judgments.{name}", language), "") for name, n in numbers.items()])
    told = t("corpus.judgments_broken", language, n=count("line", len(made.broken), language))
    corpus_corrections.broken(made.broken, told, "judging")
    if not made.lines:
        output.note(t("corpus.no_judgments", language))
        return
    rows = [_row(source, defined, is_current=defined in asked) for defined in tallies]
    columns = {name: t(f"corpus.column.{name}", language) for name in rows[0]}
    output.table(pd.DataFrame(rows), columns, key="judgments", opens=False)
    st.download_button(
        t("corpus.judgments_download", language),
        partial(judged_lines, source, made),
        f"svodka-{FILE}",
        "application/jsonl",
        key="judgments-jsonl",
        on_click="ignore",
        type="tertiary",
    )


def _row(source: Snapshot, defined: Defined, *, is_current: bool) -> dict[str, str]:
    language, tally = state.language(), data.judgments(source).tally(defined)
    rows = {"tagged": (tally.tagged_yes, tally.tagged), "near": (tally.near_yes, tally.near)}
    measured = {name: theme_badge.measured(*row, language) if row[1] else "—" for name, row in rows.items()}
    return {
        "theme": theme_names(source, language).get(defined.theme, defined.theme),
        "definition": t(f"corpus.judgments.{'now' if is_current else 'before'}", language),
        **measured,
        "when": short_day(tally.last.date(), language) if tally.last else "",
    }
