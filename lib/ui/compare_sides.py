"""The two sides of a comparison: what each selects, its name and its mark, and the caption of a figure of both."""

from dataclasses import dataclass, replace
from typing import Literal

from lib import safe
from lib.charts.caption import Caption
from lib.charts.palette import GLYPHS, slot_color
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import period, t
from lib.safe import Html, element
from lib.ui import figure, names, query_notes, state, timelines
from lib.ui.look import look

Name = Literal["a", "b"]
NAMES: tuple[Name, Name] = ("a", "b")
FIELDS = (("source", "sources"), ("speaker", "speakers"), ("theme", "themes"))


@dataclass(frozen=True)
class Side:
    """One side.

    Attributes:
        selection: all that it selects, the bar's filters included.
        label: what sets it off from the bar, short.
    """

    name: Name
    selection: Selection
    label: str

    @property
    def by_statement(self) -> bool:
        """Whether its words are those of statements, as a filter asks for statements."""
        chosen = self.selection
        return bool(chosen.speakers or chosen.not_speakers) or chosen.kind != "all"


def sides(source: Snapshot) -> tuple[Side, Side]:
    """Return both sides of the view."""
    view = state.view()
    base = view.resolved(source.info.last)
    a, b = (Side(name, view.side(name, base), label(source, name)) for name in NAMES)
    return a, b


def is_set() -> bool:
    """Tell whether the view names at least one side."""
    return state.view().a != Selection() or state.view().b != Selection()


def label(source: Snapshot, name: Name) -> str:
    """Return what a side sets of its own, "everything in view" where it sets nothing."""
    language, own = state.language(), getattr(state.view(), name)
    parts = [joined(source, what, getattr(own, field)) for what, field in FIELDS if getattr(own, field)]
    excluded = [joined(source, what, getattr(own, f"not_{field}")) for what, field in FIELDS]
    parts += [t("filter.except", language, names=names_) for names_ in excluded if names_]
    if own.start or own.end:
        parts.append(period(own.start or source.info.first, own.end or source.info.last, language))
    if own.query:
        parts.append(f"«{own.query}»" if language == "ru" else f"“{own.query}”")
        parts += query_notes.in_words(source, state.view().side(name, state.view().selection))
    if own.kind != "all":
        parts.append(t(f"kind.{own.kind}", language))
    return safe.one_line(", ".join(parts), 60) or t("compare.everything", language)


def joined(source: Snapshot, what: str, slugs: tuple[str, ...]) -> str:
    """Return the names of slugs of one kind in one line."""
    known = names.names_of(what, source, state.language())
    return " + ".join(known.get(slug, slug) for slug in slugs)


def glyph(name: Name) -> Html:
    """Return the mark of a side in its colour, as figures draw it."""
    return element("span", GLYPHS[NAMES.index(name)], style=f"color:{colour(name)}")


def colour(name: Name) -> str:
    """Return the colour of a side."""
    return slot_color(NAMES.index(name), look().palette)


def letter(name: Name) -> str:
    """Return the letter of a side in the interface's language."""
    return t(f"compare.{name}", state.language())


def caption(
    title: str, source: Snapshot, both: tuple[Side, Side], n: int, unit: str, *, denominator: str, interval: str = ""
) -> Caption:
    """Return the caption of a figure of both sides: filters, sources and period say what each side is."""
    language = state.language()
    plain = figure.caption(title, source, n, unit, denominator=denominator, interval=interval)
    own = " · ".join(f"{letter(side.name)}: {side.label}" for side in both)
    chosen = [slug for side in both for slug in side.selection.sources]
    known = names.names_of("source", source, language)
    listed = ", ".join(dict.fromkeys(known.get(slug, slug) for slug in chosen))
    each = all(side.selection.sources for side in both)
    days = [day for side in both if (day := timelines.window(source, side.selection))]
    span = period(min(first for first, _ in days), max(last for _, last in days), language) if days else ""
    return replace(
        plain,
        filters=f"{plain.filters} · {own}",
        sources=listed if each else plain.sources,
        period=span or plain.period,
    )
