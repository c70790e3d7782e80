"""The words around an item, the same in every file: where a quotation stands, what a figure says about itself."""

from lib.briefing.items import Figure, Quotation
from lib.i18n import Language, count, day, t
from lib.safe import one_line

_FACTS = ("filters", "n", "denominator", "sources", "period", "last_ingested", "snapshot", "interval", "generated_at",
          "note")  # fmt: skip


def heading(figure: Figure, language: Language) -> str:
    """Return the title of a figure, never empty."""
    return one_line(figure.title) or t("briefing.untitled", language)


def speaker(quotation: Quotation, language: Language) -> str:
    """Return who said it, or that it is not established."""
    return one_line(quotation.speaker) or t("briefing.no_speaker", language)


def said_by(quotation: Quotation, language: Language) -> str:
    """Return who said it, with the role."""
    return ", ".join(part for part in (speaker(quotation, language), one_line(quotation.role)) if part)


def citation(quotation: Quotation, language: Language) -> str:
    """Return agency, date and headline.

    >>> from datetime import date
    >>> citation(Quotation("", "", "", "ТАСС", date(2026, 2, 10), "О визах", "", "", ""), "ru")
    'ТАСС · 10 февраля 2026 · О визах'
    """
    dated = day(quotation.date, language) if quotation.date else t("briefing.no_date", language)
    return " · ".join(part for part in (one_line(quotation.agency), dated, one_line(quotation.headline)) if part)


def footnote(quotation: Quotation, language: Language) -> str:
    """Return the whole source in one line: agency, date, headline, speaker, exact sentence."""
    sentence = t("briefing.exact", language, sentence=one_line(quotation.sentence or quotation.text))
    return f"{citation(quotation, language)} · {said_by(quotation, language)}. {sentence}"


def facts(figure: Figure, language: Language) -> list[tuple[str, str]]:
    """Return what a figure says about itself as pairs of label and value, empty ones left out; the link is last."""
    caption = figure.caption
    values = {name: str(getattr(caption, name)) for name in _FACTS} | {"n": count(caption.unit, caption.n, language)}
    rows = [("title", heading(figure, language)), *values.items(), ("link", figure.link)]
    return [(t(f"briefing.about.{name}", language), one_line(value)) for name, value in rows if value]


def small_print(figure: Figure, language: Language) -> list[str]:
    """Return the lines under a figure: how many of what; whence and when; which data."""
    return [one_line(line) for line in figure.caption.footer(language)]
