"""When a component of ours may report something of its own accord without getting into the visitor's way.

Streamlit takes page and link of the report that comes last. One that is sent between the press of a link, or of Back,
and the first answer to it would bring the old page back.
"""

SCRIPT = """\
const watchQuiet = () => {
  let pressed = navigator.userActivation?.isActive ? performance.now() : -Infinity
  const press = () => { pressed = performance.now() }
  const names = ["click", "popstate"]
  for (const name of names) window.addEventListener(name, press, true)
  return {
    isQuiet: () =>
      performance.now() - pressed > 1000 && document.querySelector("[data-test-script-state=running]") === null,
    end: () => { for (const name of names) window.removeEventListener(name, press, true) },
  }
}
"""
"""Declares ``watchQuiet()``: ``isQuiet()`` tells whether nothing was pressed for a second and no run is under way."""
