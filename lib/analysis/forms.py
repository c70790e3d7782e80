"""Which form a chart takes, and what may be claimed, by the amount of data: a pure function of counts."""

from typing import Literal

Question = Literal["when", "how_often", "who", "about_what", "how_differ"]
Form = Literal[
    "labelled_dots",  # dot lanes, one mark a statement, each labelled
    "dots",  # dot lanes beside weekly bars
    "bars",  # aggregated bars by period, or bars with whiskers by name
    "speaker_heatmap",  # speaker × period
    "cards",  # counts with their sentences
    "line",  # with its interval as a ribbon
    "list",  # names with their sentences
    "top_bars",  # the first 25 and the others
    "matrix",  # document × theme with the matching words
    "heatmap",  # theme × period
    "columns",  # two columns of counts, and: the difference cannot be told from chance
    "lollipop",  # log-odds
    "scatter",  # lollipop and scatter
]

FEW_MARKS = 29
"""Up to so many marks each is labelled."""
MANY_MARKS = 300
"""Above so many marks they are aggregated."""
MOST_BINS = 500
FEWEST_LINE_BINS = 8
FEWEST_RATE_WORDS = 2_000
"""On fewer words of a period its rate is hatched, and says nothing of a trend."""
FEWEST_PERCENT = 20
FEWEST_RANKED = 10
"""Below so many documents an order by number would say something of single texts alone."""
TOP = 25


def chart_form(question: Question, marks: int, *, bins: int = 0, words: int = 0) -> Form:
    """Return the form of a chart.

    Args:
        question: what it answers.
        marks: what would be drawn one by one: statements for ``when``, ``how_often`` and ``about_what``, names
            for ``who``, statements behind the smaller side for ``how_differ``.
        bins: non-empty periods, for ``when`` and ``how_often``.
        words: words of the smaller side, for ``how_differ``.

    >>> chart_form("when", 8), chart_form("when", 120), chart_form("when", 4000, bins=300)
    ('labelled_dots', 'dots', 'bars')
    """
    if question == "when":
        return _when(marks, bins)
    if question == "how_differ":
        return _how_differ(marks, words)
    few = marks <= FEW_MARKS
    if question == "how_often":
        return "cards" if few else "line" if marks > MANY_MARKS and is_line(bins) else "bars"
    if question == "who":
        return "list" if few else "top_bars" if marks > MANY_MARKS else "bars"
    return "matrix" if few else "heatmap" if marks > MANY_MARKS else "bars"


def is_line(bins: int) -> bool:
    """Tell whether so many non-empty bins may be joined by a line."""
    return bins >= FEWEST_LINE_BINS


def is_percentage_sound(n: int) -> bool:
    """Tell whether a share of n is shown as a percentage; below it is said as "3 из 13"."""
    return n >= FEWEST_PERCENT


def is_ranking_sound(documents: int) -> bool:
    """Tell whether what so many documents have may be ranked; below it is listed by name, with the numbers."""
    return documents >= FEWEST_RANKED


def _when(marks: int, bins: int) -> Form:
    if marks <= FEW_MARKS:
        return "labelled_dots"
    if marks <= MANY_MARKS:
        return "dots"
    return "bars" if bins <= MOST_BINS else "speaker_heatmap"


def _how_differ(marks: int, words: int) -> Form:
    if marks <= FEW_MARKS or words < 5_000:
        return "columns"
    return "scatter" if marks > MANY_MARKS else "lollipop"
