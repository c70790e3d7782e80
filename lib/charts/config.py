"""Plotly's configuration in the page: Russian month names, quiet tool bar, a sharp picture to take away."""

from typing import Any

from lib.i18n import Language
from lib.safe import slug

_RUSSIAN = {
    "moduleType": "locale",
    "name": "ru",
    "dictionary": {
        "Download plot as a PNG": "Сохранить как PNG",
        "Download plot as a png": "Сохранить как PNG",
        "Double-click to zoom back out": "Двойной щелчок вернёт масштаб",
        "Autoscale": "Весь диапазон",
        "Reset axes": "Исходный вид",
        "Taking snapshot - this may take a few seconds": "Готовлю снимок",
        "Snapshot succeeded": "Снимок готов",
        "Sorry, there was a problem downloading your snapshot!": "Снимок не получился",
        "Click to enter Plot title": "",
    },
    "format": {
        "days": ["воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"],
        "shortDays": ["вс", "пн", "вт", "ср", "чт", "пт", "сб"],
        "months": [
            "январь", "февраль", "март", "апрель", "май", "июнь",
            "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
        ],
        "shortMonths": ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
        "date": "%d.%m.%Y",
        "decimal": ",",
        "thousands": "\u202f",
    },
}  # fmt: skip


def plotly_config(language: Language, filename: str = "svodka") -> dict[str, Any]:
    """Return the ``config`` of a figure; `filename` names the picture and becomes an ASCII slug."""
    return {
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 3, "filename": slug(filename)},
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "responsive": True,
        "locale": language,
        "locales": {"ru": _RUSSIAN} if language == "ru" else {},
    }
