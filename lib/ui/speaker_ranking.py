"""Who speaks most: bars, or a list with sentences while there are few; each row opens a profile."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pandas as pd
import streamlit as st

from lib import data
from lib.analysis.forms import FEW_MARKS, TOP, chart_form, is_percentage_sound
from lib.analysis.speakers import OTHERS, Balance, balance, out_of_scale, ranking
from lib.charts import ranked_bars
from lib.charts.describe import describe
from lib.corpus.queries.speakers import Amount
from lib.corpus.selection import UNATTRIBUTED, Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, number, share, t
from lib.safe import Html, element
from lib.ui import evidence, figure, marks, output, state
from lib.ui.figure import Shown
from lib.ui.look import colour, look
from lib.ui.names import names_of

KINDS = ("direct", "mixed", "indirect")
Measure = Literal["statements", "words", "share"]
_LISTED = 500
_COLUMNS = ("words", "documents", "first", "last")
_PERCENT = ("share_percent", "low_percent", "high_percent")


def show(source: Snapshot, selection: Selection) -> None:
    """Show the speakers of a selection in the form that the number of statements allows, and how they add up."""
    language, view = state.language(), state.view()
    statements = data.ask(Snapshot.count_statements, source, selection)
    if not statements:
        output.note(t("evidence.none", language))
        return
    few = chart_form("who", statements) == "list"
    ranked = _ranked(source, selection, FEW_MARKS if few else _LISTED if view.form == "table" else TOP)
    output.note(sum_in_words(balance(ranked, statements)))
    _not_established(ranked)
    if few and view.form == "chart":
        _list(source, ranked)
        st.button(t("figure.table", language), key="list-as-table", type="tertiary", on_click=_as_table)
    else:
        _measures()
        figure.show(shown(source, ranked, statements), key="speakers")


def behind(source: Snapshot, selection: Selection) -> None:
    """Show the statements behind the ranking, or of the others where their bar is selected."""
    mark = marks.selected()
    if mark is None or mark.lane != OTHERS:
        evidence.behind(source, selection, "month", "speaker", key="speakers")
        return
    named = data.ask(Snapshot.speaker_table, source, selection, TOP, _amount()).rows["speaker"]
    rest = replace(selection, not_speakers=(*selection.not_speakers, *named, UNATTRIBUTED))
    output.note(t("speakers.without_joint", state.language()))
    evidence.statements(source, rest, key="speakers-others")


def opens(key: str) -> bool:
    """Open the profile of a speaker that was clicked; the row of all others has none."""
    if key == OTHERS:
        return False
    state.update_filters(speakers=(key,))
    return True


def profile_link(speaker: str) -> str:
    """Return the link to a speaker's profile under the filters of the view."""
    view = state.view()
    return evidence.page_link(
        "speakers", replace(view, selection=replace(view.selection, speakers=(speaker,)), marks=(), form="chart")
    )


def attributions(source: Snapshot, selection: Selection) -> int:
    """Return what shares of voice are of: pairs of a statement and a speaker, those not established included."""
    table = data.ask(Snapshot.speaker_table, source, replace(selection, speakers=()), 1)
    return sum(int(part["statements"].sum()) for part in (table.rows, table.others, table.unattributed))


def sum_in_words(sums: Balance) -> str:
    """Say how the rows add up to the statements."""
    language = state.language()
    values = {name: number(n, language) for name, n in sums._asdict().items() if name != "statements"}
    return t("speakers.balance", language, **values, statements=count("statement", sums.statements, language))


def measure() -> Measure:
    """Return what the view ranks speakers by."""
    view = state.view()
    return "words" if view.unit == "tok" else "share" if view.norm == "share" else "statements"


def _amount() -> Amount:
    return "words" if measure() == "words" else "statements"


def _not_established(ranked: pd.DataFrame) -> None:
    """Say apart how much has no established speaker, with the way to it."""
    language, own = state.language(), ranked[ranked["role"] == "unknown"]
    if own.empty:
        return
    n, attributions = int(own["statements"].iloc[0]), int(ranked["statements"].sum())
    said = t("speakers.apart", language, n=count("statement", n, language), share=share(n, attributions, language))
    link = element("a", t("speakers.apart_open", language), href=profile_link(UNATTRIBUTED))
    output.html(element("p", said + " ", link, class_="note"))


def _ranked(source: Snapshot, selection: Selection, limit: int) -> pd.DataFrame:
    language = state.language()
    table = data.ask(Snapshot.speaker_table, source, selection, limit, _amount())
    frame = ranking(table.rows, table.others, table.unattributed)
    names = dict(names_of("speaker", source, language))
    beyond = count("speaker", int(table.others["speakers"].sum()), language)
    apart = {OTHERS: t("speakers.others", language, n=beyond), UNATTRIBUTED: t("speakers.unattributed", language)}
    counted = frame[_amount()]
    return frame.assign(
        label=[(names | apart).get(key, key) for key in frame["key"]],
        text=[f"{number(n, language)} · {share(int(n), int(counted.sum()), language)}" for n in counted],
        direct_text=[
            share(int(direct), int(n), language) for direct, n in zip(frame["direct"], frame["statements"], strict=True)
        ],
        first=pd.Series([_day(value) for value in frame["first"]], dtype=object),
        last=pd.Series([_day(value) for value in frame["last"]], dtype=object),
    )


