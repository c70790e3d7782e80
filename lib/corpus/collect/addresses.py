"""Which addresses may be asked: http and https, and no machine of the own network unless the analyst allows it."""

import ipaddress
import re
import socket
from collections.abc import Sequence
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from lib.corpus.collect.failure import Failure

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LONGEST = 2000
_KEPT = "/%:@!$&'()*+,;=~-._"
_UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")
_CAMPAIGN = re.compile(r"utm_\w+|yclid|gclid|fbclid|_openstat")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")


def checked_url(url: str) -> str:
    """Return a URL as it is asked for: no fragment, the host in letters of the net, the rest percent-encoded.

    Raises:
        Failure: ``bad_address``: no http or https, no host, a password, or longer than is read.

    >>> checked_url(" HTTP://президент.рф/новости?a=1#top ")
    'http://xn--d1abbgf6aiiy.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?a=1'
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        name = host if ":" in host else host.encode("idna").decode()
    except ValueError as error:  # UnicodeError is one, too
        raise Failure("bad_address", address=url) from error
    is_wrong = parts.scheme not in ("http", "https") or not name or "@" in parts.netloc or len(url) > _LONGEST
    if is_wrong or _UNSEEN.search(url):
        raise Failure("bad_address", address=url)
    place = (f"[{name}]" if ":" in name else name) + (f":{port}" if port else "")
    return urlunsplit((parts.scheme, place, quote(parts.path or "/", _KEPT), quote(parts.query, _KEPT + "?"), ""))


def key_of(url: str) -> str:
    """Return what tells an article from others: its address without what only says where the reader came from.

    >>> key_of("https://example.org/a?id=1&utm_source=rss"), key_of("http://www.example.org/a/")
    ('example.org/a?id=1', 'example.org/a')
    """
    parts = urlsplit(url)
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _CAMPAIGN.fullmatch(pair[0])]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def origin_of(url: str) -> str:
    """Return scheme, host and port of a checked URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """Return the host of a checked URL, with its port if it names one."""
    return urlsplit(url).netloc


def is_allowed(address: str, allowed: Sequence[Network]) -> bool:
    """Tell whether a connection may be made to an IP address: the open internet, or a network that is allowed.

    >>> [is_allowed(address, ()) for address in ("8.8.8.8", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if any(found in network for network in allowed):
        return True
    return all(_is_open(one) for one in _meant(found))


def _is_open(address: _Address) -> bool:
    is_used = isinstance(address, ipaddress.IPv4Address) or address in _UNICAST
    return is_used and address.is_global and not address.is_multicast


def _meant(address: _Address) -> list[_Address]:
    """Return an address with those of IPv4 that an address of IPv6 carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    inner: list[_Address] = [address.sixtofour] if address.sixtofour else [*(address.teredo or ())]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address, *inner]


def dial(host: str, port: int, allowed: Sequence[Network], seconds: float) -> socket.socket:
    """Return a connection to a host: to an address that has been looked at, so that no second answer can differ.

    Raises:
        Failure: ``private_address``: none of its addresses may be asked.
        OSError: the host is not known, or none of its addresses answers.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    open_to_us = [entry for entry in found if is_allowed(str(entry[4][0]), allowed)]
    if not open_to_us:
        raise Failure("private_address", host=host, address=found[0][4][0])
    for family, kind, protocol, _, address in open_to_us[:4]:
        line = socket.socket(family, kind, protocol)
        try:
            line.settimeout(seconds)
            line.connect(address)
            return line
        except OSError as failed:
            line.close()
            error = failed
    raise error
