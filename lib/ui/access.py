"""Who sits before the page, what she may do, and the line that each change leaves behind.

Without a list of people the dashboard is open to this machine alone: whoever comes from elsewhere may read.
"""

import hmac
import os
import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from streamlit import runtime
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from lib import data
from lib.corpus import changes
from lib.corpus.store import StoreError
from lib.i18n import t
from lib.permissions import Permissions, PermissionsError, Role, covers, read_permissions
from lib.safe import element
from lib.ui import basket, output, state
from lib.ui.permission import reached
from lib.ui.server import browser_of
from lib.view import encode

PEOPLE, SECRET = "SVODKA_ACCESS", "SVODKA_PROXY_SECRET"
SECRET_HEADER = "X-Svodka-Secret"  # the name of the header


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody before the page.

    Attributes:
        person: the address that she signed in with; empty where nobody signs in.
        role: None for who is not let in.
        why: message key of what keeps her from more.
    """

    person: str
    role: Role | None
    why: str


def visitor() -> Visitor:
    """Return who this is, asked anew each time: the operator's list may have changed.

    Raises:
        PermissionsError: the operator's list cannot be used.
    """
    named = os.environ.get(PEOPLE)
    if not named:
        return Visitor("", "operator", "") if _is_local() else Visitor("", "viewer", "access.why.network")
    permissions = read_permissions(Path(named))
    person = _signed_in(permissions)
    role = permissions.role_of(person)
    return Visitor(person, role, "access.why.role" if role else "access.why.unknown" if person else "access.why.nobody")


def owner() -> str:
    """Return whose private corpora these are: the person's, else the browser's, without cookies this session's."""
    try:
        person = visitor().person
    except PermissionsError:
        person = ""
    if person:
        return _owner_of(person)
    kept: str = basket.visitor() or st.session_state.setdefault("owner", secrets.token_urlsafe(18))
    return kept


def may(needed: Role) -> bool:
    """Tell whether the visitor has a role, or one that may do more."""
    try:
        return covers(visitor().role, needed)
    except PermissionsError:
        return False


def gate(pages: Mapping[str, st.Page], page: str) -> None:
    """Stop the page before anything of a corpus is asked, for who is not let in; say why, and where to sign in.

    Who has just signed in gets the page and the view that she asked for before; a login leads back to neither.
    """
    language = state.language()
    try:
        found = visitor()
    except PermissionsError as error:
        output.notice(t(error.key, language, **error.values), "error")
        st.stop()
    asked = data.wanted(basket.visitor())
    if found.role:
        if asked:
            name, view = asked.pop()
            st.switch_page(pages[name], query_params=encode(view))
        return
    output.notice(t(found.why, language, person=found.person), "warning")
    if _signs_in_here() and basket.visitor():
        asked[:] = [(page, state.view())]
    if _signs_in_here():
        action = st.logout if found.person else st.login
        st.button(t("access.sign_out" if found.person else "access.sign_in", language), key="sign-in", on_click=action)
    st.stop()


def who() -> None:
    """Show who is signed in, with what role, and the way out; nothing where nobody signs in."""
    language = state.language()
    try:
        found = visitor()
    except PermissionsError:
        return
    if not found.person or not found.role:
        return
    said = f"{found.person} · {t(f'access.role.{found.role}', language)}"
    output.html(element("span", found.person, class_="person", title=said), width="content")
    if _signs_in_here():
        st.button(t("access.sign_out", language), key="sign-out", type="tertiary", on_click=st.logout)


def read_only() -> bool:
    """Say that this visitor may not change anything, and why; False where she may."""
    if may("editor"):
        return False
    try:
        why, values = visitor().why, {}
    except PermissionsError as error:
        why, values = error.key, error.values
    output.note(t("access.read_only", state.language(), reason=t(why, state.language(), **values)))
    return True


@contextmanager
def changing(folder: Path, action: str, **what: object) -> Iterator[None]:
    """Let an editor change something of a corpus; what she is about to do is written down first.

    Args:
        action: word for what is done.
        what: its subject: ids, numbers and offsets, no text of articles.

    Raises:
        StoreError: ``access.denied`` for who may not, or as `changes.note`.
    """
    if not may("editor"):
        raise StoreError("access.denied")
    note(folder, action, **what)
    yield


