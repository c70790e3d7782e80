"""Drafts of themes: never in a link, one a theme, each with its steps; they outlive a visit to another page.

Kept where the basket is: in the process under the visitor's cookie, so that a link that was followed, a reload or a
dropped socket loses nothing that was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import Theme
from lib.ui import basket
from lib.ui.theme_fields import Fields, fields_of

_DRAFTS, _OPEN = "theme-drafts", "theme-open"
_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A theme that is being edited.

    Attributes:
        base: digest of the dictionary that it was begun from.
        before: the theme there; None for a new one.
        steps: the fields after each change, from the first.
        at: which of them are in view.
    """

    base: str
    before: Theme | None
    steps: tuple[Fields, ...]
    at: int = 0

    @property
    def now(self) -> Fields:
        """The fields in view."""
        return self.steps[self.at]

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self.now != (fields_of(self.before) if self.before else Fields())

    def stepped(self, fields: Fields) -> "Draft":
        """Return the draft with one more step; steps that were undone are let go."""
        if fields == self.now:
            return self
        steps = (*self.steps[: self.at + 1], fields)[-_MOST_STEPS:]
        return replace(self, steps=steps, at=len(steps) - 1)

    def moved(self, by: int) -> "Draft":
        """Return the draft some steps on, or back."""
        return replace(self, at=min(max(self.at + by, 0), len(self.steps) - 1))


NEW = "+"
"""Key of a draft that is no theme of the dictionary yet; ``+2``, ``+3``, … where there are several."""


def begin(folder: Path, base: str, before: Theme | None, fields: Fields | None = None) -> None:
    """Open the draft of a theme, the one that there is or a new one.

    Args:
        before: the theme of the dictionary; None for a new theme.
        fields: what a new draft begins with, counted as a change.
    """
    drafts = of(folder)
    new = next(name for n in range(1, len(drafts) + 2) if (name := NEW if n == 1 else f"{NEW}{n}") not in drafts)
    key = before.id if before else new
    if key not in drafts:
        drafts[key] = Draft(base, before, (fields or (fields_of(before) if before else Fields()),))
    reopen(folder, key)


def reopen(folder: Path, key: str) -> None:
    """Open a draft that there is."""
    st.session_state[_OPEN] = (str(folder), key)


def of(folder: Path) -> dict[str, Draft]:
    """Return this visitor's drafts for a store, key to draft."""
    visitor = basket.visitor()
    kept: dict[str, dict[str, Draft]]
    kept = data.theme_drafts(visitor) if visitor else st.session_state.setdefault(_DRAFTS, {})
    return kept.setdefault(str(folder), {})


def opened(folder: Path) -> tuple[str, Draft] | None:
    """Return the draft in view and its key, None where none is."""
    store, key = st.session_state.get(_OPEN, ("", ""))
    draft = of(folder).get(key) if store == str(folder) else None
    return (key, draft) if draft else None


def close(folder: Path) -> None:
    """Show the dictionary again; a draft without a change is forgotten, any other kept."""
    if found := opened(folder):
        key, draft = found
        if not draft.is_changed:
            del of(folder)[key]
    st.session_state.pop(_OPEN, None)


def discard(folder: Path, key: str) -> None:
    """Forget a draft."""
    of(folder).pop(key, None)
    st.session_state.pop(_OPEN, None)


def change(folder: Path, by: Callable[[Draft], Draft]) -> None:
    """Change the draft in view."""
    if found := opened(folder):
        of(folder)[found[0]] = by(found[1])


def rebase(folder: Path, base: str, themes: dict[str, Theme]) -> None:
    """Lay the drafts whose themes are what they were over a dictionary that this session has just saved."""
    drafts = of(folder)
    for key, draft in drafts.items():
        known = themes.get(draft.before.id) if draft.before else None
        if draft.before == known or (draft.before and known and draft.before.digest == known.digest):
            drafts[key] = replace(draft, base=base, before=known)
