"""Traps in a text, each with a text that has it and one that looks as if it had."""

import pytest

from lib.text.traps import NAMES, find_traps
from tests.timing import seconds

LONG = (
    "министр сообщил что дорога открыта и мост построен на этой неделе а школа откроется осенью "
    "как и было обещано всем жителям города"
)

CASES = {
    "mixed_script": ("Ещ\u00eb раз", "Ещё раз, VIP-зал, Covid и COVID-19"),
    "wide_spaces": ("в\u00a0городе", "в городе"),
    "emoji": ("Погода 🌤 сегодня", "Погода — сегодня, 5 °C"),
    "markup": ("**Важно:** дорога", "5 * 3 * 2 = 30 и [так] бывает"),
    "furniture": ("Текст. ЧИТАЙТЕ ТАКЖЕ: другой", "Он читает также по-английски"),
    "lower_case": (LONG, LONG.capitalize()),
    "other_language": (
        "The minister said that the road was open and the bridge was built this week",
        "Компания Roads and Bridges сообщила, что дорога открыта и мост построен на этой неделе",
    ),
    "no_body": (" \n", "Да"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_trap_is_found_where_it_is_and_nowhere_else(name: str) -> None:
    has, has_not = CASES[name]
    assert name in [trap.name for trap in find_traps(has)]
    assert name not in [trap.name for trap in find_traps(has_not)]


def test_places_are_counted_and_the_first_is_told() -> None:
    text = "Министр cказал, что ещe рано: идeт дождь"
    (trap,) = find_traps(text)
    assert (trap.n, trap.span.of(text)) == (3, "cказал")


def test_ukrainian_is_not_russian() -> None:
    assert [
        trap.name for trap in find_traps("Міністр заявив, що нова дорога вже відкрита для всіх мешканців міста")
    ] == ["other_language"]


@pytest.mark.parametrize("unit", ["а", "аa", "**а", "[", "[а](", "&", "__", "Читайте "])
def test_the_time_grows_as_the_text_does(unit: str) -> None:
    short, long = (seconds(lambda text=unit * n: find_traps(text)) for n in (40_000, 80_000))
    assert long < 3 * max(short, 0.02)
