"""How wide the page is, and whether dark: only the browser knows; a figure breaks its words and is coloured by it."""

import streamlit as st

_STEP = 20
# Streamlit takes the page of the report that comes last: one sent between the press of a link and the new page's
# first answer would bring the old page back.
_QUIET_MS = 1000
_KEY = "page-width"
_SCRIPT = f"""\
export default function ({{ parentElement, setStateValue, data }}) {{
  const main = document.querySelector(".stMainBlockContainer") || document.body
  const app = document.querySelector(".stApp") || document.body
  let known = data.width
  let isDark = data.dark
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
    // Streamlit changes its own colours when the visitor's look changes, and runs nothing: ours would stay behind.
    const [red, green, blue] = getComputedStyle(app).backgroundColor.match(/\\d+/g).map(Number)
    if ((red + green + blue < 3 * 128) !== isDark) {{
      isDark = !isDark
      setStateValue("dark", isDark)
    }}
  }}
  const observer = new ResizeObserver(() => later(250))
  observer.observe(main)
  const dressed = new MutationObserver(() => later(50))
  dressed.observe(app, {{ attributeFilter: ["class"] }})
  document.addEventListener("click", press, true)
  measure()
  return () => {{
    clearTimeout(timer)
    observer.disconnect()
    dressed.disconnect()
    document.removeEventListener("click", press, true)
  }}
}}
"""
_component = st.components.v2.component("svodka_width", html="<span></span>", js=_SCRIPT)


def measure() -> None:
    """Have the browser report width and look of the page, now and whenever they change."""
    given = {"width": px(), "dark": st.context.theme.type == "dark"}
    _component(key=_KEY, data=given, on_width_change=_keep, on_dark_change=_keep)


def _keep() -> None:
    reported = st.session_state[_KEY].get("width")
    if isinstance(reported, int) and 200 < reported <= 4000:
        st.session_state["width"] = reported


def px() -> int | None:
    """Return the width of the page's column in px, None before the browser has reported it."""
    width: int | None = st.session_state.get("width")
    return width
