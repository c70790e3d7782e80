"""The operator's list of people: who is what, and what is wrong with a list."""

from pathlib import Path

import pytest

from lib.i18n import t
from lib.permissions import PermissionsError, read_permissions

ROLES = """
[roles]
"anna@example.org" = "operator"
"Boris@Example.org" = "editor"
"*@example.org" = "viewer"
"""


@pytest.mark.parametrize(
    ("person", "role"),
    [
        ("anna@example.org", "operator"),
        ("  ANNA@example.org ", "operator"),
        ("boris@example.org", "editor"),
        ("vera@example.org", "viewer"),
        ("anna@example.com", None),
        ("anna@example.org@example.com", None),
        ("anna@sub.example.org", None),
        ("*@example.org", None),
        ("*", None),
        ("", None),
    ],
)
def test_who_is_what(tmp_path: Path, person: str, role: str | None) -> None:
    path = tmp_path / "access.toml"
    path.write_text('sign_in = "oidc"' + ROLES, "utf-8")
    assert read_permissions(path).role_of(person) == role


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "access.toml was not found"),
        ("sign_in = ", "cannot be read as TOML"),
        ('sign_in = "oidc"\nrole = 1' + ROLES, "role is unknown"),
        ('sign_in = "basic"' + ROLES, "sign_in must be one of proxy, oidc; it is basic"),
        (ROLES, "sign_in must be one of proxy, oidc; it is None"),
        ('sign_in = "proxy"' + ROLES, "header goes with"),
        ('sign_in = "oidc"\nheader = "X-User"' + ROLES, "header goes with"),
        ('sign_in = "oidc"', "no section roles"),
        ('sign_in = "oidc"\n[roles]\n', "no section roles"),
        ('sign_in = "oidc"\n[roles]\n"anna@example.org" = "admin"', "roles.anna@example.org must be one of viewer"),
        ('sign_in = "oidc"\n[roles]\n"anna@example.org" = ["editor"]', "it is ['editor']"),
        ('sign_in = "oidc"\n[roles]\n"anna@*" = "editor"', "instead of anna@*"),
        ('sign_in = "oidc"\n[roles]\n"" = "editor"', "an address, *@domain or * was expected"),
    ],
)
def test_a_list_that_cannot_be_used_lets_nobody_in(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "access.toml"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(PermissionsError) as caught:
        read_permissions(path)
    sentence = t(caught.value.key, "en", **caught.value.values)
    assert said in sentence
    assert "obody is let in" in sentence
