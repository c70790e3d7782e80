"""What fuzzing begins with: the hostile cases, an article of each format, the seeds of the project."""

import gzip
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from lib.view import PARAMETERS as NAMES
from tests.corpus.readers import test_formats as formats
from tests.faults import containers, tables
from tests.faults import texts as hostile

ARTICLES = Path(__file__).resolve().parents[2] / "seeds"
MOST = 1 << 14
"""Bytes of a seed."""

WORDS = [
    word.encode()
    for word in (
        "date 2025-11-14 ", "\n\n", ",\"", "\";", "\\\"", "\"text\":", "\"date\":", "{\"", "}\n{", "[[", "NaN", "1e999",
        "\\ud800", "&#x0;", "&amp;", "<![CDATA[", "]]>", "<!DOCTYPE", "<!ENTITY", "<item>", "</item>", "<entry>", "<p>",
        "<article>", "<script>", "<meta ", "charset=", "windows-1251", "utf-16", "koi8-r", "=?utf-8?b?", "=?koi8-r?q?",
        "Content-Type: ", "multipart/mixed; boundary=", "\n--", "base64", "quoted-printable", "---\ntitle: ", "sep=",
        "](https://", "**", "\u2028", "\ufeff", "14 ноября 2025", "2025-11-14T23:30:00Z", "xmlns=", "r:id=", "t=\"s\"",
        "<row r=", "<c r=", "<v>", "99999999999", "-1", "../", "C:\\",
    )
]  # fmt: skip
"""What inputs of readers are made of."""
PARAMETERS = [f"{name}=".encode() for name in NAMES] + [
    b"&",
    b"%00",
    b"%ff",
    b"2025-11-14",
    b"lemma:",
    b"@",
    b"-",
    b"...",
]
"""What links are made of."""
FRAGMENTS = (
    *"«»„“”\"'—–-.,:;!?()[]…\n\t \u00a0\u2028\u0301\u00ad\u200b/|•*_#@%№0123456789",
    *(
        " сказал; сказала; заявил, что ; заявила; отметил; подчеркнул; по словам ; со ссылкой на ; сообщил; "
        "сообщает; как пишет ; об этом ; Об этом ; он; она; они ; который ; , которая ; Путин; "
        "Мария Захарова; Лавров; Песков; МИД; МИД России; Кремль; президент; министр иностранных дел ; "
        "пресс-секретарь ; официальный представитель ; посол США в РФ ; ТАСС; РИА Новости; INTERFAX.RU; "
        "МОСКВА, 14 ноября. /ТАСС/. ; ноября; А. Б. ; Иванов; И.И. Иванов; Джон Смит; Smith; "
        "говорится в сообщении; считает ; добавил он; и ; или ; не ; в ; на ; с ; что ; чтобы ; если ; "
        "диалог; контакты; продолжаются; будут продолжены; г. ; т. д. ; и др. ; 12:30; 3,5 %; "
        "https://example.org/a?b=1; Читайте также; слова ; мнение ; заявление ; цитирует ; "
        "рассказал журналистам; в интервью ; источник ; источники ; эксперт; AND ; OR ; NOT ; near/3 ; "
        "near ; doc(; speaker:; source:; theme:; date:; спикер:; 2025-03..2025-04; a; б; Ё"
    ).split("; "),
)
"""What texts and queries are spelled from: a byte is one of these, or begins a letter of its own."""


def spelled(data: bytes) -> str:
    """Return the text that bytes spell.

    >>> spelled(bytes([0])), spelled(b"\\xff\\x04\\x10")
    ('«', 'А')
    """
    pieces, at = [], 0
    while at < len(data):
        if data[at] < len(FRAGMENTS):
            pieces.append(FRAGMENTS[data[at]])
            at += 1
        else:
            pieces.append(chr(int.from_bytes(data[at + 1 : at + 3])))
            at += 3
    return "".join(pieces)


