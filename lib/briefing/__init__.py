"""The analyst's basket as files: slides, a document, a page, tables.

The office libraries load when a file is asked for, not with the page that offers it.
"""

from collections.abc import Callable

from lib.briefing.items import Briefing


def _pptx(briefing: Briefing) -> bytes:
    from lib.briefing.pptx import to_pptx

    return to_pptx(briefing)


def _docx(briefing: Briefing) -> bytes:
    from lib.briefing.docx import to_docx

    return to_docx(briefing)


def _html(briefing: Briefing) -> bytes:
    from lib.briefing.html import to_html

    return to_html(briefing)


def _zip(briefing: Briefing) -> bytes:
    from lib.briefing.bundle import to_zip

    return to_zip(briefing)


FORMATS: dict[str, Callable[[Briefing], bytes]] = {"pptx": _pptx, "docx": _docx, "html": _html, "zip": _zip}
"""File extension -> what writes a briefing as such a file."""
