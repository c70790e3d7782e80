"""Uploads: the operator's switch holds on the server in every action, and the page says what holds and why."""

import inspect
import shutil
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from starlette.responses import PlainTextResponse
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from lib import data
from lib.corpus.incoming import UploadError
from lib.i18n import t
from lib.ui import access, server, uploads
from lib.ui.permission import SWITCH, Permission, permission
from tests.asynchronous import run
from tests.pages.conftest import Open, html_of

LOCAL = {"server.address": "127.0.0.1", "server.allowedHosts": ["localhost", "127.0.0.1"]}


def configure(monkeypatch: pytest.MonkeyPatch, **changed: object) -> None:
    options = LOCAL | {name.replace("_", "."): value for name, value in changed.items()}
    monkeypatch.setattr(st, "get_option", options.get)


@pytest.mark.parametrize(
    ("given", "options", "headers", "expected"),
    [
        ("", {}, {}, ("shared", "local")),
        ("", {"server_address": "0.0.0.0"}, {}, ("off", "network")),
        ("", {"server_address": None}, {}, ("off", "network")),
        ("", {"server_allowedHosts": ["svodka.example.org"]}, {}, ("off", "network")),
        ("", {"server_allowedHosts": []}, {}, ("off", "network")),
        ("", {}, {"X-Forwarded-Proto": "https"}, ("off", "proxy")),
        ("private", {"server_address": "0.0.0.0"}, {"Via": "x"}, ("private", "set")),
        (" Shared ", {"server_address": "0.0.0.0"}, {}, ("shared", "set")),
        ("off", {}, {}, ("off", "set")),
        ("yes", {}, {}, ("off", "unknown")),
    ],
)
def test_the_switch(
    monkeypatch: pytest.MonkeyPatch,
    given: str,
    options: Mapping[str, object],
    headers: Mapping[str, str],
    expected: tuple[str, str],
) -> None:
    configure(monkeypatch, **options)
    monkeypatch.setenv(SWITCH, given)
    assert permission(headers) == expected


