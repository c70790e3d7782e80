"""Text of a piece of HTML, as feeds and letters carry it: paragraphs apart, scripts and styles left out."""

import html
import re
from typing import Any

BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre "
    "section table td th tr ul".split()
)
_UNSEEN = frozenset("script style template noscript iframe object svg head".split())
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,5000}>")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"[^\S\n]*\n\s*")


def text_of(markup: str) -> str:
    """Return the text of a piece of HTML; of a text without tags just the entities are replaced."""
    if not _TAG.search(markup):
        return html.unescape(markup).strip()
    from lxml import html as lxml_html

    pieces: list[str] = []
    for element in lxml_html.fragments_fromstring(f"<div>{markup}</div>"):
        _collect(element, pieces)
    return _LINES.sub("\n\n", _SPACES.sub(" ", "".join(pieces))).strip()


def _collect(root: Any, pieces: list[str]) -> None:
    """Gather text in order of the document; without recursion, as markup may be deep."""
    from lxml import etree

    hidden: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if hidden is None:
                pieces.append(element.tail or "")
            continue
        if event == "start" and hidden is None:
            if element.tag in _UNSEEN:
                hidden = element
            else:
                pieces.append("\n" if element.tag in BLOCKS else "")
                pieces.append(" ".join((element.text or "").split("\n")))
        elif event == "end":
            if element is hidden:
                hidden = None
            elif hidden is None:
                pieces.append("\n" if element.tag in BLOCKS else "")
            if hidden is None and element is not root:
                pieces.append(" ".join((element.tail or "").split("\n")))
