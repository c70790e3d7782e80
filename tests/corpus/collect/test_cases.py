"""What becomes of each page and each link: one run of the collector over a site that has them all."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lib.corpus.collect.exchange import Limits
from lib.corpus.collect.feeds_file import Feeds, read_feeds
from lib.corpus.collect.ledger import open_ledger
from lib.corpus.collect.run import collect, manners_of
from lib.corpus.collect.visitor import Visitor
from lib.corpus.report import Report
from tests.corpus.collect import site as web
from tests.corpus.collect.site import BODY, MORE, NEWS, OLD, Reply, feed, item, packed, page, running, to

LIMITS = Limits(connect=1.0, silence=0.4, whole=0.8, body=200_000)
READ = f"{BODY}\n\n{MORE}"
CP1251 = "text/html; charset=windows-1251"

# path -> what the site answers there, and what becomes of the article: its text, or the reason why there is none
PAGES: dict[str, tuple[web.Route, str]] = {
    # structures
    "/news": (page(), READ),
    "/amp": (page(web.AMP), READ),
    "/paged": (page(web.PAGED), READ),
    "/packed": (packed(NEWS.encode()), READ),
    "/moved": (to("/moved-to"), READ),
    "/private/open": (page(), READ),
    # encodings
    "/header-cp1251": (Reply((OLD % "").encode("cp1251"), CP1251), READ),
    "/meta-cp1251": (Reply((OLD % '<meta charset="windows-1251">').encode("cp1251"), "text/html"), READ),
    "/unsaid-cp1251": (Reply((OLD % "").encode("cp1251"), "text/html"), READ),
    "/unsaid-utf8": (Reply((OLD % "").encode(), "text/html"), READ),
    "/header-lies": (Reply((OLD % "").encode(), CP1251), READ),
    "/meta-lies": (Reply((OLD % '<meta charset="utf-8">').encode("cp1251"), "text/html"), READ),
    "/unknown-charset": (Reply((OLD % "").encode(), "text/html; charset=klingon"), READ),
    # broken
    "/empty": (Reply(), "empty"),
    "/script-only": (page("<html><body><div id='app'></div><script>draw()</script></body></html>"), "no_article"),
    "/cut-gzip": (packed(NEWS.encode(), 300), "broken_answer"),
    "/no-gzip": (Reply(NEWS.encode(), headers={"Content-Encoding": "gzip"}), "broken_answer"),
    "/brotli": (page(Content_Encoding="br"), "broken_answer"),
    "/hangs-up": (web.hangs_up, "broken_answer"),
    "/garbage": (web.garbage, "broken_answer"),
    "/pdf": (Reply(b"%PDF-1.7", "application/pdf"), "content_type"),
    "/gone": (Reply(status=410), "http_status"),
    "/fails": (Reply(status=503), "http_status"),
    "/nowhere": (to(""), "too_many_redirects"),
    # slow
    "/drip": (web.drip, "slow"),
    "/drip-header": (web.drip_header, "slow"),
    "/silent": (web.silent, "slow"),
    # redirects
    "/loop": (to("/loop"), "too_many_redirects"),
    "/to-home": (to("/"), "home_page"),
    "/to-private": (to("http://10.0.0.1/"), "private_address"),
    "/to-metadata": (to("http://169.254.169.254/latest/meta-data/"), "private_address"),
    "/to-mapped": (to("http://[::ffff:192.168.0.1]/"), "private_address"),
    "/to-file": (to("file:///etc/passwd"), "bad_address"),
    "/to-password": (to("http://user:secret@example.org/"), "bad_address"),
    "/to-forbidden": (to("/private/page"), "robots"),
    # malicious
    "/bomb": (packed(b"\0" * 30_000_000), "large_answer"),
    "/said-large": (Reply(headers={"Content-Length": "99999999999"}), "large_answer"),
    "/endless": (web.endless, "large_answer"),
    "/endless-chunk": (web.endless_chunk, "broken_answer"),
    "/huge-header": (web.huge_header, "broken_answer"),
    "/many-headers": (web.many_headers, "broken_answer"),
    # robots.txt
    "/private/page": (page(), "robots"),
    "/news?print=1": (page(), "robots"),
}
# links of a feed that lead to no page of the site
LINKS = {
    "ftp://example.org/a": "bad_address",
    "javascript:alert(1)": "bad_address",
    "file:///etc/passwd": "bad_address",
    "http://192.168.1.1/router": "private_address",
    "http://0x7f000001.example.invalid/": "unreachable",
    "http://2130706434/": "private_address",
    "http://[fe80::1]/": "private_address",
    "http://[64:ff9b::a00:1]/": "private_address",
}


def asked(address: str, *paths: str, **options: str) -> Feeds:
    """The feeds of a site, which may be asked as often as one likes."""
    head = 'contact = "test@example.org"\ndelay = 0\nallow = ["127.0.0.1/32"]\n'
    more = "".join(f"{name} = {json.dumps(value)}\n" for name, value in options.items())
    return read_feeds((head + "".join(f'[[feed]]\nurl = "{address}{path}"\n{more}' for path in paths)).encode())


def collected(feeds: Feeds, folder: Path, **manners: Any) -> dict[str, Any]:
    """The report of a run."""
    report = Report()
    with open_ledger(folder) as ledger:
        behaviour = replace(manners_of(feeds), **({"attempts": 1, "backoff": 0.01, "failures": 1000} | manners))
        visitor = Visitor(behaviour, ledger.paused(), LIMITS)
        collect(feeds, ledger, visitor, report, lambda *_: None, is_dry=False)
    return report.as_dict()


def saved(folder: Path) -> list[dict[str, str]]:
    files = sorted((folder / "collected").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Path or link to the text, or to the key of the reason."""
    folder = tmp_path_factory.mktemp("collected")
    with running() as site:
        site.routes |= {path: route for path, (route, _) in PAGES.items()} | {
            "/moved-to": page(NEWS + " "),
            "/": page(),
        }
        site.routes["/feed"] = feed(*map(item, [*PAGES, *LINKS]))
        report = collected(asked(site.address, "/feed"), folder)
        found = {row["url"]: row["text"] for row in saved(folder)}
        for entry in [*report["refused"], *report["skipped"]]:
            found[entry["values"].get("address", "") if entry["file"].endswith("/feed") else entry["file"]] = entry[
                "key"
            ]
        yield {url.removeprefix(site.address): outcome for url, outcome in found.items()}


@pytest.mark.parametrize("path", PAGES)
def test_what_becomes_of_a_page(outcomes: dict[str, str], path: str) -> None:
    assert outcomes.get(path.replace("/moved", "/moved-to")) == PAGES[path][1]


@pytest.mark.parametrize("link", LINKS)
def test_what_becomes_of_a_link(outcomes: dict[str, str], link: str) -> None:
    assert outcomes.get(link) == LINKS[link]
