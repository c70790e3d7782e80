"""Measured quality: one file, read by the page and the documentation."""

from pathlib import Path

import pytest

from lib.i18n import LANGUAGES, Language, words
from lib.measured import Measured, measured

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("figure", measured(), ids=lambda figure: figure.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_worded_and_possible(figure: Measured, language: Language) -> None:
    assert f"corpus.measured.{figure.name}" in words(language)
    assert f"count.{figure.of}.other" in words(language)
    assert 0 <= figure.value <= 100
    assert figure.n > 0
    if figure.low is not None and figure.high is not None:
        assert 0 <= figure.low <= figure.value <= figure.high <= 100
    module = figure.command.removeprefix("python -m ").split()[0]
    assert (ROOT / (module.replace(".", "/") + ".py")).is_file()


def test_figures_are_there() -> None:
    assert {"themes_macro_f1", "lemmas", "names_nominative"} <= {figure.name for figure in measured()}
