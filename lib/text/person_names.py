"""Personal names in a text: where they stand, and which capitalised words are none."""

import re
from functools import cached_property, lru_cache
from typing import NamedTuple

from lib.text.names import is_patronymic
from lib.text.roles import MEDIA_NAMES, is_organisation
from lib.text.traits import FEMN, TYPES_REMEMBERED, forms_of, name_mask, traits

_PARTICLE = r"(?:аль|эль|ар|ад|аш|бен|бин|ибн|ван|фон|де|ди|да|ле|ла|дер|дель|дос|дю|уль|ур|ас|аз|оглы|кызы|заде)"
_TITLE_WORD = rf"(?:{_PARTICLE}-|О['’]|д['’])?[А-ЯЁ][а-яё́]+(?:-[А-ЯЁа-яё][а-яё]+){{0,2}}"
_INITIALS = r"(?:(?:Дж|[А-ЯЁ])\.[ \xa0]?(?:-?(?:Дж|[А-ЯЁ])\.[ \xa0]?)?)"
_RUN = re.compile(
    rf"(?<![\w.-])(?:{_INITIALS}{_TITLE_WORD}|{_TITLE_WORD}(?:[ \xa0]{_INITIALS}(?={_TITLE_WORD}){_TITLE_WORD}"
    rf"|[ \xa0](?:{_PARTICLE}[ \xa0])?{_TITLE_WORD}){{0,5}})(?![\w])"
)
_WORD = re.compile(rf"(?:Дж|[А-ЯЁ])\.|{_TITLE_WORD}|{_PARTICLE}(?=[ \xa0])")
_SEVERAL_WORDS = re.compile(r"[. \xa0]")
INITIAL = re.compile(r"(?:Дж|[А-ЯЁ])\.$")
_SENTENCE_START = re.compile(
    r"(?:^|[.!?…:\n»\"“”\u203c\u2600-\u27bf\ufe0f\U0001f000-\U0001faff][ \xa0\n]*[-—–]?[ \xa0]*[«\"„“(]?)$"
)
_ENDING = re.compile(
    r"(?<=..)(?:ого|его|ому|ему|ыми|ими|ой|ей|ою|ею|ым|им|ом|ем|ых|их|ый|ий|ая|яя|ую|юю|ы|и|а|я|у|ю|е|о|э|й|ь)$"
)
_ADJECTIVE = re.compile(r"(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую)$")
_NAMES_PLACE = re.compile(
    r"[ \xa0](?:район|област|кра[йяюе]|округ|улиц|уезд|губерни|сельсовет|городско|районн|областно|проспект|шоссе|площад"
    r"|епархи|межрайон|поселени|мост|монастыр|вокзал|собор|рынк|рынок|заво[дз])"
)
"""Behind an adjective, what makes it the name of a place: "Косовского района"."""
_SURNAME_ENDING = re.compile(r"(?:[оеё]в|[иы]н|ск(?:ий|ая))а?$")
_NAMED_AFTER = re.compile(r"(?<!по)[ \xa0](?:имени|им\.)[ \xa0]?$")
"""Before a name, that something is called after that person: "МГУ имени Ломоносова"."""
_THINGS = frozenset("тема темой теме роман романа вера веру вере надежда надежды надежду любовь лев роза розы".split())
"""First names that are common nouns where they stand alone at the beginning of a sentence."""
_COUNTED = frozenset("комментариев просмотров отзывов ответов голосов подписчиков репостов лайков".split())
"""What a page counts, forms that look like surnames: "Комментариев: 0"."""
_PLACE_BEGINNINGS = ("санкт-", "скотланд-")
_VOWEL = re.compile(r"[аеёиоуыэюя]", re.IGNORECASE)
_PATRONYMIC = re.compile(r"(?:[оеё]вич|[иы]ч|[оеё]вн|ичн|инична?)(?:а|у|ем|ом|е|ы|ой)?$")


class Mention(NamedTuple):
    """A personal name in a text: its offsets and its words, initials with their full stop."""

    start: int
    end: int
    words: tuple[str, ...]


