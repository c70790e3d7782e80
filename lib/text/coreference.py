"""Who is meant by a mention: name, role, pronoun or nobody named, resolved inside the document."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace

from lib.text.attribution import CIRCLES, joint
from lib.text.cues import ISSUED
from lib.text.finding import Tag
from lib.text.lemmas import lemma, parses
from lib.text.likeness import Role, concepts_of, role_of
from lib.text.noun_phrases import NounPhrase
from lib.text.organisations import Organisations
from lib.text.owners import inner_phrases
from lib.text.passages import Passage, passages
from lib.text.person_names import stem
from lib.text.persons import Person, Registry
from lib.text.phrase_names import nominative_phrase, role_before_name
from lib.text.quotations import quotations
from lib.text.role_holders import RoleHolders
from lib.text.roles import (
    ANONYMOUS,
    BUSINESSES,
    EXCLUSIVE,
    EXPERTS,
    GENERIC,
    HELD_ROLES,
    KIN,
    PUBLIC,
    QUALIFIERS,
    SILENT,
    WEAK_ROLES,
)
from lib.text.sources import Source, seat_of, sort_of
from lib.text.spans import Span
from lib.text.speakers import NOBODY, Speaker, together
from lib.text.subjects import can_be_subject, has_clause, is_apposition, is_called, is_oblique, subjects_outside
from lib.text.tokens import tokenize
from lib.text.traits import ANY_FORM, FEMN, MASC, NOMN, OBLIQUE, PLUR, forms_of

__all__ = ["NOBODY", "Resolver", "Speaker"]

_MEMORY = 24
_ADDRESS_MARKS = frozenset(".@/_")
"""Marks before a part of an address, which is no name of its own: "Zarya.RU"."""
_NEAR = 400
_BESIDE = 80
_PROMINENT = 2
_MOST_NAMED = 100
_SOME = frozenset("один одна одного одной некий некая некоего некоей другой другая другого".split())
"""Words before a role of somebody who is not named: "один бывший дипломат"."""
_DOUBTFUL = 0.4
"""The confidence of a speaker who is not established, and of whoever is taken for them."""
_THEMSELVES = frozenset(("сам", "сама", "само", "самом", "самой"))
_EITHER = MASC | FEMN


class Resolver:
    """Resolves the mentions of one document in the order of the text."""

    def __init__(self, registry: Registry) -> None:
        """Start with the persons that the document names."""
        self.registry = registry
        self.organisations = Organisations(registry.text)
        self._recent: list[Speaker] = []
        self._holders = RoleHolders()
        self._title_read = False
        self._skipped: Passage | None = None

    def learn(self, passage: Passage) -> None:
        """Store the roles in which a passage names persons: "посол Иванов", "Иванов, посол в Москве,"."""
        for phrase in passage.phrases:
            if phrase.name is not None:
                self._learn_from(passage, phrase)
            elif any(item.start in passage.names for item in passage.items[phrase.first : phrase.last]):
                for inner in inner_phrases(passage, phrase):
                    self._learn_from(passage, inner)
        for name, behind in zip(passage.phrases, passage.phrases[1:], strict=False):
            if name.name is not None and is_apposition(passage, name, behind):
                self._holders.learn(self.registry.person(name.name), nominative_phrase(passage, behind))

    def _read_title(self) -> None:
        """Remember the subjects of the title as the oldest; the roles in it are those that the text has told."""
        self._title_read = True
        title = self.registry.title
        heard, self._recent = self._recent, []
        for passage in passages(title, tokenize(title), quotations(title), self.registry.title_names):
            for phrase in subjects_outside(passage, []):
                role = role_of(title[phrase.start : phrase.end]) if sort_of(passage, phrase) == "role" else None
                person = self._best(role, forms_of(phrase.mask, "nomn")) if role is not None else None
                known = self._speaker(person, 0.6) if person is not None else self._subject(passage, phrase)
                if known is not None:
                    self._remember([replace(known, titled=True)])
        self._recent += heard

    def _learn_from(self, passage: Passage, phrase: NounPhrase) -> None:
        if phrase.name is not None and len(phrase.name.words) > 1:
            person = self.registry.person(phrase.name)
            if is_oblique(passage, phrase):
                person.obliques.add(phrase.name.words)
            elif is_called(passage, phrase) and stem(phrase.name.words[-1]) == person.key:
                person.subjects[phrase.name.words] += 1
        if phrase.name is not None and phrase.start < phrase.name.start:
            self._holders.learn(self.registry.person(phrase.name), role_before_name(passage, phrase))

    def resolve(self, tag: Tag) -> list[Speaker]:
        """Return the speakers that the words of an attribution mean; NOBODY if not established."""
        source = tag.source
        if source is None:
            return [NOBODY]
        if not self._title_read:
            self._read_title()
        if not source.phrases:
            return [self._last(tag.cue.forms) or NOBODY]
        if len(source.phrases) == 1:
            plain = source.phrases[0].first == source.phrases[0].head  # an adjective tells the gender
            if plain and source.sort == "role" and source.forms == MASC and tag.cue.forms & _EITHER == _EITHER:
                source = replace(source, forms=_EITHER)
            return [self._resolve(tag.passage, source)]
        return [self._resolve(tag.passage, self._part(tag.passage, source, phrase)) for phrase in source.phrases]

    def _part(self, passage: Passage, source: Source, phrase: NounPhrase) -> Source:
        """Return one of several joint speakers as a source of its own."""
        forms = forms_of(phrase.mask, "nomn") or ANY_FORM
        return Source((phrase,), sort_of(passage, phrase) or source.sort, forms)

    def _resolve(self, passage: Passage, source: Source) -> Speaker:
        resolvers: dict[str, Callable[[Passage, Source], Speaker]] = {
            "name": self._named,
            "pronoun": self._pronoun,
            "role": self._role,
            "anon": self._anonymous,
            "org": self._organisation,
            "doc": self._document,
            "group": self._group,
            "media": self._medium,
        }
        return resolvers[source.sort](passage, source)

    def _named(self, passage: Passage, source: Source) -> Speaker:
        """Return the person of a name; as a subject the name shows its nominative and its gender."""
        phrase = source.phrases[0]
        if phrase.name is None:
            return self._role(passage, source)
        person = self.registry.person(phrase.name, source.forms & _EITHER or _EITHER)
        nominative = 0 if phrase.preposition else forms_of(phrase.mask, "nomn")
        if has_clause(passage, phrase) and (phrase.mask & OBLIQUE or not nominative & source.forms):
            nominative = 0
        if nominative & source.forms or (nominative and source.forms in (MASC, FEMN)):
            if stem(phrase.name.words[-1]) == person.key:
                person.subjects[phrase.name.words] += 1
            if source.forms in (MASC, FEMN) and person.gender == _EITHER:
                person.gender = source.forms
        return self._speaker(person, 0.95)

    def _speaker(self, person: Person, confidence: float) -> Speaker:
        return Speaker(None, person.role(), "person", confidence, person, person.gender)

    def _pronoun(self, passage: Passage, source: Source) -> Speaker:
        """Return the newest speaker or subject of that gender and number."""
        if source.forms == PLUR:
            if self._skipped is not None:
                self.seen(self._skipped, [])
            several = self._group_before(passage, source) or next(
                (s for s in reversed(self._recent) if s.forms == PLUR and not s.titled), None
            )
            return replace(several, confidence=0.7) if several else NOBODY
        for phrase in reversed(passage.phrases):
            if phrase.last > source.phrases[0].first or phrase.preposition:
                continue
            if phrase.name is None:
                if (known := self._role_before(passage, phrase, source)) is not None:
                    return known
                continue
            person = self.registry.person(phrase.name)
            if person.gender & source.forms and can_be_subject(passage, phrase, person.gender):
                return self._speaker(person, 0.75)
        return self._there(passage, source) or self._last(source.forms) or NOBODY

    def _role_before(self, passage: Passage, phrase: NounPhrase, source: Source) -> Speaker | None:
        """Return the person whom an earlier clause of the sentence names by a role: "губернатор ушёл: он сказал"."""
        if sort_of(passage, phrase) != "role" or not forms_of(phrase.mask, "nomn") & source.forms:
            return None
        role = role_of(passage.text[phrase.start : phrase.end])
        person = None if role.bare else self._best(role, source.forms)
        return self._speaker(person, 0.75) if person is not None else None

    def _there(self, passage: Passage, source: Source) -> Speaker | None:
        """Return whom a clause with "где он" or ": он" means: "на выставке Белова, где он сказал"."""
        first = source.phrases[0].first
        if first == 0 or passage.items[first - 1].folded not in ("где", ":"):
            return None
        starts = (item.start for item in passage.items[:first])
        persons = [self.registry.person(passage.names[start]) for start in starts if start in passage.names]
        return next((self._speaker(p, 0.6) for p in reversed(persons) if p.gender & source.forms), None)

    def _group_before(self, passage: Passage, source: Source) -> Speaker | None:
        """Return the group that an earlier clause of the sentence is about: "братья написали, что они …"."""
        for phrase in reversed(passage.phrases):
            if phrase.last <= source.phrases[0].first and phrase.mask & NOMN and not phrase.preposition:
                subject = self._subject(passage, phrase)
                if subject is not None and subject.kind == "group":
                    return subject
        return None

    def _last(self, forms: int, spoke: bool = False, role: Role | None = None) -> Speaker | None:
        """Return the newest speaker or subject that is no group, has one of the genders and may have the role."""
        for speaker in reversed(self._recent):
            single = speaker.forms != PLUR and speaker.kind in ("person", "anon")
            if speaker.titled and not _title_tells(speaker, role):
                continue
            if (
                single
                and (speaker.person.gender if speaker.person is not None else speaker.forms) & forms
                and (speaker.spoke or not spoke)
                and (role is None or self._holders.may_be(speaker, role))
            ):
                return replace(
                    speaker, confidence=0.8 if speaker.person or speaker.confidence > _DOUBTFUL else _DOUBTFUL
                )
        return replace(self._recent[-1], confidence=0.6) if forms == ANY_FORM and self._recent else None

    def _role(self, passage: Passage, source: Source) -> Speaker:
        """Return the person whose role fits best, else the last speaker; a role that fits nobody is a name."""
        phrase = source.phrases[0]
        if source.forms == PLUR:
            return self._group(passage, source)
        role = role_of(passage.text[phrase.start : phrase.end])
        if phrase.last > phrase.first + 1 and passage.items[phrase.first].folded in _SOME:
            return self._unnamed(nominative_phrase(passage, phrase), role, source.forms)
        best = self._expert(role, source.forms) or self._best(role, source.forms)
        if best is not None:
            self._holders.understand(best, role)
            return self._speaker(best, 0.85)
        either = source.forms & _EITHER or ANY_FORM
        last = self._last(either, spoke=True, role=role) or self._last(either, role=role)
        if last is not None and role.head in WEAK_ROLES:
            unknown = self._may_hold(last, role)
            if (role.bare and (last.spoke or role.head != "автор")) or unknown:
                if last.person is not None and last.spoke:
                    self._holders.understand(last.person, role)
                return replace(last, confidence=0.6)
        if last is not None and role.bare and role.head not in KIN:
            return replace(last, confidence=_DOUBTFUL)
        head = passage.items[phrase.head].traits
        alone = phrase.last == phrase.first + 1 and head is not None and head.pos in ("ADJF", "PRTF")
        if alone and head is not None and not head.noun and role.head not in WEAK_ROLES:
            return NOBODY
        unknown_person = self._without_role(phrase.start, either) if role.head in EXCLUSIVE else None
        if unknown_person is not None and role.concepts == role.places:
            return self._speaker(unknown_person, 0.55)
        doubtful = role.head in WEAK_ROLES - ANONYMOUS and last is not None and last.person is not None
        doubtful = doubtful or (role.head in HELD_ROLES and self._is_named_elsewhere(role, either))
        unnamed = self._unnamed(nominative_phrase(passage, phrase), role, either)
        return replace(unnamed, confidence=min(unnamed.confidence, _DOUBTFUL)) if doubtful else unnamed

    def _is_named_elsewhere(self, role: Role, forms: int) -> bool:
        """Tell whether somebody prominent or in the title, of whom no role is known, may be who holds a role."""
        if role.head not in role.lemmas.split():
            return False  # "соседка актёра"
        persons = ((self.registry.person(m), False) for m in self.registry.mentions[:_MOST_NAMED])
        titled = ((self.registry.person(m), True) for m in self.registry.titled)
        return any(
            not self._holders.of(person)
            and person.gender & forms
            and (in_title or self.registry.named.get(person.key, 0) >= _PROMINENT or self._has_spoken(person))
            for person, in_title in (*titled, *persons)
        )

    def _has_spoken(self, person: Person) -> bool:
        return any(speaker.spoke and speaker.person is person for speaker in self._recent)

    def _may_hold(self, last: Speaker, role: Role) -> bool:
        """Tell whether a role may be that of somebody of whom none is known: who has spoken or is prominent."""
        if last.person is None or last.person.roles:
            return False
        prominent = self.registry.named.get(last.person.key, 0) >= _PROMINENT
        return last.spoke or (prominent and role.head not in SILENT)

    def _without_role(self, at: int, forms: int) -> Person | None:
        """Return the person of the nearest name before an offset, if no role of theirs is known and the gender fits."""
        i = bisect_left(self.registry.mentions, at, key=lambda mention: mention.start)
        if i == 0 or self.registry.mentions[i - 1].end < at - _NEAR:
            return None
        person = self.registry.person(self.registry.mentions[i - 1])
        beside = self.registry.mentions[i - 1].end > at - _BESIDE
        beside = beside or self.registry.named.get(person.key, 0) >= _PROMINENT
        return person if beside and not person.roles and person.gender & forms & _EITHER else None

    def _unnamed(self, name: str, role: Role, forms: int) -> Speaker:
        """Return somebody who is only called by a role; a bare role is too little to be one."""
        for speaker in reversed(self._recent):
            if speaker.person is None and speaker.name and role.bare and lemma(speaker.name.split()[0]) == role.head:
                return speaker
        if role.bare and (role.head in WEAK_ROLES or role.head in KIN):
            return Speaker(name, name, "anon", _DOUBTFUL, forms=forms)
        return Speaker(name, name, "anon" if role.head in ANONYMOUS else "person", 0.65, forms=forms)

    def _expert(self, role: Role, forms: int) -> Person | None:
        """Return the newest speaker for a bare "эксперт", unless they hold a public office."""
        if not role.bare or role.head not in EXPERTS:
            return None
        last = self._last(forms & _EITHER, spoke=True)
        if last is None or last.person is None or any(known.public for known in self._holders.of(last.person)):
            return None
        return last.person

    def _best(self, role: Role, forms: int) -> Person | None:
        return self._holders.best(role, forms & _EITHER, self._recency)

    def _recency(self, person: Person) -> float:
        """Return 2 for the newest speaker, less for those before, 0 for who has not been heard."""
        ages = (age for age, speaker in enumerate(reversed(self._recent)) if speaker.person is person)
        age = next(ages, None)
        return 0.0 if age is None else 2.0 / (1 + age)

    def _anonymous(self, passage: Passage, source: Source) -> Speaker:
        """Return a source without a name; a bare one is the one heard before."""
        phrase = source.phrases[0]
        first = passage.items[phrase.first].traits
        new = source.forms == PLUR or (first is not None and first.lemma in ("один", "другой"))
        head = passage.items[phrase.head].traits
        if phrase.last - phrase.first <= 2 and not new and head is not None and head.lemma not in CIRCLES:
            for speaker in reversed(self._recent):
                unnamed = speaker.kind in ("anon", "person") and speaker.person is None and not speaker.members
                if unnamed and not (speaker.name or "").startswith(("один из", "одна из")):
                    return replace(speaker, confidence=0.75)
        name = nominative_phrase(passage, phrase)
        return Speaker(name, name, "anon", 0.85, forms=source.forms)

    def _organisation(self, passage: Passage, source: Source) -> Speaker:
        """Return an organisation; the first word of a longer name heard before means that one."""
        phrase = source.phrases[0]
        name = seat_of(passage, phrase) or nominative_phrase(passage, phrase)
        if phrase.last - phrase.first == 1 + (passage.items[phrase.first].folded in _THEMSELVES):
            full = self._in_full(passage, phrase) if source.forms != PLUR else None
            if full is not None:
                return Speaker(full, "", "org", 0.75, forms=source.forms)
            heard = [s for s in reversed(self._recent) if s.kind == "org" and s.name and s.confidence > _DOUBTFUL]
            for speaker in heard:
                if speaker.name and speaker.name.lower().startswith(name.lower() + " "):
                    return replace(speaker, confidence=0.8)
            head = passage.items[phrase.head].traits
            if head is not None and head.lemma in GENERIC and source.forms != PLUR:
                heard = [s for s in heard if head.lemma not in BUSINESSES or not _is_public(s)]
                several = head.lemma in BUSINESSES and len({s.name for s in heard if s.spoke}) > 1
                return (
                    replace(heard[0], confidence=_DOUBTFUL if several else 0.65)
                    if heard
                    else Speaker(name, "", "org", 0.4)
                )
            if head is not None and head.lemma == "пресс-служба":
                return Speaker(name, "", "org", _DOUBTFUL)
        elif name.split()[-1] in GENERIC:
            concepts = concepts_of(name)
            heard = [s for s in reversed(self._recent) if s.kind == "org" and s.name and not s.titled]
            same = next((s for s in heard if concepts and concepts <= concepts_of(s.name or "")), None)
            if same is not None:
                return replace(same, confidence=0.7)
        return Speaker(name, "", "org", 0.85, forms=source.forms)

    def _in_full(self, passage: Passage, phrase: NounPhrase) -> str | None:
        """Return the name in full of an organisation that a single word takes up again."""
        return self.organisations.meant(lemma(passage.items[phrase.head].text), phrase.start)

    def _document(self, passage: Passage, source: Source) -> Speaker:
        """Return a document; a bare "сообщение" is that of the organisation that spoke last, or of nobody known."""
        phrase = source.phrases[0]
        head = lemma(passage.items[phrase.head].text)
        others = {lemma(item.text) for item in passage.items[phrase.first : phrase.head]}
        document = Speaker(nominative_phrase(passage, phrase), "", "doc", 0.8, forms=source.forms)
        if head not in ISSUED or phrase.last > phrase.head + 1 or not others <= QUALIFIERS:
            return document
        last = next((s for s in reversed(self._recent) if s.kind == "org" and not s.titled), None)
        spoke = {s.name for s in self._recent if s.kind in ("org", "media") and s.spoke and s.name}
        issued = last is not None and last.spoke and not _is_place(last) and len(spoke) == 1
        return replace(last, confidence=0.65) if last is not None and issued else replace(document, confidence=0.4)

    def _group(self, passage: Passage, source: Source) -> Speaker:
        return Speaker(nominative_phrase(passage, source.phrases[0]), "", "group", 0.85, forms=PLUR)

    def _medium(self, passage: Passage, source: Source) -> Speaker:
        return Speaker(nominative_phrase(passage, source.phrases[0]), "", "media", 0.8, forms=source.forms)

    def heard(self, speakers: Iterable[Speaker]) -> None:
        """Remember who has just spoken."""
        heard = [replace(speaker, spoke=True) for speaker in speakers if speaker.confidence > 0]
        self._remember(heard)
        if len(heard) > 1:
            self._remember([together(heard)])

    def seen(self, passage: Passage, spoken: list[Span]) -> None:
        """Remember the subjects that a passage names outside what is said in it."""
        self._skipped = None
        subjects = list(subjects_outside(passage, spoken))
        joined = 0
        for i, phrase in enumerate(subjects):
            several = joint(passage, subjects[i : i + 6], "name")
            if several is not None:
                self._remember([together([self._joined(passage, p) for p in several.phrases])])
                joined = several.phrases[-1].last
            single = self._subject(passage, phrase)
            if single is not None and not (single.forms == PLUR and phrase.first < joined):
                self._remember([single])

    def skipped(self, passage: Passage) -> None:
        """Keep a passage without persons: "они" of the next one may mean a group in it."""
        self._skipped = passage

    def _joined(self, passage: Passage, phrase: NounPhrase) -> Speaker:
        """Return one of several subjects: beside others also a country, "США и Польша" may be "они"."""
        subject = self._subject(passage, phrase)
        if subject is None and sort_of(passage, phrase) == "org":
            return Speaker(nominative_phrase(passage, phrase), "", "org", 0.6)
        return subject or NOBODY

    def _subject(self, passage: Passage, phrase: NounPhrase) -> Speaker | None:
        """Return a subject that later words may take up: a person, a group, an organisation that is no place."""
        if phrase.name is not None:
            person = self.registry.person(phrase.name)
            return self._speaker(person, 0.7) if can_be_subject(passage, phrase, person.gender) else None
        forms, sort = forms_of(phrase.mask, "nomn"), sort_of(passage, phrase)
        head = passage.items[phrase.head].traits
        if passage.text[max(0, phrase.start - 1) : phrase.start] in _ADDRESS_MARKS:
            return None
        alone = head is not None and head.adjective and not head.noun and phrase.last == phrase.first + 1
        if (sort == "group" and not alone and head is not None and head.pos != "PRTF") or (
            sort == "org" and forms == PLUR
        ):
            return Speaker(nominative_phrase(passage, phrase), "", "group", 0.6, forms=PLUR)
        if sort == "org" and head is not None and not head.place and head.lemma not in GENERIC:
            return Speaker(nominative_phrase(passage, phrase), "", "org", 0.6, forms=forms)
        return None

    def _remember(self, speakers: list[Speaker]) -> None:
        self._recent += speakers
        del self._recent[:-_MEMORY]


def _is_public(speaker: Speaker) -> bool:
    """Tell whether an organisation heard before is no business: a bare "компания" does not mean it."""
    return not PUBLIC.isdisjoint(lemma(word) for word in (speaker.name or "").split())


def _is_place(speaker: Speaker) -> bool:
    """Tell whether an organisation is a country, which issues nothing itself: "Россия", "США"."""
    return all(any("Geox" in p.grammemes for p in parses(word)) for word in (speaker.name or "").split())


def _title_tells(speaker: Speaker, role: Role | None) -> bool:
    """Tell whether the title says enough of a person to be a pronoun or a bare "режиссёр" of the text."""
    if speaker.forms == _EITHER or role is None:
        return speaker.forms != _EITHER
    full = speaker.person is not None and len(speaker.person.words) > 1
    known = role.head in WEAK_ROLES and role.head not in ANONYMOUS and role.head != "секретарь"
    return full and role.bare and known
