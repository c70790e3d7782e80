"""Visitors who sign in by OpenID Connect, with a provider on this machine."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port, start_server

PEOPLE = """
sign_in = "oidc"
[roles]
"anna@example.org" = "viewer"
"""
CLAIMS = '{"sub": "%s", "email": "%s@example.org", "email_verified": %s}'
KNOWN, UNKNOWN, UNVERIFIED = (
    CLAIMS % row for row in (("anna", "anna", "true"), ("boris", "boris", "true"), ("eve", "anna", "false"))
)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider that knows three people."""
    port = free_port()
    users = [part for claims in (KNOWN, UNKNOWN, UNVERIFIED) for part in ("--user-claims", claims)]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *users]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=2).close()
            break
        except OSError:
            time.sleep(0.25)
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="module")
def closed_server(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard that lets in one of them."""
    folder, port = tmp_path_factory.mktemp("oidc"), free_port()
    (folder / "access.toml").write_text(PEOPLE, "utf-8")
    (folder / "secrets.toml").write_text(
        f"""[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "of the tests alone, and long enough"
client_id = "svodka"
client_secret = "of the tests alone"
server_metadata_url = "{provider}/.well-known/openid-configuration"
""",
        "utf-8",
    )
    process, address = start_server(
        folder,
        port=port,
        options=("--secrets.files", str(folder / "secrets.toml")),
        variables={"SVODKA_ACCESS": str(folder / "access.toml")},
    )
    yield address
    process.terminate()
    process.wait(20)


def sign_in(page: Page, address: str, who: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Войти").click()
    page.get_by_role("button", name=who).click()


def test_a_link_is_kept_while_she_signs_in(page: Page, closed_server: str) -> None:
    page.goto(f"{closed_server}/speakers?v=1&th=flights")
    expect(page.get_by_text("Чтобы читать сводку, нужно войти.")).to_be_visible()
    expect(page.locator(".corpus-line")).to_have_count(0)
    sign_in(page, f"{closed_server}/speakers?v=1&th=flights", "anna")
    page.wait_for_url("**/speakers?*th=flights*")
    expect(page.locator("h1.question")).to_have_text("Кто говорил?")
    expect(page.locator(".person")).to_have_attribute("title", "anna@example.org · читатель")
    page.get_by_role("button", name="Выйти").click()
    page.wait_for_url("**/oauth2/end_session*")
    page.goto(closed_server)
    expect(page.get_by_text("Чтобы читать сводку, нужно войти.")).to_be_visible()


@pytest.mark.parametrize(
    ("who", "told"), [("boris", "boris@example.org нет в списке доступа"), ("eve", "Чтобы читать сводку, нужно войти.")]
)
def test_who_is_not_known_or_not_verified_sees_nothing(page: Page, closed_server: str, who: str, told: str) -> None:
    sign_in(page, closed_server, who)
    page.wait_for_url(f"{closed_server}/**")
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.locator(".corpus-line")).to_have_count(0)
