"""Untrusted text made harmless, one function a sink.

Article text, titles, names, file names and link parameters come from the open web. Whatever shows them goes through
one of these functions, and nothing else in the project knows how to: a test over the syntax trees holds that.

The rules were found by putting hostile text into each sink and watching a browser: Markdown loads images and turns
bare addresses into links even where HTML is escaped; chart labels turn ``<a href>`` into links; bidirectional
controls reorder what follows them, on a page and in a file name alike.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

# Format characters that reorder or hide text. Joiners stay: they belong to emoji and to some scripts.
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb\ufffe\uffff"  # \uffff breaks XML
_CONTROLS = "".join(chr(c) for c in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0)))
_UNSAFE = re.compile(f"[{re.escape(_BIDI + _INVISIBLE + _CONTROLS)}\U000e0000-\U000e007f\ud800-\udfff]")
_MARKDOWN = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return `text` without characters that reorder, hide or break what stands around them.

    For sinks that show text as text: table cells, ``st.text``, file contents of exports.

    >>> plain("МИД\\u202eРФ")
    'МИДРФ'
    """
    return _UNSAFE.sub("", text)


def one_line(text: str, limit: int = 0) -> str:
    """Return `text` on one line, white space folded, cut at a word to at most `limit` characters (0: no limit).

    >>> one_line("один\\n  два три", limit=9)
    'один два…'
    """
    line = " ".join(plain(text).split())
    if not limit or len(line) <= limit:
        return line
    head = line[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,.;:—-") + "…"


def html_text(text: str) -> str:
    """Return `text` for an element's content or a quoted attribute of our own HTML.

    >>> html_text('<b>"A&B"</b>')
    '&lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;'
    """
    return html.escape(plain(text), quote=True)


class Html(str):
    """Markup that `element` made: our own tags, everything else escaped."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str | None) -> Html:
    """Return one HTML element; what is not `Html` already is escaped.

    Args:
        tag: the element's name, a literal in our own code.
        children: text, or elements made before.
        attributes: values are escaped, None leaves the attribute out; ``class_`` is ``class``.
            An ``href`` must be a relative link of our own or pass `url`, otherwise it is left out.

    >>> element("p", "a<b", element("b", "c"), class_="said", title=None)
    '<p class="said">a&lt;b<b>c</b></p>'
    >>> element("a", "x", href="javascript:alert(1)")
    '<a>x</a>'
    """
    if not _is_own_link(attributes.get("href")):
        attributes["href"] = url(attributes["href"])
    rows = [
        f' {name.rstrip("_").replace("_", "-")}="{html_text(value)}"'
        for name, value in attributes.items()
        if value is not None
    ]
    body = "".join(child if isinstance(child, Html) else html_text(child) for child in children)
    return Html(f"<{tag}{''.join(rows)}>{body}</{tag}>")


def join(parts: Iterable[str], separator: str = "") -> Html:
    """Return elements and texts one after the other, texts escaped."""
    return Html(html_text(separator).join(part if isinstance(part, Html) else html_text(part) for part in parts))


def _is_own_link(href: str | None) -> bool:
    return href is None or bool(re.match(r"(?:\./)?(?:\?|#|[a-z]+\?)", href))


def markdown(text: str) -> str:
    """Return `text` for Streamlit's Markdown: labels, options, help texts, captions.

    Every ASCII punctuation mark is escaped, and addresses are broken by a word joiner so that they are not linked.

    >>> print(markdown("*А* [b](http://x)").replace("\\u2060", "|"))
    \\*А\\* \\[b\\]\\(http\\:|\\/|\\/|x\\)
    """
    line = one_line(text)
    escaped = _MARKDOWN.sub(r"\\\1", line)
    escaped = re.sub(r"(\\[/@])", rf"\1{_WORD_JOINER}", escaped.replace("\\:\\/", f"\\:{_WORD_JOINER}\\/"))
    return re.sub(r"(?i)\bwww\\\.", lambda found: found[0] + _WORD_JOINER, escaped)


def chart_label(text: str, limit: int = 0) -> str:
    """Return `text` for a label, title, legend or hover of a Plotly figure.

    >>> chart_label('<a href="http://x">A&B</a>')
    '&lt;a href="http://x"&gt;A&amp;B&lt;/a&gt;'
    """
    return one_line(text, limit).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def url(address: str | None) -> str | None:
    """Return an http or https address, or None for everything else.

    >>> url("https://tass.ru/politika/1"), url("javascript:alert(1)"), url("//tass.ru"), url("https://user@tass.ru")
    ('https://tass.ru/politika/1', None, None, None)
    """
    if not address or _UNSAFE.search(address) or any(c.isspace() or c in "\"'<>\\`" for c in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    return address if is_web else None


def cell(value: object) -> object:
    """Return `value` for a spreadsheet cell: text that a spreadsheet would run as a formula gets an apostrophe.

    >>> cell("=1+1"), cell("Москва"), cell(-5)
    ("'=1+1", 'Москва', -5)
    """
    if not isinstance(value, str):
        return value
    text = plain(value)
    return "'" + text if text.lstrip(" \u00a0").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def slug(text: str, limit: int = 60) -> str:
    """Return an ASCII file-name slug; what has no ASCII letters becomes ``svodka``.

    >>> slug("Timeline: 2025—2026"), slug("../../etc")
    ('timeline-2025-2026', 'etc')
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "replace").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:limit].strip("-") or "svodka"
