"""Noun phrases of a sentence, each with the case, gender and number that it may have: who can be the subject.

A phrase runs from its first adjective over the head noun to its last attribute:

    официальный представитель МИД РФ Мария Захарова
    adjective   head          genitive   name
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lib.text.cues import DOCUMENT_NOUNS, prepositional
from lib.text.items import Item
from lib.text.person_names import Mention
from lib.text.phrase_words import (
    ATTRIBUTE_PREPOSITIONS,
    COUNTS,
    GOVERNING,
    NOT_PHRASES,
    PERSONAL,
    PREPOSITION_CASES,
    WEEKDAYS,
    about_mission,
    foreign_in_a,
    head_mask,
    is_initial,
    is_time,
    is_told,
    may_be_attribute,
    may_begin,
    stands_alone,
)
from lib.text.roles import COLLECTIVES, KIN, QUANTITIES, SOURCES, is_organisation
from lib.text.traits import (
    ABLT,
    ACCS,
    ANY_CASE,
    ANY_FORM,
    CASES,
    FEMN,
    GENT,
    MASC,
    NOMN,
    PLUR,
    SING,
    case_mask,
    every_case,
    forms_of,
    name_mask,
    traits,
)

_MAX_ITEMS = 24
_LONGEST_ATTRIBUTE = 14
_SERVING = frozenset("представитель пресс-секретарь помощник советник".split())
_OFFICES = frozenset("комитет подкомитет комиссия управление департамент агентство служба инспекция бюро".split())
_AND = ("и", "или")
_ONE_PERSON = every_case(SING)
_A_MAN, _A_WOMAN, _SEVERAL = (case_mask("nomn", forms) for forms in (MASC, FEMN, PLUR))


class NounPhrase(NamedTuple):
    """A noun with what belongs to it.

    Attributes:
        first, last: half-open range of items.
        head: the item of its head noun (the first one).
        mask: case, gender and number bits that head, adjectives and name allow together.
        preposition: folded preposition before it, or "".
        name: the personal name in it, as its head or in apposition.
        end: offset in the text at which it ends (its last item's).
    """

    first: int
    last: int
    head: int
    mask: int
    preposition: str
    name: Mention | None
    start: int
    end: int


def noun_phrases(items: Sequence[Item], names: Mapping[int, Mention]) -> list[NounPhrase]:
    """Return the phrases of a sentence from left to right, none inside another; in linear time."""
    phrases = []
    preposition = ""
    i = 0
    while i < len(items):
        word = items[i].traits
        if word is not None and word.folded in PREPOSITION_CASES and not is_initial(items[i], names):
            preposition = word.folded
            i += 1
            continue
        may = may_begin(items[i]) or items[i].start in names
        phrase = _Builder(items, names, i, preposition).build() if may else None
        preposition = ""
        if phrase is None:
            i += 1
            continue
        phrases.append(phrase)
        i = phrase.last
    return phrases


class _Builder:
    """Builds one phrase that begins at an item."""

    def __init__(self, items: Sequence[Item], names: Mapping[int, Mention], first: int, preposition: str) -> None:
        self.items = items
        self.names = names
        self.first = first
        self.preposition = preposition
        self.limit = min(len(items), first + _MAX_ITEMS)
        self.name: Mention | None = None
        self.mask = PREPOSITION_CASES.get(preposition, ANY_CASE)
        self.head = first
        self.animate = False

    def build(self) -> NounPhrase | None:
        """Return the phrase, or None if no noun is there."""
        at = self._adjectives(self.first)
        at = self._head(at)
        if at == self.first:
            return None
        word = self.items[self.head].traits
        if word is None or word.lemma not in WEEKDAYS:
            at = self._attributes(at)
        return NounPhrase(
            self.first, at, self.head, self.mask, self.preposition, self.name,
            self.items[self.first].start, self.items[at - 1].end,
        )  # fmt: skip

    def _adjectives(self, at: int) -> int:
        """Pass the adjectives that agree with each other and return the item after them."""
        while at < self.limit:
            word = self.items[at].traits
            if word is None or self.items[at].start in self.names:
                break
            adjective = word.adjective
            if word.folded in ("его", "ее", "их"):
                adjective = ANY_CASE
            if not adjective & self.mask or word.folded in NOT_PHRASES or word.folded in COUNTS:
                break
            if self.preposition == "по" and prepositional(word.folded):
                break
            if (word.noun or word.lemma == "один") and not self._agrees_with_next(at, adjective):
                break
            self.mask &= adjective
            at += 1
        return at

    def _agrees_with_next(self, at: int, adjective: int) -> bool:
        """Tell whether a word that may be noun or adjective is an adjective of the next word."""
        if at + 1 >= self.limit:
            return False
        word, following = self.items[at].traits, self.items[at + 1].traits
        if word is None or following is None:
            return False
        shared = (following.noun | following.adjective) & adjective & self.mask
        return bool(shared & NOMN if word.animate and word.noun & self.mask & NOMN else shared)

    def _head(self, at: int) -> int:
        """Pass the head noun and return the item after it; without one, an adjective may stand for it."""
        if at < self.limit:
            item = self.items[at]
            name = self.names.get(item.start)
            if name is not None:
                return self._named_head(at, name)
            mask = head_mask(item)
            if at == self.first and (item.text.isdigit() or item.folded in COUNTS):
                return self._counted(at)
            if mask & self.mask:
                self.mask &= mask
                self.head = at
                word = item.traits
                self.animate = word is not None and (word.animate or word.lemma in SOURCES or word.lemma == "врио")
                if word is not None and word.lemma in QUANTITIES and self.mask & NOMN:
                    self.mask |= _SEVERAL
                return at + 1
            if item.traits is not None and item.traits.lemma == "один" and item.traits.adjective & self.mask:
                following = self.items[at + 1].folded if at + 1 < self.limit else ""
                if following == "из":
                    self.mask &= item.traits.adjective
                    self.head = at
                    self.animate = True
                    return at + 1
        if at > self.first and stands_alone(self.items[at - 1]):
            self.head = at - 1
            self.animate = True
            return at
        return self.first

    def _named_head(self, at: int, name: Mention) -> int:
        """Pass a name; what does not agree with it is no part of it: "вместе с тем / Д. Иванов"."""
        mask = self._name_mask(at, name)
        if at > self.first and not self.mask & mask:
            return self.first
        self.mask = self.mask & mask or mask
        self.head = at
        self.name = name
        self.animate = True
        return self._after(at, name)

    def _counted(self, at: int) -> int:
        """Pass a number and the noun it counts: "17 военных", "несколько министров"."""
        at += 1
        while at + 1 < self.limit and (word := self.items[at].traits) and word.adjective & GENT and not word.noun:
            at += 1
        word = self.items[at].traits if at < self.limit else None
        if word is None or not word.noun & GENT:
            return self.first
        self.mask &= case_mask("nomn", PLUR) | case_mask("accs", PLUR)
        self.head = at
        self.animate = word.animate or word.lemma in SOURCES
        return at + 1

    def _name_mask(self, at: int, name: Mention) -> int:
        """Return the cases that all words of a name share."""
        mask = _ONE_PERSON
        for item in self.items[at : self._after(at, name)]:
            word = item.traits
            if word is None or len(item.text) == 1:
                continue
            last = item.start == name.end - len(item.text)
            own = name_mask(item.text) if last or not (word.first_name and word.noun) else word.noun
            if last and mask & _A_MAN and foreign_in_a(name):
                own |= _A_MAN
            if not mask & own & ANY_CASE and own & _A_WOMAN and self._may_be_woman(name):
                mask = _A_WOMAN
            mask = mask & own or mask
        return mask

    def _may_be_woman(self, name: Mention) -> bool:
        """Tell whether a first name that the dictionary has in the genitive only may be a woman's: "Кая Каллас"."""
        return name.words[0].endswith(("а", "я")) and traits(name.words[0]).first_name

    def _after(self, at: int, name: Mention) -> int:
        while at < len(self.items) and self.items[at].start < name.end:
            at += 1
        return at

    def _attributes(self, at: int) -> int:
        """Pass what follows the head: genitives, a name, a name in marks, "по …"; return the item after it."""
        while at < self.limit and (further := self._attribute(at)):
            at = further
        return at

    def _attribute(self, at: int) -> int:
        """Return the item after the attribute that begins at an item, 0 if none does."""
        word = self.items[at].traits
        if (further := self._name(at)) or word is None:
            return further or self._quoted(at) or self._bracketed(at)
        if word.noun or word.adjective:
            further = self._governed(at) or self._genitive(at)
            return further or self._bridge(at) or self._prepositional(at) or self._second_role(at)
        if word.folded in PREPOSITION_CASES:
            return self._bridge(at) or self._prepositional(at)
        return self._genitive(at) if word.folded in _AND else 0

    def _name(self, at: int) -> int:
        name = self.names.get(self.items[at].start)
        if name is None or self.name is not None:
            return 0
        mask = self._name_mask(at, name)
        shared = mask & self.mask or self._loose_name_mask(at, name)
        kin = self.items[self.head].traits
        if self._another_name(self._after(at, name)) and (mask & GENT or len(name.words) == 1):
            return self._after(at, name)
        belongs = kin is not None and kin.lemma in KIN and mask & GENT
        belongs = belongs or (kin is not None and self._speaks_for(at, kin.lemma, name, mask))
        full = len(name.words) > 1 and not name.words[-1].endswith(("а", "я"))
        belongs = belongs and not (full and shared & NOMN and self._verb_follows(self._after(at, name)))
        if shared and self.animate and not belongs:
            self.mask = shared
            self.name = name
            return self._after(at, name)
        beside_verb = self._verb_follows(self._after(at, name)) or self._verb_precedes()
        if not mask & GENT or self.items[self.first].text.isdigit():
            return 0
        collective = kin is not None and self.mask & NOMN and (kin.lemma in COLLECTIVES or is_organisation(kin.lemma))
        collective = collective or (kin is not None and kin.lemma in DOCUMENT_NOUNS and is_told(self.items, self.first))
        if mask & NOMN and not belongs and beside_verb and not collective:
            return 0
        return self._after(at, name)

    def _speaks_for(self, at: int, role: str, name: Mention, mask: int) -> bool:
        """Tell whether a surname of one form for all cases is whose the role is: "представитель / Теру"."""
        same = forms_of(mask, "nomn") & forms_of(mask, "gent") & forms_of(mask, "datv")
        return at == self.head + 1 and role in _SERVING and len(name.words) == 1 and bool(same)

    def _another_name(self, at: int) -> bool:
        """Tell whether a name begins here that can be the head's: "помощник министра Иванова / Пётр Серов"."""
        name = self.names.get(self.items[at].start) if at < self.limit else None
        return name is not None and bool(self._name_mask(at, name) & self.mask)

    def _verb_follows(self, at: int, forms: int = ANY_FORM) -> bool:
        """Tell whether a finite verb of these forms follows without a mark between: its subject may precede."""
        for item in self.items[at : at + 6]:
            if item.traits is None:
                return False
            if item.traits.finite and item.traits.pos == "VERB":
                return bool(item.traits.finite & forms)
        return False

    def _verb_precedes(self) -> bool:
        """Tell whether a finite verb stands close before the phrase, so that its subject may follow."""
        before = self.items[max(0, self.first - 3) : self.first]
        return any(item.traits is not None and item.traits.finite and item.traits.pos == "VERB" for item in before)

    def _loose_name_mask(self, at: int, name: Mention) -> int:
        """Return the cases of a woman's name beside a masculine role: "представителя Марии Захаровой"."""
        mask = self._name_mask(at, name)
        if mask & self.mask & NOMN or (mask & NOMN and forms_of(self.mask, "nomn")):
            return case_mask("nomn", MASC | FEMN) & self.mask
        cases = (c for c in CASES[1:] if forms_of(mask, c) & FEMN and forms_of(self.mask, c) & MASC)
        return sum(case_mask(c, MASC | FEMN) for c in cases)

    def _genitive(self, at: int) -> int:
        """Pass a genitive with its adjectives, also after "и" behind another genitive."""
        start = at
        if self.items[at].folded in _AND and at > self.head + 1:
            at += 1
        mask = GENT
        while at < self.limit and (word := self.items[at].traits) is not None:
            if self.items[at].start in self.names:
                return 0
            if word.adjective & mask and (not word.noun & GENT or self._next_is_genitive(at)):
                if word.lemma in GOVERNING:
                    return at + 1
                mask &= word.adjective
                at += 1
                continue
            if word.folded == "слова":
                return 0  # "приводятся в сообщении / слова министра"
            if word.noun & mask and word.folded not in NOT_PHRASES and word.folded not in PERSONAL:
                own = forms_of(word.noun, "nomn") if word.animate and not self._is_subject() else 0
                if own and self._verb_follows(at + 1, own):
                    return 0
                joined = start < at and self.items[start].folded in _AND
                if joined and word.noun & NOMN & self.mask and word.animate:
                    return 0
                return at + 1
            return 0
        return 0

    def _governed(self, at: int) -> int:
        """Pass what a participle that became a noun governs: "управляющий делами", "командующий войсками"."""
        before, word = self.items[at - 1].traits, self.items[at].traits
        if before is None or before.lemma not in GOVERNING or word is None:
            return 0
        return at + 1 if word.noun & (ABLT | ACCS) and not word.animate else 0

    def _is_subject(self) -> bool:
        """Tell whether the head can only be the nominative plural of persons: "адвокаты лётчицы заявили"."""
        return self.animate and not self.preposition and self.mask & NOMN == _SEVERAL

    def _next_is_genitive(self, at: int) -> bool:
        following = self.items[at + 1].traits if at + 1 < self.limit else None
        return following is not None and bool((following.noun | following.adjective) & GENT)

    def _quoted(self, at: int) -> int:
        quotation = self.items[at].quotation
        return at + 1 if quotation is not None and quotation.end - quotation.start < 60 else 0

    def _bracketed(self, at: int) -> int:
        """Pass a short remark in brackets: "(Heiko Maas)", "(КСИР)"."""
        if self.items[at].text != "(":
            return 0
        for close in range(at + 1, min(at + 7, self.limit)):
            if self.items[close].text == ")":
                return close + 1
        return 0

    def _prepositional(self, at: int) -> int:
        """Pass "по делам …", "при ООН", "в МИД ФРГ" behind a person's role; days and places are no attribute."""
        word = self.items[at].traits
        if self.name is not None or word is None or word.folded not in ATTRIBUTE_PREPOSITIONS:
            return 0
        office = word.folded == "по" and self._is_office()
        if at + 1 >= self.limit or not (self.animate or office or about_mission(self.items[self.head : self.head + 3])):
            return 0
        inner = _Builder(self.items, {}, at + 1, word.folded)
        end = inner._head(inner._adjectives(at + 1))
        if end == at + 1:
            return 0
        if self.animate and (word.folded in ("по", "при", "из") or self._name_comes(end)):
            return end
        object_ = self.items[inner.head]
        named = object_.traits is not None and (object_.traits.acronym or object_.traits.place)
        source = self.items[self.head].traits
        if not self.animate and word.folded == "по":
            return end
        if not self.animate:
            return end if word.folded in ("в", "во", "при") and named else 0
        if source is not None and source.lemma in ("источник", "собеседник", "посол", "представитель", "источники"):
            return end if named or (word.folded == "в" and object_.traits is not None and not is_time(object_)) else 0
        return 0

    def _is_office(self) -> bool:
        """Tell whether the head is an office that "по …" tells from others: "комитет по труду"."""
        head = self.items[self.head].traits
        return head is not None and head.lemma in _OFFICES

    def _bridge(self, at: int) -> int:
        """Pass a long attribute if the person's name follows: "глава комиссии по спорту и туризму в думе / Иван"."""
        if not self.animate or self.name is not None or self.items[at].folded not in PREPOSITION_CASES:
            return 0
        for i in range(at + 1, min(at + _LONGEST_ATTRIBUTE, self.limit)):
            name = self.names.get(self.items[i].start)
            if name is not None:
                return i if len(name.words) > 1 and self._can_be_named(i, name) else 0
            if not may_be_attribute(self.items[i]):
                return 0
        return 0

    def _can_be_named(self, at: int, name: Mention) -> bool:
        """Tell whether a name agrees with the role: a woman's in the nominative also with a masculine one."""
        if self._name_mask(at, name) & self.mask & (NOMN | GENT):
            return True
        first = traits(name.words[0])
        return first.first_name and first.gender == FEMN and bool(self._loose_name_mask(at, name) & NOMN)

    def _name_comes(self, at: int) -> bool:
        """Tell whether the name of the person follows within a few words that belong to the role."""
        for item in self.items[at : at + 4]:
            if item.start in self.names:
                return bool(self._name_mask(self.items.index(item, at), self.names[item.start]) & self.mask & NOMN)
            if item.traits is None or not (item.traits.noun | item.traits.adjective) & GENT:
                return False
        return False

    def _second_role(self, at: int) -> int:
        """Pass a second role before the name: "глава ведомства генерал Иванов"."""
        word = self.items[at].traits
        if not self.animate or word is None or not word.animate or self.name is not None or at + 1 >= self.limit:
            return 0
        if not word.noun & self.mask & NOMN or word.folded in PERSONAL:
            return 0
        return at + 1 if self.items[at + 1].start in self.names else 0
