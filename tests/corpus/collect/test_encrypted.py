"""https: certificates that the system trusts, and handshakes that never end."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from lib.corpus.collect.exchange import Limits, _trust, ask
from lib.corpus.collect.failure import Failure

ALLOWED = [IPv4Network("127.0.0.1/32")]
LIMITS = Limits(connect=2.0, silence=0.4, whole=1.0)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody has signed."""
    if not shutil.which("openssl"):
        pytest.skip("openssl was not found, which makes the certificate")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path, "-out", f"{path}.crt"]
    named = ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, *named], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@contextmanager
def answering(certificate: Path | None) -> Iterator[int]:
    """A server for one connection; without a certificate it says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _ = server.accept()
            with line:
                if certificate is None:
                    line.recv(10_000)
                    line.recv(10_000)
                    return
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(certificate)
                try:
                    with context.wrap_socket(line, server_side=True) as encrypted:
                        encrypted.recv(10_000)
                        encrypted.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                except OSError:
                    return  # the visitor did not trust us

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)


@pytest.fixture
def _fresh() -> Iterator[None]:
    _trust.cache_clear()
    yield
    _trust.cache_clear()


@pytest.mark.usefixtures("_fresh")
def test_a_certificate_counts_if_the_system_trusts_it(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(certificate) as port, pytest.raises(Failure) as error:
        ask(f"https://localhost:{port}/", {}, ALLOWED, LIMITS)
    assert (error.value.key, "self" in str(error.value.values["error"])) == ("unreachable", True)
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    _trust.cache_clear()
    with answering(certificate) as port:
        assert ask(f"https://localhost:{port}/", {}, ALLOWED, LIMITS).body == b"ok"
    with answering(certificate) as port, pytest.raises(Failure, match="unreachable"):  # the name is another one
        ask(f"https://127.0.0.1:{port}/", {}, ALLOWED, LIMITS)


def test_a_handshake_that_never_ends() -> None:
    with answering(None) as port, pytest.raises(Failure, match="slow"):
        ask(f"https://127.0.0.1:{port}/", {}, ALLOWED, LIMITS)
