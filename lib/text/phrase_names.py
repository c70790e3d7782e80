"""Noun phrases brought to the nominative: "в Белом доме" names the speaker "Белый дом"."""

import re

from lib.text.clean import fold
from lib.text.items import Item
from lib.text.lemmas import Parse, parses
from lib.text.noun_phrases import NounPhrase
from lib.text.passages import Passage
from lib.text.traits import CASES, FEMN, MASC, NEUT, PLUR, SING, forms_of

_NOT_NAMING = frozenset(
    "сам сама само сами самой самого самих самому самом самим этот эта это эти этого этой этих этому этим этом".split()
)
"""Forms of "сам" and "этот" before a noun, no part of a name."""
_OWN = frozenset("свой своего своему своим своем своей свою своя своих своими свои".split())
_POSSESSIVE = frozenset("его ее их свой своего своему своим своем своей свою своя мой моего моя моей наш наша".split())
_ADJECTIVE_ENDING = re.compile(r"(?:[ео]го|[ео]му|[иы]ми|[иы]м|[иы]х|[иы]й|[иы]е|[ео]м|[ео]й|[ео]ю|[ео]е|ая|ую)$")
_HARD_PLURAL = re.compile(r"[гкхжшчщ]$")
_FLEETING = re.compile(r"[её]ц$|[оеё]к$")
_OBLIQUE_PLURAL = re.compile(r"(?:[оеё]в|ами|ам|ах)$")
_ABBREVIATED = re.compile(r"(?:избирком|стат|банк|пром|надзор|суд|штаб|совет|транс|газ)$")
"""Ends of abbreviated names of offices, which are declined though no dictionary has them: "Мосгоризбиркома"."""
_PLURALS = {
    "доктор": "доктора", "профессор": "профессора", "директор": "директора", "учитель": "учителя", "друг": "друзья",
    "брат": "братья", "сын": "сыновья", "сосед": "соседи", "хозяин": "хозяева", "господин": "господа",
}  # fmt: skip
"""Nominative plurals that no rule gives."""
_BRACKETED = re.compile(r"(?<=\w)\s\([^()]*\)$")
"""A remark behind a name: "Исламское государство (ИГ)"."""
_GENDERS = {"masc": MASC, "femn": FEMN, "neut": NEUT}


def nominative_phrase(passage: Passage, phrase: NounPhrase) -> str:
    """Return the words of a phrase with its head and adjectives in the nominative.

    The first letter becomes small where only the sentence had made it a capital.
    """
    text = passage.text
    first = passage.items[phrase.first].folded
    if (first in _NOT_NAMING or first in _OWN) and phrase.first < phrase.head:
        following = passage.items[phrase.first + 1]
        phrase = phrase._replace(first=phrase.first + 1, start=following.start)
    items = passage.items[phrase.first : phrase.last]
    head = passage.items[phrase.head]
    if forms_of(phrase.mask, "nomn") and not phrase.preposition:
        name = text[phrase.start : phrase.end]
    else:
        plural = _is_plural(phrase, head)
        noun = _noun_of(head, phrase.mask)
        words = []
        for i, item in enumerate(items):
            gap = text[items[i - 1].end : item.start] if i else ""
            words.append(gap + _nominative_item(item, (head, noun), phrase.first + i < phrase.head, plural))
        name = "".join(words)
    name = _BRACKETED.sub("", " ".join(name.split()))
    return _without_capital(passage, items[0], name)


def role_before_name(passage: Passage, phrase: NounPhrase) -> str:
    """Return the words before the name of a phrase in the nominative, or "" if they tell no role of their own.

    "Официальному представителю МИД Марии Ивановой": "официальный представитель МИД"; nothing of "своего друга Ивана".
    """
    assert phrase.name is not None
    last = next(i for i in range(phrase.first, phrase.last) if passage.items[i].start >= phrase.name.start)
    before = passage.items[phrase.first : last]
    if phrase.head >= last or any(item.folded in _POSSESSIVE for item in before[: phrase.head - phrase.first]):
        return ""
    role = phrase._replace(last=last, end=before[-1].end, name=None)
    return nominative_phrase(passage, role).strip(" ,")


def _is_plural(phrase: NounPhrase, head: Item) -> bool:
    forms = 0
    for case in ("gent", "datv", "accs", "ablt", "loct"):
        forms |= forms_of(phrase.mask, case)
    return forms & (SING | PLUR) == PLUR and any(p.number == "plur" for p in _nouns(head))


