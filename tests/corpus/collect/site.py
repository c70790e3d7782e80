"""A web site on this machine: pages as real sites build them, and everything that a collector must survive."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BODY = "Контакты между министерствами продолжаются, заявил посол Иван Щукин на встрече с прессой в среду утром."
MORE = "По его словам, следующая встреча пройдет весной, и стороны уже согласовали повестку переговоров."
HTML, RSS = "text/html; charset=utf-8", "application/rss+xml"
ROBOTS = "User-agent: *\nDisallow: /private/\nDisallow: /*?print\nAllow: /private/open\n"

NEWS = f"""<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Посол о контактах — Вестник</title>
<meta property="og:title" content="Посол о контактах"><meta property="og:site_name" content="Вестник">
<meta property="article:published_time" content="2025-11-14T09:30:00+03:00"></head><body>
<header><nav><ul><li><a href="/">Главная</a></li><li><a href="/politics">Политика</a></li></ul></nav></header>
<aside class="sidebar"><h3>Популярное</h3><ul><li><a href="/1">Чужая новость о погоде в столице и области</a></li></ul>
</aside><main><article><h1>Посол о контактах</h1><p>{BODY}</p>
<div class="related"><h4>Читайте также</h4><a href="/2">Чужая новость о ценах на хлеб и молоко</a></div><p>{MORE}</p>
</article><section class="comments" id="comments"><h3>Комментарии</h3><div class="comment"><p>Чужой комментарий
читателя, который ни с чем не согласен и пишет об этом долго.</p></div></section></main>
<footer><p>© Вестник. Все права защищены. Чужая подпись редакции.</p></footer></body></html>"""
AMP = f"""<!doctype html><html ⚡ lang="ru"><head><meta charset="utf-8"><title>Посол о контактах</title>
<link rel="canonical" href="https://vestnik.example/1"><script async src="https://cdn.ampproject.org/v0.js"></script>
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2025-11-14T09:30:00+03:00"}}</script>
<style amp-boilerplate>body{{visibility:hidden}}</style></head><body><amp-sidebar id="m" layout="nodisplay"><ul>
<li>Чужой раздел</li></ul></amp-sidebar><article><h1>Посол о контактах</h1><amp-img src="a.jpg" width="1" height="1">
</amp-img><p>{BODY}</p><amp-ad type="x">Чужая реклама</amp-ad><p>{MORE}</p></article></body></html>"""
OLD = f"<html><head>%s<title>Посол</title></head><body><div class='text'><p>{BODY}</p><p>{MORE}</p></div></body></html>"
PAGED = f"""<html><head><meta charset="utf-8"><title>Посол</title><link rel="next" href="/news"></head><body><article>
<p>{BODY}</p><p>{MORE}</p></article><div class="pagination">Страница 1 из 3 <a href="?page=2">2</a>
<a href="?page=3">3</a></div></body></html>"""


@dataclass
class Reply:
    """What the site answers."""

    body: bytes = b""
    kind: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def page(text: str = NEWS, **headers: str) -> Reply:
    return Reply(text.encode(), headers={name.replace("_", "-"): value for name, value in headers.items()})


def packed(data: bytes, cut: int | None = None) -> Reply:
    return Reply(gzip.compress(data)[:cut], headers={"Content-Encoding": "gzip"})


def to(address: str) -> Reply:
    return Reply(status=302, headers={"Location": address})


def feed(*items: str, title: str = "Вестник") -> Reply:
    text = f"<?xml version='1.0' encoding='utf-8'?><rss><channel><title>{title}</title>{''.join(items)}</channel></rss>"
    return Reply(text.encode(), RSS)


def item(link: str, title: str = "Посол о контактах", text: str = "", date: str = "") -> str:
    link, title, text = (part.replace("&", "&amp;").replace("<", "&lt;") for part in (link, title, text))
    day = date or "Fri, 14 Nov 2025 12:00:00 +0300"
    return (
        f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate>"
        f"<description>{text}</description></item>"
    )


Route = Reply | Callable[["Handler"], Reply | None]


class Handler(BaseHTTPRequestHandler):
    """Answers from the table of its site; a route may write to the wire itself."""

    protocol_version = "HTTP/1.1"
    site: "Site"

    def do_GET(self) -> None:
        self.site.asked.append((time.monotonic(), self.path, {name.lower(): v for name, v in self.headers.items()}))
        route = self.site.routes.get(self.path, Reply(status=404))
        try:
            reply = route if isinstance(route, Reply) else route(self)
            if reply:
                self.send_response(reply.status)
                headers = {"Content-Type": reply.kind, "Content-Length": str(len(reply.body))} | reply.headers
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)
        except OSError:
            pass  # the visitor has had enough
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


class Site:
    """A running site.

    Attributes:
        routes: path and query to what is answered; may be changed at any time.
        asked: when, for what and with which headers it was asked.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.routes: dict[str, Route] = {"/robots.txt": Reply(ROBOTS.encode(), "text/plain")}
        self.asked: list[tuple[float, str, dict[str, str]]] = []

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]


@contextmanager
def running() -> Iterator[Site]:
    handler = type("SiteHandler", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    site = handler.site = Site(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def begin(handler: Handler, *headers: str) -> None:
    handler.wfile.write("\r\n".join(("HTTP/1.1 200 OK", f"Content-Type: {HTML}", *headers, "", "")).encode())


def drip(handler: Handler) -> None:
    begin(handler)
    for letter in NEWS.encode():
        handler.wfile.write(bytes([letter]))
        time.sleep(0.02)


def drip_header(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(500):
        handler.wfile.write(b"a")
        time.sleep(0.02)


def silent(_: Handler) -> None:
    time.sleep(3)


def endless(handler: Handler) -> None:
    begin(handler)
    while True:
        handler.wfile.write(b"<p>" + b"a" * 60_000)


def endless_chunk(handler: Handler) -> None:
    begin(handler, "Transfer-Encoding: chunked")
    while True:
        handler.wfile.write(b"0" * 60_000)


def huge_header(handler: Handler) -> None:
    begin(handler, f"X-Huge: {'a' * 100_000}", "Content-Length: 0")


def many_headers(handler: Handler) -> None:
    begin(handler, *(f"X-{number}: a" for number in range(500)), "Content-Length: 0")


def garbage(handler: Handler) -> None:
    handler.wfile.write(b"\x00\xff" * 200)


def hangs_up(handler: Handler) -> None:
    begin(handler, "Content-Length: 100000")
    handler.wfile.write(NEWS.encode())
