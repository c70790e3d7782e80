"""Frames of every kind of figure, small and readable, with texts that a hostile corpus could hold."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from lib import charts
from lib.charts import Caption, Look

LINK = '<a href="http://evil.example">Анна & Co</a>'
MONTHS = [date(2025, month, 1) for month in range(1, 10)]
NAN = float("nan")


def statements(n: int) -> pd.DataFrame:
    """`n` statements of two speakers on two days that are 88 days apart."""
    days = [date(2025, 11, 14), date(2026, 2, 10)]
    rows = [(days[i % 2], i, f"s{i % 2}", ("Вера Тихая", LINK)[i % 2], f"слова {LINK}", i % 2) for i in range(n)]
    return pd.DataFrame(rows, columns=["date", "stmt", "lane", "lane_label", "label", "slot"])


def periods() -> pd.DataFrame:
    """Nine months: the fourth without coverage, the second with zero, the last still running."""
    return pd.DataFrame(
        {
            "period": MONTHS,
            "count": [5, 0, 12, 0, 7, 3, 9, 4, 2],
            "complete": [True] * 8 + [False],
            "covered": [True] * 3 + [False] + [True] * 5,
            "denominator": [50, 40, 60, 0, 55, 45, 70, 61, 20],
        }
    )


def lanes(n: int = 3) -> pd.DataFrame:
    labels = [LINK, "Вера Тихая", "Посольство"]
    frames = [periods().assign(lane=f"l{i}", lane_label=labels[i % 3]) for i in range(n)]
    return pd.concat(frames, ignore_index=True)


def terms(n: int = 2) -> pd.DataFrame:
    """Rates of `n` terms over the nine months; the second month has too few words."""
    rate = [4.0, 9.0, 5.0, 0.0, 6.0, 7.0, 6.5, 5.5, 3.0]
    words = [9000, 900, 9000, 0, 9000, 9000, 9000, 9000, 4000]
    frames = [
        periods().assign(
            term=f"lemma:{i}",
            term_label=LINK if i == 0 else f"термин {i}",
            slot=i,
            rate=[value + i for value in rate],
            low=[value * 0.5 for value in rate],
            high=[value * 1.5 + i for value in rate],
            words=words,
            base=words,
        )
        for i in range(n)
    ]
    return pd.concat(frames, ignore_index=True).drop(columns=["count", "denominator"])


def smoothed_terms() -> pd.DataFrame:
    return terms().assign(smooth=lambda rows: rows["rate"].where(rows["covered"]).rolling(3, center=True).mean())


def ranked() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "key": ["s0", "s1", "others", "-"],
            "label": ["Вера Тихая", LINK, "остальные 12", "не установлен"],
            "value": [40, 13, 60, 20],
            "low": [33.0, 8.0, NAN, NAN],
            "high": [48.0, 20.0, NAN, NAN],
            "role": ["row", "row", "others", "unknown"],
        }
    )


def keyness(n: int = 6) -> pd.DataFrame:
    z = [5.5 - 11 * i / (n - 1) for i in range(n)]
    return pd.DataFrame(
        {
            "term": [LINK] + [f"слово {i}" for i in range(1, n)],
            "z": z,
            "n_a": range(10, 10 + n),
            "n_b": range(5, 5 + n),
            "dispersion": [0.25] * n,
        }
    )


def matrix() -> pd.DataFrame:
    rows = [
        (1, "14.11.2025 · Вестник", "visas", "Визы", "виза, посольство", 0.4),
        (1, "14.11.2025 · Вестник", "arctic", LINK, "", 0.0),
        (2, LINK, "visas", "Визы", LINK, 0.2),
        (2, LINK, "arctic", LINK, "лёд", 0.3),
    ]
    return pd.DataFrame(rows, columns=["doc", "doc_label", "theme", "theme_label", "words", "score"])


def shares() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "key": ["visas", "arctic"], "label": [LINK, "Арктика"], "a": [0.4, 0.1], "b": [0.3, NAN],
            "a_low": [0.3, 0.05], "a_high": [0.5, 0.2], "b_low": [0.2, NAN], "b_high": [0.4, NAN],
        }
    )  # fmt: skip


def bins() -> pd.DataFrame:
    """Evidence around a threshold of 4, the last bin without an end."""
    starts = [1.0, 2.0, 3.0, 4.0, 5.0]
    return pd.DataFrame({"start": starts, "end": [*starts[1:], float("inf")], "documents": [90, 40, 12, 30, 7]})


def days() -> pd.DataFrame:
    """A day before, a day after, and a year, spoken of in documents of two days."""
    rows = [
        (date(2025, 11, 14), date(2025, 11, 11), date(2025, 11, 11), 2, "a"),
        (date(2025, 11, 14), date(2025, 11, 20), date(2025, 11, 20), 1, "b"),
        (date(2026, 2, 10), date(2025, 1, 1), date(2025, 12, 31), 1, "c"),
    ]
    return pd.DataFrame(rows, columns=["date", "first", "last", "count", "key"])


def months() -> pd.DataFrame:
    """The nine months against April and March."""
    about = [periods().assign(lane=day, lane_label=LINK) for day in (date(2025, 4, 1), date(2025, 3, 1))]
    rows = pd.concat(about, ignore_index=True)
    return rows.assign(key=[f"{lane} {period}" for lane, period in zip(rows["lane"], rows["period"], strict=True)])


SIDES = (LINK, "Б")
# name of a case -> the function that draws it, its frame, its other arguments
CASES: dict[str, tuple[str, Callable[[], pd.DataFrame], dict[str, Any]]] = {
    "dot_lanes, listed": ("dot_lanes", lambda: statements(6), {}),
    "dot_lanes, lanes": ("dot_lanes", lambda: statements(40), {}),
    "period_bars": ("period_bars", periods, {"grain": "month", "strip": "document"}),
    "lane_heatmap": ("lane_heatmap", lanes, {"grain": "month"}),
    "day_dots": ("day_dots", days, {}),
    "day_heatmap": ("day_heatmap", months, {"grain": "month"}),
    "ranked_bars": ("ranked_bars", ranked, {}),
    "term_lines": ("term_lines", terms, {"grain": "month", "strip": "word"}),
    "term_lines, smoothed": ("term_lines", smoothed_terms, {"grain": "month"}),
    "term_bars": ("term_bars", terms, {"grain": "month", "strip": "word"}),
    "keyness_lollipop": ("keyness_lollipop", keyness, {"sides": SIDES}),
    "keyness_scatter": ("keyness_scatter", lambda: keyness(200), {"sides": SIDES}),
    "theme_matrix": ("theme_matrix", matrix, {}),
    "dumbbell": ("dumbbell", shares, {"sides": SIDES}),
    "evidence_bars": ("evidence_bars", bins, {"threshold": 4.0}),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def frame_of() -> dict[str, Callable[..., pd.DataFrame]]:
    """The frames by name, for tests of one kind."""
    return {
        "statements": statements, "periods": periods, "lanes": lanes, "terms": terms, "ranked": ranked,
        "keyness": keyness, "matrix": matrix, "shares": shares, "bins": bins, "days": days, "months": months,
    }  # fmt: skip


@pytest.fixture
def caption() -> Caption:
    return Caption(
        title=f"Когда об этом говорили? {LINK}",
        filters=f"01.01.2025 — 30.09.2025 · спикер: {LINK} · тема: визы и поездки · прямая и косвенная речь",
        n=1234,
        unit="statement",
        denominator="31204 слова того же отбора",
        sources=f"Вестник, {LINK}",
        period="01.01.2025 — 29.09.2025",
        last_ingested="30.09.2025",
        snapshot="3f9a2c71.4",
        interval="95 %, Уилсон",
        generated_at="24.11.2026 11:05",
        note="Неполный последний период заштрихован",
    )


@pytest.fixture
def draw(caption: Caption) -> Callable[..., go.Figure]:
    """Draw a case in one look; with `frame`, that frame instead of the case's own."""

    def drawn(case: str, look: Look, frame: pd.DataFrame | None = None) -> go.Figure:
        kind, make, arguments = CASES[case]
        return getattr(charts, kind)(make() if frame is None else frame, caption, look, **arguments)

    return drawn


@pytest.fixture
def frame_for() -> Callable[[str], pd.DataFrame]:
    return lambda case: CASES[case][1]()


@pytest.fixture
def kind_of() -> Callable[[str], str]:
    return lambda case: CASES[case][0]
