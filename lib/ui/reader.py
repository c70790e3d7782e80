"""One document as it was published, with its statements and themes marked."""

import pandas as pd

from lib import data, safe
from lib.briefing.items import Quotation
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, day, t
from lib.safe import Html, element
from lib.ui import evidence, filters, output, state, theme_badge
from lib.ui.look import colour
from lib.ui.names import names_of, theme_names

Mark = tuple[int, int, str, dict[str, str]]


def show(source: Snapshot, article: Article) -> None:
    """Show a document: headline, source and date, text with statements underlined in their speakers' colours."""
    language = state.language()
    statements = data.ask(Snapshot.statements_of, source, article.doc)
    head = [element("h2", article.title)]
    parts = [article.source_name or t("reader.no_source", language)]
    parts.append(day(article.date, language) if article.date else t("number.no_dates", language))
    line: list[str] = [" · ".join(parts)]
    if address := safe.url(article.url):
        line += [
            " · ",
            element("a", t("reader.original", language), href=address, target="_blank", rel="noopener noreferrer"),
        ]
    head.append(element("p", *line, class_="source"))
    output.html(element("div", *head, *paragraphs(article.text, _marks(source, statements)), class_="reader"))


def pointed_quotation(source: Snapshot, article: Article) -> Quotation | None:
    """Return the statement that the link points at, with all that a footnote needs; None if it points at none."""
    language, span = state.language(), state.view().span
    statements = data.ask(Snapshot.statements_of, source, article.doc)
    for row in statements.to_dict("records"):
        if span == (int(row["start"]), int(row["end"])):
            names = names_of("speaker", source, language)
            return Quotation(
                text=article.text[span[0] : span[1]],
                speaker="; ".join(names.get(slug, slug) for slug in row["speakers"]),
                role=row["role"],
                agency=article.source_name,
                date=article.date,
                headline=article.title,
                sentence=_sentence(source, article, span),
                url=safe.url(article.url) or "",
                link=filters.address(state.view()),
            )
    return None


def _sentence(source: Snapshot, article: Article, span: tuple[int, int]) -> str:
    """Return the sentences that a span lies in."""
    frame = data.ask(Snapshot.sentences, source, article.doc)
    touched = frame[(frame["start"] < span[1]) & (frame["end"] > span[0])]
    if touched.empty:
        return article.text[span[0] : span[1]]
    return article.text[int(touched["start"].min()) : int(touched["end"].max())]


def beside(source: Snapshot, article: Article) -> None:
    """Show what was said in the document, and why it has its themes."""
    language = state.language()
    statements = data.ask(Snapshot.statements_of, source, article.doc)
    names = names_of("speaker", source, language)
    output.heading(count("statement", len(statements), language), 3)
    rows = []
    for row in statements.to_dict("records"):
        who = ", ".join(names.get(slug, slug) for slug in row["speakers"])
        how = " · ".join(part for part in (t(f"kind.{row['type']}", language), row["cue"]) if part)
        style = f"--mark:{colour('speaker', row['speakers'][0], source)}"
        link = evidence.place_link(article, int(row["start"]), int(row["end"]))
        rows.append(element("li", element("a", who, href=link), element("span", f" {how}"), style=style))
    output.html(element("ol", *rows, class_="who"))
    _themes(source, article)


def _themes(source: Snapshot, article: Article) -> None:
    language = state.language()
    found = data.ask(Snapshot.theme_evidence, source, article.doc)
    tagged = data.ask(Snapshot.themes_of, source, article.doc)
    names = theme_names(source, language)
    output.heading(t("reader.themes", language), 3)
    if not tagged:
        output.note(t("theme.none", language))
    rows = []
    for theme in tagged:
        terms = evidence.words_of(found[found["theme"] == theme], article)
        words = ", ".join(f"{word} ×{n}" if n > 1 else word for word, n in zip(terms.index, terms["n"], strict=True))
        badge = theme_badge.html(source, theme)
        rows.append(element("li", element("b", names.get(theme, theme)), element("span", f": {words}"), " ", badge))
    output.html(element("ul", *rows, class_="who"))


def _marks(source: Snapshot, statements: pd.DataFrame) -> list[Mark]:
    names, language, pointed = names_of("speaker", source, state.language()), state.language(), state.view().span
    marks: list[Mark] = []
    for row in statements.to_dict("records"):
        who = ", ".join(names.get(slug, slug) for slug in row["speakers"])
        start, end = int(row["start"]), int(row["end"])
        style = f"--mark:{colour('speaker', row['speakers'][0], source)}"
        label = t("reader.statement", language, speaker=who, cue=row["cue"] or "—")
        css = "statement pointed" if pointed == (start, end) else "statement"
        marks.append((start, end, "span", {"class_": css, "style": style, "title": label}))
    if pointed and not any((start, end) == pointed for start, end, _, _ in marks):
        marks.append((*pointed, "mark", {"class_": "pointed"}))
    return marks


def paragraphs(text: str, marks: list[Mark]) -> list[Html]:
    """Return the paragraphs of a text with marks put in; where two overlap, the one that begins later is cut.

    >>> paragraphs("а б\\n\\nв", [(2, 3, "b", {})])
    ['<p>а <b>б</b></p>', '<p>в</p>']
    """
    found, start = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            found.append(element("p", *_pieces(text, start, start + len(block), marks)))
        start += len(block) + 2
    return found


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> list[str]:
    pieces: list[str] = []
    position = start
    for first, last, tag, attributes in sorted(marks, key=lambda mark: mark[:2]):
        first, last = max(first, position), min(last, end)
        if first >= last:
            continue
        pieces += [text[position:first], element(tag, text[first:last], **attributes)]
        position = last
    return [*pieces, text[position:end]]
