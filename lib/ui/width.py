"""How wide the page is: only the browser knows, and a figure breaks its words by it."""

import streamlit as st

_STEP = 20
# Streamlit takes the page of the report that comes last: one sent between the press of a link and the new page's
# first answer would bring the old page back.
_QUIET_MS = 1000
_KEY = "page-width"
_SCRIPT = f"""\
export default function ({{ parentElement, setStateValue, data }}) {{
  const main = document.querySelector(".stMainBlockContainer") || document.body
  let known = data.width
  let pressed = navigator.userActivation?.isActive ? performance.now() : -Infinity
  let timer
  const later = (delay) => {{ clearTimeout(timer); timer = setTimeout(measure, delay) }}
  const press = () => {{ pressed = performance.now() }}
  const measure = () => {{
    if (performance.now() - pressed < {_QUIET_MS}) return later({_QUIET_MS})
    const style = getComputedStyle(main)
    const inner = main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    const width = Math.floor(inner / {_STEP}) * {_STEP}
    if (width > 200 && width !== known) {{
      known = width
      setStateValue("width", width)
    }}
  }}
  const observer = new ResizeObserver(() => later(250))
  observer.observe(main)
  document.addEventListener("click", press, true)
  measure()
  return () => {{
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener("click", press, true)
  }}
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
