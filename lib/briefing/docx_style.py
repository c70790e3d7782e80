"""How a document looks: styles, the page, tables with hairlines."""

from collections.abc import Iterable
from typing import NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from lib.briefing.fonts import SANS, SERIF
from lib.briefing.widths import column_widths
from lib.charts.palette import LIGHT
from lib.i18n import Language

_PAGE = (Mm(210), Mm(297))
_MARGIN = Mm(25)
_PARAGRAPH = WD_STYLE_TYPE.PARAGRAPH
TEXT_WIDTH = Length(_PAGE[0] - 2 * _MARGIN)
_PADDING = 18  # points, both sides of a cell together


class Look(NamedTuple):
    """One paragraph style: sizes and distances in points."""

    size: float
    before: float = 0
    after: float = 4
    color: str = LIGHT.ink
    font: str = SANS
    bold: bool = False
    leading: float = 1.15
    keep: bool = False


_STYLES = {
    "Normal": Look(11),
    "Title": Look(26, 0, 6, bold=True, leading=1.0),
    "Subtitle": Look(10.5, 0, 8, LIGHT.muted),
    "Heading 1": Look(15, 26, 2, bold=True, leading=1.05, keep=True),
    "Filters": Look(10, 0, 4, LIGHT.muted, keep=True),
    "Note": Look(10.5, 0, 6),
    "Quotation": Look(13, 6, 6, font=SERIF, leading=1.3),
    "Long Quotation": Look(11, 6, 6, font=SERIF, leading=1.3),
    "Small Print": Look(8.5, 0, 1, LIGHT.muted),
    "Source": Look(9, 0, 5),
    "Table Text": Look(9.5, 2, 2, leading=1.05),
    "Table Heading": Look(9.5, 2, 2, bold=True, leading=1.05, keep=True),
    "Footer": Look(8.5, 0, 0, LIGHT.muted),
}


def set_styles(document: Document, language: Language) -> None:
    """Give a new document the page and the styles of a briefing."""
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    for name, look in _STYLES.items():
        _set_style(_style(document, name), look)
    _set_language(document, language)
    sources = document.styles["Source"].paragraph_format
    sources.left_indent, sources.first_line_indent = Mm(8), Mm(-8)
    for name in ("Quotation", "Long Quotation"):
        document.styles[name].paragraph_format.left_indent = Mm(8)
    footer = document.styles["Footer"].paragraph_format.tab_stops
    footer.clear_all()
    footer.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    link = document.styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = _color(LIGHT.accent)


def _style(document: Document, name: str) -> ParagraphStyle:
    is_there = name in document.styles
    style: ParagraphStyle = document.styles[name] if is_there else document.styles.add_style(name, _PARAGRAPH)
    return style


def _set_style(style: ParagraphStyle, look: Look) -> None:
    style.font.size, style.font.color.rgb = Pt(look.size), _color(look.color)
    style.font.bold, style.font.italic = look.bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), look.font)
    spacing = style.element.rPr.find(qn("w:spacing"))
    if spacing is not None:
        style.element.rPr.remove(spacing)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.line_spacing, paragraph.keep_with_next, paragraph.widow_control = look.leading, look.keep, True


def _color(name: str) -> RGBColor:
    return RGBColor.from_string(name.removeprefix("#"))


def _set_language(document: Document, language: Language) -> None:
    code = {"ru": "ru-RU", "en": "en-GB"}[language]
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), code)


def rule_rows(table: Table) -> None:
    """Give a table hairlines between rows, a heading that repeats on each page, and rows that do not break."""
    table.autofit = False
    for at, row in enumerate(table._tbl.tr_lst):
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell in row.tc_lst:
            cell.get_or_add_tcPr().append(_rule(LIGHT.muted if at == 0 else LIGHT.hairline))


def _rule(color: str) -> BaseOxmlElement:
    borders, line = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "4", "space": "0", "color": color.removeprefix("#")}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    return borders


def set_widths(table: Table, rows: list[list[str]]) -> None:
    """Give the columns of a table the width of what they hold, as far as the page reaches."""
    points = column_widths(rows, _STYLES["Table Heading"].size, _PADDING, TEXT_WIDTH.pt)
    widths = [Pt(width) for width in points]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def keep_together(paragraphs: Iterable[Paragraph]) -> None:
    """Keep each paragraph on the page of the next one."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True