class Names:
    """The personal names of a text, looked for when they are first needed."""

    def __init__(self, text: str) -> None:
        """Keep the text; nothing is looked for yet."""
        self._text = text

    @cached_property
    def mentions(self) -> list[Mention]:
        """Return the names, in order."""
        return mentions(self._text)

    @cached_property
    def by_start(self) -> dict[int, Mention]:
        """Return the names by the offsets at which they begin."""
        return {mention.start: mention for mention in self.mentions}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what the cases of a surname share.

    >>> {stem(word) for word in ("Маас", "Мааса", "Маасом")}
    {'маас'}
    """
    return _ENDING.sub("", word.casefold().replace("ё", "е").replace("’", "'"))


def mentions(text: str) -> list[Mention]:
    """Return everything in the text that has the form of a personal name, in order.

    A word alone is a name if it looks like one, or if it is the surname of a fuller name in the text.
    """
    runs = []
    for run in _RUN.finditer(text):
        at = run.start()
        alone = _SEVERAL_WORDS.search(run[0]) is None
        words = [(at, run[0])] if alone else [(at + m.start(), m[0]) for m in _WORD.finditer(run[0])]
        if (alone or sum(not INITIAL.match(word) for _, word in words) == 1) and _is_named_after(text, at):
            continue
        if _NAMES_PLACE.match(text, run.end()) and _ADJECTIVE.search(words[-1][1]):
            words = words[:-1]
        if not alone:
            names = _names_of_run(words, _starts_sentence(text, at))
        else:
            names = [Mention(at, run.end(), (run[0],))] if words and _names_alone(text, at, run[0]) else []
        runs.append((words, names))
    full = [name.words for _, names in runs for name in names if len(name.words) > 1]
    surnames = {stem(words[-1]) for words in full}
    pairs = {stem(words[-1]) for words in full if len(words) == 2}
    found: list[Mention] = []
    for words, names in runs:
        found += [part for name in names for part in _behind_surname(name, pairs)] or [
            Mention(start, start + len(word), (word,))
            for start, word in words
            if len(word) > 2 and stem(word) in surnames
        ]
    return found


def _starts_sentence(text: str, at: int) -> bool:
    return _SENTENCE_START.search(text, max(0, at - 6), at) is not None


def _names_alone(text: str, at: int, word: str) -> bool:
    """Tell whether a capitalised word without others beside it is a name; at the beginning of a sentence fewer are."""
    return _may_stand_alone(word, False) and (not _starts_sentence(text, at) or _may_stand_alone(word, True))


@lru_cache(maxsize=TYPES_REMEMBERED)
def _may_stand_alone(word: str, starts_sentence: bool) -> bool:
    return _may_begin(word, [], starts_sentence)


def _is_named_after(text: str, at: int) -> bool:
    return _NAMED_AFTER.search(text, max(0, at - 10), at) is not None


def _behind_surname(name: Mention, surnames: set[str]) -> tuple[Mention, ...]:
    """Cut a name that begins with somebody else's surname: "адвокат Савченко Сайфул Малук"."""
    words = name.words
    if len(words) != 3 or stem(words[0]) not in surnames or is_patronymic_form(words[1]) or is_abbreviated(words):
        return (name,)
    end = name.start + len(words[0])
    return Mention(name.start, end, words[:1]), Mention(end + 1, name.end, words[1:])


def _is_syllabic(words: list[tuple[int, str]]) -> bool:
    """Tell whether a run is a name of three or four syllables: "Пан Ги Мун", "Су Чжи Лю"."""
    if not 3 <= len(words) <= 4 or traits(words[0][1]).pos in ("NPRO", "PREP", "CONJ", "PRCL", "ADVB"):
        return False
    syllables = all(len(word) <= 5 and len(_VOWEL.findall(word)) == 1 and word[:1].isupper() for _, word in words)
    return syllables and sum(not traits(word).known for _, word in words) * 2 >= len(words) - 1


def _names_of_run(words: list[tuple[int, str]], starts_sentence: bool) -> list[Mention]:
    """Cut a run of capitalised words into names: places and common nouns separate them."""
    for first in range(len(words) - 2):
        if _is_syllabic(words[first:]):
            return _names_of_run(words[:first], starts_sentence) + _mention(words[first:])
    names: list[Mention] = []
    current: list[tuple[int, str]] = []
    for i, (start, word) in enumerate(words):
        if not current and i and _is_attribute(words[i - 1][1], word):
            continue
        following = words[i + 1 :]
        if current and _another_begins(word, current, following):
            names += _mention(current)
            current = []
        if _may_continue(word, current) if current else _may_begin(word, following, starts_sentence and i == 0):
            current.append((start, word))
            continue
        names += _mention(current)
        current = [(start, word)] if current and _may_begin(word, following, False) else []
    return names + _mention(current)


def _is_attribute(before: str, word: str) -> bool:
    """Tell whether two capitalised words are adjective and noun: "Соединенных Штатов"."""
    adjective, noun = traits(before), traits(word)
    relates = adjective.known or _ADJECTIVE.search(before) is not None
    return relates and bool(adjective.adjective & noun.noun) and noun.known and not noun.person_tag


