"""What stands between the network and the dashboard: security headers, compression, health."""

import base64
import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from streamlit import runtime

from lib import data
from lib.corpus.store import StoreError
from lib.i18n import LANGUAGES
from lib.permissions import Role
from lib.ui.completion import LONGEST, offers
from lib.ui.permission import Mode, permission

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGI = Callable[[Scope, Receive, Send], Awaitable[None]]


def inline_script_hashes(page: str) -> str:
    """Return the CSP sources that allow the inline scripts of a page as it was installed, and no others."""
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


_INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        # the page's own bundle; 'wasm-unsafe-eval' lets the table's text shaper run, and runs no script
        f"script-src 'self' 'wasm-unsafe-eval' blob: {inline_script_hashes(_INDEX)}",
        # widgets set style attributes at run time
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
    )
)
VISITOR = "svodka_visitor"
"""Name of a random cookie that tells one browser from another, and nothing about who sits before it."""

MAX_OF_SESSION, MAX_OF_ALL, MAX_WITHOUT_CORPORA = 220 << 20, 1 << 30, 3 << 20
"""Bytes of uploaded files in memory: of one session, of all, and of one file where no corpora may be brought."""
_UPLOAD = "/_stcore/upload_file/"

HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class SecurityHeaders:
    """ASGI middleware that puts `HEADERS` on every response, files and errors included."""

    def __init__(self, app: ASGI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add the headers to what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        is_new = f"{VISITOR}=" not in Headers(scope=scope).get("cookie", "")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if is_new and headers.get("content-type", "").startswith("text/html"):
                    secure = "; Secure" if scope.get("scheme") == "https" else ""
                    cookie = f"{VISITOR}={secrets.token_urlsafe(18)}; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000"
                    headers.append("set-cookie", cookie + secure)
                if scope["path"].startswith("/static/") and "cache-control" not in headers:
                    headers["cache-control"] = "public, max-age=31536000, immutable"
            await send(message)

        await self._app(scope, receive, send_with_headers)


def browser_of(cookies: Mapping[str, object]) -> str:
    """Return what tells a browser from others; empty where it keeps no cookies, or has one that is none of ours.

    >>> browser_of({"svodka_visitor": "Xy-_9"}), browser_of({"svodka_visitor": "person:anna@example.org"})
    ('Xy-_9', '')
    """
    value = cookies.get(VISITOR)
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", value) else ""


def newest(request: Request, owner: str) -> JSONResponse:
    """Answer which snapshot of a corpus is the newest, for pages that are open; 404 when there is none."""
    try:
        return JSONResponse({"snapshot": data.newest(request.query_params.get("corpus", ""), owner)})
    except StoreError as error:
        return JSONResponse({"reason": error.key}, status_code=404)


class UploadLimits:
    """ASGI middleware that keeps uploaded files within bounds, whatever the page offers.

    The page hands files on as soon as they are asked for; what is not asked for is held in memory until its session
    ends. Where no corpora may be brought, files of the size of a dictionary of themes can be; nothing by who is not
    let in.

    Args:
        may_send: tells of the headers of a request and its session whether they have a role.
    """

    def __init__(self, app: ASGI, may_send: Callable[[Headers, str, Role], bool]) -> None:
        self._app = app
        self._may_send = may_send
        self._under_way: Counter[str] = Counter()  # bytes by session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it brings a file that is too much."""
        if scope["type"] != "http" or scope["method"] != "PUT" or _UPLOAD not in scope["path"]:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        size = int(length) if (length := headers.get("content-length", "")).isdecimal() else None
        session = scope["path"].partition(_UPLOAD)[2].partition("/")[0]
        if size is None:
            await PlainTextResponse("the length of the file is missing", 411)(scope, receive, send)
        elif not self._may_send(headers, session, "viewer"):
            await PlainTextResponse("who is not let in sends no files", 403)(scope, receive, send)
        elif size > _room(session, self._under_way, self._mode(headers, session)):
            await PlainTextResponse("more than this server takes in uploads", 413)(scope, receive, send)
        else:
            self._under_way[session] += size
            try:
                await self._app(scope, receive, send)
            finally:
                self._under_way[session] -= size
                self._under_way += Counter()  # lets go of sessions at 0

    def _mode(self, headers: Headers, session: str) -> Mode:
        """Return what may be brought; as `lib.ui.uploads.allowed`, what all share by editors alone."""
        mode = permission(headers).mode
        return "off" if mode == "shared" and not self._may_send(headers, session, "editor") else mode


def _room(session: str, under_way: Counter[str], mode: Mode) -> int:
    """Return the bytes that a session may send with one more file."""
    kept = {session: 0}
    if runtime.exists():
        files = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
        kept |= {id: sum(len(file.data) for file in list(some.values())) for id, some in list(files.items())}
    of_session, of_all = kept[session] + under_way[session], sum(kept.values()) + under_way.total()
    left = min(MAX_OF_SESSION - of_session, MAX_OF_ALL - of_all)
    return min(left, MAX_WITHOUT_CORPORA) if mode == "off" else left


async def health(_: Request) -> JSONResponse:
    """Answer what is served and how old it is; 503 when the store cannot be opened."""
    status = data.health()
    return JSONResponse(status, status_code=200 if status["status"] == "ok" else 503)


def complete(request: Request, owner: str) -> JSONResponse:
    """Answer how a word of a query may go on: ``q``, in the language ``lang``, of the snapshot that a link names."""
    asked = request.query_params
    language = next((each for each in LANGUAGES if each == asked.get("lang")), LANGUAGES[0])
    try:
        source = data.snapshot(asked.get("corpus", ""), asked.get("snap", ""), owner)
    except StoreError:
        return JSONResponse([])
    return JSONResponse(offers(source, asked.get("q", "")[:LONGEST], language))
