"""Figures in words."""

from typing import Any

import pytest

from lib.charts import describe

EXTREMES = {
    "dot_lanes, listed": "14.11.2025 — 10.02.2026. У всех по 3.",
    "period_bars": "Больше всего: с 01.03.2025 — 12; меньше всего: с 01.02.2025 — 0.",
    "ranked_bars": "Больше всего: остальные 12 — 60; меньше всего: <a",
    "term_lines": "Больше всего: термин 1, с 01.02.2025 — 10,0; меньше всего:",
    "keyness_lollipop": "у Б: слово 5, слово 4, слово 3.",
    "theme_matrix": "14.11.2025 · Вестник: Визы;",
    "dumbbell": "40\u202f% и 30\u202f%.",
}


@pytest.mark.parametrize("name", EXTREMES)
def test_extremes(name: str, frame_for: Any, kind_of: Any, caption: Any) -> None:
    assert EXTREMES[name] in describe(kind_of(name), frame_for(name), caption, "ru")


def test_every_kind_in_both_languages(case: str, frame_for: Any, kind_of: Any, caption: Any) -> None:
    russian = describe(kind_of(case), frame_for(case), caption, "ru")
    english = describe(kind_of(case), frame_for(case), caption, "en")
    assert russian.startswith(caption.title)
    assert "n = 1\u202f234 высказывания" in russian
    assert "n = 1,234 statements" in english
    assert "{" not in russian + english


def test_nothing_is_said(case: str, frame_for: Any, kind_of: Any, caption: Any) -> None:
    assert describe(kind_of(case), frame_for(case).head(0), caption, "ru").endswith("Данных нет.")


def test_unknown_kind(caption: Any, frame_for: Any) -> None:
    with pytest.raises(KeyError):
        describe("pie", frame_for("ranked_bars"), caption, "ru")
