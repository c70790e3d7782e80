"""Lines of a concordance by what stands beside the word."""

import pandas as pd
import pytest

from lib.analysis.concordance import Sorting, arranged

LINES = pd.DataFrame(
    {
        "left": ["ввести новые ", "снять все ", '"Новые '],
        "right": [" против банков", ", заявил посол", " Ёмкие слова"],
    }
)


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        ("date", [0, 1, 2]),
        ("left", [1, 2, 0]),  # все, Новые, новые ввести: nearest word first, signs and case aside
        ("right", [1, 0, 2]),  # заявил, против, ёмкие: ё stands after я
    ],
)
def test_order(sorting: Sorting, order: list[int]) -> None:
    assert arranged(LINES, sorting).equals(LINES.iloc[order].reset_index(drop=True))