def note(folder: Path, action: str, **what: object) -> None:
    """Write down what the visitor is about to do to a corpus, and who she is. Raises `StoreError`."""
    changes.note(folder, visitor().person, action, what)


def has_list() -> bool:
    """Tell whether the operator has named people."""
    return bool(os.environ.get(PEOPLE))


def may_send(headers: Headers, session: str, needed: Role) -> bool:
    """Tell whether who sends a file for a session has a role; anybody where nobody is named.

    Args:
        headers: of the request that brings the file.
        session: Streamlit's id of the session: it alone knows who has signed in by OpenID Connect.
    """
    if not has_list():
        return True
    try:
        permissions = read_permissions(Path(os.environ[PEOPLE]))
    except PermissionsError:
        return False
    if permissions.sign_in == "proxy":
        person = _from_proxy(headers.getlist(permissions.header), headers.get(SECRET_HEADER, ""))
    else:
        person = _verified(user_of_session(session))
    return covers(permissions.role_of(person), needed)


def user_of_session(session: str) -> Mapping[str, object]:
    """Return what the login has told of the user of a session; nothing in all doubt: Streamlit keeps it to itself."""
    manager = getattr(runtime.get_instance(), "_session_mgr", None) if runtime.exists() else None
    info = manager.get_active_session_info(session) if manager else None
    found: Mapping[str, object] = getattr(info.session, "_user_info", {}) if info else {}
    return found


def only_let_in(answer: Callable[[Request, str], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint beside the pages that answers whom they would let in, and nobody else.

    Who has signed in by OpenID Connect is known to the pages alone: without them there is no answer then. Under a name
    that the server does not have, the page of another site may be asking: Streamlit checks that for its socket alone.

    Args:
        answer: takes the request, and whose private corpora it may speak of, as `owner`.
    """

    async def answer_or_refuse(request: Request) -> Response:
        person = _let_in(request.headers)
        if person is None or not is_host_allowed(request.headers.get("host")):
            return Response(status_code=403)
        owner = _owner_of(person) if person else browser_of(request.cookies)
        return await run_in_threadpool(answer, request, owner)

    return answer_or_refuse


def _owner_of(person: str) -> str:
    """Return a person as an owner: no cookie can be that."""
    return f"person:{person.casefold()}"


def _let_in(headers: Headers) -> str | None:
    """Return who may be answered: empty where nobody signs in, None for who may not."""
    if not has_list():
        return ""
    try:
        permissions = read_permissions(Path(os.environ[PEOPLE]))
    except PermissionsError:
        return None
    named = headers.getlist(permissions.header) if permissions.sign_in == "proxy" else []
    person = _from_proxy(named, headers.get(SECRET_HEADER, ""))
    return person if permissions.role_of(person) else None


def _signed_in(permissions: Permissions) -> str:
    if permissions.sign_in == "proxy":
        headers = st.context.headers
        return _from_proxy(headers.get_all(permissions.header), headers.get(SECRET_HEADER, ""))
    return _verified(st.user)


def _verified(user: Mapping[str, object]) -> str:
    """Return the address of somebody who has signed in, empty where the provider does not vouch for it."""
    if not user.get("is_logged_in") or user.get("email_verified") is not True:
        return ""
    return str(user.get("email") or "")


def _from_proxy(named: Sequence[str], given: str) -> str:
    """Return whom the proxy names, if it is the proxy: it alone knows the secret, and names one person."""
    secret = os.environ.get(SECRET, "")
    if not secret or not hmac.compare_digest(secret.encode(), given.encode()) or len(named) != 1:
        return ""
    return str(named[0]).strip()


def _signs_in_here() -> bool:
    named = os.environ.get(PEOPLE, "")
    try:
        return named != "" and read_permissions(Path(named)).sign_in == "oidc"
    except PermissionsError:
        return False


def _is_local() -> bool:
    return reached(st.context.headers) == "local" and st.context.ip_address is None
