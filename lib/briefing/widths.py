"""How wide the columns of a printed table are, and how large a text can be set."""

from collections.abc import Sequence

from lib.charts.measure import text_width, wrap

LEADING = 1.3


def column_widths(rows: Sequence[Sequence[str]], size: float, padding: float, total: float) -> list[float]:
    """Return a width for each column, in the unit of `size` (points, px), at most `total` together.

    Columns get what their longest text needs; where that is too much, the wide ones share what the narrow ones leave.

    >>> column_widths([["и", "и"]], 10, 1, 100), column_widths([["и", "и" * 99, "и" * 50]], 10, 1, 100)
    ([7.5, 7.5], [7.5, 46.25, 46.25])
    """
    needed = [max(text_width(row[column], size) for row in rows) + padding for column in range(len(rows[0]))]
    if sum(needed) <= total:
        return needed
    widths: dict[int, float] = {}
    for column in sorted(range(len(needed)), key=needed.__getitem__):
        share = (total - sum(widths.values())) / (len(needed) - len(widths))
        widths[column] = min(needed[column], share)
    return [widths[column] for column in range(len(needed))]


def fit(text: str, width: float, height: float, sizes: Sequence[float]) -> tuple[float, str]:
    """Return the first of `sizes` at which `text` fits a box, and the text; at the last size it is cut to fit.

    >>> fit("Нет.", 100, 40, (28, 12)), fit("слово " * 9, 100, 20, (28, 10))
    ((28, 'Нет.'), (10, 'слово слово…'))
    """
    size = sizes[-1]
    for size in sizes:
        if len(wrap(text, size, width)) * size * LEADING <= height:
            return size, text
    return size, " ".join(wrap(text, size, width, lines=max(1, int(height / (size * LEADING)))))
