"""How wide the page is: only the browser knows, and a figure breaks its words by it."""

import streamlit as st

_STEP = 20
_KEY = "page-width"
_SCRIPT = f"""\
export default function ({{ parentElement, setStateValue, data }}) {{
  const main = document.querySelector(".stMainBlockContainer") || document.body
  let known = data.width
  const measure = () => {{
    const style = getComputedStyle(main)
    const inner = main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    const width = Math.floor(inner / {_STEP}) * {_STEP}
    if (width > 200 && width !== known) {{
      known = width
      setStateValue("width", width)
    }}
  }}
  let timer
  const observer = new ResizeObserver(() => {{ clearTimeout(timer); timer = setTimeout(measure, 250) }})
  observer.observe(main)
  measure()
  return () => observer.disconnect()
}}
"""
_component = st.components.v2.component("svodka_width", html="<span></span>", js=_SCRIPT)


def measure() -> None:
    """Have the browser report the width of the page, now and whenever it changes."""
    _component(key=_KEY, data={"width": px()}, on_width_change=_keep)


def _keep() -> None:
    reported = st.session_state[_KEY].get("width")
    if isinstance(reported, int) and 200 < reported <= 4000:
        st.session_state["width"] = reported


def px() -> int | None:
    """Return the width of the page's column in px, None before the browser has reported it."""
    width: int | None = st.session_state.get("width")
    return width
