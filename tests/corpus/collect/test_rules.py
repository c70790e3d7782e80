"""What the analyst writes and what sites ask for, as tables."""

from ipaddress import IPv4Network
from pathlib import Path

import pytest

from lib.corpus.collect.addresses import is_allowed
from lib.corpus.collect.exchange import Answer
from lib.corpus.collect.failure import Failure
from lib.corpus.collect.feeds_file import FeedsError, read_feeds
from lib.corpus.collect.robots import read_robots
from lib.corpus.collect.visitor import redirected
from tests.timing import seconds

GOOD = 'contact = "a@b.example"\n[[feed]]\nurl = "https://a.example/rss"\n'
SECOND = '\n[[feed]]\nurl = "https://b.example/rss"\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("contact = ", 1, "syntax"),
        ("", 1, "feed"),
        ('feed = "https://a.example"\ncontact = "a@b.example"', 1, "feed"),
        (GOOD.replace('contact = "a@b.example"', ""), 1, "contact"),
        (GOOD.replace("a@b.example", "me"), 1, "contact"),
        (GOOD.replace("a@b.example", "a@b\\nX-Evil: 1"), 1, "contact"),
        ("delay = -1\n" + GOOD, 1, "delay"),
        ("\ndelay = '2'\n" + GOOD, 2, "delay"),
        ('allow = ["10.0.0.1/8"]\n' + GOOD, 1, "allow"),
        ('allow = "10.0.0.0/8"\n' + GOOD, 1, "allow"),
        ("proxy = 1\n" + GOOD, 1, "proxy"),
        (GOOD + SECOND.replace("https", "gopher"), 6, "url"),
        (GOOD + SECOND.replace("url", "link"), 6, "link"),
        (GOOD + SECOND + "source = 5\n", 7, "source"),
        (GOOD + SECOND + 'text = "both"\n', 7, "text"),
        (GOOD + "\n[[feed]]\n", 5, "url"),
        (GOOD + SECOND.replace("b.example", "A.example"), 6, "twice"),
    ],
)
def test_what_is_wrong_in_a_file_of_feeds(text: str, line: int, said: str) -> None:
    with pytest.raises(FeedsError) as error:
        read_feeds(text.encode())
    assert error.value.values["line"] == line
    assert said in (error.value.values.get("name"), error.value.key.removeprefix("feeds."))


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(FeedsError, match="line 2"):
        read_feeds(b'contact = "a@b.example"\n# \xcf\xee\n')


def test_what_a_file_of_feeds_says() -> None:
    text = "\ufeff" + 'allow = ["10.0.0.0/8", "::1"]\n' + GOOD + 'source = " ТАСС "\ntext = "feed"'
    feeds = read_feeds(text.encode())
    (feed,) = feeds.feeds
    assert (feed.source, feed.has_texts, feeds.delay, len(feeds.allowed)) == ("ТАСС", True, 2.0, 2)


def test_the_example_of_the_documentation() -> None:
    text = (Path(__file__).resolve().parents[3] / "docs" / "operating.md").read_text("utf-8")
    feeds = read_feeds(text.partition("`feeds.toml`:\n\n```toml\n")[2].partition("```")[0].encode())
    assert [(feed.source, feed.has_texts) for feed in feeds.feeds] == [("Вестник", False), ("", True)]


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("8.8.8.8", True),
        ("2a00:1450:4001:80b::200e", True),
        ("10.0.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("::7f00:1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("192.168.7.7", True),
    ],
)
def test_which_addresses_may_be_asked(address: str, outcome: bool) -> None:
    assert is_allowed(address, [IPv4Network("192.168.7.0/24")]) is outcome


@pytest.mark.parametrize(
    ("robots", "path", "outcome"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /a", "/ab", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /*.php$", "/a.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/a.php?b", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a-b-b-c-d", False),
        ("User-agent: *\nDisallow: /поиск", "/%D0%BF%D0%BE%D0%B8%D1%81%D0%BA?q=1", False),
        ("User-agent: *\nDisallow: /%d0%bf", "/%D0%BF", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Svodka\nAllow: /", "/a", True),
        ("User-agent: svodka\nUser-agent: x\nDisallow: /a\nUser-agent: y\nDisallow: /b", "/a", False),
        ("User-agent: svodka\nUser-agent: x\nDisallow: /a\nUser-agent: y\nDisallow: /b", "/b", True),
        ("User-agent: svodka\nDisallow: /a\nUser-agent: svodka\nDisallow: /b", "/a", False),
        ("USER-AGENT : * # all\r\nDISALLOW : /a # no", "/a", False),
        ("<html><body>Disallow: /</body></html>", "/a", True),
    ],
)
def test_robots(robots: str, path: str, outcome: bool) -> None:
    assert read_robots(robots.encode()).allow(f"https://a.example{path}") is outcome


def test_rules_of_strangers_take_linear_time() -> None:
    def asked(n: int) -> float:
        robots = read_robots(b"User-agent: *\n" + b"Disallow: /" + b"a*" * n + b"b$")
        return seconds(lambda: [robots.allow("http://a.example/" + "a" * n) for _ in range(20)])

    assert asked(40_000) < 8 * asked(10_000) + 0.05


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("/b?c#d", "https://a.example/b?c"),
        ("//b.example/c", "https://b.example/c"),
        ("http://a.example/a", "downgrade"),
        ("ftp://a.example/a", "bad_address"),
        ("https://a.example:99999/", "bad_address"),
        ("https://[::1/", "bad_address"),
        ("https://a.example/\r\nX: 1", "bad_address"),
    ],
)
def test_where_a_redirect_leads(location: str, there: str) -> None:
    answer = Answer(302, {"location": location}, b"")
    if there.startswith("https:"):
        assert redirected("https://a.example/a", answer) == there
        return
    with pytest.raises(Failure, match=there):
        redirected("https://a.example/a", answer)
