"""Parts of a slide: lines of text with links, a rule, a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Pt

from lib.briefing.fonts import SERIF
from lib.briefing.pptx_master import Box
from lib.briefing.widths import LEADING, column_widths
from lib.charts.measure import wrap
from lib.i18n import Language
from lib.safe import url

INK, MUTED, HAIRLINE = MSO_THEME_COLOR.TEXT_1, MSO_THEME_COLOR.TEXT_2, MSO_THEME_COLOR.BACKGROUND_2
_LANGUAGES = {"ru": MSO_LANGUAGE_ID.RUSSIAN, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid", known to every PowerPoint
_PADDING = 14  # points, both sides of a cell together
_CELL_LINES = 3
_CELL_MARGIN = 4  # points above and below the text of a cell
_FEW_ROWS = 9


@dataclass(frozen=True)
class Line:
    """One paragraph; `link` is a web address, or nothing."""

    text: str
    size: float
    color: MSO_THEME_COLOR = INK
    bold: bool = False
    serif: bool = False
    link: str = ""


def add_lines(slide: Slide, box: Box, lines: Sequence[Line], language: Language) -> None:
    """Put lines into a box of their own."""
    frame = slide.shapes.add_textbox(*(Inches(value) for value in box)).text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fill(frame, lines, language)


def fill(frame: TextFrame, lines: Sequence[Line], language: Language) -> None:
    """Replace the text of a frame by lines."""
    frame.clear()
    for at, line in enumerate(lines):
        _write(frame.paragraphs[0] if at == 0 else frame.add_paragraph(), line, language)


def _write(paragraph: _Paragraph, line: Line, language: Language) -> None:
    run = paragraph.add_run()
    run.text = line.text
    run.font.size, run.font.bold, run.font.language_id = Pt(line.size), line.bold, _LANGUAGES[language]
    address = url(line.link)
    if address:
        run.hyperlink.address = address
    else:
        run.font.color.theme_color = line.color
    if line.serif:
        run.font.name = SERIF
        paragraph.line_spacing = 1.12


def add_rule(slide: Slide, left: float, top: float, width: float) -> None:
    """Draw a hairline."""
    shape = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Inches(at) for at in (left, top, left + width, top)))
    shape._element.remove(shape._element.find(qn("p:style")))  # a shadow
    shape.line.width = Pt(0.75)
    shape.line.color.theme_color = HAIRLINE


def set_description(frame: GraphicFrame, words: str) -> None:
    """Give a chart or a table its text alternative."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)


def add_table(slide: Slide, box: Box, rows: Sequence[Sequence[str]], numbers: Sequence[int], language: Language) -> int:
    """Put a heading and as many rows as find room; return how many rows are shown, without the heading."""
    size = 12 if len(rows) <= _FEW_ROWS else 11
    widths = column_widths(rows, size, _PADDING, box.points[0])
    fitting, heights = _fitting(rows, widths, size, box.points[1])
    place = (Inches(box.left), Inches(box.top), Pt(sum(widths)), Pt(sum(heights)))
    frame = slide.shapes.add_table(len(fitting), len(widths), *place)
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    frame.table.horz_banding = False
    for column, width in zip(frame.table.columns, widths, strict=True):
        column.width = Pt(width)
    for row, height, texts in zip(frame.table.rows, heights, fitting, strict=True):
        row.height = Pt(height)
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _fill_cell(cell, Line(text, size, bold=texts is fitting[0]), language)
            if column in numbers:
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    set_description(frame, ", ".join(rows[0]))
    return len(fitting) - 1


def _fitting(
    rows: Sequence[Sequence[str]], widths: Sequence[float], size: float, room: float
) -> tuple[list[list[str]], list[float]]:
    """Return the rows that fit into `room` points, their texts cut to three lines, and the height of each."""
    shown: list[list[str]] = []
    heights: list[float] = []
    for row in rows:
        cells = [
            wrap(text, size, max(width - _PADDING, size), lines=_CELL_LINES)
            for text, width in zip(row, widths, strict=True)
        ]
        height = max(len(lines) for lines in cells) * size * LEADING + 2 * _CELL_MARGIN
        if sum(heights) + height > room:
            break
        shown.append([" ".join(lines) for lines in cells])
        heights.append(height)
    return shown, heights


def _fill_cell(cell: _Cell, line: Line, language: Language) -> None:
    fill(cell.text_frame, [line], language)
    cell.margin_left, cell.margin_right = 0, Pt(_PADDING)
    cell.margin_top = cell.margin_bottom = Pt(_CELL_MARGIN)
    border = OxmlElement("a:lnB")
    border.set("w", "9525")
    properties = cell._tc.get_or_add_tcPr()
    properties.insert(0, border)
    solid, scheme = OxmlElement("a:solidFill"), OxmlElement("a:schemeClr")
    scheme.set("val", "tx2" if line.bold else "bg2")
    solid.append(scheme)
    border.append(solid)
