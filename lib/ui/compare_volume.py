"""How much A and B hold: documents, statements, words, direct speech, and whether the rates differ."""

from dataclasses import replace
from math import inf

from lib import data
from lib.analysis.comparison import VolumeTest, compare_rates
from lib.corpus.snapshot import Snapshot, Totals
from lib.i18n import count, number, share, t
from lib.safe import Html, element
from lib.ui import output, state, timelines
from lib.ui.compare_sides import Side, glyph, letter

Both = tuple[Side, Side]


def show(source: Snapshot, both: Both) -> None:
    """Show both sides in two columns of counts, and the test of their rates in words."""
    language = state.language()
    a, b = (data.ask(Snapshot.totals, source, side.selection) for side in both)
    rows = [
        (t("unit.doc", language), number(a.documents, language), number(b.documents, language)),
        (t("unit.stmt", language), number(a.statements, language), number(b.statements, language)),
        (t("compare.words_of_documents", language), number(a.words, language), number(b.words, language)),
        *(_kind(source, both, (a, b), kind) for kind in ("direct", "mixed") if _any_kind(both)),
    ]
    output.heading(t("compare.volume", language), 2)
    output.html(columns(both, rows))
    found = [rates(source, both, (a, b), what) for what in ("documents", "statements")]
    output.html(element("div", *(element("p", text, class_="verdict") for text in found)))
    output.note(t("compare.volume_note", language))


def columns(both: Both, rows: list[tuple[str, str, str]], *, first: str = "") -> Html:
    """Return a table of two columns of numbers, one a side."""
    heads = [element("th", glyph(side.name), " ", f"{letter(side.name)}: {side.label}", class_="n") for side in both]
    body = [
        element("tr", element("th", label, scope="row"), *(element("td", text, class_="n") for text in texts))
        for label, *texts in rows
    ]
    table = element("table", element("tr", element("th", first), *heads), *body, class_="plain pair")
    return element("div", table, class_="scroll")


def _any_kind(both: Both) -> bool:
    return all(side.selection.kind == "all" for side in both)


def _kind(source: Snapshot, both: Both, totals: tuple[Totals, Totals], kind: str) -> tuple[str, str, str]:
    language = state.language()
    counted = [
        data.ask(Snapshot.count_statements, source, replace(side.selection, kind=kind), None, None)  # type: ignore[arg-type]
        for side in both
    ]
    a, b = (
        share(n, total.statements, language) if total.statements else "—"
        for n, total in zip(counted, totals, strict=True)
    )
    return t(f"compare.share_{kind}", language), a, b


def rates(source: Snapshot, both: Both, totals: tuple[Totals, Totals], what: str) -> str:
    """Say whether so many a day on one side and on the other can be told from chance."""
    language = state.language()
    dated = [_dated(side, total, what) for side, total in zip(both, totals, strict=True)]
    days = [timelines.window(source, side.selection) for side in both]
    noun = t(f"compare.{what}_a_day", language)
    if days[0] is None or days[1] is None or not sum(dated):
        return t("compare.no_rate", language, what=noun)
    lengths = [(last - first).days + 1 for first, last in (days[0], days[1])]
    return verdict(noun, compare_rates(dated[0], lengths[0], dated[1], lengths[1]))


def _dated(side: Side, totals: Totals, what: str) -> int:
    """Return what stands in dated documents; with a period the totals have no undated ones."""
    if side.selection.start or side.selection.end:
        return totals.documents if what == "documents" else totals.statements
    return totals.documents - totals.undated if what == "documents" else totals.statements - totals.undated_statements


def verdict(what: str, test: VolumeTest) -> str:
    """Return the outcome of a test of two rates in words."""
    language = state.language()
    p = p_text(test.p)
    if test.p >= 0.05:
        return t("compare.rate_chance", language, what=what, p=p)
    more, less = ("a", "b") if test.ratio > 1 else ("b", "a")
    ratio = test.ratio if test.ratio > 1 else 1 / test.ratio if test.ratio else inf
    names = {"more": t(f"compare.{more}", language), "less": t(f"compare.{less}", language)}
    if ratio == inf:
        return t("compare.rate_only", language, what=what, p=p, **names)
    times = number(ratio, language, 1 if ratio >= 1.1 else 2)
    return t("compare.rate_more", language, what=what, p=p, times=times, **names)


def p_text(p: float) -> str:
    """Return a probability with its sign: ``= 0,042``, ``= 0,51``, ``< 0,001``."""
    language = state.language()
    if p < 0.001:
        return "<\N{NO-BREAK SPACE}" + number(0.001, language, 3)
    return "=\N{NO-BREAK SPACE}" + number(p, language, 3 if p < 0.1 else 2)


def overlap(source: Snapshot, both: Both) -> None:
    """Say how many documents and statements are on both sides, as tests take sides that are apart."""
    language = state.language()
    documents, statements = data.ask(Snapshot.in_both, source, both[0].selection, both[1].selection)
    if not documents:
        output.note(t("compare.apart", language))
        return
    text = t(
        "compare.shared",
        language,
        documents=count("document", documents, language),
        statements=count("statement", statements, language),
    )
    if statements or not all(side.by_statement for side in both):
        output.notice(f"{text} {t('compare.shared_caution', language)}")
    else:
        output.note(text)
