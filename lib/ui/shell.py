"""The script that every run executes: take the link, draw the frame, run the page."""

from pathlib import Path
from typing import get_args

import streamlit as st

from lib.i18n import Language, t
from lib.ui import access, completion, frame, metrics, opened, state, width

ROOT = Path(__file__).resolve().parents[2]
ICON = Path(__file__).with_name("static") / "icon.png"


def pages(language: Language) -> dict[str, st.Page]:
    """Return the pages by name; the name is the address, in every language of the interface."""
    return {
        name: st.Page(
            ROOT / "pages" / f"{name}.py",
            title=t(f"page.{name}", language),
            url_path=None if name == "overview" else name,
            default=name == "overview",
        )
        for name in frame.PAGES
    }


def _language_of_link() -> Language:
    asked = st.query_params.get("lang")
    return next((language for language in get_args(Language) if language == asked), "ru")


def main() -> None:
    """Draw one run."""
    known = pages(_language_of_link())
    current = st.navigation(list(known.values()), position="hidden")
    name = next(name for name, page in known.items() if page == current)
    with metrics.run_of(name):
        _draw(known, name, current)


def _draw(known: dict[str, st.Page], name: str, current: st.Page) -> None:
    state.sync(name)
    language = state.language()
    st.set_page_config(
        page_title=f"{t(f'page.{name}', language)} — {t('brand', language)}", page_icon=ICON, layout="wide"
    )
    frame.style()
    frame.header(known, name)
    access.gate(known, name)
    source = frame.source()
    state.rename_speakers(source.aliases.current)
    state.lift_fields(source.lifted)
    frame.title(name, source)
    current.run()
    frame.footer(source)
    width.measure()
    completion.offer()
    opened.watch()


main()
