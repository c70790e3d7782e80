"""Briefings of invented words: what an analyst may put together, and what a hostile corpus may slip in."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from lib.briefing.items import Briefing, Cell, Figure, Form, Quotation
from lib.charts.caption import Caption
from lib.i18n import Language

LINK = "https://svodka.example/timeline?v=1&snap=ab12cd34&from=2025-11-01&sp=iva-petrova"

HOSTILE = (
    '=HYPERLINK("http://evil.example","жми")<script>alert(1)</script>\u202e\ufffe\x07<img src=http://evil.example/x>'
)


def make_caption(title: str, **values: object) -> Caption:
    told: dict[str, object] = {
        "filters": "период 01.11.2025 — 10.02.2026 · спикер Ива Петрова · тема Визы · прямая речь",
        "n": 1204,
        "denominator": "31 204 слова того же отбора",
        "sources": "Агентство «Север», Лента дня",
        "period": "01.11.2025 — 10.02.2026",
        "last_ingested": "10.02.2026 18:40",
        "snapshot": "ab12cd34",
        "interval": "95 %, Уилсон",
        "generated_at": "11.02.2026 09:05",
    }
    return Caption(title=title, **{**told, **values})  # type: ignore[arg-type]


def make_figure(
    rows: tuple[tuple[Cell, ...], ...] = (("Ива Петрова", 31), ("Пётр Иванов", 12), ("не установлен", 4)),
    columns: tuple[str, ...] = ("Спикер", "Высказывания"),
    chart: Form = "bar",
    title: str = "Кто говорил о визах?",
    **values: object,
) -> Figure:
    return Figure(title, make_caption(title, **values), columns, rows, chart, LINK)


def make_quotation(**values: object) -> Quotation:
    told: dict[str, object] = {
        "text": "Мы готовы обсуждать визы в любое удобное время.",
        "speaker": "Ива Петрова",
        "role": "представитель ведомства",
        "agency": "Агентство «Север»",
        "date": date(2025, 11, 14),
        "headline": "Петрова рассказала о визах",
        "sentence": "«Мы готовы обсуждать визы в любое удобное время», — сказала Ива Петрова на брифинге.",
        "url": "https://sever.example/news/1",
        "link": "https://svodka.example/read?doc=1&s=3",
    }
    return Quotation(**{**told, **values})  # type: ignore[arg-type]


def make_briefing(
    *items: Figure | Quotation, language: Language = "ru", title: str = "Визы: кто и что говорил"
) -> Briefing:
    return Briefing(title, language, items, datetime(2026, 2, 11, 9, 5), "ab12cd34", "Проверьте по источникам.")


@pytest.fixture(scope="session")
def figure() -> Callable[..., Figure]:
    return make_figure


@pytest.fixture(scope="session")
def quotation() -> Callable[..., Quotation]:
    return make_quotation


@pytest.fixture(scope="session")
def briefing() -> Callable[..., Briefing]:
    return make_briefing


@pytest.fixture(scope="session")
def hostile() -> str:
    """Text that tries to be a formula, a script, a picture; with what reorders text and what breaks XML."""
    return HOSTILE
