"""robots.txt as RFC 9309 has it: the longest rule that fits decides, ``*`` and ``$`` count.

The parser of the standard library takes the first rule instead and knows no ``*``, by which most sites keep visitors
out of their searches and print views; Protego, the well-kept one, turns the rules of strangers into regular
expressions.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit

AGENT = "svodka"
LONGEST_DELAY = 60.0
_LINE = re.compile(r"\r\n|\r|\n")
_MOST_RULES = 10_000
_KEPT = "/%?=&:@!$'()*+,;~-._[]"


class Rule(NamedTuple):
    """A line that allows or forbids the paths that fit a pattern."""

    is_allowed: bool
    pattern: str


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of us.

    Attributes:
        delay: seconds between two requests, 0 if it does not say.
    """

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Tell whether a URL may be asked for. Of two rules of one length, the one that allows counts."""
        parts = urlsplit(url)
        path = _plain(parts.path + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        fitting = [rule for rule in self.rules if _fits(rule.pattern, path)]
        best = max(fitting, key=lambda rule: (len(rule.pattern), rule.is_allowed), default=Rule(True, ""))
        return best.is_allowed


def read_robots(body: bytes) -> Robots:
    """Return the rules for us: those of our name, of all groups that have it, or else those for everybody.

    >>> robots = read_robots(b"User-agent: *\\nDisallow: /search\\nAllow: /search/help$\\nDisallow: /*?print=")
    >>> [robots.allow(f"http://a.example{path}") for path in ("/search/help", "/search/me", "/a?print=1", "/b")]
    [True, False, False, True]
    """
    groups: dict[str, list[Rule]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    is_head = False
    for line in _LINE.split(body.decode("utf-8-sig", "replace")):
        name, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        match name.lower():
            case "user-agent":
                agents = [*agents, value.lower()] if is_head else [value.lower()]
                groups.setdefault(agents[-1], [])
                is_head = True
            case "allow" | "disallow":
                is_head = False
                if value:
                    _add(groups, agents, Rule(name.lower() == "allow", _plain(value)))
            case "crawl-delay":
                is_head = False
                delays |= dict.fromkeys(agents, _seconds(value))
    ours = AGENT if AGENT in groups else "*"
    return Robots(tuple(groups.get(ours, ())), delays.get(ours, 0.0))


def _add(groups: dict[str, list[Rule]], agents: list[str], rule: Rule) -> None:
    for agent in agents:
        if len(groups[agent]) < _MOST_RULES:
            groups[agent].append(rule)


def _seconds(text: str) -> float:
    return min(float(text), LONGEST_DELAY) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text) else 0.0


def _plain(path: str) -> str:
    """Return a path with everything percent-encoded alike."""
    return re.sub(r"%[0-9a-fA-F]{2}", lambda code: code[0].upper(), quote(path, _KEPT))


def _fits(pattern: str, path: str) -> bool:
    """Tell whether a pattern fits the beginning of a path; each ``*`` takes as little as it can, so time is linear."""
    is_whole = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return not is_whole or at == len(path)
    *inner, last = others
    for part in inner:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if is_whole:
        return path.endswith(last) and len(path) - len(last) >= at
    return path.find(last, at) >= 0
