"""How sure the extraction is: its measured quality, the rules that found statements, and the most doubtful of them."""

from dataclasses import replace

import pandas as pd

from lib import data, safe
from lib.charts.describe import describe
from lib.charts.ranked_bars import ranked_bars
from lib.corpus.snapshot import Quality, Snapshot
from lib.i18n import Language, count, number, percent, period, share, t
from lib.measured import Measured, measured
from lib.safe import Html, element
from lib.ui import evidence, figure, output, state
from lib.ui.evidence import Row
from lib.ui.figure import Shown
from lib.ui.look import colour, look
from lib.ui.names import names_of, rule_name

_PAGE = 10
WEAK = ("speaker", "indirect", "not_speech", "broken", "pointing", "alone")
"""What extraction is not good at; their words are ``corpus.weak.*``."""


def show(source: Snapshot) -> None:
    """Show what was measured, and what the rules found in this snapshot."""
    language, quality = state.language(), data.ask(Snapshot.quality, source)
    output.heading(t("corpus.measured_title", language), 2, note=t("corpus.measured_note", language))
    output.html(element("div", measured_table(language), class_="scroll"))
    output.heading(t("corpus.weak_title", language), 2, note=t("corpus.weak_note", language))
    weak = [element("li", t(f"corpus.weak.{name}", language)) for name in WEAK]
    output.html(element("ul", *weak, class_="thresholds"))
    output.heading(t("corpus.rules", language), 2, note=t("corpus.rules_note", language))
    if not quality.statements:
        output.note(t("evidence.none", language))
        return
    output.note(_without_speaker(quality))
    _rules(quality)
    figure.show(bands(source, quality), key="confidence")
    _doubtful(source)


def measured_table(language: Language) -> Html:
    """Return the measured figures as a table: what, percent, of how many, and the command that measures it."""
    heads = [
        element("th", t(f"corpus.column.{name}", language), class_="n" if name == "value" else None)
        for name in ("measure", "value", "n", "command")
    ]
    rows = [
        element(
            "tr",
            element("td", t(f"corpus.measured.{figure.name}", language)),
            element("td", _with_interval(figure, language), class_="n"),
            element("td", count(figure.of, figure.n, language)),
            element("td", element("code", figure.command)),
        )
        for figure in measured()
    ]
    return element("table", element("tr", *heads), *rows, class_="plain measured")


def _with_interval(figure: Measured, language: Language) -> str:
    """Return a figure with its interval: "86.2% [79.5, 92.0]"; Russian sets a semicolon between decimal commas."""
    value = percent(figure.value / 100, language, _digits(figure.value))
    if figure.low is None or figure.high is None:
        return value
    between = "; " if language == "ru" else ", "
    return f"{value} [{between.join(number(end, language, 1) for end in (figure.low, figure.high))}]"


def _digits(value: float) -> int:
    """Return how many decimals a figure was given with, one or two: it stands in the documentation just so."""
    return 1 if value == round(value, 1) else 2


def _without_speaker(quality: Quality) -> str:
    language = state.language()
    return t(
        "corpus.without_speaker",
        language,
        statements=count("statement", quality.statements, language),
        n=number(quality.unattributed, language),
        share=share(quality.unattributed, quality.statements, language),
    )


def _rules(quality: Quality) -> None:
    language = state.language()
    rules = quality.rules.sort_values(["statements", "rule"], ascending=[False, True], ignore_index=True)
    frame = rules.assign(
        rule=[rule_name(rule, language) for rule in rules["rule"]],
        confidence=[number(mean, language, 2) for mean in rules["confidence"]],
    )
    names = ("rule", "statements", "unattributed", "confidence")
    output.table(frame, {name: t(f"corpus.column.{name}", language) for name in names}, key="rules", opens=False)


def bands(source: Snapshot, quality: Quality) -> Shown:
    """Return statements by confidence, the surest first."""
    language = state.language()
    rows = quality.confidence.sort_values("band", ascending=False, ignore_index=True)
    edges = [(number(band, language, 1), number(band + 0.1, language, 1)) for band in rows["band"]]
    frame = pd.DataFrame(
        {
            "key": "extraction",  # a click stays in this section: no filter tells bands apart
            "label": [f"{low}–{high}" for low, high in edges],
            "value": rows["statements"],
            "unattributed": rows["unattributed"],
        }
    )
    caption = figure.caption(t("corpus.bands", language), source, quality.statements, "statement")
    whole = period(source.info.first, source.info.last, language)
    caption = replace(caption, filters=t("corpus.whole_note", language), sources="", period=whole)
    columns = {"label": t("corpus.column.confidence", language), "value": t("column.statements", language)}
    columns["unattributed"] = t("corpus.column.unattributed", language)
    alternative = describe("ranked_bars", frame, caption, language)
    return Shown(
        ranked_bars(frame, caption, look()), frame, columns, caption, alternative, series=("value",), native="bar"
    )


def _doubtful(source: Snapshot) -> None:
    """Show the selected statements, those first that the rules are least sure of."""
    language, selection = state.language(), state.view().resolved(source.info.last)
    output.heading(t("corpus.doubtful", language), 2, note=t("corpus.doubtful_note", language))
    total = data.ask(Snapshot.count_statements, source, selection)
    if not total:
        output.note(t("evidence.none", language))
        return
    output.note(count("statement", total, language))
    page = evidence.pager(total, "doubtful", _PAGE)
    frame = data.ask(Snapshot.statements, source, selection, _PAGE, _PAGE * page, "doubtful")
    articles = data.ask(Snapshot.text, source, tuple(int(doc) for doc in frame["doc"]))
    names = names_of("speaker", source, language)
    items: list[str] = []
    for row in frame.to_dict("records"):
        shade = colour("speaker", row["speakers"][0], source)
        items += [_why(row, language), evidence.said(row, articles[int(row["doc"])], names, language, shade)]
    output.html(safe.join(items))


def _why(row: Row, language: Language) -> Html:
    rule = rule_name(str(row["rule"]), language)
    text = t("corpus.why", language, confidence=number(float(row["confidence"]), language, 2), rule=rule)
    return element("p", text, class_="note")
