"""The analyst's basket for the briefing, and when she was here last.

Kept in the process under a random cookie that the server sets, so that both survive a reload and a dropped socket.
"""

import streamlit as st

from lib import data
from lib.briefing.items import Figure, Quotation
from lib.i18n import t
from lib.ui import state
from lib.ui.server import browser_of

Item = Figure | Quotation
LIMIT = 60


def visitor() -> str:
    """Return what tells this browser from others, empty where it keeps no cookies."""
    return browser_of(st.context.cookies)


def items() -> list[Item]:
    """Return what is in the basket, oldest first."""
    kept: list[Item] = data.basket(visitor()) if visitor() else st.session_state.setdefault("basket", [])
    return kept


def add(item: Item) -> None:
    """Put an item into the basket and say so; the same link and title again replaces the older one."""
    language, kept = state.language(), items()
    others = [other for other in kept if (other.link, _name(other)) != (item.link, _name(item))]
    kept[:] = [*others[-LIMIT + 1 :], item]
    st.toast(t("basket.added", language, n=len(kept)))


def _name(item: Item) -> str:
    return item.title if isinstance(item, Figure) else item.text


def remove(index: int) -> None:
    """Take one item out."""
    items().pop(index)


def move(index: int, by: int) -> None:
    """Move one item up or down."""
    kept, target = items(), index + by
    if 0 <= target < len(kept):
        kept[index], kept[target] = kept[target], kept[index]


def clear() -> None:
    """Empty the basket."""
    items().clear()