def spelling(text: str) -> bytes:
    """Return bytes that spell a text."""
    one = {fragment: number for number, fragment in enumerate(FRAGMENTS) if len(fragment) == 1}
    return b"".join(
        bytes([one[sign]]) if sign in one else b"\xff" + min(ord(sign), 0xFFFF).to_bytes(2) for sign in text
    )


def gzipped(data: bytes) -> bytes:
    """Return bytes within gzip."""
    return gzip.compress(data, 1, mtime=0)


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Return members as a zip archive; a name may come twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name or "a"), content)
    return buffer.getvalue()


_HERE = {
    ".md": (formats.FRONT + formats.TEXT).encode(),
    ".html": formats.PAGE.encode(),
    ".atom": formats.ATOM.encode(),
    ".eml": formats.LETTER.encode(),
    ".json": b'{"items": [{"date": "2025-11-14", "title": "a", "text": "b"}]}',
    ".tsv": b"date\ttitle\ttext\n2025-11-14\ta\tb\n",
    ".parquet": formats.parquet(date=["2025-11-14"], title=["Посол"], text=[formats.TEXT]),
}


def of(ending: str) -> list[bytes]:
    """Return files of a format: the hostile cases that are small, an article, of text the project's seeds."""
    cases = [*hostile.cases(), *tables.cases(), *containers.cases()]
    found = [case.made for case in cases if isinstance(case.made, bytes) and case.path.endswith(ending)]
    found += [_HERE[ending]] if ending in _HERE else []
    found += [path.read_bytes() for path in ARTICLES.glob("*.txt")] if ending == ".txt" else []
    return [data for data in found if len(data) < MOST]


_NO_STYLES = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


def _package(data: bytes) -> list[tuple[str, bytes]]:
    """Return the members of a package; in place of the large ones, which are a library's styles, there are none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    return [(name, content if len(content) < MOST else _NO_STYLES) for name, content in members]


WORKBOOK = _package(
    formats.workbook(["Дата", "Заголовок", "Текст"], [date(2025, 11, 14), "Посол", formats.TEXT], [45975, True, 0.5])
)
LETTER = _package(formats.word(("Посол", "Title"), ("14 ноября 2025", None), (formats.TEXT, None)))
MEMBERS = b"\0a/1.txt\xfe\xff date 2025-11-14 a\n\nb\xfe\xffb.csv\xfe\xffdate,text\n2025-11-14,a\n"


def members(package: Sequence[tuple[str, bytes]]) -> list[bytes]:
    """Return each member of a package behind its number."""
    return [bytes([number]) + content for number, (_, content) in enumerate(package) if len(content) < MOST]


def texts() -> list[bytes]:
    """Return the project's seeds, spelled."""
    return [spelling(path.read_text("utf-8")) for path in ARTICLES.glob("*.txt")]


def queries() -> list[bytes]:
    """Return queries of every kind."""
    return [
        spelling(text)
        for text in (
            '"прямой рейс" OR [визит посла] NOT саммит',
            "мир near/3 договор",
            "doc(мир) speaker:лавров date:2025-03..",
        )
    ]


def links() -> list[bytes]:
    """Return links of every kind."""
    return [
        text.encode()
        for text in (
            "v=1&from=2025-11-14&to=2026-02-10&sp=mariya-zakharova&th=-&q=%D0%BC%D0%B8%D1%80&kind=direct&dup=one",
            "v=1&last=90d&x.src=tass&x.form=%D0%BC%D0%B8%D1%80&a.src=tass&b.from=2026-01-01&snap=abcdef012345.0",
            "v=1&t=lemma:a&t=phrase:a%20b@mariya-zakharova&t=theme:flights&norm=per10k&avg=3&g=month&unit=tok",
            "v=1&f=a%20b&over=text&order=relevance&kwic=left&doc=0123456789abcdef&s=10-25&sel=2025-11|tass&view=table",
        )
    ]
