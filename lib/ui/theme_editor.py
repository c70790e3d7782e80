"""The editor of one theme: its fields, what is wrong in them at their place, steps back and on, and saving."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from lib import data
from lib.analysis.theme_dictionary import Theme, ThemeError, load_words
from lib.analysis.theme_writing import with_theme, without_theme
from lib.corpus.snapshot import Snapshot
from lib.corpus.theme_file import Dictionary
from lib.i18n import t
from lib.safe import element, join, markdown
from lib.ui import (
    access,
    output,
    state,
    theme_badge,
    theme_draft,
    theme_effect,
    theme_hints,
    theme_saving,
    theme_words,
    width,
)
from lib.ui.theme_draft import Draft
from lib.ui.theme_fields import PHRASES, Problem, changes, proposed_id, read
from lib.ui.theme_saving import Order

_BESIDE, _GAP = 900, 64
"""Width of the page, in px, from which on the effect stands beside the fields, and the space between them."""
_SHARES = (5, 6)
_LINE, _FEWEST_LINES, _MOST_LINES = 24, 5, 16


@dataclass(frozen=True, slots=True)
class _Editing:
    """A draft in view: the snapshot and the saved dictionary that it is seen against, and what its fields make."""

    source: Snapshot
    saved: Dictionary
    key: str
    draft: Draft
    theme: Theme
    problems: Sequence[Problem]

    @property
    def taken(self) -> list[str]:
        """The ids of the other themes."""
        own = self.draft.before.id if self.draft.before else None
        return [theme.id for theme in self.saved.themes if theme.id != own]

    @property
    def is_behind(self) -> bool:
        """Whether somebody has saved since the draft was begun."""
        return self.draft.base != self.saved.digest


def show(source: Snapshot, saved: Dictionary, key: str, draft: Draft) -> None:
    """Show the draft in view, and beside it what it would change."""
    own = draft.before.id if draft.before else None
    taken = [theme.id for theme in saved.themes if theme.id != own]
    editing = _Editing(source, saved, key, draft, *read(draft.now, load_words(saved.text), taken))
    _head(editing)
    left, right, below, room = st.container(), st.container(), st.container(), width.px()
    if room and room >= _BESIDE:
        left, right = st.columns(_SHARES, gap="large")
        below, room = left, (room - _GAP) * _SHARES[1] // sum(_SHARES)
    with left:
        _fields(editing)
        _more(editing)
    with right:
        theme_effect.show(source, _scored(source, draft), editing.theme, room)
    with below:
        theme_hints.show(source, editing.theme)


def _scored(source: Snapshot, draft: Draft) -> Theme | None:
    """Return the theme as the snapshot has it; a new one it does not have."""
    own = draft.before.id if draft.before else None
    return next((theme for theme in data.themes(source) if theme.id == own), None)


def _head(editing: _Editing) -> None:
    language, source, draft = state.language(), editing.source, editing.draft
    title = theme_words.name(draft.before, language) if draft.before else t("editor.new", language)
    with st.container(key="theme-head", gap=None):
        st.button(t("editor.back", language), key="theme-back", type="tertiary", on_click=theme_draft.close,
                  args=(source.folder,))  # fmt: skip
        badge = theme_badge.html(source, draft.before.id, always=True) if draft.before else ""
        output.html(
            join([element("h2", title, " ", badge, class_="heading"), element("p", _state(editing), class_="note")])
        )
    with st.container(horizontal=True, key="theme-tools", gap="small", vertical_alignment="center"):
        st.button(
            t("editor.save", language), key="theme-save", type="primary", on_click=_save, args=(editing,),
            disabled=bool(editing.problems) or not draft.is_changed or editing.is_behind or not access.may("editor"),
        )  # fmt: skip
        steps = (("undo", -1, draft.at > 0), ("redo", 1, draft.at + 1 < len(draft.steps)))
        for name, by, possible in steps:
            st.button(t(f"editor.{name}", language), key=f"theme-{name}", type="tertiary", disabled=not possible,
                      on_click=_step, args=(source, by))  # fmt: skip
        if draft.is_changed:
            st.button(t("editor.discard", language), key="theme-discard", type="tertiary",
                      on_click=theme_draft.discard, args=(source.folder, editing.key))  # fmt: skip
        if draft.before:
            st.button(t("editor.copy", language), key="theme-copy", type="tertiary", on_click=_copy, args=(editing,))
            _removal(editing)
    if editing.is_behind:
        _behind(editing)


def _state(editing: _Editing) -> str:
    """Return in words what the draft has changed."""
    language, before = state.language(), editing.draft.before
    if not editing.draft.is_changed:
        return t("editor.as_saved" if before else "editor.begin", language)
    changed = changes([before] if before else [], [editing.theme])
    said = theme_words.change(changed[0], language) if changed else t("editor.change.typed", language)
    return t("editor.unsaved", language, changes=said)


def _step(source: Snapshot, by: int) -> None:
    theme_draft.change(source.folder, lambda draft: draft.moved(by))


def _save(editing: _Editing) -> None:
    """Save the draft; what was typed last may have come with the same click, so the fields are read anew."""
    found = theme_draft.opened(editing.source.folder)
    if not found:
        return
    key, draft = found
    theme, problems = read(draft.now, load_words(editing.saved.text), editing.taken)
    if problems:
        return
    try:
        text = with_theme(editing.saved.text, theme)
    except ThemeError as error:
        theme_saving.fail(error)
    else:
        theme_saving.ask(Order(text, draft.base, key, theme.id))


def _copy(editing: _Editing) -> None:
    fields = editing.draft.now
    copied = replace(fields, id="", name_ru=_copy_of(fields.name_ru), name_en=_copy_of(fields.name_en))
    theme_draft.begin(editing.source.folder, editing.saved.digest, None, copied)


def _copy_of(name: str) -> str:
    return t("editor.copy_of", state.language(), name=name) if name else ""


def _removal(editing: _Editing) -> None:
    """Offer to delete the theme, saying first what would be without it."""
    language, theme = state.language(), editing.draft.before
    if theme is None:
        return
    box = st.popover(t("editor.delete", language), key="theme-delete", on_change="rerun", width="content",
                     type="tertiary")  # fmt: skip
    if box.open:
        with box:
            output.note(theme_effect.without(editing.source, theme))
            st.button(t("editor.delete_now", language), key="theme-delete-now", on_click=_delete, args=(editing, theme),
                      disabled=not access.may("editor"))  # fmt: skip


def _delete(editing: _Editing, theme: Theme) -> None:
    try:
        text = without_theme(editing.saved.text, theme.id)
    except ThemeError as error:
        theme_saving.fail(error)
    else:
        theme_saving.ask(Order(text, editing.saved.digest, editing.key))


def _behind(editing: _Editing) -> None:
    """Say that somebody has saved since, what of this theme, and offer to lay the draft over that."""
    language, before = state.language(), editing.draft.before
    now = next((theme for theme in editing.saved.themes if before and theme.id == before.id), None)
    if before is None:
        said = t("editor.behind_new", language)
    else:
        found = changes([before], [now] if now else [])
        said = t("editor.behind_same", language)
        if found:
            said = t("editor.behind_changed", language, changes=theme_words.change(found[0], language))
    output.notice(f"{t('editor.behind', language)} {said}", "warning")
    st.button(t("editor.lay_over", language), key="theme-lay-over", on_click=_lay_over, args=(editing, now))


def _lay_over(editing: _Editing, now: Theme | None) -> None:
    theme_draft.change(editing.source.folder, lambda draft: replace(draft, base=editing.saved.digest, before=now))


def _fields(editing: _Editing) -> None:
    """Show what every theme needs: names, terms, threshold."""
    language = state.language()
    with st.container(horizontal=True, key="theme-names", gap="small"):
        _text("name_ru", editing)
        _text("name_en", editing, placeholder=t("editor.as_other", language))
    _problems("name_ru", editing)
    _lines("terms", editing)
    output.note(t("editor.syntax", language))
    _problems("terms", editing)
    key = _kept("threshold", editing.draft.now.threshold)
    st.number_input(
        t("editor.field.threshold", language), min_value=0.01, step=0.5, format="%g", key=key,
        help=t("editor.threshold_help", language), on_change=partial(_typed, editing.source, "threshold"), width=180,
    )  # fmt: skip
    _problems("threshold", editing)


def _more(editing: _Editing) -> None:
    """Show what few themes need; open where something stands or is wrong in it."""
    language, fields = state.language(), editing.draft.now
    wrong = {problem.field for problem in editing.problems}
    with st.expander(t("editor.more", language), expanded=bool(wrong & set(PHRASES[1:])), key="theme-more"):
        for field in PHRASES[1:]:
            _lines(field, editing)
            output.note(t(f"editor.help.{field}", language))
            _problems(field, editing)
    with st.expander(t("editor.about", language), expanded="id" in wrong, key="theme-about"):
        for field in ("description_ru", "description_en"):
            _text(field, editing)
        _text("id", editing, placeholder=proposed_id(fields, editing.taken), disabled=editing.draft.before is not None)
        output.note(t("editor.help.id", language))
        _problems("id", editing)


def _kept(field: str, value: object) -> str:
    """Return the key of a field's widget, which shows `value`. What is just being typed is not touched."""
    key = f"theme-field-{field}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _typed(source: Snapshot, field: str) -> None:
    value = st.session_state[f"theme-field-{field}"]
    if value is not None:
        theme_draft.change(source.folder, lambda draft: draft.stepped(replace(draft.now, **{field: value})))


def _text(field: str, editing: _Editing, *, placeholder: str = "", disabled: bool = False) -> None:
    st.text_input(
        t(f"editor.field.{field}", state.language()), key=_kept(field, getattr(editing.draft.now, field)),
        max_chars=500, placeholder=markdown(placeholder), disabled=disabled,
        on_change=partial(_typed, editing.source, field),
    )  # fmt: skip


def _lines(field: str, editing: _Editing) -> None:
    value: str = getattr(editing.draft.now, field)
    lines = min(max(value.count("\n") + 2, _FEWEST_LINES if field == "terms" else 2), _MOST_LINES)
    st.text_area(
        t(f"editor.field.{field}", state.language()), key=_kept(field, value), height=max(96, lines * _LINE + 20),
        on_change=partial(_typed, editing.source, field),
    )  # fmt: skip


def _problems(field: str, editing: _Editing) -> None:
    """Say what is wrong in a field, right below it; of an untouched new theme, nothing is wrong yet."""
    if editing.draft.before is None and not editing.draft.is_changed:
        return
    for problem in editing.problems:
        if problem.field == field:
            output.notice(theme_words.problem(problem, state.language()), "error")
