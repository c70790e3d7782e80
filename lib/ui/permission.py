"""Who may bring corpora: the operator's switch, and what holds where she has not set it."""

import os
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Literal, NamedTuple, get_args

import streamlit as st

SWITCH = "SVODKA_UPLOADS"
Mode = Literal["off", "private", "shared"]
Reason = Literal["set", "role", "local", "network", "proxy", "unknown"]
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


class Permission(NamedTuple):
    """How corpora may be brought, and why so: set by the operator, or because of how the server is reached."""

    mode: Mode
    reason: Reason


def permission(headers: Mapping[str, str]) -> Permission:
    """Return what a request may do; off in all doubt.

    Args:
        headers: of the request; what a proxy has added shows that others than this machine come.
    """
    given = os.environ.get(SWITCH, "").strip().lower()
    for mode in get_args(Mode):
        if given == mode:
            return Permission(mode, "set")
    if given:
        return Permission("off", "unknown")
    way = reached(headers)
    return Permission("shared" if way == "local" else "off", way)


def reached(headers: Mapping[str, str]) -> Literal["local", "network", "proxy"]:
    """Return how a request came: from this machine alone, to a server that is open to a network, or passed on.

    The name of the host is the visitor's own word. What tells is the configuration, and what a proxy has added.
    """
    hosts = [st.get_option("server.address") or "", *(st.get_option("server.allowedHosts") or [""])]
    if not all(map(_is_local, hosts)):
        return "network"
    return "proxy" if {name.lower() for name in headers} & set(_FORWARDED) else "local"


def _is_local(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
