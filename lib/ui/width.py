"""How wide the page is, and whether dark: only the browser knows; a figure breaks its words and is coloured by it."""

import streamlit as st

from lib.ui import quiet, state

_STEP = 20
_KEY = "page-width"
_SCRIPT = f"""\
{quiet.SCRIPT}
export default function ({{ parentElement, setStateValue, data }}) {{
  // Streamlit's page is English to a screen reader, whatever stands on it.
  document.documentElement.lang = data.language
  const main = document.querySelector(".stMainBlockContainer") || document.body
  const app = document.querySelector(".stApp") || document.body
  let known = data.width
  let isDark = data.dark
  const visitor = watchQuiet()
  let timer
  const later = (delay) => {{ clearTimeout(timer); timer = setTimeout(measure, delay) }}
  const measure = () => {{
    if (!visitor.isQuiet()) return later(100)
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
    if (known === data.width && isDark === data.dark) document.documentElement.dataset.measured = ""
  }}
  const observer = new ResizeObserver(() => later(250))
  observer.observe(main)
  const dressed = new MutationObserver(() => later(50))
  dressed.observe(app, {{ attributeFilter: ["class"] }})
  measure()
  return () => {{
    clearTimeout(timer)
    observer.disconnect()
    dressed.disconnect()
    visitor.end()
  }}
}}
"""
_component = st.components.v2.component("svodka_width", html="<span></span>", js=_SCRIPT)


def measure() -> None:
    """Have the browser report width and look of the page, now and whenever they change."""
    given = {"width": px(), "dark": st.context.theme.type == "dark", "language": state.language()}
    _component(key=_KEY, data=given, on_width_change=_keep, on_dark_change=_keep)


def _keep() -> None:
    reported = st.session_state[_KEY].get("width")
    if isinstance(reported, int) and 200 < reported <= 4000:
        st.session_state["width"] = reported


def px() -> int | None:
    """Return the width of the page's column in px, None before the browser has reported it."""
    width: int | None = st.session_state.get("width")
    return width
