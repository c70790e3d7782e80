"""The words around an item."""

from collections.abc import Callable

from lib.briefing.items import Figure, Quotation
from lib.briefing.sources import facts, footnote, heading, said_by


def test_a_footnote_names_agency_date_headline_speaker_and_sentence(quotation: Callable[..., Quotation]) -> None:
    assert footnote(quotation(), "ru") == (
        "Агентство «Север» · 14 ноября 2025 · Петрова рассказала о визах · Ива Петрова, представитель ведомства. "
        "Предложение: «Мы готовы обсуждать визы в любое удобное время», — сказала Ива Петрова на брифинге."
    )


def test_who_is_not_known_is_said(quotation: Callable[..., Quotation]) -> None:
    assert said_by(quotation(speaker="", role=""), "en") == "Speaker not established"


def test_facts_leave_out_what_is_empty(figure: Callable[..., Figure]) -> None:
    told = dict(facts(figure(interval="", note="", denominator=""), "en"))
    assert list(told) == ["Title", "Filters", "In all", "Sources", "Period", "Data up to", "Snapshot", "Made", "Link"]
    assert told["In all"] == "1,204 statements"


def test_a_figure_without_a_title_has_a_name(figure: Callable[..., Figure]) -> None:
    assert heading(figure(title="\u200b"), "ru") == "Без названия"
