"""Run after run: what is asked for again, what is not, and what a run that was cut short leaves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from ipaddress import ip_network
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from lib.corpus.collect.ledger import Entry, open_ledger
from lib.corpus.documents import Record
from lib.corpus.store import open_store
from tests.corpus.collect.site import BODY, Handler, Reply, Site, feed, item, page
from tests.corpus.collect.test_cases import asked, collected, saved
from tests.test_cli import svodka

ROOT = Path(__file__).resolve().parents[3]


def reasons(report: dict[str, object]) -> list[tuple[str, str, object]]:
    """What a report says, kind, key and how many."""
    return [(entry["kind"], entry["key"], entry["records"]) for entry in report["reasons"]]  # type: ignore[attr-defined]


def test_a_feed_is_asked_for_again_only_if_it_has_changed(site: Site, tmp_path: Path) -> None:
    def conditional(handler: Handler) -> Reply:
        if handler.headers.get("If-None-Match") == '"1"' and handler.headers.get("If-Modified-Since"):
            return Reply(status=304)
        return replace(feed(item("/a")), headers={"ETag": '"1"', "Last-Modified": "Fri, 14 Nov 2025 12:00:00 GMT"})

    site.routes |= {"/feed": conditional, "/a": page()}
    feeds = asked(site.address, "/feed")
    assert collected(feeds, tmp_path)["counts"]["accepted"] == 1
    assert reasons(collected(feeds, tmp_path)) == [("skipped", "unchanged", 1)]
    assert (site.paths().count("/a"), len(saved(tmp_path))) == (1, 1)


def test_an_article_is_saved_once_by_whatever_link_it_comes(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/feed": feed(item("/a")), "/a": page(), "/short": Reply(status=301, headers={"Location": "/a"})}
    collected(asked(site.address, "/feed"), tmp_path)
    site.routes["/feed"] = feed(item("/a?utm_source=rss#top"), item("/a/"), item("/short"))
    report = collected(asked(site.address, "/feed"), tmp_path)
    assert reasons(report) == [("skipped", "collected", 3)]
    assert len(saved(tmp_path)) == 1


def test_fields_come_from_the_analyst_then_the_feed_then_the_page(site: Site, tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> =cmd() \u202e../../etc/passwd"
    site.routes |= {
        "/feed": feed(item("/a", title=hostile), item("/..%2f..%2fb", date="когда-то"), title="Лента"),
        "/a": page(),
        "/..%2f..%2fb": page(),
    }
    collected(asked(site.address, "/feed"), tmp_path)
    first, second = saved(tmp_path)
    assert first["title"] == "=cmd() ../../etc/passwd"
    assert (first["date"], first["time"], first["source"]) == ("2025-11-14", "12:00", "Лента")
    assert (second["date"], second["time"]) == ("2025-11-14", "09:30")
    assert second["url"] == f"{site.address}/..%2f..%2fb"
    assert {path.name for path in tmp_path.rglob("*") if path.suffix != ".jsonl"} <= {
        "collected", "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm",
    }  # fmt: skip
    named = asked(site.address, "/feed", source="Вестник")
    collected(named, tmp_path / "other")
    assert {row["source"] for row in saved(tmp_path / "other")} == {"Вестник"}


def test_a_feed_with_whole_texts_needs_no_pages(site: Site, tmp_path: Path) -> None:
    site.routes["/feed"] = feed(item("/a", text=f"<p>{BODY}</p><script>alert(1)</script>"))
    collected(asked(site.address, "/feed", text="feed"), tmp_path)
    assert [row["text"] for row in saved(tmp_path)] == [BODY]
    assert site.paths() == ["/robots.txt", "/feed"]


XXE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&b;</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("reply", "key", "articles"),
    [
        (Reply(XXE, "application/xml"), "dtd", 0),
        (Reply(feed(item("/a"), item("/b")).body[:-10], "application/xml"), "bad_xml", 2),
        (Reply(b"\n\n" + feed(item("/a")).body, "text/plain"), "", 1),
        (Reply(feed(item("/a")).body.decode().replace("utf-8", "windows-1251").encode("cp1251"), "text/xml"), "", 1),
        (Reply(b"<html><body>404</body></html>", "text/html"), "no_feed", 0),
        (Reply(b"", "text/xml"), "bad_xml", 0),
        (Reply(b"%PDF", "application/pdf"), "content_type", 0),
        (feed(*(item(f"/{n}") for n in range(6))), "too_many_items", 5),
        (feed("<item><title>a</title></item>", item("/a")), "bad_address", 1),
    ],
)
def test_what_becomes_of_a_feed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reply: Reply, key: str, articles: int
) -> None:
    monkeypatch.setattr("lib.corpus.collect.articles.MOST_ITEMS", 5)
    site.routes["/feed"] = replace(reply, headers={"ETag": '"1"'})
    feeds = asked(site.address, "/feed", text="feed")
    report = collected(feeds, tmp_path)
    assert ([entry["key"] for entry in report["refused"]] or [""])[0] == key
    assert report["counts"]["accepted"] == articles
    is_whole = key in ("", "bad_address")
    with open_ledger(tmp_path) as ledger:  # what was not read as a whole is asked for again
        assert ledger.conditions(feeds.feeds[0].url) == ({"If-None-Match": '"1"'} if is_whole else {})


def test_a_host_is_left_alone_between_two_requests(site: Site, tmp_path: Path) -> None:
    site.routes["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.3", "text/plain")
    site.routes |= {"/feed": feed(item("/a"), item("/b")), "/a": page(), "/b": page()}
    collected(asked(site.address, "/feed"), tmp_path)
    times = [moment for moment, _, _ in site.asked]
    assert len(times) == 4
    apart = min(after - before for before, after in pairwise(times[1:]))
    assert apart >= 0.2  # the site notes when its thread gets its turn, which may be late for the first of two
    assert {headers["user-agent"] for _, _, headers in site.asked} == {"Svodka/0.1 (+test@example.org)"}


def test_a_failure_that_passes_is_tried_again(site: Site, tmp_path: Path) -> None:
    def recovering(_: Handler) -> Reply:
        return page() if site.paths().count("/a") == 3 else Reply(status=503, headers={"Retry-After": "0"})

    site.routes |= {"/feed": feed(item("/a")), "/a": recovering}
    assert collected(asked(site.address, "/feed"), tmp_path, attempts=3)["counts"]["accepted"] == 1


def test_a_failure_that_stays_is_asked_about_in_five_runs(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/feed": feed(item("/a")), "/a": Reply(status=500)}
    for _ in range(7):
        collected(asked(site.address, "/feed"), tmp_path)
    assert site.paths().count("/a") == 5


def test_an_address_that_is_allowed_later_is_asked_then(site: Site, tmp_path: Path) -> None:
    other = site.address.replace("127.0.0.1", "127.0.0.2")  # nobody answers there, but that it was asked is seen
    site.routes["/feed"] = feed(item(f"{other}/a"))
    feeds = asked(site.address, "/feed")
    assert reasons(collected(feeds, tmp_path)) == [("refused", "private_address", 1)]
    allowing = replace(feeds, allowed=(*feeds.allowed, ip_network("127.0.0.2")))
    assert ("refused", "unreachable", 1) in reasons(collected(allowing, tmp_path))


def test_a_server_that_wants_a_pause_has_it_in_the_next_run_too(site: Site, tmp_path: Path) -> None:
    busy = Reply(status=429, headers={"Retry-After": "3600"})
    site.routes |= {"/feed": feed(item("/a"), item("/b")), "/a": busy, "/b": page()}
    report = collected(asked(site.address, "/feed"), tmp_path, attempts=3)
    assert reasons(report) == [("refused", "http_status", 1), ("skipped", "postponed", 1)]
    before = len(site.asked)
    assert reasons(collected(asked(site.address, "/feed"), tmp_path))[0][:2] == ("skipped", "postponed")
    assert len(site.asked) == before


def test_a_host_that_fails_again_and_again_is_left_for_the_run(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/feed": feed(*(item(f"/{n}") for n in range(9)))} | {f"/{n}": Reply(status=500) for n in range(9)}
    report = collected(asked(site.address, "/feed"), tmp_path, failures=3)
    assert reasons(report) == [("refused", "http_status", 3), ("skipped", "postponed", 6)]


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [
        (Reply(status=404), ("accepted", 1)),
        (Reply(status=403), ("accepted", 1)),
        (Reply(status=500), ("robots_unreadable", 1)),
        (Reply(status=302, headers={"Location": "/rules"}), ("robots", 1)),
        (Reply(status=302, headers={"Location": "http://10.0.0.1/"}), ("private_address", 1)),
        (Reply(b"User-agent: svodka\nDisallow: /", "text/plain"), ("robots", 1)),
        (Reply(b"User-agent: other\nDisallow: /", "text/plain"), ("accepted", 1)),
        (Reply(b"User-agent: *\n" + b"Disallow: /x\n" * 90_000, "text/plain"), ("robots_unreadable", 1)),
    ],
)
def test_rules_of_a_site(site: Site, tmp_path: Path, robots: Reply, outcome: tuple[str, int]) -> None:
    site.routes |= {"/robots.txt": robots, "/feed": feed(item("/a", text=BODY))}
    site.routes["/rules"] = Reply(b"User-agent: *\nDisallow: /feed", "text/plain")
    report = collected(asked(site.address, "/feed", text="feed"), tmp_path)
    said = {entry["key"]: entry["records"] for entry in report["reasons"]} | {"accepted": report["counts"]["accepted"]}
    assert said[outcome[0]] == outcome[1]


def test_the_address_that_is_checked_is_the_one_that_is_asked(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads to the open net first and to the own network then, as in an attack by DNS rebinding."""
    lookups: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, _port: int, **options: int) -> object:
        lookups.append(host)
        where = "127.0.0.1" if host == "127.0.0.1" or lookups.count(host) == 1 else "10.0.0.7"
        return real(where, int(site.address.rpartition(":")[2]), **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    site.routes["/feed"] = feed(item("/a", text=BODY))
    report = collected(asked("http://news.example", "/feed", text="feed"), tmp_path)
    assert lookups == ["news.example", "news.example"]
    assert [(entry["key"], entry["values"]["address"]) for entry in report["refused"]] == [
        ("private_address", "10.0.0.7")
    ]
    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize("written", [0, 7, 40, None])
@pytest.mark.parametrize("before", [b"", b'{"a": 1}\n', b'{"a": 1}'])
def test_a_line_half_written_is_finished(tmp_path: Path, before: bytes, written: int | None) -> None:
    """As if the process had ended after some bytes of the line, or before it noted that it is written."""
    path = tmp_path / "collected" / "2025-11-14.jsonl"
    with open_ledger(tmp_path) as ledger:
        path.write_bytes(before)
        ledger.enter("f", [Entry("http://a.example/1", Record())], {})
        (article,) = ledger.waiting(["f"])
        line = json.dumps({"text": BODY}, ensure_ascii=False)
        ledger._db.execute("CREATE TEMP TABLE kept AS SELECT * FROM pending")
        ledger._db.execute("CREATE TEMP TRIGGER keep AFTER INSERT ON pending BEGIN INSERT INTO kept VALUES "
                           "(new.key, new.final, new.file, new.start, new.line); END")  # fmt: skip
        ledger.save(article, article.url, line, path.name)
        whole = path.read_bytes()
        ledger._db.execute("INSERT INTO pending SELECT * FROM kept")
        path.write_bytes(whole if written is None else whole[: len(before) + written])
    with open_ledger(tmp_path) as ledger:
        assert ledger.waiting(["f"]) == []
    assert path.read_bytes() == whole
    assert whole.endswith(f"{line}\n".encode())


def test_killed_at_any_moment_nothing_is_lost_and_nothing_twice(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(30)]
    site.routes |= {path: page(f"<html><body><article><p>{path} {BODY}</p></article></body></html>") for path in paths}
    site.routes["/feed"] = replace(feed(*map(item, paths)), headers={"ETag": '"1"'})
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(
        f'contact = "a@b.example"\ndelay = 0\nallow = ["127.0.0.1"]\n[[feed]]\nurl = "{site.address}/feed"\n', "utf-8"
    )
    command = [sys.executable, "-m", "lib", "collect", feeds, "--store", tmp_path / "store"]
    random = Random(7)
    for kill in range(3):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        before = len(site.asked)
        while len(site.asked) < before + 5 and process.poll() is None:
            time.sleep(0.01)
        time.sleep(random.random() * 0.2 * kill)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    done = svodka("collect", feeds, "--store", tmp_path / "store", "--report", tmp_path / "r.json")
    assert done.returncode == 0
    assert sorted(row["url"] for row in saved(tmp_path / "store")) == sorted(site.address + path for path in paths)
    assert open_store(tmp_path / "store").latest().documents == 30
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert (report["index"]["counts"]["refused"], report["snapshot"]) == (0, report["index"]["snapshot"])


def test_the_command(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/feed": feed(item("/a"), item("/private/b"), item("ftp://x.example/")), "/a": page()}
    feeds, store = tmp_path / "feeds.toml", tmp_path / "store"
    feeds.write_text(
        f'contact = "a@b.example"\ndelay = 0\nallow = ["127.0.0.1"]\n[[feed]]\nurl = "{site.address}/feed"\n', "utf-8"
    )
    dry = svodka("collect", feeds, "--store", store, "--dry-run")
    assert dry.returncode == 1
    assert f"{site.address}/a\n" in dry.stdout
    assert "articles to fetch: 1" in dry.stdout
    assert not store.exists()
    done = svodka("collect", feeds, "--store", store, "--report", tmp_path / "r.json")
    assert done.returncode == 1
    assert "articles saved: 1, skipped: 1, refused: 1" in done.stdout
    assert "1 document" in done.stdout
    assert "articles to fetch: 0" in svodka("collect", feeds, "--store", store, "--dry-run").stdout
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert report["files"] == [{"file": f"{site.address}/feed", "accepted": 1}]
    assert report["skipped"][0]["reason"] == "robots.txt forbids it"
    feeds.write_text('contact = "a@b.example"\n[[feed]]\nurl = "http://127.0.0.1:1/"\n', "utf-8")
    assert svodka("collect", feeds, "--store", store).returncode == 2
    feeds.write_text('contact = "a@b.example"\n\n[[feed]]\nurll = "http://a.example/"\n', "utf-8")
    wrong = svodka("collect", feeds, "--store", store)
    assert (wrong.returncode, wrong.stderr) == (64, "feeds, line 4: unknown key urll. Known are: url, source, text\n")
