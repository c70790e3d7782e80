"""A briefing as a document: A4, real tables, quotations in a serif, numbered sources at the end."""

from io import BytesIO

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from lib import safe
from lib.briefing.archive import without_clock
from lib.briefing.docx_fields import add_bookmark, add_field, add_jump, add_link
from lib.briefing.docx_style import keep_together, rule_rows, set_styles, set_widths
from lib.briefing.items import Briefing, Figure, Quotation
from lib.briefing.numbers import number_columns, written_rows
from lib.briefing.sources import citation, heading, said_by, small_print, speaker
from lib.i18n import Language, count, moment, t

_WHOLE = 15  # rows of a table that stays on one page
_LONG = 600  # characters from which a quotation is set smaller


def to_docx(briefing: Briefing) -> bytes:
    """Return the document; its bytes depend on the briefing alone."""
    language = briefing.language
    document = Document()
    set_styles(document, language)
    title = safe.one_line(briefing.title) or t("briefing.title_default", language)
    _properties(document, briefing, title)
    _front(document, briefing, title)
    quotations: list[Quotation] = []
    for item in briefing.items:
        if isinstance(item, Figure):
            _figure(document, item, language)
        else:
            quotations.append(item)
            _quotation(document, item, len(quotations), language)
    _sources(document, quotations, language)
    _footer(document, title, language)
    file = BytesIO()
    document.save(file)
    return without_clock(file.getvalue())


def _properties(document: Written, briefing: Briefing, title: str) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = title[:255], t("brand", briefing.language), ""
    about.created = about.modified = briefing.generated_at.replace(tzinfo=None, microsecond=0)
    about.last_modified_by, about.language = "", briefing.language


def _front(document: Written, briefing: Briefing, title: str) -> None:
    language = briefing.language
    document.add_paragraph(title, "Title")
    made = [
        count("item", len(briefing.items), language),
        t("briefing.made", language, moment=moment(briefing.generated_at, language)),
        t("briefing.snapshot", language, snapshot=safe.one_line(briefing.snapshot)) if briefing.snapshot else "",
    ]
    document.add_paragraph(" · ".join(part for part in made if part), "Subtitle")
    if briefing.note:
        document.add_paragraph(safe.one_line(briefing.note), "Note")


def _figure(document: Written, figure: Figure, language: Language) -> None:
    document.add_paragraph(heading(figure, language), "Heading 1")
    if figure.caption.filters:
        document.add_paragraph(safe.one_line(figure.caption.filters), "Filters")
    if figure.caption.note:
        document.add_paragraph(safe.one_line(figure.caption.note), "Note")
    if figure.rows:
        _table(document, figure, language)
    else:
        document.add_paragraph(t("briefing.no_rows", language), "Note")
    lines = [document.add_paragraph(line, "Small Print") for line in small_print(figure, language)]
    lines[0].paragraph_format.space_before = Pt(5)
    keep_together(lines)
    add_link(document.add_paragraph(style="Small Print"), t("briefing.open", language), figure.link)


def _table(document: Written, figure: Figure, language: Language) -> None:
    numbers, rows = number_columns(figure), written_rows(figure, language)
    heads = [safe.one_line(name) for name in figure.columns]
    table = document.add_table(rows=len(rows) + 1, cols=len(heads))
    for written, row in zip([heads, *rows], table._tbl.tr_lst, strict=True):
        for column, (text, cell) in enumerate(zip(written, row.tc_lst, strict=True)):
            _fill(_Cell(cell, table), text, column in numbers, written is heads)
    rule_rows(table)
    set_widths(table, [heads, *rows])
    kept = table._tbl.tr_lst if len(rows) <= _WHOLE else table._tbl.tr_lst[-1:]
    keep_together(Paragraph(text, table) for row in kept for cell in row.tc_lst for text in cell.p_lst)


def _fill(cell: _Cell, text: str, is_number: bool, is_heading: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table Heading" if is_heading else "Table Text"
    paragraph.add_run(text)
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _quotation(document: Written, quotation: Quotation, number: int, language: Language) -> None:
    document.add_paragraph(speaker(quotation, language), "Heading 1")
    if quotation.role:
        document.add_paragraph(safe.one_line(quotation.role), "Filters")
    style = "Long Quotation" if len(quotation.text) > _LONG else "Quotation"
    said = document.add_paragraph(safe.plain(quotation.text).strip(), style)
    add_bookmark(said, f"said{number}")
    add_jump(said, f"[{number}]", f"source{number}", superscript=True)
    if len(quotation.text) <= _LONG:
        keep_together([said])
    document.add_paragraph(citation(quotation, language), "Small Print")


def _sources(document: Written, quotations: list[Quotation], language: Language) -> None:
    if not quotations:
        return
    document.add_paragraph(t("briefing.sources", language), "Heading 1")
    for number, quotation in enumerate(quotations, start=1):
        source = document.add_paragraph(style="Source")
        add_bookmark(source, f"source{number}")
        add_jump(source, f"{number}.", f"said{number}")
        source.add_run(f"\t{citation(quotation, language)} · {said_by(quotation, language)}. ")
        sentence = safe.one_line(quotation.sentence or quotation.text)
        source.add_run(t("briefing.exact", language, sentence=sentence) + " ")
        add_link(source, t("briefing.original", language), quotation.url, show_address=True)
        add_link(source, t("briefing.open", language), quotation.link)


def _footer(document: Written, title: str, language: Language) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.add_run(safe.one_line(title, 70) + "\t")
    before, between, after = t("briefing.page", language, page="|", pages="|").split("|")
    for words, code in ((before, "PAGE"), (between, "NUMPAGES")):
        paragraph.add_run(words)
        add_field(paragraph, code)
    paragraph.add_run(after)
