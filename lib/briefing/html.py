"""A briefing as one page in one file: no script, nothing fetched, printed on A4 as it looks."""

from pathlib import Path

from lib import safe
from lib.briefing.items import Briefing, Figure, Quotation
from lib.briefing.numbers import number_columns, written_rows
from lib.briefing.plot import plot
from lib.briefing.sources import citation, heading, said_by, small_print, speaker
from lib.briefing.svg import alternative, drawing, key
from lib.briefing.widths import column_widths
from lib.charts.palette import LIGHT
from lib.i18n import Language, count, moment, t
from lib.safe import Html, element

_STYLE = (Path(__file__).parent / "page.css").read_text("utf-8")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LONG = 400  # characters from which a quotation is set smaller
_SHORT, _PAGE = 12, 20  # rows: up to the first a table stays whole, a part has at most the second
_LINE = 50  # em across the page, in the size of a table
_CONTENTS = 3  # items from which there is a list of contents


def to_html(briefing: Briefing) -> bytes:
    """Return the page in UTF-8."""
    language = briefing.language
    title = safe.one_line(briefing.title) or t("briefing.title_default", language)
    items = [_item(item, f"item-{number}", language) for number, item in enumerate(briefing.items, start=1)]
    head = element(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Html('<meta name="referrer" content="no-referrer">'),
        element("title", title),
        Html(f"<style>{_style()}</style>"),
    )
    body = element("body", _header(briefing, title), *items)
    return ("<!doctype html>\n" + element("html", head, body, lang=language) + "\n").encode()


def _style() -> str:
    style = _STYLE
    for name in ("paper", "ink", "muted", "hairline", "accent"):
        style = style.replace(name.upper(), getattr(LIGHT, name))
    return style


def _header(briefing: Briefing, title: str) -> Html:
    language = briefing.language
    made = [
        count("item", len(briefing.items), language),
        t("briefing.made", language, moment=moment(briefing.generated_at, language)),
        t("briefing.snapshot", language, snapshot=briefing.snapshot) if briefing.snapshot else "",
    ]
    contents = [
        element("a", f"{number}. {_name(item, language)}", href=f"#item-{number}")
        for number, item in enumerate(briefing.items, start=1)
    ]
    return element(
        "header",
        element("h1", title),
        element("p", " · ".join(part for part in made if part), class_="muted"),
        *([element("p", briefing.note, class_="note")] if briefing.note else []),
        *(
            [element("nav", *contents, aria_label=t("briefing.contents", language))]
            if len(contents) >= _CONTENTS
            else []
        ),
    )


def _name(item: Figure | Quotation, language: Language) -> str:
    if isinstance(item, Figure):
        return heading(item, language)
    return f"{said_by(item, language)}: {safe.one_line(item.text, 60)}"


def _item(item: Figure | Quotation, name: str, language: Language) -> Html:
    return _figure(item, name, language) if isinstance(item, Figure) else _quotation(item, name, language)


def _figure(figure: Figure, name: str, language: Language) -> Html:
    caption, drawn = figure.caption, plot(figure, language)
    head = [element("h2", heading(figure, language))]
    head += [element("p", caption.filters, class_="muted")] if caption.filters else []
    head += [element("p", caption.note, class_="note")] if caption.note else []
    if drawn:
        said = alternative(drawn, heading(figure, language))
        head += [key(drawn), drawing(drawn, language, said)]
        head += [element("p", words, class_="print") for words in drawn.left_out]
    return element(
        "article",
        element("div", *head, class_="figure-head"),
        _table(figure, language),
        *[element("p", line, class_="print") for line in small_print(figure, language)],
        _links([(t("briefing.open", language), figure.link)]),
        id=name,
        class_="figure",
    )


def _table(figure: Figure, language: Language) -> Html:
    """Return the rows; a long, narrow table stands in parts side by side, each with its headings."""
    if not figure.rows:
        return element("p", t("briefing.no_rows", language), class_="note")
    numbers, rows = number_columns(figure), written_rows(figure, language)
    classes = ["number" if column in numbers else None for column in range(len(figure.columns))]
    heads = [element("th", name, class_=look, scope="col") for name, look in zip(figure.columns, classes, strict=True)]
    width = sum(column_widths([figure.columns, *rows], 1, 1, 999))
    abreast = min(3, int(_LINE // (width + 2))) if len(rows) > _SHORT else 1
    part = min(-(-len(rows) // abreast), _PAGE) if abreast > 1 else len(rows)
    tables = [
        element(
            "table",
            element("thead", element("tr", *heads)),
            element("tbody", *[_row(row, classes) for row in rows[start : start + part]]),
        )
        for start in range(0, len(rows), part)
    ]
    return element("div", *tables, class_=f"parts-{abreast}" if abreast > 1 else "wide")


def _row(texts: list[str], classes: list[str | None]) -> Html:
    return element("tr", *[element("td", text, class_=look) for text, look in zip(texts, classes, strict=True)])


def _quotation(quotation: Quotation, name: str, language: Language) -> Html:
    long = "long" if len(quotation.text) > _LONG else None
    parts = [
        element("h2", speaker(quotation, language)),
        *([element("p", quotation.role, class_="muted")] if quotation.role else []),
        element("blockquote", quotation.text, class_=long, lang="ru"),
        element("p", citation(quotation, language), class_="muted"),
    ]
    if quotation.sentence.strip() != quotation.text.strip():
        parts.append(element("p", t("briefing.exact", language, sentence=quotation.sentence), class_="exact"))
    links = [(t("briefing.original", language), quotation.url), (t("briefing.open", language), quotation.link)]
    return element("article", *parts, _links(links), id=name, class_="quotation")


def _links(pairs: list[tuple[str, str]]) -> Html:
    links = [
        element("a", words, href=address, rel="noopener noreferrer nofollow")
        for words, address in pairs
        if safe.url(address)
    ]
    return element("p", safe.join(links, " · "), class_="print links") if links else Html()
