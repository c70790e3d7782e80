"""DOCX: articles in the seed form, or one article whose title and date stand at its beginning."""

from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile

from lib.corpus.documents import Note, Place, Row
from lib.corpus.readers.limits import Unusable
from lib.corpus.readers.package import check_package
from lib.corpus.readers.prose import article_of
from lib.corpus.readers.seed_form import begins_article, read_articles
from lib.corpus.readers.task import Task

_LIBRARY_ERRORS = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)
"""What python-docx raises at a document that is not as it should be."""


def read_docx(file: BinaryIO, place: Place, _task: Task) -> Iterator[Row | Note]:
    """Yield the articles of a document; tables are read row by row, pictures and notes are not.

    Raises:
        Unusable: no document, damaged, or beyond the limits.
    """
    check_package(file, "word/document.xml")
    try:
        lines, title = _content(file)
    except _LIBRARY_ERRORS as error:
        raise Unusable("damaged") from error
    text = "\n".join(lines)
    if begins_article(text):
        yield from read_articles(text, place)
    elif not text.strip() and not title:
        raise Unusable("empty")
    else:
        yield Row(article_of([line for line in lines if line.strip()], title), place)


def _content(file: BinaryIO) -> tuple[list[str], str]:
    """Return the paragraphs of a document and its title, if its properties or a heading tell one."""
    import docx
    from docx.table import Table

    document = docx.Document(file)
    lines: list[str] = []
    title = ""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            style = block.style.name if block.style is not None else ""
            if not title and not lines and (style or "").startswith(("Title", "Heading", "Заголовок", "Название")):
                title = block.text.strip()
                continue
            lines.append(block.text)
    return lines, title
