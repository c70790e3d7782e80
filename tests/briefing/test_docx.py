"""The document, opened again."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn

from lib.briefing.docx import to_docx
from lib.briefing.items import Briefing, Figure, Quotation

MakeFigure = Callable[..., Figure]
MakeQuotation = Callable[..., Quotation]
MakeBriefing = Callable[..., Briefing]


def opened(made: Briefing) -> Document:
    return docx.Document(BytesIO(to_docx(made)))


def texts(document: Document, style: str = "") -> list[str]:
    return [p.text for p in document.paragraphs if not style or p.style.name == style]


def addresses(document: Document) -> list[str]:
    links = document.element.body.iter(qn("w:hyperlink"))
    return [document.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))]


def test_the_document_holds_what_the_basket_holds(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing
) -> None:
    document = opened(briefing(figure(note="Данные неполны."), quotation()))
    assert texts(document, "Title") == ["Визы: кто и что говорил"]
    assert texts(document, "Heading 1") == ["Кто говорил о визах?", "Ива Петрова", "Источники"]
    whole = "\n".join(texts(document))
    for words in ("спикер Ива Петрова", "Данные неполны.", "31 204 слова", "снимок ab12cd34", "95 %, Уилсон"):
        assert words in whole, words
    assert texts(document, "Quotation") == ["Мы готовы обсуждать визы в любое удобное время.[1]"]
    assert addresses(document) == [figure().link, quotation().url, quotation().link]


def test_numbers_are_a_real_table(figure: MakeFigure, briefing: MakeBriefing) -> None:
    table = opened(briefing(figure((("Ива", 1200), ("Пётр", None))))).tables[0]
    cells = [[cell.text.replace("\u202f", " ") for cell in row.cells] for row in table.rows]
    assert cells == [["Спикер", "Высказывания"], ["Ива", "1 200"], ["Пётр", "—"]]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_each_quotation_has_its_numbered_source(quotation: MakeQuotation, briefing: MakeBriefing) -> None:
    document = opened(briefing(quotation(), quotation(speaker="", agency="", date=None, headline="", url="")))
    first, second = texts(document, "Source")
    assert first.startswith(
        "1.\tАгентство «Север» · 14 ноября 2025 · Петрова рассказала о визах · Ива Петрова, представитель ведомства. "
        "Предложение: «Мы готовы обсуждать визы в любое удобное время», — сказала Ива Петрова на брифинге."
    )
    assert "https://sever.example/news/1" in first
    assert second.startswith("2.\tбез даты · Спикер не установлен")
    names = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    jumps = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))} - {None}
    assert names == jumps == {"said1", "said2", "source1", "source2"}
    ids = [mark.get(qn("w:id")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert len(set(ids)) == len(ids)


def test_pages_are_a4_and_numbered(briefing: MakeBriefing) -> None:
    section = opened(briefing()).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_what_is_said_is_set_in_a_serif(briefing: MakeBriefing) -> None:
    styles = opened(briefing()).styles
    assert styles["Quotation"].font.name == "Georgia"
    assert styles["Heading 1"].font.name == "Calibri"


def test_hostile_text_stays_text(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing, hostile: str
) -> None:
    said = dict.fromkeys(("text", "speaker", "role", "agency", "headline", "sentence"), hostile)
    made = briefing(
        figure(((hostile, 1),), (hostile, "n"), title=hostile, filters=hostile, note=hostile),
        quotation(**said, url="javascript:alert(1)", link="file:///etc/passwd"),
        title=hostile,
    )
    document = opened(made)
    assert addresses(document) == [figure().link]
    assert "<script>alert(1)</script>" in texts(document, "Quotation")[0]
    assert "\u202e" not in "\n".join(texts(document))


def test_the_same_briefing_is_the_same_bytes(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing
) -> None:
    made = briefing(figure(), quotation())
    assert to_docx(made) == to_docx(made)
    with ZipFile(BytesIO(to_docx(made))) as file:
        assert {info.date_time[0] for info in file.infolist()} == {1980}