def _another_begins(word: str, current: list[tuple[int, str]], following: list[tuple[int, str]]) -> bool:
    """Tell whether a first name behind a surname begins another name: "адвокат Савченко Марк Фейгин"."""
    if word.islower() or INITIAL.match(word) or INITIAL.match(current[0][1]):
        return False
    two_names = len(current) == 2 and current[1][1][:1].isupper()
    if two_names and traits(current[0][1]).first_name and not is_patronymic_form(word):
        full = traits(current[1][1]).person_tag or looks_like_surname(current[1][1])
        return full and ((traits(word).first_name and traits(word).known) or bool(following))
    if len(current) == 2 and len(following) == 1 and all(w[1][:1].isupper() for w in (*current, *following)):
        return not is_patronymic_form(word) and not INITIAL.match(following[0][1])
    if len(current) != 1 or not following:
        return False
    return traits(word).first_name and not traits(current[0][1]).first_name and not is_patronymic_form(following[0][1])


def _mention(words: list[tuple[int, str]]) -> list[Mention]:
    while words and (words[-1][1].islower() or INITIAL.match(words[-1][1])):
        words = words[:-1]
    if not words:
        return []
    return [Mention(words[0][0], words[-1][0] + len(words[-1][1]), _surname_last([word for _, word in words]))]


def _surname_last(words: list[str]) -> tuple[str, ...]:
    """Return the words of a name with the surname last: "Иванов Иван Петрович" as "Иван Петрович Иванов"."""
    reversed_three = len(words) == 3 and is_patronymic_form(words[2]) and not is_patronymic_form(words[1])
    reversed_two = len(words) == 2 and traits(words[1]).first_name and _surname_only(words[0])
    return (*words[1:], words[0]) if reversed_three or reversed_two else tuple(words)


def _surname_only(word: str) -> bool:
    return not INITIAL.match(word) and not traits(word).first_name and bool(looks_like_surname(word))


def _may_begin(word: str, following: list[tuple[int, str]], starts_sentence: bool) -> bool:
    """Tell whether a capitalised word may be the first word of a name."""
    if INITIAL.match(word):
        return bool(following)
    if _is_no_name(word):
        return False
    seen = traits(word)
    if seen.folded.startswith("римск") or (starts_sentence and not following and seen.folded in _THINGS):
        return False
    if seen.place and len(following) > 1 and not is_patronymic_form(following[0][1]):
        return False
    if seen.person_tag and not (starts_sentence and seen.pos in ("PREP", "CONJ", "PRCL", "ADVB", "INTJ", "NPRO")):
        return True
    if looks_like_surname(word) and not starts_sentence:
        return True
    if seen.known:
        return not starts_sentence and _homonym_of_name(word, following)
    if not seen.noun:
        return False
    return not (starts_sentence and not following and seen.adjective)


@lru_cache(maxsize=100_000)
def _is_no_name(word: str) -> bool:
    """Tell whether a word names no person wherever it stands."""
    lower = word.lower()
    if word == lower or lower in _COUNTED or lower.startswith(_PLACE_BEGINNINGS):
        return True
    return is_organisation(lower) or bool(MEDIA_NAMES.match(lower)) or _is_compound_role(word)


def _is_compound_role(word: str) -> bool:
    """Tell whether a compound ends in a common noun: "Экс-депутат", "Вице-премьер"."""
    first, hyphen, last = word.rpartition("-")
    if not hyphen:
        return False
    seen = traits(last)
    return seen.known and not seen.person_tag and (last.islower() or traits(first).known)


def _homonym_of_name(word: str, following: list[tuple[int, str]]) -> bool:
    """Tell whether a thing's name is a first name here, because an unknown name follows: "Соната Коултер"."""
    seen = traits(word)
    if len(following) != 1 or seen.animate or seen.adjective or seen.pos != "NOUN":
        return False
    last = traits(following[0][1])
    if seen.place:
        return bool(
            (forms_of(seen.noun, "nomn") & last.gender & FEMN and last.person_tag) or last.folded.endswith("ова")
        )
    return not last.known


def looks_like_surname(word: str) -> bool:
    """Tell whether a form that the dictionary knows otherwise could be a surname: "Рябков", "Коултер"."""
    seen = traits(word)
    if seen.place or seen.adjective or not _SURNAME_ENDING.search(seen.folded):
        return False
    return bool(forms_of(name_mask(word), "nomn"))


def _may_continue(word: str, current: list[tuple[int, str]]) -> bool:
    """Tell whether a capitalised word may go on with a name that has begun."""
    if len(current) >= 4:
        return False
    if INITIAL.match(word) or word.islower():
        return True
    seen = traits(word)
    if is_organisation(seen.folded):
        return False
    if seen.person_tag or not seen.known:
        return True
    first = current[-1][1]
    if len(current) > 2 or seen.pos in ("PREP", "CONJ"):
        return False
    return INITIAL.match(first) is not None or traits(first).first_name or not traits(first).known


def is_patronymic_form(word: str) -> bool:
    """Tell whether a word is a patronymic and no surname like "Янукович"."""
    return _PATRONYMIC.search(word) is not None and is_patronymic(word)


def is_abbreviated(words: tuple[str, ...]) -> bool:
    """Tell whether a name has initials."""
    return any(INITIAL.match(word) for word in words)
