"""Who may do what: the roles, and the operator's list of people."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

Role = Literal["viewer", "editor", "operator"]
"""Each may do what those before it may: read; change themes, corrections, speakers, judgments; see who changed what."""

ROLES: tuple[Role, ...] = get_args(Role)
SignIn = Literal["proxy", "oidc"]
_KEYS = {"sign_in", "header", "roles"}


class PermissionsError(Exception):
    """A list of people that cannot be used.

    Attributes:
        key: message key.
        values: what the message names.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Permissions:
    """How visitors sign in, and what each may do.

    Attributes:
        sign_in: ``proxy``, a header that the reverse proxy sets; ``oidc``, Streamlit's own login.
        header: name of that header, empty with ``oidc``.
        roles: an address, ``*@domain`` or ``*`` to a role, in lower case.
    """

    sign_in: SignIn
    header: str
    roles: Mapping[str, Role]

    def role_of(self, person: str) -> Role | None:
        """Return a person's role, None for who is not on the list; what is more exact decides.

        >>> listed = Permissions("oidc", "", {"*@example.org": "viewer", "anna@example.org": "editor"})
        >>> listed.role_of("Anna@example.org"), listed.role_of("ivan@example.org"), listed.role_of("ivan@example.com")
        ('editor', 'viewer', None)
        """
        name = person.strip().casefold()
        if not name or "*" in name:
            return None
        domain = f"*@{name.rpartition('@')[2]}" if "@" in name else ""
        return next((self.roles[key] for key in (name, domain, "*") if key in self.roles), None)


def covers(role: Role | None, needed: Role) -> bool:
    """Tell whether a role may do what another one may.

    >>> covers("operator", "editor"), covers("viewer", "editor"), covers(None, "viewer")
    (True, False, False)
    """
    return role is not None and ROLES.index(role) >= ROLES.index(needed)


def read_permissions(path: Path) -> Permissions:
    """Read the operator's list.

    Raises:
        PermissionsError: it is not there, is no TOML, or a key or a value is not as expected.
    """
    try:
        return _parsed(path, path.read_bytes())
    except OSError as error:
        raise PermissionsError("access.missing", file=path.name) from error


@lru_cache(maxsize=4)
def _parsed(path: Path, content: bytes) -> Permissions:
    try:
        given = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PermissionsError("access.no_toml", file=path.name, error=str(error)) from error
    if unknown := sorted(given.keys() - _KEYS):
        raise PermissionsError("access.bad_key", file=path.name, place=unknown[0])
    sign_in: SignIn | None = next((way for way in get_args(SignIn) if way == given.get("sign_in")), None)
    header = given.get("header", "")
    if sign_in is None:
        raise PermissionsError(
            "access.bad_value", file=path.name, place="sign_in", expected="proxy, oidc", came=given.get("sign_in")
        )
    if not isinstance(header, str) or bool(header) != (sign_in == "proxy"):
        raise PermissionsError("access.bad_header", file=path.name)
    return Permissions(sign_in, header, _roles(path, given.get("roles")))


def _roles(path: Path, given: Any) -> dict[str, Role]:
    if not isinstance(given, dict) or not given:
        raise PermissionsError("access.no_roles", file=path.name)
    roles: dict[str, Role] = {}
    for person, role in given.items():
        if role not in ROLES:
            raise PermissionsError(
                "access.bad_value", file=path.name, place=f"roles.{person}", expected=", ".join(ROLES), came=role
            )
        if not person.strip() or ("*" in person and person != "*" and person.rfind("*@") != 0):
            raise PermissionsError("access.bad_person", file=path.name, place=person)
        roles[person.strip().casefold()] = role
    return roles
