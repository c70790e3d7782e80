"""The overview's leads: the corpus in numbers, who speaks most with the newest sentence, which themes, what is new."""

from dataclasses import replace

from lib import data
from lib.analysis.forms import FEWEST_RANKED, is_ranking_sound
from lib.corpus.selection import NO_THEME, Selection
from lib.corpus.snapshot import Snapshot, Totals
from lib.corpus.store import Article
from lib.i18n import count, moment, noun_form, number, period, share, t
from lib.safe import Html, element
from lib.ui import evidence, output, state, visits
from lib.ui.evidence import Row
from lib.ui.look import colour
from lib.ui.names import names_of, theme_names

_SPEAKERS = 6
_THEMES = 16


def cards(source: Snapshot, totals: Totals) -> None:
    """Show the corpus card: how much, from when to when, how much of it has a speaker."""
    language = state.language()
    established = totals.statements - totals.unattributed
    nouns = ("document", "statement", "speaker", "source")
    remarks = (
        period(totals.first, totals.last, language),
        t("overview.established", language, share=share(established, totals.statements, language))
        if totals.statements
        else "",
        t("overview.unattributed", language, n=number(totals.unattributed, language)) if totals.unattributed else "",
        count("word", totals.words, language),
    )
    numbers = (totals.documents, totals.statements, totals.speakers, totals.sources)
    output.cards(
        [
            (number(n, language), noun_form(noun, n, language), remark)
            for n, noun, remark in zip(numbers, nouns, remarks, strict=True)
        ]
    )
    _since_last_visit(source)


def _since_last_visit(source: Snapshot) -> None:
    language, last = state.language(), visits.last(source)
    if last is None:
        return
    grown = source.info.documents - last.documents
    key = "overview.unchanged" if last.snapshot == source.id else "overview.grown"
    output.note(t(key, language, when=moment(last.when, language), n=count("document", grown, language)))


def speakers(source: Snapshot, selection: Selection) -> None:
    """Show who has most statements, each with the newest sentence; of few documents nobody has most."""
    language, ranked = state.language(), is_ranked(source, selection)
    title, note = ("overview.speakers", "overview.speakers_note") if ranked else ("overview.who", "overview.who_note")
    output.heading(t(title, language), note=t(note, language, least=FEWEST_RANKED))
    table = data.ask(Snapshot.speaker_table, source, selection, _SPEAKERS)
    if table.rows.empty:
        output.note(t("evidence.none", state.language()))
        return
    newest = data.ask(Snapshot.statements_by_id, source, tuple(int(stmt) for stmt in table.rows["newest_stmt"]))
    by_id = {int(row["stmt"]): row for row in newest.to_dict("records")}
    articles = data.ask(Snapshot.text, source, tuple(int(doc) for doc in newest["doc"]))
    names, items = names_of("speaker", source, state.language()), []
    for row in table.rows.to_dict("records"):
        statement = by_id[int(row["newest_stmt"])]
        article = articles[int(statement["doc"])]
        items.append(_lead(source, row, names[row["speaker"]], statement, article))
    output.html(element("div", *items, class_="leads"))


def _lead(source: Snapshot, row: Row, name: str, statement: Row, article: Article) -> Html:
    language, speaker = state.language(), row["speaker"]
    facts = [t(f"speaker.kind_{row['kind']}", language)] if row["kind"] not in ("", "person") else []
    facts.append(count("statement", int(row["statements"]), language))
    view = replace(state.view(), selection=replace(state.view().selection, speakers=(speaker,)))
    head = element(
        "h3",
        element("a", name, href=evidence.page_link("speakers", view)),
        element("span", " " + " · ".join(facts)),
    )
    return element(
        "section",
        head,
        evidence.said(statement, article, {speaker: name}, language, colour("speaker", speaker, source)),
    )


def themes(source: Snapshot, selection: Selection) -> None:
    """Show the themes by number of documents, as a strip of bars; a document may have several."""
    language, ranked = state.language(), is_ranked(source, selection)
    few = "" if ranked else t("overview.few", language, least=FEWEST_RANKED)
    output.heading(t("overview.themes", language), note=f"{t('overview.themes_note', language)} {few}".strip())
    table = data.ask(Snapshot.theme_table, source, selection).head(_THEMES)
    names, most = theme_names(source, language), int(table["documents"].max()) if len(table) else 0
    found = [(str(theme), int(n)) for theme, n in zip(table["theme"], table["documents"], strict=True)]
    if not ranked:
        found.sort(key=lambda row: (row[0] == NO_THEME, names.get(row[0], row[0])))
    rows = [_theme_row(source, theme, names, n, most if ranked else 0) for theme, n in found]
    output.html(element("div", *rows, class_="strip"))


def is_ranked(source: Snapshot, selection: Selection) -> bool:
    """Tell whether a selection has documents enough for an order by number."""
    return is_ranking_sound(data.ask(Snapshot.count_documents, source, selection))


def bar(n: int, most: int, mark: str) -> Html:
    """Return the bar of a row of a strip, an empty place where `most` is 0: nothing is ranked."""
    return element("i", "", style=f"--part:{n / most:.4f};--mark:{mark}" if most else None)


def _theme_row(source: Snapshot, theme: str, names: dict[str, str], documents: int, most: int) -> Html:
    view = replace(state.view(), selection=replace(state.view().selection, themes=(theme,)))
    shade = "var(--muted)" if theme == NO_THEME else colour("theme", theme, source)
    return element(
        "a",
        element("span", names.get(theme, theme)),
        bar(documents, most, shade),
        element("b", number(documents, state.language())),
        href=evidence.page_link("themes", view),
        class_="row",
    )
