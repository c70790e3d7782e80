"""Lines of a concordance in the order that shows what stands before or after a word."""

from typing import Literal

import pandas as pd

Sorting = Literal["date", "left", "right"]


def arranged(lines: pd.DataFrame, sorting: Sorting) -> pd.DataFrame:
    """Return the lines [left, right, …] by the words after the hit, or by those before it, nearest word first.

    >>> lines = pd.DataFrame({"left": ["о новых ", "про "], "right": [" санкциях", " Арктику"]})
    >>> arranged(lines, "right")["right"].tolist(), arranged(lines, "left")["left"].tolist()
    ([' Арктику', ' санкциях'], ['о новых ', 'про '])
    """
    if sorting == "date":
        return lines
    words = [[word.strip('«»"“”„.,:;!?()—-').casefold() for word in text.split()] for text in lines[sorting]]
    keys = [row[::-1] if sorting == "left" else row for row in words]
    order = sorted(range(len(keys)), key=lambda line: keys[line])
    return lines.iloc[order].reset_index(drop=True)