def _nouns(item: Item) -> list[Parse]:
    return [p for p in parses(item.text) if p.pos == "NOUN"]


def _noun_of(head: Item, mask: int) -> Parse | None:
    """Return the reading of the head that has a gender of its phrase: "российского премьера" is no première's."""
    nouns = _nouns(head)
    forms = 0
    for case in CASES:
        forms |= forms_of(mask, case)
    fitting = (p for p in nouns if _GENDERS.get(p.gender or "", 0) & forms)
    return next(fitting, nouns[0] if nouns else None)


def _nominative_item(item: Item, the_head: tuple[Item, Parse | None], before_head: bool, plural: bool) -> str:
    word = item.traits
    head, noun = the_head
    gender = noun.gender if noun is not None else None
    if word is None or word.acronym:
        return item.text
    if item is head:
        if word.lemma == "один":
            return _capital_like(item.text, "одна" if word.folded == "одной" else "один")
        if noun is None and word.adjective:
            return _nominative_adjective(item, plural, gender)
        if noun is not None and _ABBREVIATED.search(noun.normal) and not noun.known:
            return _capital_like(item.text, noun.normal)
        if noun is None or not noun.known or "Fixd" in noun.grammemes:
            return item.text
        return _capital_like(
            item.text, _plural(noun, word.folded) if plural and "Pltm" not in noun.grammemes else noun.normal
        )
    if before_head and word.adjective and word.folded not in ("его", "ее", "их"):
        return _nominative_adjective(item, plural, gender)
    return item.text


def _nominative_adjective(item: Item, plural: bool, gender: str | None) -> str:
    adjective = next((p for p in parses(item.text) if p.pos in ("ADJF", "PRTF")), None)
    if adjective is None:
        return item.text
    normal = adjective.normal if adjective.pos == "ADJF" else _participle(fold(item.text))
    return _capital_like(item.text, _adjective(normal, "plur" if plural else gender))


def _participle(form: str) -> str:
    """Return the masculine of a participle, whose lemma is a verb: "действующего": "действующий"."""
    stem = _ADJECTIVE_ENDING.sub("", form)
    return stem + ("ий" if _HARD_PLURAL.search(stem) else "ый")


def _adjective(normal: str, form: str | None) -> str:
    """Return the nominative of an adjective from its masculine: "белый", femn: "белая"."""
    stem, ending = normal[:-2], normal[-2:]
    if ending not in ("ый", "ий", "ой"):
        return normal
    soft = ending == "ий" and not _HARD_PLURAL.search(stem)
    endings = {
        "femn": "яя" if soft else "ая",
        "neut": "ее" if soft else "ое",
        "plur": "ие" if soft or _HARD_PLURAL.search(stem) else "ые",
    }
    return stem + endings[form] if form in endings else normal


def _plural(noun: Parse, form: str) -> str:
    """Return the nominative plural of a noun by its lemma, regular nouns only: "эксперт": "эксперты".

    A vowel that the form has lost stays lost: "очевидец", "очевидцев": "очевидцы".
    """
    word = noun.normal
    if word in _PLURALS:
        return _PLURALS[word]
    if _FLEETING.search(word) and not form.startswith(word):
        stem = _OBLIQUE_PLURAL.sub("", form)
        return stem + ("и" if _HARD_PLURAL.search(stem) else "ы")
    if word.endswith(("ый", "ий", "ой")) and len(word) > 4:
        return _adjective(word, "plur")
    if word.endswith(("анин", "янин")):
        return word[:-2] + "е"
    if word.endswith("о"):
        return word[:-1] + "а"
    if word.endswith(("е", "я", "ь", "й")):
        return word[:-1] + ("я" if word.endswith("е") else "и")
    stem = word[:-1] if word.endswith("а") else word
    return stem + ("и" if _HARD_PLURAL.search(stem) else "ы")


def _capital_like(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _without_capital(passage: Passage, first: Item, name: str) -> str:
    """Return a name with a small first letter if it owes its capital to the beginning of a sentence."""
    word = first.traits
    starts = first.start == passage.body or first.start == passage.span.start
    if not starts or word is None or word.acronym or word.place or not word.known:
        return name
    return name[:1].lower() + name[1:]
