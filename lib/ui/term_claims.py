"""What the series say, in words: how much there is, whether it rises, when it burst; or why that cannot be said."""

from lib.analysis import bursts as kleinberg
from lib.analysis import trends
from lib.analysis.bursts import Burst
from lib.analysis.term_course import Course, is_clear
from lib.i18n import count, date_label, number, t
from lib.safe import Html, element
from lib.ui import output, state
from lib.ui.term_figure import NOUNS, Counted

_BURSTS = 3


def show(found: Counted) -> None:
    """Show a row a term: its total, where it was found, trend and bursts."""
    language = state.language()
    if found.few or found.rows.empty:
        output.note(t("terms.no_claims", language, bins=trends.FEWEST_BINS, bursts=kleinberg.FEWEST_BINS))
        return
    rows = [_row(found, position) for position in range(len(found.terms))]
    heads = [element("th", t(f"terms.claim_{name}", language)) for name in ("term", "total", "trend", "bursts")]
    output.heading(t("terms.claims", language), 2, note=t("terms.claims_note", language))
    table = element("table", element("tr", *heads), *rows, class_="plain")
    output.html(element("div", table, class_="scroll"))


def _row(found: Counted, position: int) -> Html:
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
    return element("tr", element("td", label), *[element("td", part) for part in [*parts, _bursts(found, course)]])


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
    rows = found.rows[found.rows["term"] == found.rows["term"].min()]
    ends = [rows["period"].iloc[bin_] for bin_ in (burst.first, burst.last)]
    first, last = (date_label(day, language, found.grain) for day in ends)
    return first if first == last else f"{first} — {last}" if language == "ru" else f"{first} – {last}"