def _day(value: pd.Timestamp) -> date | None:
    return value.date() if pd.notna(value) else None


def shown(source: Snapshot, ranked: pd.DataFrame, statements: int) -> Shown:
    """Return the ranking as bars with their kinds of speech, or as shares with their intervals."""
    language, measured, amount = state.language(), measure(), _amount()
    by_share, words = measured == "share", amount == "words"
    hidden = out_of_scale(ranked, amount)
    caption = figure.caption(
        t(f"speakers.title_{measured}", language),
        source,
        statements,
        "statement",
        denominator=_denominator(ranked, statements, amount),
        interval=t("speakers.interval", language) if by_share else "",
        note=_hidden_note(ranked[hidden]),
    )
    frame = ranked[~hidden].head(TOP + 2)
    frame = frame.assign(value=frame["share" if by_share else amount])
    if words:
        frame = frame.assign(**{kind: frame[f"{kind}_words"] for kind in KINDS})
    frame = frame.drop(columns=list(KINDS) if by_share else ["low", "high"])
    percent = _PERCENT if by_share and is_percentage_sound(int(ranked["statements"].sum())) else ()
    kinds = tuple(f"{kind}_words" for kind in KINDS) if words else KINDS
    first = ("words", "statements") if words else ("statements",)
    order = dict.fromkeys(("label", *first, *percent, "direct_text", *kinds, *_COLUMNS))
    return Shown(
        ranked_bars(frame, caption, look()),
        ranked.assign(**{f"{name}_percent": (100 * ranked[name]).round(1) for name in ("share", "low", "high")}),
        {name: t(f"speakers.column_{name}", language) for name in order},
        caption,
        describe("ranked_bars", frame, caption, language),
        series=("statements",) if by_share else kinds,
        native="bar",
        opens=opens,
    )


def _denominator(ranked: pd.DataFrame, statements: int, amount: Amount) -> str:
    """Name what shares are of: what established speakers said and, apart, what has none; jointly said counts twice."""
    language, noun = state.language(), "word" if amount == "words" else "attribution"
    unknown = int(ranked.loc[ranked["role"] == "unknown", amount].sum())
    everything = int(ranked[amount].sum())
    joint = int(ranked["statements"].sum()) - statements
    parts = [t("speakers.denominator", language, all=count(noun, everything, language),
               named=number(everything - unknown, language), unknown=number(unknown, language))]  # fmt: skip
    if joint:
        parts.append(t("speakers.denominator_joint", language, joint=count("attribution", joint, language)))
    return "; ".join(parts)


def _hidden_note(hidden: pd.DataFrame) -> str:
    rows = [f"{label} — {text}" for label, text in zip(hidden["label"], hidden["text"], strict=True)]
    return t("speakers.hidden", state.language(), rows="; ".join(rows)) if rows else ""


def _measures() -> None:
    language = state.language()
    st.session_state["measure"] = measure()
    st.segmented_control(
        t("speakers.measure", language),
        ("statements", "words", "share"),
        format_func=lambda name: t(f"speakers.by_{name}", language),
        key="measure",
        label_visibility="collapsed",
        on_change=_measure_by,
    )


def _measure_by() -> None:
    chosen = st.session_state["measure"] or measure()
    state.update(unit="tok" if chosen == "words" else "stmt", norm="share" if chosen == "share" else "raw")


def _as_table() -> None:
    state.update(form="table")


def _list(source: Snapshot, ranked: pd.DataFrame) -> None:
    newest = data.ask(Snapshot.statements_by_id, source, tuple(int(stmt) for stmt in ranked["newest_stmt"]))
    by_id = {int(row["stmt"]): row for row in newest.to_dict("records")}
    articles = data.ask(Snapshot.text, source, tuple(int(doc) for doc in newest["doc"]))
    items = []
    for row in ranked.to_dict("records"):
        statement = by_id[int(row["newest_stmt"])]
        items.append(_item(source, row, statement, articles[int(statement["doc"])]))
    output.html(element("div", *items, class_="leads"))


def _item(source: Snapshot, row: evidence.Row, statement: evidence.Row, article: Article) -> Html:
    language, key, label = state.language(), str(row["key"]), str(row["label"])
    kinds = [f"{t(f'chart.kind_of.{kind}', language)} {number(row[kind], language)}" for kind in KINDS if row[kind]]
    counted = " · ".join([count("statement", int(row["statements"]), language), *kinds])
    head = element("h3", element("a", label, href=profile_link(key)), element("span", counted))
    names = names_of("speaker", source, language)
    said = evidence.said(statement, article, names, language, colour("speaker", key, source))
    return element("section", head, said)
