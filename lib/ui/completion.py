"""Suggestions while a query is typed: a list under the box, asked of the server, used by keyboard or pointer.

The box is Streamlit's own; the script gives it the roles of a combobox (WAI-ARIA 1.2), and without the script it works
as before. What the server answers is put on the page as text.
"""

import re

import streamlit as st

from lib import safe
from lib.corpus.queries.field_names import Completion
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, number, t
from lib.ui import state

LONGEST = 80
"""Characters of what was typed that are looked at."""

_FIELDS = {"ru": {"speaker": "спикер", "source": "источник", "theme": "тема"}}
_BARE = re.compile(r"[\w-]+")
_SCRIPT = """\
const BOXES = ".st-key-query input, .st-key-term-text input"
const PLAIN = ".st-key-term-text"
const FIELD = /(?:speaker|source|theme|спикер|источник|тема):\\s*/.source
const WORD = /[^\\s()\\[\\]"«»„“”]/.source
const TYPED = new RegExp(`(?:${FIELD}(?:["«„“][^"»”“]*|${WORD}*)|${WORD}+)$`, "iu")
let dispose

export default function ({ data }) {
  dispose?.()
  const list = document.createElement("ul")
  list.className = "completions"
  list.id = "completions"
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", data.label)
  list.hidden = true
  document.body.append(list)
  const known = new Map()
  let box, offers = [], active = -1, timer, asked, writing = false

  const typed = () => TYPED.exec(box.value.slice(0, box.selectionStart))?.[0] ?? ""

  const close = () => {
    clearTimeout(timer)
    asked?.abort()
    list.hidden = true
    active = -1
    box?.setAttribute("aria-expanded", "false")
    box?.removeAttribute("aria-activedescendant")
  }

  const mark = (number) => {
    active = number
    list.childNodes.forEach((item, at) => item.setAttribute("aria-selected", String(at === number)))
    if (number < 0) return box.removeAttribute("aria-activedescendant")
    box.setAttribute("aria-activedescendant", `completion-${number}`)
    list.childNodes[number].scrollIntoView({ block: "nearest" })
  }

  const take = (number) => {
    const end = box.selectionStart, start = end - typed().length
    const rest = box.value.slice(end).replace(/^["»”“]/u, "")
    const before = box.value.slice(0, start) + offers[number].insert
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set
    writing = true
    setter.call(box, before + rest)
    box.dispatchEvent(new Event("input", { bubbles: true }))
    writing = false
    box.setSelectionRange(before.length, before.length)
    close()
  }

  const show = (found, target) => {
    if (box !== target || document.activeElement !== target) return
    offers = found.filter((offer) => !box.closest(PLAIN) || !offer.field)
    list.replaceChildren(...offers.map((offer, number) => {
      const item = document.createElement("li")
      item.id = `completion-${number}`
      item.setAttribute("role", "option")
      for (const part of ["text", "kind", "n"]) {
        const span = document.createElement("span")
        span.className = part
        span.textContent = offer[part]
        item.append(span, " ")
      }
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(number) })
      return item
    }))
    if (!offers.length) return close()
    const place = box.getBoundingClientRect()
    const wide = Math.min(Math.max(place.width, 300), document.documentElement.clientWidth - 16)
    list.style.width = `${wide}px`
    list.style.left = `${Math.max(8, Math.min(place.left, document.documentElement.clientWidth - wide - 8))}px`
    list.style.top = `${place.bottom + 4}px`
    list.hidden = false
    box.setAttribute("aria-expanded", "true")
    mark(-1)
  }

  const ask = async () => {
    const target = box, word = typed()
    if (word.length < 2) return close()
    if (known.has(word)) return show(known.get(word), target)
    asked?.abort()
    asked = new AbortController()
    const address = new URL("./complete", document.baseURI)
    address.search = new URLSearchParams({ ...data.given, q: word })
    try {
      const answer = await fetch(address, { signal: asked.signal })
      if (!answer.ok) return close()
      const found = await answer.json()
      known.set(word, found)
      if (box === target && typed() === word) show(found, target)
    } catch (error) {
      if (error.name !== "AbortError") close()
    }
  }

  const input = (event) => {
    if (writing || !event.target.matches?.(BOXES)) return
    box = event.target
    const roles = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id }
    for (const [name, value] of Object.entries(roles)) box.setAttribute(name, value)
    clearTimeout(timer)
    timer = setTimeout(ask, 120)
  }

  const press = (event) => {
    if (event.target !== box || event.isComposing) return
    if (event.key === "Enter" && (list.hidden || active < 0)) return close()
    if (list.hidden) return event.key === "ArrowDown" ? ask() : undefined
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in steps) {
      const places = offers.length + 1
      mark(((active + 1 + steps[event.key] + places) % places) - 1)
    } else if (active >= 0 && (event.key === "Enter" || event.key === "Tab")) {
      take(active)
    } else if (event.key === "Escape") {
      close()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  const leave = (event) => { if (event.target === box) close() }
  const moved = (event) => { if (!list.contains(event.target)) close() }
  const events = [["input", input], ["keydown", press], ["focusout", leave], ["scroll", moved]]
  for (const [name, does] of events) document.addEventListener(name, does, true)
  window.addEventListener("resize", close)
  dispose = () => {
    close()
    for (const [name, does] of events) document.removeEventListener(name, does, true)
    window.removeEventListener("resize", close)
    list.remove()
  }
  return dispose
}
"""
_component = st.components.v2.component("svodka_completion", html="<span></span>", js=_SCRIPT)


def offer() -> None:
    """Have the browser suggest words and names while a query or a term is typed."""
    language, view = state.language(), state.view()
    given = {"lang": language, "corpus": view.corpus, "snap": view.snapshot}
    _component(key="completion", data={"label": t("completion.label", language), "given": given})


def offers(source: Snapshot, typed: str, language: Language) -> list[dict[str, str | bool]]:
    """Return what a word that is being typed may become, as the browser shows it and puts it into the box."""
    found = source.completions(typed, english=language == "en")
    return [
        {
            "text": safe.one_line(one.text, 60),
            "kind": t(f"completion.{one.kind or 'word'}", language),
            "n": number(one.n, language),
            "insert": written(one, language),
            "field": one.kind is not None,
        }
        for one in found
        if safe.one_line(one.text)
    ]


def written(one: Completion, language: Language) -> str:
    """Return what stands for a completion in a query; a name that cannot be quoted is written as its slug."""
    if one.kind is None:
        return safe.one_line(one.text)
    name = _FIELDS.get(language, {}).get(one.kind, one.kind)
    text = safe.one_line(one.text)
    if text != one.text or set(text) & set('"«»„“”'):
        return f"{name}:{one.slug}"
    return f"{name}:{text}" if _BARE.fullmatch(text) else f'{name}:"{text}"'
