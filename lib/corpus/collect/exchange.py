"""One request and its answer: over a connection whose address was looked at, within limits of size and time."""

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from lib.corpus.collect.addresses import Network, dial
from lib.corpus.collect.failure import Failure

_PIECE = 1 << 16
_ENCODINGS = ("", "identity", "gzip", "x-gzip")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost.

    Attributes:
        connect, silence: seconds until there is a connection; between two pieces of what is received.
        whole: seconds for the whole exchange, whatever trickles in.
        body: bytes of an answer, as it is sent and as it is unpacked.
    """

    connect: float = 10.0
    silence: float = 20.0
    whole: float = 60.0
    body: int = 10 * 1024 * 1024


class Answer(NamedTuple):
    """What a server said; the names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(url: str, headers: Mapping[str, str], allowed: Sequence[Network], limits: Limits) -> Answer:
    """Return the answer to a GET of a checked URL, whatever its status; redirects are not followed.

    Raises:
        Failure: ``private_address``, ``unreachable``, ``slow``, ``large_answer``, ``broken_answer``.
    """
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        line = dial(parts.hostname or "", port, allowed, limits.connect)
    except (OSError, UnicodeError) as error:
        raise Failure("unreachable", is_passing=True, error=_reason(error)) from error
    line.settimeout(limits.silence)
    connection = http.client.HTTPConnection(parts.netloc, timeout=limits.silence)
    with _ended_after(line, limits.whole) as is_over:
        try:
            connection.sock = _encrypted(line, parts.hostname or "") if parts.scheme == "https" else line
            connection.request("GET", url[len(f"{parts.scheme}://{parts.netloc}") :], headers=dict(headers))
            answer = _read(connection.getresponse(), limits.body)
        except (Failure, OSError, http.client.HTTPException, zlib.error, ValueError) as error:
            if is_over.is_set() or isinstance(error, TimeoutError):
                raise Failure("slow", is_passing=True, seconds=int(limits.whole)) from error
            if isinstance(error, Failure):
                raise
            key = "unreachable" if isinstance(error, ssl.SSLCertVerificationError) else "broken_answer"
            raise Failure(key, is_passing=True, error=_reason(error)) from error
        finally:
            connection.close()
        if is_over.is_set():  # a body that ends with its connection looks whole when it is cut off
            raise Failure("slow", is_passing=True, seconds=int(limits.whole))
        return answer


@contextmanager
def _ended_after(line: socket.socket, seconds: float) -> Iterator[threading.Event]:
    """Cut a connection off after some time; the event tells that this has happened. Closes it at the end.

    The end of a connection wakes whoever waits for it, in a handshake, a header or a body alike.
    """
    is_over = threading.Event()
    handle = line.dup()  # TLS takes the other one over

    def cut() -> None:
        is_over.set()
        try:
            handle.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the other side was faster

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()
        timer.join()
        handle.close()
        line.close()


@cache
def _trust() -> ssl.SSLContext:
    """Return the certificates that the system trusts."""
    return ssl.create_default_context()


def _encrypted(line: socket.socket, host: str) -> ssl.SSLSocket:
    return _trust().wrap_socket(line, server_hostname=host.rstrip("."))


def _read(answer: http.client.HTTPResponse, limit: int) -> Answer:
    headers = {name.lower(): value for name, value in reversed(answer.getheaders())}
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise Failure("broken_answer", error=f"content-encoding {encoding}")
    if answer.length is not None and answer.length > limit:
        raise Failure("large_answer", limit=limit)
    body = bytearray()
    packed = 0
    unpacker = zlib.decompressobj(wbits=31) if encoding.endswith("gzip") else None
    while piece := answer.read(_PIECE):
        packed += len(piece)
        if unpacker and not unpacker.eof:
            piece = unpacker.decompress(piece, limit + 1 - len(body))
        elif unpacker:
            continue  # what follows the end of a gzip stream is nothing
        body += piece
        if max(len(body), packed) > limit:
            raise Failure("large_answer", limit=limit)
    if answer.length or (unpacker and packed and not unpacker.eof):
        raise Failure("broken_answer", is_passing=True, error="cut off")
    return Answer(answer.status, headers, bytes(body))


def _reason(error: BaseException) -> str:
    """Return what went wrong, in the system's words."""
    if isinstance(error, http.client.BadStatusLine) and not isinstance(error, http.client.RemoteDisconnected):
        return "no HTTP"  # it quotes what came
    text = getattr(error, "strerror", None) or getattr(error, "verify_message", None) or str(error)
    return text or type(error).__name__
