"""Words of noun phrases: which may be a head or an attribute, and which cases a preposition governs."""

import re
from collections.abc import Mapping, Sequence

from lib.text.items import Item
from lib.text.person_names import Mention
from lib.text.traits import ABLT, ACCS, DATV, GENT, LOCT, NOMN, PLUR, case_mask, traits

PREPOSITION_CASES = {
    preposition: cases
    for prepositions, cases in (
        ("в во на о об", ACCS | LOCT),
        ("с со", GENT | ABLT | ACCS),
        ("по", DATV | ACCS | LOCT),
        ("обо при", LOCT),
        ("к ко согласно благодаря вопреки", DATV),
        ("за под", ACCS | ABLT),
        ("из изо от до для без у после против около вместо кроме среди накануне относительно вокруг ради", GENT),
        ("из-за из-под", GENT),
        ("над перед", ABLT),
        ("между", ABLT | GENT),
        ("через про", ACCS),
    )
    for preposition in prepositions.split()
}
"""The cases that a preposition may govern."""

ATTRIBUTE_PREPOSITIONS = frozenset(("по", "при", "в", "из", "от", "за", "с", "со", "на", "над"))
"""Prepositions of what belongs to a role: "по делам …", "при ООН"."""

NOT_PHRASES = frozenset(
    "что кто это то все который которая которое которые которого которой которому которых которым которыми которую "
    "котором чей чья чье чьи какой какая какое какие каков весь себя себе собой".split()
)
"""Words that are no head of a phrase: relative and reflexive pronouns."""

PERSONAL = frozenset("он она они оно его ее их ему ей им ими ней него них нем ним ними".split())
"""Forms of the personal pronouns."""

COUNTS = frozenset("несколько двое трое четверо пятеро два две три четыре пять шесть семь восемь девять десять".split())
"""Words that count as a number does: "несколько министров заявили"."""

WEEKDAYS = frozenset("понедельник вторник среда четверг пятница суббота воскресенье".split())
"""Days of the week, by lemma: nothing belongs to them."""

TIMES = WEEKDAYS | frozenset(
    "день неделя месяц год утро вечер ночь час интервью эфир ход рамка ходе рамках беседа брифинг".split()
)
"""Days, times and occasions, by lemma: where somebody spoke, and no place of work."""

GOVERNING = frozenset("управлять заведовать управляющий заведующий командующий командовать".split())
"""Participles that became nouns for persons, by lemma; a noun in the instrumental follows: "управляющий делами"."""

MISSIONS = frozenset("посольство консульство представительство постпредство дипмиссия миссия".split())
"""Organisations that a country has in another one, by lemma."""

_FOREIGN_IN_A = re.compile(r"(?<!ов)(?<!ев)(?<!ин)(?<!ск)[ая]$")


def head_mask(item: Item) -> int:
    """Return the cases that an item may have as the head of a phrase."""
    if item.traits is None or item.traits.folded in NOT_PHRASES:
        return 0
    return item.traits.noun


def may_begin(item: Item) -> bool:
    """Tell whether an item that is no name may be the first of a phrase: an adjective, a noun or a number."""
    word = item.traits
    if word is None:
        return item.text.isdigit()
    return bool(word.noun or word.adjective) or word.folded in COUNTS


def stands_alone(item: Item) -> bool:
    """Tell whether an adjective may be a noun: "бастующие", "последняя"; pronouns of that form are none."""
    word = item.traits
    if word is not None and word.lemma in GOVERNING:
        return True
    if word is not None and word.pos == "PRTF" and not word.adjective & case_mask("nomn", PLUR):
        return False
    return (
        word is not None
        and word.folded not in NOT_PHRASES
        and word.folded not in PERSONAL
        and bool(word.adjective & NOMN)
    )


def is_initial(item: Item, names: Mapping[int, Mention]) -> bool:
    """Tell whether a letter begins a name: "В. Иванов" is no "в"."""
    return len(item.text) == 1 and item.start in names


def may_be_attribute(item: Item) -> bool:
    """Tell whether an item may stand inside the attribute of a role: a noun, an adjective, what joins them, a name."""
    word = item.traits
    if word is None:
        return item.quotation is not None and item.quotation.end - item.quotation.start < 60
    return bool(word.noun | word.adjective) or word.folded in PREPOSITION_CASES or word.folded in ("и", "или")


def about_mission(items: Sequence[Item]) -> bool:
    """Tell whether one of the items is an embassy or the like: "пресс-служба посольства США / в России"."""
    return any(item.traits is not None and item.traits.lemma in MISSIONS for item in items)


def foreign_in_a(name: Mention) -> bool:
    """Tell whether a surname in -а may be a man's: "Хорхе Арреаса", not "Мария Иванова"."""
    surname = traits(name.words[-1])
    return traits(name.words[0]).first_name and not surname.known and bool(_FOREIGN_IN_A.search(surname.folded))


def is_time(item: Item) -> bool:
    """Tell whether an item names a day, a time or an occasion rather than a place of work."""
    return item.traits is not None and item.traits.lemma in TIMES


def is_told(items: Sequence[Item], first: int) -> bool:
    """Tell whether "говорится в" stands right before a phrase, so that no subject follows it: "в письме Белова"."""
    before = items[first - 2].folded if first > 1 else ""
    return before.endswith(("тся", "лось")) and items[first - 1].folded in PREPOSITION_CASES
