"""What the series say, in words: how much there is, whether it rises, when it burst; or why that cannot be said."""

from datetime import date

from lib import data
from lib.analysis import bursts as kleinberg
from lib.analysis import trends
from lib.analysis.bursts import Burst
from lib.analysis.term_course import Course, is_clear, sole_source
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, date_label, number, t
from lib.safe import Html, element
from lib.ui import output, state
from lib.ui.names import names_of
from lib.ui.term_figure import NOUNS, Counted

_BURSTS = 3


def show(source: Snapshot, selection: Selection, found: Counted) -> None:
    """Show a row a term: its total, where it was found, trend and bursts."""
    language = state.language()
    if found.few or found.rows.empty:
        output.note(t("terms.no_claims", language, bins=trends.FEWEST_BINS, bursts=kleinberg.FEWEST_BINS))
        return
    rows = [_row(source, selection, found, position) for position in range(len(found.terms))]
    heads = [element("th", t(f"terms.claim_{name}", language)) for name in ("term", "total", "trend", "bursts")]
    output.heading(t("terms.claims", language), 2, note=t("terms.claims_note", language))
    table = element("table", element("tr", *heads), *rows, class_="plain claims")
    output.html(element("div", table, class_="scroll"))


def _row(source: Snapshot, selection: Selection, found: Counted, position: int) -> Html:
    language = state.language()
    course = found.courses[position]
    documents = t(
        "terms.in_documents",
        language,
        found=number(course.found_in, language),
        all=number(course.documents, language),
    )
    spoken = found.terms[position].kind == "speaker" and found.unit == "tok"
    counted = count("word" if spoken else NOUNS[found.unit], course.n, language)
    parts = [f"{counted}, {documents}", _trend(found, course)]
    label = element("b", found.labels[position])
    only = _sole_source(source, selection, found, position)
    bursts = " ".join(part for part in (_bursts(found, course), only) if part)
    return element("tr", element("td", label), *[element("td", part) for part in [*parts, bursts]])


def _sole_source(source: Snapshot, selection: Selection, found: Counted, position: int) -> str:
    """Warn where nearly all documents of the bursts come from one source: it may be the source that burst."""
    term, shown = found.terms[position], (found.courses[position].bursts or [])[:_BURSTS]
    if not shown or term.kind in ("theme", "speaker"):
        return ""
    spans = [_ends(found, burst) for burst in shown]
    hits, every = (
        data.ask(Snapshot.timeline, source, part, found.grain, "doc", "source")
        for part in (data.ask(Snapshot.narrowed, source, selection, term), selection)
    )
    slug = sole_source(hits, every, spans)
    if slug is None:
        return ""
    name = names_of("source", source, state.language()).get(slug, slug)
    return t("terms.bursts_sole", state.language(), source=name)


def _trend(found: Counted, course: Course) -> str:
    language, trend = state.language(), course.trend
    if trend is None:
        return t("terms.trend_few", language, n=course.values, least=trends.FEWEST_BINS)
    if not is_clear(trend):
        return t("terms.trend_none", language, p=_p(trend.p))
    return t(
        "terms.trend_up" if trend.slope > 0 else "terms.trend_down",
        language,
        slope=_slope(trend.slope),
        low=_slope(trend.low),
        high=_slope(trend.high),
        unit=t(f"terms.slope_{found.norm}", language),
        grain=t(f"terms.a_{found.grain}", language),
        p=_p(trend.p),
    )


def _slope(value: float) -> str:
    digits = 0 if abs(value) >= 10 else 1 if abs(value) >= 1 else 3
    text = number(abs(value), state.language(), digits)
    return ("−" if value < 0 and text.strip("0,.") else "") + text


def _p(p: float) -> str:
    language = state.language()
    return f"< {number(0.001, language, 3)}" if p < 0.001 else f"= {number(p, language, 3 if p < 0.1 else 2)}"


def _bursts(found: Counted, course: Course) -> str:
    language = state.language()
    if course.bursts is None:
        return t("terms.bursts_few", language, n=course.periods, least=kleinberg.FEWEST_BINS)
    if not course.bursts:
        return t("terms.bursts_none", language)
    rest = len(course.bursts) - _BURSTS
    named = "; ".join(_burst(found, burst) for burst in sorted(course.bursts[:_BURSTS], key=lambda each: each.first))
    return named + (f"; {t('filter.more', language, n=rest)}" if rest > 0 else "")


def _burst(found: Counted, burst: Burst) -> str:
    language = state.language()
    first, last = (date_label(day, language, found.grain) for day in _ends(found, burst))
    return first if first == last else f"{first} — {last}" if language == "ru" else f"{first} – {last}"


def _ends(found: Counted, burst: Burst) -> tuple[date, date]:
    """Return the first days of the first and the last period of a burst."""
    rows = found.rows[found.rows["term"] == found.rows["term"].min()]
    return rows["period"].iloc[burst.first], rows["period"].iloc[burst.last]
