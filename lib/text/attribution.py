"""Who is the speaker of a cue: its subject beside it, in an earlier clause, or of an earlier cue."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from lib.text.cues import Cue
from lib.text.items import Item
from lib.text.names import nominative
from lib.text.noun_phrases import NounPhrase
from lib.text.owners import cited, document_source, owner
from lib.text.passages import DASHES, Passage
from lib.text.roles import KIN
from lib.text.sources import SELF, Sort, Source, agreement, sort_of
from lib.text.subjects import is_apposition
from lib.text.traits import ACCS, ANY_FORM, LOCT, NEUT, NOMN, PLUR, SING, forms_of

Side = Literal["left", "right"]

_JOINTS = frozenset((",", "и", "а", "также")) | DASHES
_CLAUSE_STARTS = frozenset((",", ";", ":", "и", "но", "а")) | DASHES
_CLOSES_ROLE = frozenset((",", ":"))
_JOINING = frozenset(("и", "но"))
_REACH = 28
_INSTITUTIONS = frozenset(
    "аэропорт порт вокзал больница госпиталь клиника завод фабрика шахта театр музей гостиница епархия зоопарк "
    "заповедник секретариат канцелярия холдинг ресторан лаборатория обсерватория".split()
)
"""Places that speak as organisations do: "в аэропорту сообщили"."""
CIRCLES = frozenset(("круг", "окружение"))
"""Where anonymous speakers belong: "в дипломатических кругах считают"."""
_ASKING = frozenset("просить попросить призвать призывать обязать обязывать убедить убеждать".split())
"""Verbs with an object that may look like a subject: "просил суд приговорить"."""
_PARTICIPLE_REACH = 3
_LONGEST_BRACKET = 16
_LONGEST_COMPLEMENT = 5


def subject(passage: Passage, at: int, cue: Cue, between: tuple[int, int], first: Side) -> Source | None:
    """Return the subject of the cue at an item, looked for between two items, on the side `first` first."""
    sides = [_right(passage, at, between[1], cue.forms == PLUR), _left(passage, at, between[0])]
    if "o" in cue.frame and (object_ := cited(passage, at, between[1])) is not None:
        sides = [[p for p in side if p.start != object_.start] for side in sides]
    if first == "left" and cue.lemma in _ASKING:
        sides[0] = [p for p in sides[0] if p.name is not None or not p.mask & ACCS]
    for phrases in sides if first == "right" else reversed(sides):
        found = _nearest(passage, phrases, cue, skip_media=True) or _nearest(passage, phrases, cue)
        if found is not None:
            return found
    return _in_organisation(passage, at, between) if cue.forms == PLUR else None


def speaker_of(passage: Passage, at: int, cue: Cue, bound: int) -> Source | None:
    """Return the speaker of a cue whose complement begins at `bound`.

    It stands in the clause of the cue, is what "который" means, was named for an earlier cue of the sentence,
    or begins the sentence.
    """
    if "d" in cue.frame and "q" not in cue.frame:
        return document_source(passage, 0, bound)
    if cue.participle:
        return _described(passage, at)
    own = None if cue.gerund else _own_speaker(passage, at, cue, bound)
    if own is not None:
        return own
    start = clause_start(passage, at)
    if passage.items[start].folded == "кто" or _accuses_antecedent(passage, start, cue):
        return None  # "те, кто считает, что …"
    for earlier, before in reversed(passage.cues):
        if earlier >= at or before.gerund or _is_inserted(passage, earlier):
            continue
        if cue.gerund or before.forms & cue.forms:
            inherited = _own_speaker(passage, earlier, before, start) or leftmost(passage, earlier, before)
            if inherited is not None:
                return replace(inherited, inherited=True)
    if cue.gerund:
        return _main_subject(passage, at)
    return _coordinated_subject(passage, start, cue) or leftmost(passage, at, cue)


def _accuses_antecedent(passage: Passage, start: int, cue: Cue) -> bool:
    """Tell whether a plural cue without a subject is about whom "который" means: "которых обвиняли в том, что …"."""
    word = passage.items[start].traits
    return word is not None and word.lemma == "который" and cue.forms == PLUR and not word.adjective & NOMN


def _is_inserted(passage: Passage, at: int) -> bool:
    """Tell whether a cue only frames: "Посол, как сообщает агентство, заявил …"."""
    start = clause_start(passage, at)
    return start > 0 and passage.items[start].folded == "как"


def _described(passage: Passage, at: int) -> Source | None:
    """Return whom a participle describes: the phrase before its comma, with which it agrees."""
    word = passage.items[at].traits
    phrase = next((p for p in reversed(passage.phrases) if p.last <= at), None)
    if word is None or phrase is None or at - phrase.last > _PARTICIPLE_REACH:
        return None
    if passage.items[phrase.last].text != "," or not phrase.mask & word.adjective:
        return None
    sort = sort_of(passage, phrase)
    if sort not in ("name", "role", "group", "org", "anon"):
        return None
    return Source((phrase._replace(mask=phrase.mask & word.adjective),), sort, ANY_FORM)


def _own_speaker(passage: Passage, at: int, cue: Cue, bound: int) -> Source | None:
    start = clause_start(passage, at)
    while (
        cue.forms == PLUR and start > 1 and (passage.items[start - 1].folded == "и" or lists_names(passage, start - 1))
    ):
        start = clause_start(passage, start - 1)
    return _antecedent(passage, start, at, cue) or subject(passage, at, cue, (start, bound), "left")


def thing_speaks(passage: Passage, at: int, cue: Cue) -> bool:
    """Tell whether the subject right before a cue is a thing that says nothing: "факт говорит о том, что"."""
    if cue.gerund or cue.participle:
        return False
    first = at
    while first > 0 and (word := passage.items[first - 1].traits) is not None and word.pos in ("ADVB", "PRCL"):
        if word.folded == "это":
            break
        first -= 1
    if first > 0 and passage.items[first - 1].folded == "это" and cue.forms & NEUT:
        return subject(passage, at, cue, (at, min(at + 4, len(passage.items))), "right") is None
    thing = next((p for p in passage.phrases if p.last == first), None)
    if thing is None or thing.preposition or thing.name is not None or not forms_of(thing.mask, "nomn") & cue.forms:
        return False
    head = passage.items[thing.head]
    if head.traits is None or not head.traits.known or head.text[:1].isupper() > (thing.head == thing.first):
        return False
    if any(item.quotation is not None or item.text[:1].isascii() for item in passage.items[thing.head : thing.last]):
        return False
    if sort_of(passage, thing) is not None:
        return False
    near = (clause_start(passage, at), min(at + 4, len(passage.items)))
    return subject(passage, at, cue, near, "right") is None


def clause_start(passage: Passage, at: int) -> int:
    """Return the item at which the clause of a cue begins: behind the last comma, dash or "и" before it."""
    i = at
    while i > 0 and passage.items[i - 1].text not in _CLAUSE_STARTS:
        i -= 1
    return i


def leftmost(passage: Passage, at: int, cue: Cue) -> Source | None:
    """Return the first phrase of the sentence that can be the subject: clauses may stand between it and its verb."""
    first = _behind_frame(passage, at)
    before = [p for p in passage.phrases if first <= p.first and p.last <= at]
    comma = next((i for i in range(first, at) if passage.items[i].text == ","), at)
    named = [p for p in before if p.name is not None and p.last <= comma and not _may_be_object(passage, p, before)]
    return _nearest(passage, named, cue) or _nearest(passage, before, cue, skip_media=True)


def _may_be_object(passage: Passage, named: NounPhrase, before: list[NounPhrase]) -> bool:
    """Tell whether a name of one form for all cases stands behind who acts: "Москва не выдала Белых"."""
    if not all(named.mask & case for case in (NOMN, ACCS)):
        return False
    earlier = (p for p in before if p.first < named.first and p.mask & NOMN and not p.preposition)
    return any(sort_of(passage, p) == "org" for p in earlier)


def _behind_frame(passage: Passage, at: int) -> int:
    """Return the item behind "Как сообщает агентство," with which the sentence of a cue begins, else 0."""
    comma = next((i for i in range(at) if passage.items[i].text == ","), 0)
    return comma + 1 if comma and passage.items[0].folded == "как" else 0


def _antecedent(passage: Passage, start: int, at: int, cue: Cue) -> Source | None:
    """Return whom "который" means, where it is the subject: the phrase before it."""
    for i in range(start, at):
        word = passage.items[i].traits
        if word is None or word.lemma != "который" or not forms_of(word.adjective, "nomn") & cue.forms:
            continue
        phrase = next((p for p in reversed(passage.phrases) if p.last <= i), None)
        if phrase is None:
            return None
        sort = sort_of(passage, phrase)
        named = next((p for p in passage.phrases if p.last == phrase.first - 1), None) if sort == "role" else None
        if named is not None and named.name is not None and is_apposition(passage, named, phrase):
            return Source((named,), "name", cue.forms)
        if sort in ("name", "role", "group", "org", "anon"):
            return Source((phrase,), sort, cue.forms)
        return owner(passage, phrase)
    return None


def _coordinated_subject(passage: Passage, start: int, cue: Cue) -> Source | None:
    """Return the subject of the verb before, with which a cue is joined: "Белов ушёл, Серов остался, но просил"."""
    if start == 0 or _JOINING.isdisjoint((passage.items[start].folded, passage.items[start - 1].folded)):
        return None
    for i in range(start - 1, -1, -1):
        word = passage.items[i].traits
        if word is not None and word.finite & cue.forms and word.pos == "VERB":
            verb = Cue(word.lemma, "", word.finite, False, False)
            found = _nearest(passage, _left(passage, i, clause_start(passage, i)), verb, skip_media=True)
            return replace(found, inherited=True) if found is not None else None
    return None


def _main_subject(passage: Passage, at: int) -> Source | None:
    """Return the subject of the finite verb before a gerund, else of the one behind it."""
    for i in (*range(at - 1, -1, -1), *range(at + 1, len(passage.items))):
        word = passage.items[i].traits
        if word is not None and word.finite and word.pos == "VERB":
            verb = Cue(word.lemma, "", word.finite, False, False)
            found = subject(passage, i, verb, (0, at if i < at else len(passage.items)), "left")
            if found is not None:
                return replace(found, inherited=True)
    return None


def joint(passage: Passage, phrases: Sequence[NounPhrase], sort: Sort) -> Source | None:
    """Return neighbouring nominative phrases as joint speakers: "Иванов и Петров"."""
    chain = [phrases[0]]
    conjoined = False
    if not phrases[0].mask & NOMN or phrases[0].preposition:
        return None
    for phrase in phrases[1:]:
        a, b = (phrase, chain[-1]) if phrase.first < chain[-1].first else (chain[-1], phrase)
        between = passage.items[a.last : b.first]
        joined = between and all(item.folded in _JOINTS for item in between)
        if not joined or phrase.preposition or not phrase.mask & NOMN or sort_of(passage, phrase) is None:
            break
        chain.append(phrase)
        conjoined = conjoined or any(item.folded in ("и", "также") for item in between)
    return Source(tuple(sorted(chain, key=lambda p: p.first)), sort, PLUR) if conjoined else None


def _left(passage: Passage, at: int, bound: int) -> list[NounPhrase]:
    """Return the phrases before a cue, the nearest first."""
    return [p for p in reversed(passage.phrases) if p.last <= at and p.first >= bound]


def _right(passage: Passage, at: int, bound: int, several: bool = False) -> list[NounPhrase]:
    """Return the phrases behind a cue until its clause ends; a list of several names goes on behind a comma."""
    stop = min(bound, at + _REACH)
    for i in range(at + 1, stop):
        item = passage.items[i]
        if several and item.text == "," and lists_names(passage, i):
            continue
        if item.text == "," or item.text in DASHES or item.folded == "что" or passage.ends_at(i):
            stop = i
            break
    return [p for p in passage.phrases if at < p.first < stop]


def lists_names(passage: Passage, comma: int) -> bool:
    """Tell whether names stand on both sides of a comma, in a list that goes on: "депутаты Белов, Серов и Чернов"."""
    if not passage.names_person:
        return False
    second = next((p for p in passage.phrases if p.first == comma + 1), None)
    if second is None or second.name is None or not second.mask & NOMN or second.last >= len(passage.items):
        return False
    if passage.items[second.last].folded not in ("и", ","):
        return False
    names = [p for p in passage.phrases if p.name is not None and p.mask & NOMN]
    return any(p.last == comma for p in names) and any(p.first == second.last + 1 for p in names)


def _nearest(passage: Passage, phrases: list[NounPhrase], cue: Cue, skip_media: bool = False) -> Source | None:
    """Return the first phrase that agrees and can speak, joined with its neighbour if the cue is plural."""
    for i, phrase in enumerate(phrases):
        sort = sort_of(passage, phrase)
        if sort is None or (skip_media and sort == "media") or _emphasises(passage, phrase, phrases[i + 1 : i + 2]):
            continue
        if sort == "group" and _names_follow(passage, phrase, phrases[i + 1 :]):
            continue
        if cue.forms == PLUR and sort in ("name", "role", "org", "group", "pronoun"):
            several = joint(passage, phrases[i:], sort)
            if several is not None:
                return several
        forms = agreement(passage, phrase, cue)
        if not forms or (sort in ("org", "media") and _is_told(passage, phrase, phrases[i + 1 : i + 2], cue)):
            continue
        named = _named_beside(passage, phrase, cue) if sort == "role" else None
        return Source((named,), "name", forms) if named else Source((phrase,), sort, forms)
    return None


def _names_follow(passage: Passage, role: NounPhrase, behind: list[NounPhrase]) -> bool:
    """Tell whether names stand right behind what several persons are: "депутаты / Белов и Серов"."""
    beside = bool(behind) and behind[0].first == role.last and behind[0].name is not None
    return beside and joint(passage, behind, "name") is not None


def _is_told(passage: Passage, listener: NounPhrase, behind: list[NounPhrase], cue: Cue) -> bool:
    """Tell whether a name that is not declined is told by who stands right behind it: "сообщил Zarya источник"."""
    end = listener.last
    if [item.text for item in passage.items[end : end + 2]] in ([".", "ru"], [".", "Ru"], [".", "com"]):
        end += 2
    beside = bool(behind) and behind[0].first == end and bool(agreement(passage, behind[0], cue))
    return beside and sort_of(passage, behind[0]) in ("anon", "role", "name", "group")


def _emphasises(passage: Passage, phrase: NounPhrase, before: list[NounPhrase]) -> bool:
    """Tell whether a phrase is the "сам" of the subject right before it: "посол сам заявил"."""
    alone = phrase.last == phrase.first + 1 and passage.items[phrase.first].folded in SELF
    return alone and bool(before) and before[0].last == phrase.first and not before[0].preposition


def _named_beside(passage: Passage, role: NounPhrase, cue: Cue) -> NounPhrase | None:
    """Return the name that a role explains: "лидер партии, проповедник Иван Иванов", "Иван Иванов, посол: «…»"."""
    items = passage.items
    comma = role.last < len(items) and items[role.last].text == ","
    behind = next((p for p in passage.phrases if p.first == role.last + 1), None) if comma else None
    after = items[behind.last].traits if behind is not None and behind.last < len(items) else None
    acts = after is not None and after.pos == "VERB" and bool(after.finite) and after.lemma != cue.lemma
    beside = behind is not None and behind.name is not None and not acts and bool(behind.mask & NOMN)
    if behind is not None and beside and agreement(passage, behind, cue):
        return behind
    called = _called_behind(passage, role)
    if called is not None and agreement(passage, called, cue):
        return called
    closed = any(item.text in _CLOSES_ROLE for item in items[role.last : role.last + _LONGEST_COMPLEMENT])
    before = next((p for p in passage.phrases if p.last == role.first - 1), None) if closed else None
    if before is None or before.name is None or items[before.last].text != "," or cue.forms == PLUR:
        return None
    return before if agreement(passage, before, cue) else None


def _called_behind(passage: Passage, role: NounPhrase) -> NounPhrase | None:
    """Return the name behind a role and what stands between: "глава компании Zarya Иван Белов", "глава (…) Белов"."""
    items, i = passage.items, role.last
    head = items[role.head].traits
    while i < min(len(items), role.last + _LONGEST_BRACKET) and (items[i].text == "(" or _is_foreign(items[i])):
        closing = range(i + 1, min(len(items), i + _LONGEST_BRACKET)) if items[i].text == "(" else ()
        i = next((j for j in closing if items[j].text == ")"), i) + 1
    name = next((p for p in passage.phrases if p.first == i), None)
    if name is None or name.name is None or len(name.name.words) < 2 or head is None or head.lemma in KIN:
        return None
    words = " ".join(name.name.words)
    return name if nominative(words) == words else None


def _is_foreign(item: Item) -> bool:
    return item.text[:1].isalpha() and item.text.isascii()


def _in_organisation(passage: Passage, at: int, between: tuple[int, int]) -> Source | None:
    """Return the organisation of "в министерстве сообщили": a plural verb without a subject."""
    start = max(between[0], clause_start(passage, at))
    for phrase in (*_right(passage, at, between[1]), *_left(passage, at, start)):
        head = passage.items[phrase.head].traits
        distant_place = phrase.first > at + 3 and head is not None and head.place
        inside = phrase.preposition in ("в", "во", "на") and phrase.mask & LOCT
        if not inside or distant_place or head is None:
            continue
        if sort_of(passage, phrase) == "org" or head.lemma in _INSTITUTIONS:
            return Source((phrase,), "org", SING | PLUR)
        if head.lemma in CIRCLES:
            return Source((phrase,), "anon", forms_of(phrase.mask, "loct"))
    return None
