"""What a briefing is made of: figures and quotations, in the analyst's order."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from lib.charts.caption import Caption
from lib.i18n import Language

Cell = str | float | int | date | None
Form = Literal["bar", "column", "line", "none"]


@dataclass(frozen=True)
class Figure:
    """A figure as numbers: what is on the screen, and what it says about itself.

    Attributes:
        title: a question or a neutral statement.
        columns: headings, in the interface's language.
        rows: a cell for each column; None is missing, and drawn as a gap.
        chart: native form in an office file; the first column holds the categories, `series` the values.
        link: full address of the view.
        series: headings of the columns that are drawn; empty for every column of numbers.
    """

    title: str
    caption: Caption
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: Form
    link: str
    series: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quotation:
    """What somebody said, and where it stands.

    Attributes:
        text: the statement.
        speaker, role: who said it; empty where not established.
        agency, date, headline, url: the document.
        sentence: the exact sentence of the document that holds the statement.
        link: full address of the sentence in the dashboard.
    """

    text: str
    speaker: str
    role: str
    agency: str
    date: date | None
    headline: str
    sentence: str
    url: str
    link: str


@dataclass(frozen=True)
class Briefing:
    """A titled basket, made at a moment from a snapshot; `note` is a line for its first page."""

    title: str
    language: Language
    items: tuple[Figure | Quotation, ...]
    generated_at: datetime
    snapshot: str
    note: str
