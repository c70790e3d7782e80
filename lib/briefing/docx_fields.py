"""Parts of a document that python-docx has no words for: links, bookmarks, page numbers."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from lib.safe import url


def add_link(paragraph: Paragraph, words: str, address: str, *, show_address: bool = False) -> None:
    """Add a link to a web page at the end of a paragraph; nothing where `address` is none.

    Args:
        show_address: put the address after the words, so that paper carries it too.
    """
    target = url(address)
    if target is None:
        return
    if show_address:
        paragraph.add_run(f"{words}: ")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    _put_run(paragraph, link, target if show_address else words)
    if show_address:
        paragraph.add_run(" · ")


def add_jump(paragraph: Paragraph, words: str, bookmark: str, *, superscript: bool = False) -> None:
    """Add a link to a bookmark of the same document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    run = _put_run(paragraph, link, words)
    run.font.superscript = superscript or None


def _put_run(paragraph: Paragraph, link: BaseOxmlElement, words: str) -> Run:
    run = paragraph.add_run(words, "Link")
    link.append(run._r)
    paragraph._p.append(link)
    return run


def add_bookmark(paragraph: Paragraph, name: str) -> None:
    """Put a bookmark at the start of a paragraph."""
    number = str(len(paragraph.part.element.findall(f".//{qn('w:bookmarkStart')}")))
    for tag, attributes in (("w:bookmarkStart", {"w:id": number, "w:name": name}), ("w:bookmarkEnd", {"w:id": number})):
        mark = OxmlElement(tag)
        for key, value in attributes.items():
            mark.set(qn(key), value)
        paragraph._p.append(mark)


def add_field(paragraph: Paragraph, code: str) -> None:
    """Add a field that the word processor fills in: ``PAGE``, ``NUMPAGES``."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)