@pytest.mark.parametrize("language", ["ru", "en"])
def test_where_uploads_are_off_the_page_says_why_and_how(
    open_page: Open, seeds_store: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv(SWITCH, "off")
    app = open_page(seeds_store, "corpus", f"sel=own&lang={language}")
    assert t("upload.why.set", language) in html_of(app)  # type: ignore[arg-type]
    assert f"{SWITCH}=private" in app.code[0].value
    assert not app.get("file_uploader")
    assert all(button.disabled for button in app.button if str(button.key).startswith("undo"))


def test_no_action_is_done_where_uploads_are_off_or_the_corpus_is_another(
    seeds_store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SVODKA_STORE", str(seeds_store))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(uploads, "owner", lambda: "она")
    slug = seeds_store.name
    for mode, key in (("off", "upload.off"), ("private", "upload.not_open")):
        monkeypatch.setattr(uploads, "allowed", lambda mode=mode: Permission(mode, "set"))
        for act in (
            lambda: uploads.change("undo", slug, "x", number=1),
            lambda: uploads.change("exclude", slug, "x", reason="emoji", docs=[1]),
            lambda: uploads.bring([_File("а.txt")], slug),
        ):
            with pytest.raises(UploadError) as error:
                act()
            assert error.value.key == key
    with pytest.raises(UploadError, match="not_open"):
        uploads.delete("../" + slug)
    assert data.jobs().of("она") == []


class _File:
    """A file as the uploader gives it."""

    def __init__(self, name: str) -> None:
        self.name, self.size, self.file_id = name, 3, "1"

    def getvalue(self) -> bytes:
        return b"abc"


@pytest.mark.parametrize("name", ["overview", "corpus", "read"])
def test_without_a_corpus_every_page_offers_to_bring_one(open_page: Open, tmp_path: Path, name: str) -> None:
    app = open_page(tmp_path / "nothing", name)
    assert [error.message for error in app.exception] == []
    assert t("upload.no_corpus", "ru") in html_of(app)
    assert len(app.get("file_uploader")) == 2


def test_several_corpora_have_a_chooser_and_each_its_link(
    open_page: Open, seeds_store: Path, one_document_store: Path, tmp_path: Path
) -> None:
    for name, store in (("seeds", seeds_store), ("one", one_document_store)):
        (tmp_path / name).symlink_to(store)
    app = open_page(tmp_path, "corpus", "corpus=one")
    assert any(box.proto.popover.label.startswith("Корпус") for box in app.get("popover"))
    assert '<p class="corpus-line" role="status">1 документ' in html_of(app)
    (tmp_path / "archive").symlink_to(one_document_store)
    assert '<p class="corpus-line" role="status">1 документ' in html_of(open_page(tmp_path, "corpus"))
    (tmp_path / "archive").unlink()
    uploaded = Path(shutil.copytree(one_document_store, tmp_path / "archive"))
    (uploaded / data.NAME).write_text("Архив", "utf-8")  # made by the dashboard: never the one that opens by itself
    (tmp_path / "one").unlink()
    assert '<p class="corpus-line" role="status">2 документа' in html_of(open_page(tmp_path, "corpus"))
    html = html_of(open_page(tmp_path, "corpus", "corpus=nobody"))
    assert t("store.unknown", "ru", corpus="nobody") in html
    assert t("upload.no_corpus", "ru") not in html


@pytest.mark.parametrize(
    ("mode", "size", "status"),
    [("off", 1000, 200), ("off", 10 << 20, 413), ("shared", 10 << 20, 200), ("shared", 300 << 20, 413)],
)
def test_a_file_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, mode: str, size: int, status: int
) -> None:
    monkeypatch.setenv(SWITCH, mode)

    assert run(put(size)) == status


def test_what_is_under_way_counts_for_its_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of two files has room, both together do not."""
    monkeypatch.setenv(SWITCH, "shared")
    statuses: list[int] = []

    async def while_it_is_read(_: object, __: object, send: Callable[..., Awaitable[None]]) -> None:
        statuses.append(await put(150 << 20, limits))
        await send({"type": "http.response.start", "status": 200})

    limits = server.UploadLimits(while_it_is_read, access.may_send)
    statuses.append(run(put(150 << 20, limits)))
    assert statuses == [413, 200]
    limits = server.UploadLimits(PlainTextResponse("taken"), access.may_send)
    assert run(put(150 << 20, limits)) == 200


@pytest.mark.parametrize(
    ("user", "mode", "size", "status"),
    [
        ({}, "private", 1000, 403),
        ({"is_logged_in": True, "email": "eve@example.com", "email_verified": True}, "private", 1000, 403),
        ({"is_logged_in": True, "email": "anna@example.org", "email_verified": False}, "private", 1000, 403),
        ({"is_logged_in": True, "email": "anna@example.org", "email_verified": True}, "private", 10 << 20, 200),
        ({"is_logged_in": True, "email": "anna@example.org", "email_verified": True}, "shared", 10 << 20, 413),
        ({"is_logged_in": True, "email": "anna@example.org", "email_verified": True}, "shared", 1000, 200),
        ({"is_logged_in": True, "email": "boris@example.org", "email_verified": True}, "shared", 10 << 20, 200),
    ],
)
def test_who_is_not_let_in_has_no_room(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, user: dict[str, object], mode: str, size: int, status: int
) -> None:
    """Signed in by OpenID Connect: the session knows, the request does not."""
    people = tmp_path / "access.toml"
    people.write_text(
        'sign_in = "oidc"\n[roles]\n"anna@example.org" = "viewer"\n"boris@example.org" = "editor"\n', "utf-8"
    )
    monkeypatch.setenv("SVODKA_ACCESS", str(people))
    monkeypatch.setenv(SWITCH, mode)
    of_session = {"a": SimpleNamespace(session=SimpleNamespace(_user_info=user))}
    manager = SimpleNamespace(get_active_session_info=of_session.get)
    monkeypatch.setattr(access.runtime, "exists", lambda: True)
    monkeypatch.setattr(
        access.runtime, "get_instance", lambda: SimpleNamespace(_session_mgr=manager, uploaded_file_mgr=None)
    )
    assert run(put(size)) == status


def test_streamlit_keeps_the_user_of_a_session_where_we_look() -> None:
    assert "self._session_mgr = " in inspect.getsource(Runtime)
    assert callable(WebsocketSessionManager.get_active_session_info)
    assert "self._user_info = user_info" in inspect.getsource(AppSession)


async def put(size: int, limits: server.UploadLimits | None = None) -> int:
    """Send a request for a file of a size through the middleware; return the status of the answer."""
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"content-length", str(size).encode())]
    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/a/b", "headers": headers}
    await (limits or server.UploadLimits(PlainTextResponse("taken"), access.may_send))(scope, receive, send)
    status: int = sent[0]["status"]
    return status
